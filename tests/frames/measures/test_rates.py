import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.frames.measures.rates import theme_rates
from discourse.tables import check
from discourse.text.tokenize import tokenize


@pytest.fixture
def tokens(tokens_of):
    """Outlet A: 20 documents of 4 words, half of them with one hit; B: 12 of 5 words, all with one; C: one document."""
    texts = ["a threat came by", "nothing came of it"] * 10 + ["a threat came by again"] * 12 + ["sovereign debt"]
    return tokens_of(*texts, outlet=["A"] * 20 + ["B"] * 12 + ["C"])


def test_rates_by_hand(tokens, codebook):
    rates = check(theme_rates(tokens, codebook, by="outlet", random_state=1), "rates").set_index(["outlet", "theme"])
    a, b, c = (rates.loc[(outlet, "threat")] for outlet in "ABC")
    assert a[["hits", "tokens", "per_1000", "documents", "documents_with"]].tolist() == [10, 80, 125, 20, 10]
    assert 50 < a["low"] < 125 < a["high"] < 200
    assert b[["hits", "per_1000", "low", "high"]].tolist() == [12, 200, 200, 200]
    assert np.isnan(c["low"])
    assert c["note"] == "fewer than 10 documents, so no interval"
    assert rates.loc[("A", "sovereignty"), "note"] == "no hit, so no interval"
    assert set(rates["base"]) == {"documents with tokens"}


def test_the_interval_of_a_share_is_near_the_binomial_one(tokens, codebook):
    rates = theme_rates(tokens, codebook, by="outlet", random_state=1).set_index(["outlet", "theme"])
    # documents of equal length, half of 20 with a hit: standard error of the share is .5 / sqrt(20)
    half_width = (rates.loc[("A", "threat"), "high"] - rates.loc[("A", "threat"), "low"]) / 2
    assert half_width == pytest.approx(1.96 * 0.5 / np.sqrt(20) * 250, rel=0.15)


def test_a_group_depends_on_itself_alone(tokens, codebook):
    every = theme_rates(tokens, codebook, by="outlet", random_state=1)
    only = theme_rates(tokens[tokens["outlet"] == "A"], codebook, by="outlet", random_state=1)
    shuffled = theme_rates(tokens.sample(frac=1, random_state=5), codebook, by="outlet", random_state=1)
    pd.testing.assert_frame_equal(every[every["outlet"] == "A"].reset_index(drop=True), only, check_categorical=False)
    pd.testing.assert_frame_equal(every, shuffled, check_categorical=False)


def test_another_random_state_gives_other_draws(tokens_of, codebook):
    tokens = tokens_of(*[f"threat {'word ' * number}" for number in range(15)])
    one, other = (theme_rates(tokens, codebook, random_state=state) for state in (1, 2))
    assert one.loc[1, "low"] != other.loc[1, "low"]
    assert one.loc[1, "per_1000"] == other.loc[1, "per_1000"]


def test_the_order_of_the_documents_is_irrelevant(articles_of, codebook):
    texts = [f"threat {'word ' * number}" for number in range(15)]
    articles = articles_of(*texts)
    one, other = (
        theme_rates(tokenize(table), codebook, articles=table, random_state=1)
        for table in (articles, articles.iloc[::-1])
    )
    pd.testing.assert_frame_equal(one, other)


def test_a_group_keeps_its_interval_when_others_change_the_type_of_by(tokens_of, codebook):
    texts = [f"threat {'word ' * number}" for number in range(15)]
    whole = theme_rates(tokens_of(*texts, year=[2001] * 15), codebook, by="year", random_state=1)
    torn = theme_rates(tokens_of(*texts, "a", year=[2001] * 15 + [None]), codebook, by="year", random_state=1)
    assert whole.loc[1, ["low", "high"]].tolist() == torn.loc[1, ["low", "high"]].tolist()


@pytest.mark.parametrize(("with_hit", "known"), [(2, False), (3, True)])
def test_intervals_need_three_documents_with_a_hit(tokens_of, codebook, with_hit, known):
    rates = theme_rates(tokens_of(*["a threat"] * with_hit, *["a b c"] * 20), codebook, random_state=1)
    assert rates["low"].notna().tolist() == [False, known]
    assert rates.loc[1, "note"] == ("" if known else "fewer than 3 documents with a hit, so no interval")


