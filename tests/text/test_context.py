import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import TableError
from discourse.text.context import in_context
from discourse.text.index import index_tokens
from discourse.text.match import find_matches
from discourse.text.patterns import parse_pattern
from discourse.text.tokenize import tokenize


def hits(tokens, pattern, window):
    index = index_tokens(tokens)
    return in_context(index, find_matches(index, [parse_pattern(pattern)]), window=window)


def test_windows_stop_at_the_edges_of_the_document(tokens_of):
    table = hits(tokens_of("“a” b. c", "d a"), "a", 8)
    assert table[["doc_id", "left", "node", "right"]].to_numpy().tolist() == [
        ["d0", "", "a", "” b. c"],
        ["d1", "d ", "a", ""],
    ]


def test_words_filtered_out_keep_their_place(tokens_of):
    tokens = tokens_of("one two three four five six")
    table = hits(tokens[tokens["token"] != "three"], "four", 2)
    assert table.loc[0, "left"] == "two […] "
    assert table.loc[0, "right"] == " five six"


def test_window_0_shows_the_node_alone(tokens_of):
    assert hits(tokens_of("a, b."), "a", 0).loc[0, ["left", "node", "right"]].tolist() == ["", "a", ""]


def test_no_hit_has_the_same_columns(tokens_of):
    tokens = tokens_of("a", outlet=["x"])
    assert hits(tokens, "z", 3).columns.tolist() == hits(tokens, "a", 3).columns.tolist()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="aé “”.,-\n’x", max_size=40), min_size=1, max_size=4), st.integers(0, 4))
def test_left_node_and_right_are_a_stretch_of_the_text(texts, window):
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="object")})
    for hit in hits(tokenize(articles), "a*", window).itertuples():
        text = texts[int(hit.doc_id)]
        shown = hit.left + hit.node + hit.right
        assert text[hit.start : hit.end] == hit.node
        assert text[hit.start - len(hit.left) :].startswith(shown)


def test_a_document_that_begins_late_leaves_no_hole_in_the_one_before(tokens_of):
    tokens = tokens_of("x y end!", "a b c d e f g")
    late = tokens[(tokens["doc_id"] == "d0") | (tokens["position"] >= 5)]
    assert hits(late, "end", 2).loc[0, "right"] == "!"


def test_variables_named_like_columns_of_the_result_are_refused(tokens_of):
    with pytest.raises(TableError, match="named like columns of the result: left; rename"):
        hits(tokens_of("a", left=["V"]), "a", 1)
