"""Ratios of sums over documents with their intervals, and the reasons why some have none."""

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT
from discourse.stats.bootstrap import check_confidence, ratio_draws
from discourse.tables import columns, empty


def seed_of(ids: Sequence[str], random_state: int) -> list[int]:
    """Where chance starts for these documents (sorted): the same whatever else is in the corpus."""
    return [random_state, crc32("\n".join(ids).encode())]


def ratio_estimates(
    numerators: NDArray,
    denominators: NDArray,
    *,
    ids: Sequence[str],
    present: NDArray[np.bool_] | None = None,
    confidence: float,
    random_state: int,
) -> pd.DataFrame:
    """Return one row per measure: ``value, low, high, documents_with`` and ``note``.

    Parameters
    ----------
    numerators
        Documents × measures.
    denominators
        Documents × 1, or documents × measures.
    ids
        The documents, sorted.
    present
        Documents × measures: which documents have it (``documents_with``); ``None`` means a numerator above 0.
    """
    check_confidence(confidence)
    numerators, denominators = (np.asarray(part, dtype=np.float64) for part in (numerators, denominators))
    total, documents_with = denominators.sum(axis=0), (numerators > 0 if present is None else present).sum(axis=0)
    value = numerators.sum(axis=0) / np.where(total > 0, total, np.nan)
    low = high = np.full(len(value), np.nan)
    note = np.full(len(value), "", dtype=object)
    note[documents_with < MIN_WITH_HIT] = f"fewer than {MIN_WITH_HIT} documents with a hit, so no interval"
    note[documents_with == 0] = "no hit, so no interval"
    if len(ids) < MIN_DOCUMENTS:
        note[:] = f"fewer than {MIN_DOCUMENTS} documents, so no interval"
    elif len(value):
        draws = ratio_draws(numerators, denominators, random_state=seed_of(ids, random_state))
        note[(note == "") & np.isnan(draws).any(axis=0)] = "some draws have nothing to count against, so no interval"
        tail = (1 - confidence) / 2
        low, high = np.quantile(draws, [tail, 1 - tail], axis=0)
        low, high = (np.where(note == "", bound, np.nan) for bound in (low, high))
    note[np.isnan(value)] = "nothing to count against, so no value"
    return pd.DataFrame(
        {"value": value, "low": low, "high": high, "documents_with": documents_with, "note": note.astype(str)}
    )


def check_by(by: Sequence[str], variables: Sequence[str], taken: Sequence[str], *, where: str) -> None:
    """Refuse a grouping variable that is not there, or that is named like a column of the result."""
    for name in by:
        if name not in variables:
            raise unknown_name("document variable", name, list(variables), where=where)
        if name in taken:
            raise ArgumentError(f"by='{name}' has the name of a column of the result; rename the variable first")


def document_groups(rows: pd.DataFrame, by: Sequence[str]) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    """Yield the rows of each group with its values of ``by``; a missing value is a group of its own.

    Raises
    ------
    TableError
        If a document (``doc_id``) stands in two groups.
    """
    if not by:
        yield {}, rows
        return
    values = rows[["doc_id", *by]].drop_duplicates()
    torn = values["doc_id"][values["doc_id"].duplicated()].unique()
    if len(torn):
        raise TableError(f"{listing(by)} changes within documents {listing(torn, n=5)}; a group holds whole documents")
    for _, group in rows.groupby(list(by), dropna=False, sort=True, observed=True):
        yield {name: group[name].iloc[0] for name in by}, group


def group_table(parts: Sequence[pd.DataFrame], table: str, by: Sequence[str]) -> pd.DataFrame:
    """Put the tables of all groups together, the ``by`` columns first; without any, an empty table of that kind."""
    order = [*by, *columns(table)]
    return pd.concat(parts, ignore_index=True)[order] if parts else empty(table).reindex(columns=order)


def with_group(table: pd.DataFrame, group: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the table of one group with its values of ``by``, in the type they had."""
    for name in by:
        table[name] = np.repeat(group[name].iloc[[0]].array, len(table))
    return table
