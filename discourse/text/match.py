"""Find where patterns match in tokens."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.text.index import TokenIndex
from discourse.text.patterns import Pattern
from discourse.text.regex import regex_spans
from discourse.text.walk import word_spans


def search(index: TokenIndex, patterns: Sequence[Pattern], *, unless: Sequence[Pattern] = ()) -> pd.DataFrame:
    """Find the matches that count: none that overlaps a match of ``unless``; of overlapping ones the longest.

    Returns
    -------
    DataFrame
        As :func:`find_matches` gives it; of equally long ones the leftmost stays, of those the first pattern.
    """
    matches = find_matches(index, patterns)
    if len(unless):
        matches = matches[overlapping(matches, find_matches(index, unless)) < 0]
    return without_overlaps(matches)


def find_matches(index: TokenIndex, patterns: Sequence[Pattern]) -> pd.DataFrame:
    """Find every match of every pattern, overlapping ones included.

    Returns
    -------
    DataFrame
        ``first``, ``last``: rows of the token table (both inclusive); ``begin``, ``end``: slots of the index (end
        exclusive); ``pattern``: number of the pattern. Sorted by ``begin``, then the longest first.
    """
    found = regex_spans(index, [pattern for pattern in patterns if pattern.regex])
    spans = [next(found) if pattern.regex else word_spans(index, pattern) for pattern in patterns]
    none = np.zeros(0, dtype=np.int64)
    begin, end = (np.concatenate([none, *(pair[side] for pair in spans)]) for side in (0, 1))
    number = np.repeat(np.arange(len(spans)), [len(pair[0]) for pair in spans])
    order = _order(begin, end, number)
    begin, end = begin[order], end[order]
    first, last = index.row[begin], index.row[end - 1]
    columns = {"first": first, "last": last, "begin": begin, "end": end, "pattern": number[order]}
    return pd.DataFrame(columns, copy=False)


def _order(begin: NDArray[np.int64], end: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order by ``begin``, the longest first, then by ``number``; as one key where it fits."""
    length = end - begin
    longest, numbers = int(length.max(initial=0)) + 1, int(number.max(initial=0)) + 1
    if (int(begin.max(initial=0)) + 1) * longest * numbers < 2**63:
        return np.argsort((begin * longest + (longest - 1 - length)) * numbers + number)
    return np.lexsort((number, -length, begin))


def without_overlaps(matches: pd.DataFrame) -> pd.DataFrame:
    """Keep, of matches that overlap, the longest; among equally long ones the leftmost.

    ``matches`` is sorted as :func:`find_matches` sorts it; rows keep their index.
    """
    begin, end = matches["begin"].to_numpy(), matches["end"].to_numpy()
    if not len(begin):
        return matches
    reach = np.maximum.accumulate(end)
    cluster = np.append(0, np.cumsum(begin[1:] >= reach[:-1]))
    keep = np.bincount(cluster)[cluster] == 1
    crowded = np.flatnonzero(~keep)
    taken: dict[int, list[tuple[int, int]]] = {}
    for place in crowded[np.lexsort((begin[crowded], begin[crowded] - end[crowded]))].tolist():
        spans, span = taken.setdefault(int(cluster[place]), []), (int(begin[place]), int(end[place]))
        at = bisect_left(spans, span)  # the kept ones are apart, so only the neighbours can overlap
        if (at == 0 or spans[at - 1][1] <= span[0]) and (at == len(spans) or span[1] <= spans[at][0]):
            spans.insert(at, span)
            keep[place] = True
    return matches[keep]


def overlapping(matches: pd.DataFrame, others: pd.DataFrame) -> NDArray[np.int64]:
    """Return, for each match, the pattern number of one of ``others`` that it overlaps, or -1."""
    found = np.full(len(matches), -1, dtype=np.int64)
    if not len(others) or not len(matches):
        return found
    begin, end = others["begin"].to_numpy(), others["end"].to_numpy()
    reach = np.maximum.accumulate(end)
    furthest = np.maximum.accumulate(np.where(end == reach, np.arange(len(end)), 0))
    place = np.searchsorted(begin, matches["end"].to_numpy(), side="left") - 1
    hit = (place >= 0) & (reach[place] > matches["begin"].to_numpy())
    found[hit] = others["pattern"].to_numpy()[furthest[place[hit]]]
    return found
