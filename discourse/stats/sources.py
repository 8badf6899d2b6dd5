"""How many different sources there are: diversity numbers, and the expected number in a smaller sample."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def shannon(amounts: ArrayLike) -> NDArray[np.float64]:
    """Shannon entropy in nats of the shares along the last axis; NaN where there is nothing.

    Examples
    --------
    >>> round(float(np.exp(shannon([5, 5, 5, 5]))), 6)
    4.0
    """
    p = _shares(amounts)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.where(p > 0, p * np.log(p), np.where(np.isnan(p), np.nan, 0.0)).sum(axis=-1)


def herfindahl(amounts: ArrayLike) -> NDArray[np.float64]:
    """Herfindahl–Hirschman index: the sum of squared shares, 1 if one source supplies all; 1 minus it is Simpson's.

    Examples
    --------
    >>> float(herfindahl([3, 1]))
    0.625
    """
    return (_shares(amounts) ** 2).sum(axis=-1)


def rarefied(amounts: ArrayLike, n: int) -> NDArray[np.float64]:
    """Expected number of different sources among ``n`` drawn without replacement; NaN where there are fewer than n.

    Notes
    -----
    Hurlbert (1971): the sum over sources of ``1 - C(N - N_i, n) / C(N, n)``.

    Examples
    --------
    Two of {a, a, b}: both a in 1 of 3 draws, so 1/3 · 1 + 2/3 · 2.

    >>> round(float(rarefied([2, 1], 2)), 6)
    1.666667
    """
    from scipy.special import gammaln

    counts = np.asarray(amounts, dtype=np.float64)
    total = counts.sum(axis=-1, keepdims=True)
    left = total - counts
    with np.errstate(invalid="ignore"):
        log = gammaln(left + 1) - gammaln(left - n + 1) + gammaln(total - n + 1) - gammaln(total + 1)
        absent = np.where(left >= n, np.exp(np.where(left >= n, log, 0.0)), 0.0)
    expected = np.where(counts > 0, 1 - absent, 0.0).sum(axis=-1)
    return np.where(total[..., 0] >= n, expected, np.nan)


def _shares(amounts: ArrayLike) -> NDArray[np.float64]:
    counts = np.asarray(amounts, dtype=np.float64)
    total = counts.sum(axis=-1, keepdims=True)
    return counts / np.where(total > 0, total, np.nan)
