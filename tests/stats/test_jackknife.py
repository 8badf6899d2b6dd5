"""Leaving out one document at a time."""

import numpy as np
import pytest

from discourse.stats.jackknife import jackknife_interval
from discourse.stats.sources import rarefied


def test_one_document_has_no_interval():
    value, low, high = jackknife_interval(np.ones((1, 2)), lambda c: c[..., 0], confidence=0.95)
    assert value == 1
    assert np.isnan(low)
    assert np.isnan(high)


@pytest.mark.proof
def test_the_jackknife_covers_the_expected_number_of_sources():
    """Forty articles with one to three sources of a Zipf population: what is expected among 30 hits is covered."""
    generator = np.random.default_rng(5)
    p = 1 / np.arange(1, 61)
    p /= p.sum()
    truth, covered, drawn_covered = (1 - (1 - p) ** 30).sum(), 0, 0
    for _ in range(400):
        counts = np.stack([generator.multinomial(generator.integers(1, 4), p) for _ in range(40)]).astype(float)
        _, low, high = jackknife_interval(counts, lambda c: rarefied(c, 30), confidence=0.95)
        covered += low <= truth <= high
        again = [rarefied(counts[generator.integers(40, size=40)].sum(axis=0), 30) for _ in range(200)]
        low, high = np.quantile(again, [0.025, 0.975])
        drawn_covered += low <= truth <= high
    assert 0.90 <= covered / 400 <= 0.985, covered / 400
    assert drawn_covered / 400 < 0.8, "drawing documents with replacement finds too few sources"
