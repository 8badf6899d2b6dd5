import numpy as np
import pytest
from scipy.stats import ttest_ind

from discourse.stats.rate_contrast import contrast_notes, rate_contrasts


def test_equal_sizes_give_welchs_t():
    generator = np.random.default_rng(1)
    y, inside = generator.poisson(3, size=40).astype(float), np.arange(40) < 15
    found = rate_contrasts(y[:, None], np.ones((40, 1)), inside[None], measure="difference")
    welch = ttest_ind(y[inside], y[~inside], equal_var=False)
    low, high = welch.confidence_interval(0.95)
    assert found["p"][0, 0] == pytest.approx(welch.pvalue, rel=1e-9)
    assert (found["low"][0, 0], found["high"][0, 0]) == pytest.approx((low, high), rel=1e-9)


def test_a_ratio_by_hand_and_its_reverse():
    hits, sizes = np.array([2.0] * 10 + [1.0] * 9 + [3.0])[:, None], np.full((20, 1), 50.0)
    inside = np.arange(20) < 10
    found = rate_contrasts(hits, sizes, np.array([inside, ~inside]), measure="ratio")
    assert found["estimate"][:, 0].tolist() == pytest.approx([20 / 12, 12 / 20])
    assert found["low"][0, 0] == pytest.approx(1 / found["high"][1, 0])
    assert found["p"][0, 0] == pytest.approx(found["p"][1, 0])


@pytest.mark.parametrize(
    ("hits", "inside", "note"),
    [
        ([1] * 2 + [0] * 18 + [1] * 20, range(20), "fewer than 3 documents with a hit in a group, so no interval"),
        ([0] * 20 + [1] * 20, range(20), "no hit in a group, so no ratio"),
        ([1] * 40, range(5), "fewer than 10 documents in a group, so no interval"),
        ([1] * 40, range(40), "no document in a group, so no ratio"),
        ([1] * 40, range(20), "no spread between documents, so no interval"),
    ],
)
def test_what_cannot_be_known_says_why(hits, inside, note):
    labels = np.isin(np.arange(40), list(inside))[None]
    found = rate_contrasts(np.array(hits, dtype=float)[:, None], np.ones((40, 1)), labels, measure="ratio")
    assert np.isnan([found["low"][0, 0], found["high"][0, 0], found["p"][0, 0]]).all()
    assert contrast_notes(found, measure="ratio").tolist() == [[note]]
