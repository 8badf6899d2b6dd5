"""Compiled loops over words that are numbered already; imported only where a corpus is large enough to pay for it."""

import numpy as np
from numba import njit

#: Where the only bit of a number stands, looked up by its product with this one.
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)
_BIT = np.zeros(64, np.int64)
for _place in range(64):
    _BIT[((1 << _place) * int(_DE_BRUIJN) & 0xFFFFFFFFFFFFFFFF) >> 58] = _place


@njit(cache=True, nogil=True)
def gathered(data, types):
    """Lay stretches of bytes (start, length) end to end: the bytes, and where each begins (and the last one ends)."""
    bounds = np.zeros(len(types) + 1, np.int64)
    for number in range(len(types)):
        bounds[number + 1] = bounds[number] + types[number, 1]
    out = np.empty(bounds[-1], np.uint8)
    for number in range(len(types)):
        start = types[number, 0]
        out[bounds[number] : bounds[number + 1]] = data[start : start + types[number, 1]]
    return out, bounds


@njit(cache=True, nogil=True)
def renumber(codes, number):
    """Put the new number of each code in its place."""
    for place in range(len(codes)):
        codes[place] = number[np.uint64(codes[place])]


@njit(cache=True, nogil=True)
def positions_and_sentences(bounds, breaks, position, sentence):
    """Fill in the number of each word in its document, and of its sentence; ``breaks`` says after which one ends."""
    for document in range(len(bounds) - 1):
        number = 0
        for place in range(bounds[document], bounds[document + 1]):
            position[place], sentence[place] = place - bounds[document], number
            number += breaks[place]


@njit(cache=True, nogil=True, inline="always")
def _mark(term, marks, summary):
    marks[term >> 6] |= np.uint64(1) << np.uint64(term & 63)
    summary[term >> 12] |= np.uint64(1) << np.uint64((term >> 6) & 63)


@njit(cache=True, nogil=True, inline="always")
def _lowest(bits):
    """Where the lowest bit that is set stands."""
    return _BIT[np.uint64((bits & (~bits + np.uint64(1))) * _DE_BRUIJN) >> np.uint64(58)]


@njit(cache=True, nogil=True)
def count_terms(words, word_bounds, documents, term_of, terms):
    """Count the terms of documents: the arrays of a sparse matrix, documents (in the order given) × terms.

    ``term_of`` is the term of each type of word, -1 for none; the columns of a row are sorted: the terms of a document
    are marked in a set of bits, which is read from the first to the last. Also the frequency of each term, and the
    number of its documents.
    """
    indptr = np.zeros(len(documents) + 1, np.int64)
    columns, counts = np.empty(len(words), np.int32), np.empty(len(words), np.int32)  # pages not written cost nothing
    seen = np.zeros(terms, np.int32)
    marks, summary = np.zeros((terms >> 6) + 1, np.uint64), np.zeros((terms >> 12) + 1, np.uint64)
    frequency, spread = np.zeros(terms, np.int64), np.zeros(terms, np.int64)
    size = 0
    for row in range(len(documents)):
        for place in range(word_bounds[documents[row]], word_bounds[documents[row] + 1]):
            term = np.int64(term_of[np.uint64(words[place])])
            if term >= 0:
                if seen[np.uint64(term)] == 0:
                    _mark(term, marks, summary)
                seen[np.uint64(term)] += 1
        for high in range(len(summary)):
            while summary[high]:
                middle = high << 6 | _lowest(summary[high])
                summary[high] &= summary[high] - np.uint64(1)
                bits = marks[middle]
                marks[middle] = 0
                while bits:
                    term = np.uint64(middle << 6 | _lowest(bits))
                    bits &= bits - np.uint64(1)
                    columns[size], counts[size] = term, seen[term]
                    frequency[term] += seen[term]
                    spread[term] += 1
                    seen[term] = 0
                    size += 1
        indptr[row + 1] = size
    return indptr, columns[:size], counts[:size], frequency, spread
