"""A comparison of two groups of documents with all patterns of a theme, and again without each of them."""

from typing import Literal
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.stats.bootstrap import draw_documents

Measure = Literal["difference", "ratio"]
#: With fewer documents in a group the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10
_DRAWS = 1000


def left_out(
    counts: list[NDArray[np.float64]],
    documents: pd.DataFrame,
    split: list[NDArray[np.bool_]],
    *,
    measure: Measure,
    confidence: float,
    random_state: int,
) -> dict[str, object]:
    """Compare two groups of documents with each pattern left out in turn.

    Parameters
    ----------
    counts
        For each theme its hits, documents × (all patterns, without the first, without the second …).
    documents
        By id, sorted: ``tokens``.
    split
        For both groups, whether each document is in it.
    measure, confidence, random_state
        As in :func:`discourse.audit_codebook`.

    Returns
    -------
    dict
        ``value, without, low, high, change, note``, for the patterns of all themes in a row.
    """
    every = np.column_stack(counts)
    whole = np.cumsum([0, *(part.shape[1] for part in counts)])[:-1]
    patterns = np.setdiff1d(np.arange(every.shape[1]), whole)
    of_theme = whole[np.searchsorted(whole, patterns, side="right") - 1]
    sizes = documents["tokens"].to_numpy(np.float64)
    enough = all(inside.sum() >= MIN_DOCUMENTS for inside in split)
    sides = [
        _rates(every[inside], sizes[inside], documents.index[inside], draws=enough, random_state=random_state)
        for inside in split
    ]
    compared = _compared(*sides, measure)
    value, without = compared[0, of_theme], compared[0, patterns]
    low = high = np.full(len(patterns), np.nan)
    if enough:
        tail = (1 - confidence) / 2
        low, high = np.quantile(compared[1:, patterns], [tail, 1 - tail], axis=0)
    note = np.full(len(patterns), "", dtype=object)
    note[np.isnan(low)] = "in some draws the second group has no hit, so no interval"
    note[np.isnan(low) & (not enough)] = f"fewer than {MIN_DOCUMENTS} documents in a group, so no interval"
    note[np.isnan(without)] = "without this pattern the second group has no hit, so no ratio"
    note[np.isnan(value)] = "the second group has no hit, so no ratio"
    return {
        "value": value,
        "without": without,
        "low": np.where(np.isnan(without), np.nan, low),
        "high": np.where(np.isnan(without), np.nan, high),
        "change": without - value,
        "note": note.astype(str),
    }


def _rates(
    counts: NDArray[np.float64], sizes: NDArray[np.float64], ids: pd.Index, *, draws: bool, random_state: int
) -> NDArray[np.float64]:
    """Hits per 1,000 tokens of one group: a row for the documents as they are, then one for each draw of them."""
    rows = [(counts.sum(axis=0) / sizes.sum())[None]]
    if draws:
        seed = [random_state, crc32("\n".join(ids).encode())]  # of the group alone
        for weights in draw_documents(len(sizes), draws=_DRAWS, random_state=seed):
            rows.append((weights @ counts) / (weights @ sizes)[:, None])
    return np.concatenate(rows) * 1000


def _compared(a: NDArray[np.float64], b: NDArray[np.float64], measure: Measure) -> NDArray[np.float64]:
    return a - b if measure == "difference" else a / np.where(b == 0, np.nan, b)
