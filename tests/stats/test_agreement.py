import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError
from discourse.stats.agreement import alpha, alpha_interval, coefficients, numbered

GOLD = tomllib.loads((Path(__file__).parents[1] / "gold" / "agreement.toml").read_text(encoding="utf-8"))["case"]


def ratings_of(case: dict) -> np.ndarray:
    if "table" in case:
        table = np.array(case["table"])
        rows, columns = np.indices(table.shape).reshape(2, -1)
        return np.repeat(np.column_stack([rows, columns]), table.ravel(), axis=0)
    return np.array(case["ratings"]).T - 1


def with_gaps(ratings: np.ndarray) -> np.ndarray:
    return np.where(ratings < 0, np.nan, ratings + 1.0)


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["id"])
def test_published_values(case):
    ratings = ratings_of(case)
    found = coefficients(ratings, categories=case["categories"])._asdict()
    for level in ("ordinal", "interval", "ratio"):
        found[f"alpha_{level}"] = alpha(with_gaps(ratings), level=level)
    for name, expected in case["expected"].items():
        assert found[name] == pytest.approx(expected, abs=case["tolerance"]), name


def test_specific_agreement_by_hand():
    # both with it 6 times, one of them 2 + 1 times: 2 * 6 / (2 * 6 + 3)
    ratings = np.repeat([[1, 1], [0, 1], [1, 0], [0, 0]], [6, 2, 1, 11], axis=0)
    found = coefficients(ratings, categories=2)
    assert found.by_category == pytest.approx([22 / 25, 12 / 15])
    assert found.agreement == pytest.approx(17 / 20)


@given(
    st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=2, max_size=12),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_nominal_alpha_is_that_of_the_library_whatever_the_order(rows, random):
    ratings = np.array(rows)
    mine = coefficients(ratings, categories=4)
    assert float(mine.alpha) == pytest.approx(alpha(with_gaps(ratings)), nan_ok=True)
    random.shuffle(rows)
    again = coefficients(np.array(rows)[:, ::-1], categories=4)
    for one, other in zip(mine, again, strict=True):
        assert np.allclose(one, other, equal_nan=True)


def test_identical_coders_agree_perfectly():
    ratings = np.repeat(np.random.default_rng(1).integers(3, size=(50, 1)), 4, axis=1)
    found = coefficients(ratings, categories=3)
    assert [float(value) for value in (found.alpha, found.ac1, found.fleiss, found.agreement)] == [1, 1, 1, 1]


def test_shuffled_coders_agree_by_chance():
    generator = np.random.default_rng(2)
    codes = generator.random((200, 2)) < 0.2
    alphas = [
        float(coefficients(generator.permuted(codes, axis=0).astype(int), categories=2).alpha) for _ in range(200)
    ]
    assert abs(np.mean(alphas)) < 0.02


def test_what_cannot_be_defined_is_not_a_number():
    none = coefficients(np.array([[1, -1], [-1, 0]]), categories=2)
    assert np.isnan([none.agreement, none.alpha, none.cohen]).all()
    same = coefficients(np.ones((5, 2), dtype=int), categories=2)
    assert np.isnan([same.alpha, same.fleiss, same.cohen]).all()
    assert [float(same.agreement), float(same.ac1)] == [1, 1]
    assert np.isnan(alpha(np.full((3, 2), 2.0), level="ordinal"))
    assert np.isnan(coefficients(np.zeros((0, 2), dtype=int), categories=2).alpha)


def test_weights_count_units_several_times():
    ratings = np.array([[0, 0], [0, 1], [1, 1]])
    weighted = coefficients(ratings, categories=2, weights=np.array([[3, 1, 2], [0, 2, 1]]))
    for draw, times in enumerate(([3, 1, 2], [0, 2, 1])):
        plain = coefficients(np.repeat(ratings, times, axis=0), categories=2)
        for one, other in zip(weighted, plain, strict=True):
            assert np.allclose(one[draw], other, equal_nan=True)


def test_the_interval_narrows_with_units_and_repeats_with_its_random_state():
    generator = np.random.default_rng(3)
    truth = generator.random(800) < 0.4
    values = np.column_stack([np.where(generator.random(800) < 0.1, ~truth, truth) for _ in range(2)]).astype(float)
    wide = alpha_interval(values[:100], level="nominal", random_state=1)
    narrow = alpha_interval(values, level="nominal", random_state=1)
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])
    assert narrow[0] < alpha(values) < narrow[1]
    assert narrow == alpha_interval(values, level="nominal", random_state=1)
    # for two values the levels are the same measure
    assert alpha_interval(values[:60], level="interval", random_state=1, draws=200) == pytest.approx(
        alpha_interval(values[:60], level="nominal", random_state=1, draws=200)
    )


def test_no_interval_where_most_draws_leave_alpha_undefined():
    values = np.zeros((30, 2))
    values[0, 0] = 1
    assert np.isnan(alpha_interval(values, level="nominal", random_state=1)).all()


@pytest.mark.proof
def test_the_interval_of_alpha_covers_the_truth():
    """Two coders, each wrong in 15 % of units with 30 % prevalence, 150 units: alpha of the population by theory."""
    generator = np.random.default_rng(11)
    both = 0.3 * 0.85**2 + 0.7 * 0.15**2
    share = 0.3 * 0.85 + 0.7 * 0.15
    true = 1 - 2 * (share - both) / (2 * share * (1 - share))
    inside = 0
    for run in range(500):
        truth = generator.random((150, 1)) < 0.3
        values = np.where(generator.random((150, 2)) < 0.15, ~truth, truth).astype(float)
        low, high = alpha_interval(values, level="nominal", random_state=run, draws=1000)
        inside += low <= true <= high
    print("alpha", inside / 500)
    assert 0.92 <= inside / 500 <= 0.98


def test_bad_arguments():
    with pytest.raises(ArgumentError, match="2 or more categories"):
        coefficients(np.zeros((2, 2), dtype=int), categories=1)
    with pytest.raises(ArgumentError, match="below 2"):
        coefficients(np.array([[0, 2]]), categories=2)
    with pytest.raises(ArgumentError, match="nominal, ordinal"):
        alpha(np.zeros((2, 2)), level="binary")
    assert numbered(np.array([[3.0, np.nan], [1.0, 3.0]])).tolist() == [[1, -1], [0, 1]]
