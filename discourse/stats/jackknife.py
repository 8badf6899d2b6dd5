"""Delete-one jackknife over documents, for measures that a bootstrap biases (diversity: a draw repeats documents)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from discourse.stats.bootstrap import check_confidence

_BLOCK = 2_000_000


def jackknife_interval(
    counts: NDArray[np.float64], statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]], *, confidence: float
) -> tuple[float, float, float]:
    """Return the statistic of the column sums of ``counts`` with its interval.

    Parameters
    ----------
    counts
        Documents × categories.
    statistic
        A function of counts along the last axis.
    confidence
        Of the interval: the statistic ± t × the jackknife's standard error, with documents − 1 degrees of freedom.

    Returns
    -------
    value, low, high
        NaN bounds with fewer than two documents, or where leaving one out leaves the statistic undefined.

    Notes
    -----
    Efron & Tibshirani (1993, ch. 11). Drawing documents with replacement repeats some and so finds too few different
    sources in every draw; leaving one out at a time does not. It needs a smooth statistic: the effective number and
    the rarefied number are, the plain number of sources is not.

    Examples
    --------
    The mean of 1, 2, 3 and its usual standard error, 1/√3:

    >>> counts = np.array([[1.0, 1], [2, 1], [3, 1]])
    >>> value, low, high = jackknife_interval(counts, lambda c: c[..., 0] / c[..., 1], confidence=0.95)
    >>> round(value, 3), round((high - low) / 2 / 4.302653, 6)
    (2.0, 0.57735)
    """
    from scipy.stats import t

    check_confidence(confidence)
    number, total = len(counts), counts.sum(axis=0)
    value = float(statistic(total))
    if number < 2:
        return value, np.nan, np.nan
    size = max(1, _BLOCK // max(1, counts.shape[1]))
    left_out = np.concatenate([statistic(total - counts[at : at + size]) for at in range(0, number, size)])
    error = np.sqrt((number - 1) / number * ((left_out - left_out.mean()) ** 2).sum())
    reach = float(t.ppf((1 + confidence) / 2, number - 1) * error)
    return value, value - reach, value + reach
