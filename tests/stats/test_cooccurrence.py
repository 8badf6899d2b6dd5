import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from discourse.stats.cooccurrence import expected_together, shuffle_p


def test_one_group_is_fishers_exact_test_with_the_smaller_tail_doubled():
    table = [[7, 2], [3, 7]]
    tails = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
    assert shuffle_p(np.array([19]), np.array([9]), np.array([10]), 7) == pytest.approx(min(1, 2 * min(tails)))


def test_several_groups_agree_with_shuffling():
    sizes, first, second = np.array([6, 9, 5, 6]), np.array([2, 3, 0, 3]), np.array([3, 2, 2, 2])
    generator = np.random.default_rng(1)
    drawn = sum(
        generator.hypergeometric(a, n - a, b, size=200_000) for n, a, b in zip(sizes, first, second, strict=True)
    )
    for together in range(2, 6):
        expected = min(1.0, 2 * min((drawn <= together).mean(), (drawn >= together).mean()))
        assert shuffle_p(sizes, first, second, together) == pytest.approx(expected, abs=0.01)
    assert expected_together(sizes, first, second).sum() == pytest.approx(drawn.mean(), abs=0.01)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=8))
def test_probabilities_of_all_counts_add_up(groups):
    sizes, first, second = (np.array(part) for part in zip(*groups, strict=True))
    first, second = np.minimum(first, sizes), np.minimum(second, sizes)
    low, high = np.maximum(0, first + second - sizes).sum(), np.minimum(first, second).sum()
    for together in (int(low), int(high)):
        assert 0 < shuffle_p(sizes, first, second, together) <= 1
    with pytest.raises(ValueError, match="impossible"):
        shuffle_p(sizes, first, second, int(high) + 1)


def test_many_groups_are_no_burden():
    generator = np.random.default_rng(1)
    sizes = generator.integers(10, 40, 3000)
    first, second = generator.binomial(sizes, 0.1), generator.binomial(sizes, 0.1)
    expected = expected_together(sizes, first, second).sum()
    assert shuffle_p(sizes, first, second, round(expected)) > 0.8
    assert shuffle_p(sizes, first, second, round(expected * 1.3)) < 1e-6


def test_nothing_could_meet():
    assert shuffle_p(np.array([5]), np.array([2]), np.array([0]), 0) == 1
