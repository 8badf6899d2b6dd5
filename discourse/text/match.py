"""Find where patterns match in tokens."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.text.index import TokenIndex
from discourse.text.patterns import Gap, Pattern, Word
from discourse.text.patterns import Sequence as PatternSequence
from discourse.text.regex import regex_spans


def find_matches(index: TokenIndex, patterns: Sequence[Pattern]) -> pd.DataFrame:
    """Find every match of every pattern, overlapping ones included.

    Returns
    -------
    DataFrame
        ``first``, ``last``: rows of the token table (both inclusive); ``begin``, ``end``: slots of the index (end
        exclusive); ``pattern``: number of the pattern. Sorted by ``begin``, then the longest first.
    """
    pieces = []
    for number, pattern in enumerate(patterns):
        found = regex_spans(index, pattern) if pattern.regex else _words(index, pattern)
        if len(found):
            pieces.append(np.column_stack([found, np.full(len(found), number)]))
    spans = np.concatenate(pieces) if pieces else np.zeros((0, 3), dtype=np.int64)
    spans = spans[np.lexsort((spans[:, 2], -spans[:, 1], spans[:, 0]))]
    return pd.DataFrame(
        {
            "first": index.row[spans[:, 0]],
            "last": index.row[spans[:, 1] - 1],
            "begin": spans[:, 0],
            "end": spans[:, 1],
            "pattern": spans[:, 2],
        }
    )


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


def _words(index: TokenIndex, pattern: Pattern) -> NDArray[np.int64]:
    """Begin and end slots of all matches of a pattern of words."""
    found = [_sequence(index, sequence) for sequence in pattern.sequences]
    return np.unique(np.concatenate(found), axis=0)


def _sequence(index: TokenIndex, sequence: PatternSequence) -> NDArray[np.int64]:
    """Follow one plain sequence through the corpus, all its occurrences at once."""
    begin, at = _openings(index, sequence[0])
    gap = 0
    for item in sequence[1:]:
        if isinstance(item, Gap):
            gap += item.most
        else:
            begin, at = _advance(index, item, begin, at, gap)
            gap = 0
    ends = (at == len(index.first)) | index.first[np.minimum(at, len(index.first) - 1)]  # with a whole word
    return np.column_stack([begin, at])[ends]


def _openings(index: TokenIndex, word: Word) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where a sequence may begin: where the word matches at the beginning of a token."""
    at, behind = _places(index, word)
    first = index.first[at]
    return at[first], behind[first]


def _places(index: TokenIndex, word: Word) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The slots at which a word matches, as a part or as a whole compound, and the slots behind it."""
    mask = index.vocabulary.matching(word)
    part = index.slots_of(mask)
    compound = index.compounds[mask[index.whole[index.compounds]]]
    if not len(compound):
        return part, part + 1
    at = np.concatenate([part, compound])
    behind = np.concatenate([part + 1, compound + index.width[compound]])
    order = np.argsort(at, kind="stable")
    return at[order], behind[order]


def _advance(
    index: TokenIndex, word: Word, begin: NDArray[np.int64], at: NDArray[np.int64], gap: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Go on from slot ``at`` to each match of ``word`` up to ``gap`` words on, in the same sentence; step past it."""
    inside = at < len(index.first)
    begin, at = begin[inside], at[inside]
    if gap:
        begin, at, behind = _reach(index, word, begin, at, gap)
    else:
        begin, at, behind = _next(index, word, begin, at)
    same = index.sentence[at] == index.sentence[begin]
    pairs = np.column_stack([begin[same], behind[same]])
    pairs = np.unique(pairs, axis=0) if gap else pairs
    return pairs[:, 0], pairs[:, 1]


def _next(
    index: TokenIndex, word: Word, begin: NDArray[np.int64], at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The matches of ``word`` right at slot ``at``, as a part or as a whole compound."""
    mask = index.vocabulary.matching(word)
    part = (index.part[at] >= 0) & mask[index.part[at]]
    whole = index.first[at] & (index.width[at] > 1) & mask[index.whole[at]]
    behind = [at[part] + 1, at[whole] + index.width[at[whole]]]
    return np.append(begin[part], begin[whole]), np.append(at[part], at[whole]), np.concatenate(behind)


def _reach(
    index: TokenIndex, word: Word, begin: NDArray[np.int64], at: NDArray[np.int64], gap: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """All matches of ``word`` up to ``gap`` words on; what is left of a compound stood in is no word of the gap."""
    places, behind = _places(index, word)
    token = index.ordinal[at] + ~index.first[at]
    until = index.starts[np.minimum(token + gap + 1, len(index.starts) - 1)]
    low, high = np.searchsorted(places, at), np.searchsorted(places, until)
    number = high - low
    chosen = np.repeat(low, number) + np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    return np.repeat(begin, number), places[chosen], behind[chosen]
