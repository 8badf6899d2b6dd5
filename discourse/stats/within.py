"""Permutation within blocks: labels are dealt out anew among the rows of each block, never across."""

import sys

import numpy as np
from numpy.typing import NDArray

_TIE = 1e-9


def within_block_p(
    labels: NDArray[np.int64],
    blocks: NDArray[np.int64],
    counts: NDArray[np.int64],
    *,
    kinds: int,
    permutations: int,
    random_state: int | list[int],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compare how much of each measure falls on each label with what chance gives within blocks.

    Parameters
    ----------
    labels
        Rows: the label of each row, 0 … ``kinds - 1``, or -1 for one that is dealt out but not looked at.
    blocks
        Rows: the block of each; sorted.
    counts
        Rows × measures: what is summed over the rows of a label.
    kinds
        Number of labels looked at.
    permutations
        How many deals; 0 gives NaN p.
    random_state
        Where chance starts.

    Returns
    -------
    expected, p
        Labels × measures: the exact mean over all deals, and the two-sided p ``(1 + deals at least as far from the
        mean as observed) / (1 + deals)`` (Phipson & Smyth 2010).

    Examples
    --------
    One block of two rows, one hit: each label is expected to get half of it.

    >>> expected, p = within_block_p(
    ...     np.array([0, 1]), np.array([0, 0]), np.array([[1], [0]]), kinds=2, permutations=99, random_state=1
    ... )
    >>> expected.tolist(), p.tolist()
    ([[0.5], [0.5]], [[1.0], [1.0]])
    """
    from tqdm import tqdm

    measures = counts.shape[1]
    expected = _expected(labels, blocks, counts, kinds)
    if permutations == 0:
        return expected, np.full(expected.shape, np.nan)
    rows, measure = np.nonzero(counts)
    amount = counts[rows, measure].astype(np.float64)

    def sums(dealt: NDArray[np.int64]) -> NDArray[np.float64]:
        at = dealt[rows]
        seen = at >= 0
        flat = np.bincount(at[seen] * measures + measure[seen], weights=amount[seen], minlength=kinds * measures)
        return flat.reshape(kinds, measures)

    far = np.abs(sums(labels) - expected)
    far -= _TIE * np.maximum(1.0, far)
    generator = np.random.default_rng(random_state)
    at_least = np.zeros(expected.shape, dtype=np.int64)
    for _ in tqdm(range(permutations), desc="permutations", leave=False, disable=not sys.stderr.isatty()):
        dealt = labels[np.lexsort((generator.random(len(labels)), blocks))]
        at_least += np.abs(sums(dealt) - expected) >= far
    return expected, (1 + at_least) / (1 + permutations)


def _expected(labels: NDArray, blocks: NDArray, counts: NDArray, kinds: int) -> NDArray[np.float64]:
    """Mean over all deals: in each block, a label's share of the rows times what there is of the measure."""
    number = int(blocks.max(initial=-1)) + 1
    size = np.bincount(blocks, minlength=number)
    total = np.zeros((number, counts.shape[1]))
    np.add.at(total, blocks, counts)
    seen = labels >= 0
    pairs, often = np.unique(blocks[seen] * kinds + labels[seen], return_counts=True)
    expected = np.zeros((kinds, counts.shape[1]))
    np.add.at(expected, pairs % kinds, (often / size[pairs // kinds])[:, None] * total[pairs // kinds])
    return expected
