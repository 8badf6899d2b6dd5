"""Matches → the hits table: every match with its words to the left and right, and its document variables."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TableError, listing
from discourse.tables import columns, document_variables
from discourse.text.index import TokenIndex
from discourse.text.regex import HOLE


def in_context(index: TokenIndex, matches: pd.DataFrame, *, window: int, added: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the hits table of ``matches`` (rows ``first`` to ``last`` of the token table).

    ``left`` and ``right`` hold up to ``window`` words of the same document and exactly the characters between
    them, so ``left + node + right`` is a stretch of the unchanged text. Windows count positions: words filtered
    out of the table keep their place and stand as ``[…]``. Document variables follow; ``matches`` keeps its index.
    ``added`` names the columns the caller will add.

    Raises
    ------
    TableError
        If a document variable has the name of a column of the result.
    """
    tokens = index.tokens
    taken = [name for name in document_variables(tokens, "tokens") if name in (*columns("hits"), *added)]
    if taken:
        raise TableError(
            f"document variables named like columns of the result: {listing(taken)}; "
            f"rename them first, e.g. tokens.rename(columns={{'{taken[0]}': '{taken[0]}_given'}})"
        )
    rows = index.row[index.first & (index.row >= 0)]  # rows of the table in the order of the text
    place = np.empty(len(tokens), dtype=np.int64)
    place[rows] = np.arange(len(rows))
    first, last = matches["first"].to_numpy(dtype=np.int64), matches["last"].to_numpy(dtype=np.int64)
    from_, to = place[first], place[last]
    opening, closing = _windows(tokens, rows, from_, to, window)
    written = _writer(tokens, rows)
    spans = list(zip(opening.tolist(), from_.tolist(), to.tolist(), closing.tolist(), strict=True))
    table = pd.DataFrame(
        {
            "doc_id": pd.Series(tokens["doc_id"].iloc[first].tolist(), dtype="str").array,
            "start": tokens["start"].to_numpy(dtype=np.int64)[first],
            "end": tokens["end"].to_numpy(dtype=np.int64)[last],
            "left": pd.Series([written(a, b) for a, b, _, _ in spans], dtype="str").array,
            "node": pd.Series([written(b, c) + written(c) for _, b, c, _ in spans], dtype="str").array,
            "right": pd.Series([_right(written, c, d, window) for _, _, c, d in spans], dtype="str").array,
        },
        index=matches.index,
    )
    for name in document_variables(tokens, "tokens"):
        table[name] = tokens[name].iloc[first].array
    return table[[*columns("hits"), *document_variables(table, "hits")]]


def _windows(
    tokens: pd.DataFrame, rows: NDArray[np.int32], from_: NDArray[np.int64], to: NDArray[np.int64], window: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places where each window opens and closes, within the document."""
    position = tokens["position"].to_numpy(dtype=np.int64)[rows]
    document = pd.Categorical(tokens["doc_id"]).codes[rows].astype(np.int64)
    span = int(position.max(initial=0)) + window + 1
    key = document * (2 * span) + position  # far apart for two documents, so no window reaches over
    return np.searchsorted(key, key[from_] - window), np.searchsorted(key, key[to] + window, side="right") - 1


def _writer(tokens: pd.DataFrame, rows: NDArray[np.int32]) -> Callable[..., str]:
    """A function giving the characters from one place up to another, or the token at a place."""
    token, after = pd.Categorical(tokens["token"]), pd.Categorical(tokens["after"])
    token_types, after_types = token.categories.tolist(), [*after.categories.tolist(), HOLE]
    token_codes, after_codes = token.codes[rows], after.codes[rows].astype(np.int32)
    document = pd.Categorical(tokens["doc_id"]).codes[rows]
    gap = (np.diff(tokens["position"].to_numpy(dtype=np.int64)[rows]) > 1) & (np.diff(document) == 0)
    after_codes[np.flatnonzero(gap)] = len(after_types) - 1

    def written(first: int, until: int | None = None) -> str:
        if until is None:
            return token_types[token_codes[first]]
        codes = zip(token_codes[first:until].tolist(), after_codes[first:until].tolist(), strict=True)
        return "".join([token_types[word] + after_types[space] for word, space in codes])

    return written


def _right(written: Callable[..., str], node: int, closing: int, window: int) -> str:
    """The right context: what follows the node, up to the end of the last word of the window."""
    if not window:
        return ""
    beyond = written(node, node + 1)[len(written(node)) :]
    return beyond if closing == node else beyond + written(node + 1, closing) + written(closing)