@pytest.mark.parametrize(("documents", "known"), [(9, False), (10, True)])
def test_intervals_begin_at_ten_documents(tokens_of, codebook, documents, known):
    tokens = tokens_of(*(["a threat", "a b c"] * 5)[:documents])
    assert theme_rates(tokens, codebook, random_state=1)["low"].notna().tolist() == [False, known]


def test_a_base_of_hardly_any_words_has_no_interval_and_says_why(articles_of, codebook):
    articles = articles_of(*["a threat"] * 3, *["…"] * 12)
    rates = theme_rates(tokenize(articles), codebook, articles=articles, random_state=1)
    assert rates.loc[1, "note"] == "some draws hold no tokens, so no interval"
    assert np.isnan(rates.loc[1, "low"])


def test_groups_hold_whole_documents(tokens, codebook):
    halves = tokens.assign(half=np.where(tokens["position"] < 2, "first", "second"))
    with pytest.raises(TableError, match="half changes within documents d0, d1"):
        theme_rates(halves, codebook, by="half", random_state=1)


def test_variables_are_those_of_the_articles_when_they_are_given(articles_of, codebook):
    articles = articles_of(*["a threat"] * 3)
    rates = theme_rates(
        tokenize(articles), codebook, by=["y", "y"], articles=articles.assign(y=[1, 1, 2]), random_state=1
    )
    assert rates["y"].tolist() == [1, 1, 2, 2]
    with pytest.raises(UnknownNameError, match="in the articles"):
        theme_rates(tokenize(articles.assign(y=1)), codebook, by="y", articles=articles, random_state=1)


def test_articles_without_words_count_in_the_base_when_articles_are_given(articles_of, tokens_of, codebook):
    texts = ["threat " * 3] * 10 + ["…"] * 5
    tokens = tokens_of(*texts)
    assert theme_rates(tokens, codebook, random_state=1)["documents"].tolist() == [10, 10]
    rates = theme_rates(tokens, codebook, articles=articles_of(*texts), random_state=1)
    assert rates["documents"].tolist() == [15, 15]
    assert set(rates["base"]) == {"articles"}
    with pytest.raises(TableError, match="not among articles: d3"):
        theme_rates(tokens, codebook, articles=articles_of(*texts[:3]), random_state=1)


def test_missing_values_of_by_are_a_group_of_their_own(tokens_of, codebook):
    rates = theme_rates(tokens_of("threat", "threat", outlet=["A", None]), codebook, by="outlet", random_state=1)
    assert rates["outlet"].isna().tolist() == [False, False, True, True]
    assert rates.loc[rates["theme"] == "threat", "hits"].tolist() == [1, 1]


def test_several_variables(tokens_of, codebook):
    rates = theme_rates(tokens_of("threat", "a", x=[1, 1], y=["p", "q"]), codebook, by=["x", "y"], random_state=1)
    assert rates[["x", "y", "theme", "hits"]].to_numpy().tolist() == [
        [1, "p", "sovereignty", 0],
        [1, "p", "threat", 1],
        [1, "q", "sovereignty", 0],
        [1, "q", "threat", 0],
    ]


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    full = theme_rates(tokens_of("a", outlet=["A"]), codebook, by="outlet", random_state=1)
    none = theme_rates(tokens_of(outlet=[]), codebook, by="outlet", random_state=1)
    assert len(none) == 0
    assert none.columns.tolist() == full.columns.tolist()


def test_bad_arguments(tokens, codebook):
    with pytest.raises(UnknownNameError, match=r"no document variable called 'outlets' in the tokens.*did you mean"):
        theme_rates(tokens, codebook, by="outlets", random_state=1)
    with pytest.raises(ArgumentError, match="random_state="):
        theme_rates(tokens, codebook)
    with pytest.raises(ArgumentError, match="confidence"):
        theme_rates(tokens, codebook, confidence=95, random_state=1)
