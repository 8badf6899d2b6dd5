"""Known rates of words in known corpora; the figures come with the data and were made by another tokeniser."""

import pytest

import discourse as dc

SOVEREIGN = {
    "PRK": 25.7,
    "CUB": 19.9,
    "CHN": 12.5,
    "IRQ": 10.4,
    "SYR": 9.7,
    "VEN": 8.7,
    "USA": 4.6,
    "RUS": 4.4,
    "IRN": 4.2,
    "GBR": 2.9,
    "ISR": 2.8,
    "DEU": 2.7,
    "ZAF": 2.3,
}
INTERFER = {"CHN": 7.8, "PRK": 6.9, "IRQ": 6.8, "ZAF": 0.15}


@pytest.fixture(scope="module")
def by_country(index_named):
    """A function giving the hits of a query per 10,000 tokens, by country."""
    index = index_named("ungdc")
    sizes = index.tokens["iso3"].value_counts()

    def rates(query):
        return dc.concordance(index, query, window=0)["iso3"].value_counts() / sizes * 10_000

    return rates


def test_sovereignty_in_un_speeches(by_country):
    rates = by_country("sovereign*")
    for country, expected in SOVEREIGN.items():
        assert rates[country] == pytest.approx(expected, rel=0.05, abs=0.2), country
    assert rates.sort_values(ascending=False).index[:3].tolist() == ["PRK", "CUB", "CHN"]


def test_interference_in_un_speeches(by_country):
    # "*": a word written with a hyphen is one token, and non-interference counts in these figures
    rates = by_country("*interfer*")
    for country, expected in INTERFER.items():
        assert rates[country] == pytest.approx(expected, rel=0.05, abs=0.02), country


def test_hyphenated_words_are_found_only_when_asked_for(by_country):
    assert by_country("interfer*")["CHN"] < 0.75 * by_country(["interfer*", "non interfer*"])["CHN"]
    assert by_country(["interfer*", "non interfer*"])["CHN"] == pytest.approx(by_country("*interfer*")["CHN"], rel=0.01)


@pytest.fixture(scope="module")
def per_1000(index_named):
    """The hits of sovereign* per 1,000 tokens, by corpus."""
    indexes = {name: index_named(name) for name in ("tehran_times", "tehran_times_sovereignty", "allsides_iran")}
    return {
        name: len(dc.concordance(index, "sovereign*", window=0)) / len(index.tokens) * 1000
        for name, index in indexes.items()
    }


def test_like_is_compared_with_like(per_1000):
    assert per_1000["tehran_times"] == pytest.approx(0.104, rel=0.05)
    assert per_1000["allsides_iran"] == pytest.approx(0.079, rel=0.05)
    assert per_1000["tehran_times"] / per_1000["allsides_iran"] == pytest.approx(1.3, abs=0.1)


def test_articles_selected_by_a_word_tell_nothing_about_it(per_1000):
    assert per_1000["tehran_times_sovereignty"] == pytest.approx(0.905, rel=0.05)
    assert per_1000["tehran_times_sovereignty"] > 6 * per_1000["tehran_times"]
