"""The split by voice as labels of sentences."""

import pandas as pd
import pytest

from discourse.errors import TableError
from discourse.frames.hits import theme_hits
from discourse.frames.voices.voice import hit_voices
from discourse.frames.voices.voice_codes import voice_codes
from discourse.text.tokenize import tokenize

TEXT = "A threat rose. Sand denied a threat, and sovereignty grew. Nothing else."


@pytest.fixture
def voiced(articles_of, codebook, statements_of, said):
    hits = theme_hits(tokenize(articles_of(TEXT)), codebook)
    return hit_voices(hits, statements_of(said(TEXT, cue="denied", content="a threat,", polarity="denied")))


@pytest.fixture
def units():
    spans = {"start": [59, 0, 15], "end": [72, 14, 58]}
    return pd.DataFrame({"unit_id": ["d0#2", "d0#0", "d0#1"], "doc_id": "d0", **spans, "machine": "x", "outlet": "A"})


def test_every_unit_has_its_themes_with_their_voices(units, voiced):
    coded = voice_codes(units, voiced)
    assert coded["machine"].tolist() == ["", "threat/unattributed", "sovereignty/unattributed;threat/denied"]
    pd.testing.assert_frame_equal(coded.drop(columns="machine"), units.drop(columns="machine"))
    mixed = voice_codes(units.iloc[::-1], voiced.iloc[::-1])
    pd.testing.assert_frame_equal(mixed, coded.iloc[::-1])


def test_units_of_other_tokens_are_refused(units, voiced):
    with pytest.raises(TableError, match="hits that lie in no unit, in documents d0"):
        voice_codes(units.assign(end=units["end"] - 20), voiced)
    with pytest.raises(TableError, match="hits that lie in no unit"):
        voice_codes(units.assign(doc_id="other"), voiced)
    with pytest.raises(TableError, match="columns missing: machine"):
        voice_codes(units.drop(columns="machine"), voiced)
