import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, NoHitsWarning, PatternError, TableError, UnknownNameError
from discourse.lexis.caption import caption
from discourse.lexis.concordance import concordance
from discourse.text.context import in_context
from discourse.text.index import index_tokens
from discourse.text.match import find_matches, without_overlaps
from discourse.text.patterns import parse_pattern
from discourse.text.tokenize import tokenize


def test_every_hit_with_context_and_variables(tokens_of):
    lines = concordance(tokens_of("The dam held. A dam broke", "No", outlet=["A", "B"]), "dam", window=1)
    hits = ["doc_id", "start", "end", "left", "node", "right"]
    assert lines.columns.tolist() == [*hits, "pattern", "cite", "outlet", "base"]
    assert lines.drop(columns="base").to_numpy().tolist() == [
        ["d0", 4, 7, "The ", "dam", " held", "dam", "d0:4-7", "A"],
        ["d0", 16, 19, "A ", "dam", " broke", "dam", "d0:16-19", "A"],
    ]
    assert caption(lines) == "Hits of dam, 1 words left and 1 right within the document. 2 rows."


def test_count_of_a_word_equals_its_frequency(tokens_of):
    tokens = tokens_of("a b a", "A c", "b")
    assert len(concordance(tokens, "a")) == (tokens["token"].str.lower() == "a").sum()


def test_no_hit_says_how_the_query_was_read_and_keeps_the_columns(tokens_of):
    tokens = tokens_of("sovereignty first", outlet=["A"])
    with pytest.warns(
        NoHitsWarning, match=r"no hits in 2 tokens for 'soverein\*', read as \[soverein\*\]; .*sovereign"
    ):
        none = concordance(tokens, "soverein*")
    assert none.columns.tolist() == concordance(tokens, "first").columns.tolist()
    with pytest.warns(NoHitsWarning, match="no word there comes near"):
        concordance(tokens, "zzz")


def test_case_and_several_queries(tokens_of):
    tokens = tokens_of("US us policy")
    assert concordance(tokens, "US", case=True)["node"].tolist() == ["US"]
    assert concordance(tokens, ["us", "us policy"])["pattern"].tolist() == ["us", "us policy"]


def test_matches_that_do_not_count(tokens_of):
    tokens = tokens_of("A state of emergency. The state pays")
    lines = concordance(tokens, "state", unless="state of emergency")
    assert lines["start"].tolist() == [26]
    assert caption(lines).startswith("Hits of state unless state of emergency, 8 words left")
    with pytest.warns(NoHitsWarning, match=r"read as \[state\], unless state of emergency, the state"):
        assert concordance(tokens, "state", unless=["state of emergency", "the state"]).empty
    with pytest.raises(PatternError):
        concordance(tokens, "state", unless="(state")


def test_a_seeded_draw_of_hits(tokens_of):
    tokens = index_tokens(tokens_of("a " * 50))
    drawn = concordance(tokens, "a", n=5, random_state=2)
    assert drawn.equals(concordance(tokens, "a", n=5, random_state=2))
    assert len(drawn) == 5
    assert drawn["start"].is_monotonic_increasing
    assert not drawn.equals(concordance(tokens, "a", n=5, random_state=3))
    with pytest.raises(ArgumentError, match=r"5 hits are drawn by chance, so random_state="):
        concordance(tokens, "a", n=5)


def test_bad_input(tokens_of):
    with pytest.raises(ArgumentError, match="window must be 0 or more"):
        concordance(tokens_of("a"), "a", window=-1)
    with pytest.raises(ArgumentError, match="at least one pattern"):
        concordance(tokens_of("a"), [])
    with pytest.raises(PatternError):
        concordance(tokens_of("a"), "(a")
    with pytest.raises(TableError, match="column 'after' is missing"):
        concordance(tokens_of("a").drop(columns="after"), "a")


def nodes(lines: pd.DataFrame) -> list[str]:
    return (lines["left"].str.strip() + " | " + lines["right"].str.strip()).tolist()


