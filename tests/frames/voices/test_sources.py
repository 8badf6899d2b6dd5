"""Who supplies a theme's words, on counts that can be added up by hand."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.hits import theme_hits
from discourse.frames.voices.diversity import source_diversity
from discourse.frames.voices.sources import source_shares
from discourse.frames.voices.voice import hit_voices
from discourse.tables import check, empty

TEXT = "threat threat threat sovereign and a threat"  # 7 words; threats at 0, 7, 14 and 37


@pytest.fixture
def tokens(tokens_of):
    return tokens_of(*[TEXT] * 12, outlet=["A"] * 6 + ["B"] * 6)


@pytest.fixture
def statements(statements_of):
    """In each article Orvik says two threats (and sovereign, nested in Sand's), somebody unnamed one, one is free."""
    rows = []
    for n in range(12):
        article = f"d{n}"
        rows += [
            {"article_id": article, "speaker": "Orvik", "content_spans": [(0, 13)]},
            {"article_id": article, "speaker": "officials", "speaker_type": "unnamed", "content_spans": [(14, 20)]},
            {"article_id": article, "speaker": "Sand", "content_spans": [(21, 36)]},
        ]
    rows[0] |= {"speaker_confidence": 0.2}
    return statements_of(*rows)


def test_shares_by_hand(tokens, statements, codebook):
    shares = check(source_shares(tokens, codebook, statements, random_state=1), "source_shares")
    assert shares[["theme", "source", "amount"]].to_numpy().tolist() == [
        ["sovereignty", "Sand", 12],
        ["threat", "Orvik", 22],
        ["threat", "(unnamed)", 12],
        ["threat", "(not resolved)", 2],
    ]
    assert shares["share"].tolist() == pytest.approx([1, 22 / 36, 12 / 36, 2 / 36])
    assert shares["documents"].tolist() == [12] * 4
    assert shares["documents_with"].tolist() == [12, 11, 12, 1]
    assert shares["low"].notna().tolist() == [True, True, True, False]
    assert shares["note"].iloc[-1] == "fewer than 3 documents with a hit, so no interval"


def test_every_share_opens_its_passages(tokens, statements, codebook):
    voiced = hit_voices(theme_hits(tokens, codebook), statements)
    for row in source_shares(tokens, codebook, statements, by="outlet", random_state=1).itertuples():
        mine = (voiced["outlet"] == row.outlet) & (voiced["theme"] == row.theme) & (voiced["source"] == row.source)
        assert mine.sum() == row.amount


def test_units_levels_and_confidence(tokens, statements, codebook):
    by_statement = source_shares(tokens, codebook, statements, unit="statements", random_state=1)
    assert by_statement[by_statement["theme"] == "threat"]["amount"].tolist() == [12, 11, 1]
    by_token = source_shares(tokens, codebook, statements, unit="tokens", random_state=1)
    assert by_token[by_token["theme"] == "sovereignty"]["amount"].tolist() == [36]  # sovereign and a: 3 words each
    kinds = source_shares(tokens, codebook, statements, level="speaker_type", random_state=1)
    assert set(kinds["source"]) == {"person", "(unnamed)", "(not resolved)"}
    sure = source_shares(tokens, codebook, statements, min_confidence=0.1, random_state=1)
    assert "(not resolved)" not in set(sure["source"])


def test_shares_add_up_in_every_group_and_small_sources_stand_together(tokens, statements, codebook):
    names = statements["speaker"].where(statements["speaker"] != "Orvik", "Orvik " + statements["article_id"])
    many = statements.assign(speaker=names, speaker_id=names)
    shares = source_shares(tokens, codebook, many, by="outlet", n=2, random_state=1)
    np.testing.assert_allclose(shares.groupby(["outlet", "theme"], observed=True)["share"].sum(), 1)
    a = shares[(shares["outlet"] == "A") & (shares["theme"] == "threat")]
    assert a[["source", "amount"]].to_numpy().tolist() == [
        ["(other speakers)", 6],
        ["(unnamed)", 6],
        ["(not resolved)", 2],
        ["Orvik d1", 2],
        ["Orvik d2", 2],
    ]


def test_the_order_of_documents_and_rows_is_irrelevant(tokens, statements, codebook):
    one = source_shares(tokens, codebook, statements, by="outlet", random_state=1)
    mixed = statements.sample(frac=1, random_state=2)
    other = source_shares(tokens.sample(frac=1, random_state=3), codebook, mixed, by="outlet", random_state=1)
    pd.testing.assert_frame_equal(one, other, check_categorical=False)


def test_diversity_by_hand(tokens, statements, codebook):
    found = check(source_diversity(tokens, codebook, statements, n=2), "source_diversity").set_index("theme")
    threat = found.loc["threat"]
    assert threat[["amount", "named", "sources"]].tolist() == [36, 22, 1]
    assert threat[["effective", "hhi", "simpson", "rarefied"]].tolist() == pytest.approx([1, 1, 0, 1])
    assert threat["unnamed"] == pytest.approx(1 / 3)
    assert threat["unnamed_low"] == pytest.approx(1 / 3)
    assert threat["not_resolved"] == pytest.approx(2 / 36)


def test_groups_are_compared_at_equal_numbers(tokens_of, statements_of, codebook):
    """A has ten articles and ten sources, B twelve and two: A is more diverse at any number of hits."""
    tokens = tokens_of(*["a threat"] * 22, outlet=["A"] * 10 + ["B"] * 12)
    rows = [
        {"article_id": f"d{n}", "speaker": f"S{n if n < 10 else n % 2}", "content_spans": [(0, 8)]} for n in range(22)
    ]
    found = source_diversity(tokens, codebook, statements_of(*rows), by="outlet").set_index("outlet")
    assert found["rarefied_to"].tolist() == [9, 9]  # what A has without one of its documents
    assert found.loc["A", ["effective", "rarefied"]].tolist() == pytest.approx([10, 9])
    assert found.loc["B", "effective"] == pytest.approx(2)
    # nine of twelve hits, six by each of two sources: both are always there
    assert found.loc["B", "rarefied"] == pytest.approx(2)
    assert found.loc["B", "rarefied_high"] < found.loc["A", "rarefied"]


def test_nothing_reported_has_no_rows_but_all_columns(tokens, statements, codebook):
    for measure, more in ((source_shares, {"random_state": 1}), (source_diversity, {})):
        none = measure(tokens, codebook, empty("statements"), by="outlet", **more)
        full = measure(tokens, codebook, statements, by="outlet", **more)
        assert len(none) == 0
        assert none.columns.tolist() == full.columns.tolist()


def test_only_unnamed_sources_have_no_diversity(tokens, statements, codebook):
    hidden = statements.assign(speaker_type="unnamed")
    found = source_diversity(tokens, codebook, hidden)
    assert found["unnamed"].tolist() == [1, 1]
    assert found["effective"].isna().all()
    assert set(found["note"]) == {"no named source, so no diversity"}


def test_bad_arguments(tokens, statements, codebook):
    with pytest.raises(ArgumentError, match="unit must be one of 'hits'"):
        source_shares(tokens, codebook, statements, unit="words", random_state=1)
    with pytest.raises(ArgumentError, match="level must be 'speaker' or"):
        source_shares(tokens, codebook, statements, level="person", random_state=1)
    with pytest.raises(ArgumentError, match="min_confidence"):
        source_shares(tokens, codebook, statements, min_confidence=2, random_state=1)
    with pytest.raises(ArgumentError, match="n must be 1"):
        source_shares(tokens, codebook, statements, n=0, random_state=1)
