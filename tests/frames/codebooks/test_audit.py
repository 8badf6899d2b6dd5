import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.frames.codebooks.audit import audit_codebook
from discourse.frames.codebooks.audit_sample import audit_sample
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.hits import theme_hits
from discourse.tables import check, columns

BOOK = """
name = "b"
version = "1"
language = "en"

[themes.war]
definition = "d"
patterns = ["war*", "air war", "siege"]
weak = ["town"]
unless = ["war of words"]

[themes.war.sub]
arms = ["gun*"]
"""


@pytest.fixture
def book(write_codebook):
    return read_codebook(write_codebook(BOOK))


@pytest.fixture
def tokens(tokens_of):
    # 5 and 8 words in A, 8 in B
    texts = ["The air war reached town.", "A war of words, guns, guns, and wars."]
    texts += ["War near the town and town, no siege."]
    return tokens_of(*texts, outlet=["A", "A", "B"])


def test_hits_documents_shares_and_forms_by_hand(tokens, book):
    audit = check(audit_codebook(tokens, book), "audit")
    shown = audit[["pattern", "sub", "weak", "hits", "documents", "excluded", "forms"]].values.tolist()
    assert shown == [
        ["war*", "", False, 2, 2, 1, "war:1; wars:1"],
        ["air war", "", False, 1, 1, 0, "air war:1"],
        ["siege", "", False, 1, 1, 0, "siege:1"],
        ["gun*", "arms", False, 2, 1, 0, "guns:2"],
        ["town", "", True, 3, 2, 0, "town:3"],
    ]
    assert audit["share"].tolist() == pytest.approx([2 / 9, 1 / 9, 1 / 9, 2 / 9, 3 / 9])
    assert audit[["value", "without", "change"]].isna().all(axis=None)
    assert set(audit["note"]) == {"no comparison stated"}


def test_leaving_a_pattern_out_brings_back_what_it_hid_and_drops_what_leant_on_it(tokens, book):
    audit = audit_codebook(tokens, book, by="outlet", random_state=1)
    in_a, in_b = 13, 8
    assert len(tokens[tokens["outlet"] == "A"]) == in_a
    assert len(tokens[tokens["outlet"] == "B"]) == in_b
    value = 5 / in_a - 4 / in_b
    assert audit["value"].tolist() == pytest.approx([1000 * value] * 5)
    without = [
        4 / in_a - 3 / in_b,  # war*: wars goes; in B the towns lean on siege within 10 words
        value,  # air war: war* counts its "war"
        5 / in_a - 3 / in_b,  # siege
        3 / in_a - 4 / in_b,  # gun*
        4 / in_a - 2 / in_b,  # town
    ]
    assert audit["without"].tolist() == pytest.approx([1000 * number for number in without])
    assert audit["change"].tolist() == pytest.approx((audit["without"] - audit["value"]).tolist())
    assert audit["low"].isna().all()
    assert set(audit["note"]) == {"fewer than 10 documents in a group, so no interval"}


def test_each_leave_one_out_equals_the_codebook_without_the_pattern(tokens, book, write_codebook):
    audit = audit_codebook(tokens, book, by="outlet", groups=["B", "A"], measure="ratio", random_state=1)
    for number, pattern in enumerate(["war*", "air war", "siege"]):
        kept = [other for other in ("war*", "air war", "siege") if other != pattern]
        text = BOOK.replace('["war*", "air war", "siege"]', str(kept).replace("'", '"'))
        by = theme_hits(tokens, read_codebook(write_codebook(text)))["outlet"].value_counts()
        assert audit["without"][number] == pytest.approx((by["B"] / 8) / (by["A"] / 13)), pattern


