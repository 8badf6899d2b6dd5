import pandas as pd
import pytest

from discourse.frames.actors.actor_list import Actors, read_actors
from discourse.reports import contrast, sections_contrast
from discourse.reports.prose_contrast import (
    contrast_limits,
    contrast_methods,
    describe_collocates,
    describe_keywords,
    describe_sides,
)
from discourse.reports.sides import choose_sides, select_sides

SIDES = {"by": "outlet", "a": "A", "b": "B"}


@pytest.fixture
def corpus(articles_of, tokens_of):
    """In A every document has the dam once; in B every document has the vote, and one repeats <b> six times."""
    texts = ["The old dam held."] * 12 + ["The old vote failed."] * 11 + ["The old vote. " + "Bread & salt. " * 6]
    outlets = ["A"] * 12 + ["B"] * 12
    articles = articles_of(*texts, outlet=outlets)
    sides = choose_sides(articles, **SIDES)
    return sides, select_sides(articles, sides), tokens_of(*texts, outlet=outlets, side=outlets)


@pytest.fixture
def words(corpus):
    sides, _, tokens = corpus
    return contrast.contrast_words(tokens, sides, min_docs=1, permutations=999, random_state=1)


def test_keywords_of_both_sides_with_dominated_words_said(shown, corpus, words, tmp_path):
    sides, *_ = corpus
    sections_contrast.show_keywords(words, sides)
    assert "<figure tabindex=" in shown[0]
    first, second = shown[2], shown[3]
    assert "<td" in first
    assert ">dam</td>" in first
    assert ">12 : 0</td>" in first
    assert ">vote</td>" not in first
    assert ">vote</td>" in second
    assert second.count(">yes</td>") == 2  # bread and salt stand in one document
    kept = pd.read_csv(tmp_path / "report" / "tables" / "keywords.csv")
    assert kept.set_index("token").loc["dam", ["freq", "freq_ref", "documents"]].tolist() == [12, 0, 12]


def test_findings_name_no_word_of_one_document(corpus, words):
    sides, *_ = corpus
    said = describe_keywords(words, sides)
    assert "more use in A: “dam” 12 : 0 times (12 : 0 documents" in said[1]
    assert "“vote” 0 : 12 times" in said[2]
    assert "bread" not in said[2]
    assert "Words that one document dominates are left out here (2 of the first 4)." in said[2]


def test_passages_of_keywords_are_of_their_side(corpus, words):
    sides, _, tokens = corpus
    drawn = contrast.keyword_passages(tokens, words, sides, quotes="short", random_state=1)
    assert set(drawn.loc[drawn["heading"] == "dam (A)", "side"]) == {"A"}
    assert drawn.loc[drawn["heading"] == "dam (A)", "of"].iloc[0] == 12
    hidden = contrast.keyword_passages(tokens, words, sides, quotes="none", random_state=1)
    assert set(hidden["node"]) == {""}


def test_possessives_are_not_counted_among_a_keyword_s_passages(tokens_of, words, corpus):
    sides, *_ = corpus
    tokens = tokens_of("The dam. The dam's wall.", "x", outlet=["A", "B"], side=["A", "B"])
    dam = words[words["token"] == "dam"]
    drawn = contrast.keyword_passages(tokens, dam, sides, quotes="short", random_state=1)
    assert drawn[["node", "of"]].values.tolist() == [["dam", 1]]


@pytest.mark.usefixtures("shown")
def test_spread_leaves_out_dominated_words(corpus, words, tmp_path):
    sides, _, tokens = corpus
    sections_contrast.show_keyword_dispersion(tokens, words, sides)
    kept = pd.read_csv(tmp_path / "report" / "tables" / "keyword_dispersion.csv").set_index("token")
    assert kept.loc["dam", ["side", "range", "parts"]].tolist() == ["A", 12, 12]
    assert "bread" not in kept.index


def test_one_side_is_said_and_nothing_breaks(shown, articles_of, tokens_of):
    articles = articles_of("a dam", "a vote", outlet=["A", "A"])
    tokens = tokens_of("a dam", "a vote", outlet=["A", "A"], side=["A", "A"])
    sides = choose_sides(articles, by="outlet")
    chance = {"permutations": 9, "random_state": 1}
    words = contrast.contrast_words(tokens, sides, **chance)
    lines = contrast.query_lines(tokens, "bridge", quotes="short", random_state=1)
    company = contrast.contrast_collocates(tokens, "bridge", sides, **chance)
    sections_contrast.show_keywords(words, sides)
    sections_contrast.show_phrases(words, sides, ngram=2)
    sections_contrast.show_keyword_dispersion(tokens, words, sides)
    sections_contrast.show_query_lines(lines, "bridge")
    sections_contrast.show_collocates_by_side(company, "bridge", sides)
    none = Actors((), "no list", "")
    sections_contrast.show_nominations(contrast.contrast_nominations(tokens, none), none, random_state=1)
    assert all("<p" in page for page in shown)
    assert "bridge has no hit" in shown[3]
    assert "no list of actors was given" in shown[5]
    assert "nothing to compare it with" in describe_sides(select_sides(articles, sides), tokens, sides)
    assert describe_collocates(company, "bridge", lines) == ["bridge has no hit in these documents."]


def test_labels_of_actors_by_side(shown, tokens_of):
    texts = ["The Arvenian regime fell."] * 4 + ["The government of Arvenia met."] * 4
    sides = ["A"] * 4 + ["B"] * 4
    tokens = tokens_of(*texts, outlet=sides, side=sides)
    actors = read_actors("seeds/actors.toml")
    named = contrast.contrast_nominations(tokens, actors)
    sections_contrast.show_nominations(named, actors, random_state=1)
    assert ">regime</t" in shown[0]
    assert ">100% (–)</td>" in shown[0]
    drawn = contrast.nomination_passages(named, quotes="short", random_state=1)
    assert sorted(set(drawn["heading"])) == ["Arvenia, government (B)", "Arvenia, regime (A)"]
    hidden = contrast.nomination_passages(named, quotes="none", random_state=1)
    assert "regime" not in "".join(hidden["left"] + hidden["node"] + hidden["right"])


def test_lines_of_the_query_are_escaped(shown, tokens_of):
    tokens = tokens_of("<i>one</i> dam & more", outlet=["A"], side=["A"])
    lines = contrast.query_lines(tokens, "dam", quotes="short", random_state=1)
    sections_contrast.show_query_lines(lines, "dam")
    assert "<i>one" not in shown[0]
    assert "1 of 1 in A" in shown[0]


def test_methods_and_limits_say_what_was_done(corpus, words):
    sides, *_ = corpus
    said = contrast_methods(words, sides, "dam", min_freq=5, min_docs=1, permutations=999, random_state=7)
    assert f"({len(words):,} words)" in said
    assert "999 random allocations" in said
    assert "random state 7" in said
    assert "not why" in contrast_limits(sides)
