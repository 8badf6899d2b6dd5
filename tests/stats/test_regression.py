import numpy as np
import pytest

from discourse.errors import ArgumentError
from discourse.stats.cluster import cluster_variance
from discourse.stats.regression import regress
from discourse.stats.shares import rubin


@pytest.fixture
def data():
    generator = np.random.default_rng(1)
    design = np.column_stack([np.ones(120), generator.normal(size=120)])
    return {
        "design": design,
        "share": generator.random(120),
        "count": generator.poisson(3, 120).astype(float),
        "exposure": generator.integers(1, 9, 120).astype(float),
        "clusters": np.repeat(np.arange(40), 3),
    }


@pytest.mark.parametrize(("model", "outcome"), [("ols", "share"), ("fractional_logit", "share"), ("poisson", "count")])
def test_errors_are_those_of_statsmodels(data, model, outcome):
    import statsmodels.api as sm

    y, x, groups = data[outcome], data["design"], {"groups": data["clusters"]}
    sizes = data["exposure"] if model == "poisson" else None
    if model == "ols":
        expected = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds=groups)
    elif model == "fractional_logit":
        expected = sm.GLM(y, x, family=sm.families.Binomial()).fit(cov_type="cluster", cov_kwds=groups)
    else:
        expected = sm.GLM(y, x, family=sm.families.Poisson(), exposure=sizes).fit(cov_type="cluster", cov_kwds=groups)
    fitted = regress(y, x, model=model, sizes=sizes, clusters=data["clusters"])
    assert fitted.estimate == pytest.approx(expected.params, rel=1e-6)
    assert fitted.error == pytest.approx(expected.bse, rel=1e-6)


def test_one_label_gives_the_difference_and_the_cluster_error_of_two_shares(data):
    label, sizes = (np.arange(120) % 2).astype(float), data["exposure"]
    y, x = data["share"], np.column_stack([np.ones(120), label])
    parts = [(y * sizes)[label == value] for value in (0, 1)], [sizes[label == value] for value in (0, 1)]
    shares = [above.sum() / below.sum() for above, below in zip(*parts, strict=True)]
    spread = [cluster_variance(above[:, None], below)[0] for above, below in zip(*parts, strict=True)]
    linear = regress(y, x, model="ols", sizes=sizes)
    assert linear.estimate[1] == pytest.approx(shares[1] - shares[0])
    assert linear.error[1] == pytest.approx(np.sqrt(sum(spread)), rel=0.01)
    logit = regress(y, x, model="fractional_logit", sizes=sizes)
    odds = [share / (1 - share) for share in shares]
    assert logit.estimate[1] == pytest.approx(np.log(odds[1] / odds[0]))


def test_intervals_and_p_are_of_t_with_few_clusters(data):
    from scipy.stats import t

    few = np.repeat(np.arange(6), 20)
    fitted = regress(data["share"], data["design"], model="ols", clusters=few)
    assert fitted.high[1] - fitted.estimate[1] == pytest.approx(t.ppf(0.975, 5) * fitted.error[1])
    assert fitted.p[1] == pytest.approx(2 * t.sf(abs(fitted.estimate[1] / fitted.error[1]), 5))


def test_what_has_no_estimate_is_nan_and_no_warning():
    label = np.repeat([0.0, 1.0], 10)
    x = np.column_stack([np.ones(20), label])
    assert np.isnan(regress(label * 0.3, x, model="fractional_logit").estimate).all()  # one group never
    assert np.isnan(regress(label, x, model="poisson").estimate).all()
    assert np.isnan(regress(label, np.column_stack([x, label]), model="ols").estimate).all()  # a term stands twice
    assert np.isnan(regress(label[:2], x[:2], model="ols").estimate).all()  # as many terms as documents


def test_a_predictor_far_from_zero_is_no_obstacle(data):
    year = 2000 + np.arange(120) / 10
    count = np.random.default_rng(2).poisson(np.exp(0.1 * (year - 2006)) * data["exposure"]).astype(float)
    fitted = regress(count, np.column_stack([np.ones(120), year]), model="poisson", sizes=data["exposure"])
    assert fitted.estimate[1] == pytest.approx(0.1, abs=3 * fitted.error[1])
    assert fitted.error[1] < 0.05


def test_unknown_models_are_named():
    with pytest.raises(ArgumentError, match="model must be one of ols, fractional_logit, poisson, not 'logit'"):
        regress(np.ones(3), np.ones((3, 1)), model="logit")


def test_one_run_is_not_widened():
    estimate, error, between, freedom = rubin(np.array([[0.1]]), np.array([[0.02**2]]), freedom=40)
    assert (estimate, error, between) == (0.1, 0.02, 0)
    assert freedom == pytest.approx(41 / 43 * 40)


def test_few_runs_that_differ_leave_few_degrees_of_freedom():
    estimates, variances = np.array([[0.0], [0.2], [0.4]]), np.full((3, 1), 1e-8)
    *_, freedom = rubin(estimates, variances, freedom=1000)
    assert freedom < 2