def test_any_order_left_and_right(tokens_of):
    tokens = tokens_of("c dam a", "b dam a. A dam c", "dam", year=[2001, 2000, 2002])
    assert nodes(concordance(tokens, "dam", window=1, sort="R1 L1")) == [" | ", "b | a", "c | a", "A | c"]
    assert nodes(concordance(tokens, "dam", window=1, sort="L1")) == [" | ", "A | c", "b | a", "c | a"]
    assert concordance(tokens, "dam", sort="-year start")["start"].tolist() == [0, 2, 2, 11]
    assert concordance(tokens, "dam", sort="doc_id -start")["start"].tolist() == [2, 11, 2, 0]
    phrases = concordance(tokens, ["dam a", "b"], sort="node")
    assert phrases["node"].tolist() == ["b", "dam a", "dam a"]
    # a place beyond the sentence is no word there
    assert nodes(concordance(tokens, "dam", window=1, unit="sentence", sort="R2"))[0] in ("c | a", "b | a")


def test_unknown_keys_are_named_together(tokens_of):
    with pytest.raises(ArgumentError) as problem:
        concordance(tokens_of("dam", outlet=["A"]), "dam", sort="R0 outlets L1")
    assert "'R0'" in str(problem.value)
    assert "did you mean 'outlet'" in str(problem.value)
    with pytest.raises(ArgumentError, match="at least one key"):
        concordance(tokens_of("dam"), "dam", sort=" ")


def test_context_within_the_sentence(tokens_of):
    tokens = tokens_of("One two. A dam broke. Three four")
    assert nodes(concordance(tokens, "dam", unit="sentence")) == ["A | broke"]
    assert nodes(concordance(tokens, "dam")) == ["One two. A | broke. Three four"]
    assert nodes(concordance(tokens, "dam", window=(0, 1))) == [" | broke"]


def test_nodes_at_the_edges_of_a_document(tokens_of):
    lines = concordance(tokens_of("dam", "dam!", "(dam) x"), "dam", window=2)
    assert lines["left"].tolist() == ["", "", ""]
    assert lines["right"].tolist() == ["", "!", ") x"]
    assert concordance(tokens_of("a dam b"), "dam", window=0)[["left", "right"]].to_numpy().tolist() == [["", ""]]


def test_hits_of_some_documents(tokens_of):
    tokens = tokens_of("dam a", "dam b", "dam c", outlet=["A", "B", "C"], year=[1, 2, 2])
    assert concordance(tokens, "dam", where={"outlet": ["A", "C"]})["doc_id"].tolist() == ["d0", "d2"]
    assert concordance(tokens, "dam", where={"year": 2, "outlet": "B"})["doc_id"].tolist() == ["d1"]
    with pytest.raises(UnknownNameError, match="no value called 'D' in the document variable 'outlet'"):
        concordance(tokens, "dam", where={"outlet": "D"})
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        concordance(tokens, "dam", where={"outlets": "A"})


def test_hits_with_and_without_other_words_near(tokens_of):
    tokens = tokens_of("war on the dam", "dam and peace. War", "the dam dam")
    assert concordance(tokens, "dam", context="(war|peace)", window=3)["doc_id"].tolist() == ["d0", "d1"]
    assert concordance(tokens, "dam", context="war", window=2)["doc_id"].tolist() == []
    assert concordance(tokens, "dam", context="war", unit="sentence")["doc_id"].tolist() == ["d0"]
    assert concordance(tokens, "dam", no_context="(war|peace)")["doc_id"].tolist() == ["d2", "d2"]
    assert len(concordance(tokens, "dam", context="dam")) == 2  # a node is not its own context
    selected = caption(concordance(tokens, "dam", context="war"))
    assert "2 of 4 hits selected" in selected


def test_so_many_hits_of_each_document(tokens_of):
    tokens = tokens_of("dam " * 20, "dam " * 3, "dam")
    lines = concordance(tokens, "dam", per_document=3, random_state=1)
    assert lines["doc_id"].value_counts().to_dict() == {"d0": 3, "d1": 3, "d2": 1}
    assert len(concordance(tokens, "dam", per_document=3, n=4, random_state=1)) == 4
    assert "7 of 24 drawn by chance" in caption(lines)
    with pytest.raises(ArgumentError, match="3 hits of each document are drawn"):
        concordance(tokens, "dam", per_document=3)


