"""Diversity numbers against what can be counted out."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.stats.sources import herfindahl, rarefied, shannon


@given(st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(1, 5))
def test_rarefied_is_the_mean_over_all_samples(counts, n):
    hits = [source for source, number in enumerate(counts) for _ in range(number)]
    if len(hits) < n:
        assert np.isnan(rarefied(counts, n))
        return
    every = [len({hits[place] for place in sample}) for sample in combinations(range(len(hits)), n)]
    assert len(every) == comb(len(hits), n)
    assert float(rarefied(counts, n)) == pytest.approx(np.mean(every))


def test_shares_of_nothing_are_not_known():
    assert np.isnan(shannon([0, 0]))
    assert np.isnan(herfindahl([0, 0]))
    assert shannon([3, 0]) == 0
    assert herfindahl([[1, 1], [2, 0]]).tolist() == [0.5, 1.0]
