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
    assert table.loc["dam", "low"] <= table.loc["dam", "log_ratio"] <= table.loc["dam", "high"]


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