def test_drawn_hits_do_not_depend_on_the_order_of_documents(articles_of):
    articles = articles_of(*["dam dam x dam"] * 12)
    drawn = [
        set(concordance(tokenize(table), "dam", n=7, random_state=5)["cite"])
        for table in (articles, articles[::-1], articles.sample(frac=1, random_state=3))
    ]
    assert drawn[0] == drawn[1] == drawn[2]


def test_rows_in_any_order_give_the_same_lines(tokens_of):
    tokens = tokens_of("a dam b. C dam", "dam", outlet=["A", "B"])
    shuffled = tokens.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(concordance(tokens, "dam", sort="R1"), concordance(shuffled, "dam", sort="R1"))


def test_words_filtered_out_stand_as_holes(tokens_of):
    tokens = tokens_of("one two dam three four")
    kept = tokens[~tokens["token"].isin(["two", "three"])]
    line = concordance(kept, "dam", window=2).iloc[0]
    assert (line["left"], line["right"]) == ("one […] ", " […] four")


def test_an_empty_corpus_and_no_hits_have_the_same_columns(tokens_of):
    full = concordance(tokens_of("dam", outlet=["A"]), "dam")
    for tokens in (tokens_of(outlet=[]), tokens_of("x", outlet=["A"])):
        with pytest.warns(NoHitsWarning):
            none = concordance(tokens, "dam", sort="R1 outlet")
        assert none.columns.tolist() == full.columns.tolist()
        assert len(none) == 0


_TEXT = st.text(alphabet=st.sampled_from("ab dé.,’–\n\u200cصلح🕊"), max_size=60)


@given(texts=st.lists(_TEXT, min_size=1, max_size=4), window=st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_lines_are_stretches_of_the_unchanged_text(texts, window):
    ids = [f"d{number}" for number in range(len(texts))]
    articles = pd.DataFrame({"doc_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")})
    tokens = tokenize(articles)
    index = index_tokens(tokens)
    matches = without_overlaps(find_matches(index, [parse_pattern("(a|b|d*|ص*)")]))
    if not len(matches):
        return
    lines = concordance(index, "(a|b|d*|ص*)", window=window)
    assert len(lines) == len(matches)
    for line in lines.itertuples():
        text = texts[ids.index(line.doc_id)]
        assert text[line.start : line.end] == line.node
        assert text[line.start - len(line.left) : line.end + len(line.right)] == line.left + line.node + line.right


_LONG = st.lists(st.sampled_from([*"ab. ’–\n\u200cصلح🕊", " dé", "ß" * 25, " a " * 3]), max_size=40).map("".join)


@given(texts=st.lists(_LONG, min_size=1, max_size=4), window=st.integers(0, 9), missing=st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_lines_are_those_of_the_plain_writer(texts, window, missing):
    ids = pd.Series([f"d{number}" for number in range(len(texts))], dtype="str")
    tokens = tokenize(pd.DataFrame({"doc_id": ids, "text": pd.Series(texts, dtype="str")}))
    # words are missing from the table, and its rows stand in any order
    index = index_tokens(tokens[tokens.index % 5 != missing].sample(frac=1, random_state=missing))
    matches = without_overlaps(find_matches(index, [parse_pattern("(a|b|d*|ص*)")]))
    if len(matches):
        written = ["doc_id", "start", "end", "left", "node", "right"]
        pd.testing.assert_frame_equal(
            concordance(index, "(a|b|d*|ص*)", window=window)[written],
            in_context(index, matches, window=window)[written].reset_index(drop=True),
        )


@given(texts=st.lists(_TEXT, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_every_word_has_as_many_lines_as_occurrences(texts):
    ids = pd.Series([f"d{number}" for number in range(len(texts))], dtype="str")
    tokens = tokenize(pd.DataFrame({"doc_id": ids, "text": pd.Series(texts, dtype="str")}))
    plain = tokens[~tokens["token"].astype("str").str.contains("[-–]")]
    for word, count in zip(*np.unique(plain["token"].astype("str"), return_counts=True), strict=True):
        assert len(concordance(index_tokens(plain, case=True), word, case=True)) == count
