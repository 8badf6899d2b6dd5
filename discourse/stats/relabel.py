"""Permutation of group labels over documents: how large a difference of two rates comes of chance alone?"""

import sys
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

#: Two statistics closer than this count as equal, so that rounding does not decide a tie.
_TIE = 1e-9
_BLOCK = 100


def deal_labels(
    in_target: NDArray[np.bool_], drawn: NDArray[np.int64], *, permutations: int, random_state: int | list[int]
) -> Iterator[NDArray[np.bool_]]:
    """Yield blocks of dealt labels, permutations × documents.

    ``drawn`` numbers what is drawn as a whole (documents, or clusters of near-copies). A cluster with one label gets
    the label of another such cluster, whole; within a cluster that holds both labels, its documents exchange theirs.

    Examples
    --------
    >>> labels = np.array([True, True, False, False])
    >>> [block.sum(axis=1).tolist() for block in deal_labels(labels, np.arange(4), permutations=3, random_state=1)]
    [[2, 2, 2]]
    """
    generator = np.random.default_rng(random_state)
    number, place = np.unique(drawn, return_inverse=True)
    inside, size = np.bincount(place, weights=in_target), np.bincount(place)
    mixed = (inside > 0) & (inside < size)
    pure = np.flatnonzero(~mixed)
    torn = np.flatnonzero(mixed[place])
    torn = torn[np.argsort(place[torn], kind="stable")]
    for first in range(0, permutations, _BLOCK):
        rows = min(_BLOCK, permutations - first)
        label = np.zeros((rows, len(number)), dtype=bool)
        label[:, pure] = generator.permuted(np.tile(inside[pure] > 0, (rows, 1)), axis=1)
        dealt = label[:, place]
        if len(torn):
            keys = generator.random((rows, len(torn))) + place[torn]
            dealt[:, torn] = in_target[torn][np.argsort(keys, axis=1)]
        yield dealt


def relabel_p(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    in_target: NDArray[np.bool_],
    drawn: NDArray[np.int64],
    *,
    permutations: int,
    random_state: int | list[int],
) -> NDArray[np.float64]:
    """Two-sided p of the difference of a rate between two groups of documents, one for each measure.

    Parameters
    ----------
    numerators, denominators
        Documents × measures, and documents: a rate is the ratio of their sums.
    in_target
        Which documents are in the target; the others are the reference.
    drawn
        Numbers what is dealt as a whole, as for :func:`deal_labels`.
    permutations
        How many deals; the smallest p that can be found is ``1 / (permutations + 1)``. 0 gives NaN.
    random_state
        Where chance starts.

    Returns
    -------
    ndarray
        ``(1 + deals with at least the observed statistic) / (1 + deals)``. The statistic is the difference divided by
        its standard error over documents.

    Notes
    -----
    Dividing by the standard error keeps the test honest where the groups differ in size and spread but not in rate
    (Chung & Romano 2013). Counting the observed deal: Phipson & Smyth (2010).
    """
    from tqdm import tqdm

    measures = numerators.shape[1]
    if permutations == 0:
        return np.full(measures, np.nan)
    sizes = denominators[:, None]
    moments = np.hstack([numerators, numerators**2, numerators * sizes, sizes, sizes**2, np.ones_like(sizes)])
    total = moments.sum(axis=0)

    def statistic(labels: NDArray[np.bool_]) -> NDArray[np.float64]:
        target = labels.astype(np.float64) @ moments
        (rate, variance), (other, spread) = _rate(target, measures), _rate(total - target, measures)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(np.abs(rate - other) / np.sqrt(variance + spread), nan=0.0, posinf=np.inf)

    observed = statistic(in_target[None, :])[0]
    enough = observed - _TIE * np.maximum(1.0, np.where(np.isfinite(observed), observed, 1.0))
    at_least = np.zeros(measures, dtype=np.int64)
    dealt = deal_labels(in_target, drawn, permutations=permutations, random_state=random_state)
    with tqdm(total=permutations, desc="permutations", leave=False, disable=not sys.stderr.isatty()) as progress:
        for labels in dealt:
            at_least += (statistic(labels) >= enough).sum(axis=0)
            progress.update(len(labels))
    return (1 + at_least) / (1 + permutations)


def _rate(sums: NDArray[np.float64], measures: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Rates and their variances over documents, from the sums of y, y², y·n, n, n² and 1 of a group."""
    y, squares, products = (sums[:, place * measures : (place + 1) * measures] for place in range(3))
    size, sizes, number = (sums[:, 3 * measures + place, None] for place in range(3))
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = y / size
        apart = squares - 2 * rate * products + rate**2 * sizes
        variance = np.maximum(apart, 0.0) / size**2 * number / np.maximum(number - 1, 1)
    return rate, variance
