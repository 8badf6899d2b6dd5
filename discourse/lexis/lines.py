"""Write hits out as lines: the exact characters around each, its place to cite, its document's variables."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.lexis.caption import constant
from discourse.lexis.hits import Hits
from discourse.lexis.words import as_categorical
from discourse.tables import columns, document_variables
from discourse.text.regex import HOLE


def write_lines(hits: Hits, queries: list[str], *, base: str, right: bool) -> pd.DataFrame:
    """Return the hits table of these hits, with ``pattern``, ``cite`` and ``base``, then the document variables.

    ``left + node + right`` is a stretch of the unchanged text; where words were filtered out of the token table,
    ``[…]`` stands for them. ``right`` says whether there is a right context at all.
    """
    table, rows = hits.stream.table, hits.rows(hits.first)
    document = as_categorical(table["doc_id"])
    doc_id = document.categories.astype("str").take(document.codes[rows])
    start = table["start"].to_numpy()[rows].astype(np.int64)
    end = table["end"].to_numpy()[hits.rows(hits.last)].astype(np.int64)
    left, node, after = _parts(hits, right=right)
    lines = {
        "doc_id": doc_id.array,
        "start": start,
        "end": end,
        "left": left,
        "node": node,
        "right": after,
        "pattern": pd.Categorical.from_codes(hits.pattern, categories=pd.Index(range(len(queries)))).rename_categories(
            _apart(queries)
        ),
        "cite": _cited(doc_id, start, end),
    }
    for name in document_variables(table, "tokens"):
        lines[name] = table[name].array.take(rows)
    lines["base"] = constant(base, len(rows))
    return pd.DataFrame(lines, copy=False)[
        [*columns("hits"), "pattern", "cite", *document_variables(table, "tokens"), "base"]
    ]


def _cited(doc_id: pd.Index, start: NDArray[np.int64], end: NDArray[np.int64]) -> pd.api.extensions.ExtensionArray:
    """The places ``doc_id:start-end``."""
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pa.large_string()
    names, first, last = (pa.array(values).cast(text) for values in (doc_id.array, start, end))
    colon, dash = pa.scalar(":", text), pa.scalar("-", text)
    places = pc.binary_join_element_wise(pc.binary_join_element_wise(names, first, colon), last, dash)
    return pd.array(places, dtype="str")


def _apart(queries: list[str]) -> list[str]:
    """The patterns as distinct names of categories."""
    return [query if query not in queries[:place] else f"{query} ({place + 1})" for place, query in enumerate(queries)]


def _parts(hits: Hits, *, right: bool) -> list[pd.api.extensions.ExtensionArray]:
    """The left context, node and right context of each hit."""
    from discourse.lexis.line_kernels import lay_out

    stream = hits.stream
    spaces = as_categorical(stream.table["after"])
    until = stream.begins[np.searchsorted(stream.begins, hits.closing, side="right")]
    places, words, apart = lay_out(hits.opening, hits.closing, until, stream.column("position"), stream.codes)
    behind = spaces.codes[hits.rows(places)].astype(np.int32)
    behind[apart] = len(spaces.categories)
    laid = (words, *_bytes(as_categorical(stream.table["token"]).categories))
    laid += (behind, *_bytes(spaces.categories.insert(len(spaces.categories), HOLE)))
    ends = np.cumsum(hits.closing - hits.opening + 1)
    begins = ends - (hits.closing - hits.opening + 1)
    node, after = begins + hits.first - hits.opening, begins + hits.last - hits.opening + 1
    spans = [(begins, node, False, True), (node, after, False, False)]
    spans.append((after, ends, True, False) if right else (begins, begins, False, False))
    return [_written(*span, laid) for span in spans]


def _written(
    begin: NDArray[np.int64], end: NDArray[np.int64], lead: bool, trail: bool, laid: tuple
) -> pd.api.extensions.ExtensionArray:
    """Text from one token up to another, as a column."""
    import pyarrow as pa

    from discourse.lexis.line_kernels import SLACK, write_spans

    words, word_begins, _, behind, after_begins, _ = laid
    spaces = np.diff(after_begins)[behind]
    upto = np.append(0, np.cumsum(np.diff(word_begins)[words] + spaces))
    room = (upto[end] - upto[begin]).sum() + (spaces[begin - 1].sum() if lead else 0)
    room -= 0 if trail else spaces[end[end > begin] - 1].sum()
    out = np.empty(room + SLACK, dtype=np.uint8)
    offsets = write_spans(out, begin, end, lead, trail, *laid)
    column = pa.LargeStringArray.from_buffers(len(begin), pa.py_buffer(offsets), pa.py_buffer(out[:room]))
    return pd.array(column, dtype="str")


def _bytes(types: pd.Index) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Where each type begins in the bytes of all, and these with room to read beyond the last."""
    import pyarrow as pa

    from discourse.lexis.line_kernels import SLACK

    column = pa.array(types.array, type=pa.large_string())
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not len(column):
        return np.zeros(1, dtype=np.int64), np.zeros(SLACK, dtype=np.uint8)
    _, offsets, data = column.buffers()
    begins = np.frombuffer(offsets, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
    return begins, np.append(np.frombuffer(data or b"", dtype=np.uint8), np.zeros(SLACK, dtype=np.uint8))
