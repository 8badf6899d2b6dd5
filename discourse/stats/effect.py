"""How large the difference of a word's frequency between two sets of texts is, under its different names.

``a``, ``b``, ``c``, ``d`` as in :mod:`discourse.stats.keyness`: counts of the word in target and reference, and sizes.
Hardie's Log Ratio, the default of every table, is :func:`discourse.stats.keyness.log_ratio`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Pseudo-tokens of the informative prior of the weighted log-odds, spread over the words like the background.
PRIOR_TOKENS = 1000.0


def log_ratio_walter(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Log Ratio with half a count added to every count and size, so that rare words are drawn towards 0.

    Walter (1975); the counts decide, so words absent from one side keep their order by frequency.

    Examples
    --------
    Seven times in 10,000 tokens against never in 100,000:

    >>> round(float(log_ratio_walter(7, 0, 10_000, 100_000)), 3)
    7.229

    Once in 15,334 words against once in 176,664 (pandas-association-measures, which adds nothing to the sizes, prints
    3.526202):

    >>> round(float(log_ratio_walter(1, 1, 15_334, 176_664)), 4)
    3.5262
    """
    a, b, c, d = (np.asarray(value, dtype=np.float64) + 0.5 for value in (a, b, c, d))
    return np.log2(a) - np.log2(c) - np.log2(b) + np.log2(d)


def log_ratio_conservative(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, family: int, confidence: float = 0.95
) -> NDArray[np.float64]:
    """Conservative Log Ratio: the end nearer to 0 of a Poisson interval of the Log Ratio; 0 where it holds 0.

    Parameters
    ----------
    a, b, c, d
        Counts of the word, and sizes.
    family
        How many words were compared: the confidence is divided among them (Bonferroni).
    confidence
        Of all the intervals together.

    Notes
    -----
    Evert (2022), from the Clopper–Pearson interval of ``a`` among ``a + b``. It takes tokens for the sampling unit.

    Examples
    --------
    Published with the association-measures library (*eingebracht*, 599 words compared):

    >>> round(float(log_ratio_conservative(1189, 968, 168_329, 19_552_238, family=599)), 6)
    6.910069
    """
    from scipy.stats import beta

    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    tail = (1 - confidence) / 2 / family
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = beta.ppf(tail, a, b + 1), beta.ppf(1 - tail, a + 1, b)
        low, high = np.where(a == 0, 0.0, low), np.where(b == 0, 1.0, high)
        bounds = [np.log2(d / c * share / (1 - share)) for share in (low, high)]
        above = a / c >= b / d
    return np.where(above, np.maximum(0.0, bounds[0]), np.minimum(0.0, bounds[1]))


def log_ratio_conservative_normal(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, family: int, confidence: float = 0.95
) -> NDArray[np.float64]:
    """Conservative Log Ratio with the normal interval of the relative risk, as Hardie (2014) and CQPweb define it.

    A count of 0 is taken as 0.5. See :func:`log_ratio_conservative` for the parameters.

    Examples
    --------
    >>> round(float(log_ratio_conservative_normal(1189, 968, 168_329, 19_552_238, family=599)), 6)
    6.911256
    """
    from scipy.stats import norm

    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    reach = norm.ppf(1 - (1 - confidence) / 2 / family) * np.sqrt(1 / a + 1 / b - 1 / c - 1 / d)
    ratio = np.log(a) - np.log(c) - np.log(b) + np.log(d)
    return np.where(ratio >= 0, np.maximum(0.0, ratio - reach), np.minimum(0.0, ratio + reach)) / np.log(2)


def percent_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """%DIFF: by how many per cent the word is more frequent in the target (Gabrielatos & Marchi 2011).

    NaN where the word is not in the reference; tools that put a tiny number in its place print quadrillions.

    Examples
    --------
    >>> round(float(percent_difference(206_523, 178_174, 959_641, 1_562_358)), 1)
    88.7
    """
    return 100 * (relative_risk(a, b, c, d) - 1)


def relative_risk(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """How many times as frequent the word is in the target; NaN where it is not in the reference."""
    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b > 0, (a / c) / (b / d), np.nan)


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> NDArray[np.float64]:
    """Odds of the word among all others in the target, divided by those in the reference; NaN without reference.

    Examples
    --------
    Pojanapunya & Todd (2016), p. 154:

    >>> round(float(odds_ratio(16_217, 735, 2_796_938, 2_087_946)), 1)
    16.6
    """
    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(b > 0, (a / (c - a)) / (b / (d - b)), np.nan)


def simple_maths(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, smoothing: float = 1.0
) -> NDArray[np.float64]:
    """Ratio of the frequencies per million, ``smoothing`` added to both (Kilgarriff 2009).

    Examples
    --------
    >>> round(float(simple_maths(35, 263, 112_289_811, 1_559_717_242)), 4)
    1.1224
    """
    a, b, c, d = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d))
    return (1e6 * a / c + smoothing) / (1e6 * b / d + smoothing)


def weighted_log_odds(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, prior: ArrayLike, prior_total: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-odds ratio with an informative Dirichlet prior, and its z-score ("Fightin' Words").

    Parameters
    ----------
    a, b, c, d
        Counts of the words, and sizes.
    prior
        Pseudo-counts of each word.
    prior_total
        Pseudo-counts of all words together, also of those not compared.

    Returns
    -------
    delta, z
        The difference of the log-odds, and it divided by its approximate standard deviation.

    Notes
    -----
    Monroe, Colaresi & Quinn (2008), equations 16 to 22.

    Examples
    --------
    >>> delta, z = weighted_log_odds([40, 10, 50], [10, 40, 50], 100, 100, prior=[5, 5, 10], prior_total=20)
    >>> z.round(4).tolist()
    [4.8134, -4.8134, 0.0]
    """
    a, b, c, d, prior = (np.asarray(value, dtype=np.float64) for value in (a, b, c, d, prior))
    a, b, c, d = a + prior, b + prior, c + prior_total, d + prior_total
    delta = np.log(a) - np.log(c - a) - np.log(b) + np.log(d - b)
    return delta, delta / np.sqrt(1 / a + 1 / b)
