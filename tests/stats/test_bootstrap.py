import numpy as np
import pytest

from discourse.errors import ArgumentError
from discourse.stats import bootstrap
from discourse.stats.bootstrap import check_random_state, draw_documents, ratio_interval


def test_every_draw_has_as_many_documents_as_there_are():
    weights = np.concatenate(list(draw_documents(7, draws=50, random_state=1)))
    assert weights.shape == (50, 7)
    assert (weights.sum(axis=1) == 7).all()


def test_blocks_change_nothing(monkeypatch):
    whole = np.concatenate(list(draw_documents(7, draws=50, random_state=1)))
    monkeypatch.setattr(bootstrap, "_BLOCK", 20)
    assert np.array_equal(np.concatenate(list(draw_documents(7, draws=50, random_state=1))), whole)


def test_equal_documents_have_an_interval_of_no_width():
    low, high = ratio_interval(np.full((20, 1), 2.0), np.full(20, 10.0), random_state=1)
    assert low[0] == high[0] == 0.2


def test_the_interval_agrees_with_the_standard_error_of_a_mean():
    values = np.random.default_rng(5).normal(10, 2, size=(400, 1))
    low, high = ratio_interval(values, np.ones(400), random_state=1, draws=4000)
    error = values.std() / 20
    assert low[0] == pytest.approx(values.mean() - 1.96 * error, abs=0.1 * error)
    assert high[0] == pytest.approx(values.mean() + 1.96 * error, abs=0.1 * error)


def test_a_narrower_confidence_gives_a_narrower_interval():
    values = np.arange(30.0)[:, None]
    low, high = ratio_interval(values, np.ones(30), random_state=1)
    low_50, high_50 = ratio_interval(values, np.ones(30), random_state=1, confidence=0.5)
    assert low[0] < low_50[0] < high_50[0] < high[0]


def test_nothing_to_divide_by_is_nan():
    low, high = ratio_interval(np.zeros((3, 1)), np.zeros(3), random_state=1)
    assert np.isnan([low[0], high[0]]).all()


@pytest.mark.parametrize("state", [None, -1, 1.0, "1", True])
def test_a_random_state_must_be_given(state):
    with pytest.raises(ArgumentError, match=r"documents are drawn by chance, so random_state= must be a whole number"):
        check_random_state(state, what="documents are drawn")


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_share(confidence):
    with pytest.raises(ArgumentError, match=r"between 0 and 1, as in 0\.95"):
        ratio_interval(np.ones((3, 1)), np.ones(3), random_state=1, confidence=confidence)


def test_each_stratum_keeps_its_number():
    strata = np.array([5, 2, 5, 5, 2])
    weights = np.concatenate(list(draw_documents(5, draws=200, random_state=1, strata=strata)))
    assert (weights[:, strata == 5].sum(axis=1) == 3).all()
    assert (weights[:, strata == 2].sum(axis=1) == 2).all()
    assert weights.mean(axis=0) == pytest.approx([1] * 5, abs=0.2)


def test_strata_of_one_document_leave_no_uncertainty():
    y, n = np.arange(4.0)[:, None], np.ones(4)
    low, high = ratio_interval(y, n, random_state=1, strata=np.arange(4))
    assert low[0] == high[0] == 1.5


def test_bca_agrees_with_scipy():
    from scipy.stats import bootstrap as scipy_bootstrap

    values = np.random.default_rng(3).lognormal(0, 1, 60)
    low, high = ratio_interval(values[:, None], np.ones(60), random_state=1, method="bca", draws=20_000)
    expected = scipy_bootstrap(
        (values,), np.mean, n_resamples=20_000, vectorized=True, method="BCa", rng=np.random.default_rng(1)
    ).confidence_interval
    assert [low[0], high[0]] == pytest.approx([expected.low, expected.high], rel=0.01)
    plain = ratio_interval(values[:, None], np.ones(60), random_state=1, draws=20_000)
    assert low[0] > plain[0][0]  # a long right tail moves the interval up
    assert high[0] > plain[1][0]


def test_methods_are_named():
    with pytest.raises(ArgumentError, match="'percentile' or 'bca', not 'studentized'"):
        ratio_interval(np.ones((3, 1)), np.ones(3), random_state=1, method="studentized")
