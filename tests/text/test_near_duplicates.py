import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ArgumentError, TableError
from discourse.tables import check
from discourse.text.near_duplicates import near_duplicates
from discourse.text.tokenize import tokenize

WORDS = [f"word{number}" for number in range(400)]


def texts(number: int, *, random_state: int, length: int = 120) -> list[list[str]]:
    generator = np.random.default_rng(random_state)
    return [[WORDS[place] for place in generator.integers(len(WORDS), size=length)] for _ in range(number)]


def clusters(copies: pd.DataFrame) -> list[set[str]]:
    return [set(group) for _, group in copies.groupby("cluster")["doc_id"]]


def test_the_planted_copies_of_the_demo_corpus_and_nothing_else():
    articles = dc.read_articles("demo")
    copies = check(near_duplicates(tokenize(articles)), "near_duplicates")
    origin = articles["wire_copy_of"].where(articles["wire_copy_of"] != "", articles["doc_id"])
    planted = articles.groupby(origin)["doc_id"].agg(set)
    planted = [group for group in planted if len(group) > 1]
    assert len(planted) == 4
    assert sorted(map(sorted, clusters(copies))) == sorted(map(sorted, planted))
    assert copies["size"].tolist() == [4] * 16
    dates = articles.set_index("doc_id")["date"]
    for _, group in copies.groupby("cluster"):
        assert group["first"].tolist() == [True, False, False, False]
        assert dates[group["doc_id"]].is_monotonic_increasing


def test_similarity_by_hand(tokens_of):
    """100 distinct words have 98 runs of three; a copy without the last 20 has 78, all of them in the other."""
    words = WORDS[:100]
    changed = [*words[:50], "other", *words[51:]]  # three of 98 runs are new
    tokens = tokens_of(" ".join(words), " ".join(words[:80]), " ".join(WORDS[200:300]), " ".join(changed))
    copies = near_duplicates(tokens)
    assert copies["doc_id"].tolist() == ["d0", "d1", "d3"]
    assert copies["similarity"].tolist() == pytest.approx([1, 1, 95 / 98])
    apart = near_duplicates(tokens_of(" ".join(words), " ".join(changed)))
    assert apart["similarity"].tolist() == pytest.approx([95 / 98] * 2)
    assert near_duplicates(tokens_of(" ".join(words), " ".join(changed)), threshold=0.97).empty


def test_a_long_quotation_is_no_copy(tokens_of):
    tokens = tokens_of(" ".join(WORDS[:360]), " ".join(WORDS[:100]))
    assert near_duplicates(tokens).empty
    assert len(near_duplicates(tokens, length_ratio=0.2)) == 2


def test_a_follow_up_with_the_same_background_is_no_copy(tokens_of):
    background = WORDS[:200]
    story, follow_up = [*WORDS[200:300], *background], [*WORDS[300:400], *background]
    edited = [word if place % 10 else "edited" for place, word in enumerate(story)]
    copies = near_duplicates(tokens_of(" ".join(story), " ".join(follow_up), " ".join(edited)))
    assert copies["doc_id"].tolist() == ["d0", "d2"]  # the follow-up shares as much, 198 of 298 sequences


def test_case_and_apostrophes_do_not_tell_copies_apart(tokens_of):
    text = " ".join(f"{word}’s" for word in WORDS[:60])
    assert near_duplicates(tokens_of(text, text.upper().replace("’", "'")))["similarity"].tolist() == [1, 1]


def test_short_notices_are_not_looked_at(tokens_of):
    tokens = tokens_of(" ".join(WORDS[:20]), " ".join(WORDS[:20]))
    assert near_duplicates(tokens).empty
    assert len(near_duplicates(tokens, min_tokens=20)) == 2


def test_the_earliest_comes_first_and_undated_ones_last(tokens_of):
    text = " ".join(WORDS[:60])
    dates = pd.to_datetime(["2020-05-02", None, "2020-05-01"])
    copies = near_duplicates(tokens_of(text, text, text, date=dates))
    assert copies["doc_id"].tolist() == ["d2", "d0", "d1"]
    assert copies["first"].tolist() == [True, False, False]
    by_name = near_duplicates(tokens_of(text, text, text, date=["2020-05-02", None, "2020-05-01"]))
    assert by_name["doc_id"].tolist() == ["d2", "d0", "d1"]


def test_the_order_of_rows_and_the_other_documents_are_irrelevant(articles_of):
    written = [" ".join(words) for words in texts(40, random_state=1)]
    written[7], written[30] = written[3], written[12] + " and an end of its own"
    articles = articles_of(*written)
    tokens = tokenize(articles)
    copies = near_duplicates(tokens)
    assert clusters(copies) == [{"d12", "d30"}, {"d3", "d7"}]
    for other in (tokens.sample(frac=1, random_state=3), tokenize(articles.iloc[::-1])):
        pd.testing.assert_frame_equal(copies, near_duplicates(other))
    few = near_duplicates(tokenize(articles[articles["doc_id"].isin(["d3", "d7", "d9"])]))
    assert few["similarity"].tolist() == copies.loc[copies["doc_id"].isin(["d3", "d7"]), "similarity"].tolist()


def test_many_copies_of_one_story_are_one_cluster(articles_of):
    story = texts(1, random_state=4)[0]
    generator = np.random.default_rng(5)
    copies = [" ".join(np.where(generator.random(len(story)) < 0.05, "edited", story)) for _ in range(150)]
    others = [" ".join(words) for words in texts(50, random_state=6)]
    found = near_duplicates(tokenize(articles_of(*copies, *others)))
    assert found["size"].tolist() == [150] * 150
    assert set(found["doc_id"]) == {f"d{number}" for number in range(150)}


def test_tokens_with_words_left_out_are_refused(tokens_of):
    text = " ".join(WORDS[:60])
    tokens = tokens_of(text, text)
    pd.testing.assert_frame_equal(near_duplicates(dc.index_tokens(tokens)), near_duplicates(tokens))
    with pytest.raises(TableError, match="words are missing within documents d0, d1"):
        near_duplicates(tokens[tokens["token"] != "word7"])


def test_nothing_to_compare(tokens_of):
    for tokens in (tokens_of(), tokens_of("a few words"), tokens_of(" ".join(WORDS[:60]))):
        copies = check(near_duplicates(tokens), "near_duplicates")
        assert copies.empty
        assert copies.columns.tolist() == ["doc_id", "cluster", "size", "first", "similarity"]


@pytest.mark.parametrize("arguments", [{"threshold": 0}, {"threshold": 60}, {"length_ratio": 2}, {"min_tokens": 4}])
def test_bad_arguments(tokens_of, arguments):
    with pytest.raises(ArgumentError, match=next(iter(arguments))):
        near_duplicates(tokens_of("a"), **arguments)
