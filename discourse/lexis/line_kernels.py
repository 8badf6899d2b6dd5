"""Compiled loops that order and write the lines of a concordance. Imported where needed."""

import numpy as np
from numba import njit

#: Bytes that are copied at a time.
SLACK = 16


@njit(cache=True)
def window_bounds(first, last, begins, sentence, position, left, right, bounded):
    """The outermost tokens of the window around each node, within its document, or sentence if ``bounded``.

    Also the number of the document of each node, which begins at ``begins[number]``.
    """
    opening, closing, documents = first.copy(), last.copy(), first.copy()
    document = 0
    for number in range(len(first)):
        begin, end = first[number], last[number]
        while begins[document + 1] <= begin:
            document += 1
        documents[number] = document
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
    return opening, closing, documents


@njit(cache=True)
def words_beside(edge, step, document, begins, sentence, position, codes, word_of, bounded):
    """The word ``step`` places right of each token of ``edge`` (left if negative), -1 beyond its document or sentence.

    ``document`` is the number of the document of each; sentences count if ``bounded``.
    """
    found = np.full(len(edge), -1, dtype=np.int64)
    for number in range(len(edge)):
        place = edge[number] + step
        if begins[document[number]] <= place < begins[document[number] + 1]:
            same = not bounded or sentence[place] == sentence[edge[number]]
            if same and position[place] - position[edge[number]] == step:
                found[number] = word_of[codes[place]]
    return found


@njit(cache=True, inline="always")
def _put(out, at, source, begin, end):
    """Write a stretch of bytes at a place, and return the place behind it.

    Sixteen bytes at a time, all read before the first is written and none of the places negative, so that they are
    copied in one instruction: seven times as fast as byte by byte. Those too many are written over by the next
    stretch; both arrays need ``SLACK`` bytes beyond their end.
    """
    while begin < end:
        a, b = source[np.uint64(begin)], source[np.uint64(begin + 1)]
        c, d = source[np.uint64(begin + 2)], source[np.uint64(begin + 3)]
        e, f = source[np.uint64(begin + 4)], source[np.uint64(begin + 5)]
        g, h = source[np.uint64(begin + 6)], source[np.uint64(begin + 7)]
        i, j = source[np.uint64(begin + 8)], source[np.uint64(begin + 9)]
        k, l = source[np.uint64(begin + 10)], source[np.uint64(begin + 11)]  # noqa: E741
        m, n = source[np.uint64(begin + 12)], source[np.uint64(begin + 13)]
        o, p = source[np.uint64(begin + 14)], source[np.uint64(begin + 15)]
        out[np.uint64(at)], out[np.uint64(at + 1)] = a, b
        out[np.uint64(at + 2)], out[np.uint64(at + 3)] = c, d
        out[np.uint64(at + 4)], out[np.uint64(at + 5)] = e, f
        out[np.uint64(at + 6)], out[np.uint64(at + 7)] = g, h
        out[np.uint64(at + 8)], out[np.uint64(at + 9)] = i, j
        out[np.uint64(at + 10)], out[np.uint64(at + 11)] = k, l
        out[np.uint64(at + 12)], out[np.uint64(at + 13)] = m, n
        out[np.uint64(at + 14)], out[np.uint64(at + 15)] = o, p
        at += SLACK
        begin += SLACK
    return at - (begin - end)


@njit(cache=True, inline="always")
def _behind(token, until, position, after, hole):
    """What stands behind a token of a document that ends before ``until``: a hole where words are missing."""
    apart = token + 1 < until and position[token + 1] - position[token] > 1
    return hole if apart else np.int64(after[token])


@njit(cache=True)
def write_spans(begin, end, spaces, until, position, codes, after, words, stretches):
    """Write tokens from ``begin`` up to ``end`` of each span as UTF-8: where each span begins in the bytes, and these.

    What stands behind a token is written for those from ``spaces[0]`` up to ``spaces[1]``, which may open the span
    with what is behind the token before it. ``words`` and ``stretches`` are where each type begins, and the bytes of
    all; the last stretch is the mark of missing words.
    """
    (word_at, word_bytes), (space_at, space_bytes) = words, stretches
    lead, trail = spaces
    hole = len(space_at) - 2
    bounds = np.zeros(len(begin) + 1, dtype=np.int64)
    for number in range(len(begin)):
        size = bounds[number]
        for token in range(begin[number], end[number]):
            size += word_at[codes[token] + 1] - word_at[codes[token]]
        for token in range(lead[number], trail[number]):
            space = _behind(token, until[number], position, after, hole)
            size += space_at[space + 1] - space_at[space]
        bounds[number + 1] = size
    out = np.empty(bounds[-1] + SLACK, dtype=np.uint8)
    at = 0
    for number in range(len(begin)):
        if lead[number] < min(begin[number], trail[number]):
            space = _behind(lead[number], until[number], position, after, hole)
            at = _put(out, at, space_bytes, space_at[space], space_at[space + 1])
        for token in range(begin[number], end[number]):
            at = _put(out, at, word_bytes, word_at[codes[token]], word_at[codes[token] + 1])
            if token < trail[number]:
                space = _behind(token, until[number], position, after, hole)
                at = _put(out, at, space_bytes, space_at[space], space_at[space + 1])
    return bounds, out
