"""Compiled loops over UTF-8 bytes and token ids; imported only where a corpus is large enough to pay for it."""

import numpy as np
from numba import njit

# the classes of discourse.text.characters; compiled code takes them as constants
_OTHER, _LETTER, _DIGIT, _MARK, _JOINER, _NUMERIC, _PERIOD = range(7)
_FNV_START, _FNV_PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)
_LOW = np.uint64(0x7FFFFFFFFFFFFFFF)


@njit(cache=True, nogil=True, inline="always")
def _class_at(data, i, classes):
    """The class of the code point at byte ``i`` of valid UTF-8, and its number of bytes."""
    byte = np.int64(data[i])
    if byte < 0x80:
        return classes[byte], 1
    if byte < 0xE0:
        return classes[(byte & 0x1F) << 6 | (data[i + 1] & 0x3F)], 2
    if byte < 0xF0:
        return classes[(byte & 0x0F) << 12 | np.int64(data[i + 1] & 0x3F) << 6 | (data[i + 2] & 0x3F)], 3
    high = (byte & 7) << 18 | np.int64(data[i + 1] & 0x3F) << 12
    return classes[high | np.int64(data[i + 2] & 0x3F) << 6 | (data[i + 3] & 0x3F)], 4


@njit(cache=True, nogil=True)
def _inside(data, i, width, kind, end, classes, last, run):
    """Whether the mark at byte ``i`` stays inside the word before it (its last class, its length in letters)."""
    following = i + width
    if following >= end:
        return False
    after, after_width = _class_at(data, following, classes)
    if after != _LETTER and after != _DIGIT:
        return False
    if kind == _JOINER:
        return True
    if last == _DIGIT and after == _DIGIT:  # 12,000
        return True
    if kind != _PERIOD or last != _LETTER or after != _LETTER or run != 1:
        return False
    if following + after_width >= end:  # U.S
        return True
    beyond, _ = _class_at(data, following + after_width, classes)
    return beyond < _LETTER or beyond > _MARK


