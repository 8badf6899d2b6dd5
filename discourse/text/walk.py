"""Follow the words of a pattern through a corpus, all occurrences at once."""

import numpy as np
from numpy.typing import NDArray

from discourse.text.index import TokenIndex, listed
from discourse.text.patterns import Pattern, Sequence, Word

#: Begin and end slots of matches.
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]
#: A word as ranges of spellings.
Ranges = list[tuple[int, int]]


def word_spans(index: TokenIndex, pattern: Pattern) -> Spans:
    """Return begin and end slots of all matches of a pattern of words, each once."""
    found = [_whole(index, *_follow(index, _chunks(index, sequence))) for sequence in pattern.sequences]
    if len(found) == 1 and len(pattern.sequences[0]) == 1:
        return found[0]
    begin, end = (np.concatenate(side) for side in zip(*found, strict=True))
    return _distinct(index, begin, end)


def _distinct(index: TokenIndex, begin: NDArray[np.int64], end: NDArray[np.int64]) -> Spans:
    beyond = len(index.first) + 1
    key = np.unique(begin * beyond + end)
    return key // beyond, key % beyond


def _chunks(index: TokenIndex, sequence: Sequence) -> list[tuple[int, list[Ranges]]]:
    """The words of a sequence that follow each other directly, with the gap that stands before them."""
    chunks: list[tuple[int, list[Ranges]]] = [(0, [])]
    for item in sequence:
        if isinstance(item, Word):
            chunks[-1][1].append(index.vocabulary.ranges(item))
        elif chunks[-1][1]:
            chunks.append((item.most, []))
        else:
            chunks[-1] = (chunks[-1][0] + item.most, [])
    return chunks


def _follow(index: TokenIndex, chunks: list[tuple[int, list[Ranges]]]) -> Spans:
    begin, at = _openings(index, chunks[0][1])
    for gap, words in chunks[1:]:
        if gap:
            begin, at = _distinct(index, *_reach(index, words[0], begin, at, gap))
        for word in words[1:] if gap else words:
            begin, at = _after(index, word, begin, at)
    return begin, at


def _whole(index: TokenIndex, begin: NDArray[np.int64], at: NDArray[np.int64]) -> Spans:
    """The spans that end with a whole word."""
    ends = at == len(index.first)
    ends |= index.first[at - ends]
    return begin[ends], at[ends]


def _openings(index: TokenIndex, words: list[Ranges]) -> Spans:
    """The places of words in a row that begin with a token; looked for from the rarest of them."""
    rarest = min(range(len(words)), key=lambda number: _frequency(index, words[number]))
    begin, at = _places(index, words[rarest])
    for word in reversed(words[:rarest]):
        begin, at = _before(index, word, begin, at)
    first = index.first[begin]
    begin, at = begin[first], at[first]
    for word in words[rarest + 1 :]:
        begin, at = _after(index, word, begin, at)
    return begin, at


def _frequency(index: TokenIndex, word: Ranges) -> int:
    return sum(int(index.bounds[last] - index.bounds[first]) for first, last in word)


def _places(index: TokenIndex, word: Ranges) -> Spans:
    """The slots at which a word matches, as a part or as a whole compound, and the slots behind it."""
    part = listed(index.order, index.bounds, word).astype(np.int64)
    compound = listed(index.compound_order, index.compound_bounds, word).astype(np.int64)
    if not len(compound):
        return part, part + 1
    return np.append(part, compound), np.append(part + 1, compound + index.width[compound])


def _among(spelling: NDArray[np.int32], word: Ranges) -> NDArray[np.bool_]:
    """Which of some spellings (-1 for none) a word stands for."""
    edges = np.array(word, dtype=np.int32).ravel()
    return np.searchsorted(edges, spelling, side="right") % 2 == 1


def _after(index: TokenIndex, word: Ranges, begin: NDArray[np.int64], at: NDArray[np.int64]) -> Spans:
    """Step over a word right at slot ``at``, in the same sentence, as a part or as a whole compound."""
    inside = at < len(index.first)
    begin, at = begin[inside], at[inside]
    same = index.sentence[at] == index.sentence[begin]
    part = same & _among(index.part[at], word)
    whole = same & (index.width[at] > 1) & _among(index.whole[at], word)  # ``whole`` is -1 inside a token
    behind = at[whole] + index.width[at[whole]]
    return np.append(begin[part], begin[whole]), np.append(at[part] + 1, behind)


def _before(index: TokenIndex, word: Ranges, begin: NDArray[np.int64], at: NDArray[np.int64]) -> Spans:
    """Step back over a word right before slot ``begin``, in the same sentence, as a part or as a whole compound."""
    inside = begin > 0
    begin, at = begin[inside], at[inside]
    same = index.sentence[begin - 1] == index.sentence[begin]
    part = same & _among(index.part[begin - 1], word)
    token = index.starts[np.maximum(index.ordinal[begin] - 1, 0)]
    whole = same & index.first[begin] & (index.width[token] > 1) & _among(index.whole[token], word)
    return np.append(begin[part] - 1, token[whole]), np.append(at[part], at[whole])


def _reach(index: TokenIndex, word: Ranges, begin: NDArray[np.int64], at: NDArray[np.int64], gap: int) -> Spans:
    """Step over a match of ``word`` up to ``gap`` words on; what is left of a compound stood in is no word of the gap.

    Every match in reach is followed, those of the same sentence only.
    """
    inside = at < len(index.first)
    begin, at = begin[inside], at[inside]
    places, behind = _places(index, word)
    order = np.argsort(places, kind="stable")
    places, behind = places[order], behind[order]
    token = index.ordinal[at] + ~index.first[at]
    until = index.starts[np.minimum(token + gap + 1, len(index.starts) - 1)]
    low, high = np.searchsorted(places, at), np.searchsorted(places, until)
    number = high - low
    chosen = np.repeat(low, number) + np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    begin = np.repeat(begin, number)
    same = index.sentence[places[chosen]] == index.sentence[begin]
    return begin[same], behind[chosen[same]]
