"""Intervals of rates and of ratios of rates that take the document for the sampling unit, without drawing by chance.

A count and a size are summed over documents, and documents differ in both. Linearised (a first-order Taylor
series; Wolter 2007, ch. 6), the logarithm of such a rate varies as the sum of what each document adds to it, and
that sum's variance is estimated from the documents themselves. A word that one document repeats has a wide interval,
which an interval over tokens hides.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def log_rate_error(
    total: ArrayLike, squares: ArrayLike, shared: ArrayLike, sizes: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Standard error of the natural logarithm of each word's rate.

    Parameters
    ----------
    total
        How often each word stands in all documents.
    squares
        The sum of its squared counts by document.
    shared
        The sum of its counts times each document's share of all tokens.
    sizes
        Tokens of each document.

    Returns
    -------
    ndarray
        One number per word; NaN for a word without occurrences, and for fewer than two documents.

    Examples
    --------
    Once in each of four equal documents, and four times in one of them:

    >>> log_rate_error([4, 4], [4, 16], [1, 1], np.full(4, 100)).tolist()
    [0.0, 1.0]
    """
    total, squares, shared = (np.asarray(value, dtype=np.float64) for value in (total, squares, shared))
    k = len(sizes)
    if k < 2 or not sizes.sum():
        return np.full(len(total), np.nan)
    share = sizes / sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = k / (k - 1) * (squares / total**2 - 2 * shared / total + (share**2).sum())
        return np.where(total > 0, np.sqrt(np.maximum(0.0, variance)), np.nan)


def ratio_error(sums: NDArray[np.float64], totals: NDArray[np.float64], *, documents: int) -> NDArray[np.float64]:
    """Standard error of the natural logarithm of ``(o/r) / (u/s)``, the rate inside by the rate outside.

    Parameters
    ----------
    sums
        Words × 7: over the documents, the sums of ``o o, o u, u u, o x, u x`` with ``x = s/S - r/R`` (each document's
        share of the tokens outside less its share of those inside), then ``o`` and ``u`` themselves.
    totals
        The sum of ``x x`` over the documents, one number.
    documents
        How many documents there are.

    Returns
    -------
    ndarray
        One number per word; NaN where ``o`` or ``u`` is 0.

    Notes
    -----
    Each document adds ``o/O - u/U + x`` to the logarithm of the ratio.
    """
    oo, ou, uu, ox, ux, o, u = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = oo / o**2 - 2 * ou / (o * u) + uu / u**2 + 2 * (ox / o - ux / u) + totals
        error = np.sqrt(np.maximum(0.0, documents / (documents - 1) * squares)) if documents > 1 else np.nan * o
    return np.where((o > 0) & (u > 0), error, np.nan)


def normal_quantile(confidence: float) -> float:
    """How many standard errors an interval of this confidence reaches to each side."""
    from scipy.stats import norm

    return float(norm.ppf((1 + confidence) / 2))
