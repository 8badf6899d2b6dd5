import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError, TooSmallError
from discourse.lexis.keywords import keywords
from discourse.tables import check


def two_groups(tokens_of) -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = ["dam river water"] * 10 + ["vote party water"] * 10
    tokens = tokens_of(*texts, outlet=["A"] * 10 + ["B"] * 10)
    return tokens[tokens["outlet"] == "A"], tokens[tokens["outlet"] == "B"]


def test_counts_effect_and_evidence(tokens_of):
    a, b = two_groups(tokens_of)
    table = check(keywords(a, reference=b, random_state=1), "keywords").set_index("token")
    assert table.loc["dam", ["freq", "freq_ref", "documents", "documents_ref"]].tolist() == [10, 0, 10, 0]
    assert table.loc["dam", "log_ratio"] == pytest.approx(np.log2((10 / 30) / (0.5 / 30)))
    assert table.loc["vote", "log_ratio"] == pytest.approx(-table.loc["dam", "log_ratio"])
    assert table.loc["water", ["log_ratio", "g2", "p"]].tolist() == [0, 0, 1]
    assert table.loc["dam", "p"] == pytest.approx(1 / 2001)
    assert table.loc["dam", "q"] < 0.01
    assert np.isnan(table.loc["dam", "low"])
    assert table.loc["dam", "note"] == "not in both groups, so no interval"


def test_without_permutations_no_random_state_is_needed(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a, reference=b, permutations=0)
    assert table[["p", "q", "low", "high"]].isna().all(axis=None)
    with pytest.raises(ArgumentError, match="random_state="):
        keywords(a, reference=b)


def test_same_seed_same_table_and_order_of_documents_irrelevant(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a, reference=b, random_state=7, permutations=200)
    again = keywords(a.sample(frac=1, random_state=1), reference=b, random_state=7, permutations=200)
    pd.testing.assert_frame_equal(table, again)


def test_documents_cannot_be_on_both_sides(tokens_of):
    a, b = two_groups(tokens_of)
    with pytest.raises(TableError, match="more than one of the token tables: d0"):
        keywords(a, reference=pd.concat([a, b]), random_state=1)


def test_small_groups_are_refused(tokens_of):
    a, b = two_groups(tokens_of)
    with pytest.raises(TooSmallError, match="the target has 1 and the reference 10"):
        keywords(a[a["doc_id"] == "d0"], reference=b, random_state=1)
    with pytest.raises(TooSmallError, match="no term is left"):
        keywords(a, reference=b, min_freq=50, random_state=1)


def uneven(tokens_of, n: int = 12) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Target documents of growing length in which dam stands once to four times; short reference documents."""
    target = [f"dam {'dam ' * (number % 4)}{'fill ' * number * 3}" for number in range(n)]
    tokens = tokens_of(*target, *["dam fill fill fill"] * n, outlet=["A"] * n + ["B"] * n)
    return tokens[tokens["outlet"] == "A"], tokens[tokens["outlet"] == "B"]


def test_the_interval_draws_documents_with_their_lengths(tokens_of):
    a, b = uneven(tokens_of)
    table = keywords(a, reference=b, random_state=1, permutations=50).set_index("token")
    # by hand: the reference never varies (1/4), the target's rate is a ratio of two sums over documents
    counts, sizes = (a.groupby("doc_id", observed=True)["token"].agg(f) for f in (lambda w: (w == "dam").sum(), "size"))
    draws = np.random.default_rng(9).integers(12, size=(4000, 12))
    rates = counts.to_numpy()[draws].sum(axis=1) / sizes.to_numpy()[draws].sum(axis=1)
    low, high = np.quantile(np.log2(rates / 0.25), [0.025, 0.975])
    assert table.loc["dam", ["low", "high"]].tolist() == pytest.approx([low, high], abs=0.1)
    half = keywords(a, reference=b, random_state=1, permutations=50, confidence=0.5).set_index("token")
    assert table.loc["dam", "low"] < half.loc["dam", "low"] < half.loc["dam", "high"] < table.loc["dam", "high"]
    other = keywords(a, reference=b, random_state=2, permutations=50).set_index("token")
    assert other.loc["dam", "low"] != table.loc["dam", "low"]


def test_sizes_count_every_token_not_only_the_words_compared(tokens_of):
    a, b = uneven(tokens_of)
    table = keywords(a, reference=b, permutations=0, min_freq=30).set_index("token")
    dam = (a["token"] == "dam").sum(), (b["token"] == "dam").sum()
    assert table.loc["dam", "log_ratio"] == pytest.approx(np.log2(dam[0] / len(a) / (dam[1] / len(b))))


def test_few_documents_have_no_interval(tokens_of):
    a, b = uneven(tokens_of, n=9)
    table = keywords(a, reference=b, random_state=1, permutations=50)
    assert table[["low", "high"]].isna().all(axis=None)
    assert set(table["note"]) == {"fewer than 10 documents in a group, so no interval"}


def test_corpora_with_different_variables_can_be_compared(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a.assign(year=2001), reference=b.assign(year=pd.Categorical([None] * len(b))), permutations=0)
    assert len(table) == 5
