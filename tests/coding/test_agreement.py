import numpy as np
import pandas as pd
import pytest

from discourse.coding.agreement import agreement
from discourse.errors import ArgumentError, TableError
from discourse.stats.agreement import coefficients
from discourse.tables import check, empty


def codes_of(values: np.ndarray, code: str = "war") -> pd.DataFrame:
    """Units × coders as a codes table."""
    units, coders = np.indices(values.shape).reshape(2, -1)
    table = pd.DataFrame({"unit_id": units, "coder": coders}).map("{:03d}".format)
    return table.assign(code=code, value=values.ravel(), time="", note="")


def noisy(number: int, coders: int, *, wrong: float, prevalence: float = 0.4, random_state: int = 1) -> np.ndarray:
    generator = np.random.default_rng(random_state)
    truth = generator.random((number, 1)) < prevalence
    return np.where(generator.random((number, coders)) < wrong, ~truth, truth).astype(float)


def one(values: np.ndarray, **arguments) -> pd.Series:
    return check(agreement(codes_of(values), random_state=1, **arguments), "agreement").iloc[0]


def test_the_columns_are_the_coefficients():
    values = noisy(80, 2, wrong=0.1)
    values[3, 0] = np.nan
    values[4] = np.nan
    found = coefficients(np.where(np.isnan(values), -1, values).astype(int)[[*range(3), *range(5, 80)]], categories=2)
    row = one(values)
    assert row[["units", "coders"]].tolist() == [78, 2]
    named = {"agreement": found.agreement, "alpha": found.alpha, "ac1": found.ac1, "kappa": found.cohen}
    named |= {"brennan_prediger": found.brennan_prediger, "agreement_present": found.by_category[1]}
    for name, expected in named.items():
        assert row[name] == pytest.approx(float(expected)), name
    assert row["prevalence"] == pytest.approx(np.nanmean(values[[*range(3), *range(5, 80)]]))
    assert row["low"] < row["alpha"] < row["high"]
    three = noisy(60, 3, wrong=0.1)
    assert one(three)["kappa"] == pytest.approx(float(coefficients(three.astype(int), categories=2).fleiss))


@pytest.mark.parametrize(
    ("wrong", "verdict"), [(0.0, "reliable"), (0.08, "tentative"), (0.2, "not reliable"), (0.42, "unusable")]
)
def test_verdicts(wrong, verdict):
    row = one(noisy(600, 2, wrong=wrong, random_state=5))
    assert row["verdict"] == verdict
    assert (row["note"] == "") == (verdict in ("reliable",)) or verdict == "tentative"


def test_a_crowd_that_guesses_is_unusable():
    """Five coders of 300 units who see the theme in a fifth of them, each where chance has it."""
    guesses = (np.random.default_rng(3).random((300, 5)) < 0.2).astype(float)
    row = one(guesses)
    assert abs(row["alpha"]) < 0.06
    assert row["agreement"] > 0.6
    assert row["verdict"] == "unusable"
    assert "no better than chance, do not use these codes" in row["note"]


def test_few_units_that_may_be_chance_are_unusable():
    values = np.array([[1, 1], [0, 0], [1, 0], [0, 1], [1, 1], [0, 0], [1, 0], [0, 0], [1, 1], [0, 1]], dtype=float)
    row = one(values)
    assert row["alpha"] > 0.2 > 0 > row["low"]
    assert row["verdict"] == "unusable"
    assert row["note"].startswith("the interval of alpha reaches 0")


def test_a_rare_theme_warns_of_the_paradox():
    values = np.repeat([[0.0, 0], [0, 1], [1, 0], [1, 1]], [300, 4, 3, 8], axis=0)
    row = one(values)
    assert row["agreement"] > 0.97
    assert row["ac1"] > 0.97
    assert row["alpha"] < 0.75
    assert row["agreement_present"] == pytest.approx(16 / 23)
    assert "lowers alpha and kappa: see ac1 and agreement_present" in row["note"]


def test_what_cannot_be_known_is_said():
    same = one(np.zeros((20, 2)))
    assert same["verdict"] == "unknown"
    assert same["note"] == "every judgement is the same, so agreement beyond chance is not defined"
    assert same[["agreement", "ac1"]].tolist() == [1, 1]
    alone = one(np.ones((20, 1)))
    assert alone[["units", "verdict", "note"]].tolist() == [0, "unknown", "no unit has two judgements"]
    few = one(noisy(8, 2, wrong=0.0))
    assert np.isnan(few["low"])
    assert "fewer than 10 units" in few["note"]


def test_categories_without_an_order_and_values_with_one():
    generator = np.random.default_rng(4)
    truth = generator.integers(1, 6, size=(200, 1))
    values = np.clip(truth + generator.integers(-1, 2, size=(200, 2)), 1, 5).astype(float)
    nominal, interval = one(values), one(values, level="interval")
    assert interval["alpha"] > nominal["alpha"] + 0.2
    assert np.isnan(nominal["prevalence"])
    words = agreement(codes_of(np.array(list("abcde"))[values.astype(int) - 1]), random_state=1).iloc[0]
    assert words["alpha"] == pytest.approx(nominal["alpha"])
    with pytest.raises(ArgumentError, match="needs values that are numbers"):
        agreement(codes_of(np.array([["a", "b"]])), level="ordinal", random_state=1)


def test_codes_are_sorted_and_rows_may_be_shuffled():
    codes = pd.concat([codes_of(noisy(50, 2, wrong=0.1), code) for code in ("war", "peace")])
    table = agreement(codes, random_state=1)
    assert table["code"].tolist() == ["peace", "war"]
    pd.testing.assert_frame_equal(table, agreement(codes.sample(frac=1, random_state=2), random_state=1))


def test_no_codes_and_bad_ones():
    assert agreement(empty("codes"), random_state=1).columns.tolist() == empty("agreement").columns.tolist()
    with pytest.raises(TableError, match="twice by one coder"):
        agreement(pd.concat([codes_of(np.ones((2, 2)))] * 2), random_state=1)
    with pytest.raises(ArgumentError, match="nominal, ordinal, interval, ratio"):
        agreement(empty("codes"), level="binary", random_state=1)
    with pytest.raises(ArgumentError, match="random_state="):
        agreement(empty("codes"))
