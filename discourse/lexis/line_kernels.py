"""Compiled loops that lay out and write the lines of a concordance. Imported where needed."""

import numpy as np
from numba import njit

#: Bytes that are copied at a time.
SLACK = 8


@njit(cache=True)
def window_bounds(first, last, begins, sentence, position, left, right, bounded):
    """The outermost tokens of the window around each node, within its document, or sentence if ``bounded``."""
    opening, closing = first.copy(), last.copy()
    document = 0
    for number in range(len(first)):
        begin, end = first[number], last[number]
        while begins[document + 1] <= begin:
            document += 1
        low = max(begin - left, begins[document])
        if not bounded and position[begin] - position[low] == begin - low:  # no word is missing
            opening[number] = low
        token = opening[number] - 1
        while token >= begins[document] and position[begin] - position[token] <= left:
            if bounded and sentence[token] != sentence[begin]:
                break
            opening[number] = token
            token -= 1
        high = min(end + right, begins[document + 1] - 1)
        if not bounded and position[high] - position[end] == high - end:
            closing[number] = high
        token = closing[number] + 1
        while token < begins[document + 1] and position[token] - position[end] <= right:
            if bounded and sentence[token] != sentence[end]:
                break
            closing[number] = token
            token += 1
    return opening, closing


@njit(cache=True)
def lay_out(opening, closing, until, position, codes):
    """The tokens of each window end to end, their types, and which are followed by words missing from the table.

    ``until`` is the end of the document of each window.
    """
    size = (closing - opening + 1).sum()
    places = np.empty(size, dtype=np.int64)
    words = np.empty(size, dtype=np.int32)
    apart = np.empty(size, dtype=np.bool_)
    at = 0
    for number in range(len(opening)):
        for token in range(opening[number], closing[number] + 1):
            places[at] = token
            words[at] = codes[token]
            apart[at] = token + 1 < until[number] and position[token + 1] - position[token] > 1
            at += 1
    return places, words, apart


@njit(cache=True)
def _put(out, at, source, begin, end):
    """Write a stretch of bytes at a place, and return the place behind it.

    Eight bytes at a time, which is twice as fast for words: those too many are written over by the next stretch, and
    both arrays need ``SLACK`` bytes beyond their end.
    """
    while begin < end:
        for byte in range(SLACK):
            out[at + byte] = source[begin + byte]
        at += SLACK
        begin += SLACK
    return at - (begin - end)


@njit(cache=True)
def write_spans(out, begin, end, lead, trail, words, word_begins, word_bytes, behind, after_begins, after_bytes):
    """Write ``words`` from ``begin`` up to ``end`` of each span as UTF-8, and return where each span begins in ``out``.

    ``lead``: with what stands before the span; ``trail``: with what stands behind it. ``out`` has room for all; it and
    the bytes of words and of what follows them have ``SLACK`` bytes more.
    """
    offsets = np.empty(len(begin) + 1, dtype=np.int64)
    at = 0
    for number in range(len(begin)):
        offsets[number] = at
        if lead:
            space = behind[begin[number] - 1]
            at = _put(out, at, after_bytes, after_begins[space], after_begins[space + 1])
        for token in range(begin[number], end[number]):
            word, space = words[token], behind[token]
            at = _put(out, at, word_bytes, word_begins[word], word_begins[word + 1])
            if trail or token < end[number] - 1:
                at = _put(out, at, after_bytes, after_begins[space], after_begins[space + 1])
    offsets[len(begin)] = at
    return offsets
