"""Which statement's words a stretch of text stands in: intervals laid over intervals, whole corpora at once."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TableError, listing, together
from discourse.tables import check

#: Polarity of a statement → the voice its words are in.
VOICE_OF = {"asserted": "reported", "denied": "denied", "hypothetical": "hypothetical"}
#: Pairs of a stretch and a span that are held in memory at once.
_BLOCK = 2_000_000


def sorted_statements(statements: pd.DataFrame) -> pd.DataFrame:
    """Check a statements table and put its rows into one order, whatever order they came in.

    Raises
    ------
    TableError
        If the table breaks its contract, an id stands twice, or a polarity is none of those known.
    """
    check(statements, "statements")
    problems = []
    twice = statements["doc_id"][statements["doc_id"].duplicated()].unique()
    if len(twice):
        problems.append(f"doc_id must be unique; repeated: {listing(twice, n=5)}")
    other = sorted(set(statements["polarity"]) - set(VOICE_OF))
    if other:
        problems.append(f"polarity is one of {listing(VOICE_OF)}, not {listing(other, n=5)}")
    if problems:
        raise TableError(together("statements cannot be laid over hits:", problems))
    return statements.sort_values(["article_id", "start", "doc_id"], ignore_index=True)


def content_pieces(statements: pd.DataFrame, column: str = "content_spans") -> pd.DataFrame:
    """Return the spans of a column as rows: ``statement`` (row number), ``doc_id`` (article), ``start, end``.

    Of ``content_spans``, what is the statement's own cue or names its own speaker is cut out: those words are not
    what is reported but who reports it.
    """
    rows, starts, ends = [], [], []
    columns = (statements[name].tolist() for name in (column, "cue_spans", "speaker_spans"))
    for number, (spans, cues, speakers) in enumerate(zip(*columns, strict=True)):
        for start, end in without(spans, [*cues, *speakers]) if column == "content_spans" else spans:
            rows.append(number)
            starts.append(start)
            ends.append(end)
    place = np.array(rows, dtype=np.int64)
    article = statements["article_id"].astype("str").to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "statement": place,
            "doc_id": article[place],
            "start": np.array(starts, dtype=np.int64),
            "end": np.array(ends, dtype=np.int64),
        }
    )


def without(spans: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans, merged where they overlap, less the holes.

    Examples
    --------
    >>> without([(0, 10), (8, 20)], [(5, 7), (19, 30)])
    [(0, 5), (7, 19)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    for hole_start, hole_end in holes:
        cut = []
        for start, end in merged:
            cut += [(start, min(end, hole_start)), (max(start, hole_end), end)]
        merged = [(start, end) for start, end in cut if start < end]
    return sorted(set(merged))


def innermost(stretches: pd.DataFrame, pieces: pd.DataFrame) -> NDArray[np.int64]:
    """Return, for each stretch of text, the innermost statement that covers it, or -1.

    Parameters
    ----------
    stretches
        ``doc_id, start, end``: hits or tokens.
    pieces
        What :func:`content_pieces` returned.

    Notes
    -----
    A statement covers a stretch if at least half of its characters lie in the statement's pieces. Of several, the
    one with the shortest content is the innermost; of equally long ones the one that begins last.
    """
    found = np.full(len(stretches), -1, dtype=np.int64)
    if not len(stretches) or not len(pieces):
        return found
    first = pieces.groupby("statement")["start"].min()
    length = (pieces["end"] - pieces["start"]).groupby(pieces["statement"]).sum()
    long = (stretches["end"] - stretches["start"]).to_numpy(np.int64)
    for stretch, piece, overlap in _overlaps(stretches, pieces):
        sums = pd.DataFrame({"at": stretch, "statement": pieces["statement"].to_numpy()[piece], "overlap": overlap})
        sums = sums.groupby(["at", "statement"], sort=True)["overlap"].sum().reset_index()
        sums = sums[2 * sums["overlap"].to_numpy() >= long[sums["at"].to_numpy()]]
        order = np.lexsort(
            (
                -sums["statement"].to_numpy(),
                -first.loc[sums["statement"]].to_numpy(),
                length.loc[sums["statement"]].to_numpy(),
                sums["at"].to_numpy(),
            )
        )
        sums = sums.iloc[order].drop_duplicates("at")
        found[sums["at"].to_numpy()] = sums["statement"].to_numpy()
    return found


def _overlaps(stretches: pd.DataFrame, pieces: pd.DataFrame) -> Iterator[tuple[NDArray, NDArray, NDArray]]:
    """Yield blocks of pairs of a stretch and a piece that overlap: their row numbers and the characters shared."""
    codes, _ = pd.factorize(pd.concat([pieces["doc_id"].astype("str"), stretches["doc_id"].astype("str")]))
    codes, width = codes.astype(np.int64), 1 + int(max(pieces["end"].max(), stretches["end"].max()))
    piece_at, at = codes[: len(pieces)] * width, codes[len(pieces) :] * width
    start, end = pieces["start"].to_numpy(np.int64) + piece_at, pieces["end"].to_numpy(np.int64) + piece_at
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    begin, until = stretches["start"].to_numpy(np.int64) + at, stretches["end"].to_numpy(np.int64) + at
    low = np.searchsorted(np.maximum.accumulate(end), begin, side="right")
    number = np.maximum(np.searchsorted(start, until, side="left") - low, 0)
    block = np.cumsum(number) // _BLOCK
    for one in np.unique(block[number > 0]):
        rows = np.flatnonzero((block == one) & (number > 0))
        many = number[rows]
        stretch = np.repeat(rows, many)
        piece = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(low[rows], many)
        overlap = np.minimum(end[piece], until[stretch]) - np.maximum(start[piece], begin[stretch])
        there = overlap > 0
        yield stretch[there], order[piece[there]], overlap[there]
