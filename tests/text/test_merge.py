import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import TableError
from discourse.text.index import index_tokens
from discourse.text.match import find_matches
from discourse.text.matrix import document_term_matrix
from discourse.text.merge import merge_phrases
from discourse.text.patterns import parse_pattern
from discourse.text.phrases import find_phrases
from discourse.text.tokenize import tokenize


def test_merged_tokens_are_exact_and_positions_counted_anew(articles_of):
    articles = articles_of("The Human\nRights, and human rights.", "No rights", outlet=["A", "B"])
    merged = tables.check(merge_phrases(tokenize(articles), ["human rights"]), "tokens")
    assert merged["token"].tolist() == ["The", "Human\nRights", "and", "human rights", "No", "rights"]
    assert merged["after"].tolist() == [" ", ", ", " ", ".", " ", ""]
    assert merged["position"].tolist() == [0, 1, 2, 3, 0, 1]
    assert merged["outlet"].tolist() == ["A"] * 4 + ["B"] * 2
    assert document_term_matrix(merged).terms.tolist() == ["and", "human rights", "no", "rights", "the"]


def test_a_merged_token_is_found_by_all_its_words_only(tokens_of):
    index = index_tokens(merge_phrases(tokens_of("Universal human, rights here. Rights"), ["human rights"]))
    counts = {p: len(find_matches(index, [parse_pattern(p)])) for p in ("human rights", "rights", "human")}
    assert counts == {"human rights": 1, "rights": 1, "human": 0}
    assert len(find_matches(index, [parse_pattern("universal human rights here")])) == 1


def test_the_longest_is_merged_and_unless_keeps_words_apart(tokens_of):
    tokens = tokens_of("united nations security council of united nations day")
    merged = merge_phrases(tokens, ["united nations", "nations security council"], unless=["nations day"])
    assert merged["token"].tolist() == ["united", "nations security council", "of", "united", "nations", "day"]


def test_a_table_of_phrases_case_and_shuffled_rows(tokens_of):
    tokens = tokens_of("New York, new york", "in New York")
    phrases = find_phrases(tokens, min_freq=3)
    assert phrases["phrase"].tolist() == ["new york"]
    assert len(merge_phrases(tokens.sample(frac=1, random_state=1), phrases)) == 4
    assert merge_phrases(tokens, ["New York"], case=True)["token"].tolist()[:3] == ["New York", "new", "york"]


def test_nothing_to_merge_leaves_the_table(tokens_of):
    for tokens in (tokens_of(), tokens_of("a b"), tokens_of("self-reliance")):
        pd.testing.assert_frame_equal(merge_phrases(tokens, ["x y", "self reliance"]), tokens)


def test_words_filtered_out_inside_an_occurrence_are_an_error(tokens_of):
    tokens = tokens_of("stop the war", "stop war")
    with pytest.raises(TableError, match="words inside 1 occurrences were filtered out of the table, in documents d0"):
        merge_phrases(tokens[tokens["token"] != "the"], ["stop ~1 war"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="ab .,\n-’", max_size=40), min_size=1, max_size=3))
def test_offsets_and_text_survive_merging(texts):
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="str")})
    tokens = tokenize(articles)
    merged = merge_phrases(tokens, ["a a", "a b a", "b ~1 b", "re:b. a"])
    for number, text in enumerate(texts):
        mine = merged[merged["doc_id"] == str(number)]
        assert [text[a:b] for a, b in zip(mine["start"], mine["end"], strict=True)] == mine["token"].tolist()
        assert mine["position"].tolist() == list(range(len(mine)))
        old = tokens[tokens["doc_id"] == str(number)]
        rebuilt = ["".join(table["token"].astype(str) + table["after"].astype(str)) for table in (mine, old)]
        assert rebuilt[0] == rebuilt[1]
