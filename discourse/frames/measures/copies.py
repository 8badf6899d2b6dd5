"""What becomes of near-copies (reprinted wire stories) in a measure: they are kept, dropped or drawn together."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.tables import check

COPIES = ("keep", "drop", "cluster")


def check_copies(near_duplicates: pd.DataFrame | None, copies: str, *, block: str | None) -> None:
    """Say what is wrong with the choice of what becomes of near-copies."""
    if copies not in COPIES:
        raise ArgumentError(f"copies must be one of {', '.join(COPIES)}, not {copies!r}")
    if near_duplicates is not None:
        check(near_duplicates, "near_duplicates")
    elif copies != "keep":
        raise ArgumentError(f"copies='{copies}' needs near_duplicates=, the table that says which documents are copies")
    if copies == "cluster" and block is not None:
        raise ArgumentError("copies='cluster' and block= both say what is drawn together; state one of them")


def clusters_of(doc_ids: pd.Index, near_duplicates: pd.DataFrame | None) -> NDArray[np.int64]:
    """A number for each document, the same for near-copies of each other."""
    if near_duplicates is None:
        return np.arange(len(doc_ids))
    return pd.factorize(_labels(doc_ids, near_duplicates))[0]


def without_copies(doc_ids: pd.Index, near_duplicates: pd.DataFrame) -> NDArray[np.int64]:
    """The places of the documents that stay if of each cluster one is kept: its first, or the first one there."""
    first = near_duplicates.set_index(near_duplicates["doc_id"].astype("str"))["first"].reindex(
        doc_ids, fill_value=True
    )
    order = np.argsort(~first.to_numpy(dtype=bool), kind="stable")
    number = clusters_of(doc_ids, near_duplicates)[order]
    return np.sort(order[np.unique(number, return_index=True)[1]])


def describe_copies(base: str, doc_ids: pd.Index, near_duplicates: pd.DataFrame | None, copies: str) -> str:
    """The base, and what became of the near-copies in it."""
    if near_duplicates is None:
        return base
    number = len(doc_ids) - len(without_copies(doc_ids, near_duplicates))
    said = {"keep": "kept", "drop": "left out", "cluster": "drawn with their originals"}[copies]
    return f"{base}, {number:,} near-{'copy' if number == 1 else 'copies'} of the corpus {said}"


def _labels(doc_ids: pd.Index, near_duplicates: pd.DataFrame) -> NDArray[np.object_]:
    """The cluster of each document, or its own id where it is in none."""
    ids = near_duplicates["doc_id"].astype("str")
    number = pd.Series(near_duplicates["cluster"].to_numpy(), index=ids)
    number = number[~number.index.duplicated()].reindex(doc_ids)
    return np.array(
        [f"={doc_id}" if pd.isna(value) else f"#{int(value)}" for doc_id, value in zip(doc_ids, number, strict=True)],
        dtype=object,
    )
