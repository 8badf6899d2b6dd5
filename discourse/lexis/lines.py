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
    doc_id = hits.stream.doc_ids.take(hits.document)
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
    """The left context, node and right context of each hit, exactly as they stand in the text."""
    import pyarrow as pa

    from discourse.lexis.line_kernels import SLACK, write_spans

    stream, table = hits.stream, hits.stream.table
    after = as_categorical(table["after"])
    spaces = after.codes if stream.rows is None else after.codes[stream.rows]
    laid = (stream.begins[hits.document + 1], stream.column("position"), stream.codes, spaces)
    laid += (_bytes(as_categorical(table["token"]).categories), _bytes(after.categories.append(pd.Index([HOLE]))))
    opening, first, last, closing = hits.opening, hits.first, hits.last, hits.closing
    spans = [(opening, first, (opening, first)), (first, last + 1, (first, last)), (last, last, (last, last))]
    if right:
        spans[2] = (last + 1, closing + 1, (last, np.maximum(closing, last + 1)))
    written = [write_spans(*span, *laid) for span in spans]
    buffers = [(pa.py_buffer(bounds), pa.py_buffer(out[: len(out) - SLACK])) for bounds, out in written]
    return [pd.array(pa.LargeStringArray.from_buffers(len(hits), *pair), dtype="str") for pair in buffers]


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