@njit(cache=True, nogil=True)
def _longer(array):
    """The array with room for half as much again."""
    grown = np.empty((len(array) + len(array) // 2 + 64, *array.shape[1:]), array.dtype)
    grown[: len(array)] = array
    return grown


@njit(cache=True, nogil=True)
def _table(types, known):
    """A hash table of the ``known`` types, at most a quarter full when ``types`` is."""
    size = 64
    while size < 4 * len(types):
        size *= 2
    table = np.full(size, -1, np.int32)
    for number in range(known):
        place = types[number, 0] & (len(table) - 1)
        while table[place] >= 0:
            place = (place + 1) & (len(table) - 1)
        table[place] = number
    return table


@njit(cache=True, nogil=True, inline="always")
def _number_of(data, start, length, code, table, types, known):
    """The number of a stretch of bytes among the ``known`` types; if it is new, ``known``, and it is written down."""
    place = code & (len(table) - 1)
    while True:
        number = table[place]
        if number < 0:
            table[place] = known
            types[known, 0], types[known, 1], types[known, 2] = code, start, length
            return np.int64(known)
        if types[number, 0] == code and types[number, 2] == length:
            other, same = types[number, 1], True
            for k in range(length):
                if data[other + k] != data[start + k]:
                    same = False
                    break
            if same:
                return np.int64(number)
        place = (place + 1) & (len(table) - 1)


@njit(cache=True, nogil=True, inline="always")
def _word_start(data, i, end, classes):
    """The next byte from ``i`` on at which a word begins (or ``end``), and the code points before it."""
    points = 0
    while i < end:
        kind, width = _class_at(data, i, classes)
        if _OTHER < kind < _MARK:  # a letter or digit
            break
        i += width
        points += 1
    return i, points


@njit(cache=True, nogil=True, inline="always")
def _word_end(data, i, end, classes):
    """Read the word that begins at byte ``i``: the byte behind it, its code points, its hash."""
    code, last, run, points = _FNV_START, 0, 0, 0
    while i < end:
        kind, width = _class_at(data, i, classes)
        if kind == _OTHER:
            break
        if kind > _MARK:
            if not _inside(data, i, width, kind, end, classes, last, run):
                break
            run = 0
        else:
            run += 1
            if kind != _MARK:
                last = kind
        for k in range(i, i + width):
            code = (code ^ np.uint64(data[k])) * _FNV_PRIME
        i += width
        points += 1
    return i, points, np.int64((code ^ (code >> np.uint64(32))) & _LOW)


@njit(cache=True, nogil=True, inline="always")
def _hash(data, start, stop):
    code = _FNV_START
    for k in range(start, stop):
        code = (code ^ np.uint64(data[k])) * _FNV_PRIME
    return np.int64((code ^ (code >> np.uint64(32))) & _LOW)


@njit(cache=True, nogil=True)
def _read(data, i, end, point, classes, words, first, behind, after, table, types, table_after, types_after, sizes):
    """Write down the words of a text from byte ``i`` on, until it ends or something is full: how far it came.

    ``types`` and ``types_after`` hold a row of hash, start and length for each type; ``sizes`` holds the numbers of
    words, of types of words and of types of stretches, and is brought up to date.
    """
    count, known, known_after = sizes
    places = len(first) > 0
    while i < end and count < len(words) and known < len(types) and known_after < len(types_after):
        stop, points, code = _word_end(data, i, end, classes)
        words[count] = _number_of(data, i, stop - i, code, table, types, known)
        known = max(known, words[count] + 1)
        i, between = _word_start(data, stop, end, classes)
        if places:
            first[count], behind[count] = point, point + points
            after[count] = _number_of(data, stop, i - stop, _hash(data, stop, i), table_after, types_after, known_after)
            known_after = max(known_after, after[count] + 1)
        point += points + between
        count += 1
    sizes[0], sizes[1], sizes[2] = count, known, known_after
    return i, point


@njit(cache=True, nogil=True)
def split_texts(data, bounds, classes, places):
    """Split texts laid end to end into words, in one pass.

    Parameters
    ----------
    data, bounds
        Valid UTF-8, and the bytes at which texts begin (and the last one ends).
    classes
        The class of every code point.
    places
        Whether to tell where words stand and what follows each; without it these arrays are empty.

    Returns
    -------
    tuple
        The first word of each text (and the number of words); of each word the number of its type, its first code
        point, the code point behind it, and the number of the stretch behind it; where in ``data`` each type of word
        begins and how long it is; the same of each type of stretch.
    """
    room = (bounds[-1] - bounds[0]) // 5 + 64
    words = np.empty(room, np.int32)
    first, behind, after = (words[:0].copy(), words[:0].copy(), words[:0].copy())
    if places:
        first, behind, after = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    word_bounds = np.zeros(len(bounds), np.int64)
    types, types_after = np.empty((1 << 14, 3), np.int64), np.empty((1 << 10, 3), np.int64)
    table, table_after = _table(types, 0), _table(types_after, 0)
    sizes = np.zeros(3, np.int64)
    for text in range(len(bounds) - 1):
        end = bounds[text + 1]
        i, point = _word_start(data, bounds[text], end, classes)
        while i < end:
            if sizes[0] == len(words):
                words = _longer(words)
                if places:
                    first, behind, after = _longer(first), _longer(behind), _longer(after)
            if sizes[1] == len(types):
                types = _longer(types)
                table = _table(types, sizes[1])
            if sizes[2] == len(types_after):
                types_after = _longer(types_after)
                table_after = _table(types_after, sizes[2])
            i, point = _read(
                data, i, end, point, classes, words, first, behind, after, table, types, table_after, types_after, sizes
            )
        word_bounds[text + 1] = sizes[0]
    count = sizes[0]
    places_of_words = (first[:count], behind[:count], after[:count])
    return word_bounds, words[:count], places_of_words, types[: sizes[1], 1:], types_after[: sizes[2], 1:]


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
def count_terms(words, word_bounds, documents, term_of, terms):
    """Count the terms of documents: the arrays of a sparse matrix, documents (in the order given) × terms.

    ``term_of`` is the term of each type of word, -1 for none; the columns of a row are sorted.
    """
    indptr = np.zeros(len(documents) + 1, np.int64)
    columns, counts = np.empty(1024, np.int32), np.empty(1024, np.int32)
    seen, touched = np.zeros(terms, np.int32), np.empty(terms, np.int32)
    size = 0
    for row in range(len(documents)):
        met = 0
        for place in range(word_bounds[documents[row]], word_bounds[documents[row] + 1]):
            term = term_of[words[place]]
            if term >= 0:
                if seen[term] == 0:
                    touched[met] = term
                    met += 1
                seen[term] += 1
        while size + met > len(columns):
            columns, counts = _longer(columns), _longer(counts)
        mine = np.sort(touched[:met])
        for k in range(met):
            columns[size], counts[size] = mine[k], seen[mine[k]]
            seen[mine[k]] = 0
            size += 1
        indptr[row + 1] = size
    return indptr, columns[:size].copy(), counts[:size].copy()
