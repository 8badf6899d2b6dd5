import tomllib
from pathlib import Path

import numpy as np
import pytest

from discourse.errors import ArgumentError
from discourse.stats.prevalence import (
    clustered_share,
    equal_p,
    normal_quantile,
    rogan_gladen,
    stratified_bias,
    stratum_errors,
    wilson,
)

GOLD = tomllib.loads((Path(__file__).parents[1] / "gold" / "prevalence.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", GOLD["wilson"], ids=lambda case: case["id"])
def test_published_intervals(case):
    assert wilson(case["hits"] / case["n"], case["n"]) == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", GOLD["rogan_gladen"], ids=lambda case: case["id"])
def test_rogan_gladen(case):
    found = rogan_gladen(case["share"], case["sensitivity"], case["specificity"])
    assert float(found) == pytest.approx(case["expected"], abs=case["tolerance"])
    assert np.isnan(rogan_gladen(0.3, 0.5, 0.5))


def test_rogan_gladen_undoes_what_errors_did():
    truth = np.linspace(0.05, 0.9, 9)
    seen = truth * 0.8 + (1 - truth) * 0.15
    assert rogan_gladen(seen, 0.8, 0.85) == pytest.approx(truth)


def test_documents_that_are_alike_within_count_for_less():
    """Ten documents of ten sentences: hits all in half of them, or spread evenly."""
    units = np.full(10, 10.0)
    torn, even = clustered_share(np.repeat([10.0, 0.0], 5), units), clustered_share(np.full(10, 5.0), units)
    assert torn.estimate == even.estimate == 0.5
    assert torn.variance == pytest.approx(10 / 9 * 10 * 25 / 100**2)
    assert torn.variance / (0.25 / 100) == pytest.approx(
        100 / 9
    )  # the design effect of ten sentences that say the same
    assert even.variance == 0
    assert np.isnan(clustered_share(np.array([1.0]), np.array([2.0])).variance)
    assert np.isnan(clustered_share(np.zeros(0), np.zeros(0)).estimate)


def test_one_error_more_than_seen_is_reckoned_with_in_each_pool():
    errors = np.array([0.0] * 10 + [0.0] * 20 + [0.0, 1.0])
    stratum = np.array([0] * 10 + [1] * 20 + [2] * 2)
    number, mean, spread = stratum_errors(errors, stratum, np.array([0, 0, 1]))
    assert number.tolist() == [10, 20, 2]
    assert mean.tolist() == [0, 0, 0.5]
    assert spread[:2] == pytest.approx(1 / 32 * 31 / 32)
    assert spread[2] == pytest.approx(0.5 + 1 / 4 * 3 / 4)


def test_splitting_strata_without_an_error_changes_nothing():
    whole = stratified_bias(np.zeros(40), np.zeros(40, int), np.array([400.0]), np.zeros(1, int), total=400)
    quarters = np.repeat(np.arange(4), 10)
    split = stratified_bias(np.zeros(40), quarters, np.full(4, 100.0), np.zeros(4, int), total=400)
    assert whole == pytest.approx(split)
    assert 1.96 * np.sqrt(whole.variance) < 3 / 40 < 2 * 1.96 * np.sqrt(whole.variance)  # the rule of three


def test_strata_never_read_add_nothing():
    one = stratified_bias(np.array([1.0, 0]), np.zeros(2, int), np.array([10.0, 90.0]), np.array([0, 1]), total=100)
    assert one.estimate == pytest.approx(0.05)


def test_equal_estimates():
    assert equal_p(np.array([0.1, 0.1, 0.1]), np.full(3, 0.01)) == 1
    assert equal_p(np.array([0.0, 3.0]), np.array([1.0, 1.0])) == pytest.approx(0.0338949, abs=1e-6)  # chi2 = 4.5, df 1
    assert np.isnan(equal_p(np.array([0.1, np.nan]), np.array([0.1, np.nan])))


def test_nothing_to_measure():
    assert np.isnan(wilson(0.5, 0)).all()
    assert np.isnan(wilson(np.nan, 5)).all()
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    with pytest.raises(ArgumentError, match="confidence"):
        normal_quantile(95)
