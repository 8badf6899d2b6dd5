"""In whose words a hit stands, on texts that can be read."""

import pandas as pd
import pytest

from discourse.errors import TableError
from discourse.frames.hits import theme_hits
from discourse.frames.voices.voice import hit_voices
from discourse.tables import check, empty
from discourse.text.tokenize import tokenize

TEXT = (
    "A threat grew. Orvik said sovereignty comes first. Tollmer denied any threatening letter. "
    "Dion urged respect for sovereign skies. Sand told us Kalvo had rejected a military threat."
)


@pytest.fixture
def hits(articles_of, codebook):
    return theme_hits(tokenize(articles_of(TEXT, outlet=["A"])), codebook)


@pytest.fixture
def statements(statements_of, said):
    return statements_of(
        said(TEXT, speaker="Orvik", cue="said", content="sovereignty comes first"),
        said(TEXT, speaker="Tollmer", cue="denied", content="any threatening letter", polarity="denied"),
        said(TEXT, speaker="Dion", cue="urged", content="respect for sovereign skies", polarity="hypothetical"),
        said(TEXT, speaker="Sand", cue="told", content="Kalvo had rejected a military threat"),
        said(
            TEXT, speaker="Kalvo", cue="rejected", content="a military threat", polarity="denied", cue_class="negating"
        ),
    )


def test_voices_by_hand(hits, statements):
    voiced = check(hit_voices(hits, statements), "hit_voices")
    assert voiced[["node", "voice", "place", "speaker", "cue"]].to_numpy().tolist() == [
        ["threat", "unattributed", "outside", "", ""],
        ["sovereignty", "reported", "content", "Orvik", "said"],
        ["threatening", "denied", "content", "Tollmer", "denied"],
        ["sovereign", "hypothetical", "content", "Dion", "urged"],
        ["military threat", "denied", "content", "Kalvo", "rejected"],  # the innermost, not Sand
    ]
    assert voiced["statement_id"].tolist() == ["", "d0#1", "d0#2", "d0#3", "d0#5"]
    assert voiced["speaker_confidence"].tolist()[1:] == [1.0] * 4
    assert voiced["source"].tolist() == ["", "Orvik", "Tollmer", "Dion", "Kalvo"]
    assert set(hit_voices(hits, statements.assign(speaker_confidence=0.2))["source"]) == {"", "(not resolved)"}
    assert voiced["outlet"].tolist() == ["A"] * 5
    for row in voiced.itertuples():
        assert TEXT[row.start : row.end] == row.node


def test_the_order_of_the_rows_is_irrelevant(hits, statements):
    one = hit_voices(hits, statements)
    other = hit_voices(hits.iloc[::-1], statements.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(one, other.iloc[::-1].reset_index(drop=True))


def test_words_of_the_cue_and_the_speaker_are_the_reporters(articles_of, codebook, statements_of, said):
    text = "The threatened minister threatens that war is near, wrote Sand, for whom sovereignty counts."
    hits = theme_hits(tokenize(articles_of(text)), codebook)
    alone = statements_of(
        said(text, speaker="The threatened minister", cue="threatens", content="threatens that war is near")
    )
    voiced = hit_voices(hits, alone)
    assert voiced[["node", "voice", "place", "statement_id"]].to_numpy().tolist() == [
        ["threatened", "unattributed", "speaker", ""],
        ["threatens", "unattributed", "cue", ""],  # the cue is cut out of its own content
        ["sovereignty", "unattributed", "outside", ""],
    ]
    around = said(text, speaker="Sand", cue="wrote", content="The threatened minister threatens that war is near")
    nested = hit_voices(hits, statements_of(alone.iloc[0].to_dict(), around))
    assert nested[["voice", "place", "speaker"]].to_numpy().tolist() == [
        ["reported", "speaker", "Sand"],
        ["reported", "cue", "Sand"],
        ["unattributed", "outside", ""],
    ]


def test_content_in_pieces_and_half_covered_hits(articles_of, codebook, statements_of, said):
    text = 'A "military" threat, he said, is a threat.'
    hits = theme_hits(tokenize(articles_of(text)), codebook)
    assert hits["node"].tolist() == ['military" threat', "threat"]
    rows = [said(text, cue="said", content='"military" … is a threat')]
    assert hit_voices(hits, statements_of(*rows))["voice"].tolist() == ["reported", "reported"]  # 9 of 16 characters
    rows = [said(text, cue="said", content="litary … is a threat")]
    assert hit_voices(hits, statements_of(*rows))["voice"].tolist() == ["unattributed", "reported"]  # 6 of 16


def test_statements_of_other_articles_cover_nothing(hits, statements):
    assert set(hit_voices(hits, statements.assign(article_id="elsewhere"))["voice"]) == {"unattributed"}


def test_nothing_in_nothing_out(hits, statements):
    assert hit_voices(hits, empty("statements"))["voice"].tolist() == ["unattributed"] * 5
    none = hit_voices(hits.head(0), statements)
    assert none.columns.tolist() == hit_voices(hits, statements).columns.tolist()
    assert len(none) == 0


def test_all_that_is_wrong_with_the_statements_is_said(hits, statements):
    with pytest.raises(TableError, match=r"repeated: d0#1[^§]*polarity is one of .*not maybe"):
        hit_voices(hits, statements.assign(doc_id=["d0#1"] * 5, polarity=["maybe"] * 5))
    with pytest.raises(TableError, match="already have columns named like those of the result: voice"):
        hit_voices(hits.assign(voice="mine"), statements)
