"""Regressions of many shares on one design at once, and one answer from several runs."""

import numpy as np
from numpy.typing import NDArray


def linear_effects(
    design: NDArray[np.float64], outcomes: NDArray[np.float64], *, clusters: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least squares of each outcome on the same design, with cluster-robust variances.

    Parameters
    ----------
    design
        Documents × predictors, with a column of ones, of full rank.
    outcomes
        Documents × outcomes.
    clusters
        A number for each document, from 0 on; ``None`` takes each document for itself.

    Returns
    -------
    estimates, variances
        Predictors × outcomes.

    Notes
    -----
    The sandwich of Liang & Zeger (1986) with the factor G / (G − 1) · (n − 1) / (n − k) for few clusters.

    Examples
    --------
    >>> design = np.column_stack([np.ones(4), [0, 0, 1, 1]])
    >>> estimates, variances = linear_effects(design, np.array([[1.0], [3.0], [5.0], [7.0]]))
    >>> estimates[:, 0].round(6).tolist(), variances[:, 0].round(6).tolist()
    ([2.0, 4.0], [1.0, 2.0])
    """
    rows, columns = design.shape
    bread = np.linalg.inv(design.T @ design)
    estimates = bread @ (design.T @ outcomes)
    residuals = outcomes - design @ estimates
    pull = design @ bread
    if clusters is None:
        number = rows
        variances = (pull**2).T @ residuals**2
    else:
        number = int(clusters.max()) + 1
        variances = np.empty_like(estimates)
        for predictor in range(columns):
            sums = np.zeros((number, outcomes.shape[1]))
            np.add.at(sums, clusters, pull[:, predictor, None] * residuals)
            variances[predictor] = (sums**2).sum(axis=0)
    few = number / max(number - 1, 1) * (rows - 1) / max(rows - columns, 1)
    return estimates, variances * few


def rubin(
    estimates: NDArray[np.float64], variances: NDArray[np.float64], *, freedom: float = np.inf
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Pool estimates of several runs (first axis), each of several draws (second axis).

    Parameters
    ----------
    estimates, variances
        Runs × draws × anything.
    freedom
        Degrees of freedom of one run's estimate (documents or clusters less predictors).

    Returns
    -------
    estimate, error, between, freedom
        The mean; the root of W + (1 + 1/R) B + (1 − 1/M) C, with W the mean of the runs' own variances, B the variance
        between runs, C that between draws of one run (Rubin 1987; nested by Shen 2000); the share of the variance
        that is between runs; and the degrees of freedom of t (Barnard & Rubin 1999, between runs).

    Examples
    --------
    Three runs, .10, .12 and .11, each with a standard error of .02:

    >>> estimate, error, _, _ = rubin(np.array([[0.10], [0.12], [0.11]]), np.full((3, 1), 0.02**2))
    >>> round(float(estimate), 2), round(float(error), 7)
    (0.11, 0.023094)
    """
    runs, draws = estimates.shape[:2]
    means = estimates.mean(axis=1)
    between = means.var(axis=0, ddof=1) if runs > 1 else np.zeros(means.shape[1:])
    inside = estimates.var(axis=1, ddof=1).mean(axis=0) if draws > 1 else np.zeros(means.shape[1:])
    correction = (1 + 1 / runs) * between
    total = variances.mean(axis=(0, 1)) + correction + (1 - 1 / draws) * inside
    part = correction / np.where(total > 0, total, np.nan)
    return means.mean(axis=0), np.sqrt(total), part, _freedom(part, runs, freedom)


def _freedom(between: NDArray[np.float64], runs: int, freedom: float) -> NDArray[np.float64]:
    """Degrees of freedom, given the part of the variance that is between runs; NaN counts as none."""
    part = np.nan_to_num(between)
    inverse = part**2 / max(runs - 1, 1)
    if np.isfinite(freedom):
        inverse = inverse + 1 / np.maximum((freedom + 1) / (freedom + 3) * freedom * (1 - part), 1e-9)
    return 1 / np.maximum(inverse, 1e-12)
