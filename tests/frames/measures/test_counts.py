import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError
from discourse.frames.hits import theme_matches
from discourse.frames.measures.counts import count_matches, theme_counts
from discourse.frames.measures.rates import theme_rates
from discourse.text.index import index_tokens
from discourse.text.tokenize import tokenize

TEXTS = ("A threat, a threat. Threats again. None here.", "Sovereign threat.", "Nothing.")


@pytest.fixture
def index(tokens_of):
    return index_tokens(tokens_of(*TEXTS))


@pytest.mark.parametrize(
    ("unit", "sizes", "threat"),
    [("token", [8, 2, 1], [3, 1, 0]), ("sentence", [3, 1, 1], [2, 1, 0]), ("document", [1, 1, 1], [1, 1, 0])],
)
def test_what_is_counted_by_hand(index, codebook, unit, sizes, threat):
    counts = theme_counts(index, codebook, unit=unit)
    assert counts.sizes.tolist() == sizes
    assert counts.having[:, counts.themes.index("threat")].tolist() == threat
    assert counts.hits[:, counts.themes.index("threat")].tolist() == [3, 1, 0]


def test_any_matches_can_be_counted(index, codebook):
    matches = theme_matches(index, codebook)
    ids = pd.Index(["d0", "d1", "d2"])
    some = matches[matches["theme"] == "threat"].iloc[[0, 3]]
    assert count_matches(index, some, ids, ["threat"], unit="token").tolist() == [[1], [1], [0]]
    assert count_matches(index, some.head(0), ids, ["threat"], unit="sentence").tolist() == [[0], [0], [0]]


def test_shares_by_hand(tokens_of, codebook):
    rates = theme_rates(tokens_of(*TEXTS), codebook, unit="sentence", random_state=1).set_index("theme")
    assert rates.loc["threat", ["hits", "units", "units_with", "value"]].tolist() == [4, 5, 3, 0.6]
    assert rates.loc["threat", "per_1000"] == pytest.approx(4 / 11 * 1000)
    rates = theme_rates(tokens_of(*TEXTS), codebook, unit="document", random_state=1).set_index("theme")
    assert rates.loc["threat", ["units", "units_with", "value"]].tolist() == [3, 2, 2 / 3]


def test_design_effect_and_effective_n(tokens_of, codebook):
    texts = ["Threat one. Threat two. Threat three. Threat four."] * 10 + ["No. No. No. No."] * 10
    rates = theme_rates(tokens_of(*texts), codebook, unit="sentence", random_state=1).set_index("theme")
    # sentences of a document are alike: eighty are worth twenty documents (and k/(k-1))
    assert rates.loc["threat", "design_effect"] == pytest.approx(4 * 20 / 19)
    assert rates.loc["threat", "effective_n"] == pytest.approx(19)
    assert rates.loc["threat", "value"] == 0.5
    low, high = rates.loc["threat", ["low", "high"]]
    assert (high - low) / 2 == pytest.approx(1.96 * 0.5 / np.sqrt(20), rel=0.12)


def test_unknown_units(index, codebook):
    with pytest.raises(ArgumentError, match="unit must be one of token, sentence, document, not 'paragraph'"):
        theme_counts(index, codebook, unit="paragraph")


class TestBlocks:
    @pytest.fixture
    def tokens(self, tokens_of):
        """Twelve outlets of 5 documents; in half of them every document has a hit, in the others none."""
        texts = [f"a {'threat' if outlet % 2 else 'word'} b c" for outlet in range(12) for _ in range(5)]
        return tokens_of(*texts, outlet=[f"o{outlet:02}" for outlet in range(12) for _ in range(5)])

    def test_many_outlets_are_drawn_as_wholes(self, tokens, codebook):
        plain = theme_rates(tokens, codebook, random_state=1).set_index("theme").loc["threat"]
        drawn = theme_rates(tokens, codebook, block="outlet", random_state=1).set_index("theme").loc["threat"]
        assert plain["value"] == drawn["value"] == 125
        assert (drawn["high"] - drawn["low"]) / (plain["high"] - plain["low"]) == pytest.approx(np.sqrt(5), rel=0.15)
        assert drawn["design_effect"] / plain["design_effect"] == pytest.approx(5 * 12 / 11 * 59 / 60)
        assert drawn["base"] == "documents with tokens, drawn in 12 blocks"

    def test_few_outlets_are_kept_and_drawn_within(self, tokens, codebook):
        few = tokens[tokens["outlet"].isin(["o00", "o01", "o02", "o03"])]
        rates = theme_rates(few, codebook, block="outlet", random_state=1).set_index("theme").loc["threat"]
        assert rates[["low", "value", "high"]].tolist() == [125, 125, 125]  # no outlet varies within itself
        assert rates["base"] == "documents with tokens, drawn within 4 blocks"


