"""How much evidence there is that a word stands more often in one set of texts than in another.

Throughout, ``a`` and ``b`` are how often the word stands in the target and in the reference, ``c`` and ``d`` how
many tokens these hold. All functions take numbers or arrays of one shape. Sizes of the difference are in
:mod:`discourse.stats.effect`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import unknown_name

#: Corrections for continuity of a two-by-two table; see :func:`chi2`.
CORRECTIONS = ("none", "yates", "conditional")


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
    a, b, c, d = _floats(a, b, c, d)
    share = (a + b) / (c + d)
    return np.maximum(0.0, 2 * (x_log_ratio(a, c * share) + x_log_ratio(b, d * share)))


def g2_four_term(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, correction: str = "none"
) -> NDArray[np.float64]:
    """Log-likelihood ratio of the whole two-by-two table, as in Dunning (1993).

    Parameters
    ----------
    a, b, c, d
        Counts of the word, and sizes.
    correction
        ``"none"``, ``"yates"`` or ``"conditional"``; see :func:`chi2`.

    Returns
    -------
    ndarray
        ``2 Σ O ln(O/E)`` over the four cells *word or not, target or reference*.

    Examples
    --------
    Dunning (1993), p. 72:

    >>> round(float(g2_four_term(10, 0, 13, 31764)), 2)
    167.23
    """
    a, b, c, d = _floats(a, b, c, d)
    observed, expected = _cells(a, b, c, d), _expected(a, b, c, d)
    shift = _shift(observed, expected, correction)
    with np.errstate(invalid="ignore"):
        moved = [o - np.sign(o - e) * shift for o, e in zip(observed, expected, strict=True)]
    return np.maximum(0.0, 2 * sum(x_log_ratio(o, e) for o, e in zip(moved, expected, strict=True)))


def chi2(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, correction: str = "none") -> NDArray[np.float64]:
    """Pearson's chi-squared of the two-by-two table.

    Parameters
    ----------
    a, b, c, d
        Counts of the word, and sizes.
    correction
        ``"none"``; ``"yates"``: every cell half a count nearer to its expectation; ``"conditional"``: only where some
        cell is expected fewer than 5 times and half a count does not turn the difference round (quanteda's default).

    Examples
    --------
    Pedersen (1996), p. 10:

    >>> float(chi2(1, 3, 4, 4, correction="yates"))
    0.5
    """
    a, b, c, d = _floats(a, b, c, d)
    observed, expected = _cells(a, b, c, d), _expected(a, b, c, d)
    shift = _shift(observed, expected, correction)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.maximum(0.0, np.abs(observed[0] - expected[0]) - shift)
        return sum(apart**2 / e for e in expected)


def chi2_yates(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Chi-squared with Yates's correction in every table, whatever its counts."""
    return chi2(a, b, c, d, correction="yates")


def bic(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Bayesian information criterion of a difference against none: above 2 speaks for it, below -2 against it.

    Notes
    -----
    Wilson (2013): two-term G2 less ``ln(c + d)``, with the token for the unit.

    Examples
    --------
    G2 is 9.83 here, "p < .01", and yet this is evidence for no difference (UCREL's spreadsheet, Word3):

    >>> round(float(bic(200, 2500, 10_000, 100_000)), 6)
    -1.780307
    """
    c, d = _floats(c, d)
    return g2(a, b, c, d) - np.log(c + d)


def ell(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Effect size of the log-likelihood (Johnston et al. 2006), from 0 to 1; NaN where an expected count is below 1.

    Examples
    --------
    >>> round(float(ell(340, 2500, 10_000, 100_000)) * 1e5, 6)
    4.284765
    """
    a, b, c, d = _floats(a, b, c, d)
    least = np.minimum(c, d) * (a + b) / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(least > 1, g2(a, b, c, d) / ((c + d) * np.log(least)), np.nan)


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
    a, b, c, d = _floats(a, b, c, d)
    defined = (c > 0) & (d > 0) & (a + b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(np.where(a == 0, 0.5, a)) - np.log2(c) - np.log2(np.where(b == 0, 0.5, b)) + np.log2(d)
    return np.where(defined, ratio, np.nan)


def x_log_ratio(x: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``x ln(x / expected)``, which is 0 where x is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(x > 0, x * np.log(x / expected), 0.0)


def _floats(*values: ArrayLike) -> list[NDArray[np.float64]]:
    return [np.asarray(value, dtype=np.float64) for value in values]


def _cells(a: NDArray, b: NDArray, c: NDArray, d: NDArray) -> list[NDArray[np.float64]]:
    return [a, b, c - a, d - b]


def _expected(a: NDArray, b: NDArray, c: NDArray, d: NDArray) -> list[NDArray[np.float64]]:
    with np.errstate(divide="ignore", invalid="ignore"):
        word, other = (a + b) / (c + d), (c + d - a - b) / (c + d)
    return [c * word, d * word, c * other, d * other]


def _shift(observed: list[NDArray], expected: list[NDArray], correction: str) -> NDArray[np.float64]:
    """By how much every cell is moved towards its expectation."""
    if correction not in CORRECTIONS:
        raise unknown_name("correction", correction, CORRECTIONS, where="the corrections for continuity")
    apart = np.abs(observed[0] - expected[0])
    if correction == "none":
        return np.zeros_like(apart)
    if correction == "yates":
        return np.minimum(0.5, apart)
    few = np.minimum.reduce(expected) < 5
    return np.where(few & (apart >= 0.5), 0.5, 0.0)