def test_intervals_cover_the_difference_and_do_not_depend_on_row_order_or_other_themes(tokens_of, book, write_codebook):
    rng = np.random.default_rng(3)
    texts = [" ".join(rng.choice(["war", "siege", "gun", "x", "y", "z"], size=40)) for _ in range(40)]
    tokens = tokens_of(*texts, outlet=["A", "B"] * 20)
    audit = audit_codebook(tokens, book, by="outlet", random_state=1)
    assert (audit["low"] < audit["without"]).all()
    assert (audit["without"] < audit["high"]).all()
    assert set(audit["note"]) == {""}
    shuffled = tokens.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(audit_codebook(shuffled, book, by="outlet", random_state=1), audit)
    more = read_codebook(write_codebook(BOOK + '[themes.other]\ndefinition="d"\npatterns=["x"]\n'))
    again = audit_codebook(tokens, more, by="outlet", random_state=1)
    pd.testing.assert_frame_equal(again[again["theme"] == "war"], audit)
    other = audit_codebook(tokens, book, by="outlet", random_state=2)
    assert (other["low"] != audit["low"]).any()


def test_a_ratio_to_nothing_is_not_given(tokens_of, book):
    tokens = tokens_of(*["war siege"] * 10, *["siege"] * 10, outlet=["A"] * 10 + ["B"] * 10)
    audit = audit_codebook(tokens, book, by="outlet", measure="ratio", random_state=1).set_index("pattern")
    assert audit.loc["war*", "value"] == 1.0
    assert np.isnan(audit.loc["siege", "without"])
    assert audit.loc["siege", "note"] == "without this pattern the second group has no hit, so no ratio"
    assert audit.loc["gun*", "change"] == 0.0


def test_what_cannot_be_compared_is_said(tokens, tokens_of, book):
    three = tokens_of("war", "war", "war", outlet=["A", "B", "C"])
    with pytest.raises(ArgumentError, match="groups must be two values of 'outlet' to compare; values there: A, B, C"):
        audit_codebook(three, book, by="outlet", random_state=1)
    with pytest.raises(UnknownNameError, match="no group called 'D' in the values of outlet"):
        audit_codebook(three, book, by="outlet", groups=["A", "D"], random_state=1)
    with pytest.raises(UnknownNameError, match="no document variable called 'outlets'"):
        audit_codebook(tokens, book, by="outlets", random_state=1)
    with pytest.raises(ArgumentError, match="random_state= must be"):
        audit_codebook(tokens, book, by="outlet")
    with pytest.raises(UnknownNameError, match="no measure called 'odds'"):
        audit_codebook(tokens, book, measure="odds")


def test_an_empty_corpus_has_every_pattern_with_no_hits(tokens_of, book):
    audit = audit_codebook(tokens_of(), book)
    assert audit.columns.tolist() == columns("audit")
    assert audit["hits"].tolist() == [0] * 5
    assert audit["share"].isna().all()


def test_the_sample_is_of_hits_by_pattern_and_stays_when_other_patterns_change(tokens_of, book, write_codebook):
    tokens = tokens_of(*[f"A war {number} and a siege, war of words." for number in range(30)])
    sample = audit_sample(tokens, book, n=4, random_state=1)
    assert sample["pattern"].tolist() == ["war*"] * 4 + ["siege"] * 4
    assert sample.columns.tolist() == theme_hits(tokens, book).columns.tolist()
    every = theme_hits(tokens, book)
    assert len(sample.merge(every, on=["doc_id", "start", "end", "pattern"])) == 8
    other = read_codebook(write_codebook(BOOK.replace('"siege"', '"sieges"')))
    again = audit_sample(tokens.sample(frac=1, random_state=2), other, n=4, random_state=1)
    pd.testing.assert_frame_equal(again, sample[sample["pattern"] == "war*"])
    assert audit_sample(tokens, book, n=4, random_state=2)["doc_id"].tolist() != sample["doc_id"].tolist()
    with_excluded = audit_sample(tokens, book, n=4, excluded=True, random_state=1)
    assert (with_excluded["excluded_by"] == "war of words").sum() == 4
    with pytest.raises(ArgumentError, match="n must be 1 or more"):
        audit_sample(tokens, book, n=0, random_state=1)
