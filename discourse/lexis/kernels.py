"""Compiled loops over tokens: counting words by document and by window. Imported where needed.

Places are unsigned in the loops over all tokens: one that may be negative would be looked at for counting from the end.
"""

import numpy as np
from numba import njit


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
            word = np.uint64(word_of[np.uint64(codes[np.uint64(token)])])
            indices[np.uint64(filled)] = (
                word  # written over by the next unless the word is new: no branch to mispredict
            )
            filled += count[word] == 0
            count[word] += 1
        for cell in range(opened, filled):
            word = np.uint64(indices[np.uint64(cell)])
            data[np.uint64(cell)] = count[word]
            count[word] = 0
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
            word = np.uint64(word_of[np.uint64(codes[np.uint64(token)])])
            touched[np.uint64(met)] = word  # written over by the next unless the word is new: no branch to mispredict
            met += count[word] == 0
            count[word] += 1
        for cell in range(met):
            word = np.uint64(touched[np.uint64(cell)])
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
            word = np.uint64(chosen[np.uint64(codes[np.uint64(token)])])
            touched[np.uint64(met)] = word  # written over by the next unless the word is new: no branch to mispredict
            met += every[word] == 0
            every[word] += 1
        while next_near < len(near) and near[next_near] < begins[number + 1]:
            inside[chosen[codes[near[next_near]]]] += 1
            next_near += 1
        while next_node < len(node) and node[next_node] < begins[number + 1]:
            every[chosen[codes[node[next_node]]]] -= 1
            next_node += 1
        for place in range(met):
            word = np.uint64(touched[np.uint64(place)])
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
