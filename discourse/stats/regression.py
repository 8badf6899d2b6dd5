"""Regression of shares, rates and counts with errors that allow for clusters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError

MODELS = ("ols", "fractional_logit", "poisson")
#: Beyond this on the scale of logits or logarithms a fit runs off to a share of 0 or 1 and has no maximum.
_FLAT = 16.0


@dataclass(frozen=True)
class Coefficients:
    """What a regression found, one number for each column of the design."""

    estimate: NDArray[np.float64]
    error: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]


def regress(
    outcome: NDArray[np.float64],
    design: NDArray[np.float64],
    *,
    model: str,
    sizes: NDArray[np.float64] | None = None,
    clusters: NDArray[np.int64] | None = None,
    confidence: float = 0.95,
) -> Coefficients:
    """Regress an outcome on the columns of a design, with cluster-robust errors.

    Parameters
    ----------
    outcome
        A share of each document (``"ols"``, ``"fractional_logit"``) or a count (``"poisson"``).
    design
        Documents × predictors, with a column of ones.
    model
        ``"ols"`` (differences of shares), ``"fractional_logit"`` (log odds ratios of shares, Papke & Wooldridge 1996)
        or ``"poisson"`` (log ratios of rates).
    sizes
        On how many units each share rests (its weight), or against what each count stands (exposure); ``None`` for 1.
    clusters
        A number for each document; ``None`` takes each document for itself.
    confidence
        Of the intervals, from t with one degree of freedom fewer than clusters.

    Returns
    -------
    Coefficients
        NaN where the outcome cannot be fitted (a share that is 0 or 1 throughout one group, a predictor that is the sum
        of others).

    Notes
    -----
    The sandwich of Liang & Zeger (1986): neither a binomial nor a Poisson variance is assumed, only the mean.

    Examples
    --------
    >>> shares, outlet = np.array([0.1, 0.2, 0.15, 0.4, 0.5, 0.45]), np.array([0, 0, 0, 1, 1, 1])
    >>> fitted = regress(shares, np.column_stack([np.ones(6), outlet]), model="fractional_logit")
    >>> fitted.estimate.round(4).tolist()
    [-1.7346, 1.5339]
    """
    if model not in MODELS:
        raise ArgumentError(f"model must be one of {', '.join(MODELS)}, not {model!r}")
    sizes = np.ones(len(outcome)) if sizes is None else np.asarray(sizes, dtype=np.float64)
    number = design.shape[1]
    nothing = Coefficients(*(np.full(number, np.nan) for _ in range(5)))
    if len(outcome) <= number or np.linalg.matrix_rank(design) < number:
        return nothing
    mean, estimate = _fitted(outcome, design, model=model, sizes=sizes)
    if estimate is None:
        return nothing
    slope = {"ols": np.ones_like(mean), "fractional_logit": mean * (1 - mean), "poisson": mean}[model]
    weights = np.ones(len(outcome)) if model == "poisson" else sizes
    groups = np.arange(len(outcome)) if clusters is None else np.unique(clusters, return_inverse=True)[1]
    error = _sandwich(design, weights * (outcome - mean), weights * slope, groups)
    return _inference(estimate, error, groups.max() + 1, confidence)


def _fitted(
    outcome: NDArray[np.float64], design: NDArray[np.float64], *, model: str, sizes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
    """Fitted means and coefficients, or None where the likelihood has no maximum."""
    import warnings

    from statsmodels.genmod.families import Binomial, Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.regression.linear_model import WLS
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, DomainWarning, PerfectSeparationWarning

    if model == "ols":
        result = WLS(outcome, design, weights=sizes).fit()
        return result.fittedvalues, result.params
    if model == "poisson":
        family, kept = Poisson(), {"exposure": sizes}
    else:
        family, kept = Binomial(), {"var_weights": sizes}
    with warnings.catch_warnings():
        for kind in (ConvergenceWarning, DomainWarning, PerfectSeparationWarning, RuntimeWarning):
            warnings.simplefilter("ignore", kind)
        result = GLM(outcome, design, family=family, **kept).fit(maxiter=100)
    mean = result.fittedvalues
    with np.errstate(divide="ignore", invalid="ignore"):
        linear = np.log(mean / sizes) if model == "poisson" else np.log(mean / (1 - mean))
    sound = result.converged and np.isfinite(linear).all() and np.abs(linear).max() < _FLAT
    return mean, result.params if sound else None


def _sandwich(
    design: NDArray[np.float64], residual: NDArray[np.float64], slope: NDArray[np.float64], groups: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Cluster-robust standard errors, with the usual correction for few clusters."""
    scores = np.zeros((groups.max() + 1, design.shape[1]))
    np.add.at(scores, groups, design * residual[:, None])
    bread = np.linalg.pinv(design.T @ (design * slope[:, None]), hermitian=True)
    number, rows, columns = len(scores), *design.shape
    if number < 2:
        return np.full(columns, np.nan)
    few = number / (number - 1) * (rows - 1) / (rows - columns)
    return np.sqrt(np.maximum(np.diag(few * bread @ scores.T @ scores @ bread), 0.0))


def _inference(
    estimate: NDArray[np.float64], error: NDArray[np.float64], clusters: int, confidence: float
) -> Coefficients:
    from scipy.stats import t

    spread = t.ppf(0.5 + confidence / 2, max(clusters - 1, 1)) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * t.sf(np.abs(estimate / error), max(clusters - 1, 1))
    return Coefficients(estimate, error, estimate - spread, estimate + spread, p)
