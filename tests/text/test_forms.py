import pandas as pd

from discourse import tables
from discourse.text.forms import pattern_forms
from discourse.text.index import index_tokens


def rows(table):
    return table[["pattern", "form", "freq", "documents"]].to_numpy().tolist()


def test_forms_with_counts_and_documents(tokens_of):
    tokens = tokens_of("Imports, imports’ importance. The imports’s", "importance")
    table = tables.check(pattern_forms(tokens, ["import*", "the ~1 x"]), "pattern_forms")
    assert rows(table) == [
        ["import*", "importance", 2, 2],
        ["import*", "imports", 2, 1],
        ["import*", "imports's", 1, 1],
        ["the ~1 x", "", 0, 0],
    ]
    assert table["share"].tolist()[:3] == [0.4, 0.4, 0.2]
    assert table["share"].isna().tolist() == [False] * 3 + [True]


def test_several_words_case_and_exclusions(tokens_of):
    tokens = tokens_of("Foreign\nforces, foreign forces of US; US forces, us forces")
    assert rows(pattern_forms(tokens, "foreign forces")) == [["foreign forces", "foreign forces", 2, 1]]
    assert rows(pattern_forms(tokens, "US", case=True)) == [["US", "US", 2, 1]]
    assert rows(pattern_forms(tokens, "us", unless=["us forces"])) == [["us", "us", 1, 1]]


def test_an_index_is_taken_and_the_longest_of_overlapping_matches_counts(tokens_of):
    index = index_tokens(tokens_of("a b a b"))
    assert rows(pattern_forms(index, ["a ~2 b", "b"])) == [["a ~2 b", "a b a b", 1, 1], ["b", "b", 2, 1]]


def test_no_patterns_and_no_tokens(tokens_of):
    assert pattern_forms(tokens_of("a"), []).columns.tolist() == tables.columns("pattern_forms")
    assert rows(pattern_forms(tokens_of(), "a")) == [["a", "", 0, 0]]
    assert isinstance(pattern_forms(tokens_of("a"), "a"), pd.DataFrame)
