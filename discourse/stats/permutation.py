"""Permutation of documents: how often would chance alone, dealing out whole documents, give such a difference?"""

import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

#: Two statistics closer than this count as equal, so that rounding does not decide a tie.
_TIE = 1e-9
_BLOCK = 50

Statistic = Callable[[NDArray, NDArray, NDArray, NDArray], NDArray[np.float64]]


def permutation_p(
    counts: csr_array,
    lengths: NDArray[np.int64],
    in_target: NDArray[np.bool_],
    statistic: Statistic,
    *,
    permutations: int,
    random_state: int,
) -> NDArray[np.float64]:
    """Two-sided p of each term, by dealing the documents into two groups of the same sizes again and again.

    Parameters
    ----------
    counts
        Documents × terms.
    lengths
        Tokens of each document (also of terms not among the columns).
    in_target
        Which documents are in the target.
    statistic
        ``f(a, b, c, d)`` as in :mod:`discourse.stats.keyness`; the larger, the more unequal.
    permutations
        How many deals; the smallest p that can be found is ``1 / (permutations + 1)``. 0 gives NaN.
    random_state
        Where chance starts.

    Returns
    -------
    ndarray
        ``(1 + deals with at least the observed statistic) / (1 + deals)`` for each term.

    Notes
    -----
    Documents are exchangeable under the null, words are not: a word that one article repeats twenty times is one
    event. Phipson & Smyth (2010) on counting the observed deal among the permutations.
    """
    from tqdm import tqdm

    if permutations == 0:
        return np.full(counts.shape[1], np.nan)
    by_term = csr_array(counts.T, dtype=np.float64)
    total, size = by_term.sum(axis=1)[:, None], float(lengths.sum())

    def value(groups: NDArray[np.float64]) -> NDArray[np.float64]:
        a, c = by_term @ groups, lengths @ groups
        return statistic(a, total - a, c, size - c)

    observed = value(in_target.astype(np.float64)[:, None])
    generator = np.random.default_rng(random_state)
    enough = observed - _TIE * np.maximum(1.0, np.abs(observed))
    at_least = np.zeros(counts.shape[1], dtype=np.int64)
    deals = np.tile(in_target.astype(np.float64), (_BLOCK, 1))
    progress = tqdm(total=permutations, desc="permutations", leave=False, disable=not sys.stderr.isatty())
    with progress:
        for first in range(0, permutations, _BLOCK):
            number = min(_BLOCK, permutations - first)
            shuffled = generator.permuted(deals[:number], axis=1)
            at_least += (value(shuffled.T) >= enough).sum(axis=1)
            progress.update(number)
    return (1 + at_least) / (1 + permutations)


def false_discovery(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Benjamini–Hochberg q of each p: the false discovery rate at which it would be called significant.

    NaN stays NaN and is not counted among the tests.

    Examples
    --------
    >>> false_discovery(np.array([0.01, 0.04, np.nan])).tolist()
    [0.02, 0.04, nan]
    """
    from scipy.stats import false_discovery_control

    q = np.full(len(p), np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        q[tested] = false_discovery_control(p[tested], method="bh")
    return q
