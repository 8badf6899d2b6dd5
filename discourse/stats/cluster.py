"""How much less many counts tell when they come in clusters: variance and design effect of a share."""

import numpy as np
from numpy.typing import NDArray


def cluster_variance(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64], *, strata: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """Variance of a ratio of two sums over clusters (a share, a rate per token), one for each measure.

    Parameters
    ----------
    numerators
        Clusters × measures: what is counted in each cluster, such as sentences with a theme in each document.
    denominators
        Clusters: what it is counted against, such as all sentences of the document.
    strata
        A number for each cluster, if clusters were drawn within strata.

    Returns
    -------
    ndarray
        ``k / (k − 1) · Σ (yᵢ − p nᵢ)² / (Σ nᵢ)²`` over the ``k`` clusters, ``p = Σ yᵢ / Σ nᵢ``; with strata the sum of
        this over strata, each about its own mean. NaN with fewer than two clusters (in any stratum).

    Notes
    -----
    The ultimate-cluster (linearisation) estimator of a ratio; Cochran (1977, §6.3 and §9A).

    Examples
    --------
    Two documents of ten sentences, all of one with the theme and none of the other:

    >>> cluster_variance(np.array([[10.0], [0.0]]), np.array([10.0, 10.0])).tolist()
    [0.25]
    """
    total = denominators.sum()
    if not total > 0:
        return np.full(numerators.shape[1], np.nan)
    apart = numerators - numerators.sum(axis=0) / total * denominators[:, None]
    groups = np.zeros(len(apart), dtype=np.int64) if strata is None else np.unique(strata, return_inverse=True)[1]
    number = np.bincount(groups)
    if not len(number) or number.min() < 2:
        return np.full(numerators.shape[1], np.nan)
    variance = np.zeros(numerators.shape[1])
    for group in range(len(number)):
        mine = apart[groups == group]
        variance += number[group] / (number[group] - 1) * ((mine - mine.mean(axis=0)) ** 2).sum(axis=0)
    return variance / total**2


def design_effect(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64], *, strata: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """How many times larger the variance of a share is than if its units had been drawn one by one.

    Returns
    -------
    ndarray
        :func:`cluster_variance` ÷ ``p (1 − p) / Σ nᵢ``. The units divided by it are the *effective* number of units.
        NaN where the share is 0 or 1.

    Notes
    -----
    Kish (1965, §8.2). 1 if hits fall on documents as on single sentences, more the more they bunch in documents.

    Examples
    --------
    With all sentences of a document alike, twenty sentences are worth two documents (and a sample of two is small):

    >>> design_effect(np.array([[10.0], [0.0]]), np.array([10.0, 10.0])).tolist()
    [20.0]
    """
    total = denominators.sum()
    share = numerators.sum(axis=0) / total if total > 0 else np.full(numerators.shape[1], np.nan)
    alone = share * (1 - share) / (total if total > 0 else np.nan)
    return cluster_variance(numerators, denominators, strata=strata) / np.where(alone > 0, alone, np.nan)
