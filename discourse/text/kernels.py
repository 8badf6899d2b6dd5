"""Compiled loops that split UTF-8 bytes into words; imported only where a corpus is large enough to pay for it."""

import numpy as np
from numba import njit

# the classes of discourse.text.characters; compiled code takes them as constants
_OTHER, _LETTER, _DIGIT, _MARK, _JOINER, _NUMERIC, _PERIOD = range(7)
_SPACE = 0x20
#: Odd numbers that scatter the bits of what they are multiplied by.
_SCATTER, _AGAIN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_HALF, _ALL = np.uint64(32), np.uint64(0xFFFFFFFFFFFFFFFF)


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


@njit(cache=True, nogil=True, inline="always")
def _eight(data, i, stop):
    """Up to eight bytes from ``i`` on as one number, without those from ``stop`` on; ``i`` is before ``stop``."""
    number, at = np.uint64(0), np.uint64(i)
    if i + 8 <= len(data):  # so written that it is one instruction
        for k in range(8):
            number |= np.uint64(data[at + np.uint64(k)]) << np.uint64(8 * k)
        return number & _ALL >> np.uint64(8 * max(0, i + 8 - stop))
    for k in range(min(8, stop - i)):
        number |= np.uint64(data[at + np.uint64(k)]) << np.uint64(8 * k)
    return number


@njit(cache=True, nogil=True, inline="always")
def _place(first, rest, table):
    """Where to look for a stretch of bytes in a hash table."""
    code = (first ^ rest * _AGAIN) * _SCATTER
    return np.int64((code ^ code >> _HALF) & np.uint64(len(table) - 1))


@njit(cache=True, nogil=True)
def _table(types, known):
    """A hash table of the ``known`` types, at most a quarter full when ``types`` is."""
    size = 64
    while size < 4 * len(types):
        size *= 2
    table = np.full(size, -1, np.int32)
    for number in range(known):
        place = _place(types[number, 0], types[number, 1], table)
        while table[place] >= 0:
            place = (place + 1) & (len(table) - 1)
        table[place] = number
    return table


@njit(cache=True, nogil=True)
def _scattered(data, i, stop):
    """A number for a long stretch of bytes."""
    code = np.uint64(stop - i)
    while i < stop:
        code = (code ^ _eight(data, i, stop)) * _SCATTER
        code ^= code >> _HALF
        i += 8
    return code


@njit(cache=True, nogil=True, inline="always")
def _number_of(data, start, stop, table, types, known):
    """The number of a stretch of bytes among the ``known`` types; if it is new, ``known``, and it is written down.

    A type is its first eight bytes, the next eight (of longer stretches a number for all the rest), its start and its
    length: of all but the longest, none needs to be looked up in ``data``, which is seldom in the cache.
    """
    length, rest = stop - start, np.uint64(0)
    first = _eight(data, start, stop) if length > 0 else rest
    if length > 8:
        rest = _eight(data, start + 8, stop) if length <= 16 else _scattered(data, start + 8, stop)
    place = _place(first, rest, table)
    while True:
        number = table[np.uint64(place)]
        if number < 0:
            table[place] = known
            types[known, 0], types[known, 1] = first, rest
            types[known, 2], types[known, 3] = start, length
            return np.int64(known)
        at = np.uint64(number)
        if types[at, 0] == first and types[at, 1] == rest and types[at, 3] == np.uint64(length):
            other = np.int64(types[at, 2])
            if length <= 16 or (data[start:stop] == data[other : other + length]).all():
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
    """Read the word that begins at byte ``i``: the byte behind it, and its code points."""
    begin, byte = i, np.uint64(data[i])
    while byte < 0x80 and _OTHER < classes[byte] < _MARK:  # plain letters and digits, as most are
        i += 1
        if i == end:
            break
        byte = np.uint64(data[np.uint64(i)])
    points = i - begin
    if i == end or (byte < 0x80 and classes[byte] == _OTHER):
        return i, points
    last, run = classes[data[i - 1]] if points else np.uint8(0), points
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
        i += width
        points += 1
    return i, points


@njit(cache=True, nogil=True)
def _read(data, i, end, point, classes, words, first, behind, after, table, types, table_after, types_after, sizes):
    """Write down the words of a text from byte ``i`` on, until it ends or something is full: how far it came.

    ``sizes`` holds the numbers of words, of types of words and of types of stretches, and the number of the stretch
    that is a single space (or -1); it is brought up to date.
    """
    count, known, known_after, space = sizes
    places = len(first) > 0
    while i < end and count < len(words) and known < len(types) and known_after < len(types_after):
        stop, points = _word_end(data, i, end, classes)
        number = _number_of(data, i, stop, table, types, known)
        words[np.uint64(count)] = number
        known = max(known, number + 1)
        i, between = _word_start(data, stop, end, classes)
        if places:
            at = np.uint64(count)
            first[at], behind[at] = point, point + points
            single = i - stop == 1 and data[stop] == _SPACE
            if single and space >= 0:
                after[at] = space
            else:
                number = _number_of(data, stop, i, table_after, types_after, known_after)
                after[at] = number
                known_after = max(known_after, number + 1)
                if single:
                    space = number
        point += points + between
        count += 1
    sizes[0], sizes[1], sizes[2], sizes[3] = count, known, known_after, space
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
    words, room = np.empty(room, np.int32), room if places else 0
    first, behind, after = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    word_bounds = np.zeros(len(bounds), np.int64)
    types, types_after = np.empty((1 << 14, 4), np.uint64), np.empty((1 << 10, 4), np.uint64)
    table, table_after = _table(types, 0), _table(types_after, 0)
    sizes = np.array([0, 0, 0, -1])
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
    found = types[: sizes[1], 2:].astype(np.int64), types_after[: sizes[2], 2:].astype(np.int64)
    return word_bounds, words[:count], places_of_words, found[0], found[1]
