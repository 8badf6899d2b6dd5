"""Find where patterns match in tokens."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.text.index import TokenIndex
from discourse.text.patterns import Gap, Pattern, Word
from discourse.text.patterns import Sequence as PatternSequence


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
        found = _regex(index, pattern) if pattern.regex else _words(index, pattern)
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
        spans = taken.setdefault(int(cluster[place]), [])
        if all(end[place] <= a or b <= begin[place] for a, b in spans):
            spans.append((begin[place], end[place]))
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
    begin, after = _openings(index, sequence[0])
    for item in sequence[1:]:
        if isinstance(item, Gap):
            steps = np.arange(item.most + 1)
            begin, after = np.repeat(begin, len(steps)), (after[:, None] + steps).ravel()
        else:
            begin, after = _advance(index, item, begin, after)
    whole_words = (after == len(index.first)) | index.first[np.minimum(after, len(index.first) - 1)]
    return np.unique(np.column_stack([begin, after])[whole_words], axis=0)


def _openings(index: TokenIndex, word: Word) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where a sequence may begin: the slots of tokens whose first part, or the whole of which, matches."""
    mask = index.vocabulary.matching(word)
    by_part = index.slots_of(mask)
    by_part = by_part[index.first[by_part]]
    compound = np.flatnonzero(index.width > 1)
    compound = compound[mask[index.whole[compound]]]
    return np.concatenate([by_part, compound]), np.concatenate([by_part + 1, compound + index.width[compound]])


def _advance(
    index: TokenIndex, word: Word, begin: NDArray[np.int64], at: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Keep the openings that go on with ``word`` at slot ``at``, in the same sentence; step past it."""
    mask = index.vocabulary.matching(word)
    inside = at < len(index.part)
    begin, at = begin[inside], at[inside]
    same = (index.part[at] >= 0) & (index.sentence[at] == index.sentence[begin])
    begin, at = begin[same], at[same]
    by_part = mask[index.part[at]]
    by_whole = index.first[at] & (index.width[at] > 1) & mask[index.whole[at]]
    return (
        np.concatenate([begin[by_part], begin[by_whole]]),
        np.concatenate([at[by_part] + 1, (at + index.width[at])[by_whole]]),
    )


def _regex(index: TokenIndex, pattern: Pattern) -> NDArray[np.int64]:
    """Match a regular expression on every sentence, rebuilt from its tokens and what stands between them."""
    spans = []
    slots = np.flatnonzero(index.first & (index.row >= 0))
    rows, sentence = index.row[slots], index.sentence[slots]
    edges = np.append(np.flatnonzero(np.append(True, np.diff(sentence) != 0)[: len(sentence)]), len(sentence))
    token, after = (pd.Categorical(index.tokens[name]) for name in ("token", "after"))
    words = token.categories.to_numpy(dtype=object)[token.codes[rows]]
    lengths = np.array([len(entry) for entry in token.categories], dtype=np.int64)[token.codes[rows]]
    pieces = words + after.categories.to_numpy(dtype=object)[after.codes[rows]]
    for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        text = "".join(pieces[first:last])
        starts = None
        for match in pattern.regex.finditer(text):
            if starts is None:
                starts = np.cumsum([0, *map(len, pieces[first : last - 1])])
            from_, to = match.span()
            opening = bisect_right(starts, from_) - 1
            if from_ >= starts[opening] + lengths[first + opening]:  # begins in the space after a word
                opening += 1
            closing = bisect_right(starts, to - 1) - 1
            if opening <= closing:
                end_slot = slots[first + closing] + index.width[slots[first + closing]]
                spans.append((slots[first + opening], end_slot))
    return np.unique(np.array(spans, dtype=np.int64).reshape(-1, 2), axis=0)
