"""How frequent is a label really, if a machine that errs gave it and people checked some of it?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import ArgumentError


class Share(NamedTuple):
    """An estimate with its variance."""

    estimate: float
    variance: float


def clustered_share(hits: NDArray[np.float64], units: NDArray[np.float64]) -> Share:
    """The share of units with a label, and its variance with documents as the units drawn.

    ``hits`` and ``units`` hold, for each document, the units with the label and all units. The variance is that of a
    ratio of two sums (Cochran 1977, § 6.3); it is NaN with fewer than two documents.

    Examples
    --------
    Two documents of ten sentences, with 2 and 4 hits:

    >>> import numpy as np
    >>> share = clustered_share(np.array([2.0, 4.0]), np.array([10.0, 10.0]))
    >>> round(share.estimate, 3), round(share.variance, 4)
    (0.3, 0.01)
    """
    total, documents = units.sum(), len(units)
    if total == 0:
        return Share(np.nan, np.nan)
    share = float(hits.sum() / total)
    if documents < 2:
        return Share(share, np.nan)
    squares = float(((hits - share * units) ** 2).sum())
    return Share(share, documents / (documents - 1) * squares / float(total) ** 2)


def stratum_errors(
    errors: NDArray[np.float64], stratum: NDArray[np.int64], pool: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """How many units were read of each stratum, the mean of their errors, and the variance of one error.

    Parameters
    ----------
    errors
        Truth − label of each unit read (−1, 0, 1).
    stratum
        The number of the stratum of each unit read.
    pool
        For each stratum the number of its pool: strata of one kind, over which an error not seen is spread.

    Notes
    -----
    Few errors among n units are no measure of how many there are, and none does not mean there is none. So the
    variance counts, in each pool, one error more than was seen (of n + 2 units, as Agresti & Coull 1998 do); the mean
    does not. Two of the standard errors this gives with no error seen come near the rule of three.
    """
    number = np.bincount(stratum, minlength=len(pool))
    read = np.maximum(number, 1)
    mean = np.bincount(stratum, weights=errors, minlength=len(pool)) / read
    squares = np.bincount(stratum, weights=(errors - mean[stratum]) ** 2, minlength=len(pool))
    unseen = 1 / (np.bincount(pool, weights=number, minlength=int(pool.max(initial=0)) + 1)[pool] + 2)
    return number, mean, squares / np.maximum(read - 1, 1) + unseen * (1 - unseen)


def stratified_bias(
    errors: NDArray[np.float64],
    stratum: NDArray[np.int64],
    sizes: NDArray[np.float64],
    pool: NDArray[np.int64],
    *,
    total: float,
) -> Share:
    """The mean of ``truth − label`` over all units of a group, from a stratified sample.

    Parameters
    ----------
    errors, stratum, pool
        As for :func:`stratum_errors`; errors of units outside the group are 0.
    sizes
        Units of the corpus in each stratum.
    total
        Units of the corpus in the group.

    Notes
    -----
    The variance takes the units read for independent draws from an endless stratum (no finite population correction),
    since documents beyond the corpus are meant as well.

    Examples
    --------
    >>> import numpy as np
    >>> some = stratified_bias(np.array([0.0, -1, 0, 1]), np.zeros(4, int), np.array([8.0]), np.zeros(1, int), total=8)
    >>> some.estimate, round(some.variance, 4)
    (0.0, 0.2014)
    """
    number, mean, spread = stratum_errors(errors, stratum, pool)
    known = number > 0
    bias = (sizes * mean)[known].sum() / total
    return Share(float(bias), float((sizes**2 * spread)[known] @ (1 / number[known]) / total**2))


def equal_p(estimates: NDArray[np.float64], variances: NDArray[np.float64]) -> float:
    """Wald test that independent estimates have one mean; NaN with fewer than two.

    Examples
    --------
    >>> import numpy as np
    >>> round(equal_p(np.array([0.0, 0.1]), np.array([0.001, 0.001])), 4)
    0.0253
    """
    from scipy.special import chdtrc

    known = ~np.isnan(estimates) & (variances > 0)
    estimates, weight = estimates[known], 1 / variances[known]
    if len(estimates) < 2:
        return float("nan")
    mean = (weight * estimates).sum() / weight.sum()
    return float(chdtrc(len(estimates) - 1, (weight * (estimates - mean) ** 2).sum()))


def rogan_gladen(share: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> NDArray[np.float64]:
    """Correct a share for known error rates (Rogan & Gladen 1978); NaN where the label is no better than chance.

    Examples
    --------
    >>> round(float(rogan_gladen(0.30, 0.75, 0.90)), 4)
    0.3077
    """
    share, sensitivity, specificity = (
        np.asarray(value, dtype=np.float64) for value in (share, sensitivity, specificity)
    )
    informed = sensitivity + specificity - 1
    return (share + specificity - 1) / np.where(informed > 0, informed, np.nan)


def wilson(share: float, n: float, *, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's interval of a share of ``n`` independent units (``n`` need not be whole: an effective number).

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(1.0, 20)]
    [0.839, 1.0]
    """
    if n <= 0 or np.isnan(share):
        return float("nan"), float("nan")
    z = normal_quantile(confidence)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return float(max(0.0, middle - half)), float(min(1.0, middle + half))


def normal_quantile(confidence: float) -> float:
    """How many standard errors a two-sided interval reaches to each side."""
    from scipy.special import ndtri

    if not 0 < confidence < 1:
        raise ArgumentError(f"confidence must lie between 0 and 1, as in 0.95, not {confidence!r}")
    return float(ndtri(0.5 + confidence / 2))
