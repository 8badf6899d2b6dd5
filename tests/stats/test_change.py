from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError
from discourse.stats.change import best_split, change_points, change_test, location_interval


def test_every_place_is_tried():
    for place in range(2, 19):
        assert change_points(np.where(np.arange(20) < place, 0.0, 10.0), penalty=1.0) == [place]


def test_several_changes_and_none():
    assert change_points(np.repeat([1.0, 8.0, 3.0], 10) + np.tile([0.1, -0.1], 15)) == [10, 20]
    assert change_points(np.tile([0.1, -0.1], 15)) == []
    assert change_points(np.array([1.0, 9.0, 1.0])) == []


def test_no_segment_is_shorter_than_the_shortest():
    values = np.array([0.0] * 9 + [50.0])
    assert change_points(values, min_size=3, penalty=0.1) in ([7], [])
    assert all(3 <= cut <= 7 for cut in change_points(values, min_size=3, penalty=0.01))


def test_shares_by_their_deviance():
    counts = np.array([10, 11, 9, 10, 25, 24, 26, 25])
    assert change_points(counts, sizes=np.full(8, 100), cost="binomial") == [4]
    assert change_points(np.zeros(8), sizes=np.full(8, 100), cost="binomial") == []
    with pytest.raises(ArgumentError, match="cost must be 'squares' or 'binomial'"):
        change_points(counts, cost="poisson")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=4, max_size=9), st.floats(0.5, 30))
def test_the_segmentation_is_the_cheapest_of_all(values, penalty):
    values = np.array(values, float)
    noise = (np.diff(values) ** 2 / 2).mean()

    def cost(cuts):
        ends = [0, *cuts, len(values)]
        parts = [values[low:high] for low, high in pairwise(ends)]
        return sum(((part - part.mean()) ** 2).sum() + penalty * noise for part in parts)

    def every(start):
        yield ()
        for cut in range(start + 2, len(values) - 1):
            for rest in every(cut):
                yield (cut, *rest)

    assert cost(change_points(values, penalty=penalty)) == pytest.approx(min(cost(cuts) for cuts in every(0)))


def test_the_best_cut_of_rates_weighs_bins_by_size():
    hits, sizes = np.array([[0.5], [9.0], [10.0], [10.0]]), np.array([1.0, 100.0, 50.0, 50.0])
    place, gain = best_split(hits, sizes[:, None], np.array([True, True, True, False]))
    p = 29.5 / 201
    assert place[0] == 2
    assert gain[0] == pytest.approx((9.5 - p * 101) ** 2 * 201 / (101 * 100))


def test_the_test_finds_a_step_and_not_noise():
    generator = np.random.default_rng(1)
    hits = np.column_stack([generator.poisson(20, 40), generator.poisson(np.repeat([10, 30], 20))]).astype(float)
    allowed = (np.arange(1, 41) >= 2) & (np.arange(1, 41) <= 38)
    place, p = change_test(hits, np.full(40, 1000.0), allowed=allowed, permutations=199, random_state=1)
    assert place[1] == 20
    assert p[1] == 1 / 200
    assert p[0] > 0.05


def test_a_place_that_is_clear_has_a_narrow_interval():
    generator = np.random.default_rng(1)
    clear, dim = (generator.normal(size=40) + step * (np.arange(40) >= 25) for step in (8.0, 1.0))
    inside = np.arange(40) < 39
    low, high = location_interval(clear, np.ones(40), 25, allowed=inside, random_state=1)
    assert (low, high) == (25, 25)
    low, high = location_interval(dim, np.ones(40), 25, allowed=inside, random_state=1)
    assert low <= 25 <= high
    assert high - low >= 3
