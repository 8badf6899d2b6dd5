import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.stats.cluster import cluster_variance, design_effect


def test_by_hand():
    # shares 1, 0, 0.5 of 2, 2 and 4 units: p = .5; residuals 1, -1, 0; 3/2 * 2 / 64
    y, n = np.array([[2.0], [0.0], [2.0]]), np.array([2.0, 2.0, 4.0])
    assert cluster_variance(y, n)[0] == pytest.approx(3 / 2 * 2 / 64)
    assert design_effect(y, n)[0] == pytest.approx(3 / 2 * 2 / 64 / (0.25 / 8))


def test_units_drawn_one_by_one_have_no_design_effect():
    y = np.random.default_rng(1).binomial(1, 0.3, size=(4000, 1)).astype(float)
    assert design_effect(y, np.ones(4000))[0] == pytest.approx(4000 / 3999)


def test_equal_units_in_a_document_are_worth_one():
    y = np.random.default_rng(1).binomial(1, 0.3, size=(3000, 1)).astype(float)
    assert design_effect(y * 10, np.full(3000, 10.0))[0] == pytest.approx(10, rel=0.001)


def test_strata_take_out_what_lies_between_them():
    y, n = np.array([[0.0], [0.0], [9.0], [9.0]]), np.full(4, 10.0)
    assert cluster_variance(y, n)[0] > 0.05
    assert cluster_variance(y, n, strata=np.array([0, 0, 1, 1]))[0] == 0


def test_too_little_is_nan():
    assert np.isnan(cluster_variance(np.ones((1, 2)), np.ones(1))).all()
    assert np.isnan(cluster_variance(np.ones((3, 1)), np.ones(3), strata=np.array([0, 0, 1]))).all()
    assert np.isnan(design_effect(np.zeros((5, 1)), np.ones(5))).all()
    assert np.isnan(design_effect(np.zeros((2, 1)), np.zeros(2))).all()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(5, 9)), min_size=2, max_size=20))
def test_it_agrees_with_the_plain_loop(pairs):
    y, n = np.array([[pair[0]] for pair in pairs], float), np.array([pair[1] for pair in pairs], float)
    p, k = y.sum() / n.sum(), len(pairs)
    expected = k / (k - 1) * sum((a - p * b) ** 2 for (a,), b in zip(y, n, strict=True)) / n.sum() ** 2
    assert cluster_variance(y, n)[0] == pytest.approx(expected, abs=1e-12)