class TestNearCopies:
    @pytest.fixture
    def articles(self, articles_of):
        """Twelve stories; the first is printed four times in all."""
        texts = [f"a {'threat' if number < 6 else 'word'} {number}" for number in range(12)]
        return articles_of(*texts, *[texts[0]] * 3, outlet=["A"] * 12 + ["B", "B", "C"])

    @pytest.fixture
    def copies(self):
        ids = ["d0", "d12", "d13", "d14"]
        return pd.DataFrame(
            {"doc_id": ids, "cluster": 1, "size": 4, "first": [True, False, False, False], "similarity": 1.0}
        )

    def rates(self, articles, codebook, **options):
        table = theme_rates(tokenize(articles), codebook, articles=articles, random_state=1, **options)
        return table.set_index("theme").loc["threat"]

    def test_they_are_kept_dropped_or_drawn_together(self, articles, codebook, copies):
        keep, drop, cluster = (
            self.rates(articles, codebook, near_duplicates=copies, copies=choice)
            for choice in ("keep", "drop", "cluster")
        )
        assert [rates["documents"] for rates in (keep, drop, cluster)] == [15, 12, 15]
        assert [rates["value"] for rates in (keep, drop, cluster)] == pytest.approx([200, 500 / 3, 200])
        assert keep["base"] == "articles, 3 near-copies of the corpus kept"
        assert drop["base"] == "articles, 3 near-copies of the corpus left out"
        assert cluster["base"] == "articles, 3 near-copies of the corpus drawn with their originals"
        assert cluster["high"] - cluster["low"] > keep["high"] - keep["low"]
        assert cluster["effective_n"] < keep["effective_n"]

    def test_without_the_first_another_copy_stays(self, articles, codebook, copies):
        later = articles[articles["doc_id"] != "d0"]
        assert self.rates(later, codebook, near_duplicates=copies, copies="drop")["documents"] == 12

    def test_documents_of_which_nothing_is_said_are_no_copies(self, articles, codebook, copies):
        assert self.rates(articles, codebook, near_duplicates=copies.head(0), copies="drop")["documents"] == 15

    def test_bad_choices(self, articles, codebook, copies):
        with pytest.raises(ArgumentError, match="copies='drop' needs near_duplicates="):
            self.rates(articles, codebook, copies="drop")
        with pytest.raises(ArgumentError, match="copies must be one of keep, drop, cluster, not 'remove'"):
            self.rates(articles, codebook, near_duplicates=copies, copies="remove")
        with pytest.raises(ArgumentError, match="state one of them"):
            self.rates(articles, codebook, near_duplicates=copies, copies="cluster", block="outlet")
        with pytest.raises(TableError, match="column 'first' is missing"):
            self.rates(articles, codebook, near_duplicates=copies.drop(columns="first"))

    def test_few_stories_have_no_interval_however_often_printed(self, articles_of, codebook):
        articles = articles_of(*["a threat"] * 30)
        copies = pd.DataFrame(
            {
                "doc_id": articles["doc_id"],
                "cluster": np.arange(30) // 10,
                "size": 10,
                "first": np.arange(30) % 10 == 0,
                "similarity": 1.0,
            }
        )
        rates = self.rates(articles, codebook, near_duplicates=copies, copies="cluster")
        assert np.isnan(rates["low"])
        assert rates["note"] == "fewer than 10 clusters of near-copies, so no interval"
