"""Do two things share units more often than chance would have it, given the groups the units stand in?"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def expected_together(sizes: NDArray, first: NDArray, second: NDArray) -> NDArray[np.float64]:
    """Expected number of shared units in each group, if both were dealt over its units independently.

    Examples
    --------
    Of ten sentences, four with one theme and five with another: two with both.

    >>> expected_together(np.array([10]), np.array([4]), np.array([5])).tolist()
    [2.0]
    """
    return first * second / np.where(sizes > 0, sizes, 1)


def shuffle_p(sizes: NDArray[np.int64], first: NDArray[np.int64], second: NDArray[np.int64], together: int) -> float:
    """Two-sided p of the number of shared units, under all ways of dealing out the units within groups.

    Parameters
    ----------
    sizes
        Units (sentences) of each group (document).
    first, second
        Of these, units with the one and units with the other.
    together
        Units with both, over all groups.

    Returns
    -------
    float
        Twice the smaller tail, at most 1. Exact: the sum of hypergeometric numbers, one for each group, whose
        probabilities are convolved; what a permutation of the units within groups would find with endless draws.

    Notes
    -----
    Shuffling within groups leaves out what the groups have in common (two themes in the same articles) and asks only
    whether the two stand in the same sentences of them. With one group this is Fisher's exact test with the doubled
    smaller tail.

    Examples
    --------
    Two of two in a document of four sentences: one deal in six.

    >>> round(shuffle_p(np.array([4]), np.array([2]), np.array([2]), 2), 4)
    0.3333
    """
    possible = (first > 0) & (second > 0)
    groups, number = np.unique(
        np.column_stack([sizes, first, second])[possible], axis=0, return_counts=True
    )  # equal groups have equal probabilities
    low = int((np.maximum(0, groups[:, 1] + groups[:, 2] - groups[:, 0]) * number).sum()) if len(groups) else 0
    probability = _convolved([_power(_shared(*group), times) for group, times in zip(groups, number, strict=True)])
    place = together - low
    if not 0 <= place < len(probability):
        raise ValueError(f"{together} shared units are impossible in these groups")
    smaller = min(probability[: place + 1].sum(), probability[place:].sum())
    return float(min(1.0, 2 * smaller))


def _shared(size: int, first: int, second: int) -> NDArray[np.float64]:
    """Probabilities of each possible number of shared units in one group, from the smallest number on."""
    from scipy.special import gammaln

    def ways(total: int, chosen: NDArray[np.int64]) -> NDArray[np.float64]:
        return gammaln(total + 1) - gammaln(chosen + 1) - gammaln(total - chosen + 1)

    possible = np.arange(max(0, first + second - size), min(first, second) + 1)
    probability = np.exp(ways(first, possible) + ways(size - first, second - possible) - ways(size, second))
    return probability / probability.sum()


def _power(probability: NDArray[np.float64], times: int) -> NDArray[np.float64]:
    """The distribution of the sum of so many independent numbers of one distribution."""
    result = np.ones(1)
    while times:
        if times & 1:
            result = np.convolve(result, probability)
        times >>= 1
        if times:
            probability = np.convolve(probability, probability)
    return result


def _convolved(parts: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The distribution of the sum of independent numbers, halving the list again and again."""
    if len(parts) <= 1:
        return parts[0] if parts else np.ones(1)
    middle = len(parts) // 2
    return np.convolve(_convolved(parts[:middle]), _convolved(parts[middle:]))
