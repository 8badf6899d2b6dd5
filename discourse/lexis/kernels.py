"""Compiled loops over tokens: counting words by document, and what stands in windows. Imported where needed."""

import numpy as np
from numba import njit

#: Bytes copied at a time, twice as fast for words as one; those too many are written over by the next stretch.
SLACK = 8


@njit(cache=True)
def count_by_document(begins, codes, word_of, words):
    """Count words by document in one pass over tokens; document ``i`` holds those from ``begins[i]`` to the next.

    Returns the cells of a documents × words matrix (``indptr, indices, data``; a document's words in the order of
    their first occurrence).
    """
    count = np.zeros(words, dtype=np.int32)  # in this document
    indptr = np.zeros(len(begins), dtype=np.int64)
    indices = np.empty(len(codes) + 1, dtype=np.int32)
    data = np.empty(len(codes) + 1, dtype=np.int32)
    filled = 0
    for number in range(len(begins) - 1):
        opened = filled
        for token in range(begins[number], begins[number + 1]):
            word = word_of[codes[token]]
            indices[filled] = word  # written over by the next unless the word is new: no branch to mispredict
            filled += count[word] == 0
            count[word] += 1
        for cell in range(opened, filled):
            data[cell] = count[indices[cell]]
            count[indices[cell]] = 0
        indptr[number + 1] = filled
    return indptr, indices[:filled], data[:filled]


@njit(cache=True)
def sum_cells(indptr, indices, data, share, words):
    """Of each word: frequency, documents, most in one document, sum of squares, sum of counts times ``share``."""
    sums = np.zeros((words, 5))
    for number in range(len(indptr) - 1):
        for cell in range(indptr[number], indptr[number + 1]):
            word, count = indices[cell], float(data[cell])
            sums[word, 0] += count
            sums[word, 1] += 1
            sums[word, 2] = max(sums[word, 2], count)
            sums[word, 3] += count * count
            sums[word, 4] += count * share[number]
    return sums


@njit(cache=True)
def sum_words(begins, codes, word_of, share, words):
    """What :func:`sum_cells` sums of :func:`count_by_document`, without the matrix between them."""
    count = np.zeros(words, dtype=np.int32)  # in this document
    touched = np.empty(words + 1, dtype=np.int32)
    sums = np.zeros((words, 5))
    for number in range(len(begins) - 1):
        met = 0
        for token in range(begins[number], begins[number + 1]):
            word = word_of[codes[token]]
            touched[met] = word  # written over by the next unless the word is new: no branch to mispredict
            met += count[word] == 0
            count[word] += 1
        for cell in range(met):
            word = touched[cell]
            times = float(count[word])
            sums[word, 0] += times
            sums[word, 1] += 1
            sums[word, 2] = max(sums[word, 2], times)
            sums[word, 3] += times * times
            sums[word, 4] += times * share[number]
            count[word] = 0
    return sums


@njit(cache=True)
def places_near(first, last, begins, sentence, position, left, right, bounded):
    """The tokens near the nodes and those of the nodes, both in rising order and each once.

    Tokens are numbered in the order of the text; ``first`` and ``last`` are the outer tokens of each node, in rising
    order and apart. No window leaves its document, or its sentence if ``bounded``; no token of a node is near another.
    """
    near = np.empty((left + right) * len(first), dtype=np.int64)
    node = np.empty((last - first + 1).sum(), dtype=np.int64)
    nodes, met, done, document = 0, 0, 0, 0  # ``done``: the token behind the last one decided
    for number in range(len(first)):
        begin, end = first[number], last[number]
        while begins[document + 1] <= begin:
            document += 1
        for token in range(max(begin - left, begins[document], done), begin):
            if position[begin] - position[token] <= left and not (bounded and sentence[token] != sentence[begin]):
                near[met] = token
                met += 1
        for token in range(begin, end + 1):
            node[nodes] = token
            nodes += 1
        done = end + 1
        until = min(end + right + 1, begins[document + 1])
        if number + 1 < len(first):
            until = min(until, first[number + 1])
        while done < until and position[done] - position[end] <= right:
            if bounded and sentence[done] != sentence[end]:
                break
            near[met] = done
            met += 1
            done += 1
    return near[:met], node


@njit(cache=True)
def documents_near(near, begins, word, words):
    """In how many documents each word stands near a node; ``word`` is that of each token of ``near``."""
    last = np.full(words, -1, dtype=np.int32)
    spread = np.zeros(words, dtype=np.int64)
    number = 0
    for place in range(len(near)):
        while begins[number + 1] <= near[place]:
            number += 1
        if last[word[place]] != number:
            last[word[place]] = number
            spread[word[place]] += 1
    return spread


@njit(cache=True)
def sum_windows(begins, codes, chosen, near, node, extra, words):
    """Sum, for each chosen word, what :func:`discourse.stats.ratios.ratio_error` needs, in one pass.

    ``chosen`` numbers the types asked for from 0, and gives ``words`` to all others; tokens of nodes are left out. Of
    each word: the sums over documents of ``o o, o u, u u, o x, u x`` (``x`` being ``extra`` of the document), ``o`` and
    ``u``; and in how many documents it stands near a node, and anywhere.
    """
    inside = np.zeros(words + 1, dtype=np.int32)  # in this document
    every = np.zeros(words + 1, dtype=np.int32)
    touched = np.zeros(words + 2, dtype=np.int32)
    sums = np.zeros((words + 1, 7))
    spread = np.zeros((words + 1, 2), dtype=np.int64)
    next_near, next_node = 0, 0
    for number in range(len(begins) - 1):
        met = 0
        for token in range(begins[number], begins[number + 1]):
            word = chosen[codes[token]]
            touched[met] = word  # written over by the next unless the word is new: no branch to mispredict
            met += every[word] == 0
            every[word] += 1
        while next_near < len(near) and near[next_near] < begins[number + 1]:
            inside[chosen[codes[near[next_near]]]] += 1
            next_near += 1
        while next_node < len(node) and node[next_node] < begins[number + 1]:
            every[chosen[codes[node[next_node]]]] -= 1
            next_node += 1
        for place in range(met):
            word = touched[place]
            o, u, x = float(inside[word]), float(every[word] - inside[word]), extra[number]
            if o > 0:
                sums[word, 0] += o * o
                sums[word, 1] += o * u
                sums[word, 3] += o * x
                sums[word, 5] += o
                spread[word, 0] += 1
            sums[word, 2] += u * u
            sums[word, 4] += u * x
            sums[word, 6] += u
            spread[word, 1] += every[word] > 0
            inside[word] = 0
            every[word] = 0
    return sums[:words], spread[:words]


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
    """Write a stretch of bytes at a place, and what follows it up to ``SLACK``; return the place behind the stretch."""
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
