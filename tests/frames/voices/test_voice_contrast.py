"""Inside and outside reported words, within documents."""

import numpy as np
import pandas as pd
import pytest

from discourse.frames.actors.markers import read_markers
from discourse.frames.voices.voice_contrast import voice_contrast
from discourse.tables import check, empty


@pytest.fixture
def corpus(tokens_of, statements_of):
    """Twelve articles of ten words, four of them reported with one threat; two of only unattributed words."""
    tokens = tokens_of(*["threat one two three four five threat six seven eight"] * 12, *["threat " * 5] * 2)
    rows = [{"article_id": f"d{n}", "content_spans": [(0, 20)], "polarity": "denied"} for n in range(12)]
    return tokens, statements_of(*rows)


def test_by_hand(corpus, codebook):
    found = check(voice_contrast(*corpus[:1], codebook, corpus[1], random_state=1), "voice_contrast")
    threat = found.set_index("theme").loc["threat"]
    assert threat[["hits_reported", "tokens_reported", "per_1000_reported"]].tolist() == [12, 48, 250]
    assert threat[["hits_unattributed", "tokens_unattributed"]].tolist() == [22, 82]
    # within each article that has both: 1 in 4 words against 1 in 6; the other two weigh nothing
    assert threat[["difference", "low", "high"]].tolist() == pytest.approx([1000 / 4 - 1000 / 6] * 3)
    assert threat[["documents", "documents_compared"]].tolist() == [14, 12]


def test_articles_that_quote_much_do_not_make_the_difference(tokens_of, statements_of, codebook):
    """Half the articles are about threats and quote much; within each, inside and outside are alike."""
    about, other = "threat a threat a threat a threat a", "b a b a b a b a"
    tokens = tokens_of(*[about] * 10, *[other] * 10)
    rows = [{"article_id": f"d{n}", "content_spans": [(0, 26)]} for n in range(10)]
    rows += [{"article_id": f"d{n}", "content_spans": [(0, 3)]} for n in range(10, 20)]
    threat = voice_contrast(tokens, codebook, statements_of(*rows), random_state=1).set_index("theme").loc["threat"]
    assert threat["per_1000_reported"] > 1.5 * threat["per_1000_unattributed"]
    assert threat["difference"] == pytest.approx(0)


def test_hedges_and_boosters_inside_and_outside(tokens_of, statements_of):
    tokens = tokens_of(*["He said it may perhaps rain. It was clearly wet."] * 10, outlet=["A"] * 10)
    rows = [{"article_id": f"d{n}", "content_spans": [(8, 27)]} for n in range(10)]
    found = voice_contrast(tokens, read_markers(), statements_of(*rows), by="outlet", random_state=1)
    assert found[["theme", "hits_reported", "hits_unattributed"]].to_numpy().tolist() == [
        ["hedge", 20, 0],
        ["booster", 0, 10],
    ]
    assert found["per_1000_reported"].tolist() == [500, 0]


def test_nothing_reported_compares_nothing(corpus, codebook):
    found = voice_contrast(corpus[0], codebook, empty("statements"), random_state=1)
    assert found["difference"].isna().all()
    assert set(found["note"]) == {"nothing to count against, so no value"}
    assert np.isnan(found["per_1000_reported"]).all()


def test_the_order_of_the_rows_is_irrelevant(corpus, codebook):
    tokens, statements = corpus
    one = voice_contrast(tokens, codebook, statements, random_state=1)
    other = voice_contrast(tokens.iloc[::-1], codebook, statements.iloc[::-1], random_state=1)
    pd.testing.assert_frame_equal(one, other)
