"""Random halves of real corpora, in which there is nothing to find, and planted differences: run by `make proof`."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "calibration.py"


@pytest.fixture(scope="module")
def calibration():
    spec = importlib.util.spec_from_file_location("calibration", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def counts_of(calibration, shared):
    """A function giving the counts of a corpus in a unit."""
    corpora = calibration.corpora(shared / "data")
    return lambda name, unit: calibration.counts_of(corpora[name], unit)


@pytest.mark.proof
@pytest.mark.parametrize("unit", ["sentence", "token"])
@pytest.mark.parametrize("name", ["UN 2017", "PolNeAR"])
def test_the_interval_of_a_difference_covers_as_often_as_it_says(calibration, counts_of, name, unit):
    table = calibration.coverage(counts_of(name, unit), splits=500)
    judged = table[table["documents_with"] >= calibration.ENOUGH]
    assert len(judged) >= 10
    assert 0.925 <= judged["covers"].mean() <= 0.975
    # of 500 splits, two standard errors of the share are .02
    assert judged["covers"].between(0.925 - 0.02, 0.975 + 0.02).all()
    assert (judged["naive"] < judged["covers"]).all()
    assert judged["naive"].mean() < 0.85
    assert table["covers"].min() >= 0.9  # also of the rare themes


@pytest.mark.proof
@pytest.mark.parametrize("name", ["UN 2017", "PolNeAR"])
def test_p_of_random_halves_is_uniform(calibration, counts_of, name):
    from scipy.stats import kstest

    p = calibration.null_p(counts_of(name, "token"), splits=200)
    assert 0.03 <= (p <= 0.05).to_numpy().mean() <= 0.07
    assert min(kstest(p[theme], "uniform").pvalue for theme in p) > 0.01 / p.shape[1]


@pytest.mark.proof
def test_planted_doubling_is_found(calibration, counts_of):
    table = calibration.planted(counts_of("UN 2017", "token"), splits=100).set_index("theme")
    many = table[table["effective_hits"] >= 100]  # hits ÷ design effect
    assert len(many) >= 5
    assert (many["interval"] >= 0.9).all()
    assert (many["p"] >= 0.9).all()
    assert table.loc[table["documents_with"] >= calibration.ENOUGH, "ratio"].mean() >= 0.925


@pytest.mark.proof
def test_a_regression_on_a_label_without_meaning_finds_nothing(calibration, counts_of):
    from scipy.stats import kstest

    both = calibration.placebo_p(counts_of("PolNeAR", "sentence"), "delegitimation", splits=200)
    for p in both.T:
        assert kstest(p, "uniform").pvalue > 0.01
        assert np.mean(p <= 0.05) <= 0.08
