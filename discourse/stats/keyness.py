"""How much more often a word stands in one set of texts than in another.

Throughout, ``a`` and ``b`` are how often the word stands in the target and in the reference, ``c`` and ``d`` how
many tokens these hold. All functions take numbers or arrays of one shape.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def g2(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Log-likelihood of keyness, the two-term form used by most corpus tools.

    Returns
    -------
    ndarray
        ``2 (a ln(a/E1) + b ln(b/E2))`` with ``E1 = c (a + b) / (c + d)`` and ``E2 = d (a + b) / (c + d)``; 0 ln 0 is 0.

    Notes
    -----
    Rayson & Garside (2000). The four-term form (Dunning 1993) gives somewhat larger values on the same cells.
    As a test it takes words for the sampling unit and calls far too much significant; here it is only the statistic
    whose distribution :func:`discourse.stats.permutation.permutation_p` finds by shuffling documents.

    Examples
    --------
    The worked example of the UCREL significance and effect-size spreadsheet:

    >>> round(float(g2(340, 2500, 10_000, 100_000)), 8)
    26.17575782
    """
    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    share = (a + b) / (c + d)
    return np.maximum(0.0, 2 * (_x_log_ratio(a, c * share) + _x_log_ratio(b, d * share)))


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Binary logarithm of how many times more frequent the word is in the target: 1 is twice, 2 four times.

    Notes
    -----
    Hardie (2014): a count of 0 is taken as 0.5 before frequencies are made relative. NaN where a set is empty or
    the word stands in neither.

    Examples
    --------
    Seven times against never, from the same spreadsheet:

    >>> round(float(log_ratio(7, 0, 10_000, 100_000)), 6)
    7.129283
    """
    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    defined = (c > 0) & (d > 0) & (a + b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(np.where(a == 0, 0.5, a)) - np.log2(c) - np.log2(np.where(b == 0, 0.5, b)) + np.log2(d)
    return np.where(defined, ratio, np.nan)


def _x_log_ratio(x: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(x > 0, x * np.log(x / expected), 0.0)
