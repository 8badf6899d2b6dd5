"""Compiled loops that split UTF-8 bytes into words; imported only where a corpus is large enough to pay for it."""

import numpy as np
from numba import njit

from discourse.text.type_kernels import ALL, hash_table, known_or_new, load, number_of

# the classes of discourse.text.characters; compiled code takes them as constants
_OTHER, _LETTER, _DIGIT, _MARK, _JOINER, _NUMERIC, _PERIOD = range(7)
_SPACE = 0x20
#: The same byte eight times: one, its highest bit, all others, the bit of lower case, and what lifts a letter or digit
#: (or what comes behind them) to the highest bit.
_ONES = np.uint64(0x0101010101010101)
_HIGH, _LOW, _CASE = _ONES * np.uint64(0x80), _ONES * np.uint64(0x7F), _ONES * np.uint64(0x20)
_FROM_A, _FROM_BEHIND_Z = _ONES * np.uint64(0x80 - ord("a")), _ONES * np.uint64(0x7F - ord("z"))
_FROM_0, _FROM_BEHIND_9 = _ONES * np.uint64(0x80 - ord("0")), _ONES * np.uint64(0x7F - ord("9"))


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
def _plain(eight):
    """How many of eight bytes, from the first on, are letters or digits of ASCII; all bytes are looked at together."""
    seven = eight & _LOW
    lower = seven | _CASE
    letters = (lower + _FROM_A) & ~(lower + _FROM_BEHIND_Z)  # the highest bit of each byte says yes
    digits = (seven + _FROM_0) & ~(seven + _FROM_BEHIND_9)
    other = (~(letters | digits) | eight) & _HIGH
    if other == 0:
        return np.int64(8)
    below = (other - np.uint64(1)) & ~other
    return np.int64((below & _ONES) * _ONES >> np.uint64(56)) - 1


@njit(cache=True, nogil=True, inline="always")
def _word_end(data, i, end, classes):
    """Read the word that begins at byte ``i``: the byte behind it, and its code points."""
    begin, plain = i, np.int64(8)
    while plain == 8 and i + 8 <= end:
        plain = _plain(load(data, i))
        i += plain
    while plain == 8 and i < end and data[i] < 0x80 and _OTHER < classes[data[i]] < _MARK:
        i += 1
    points = i - begin
    if i == end or (data[i] < 0x80 and classes[data[i]] == _OTHER):
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
        eight, points = np.uint64(0), np.int64(0)
        if i + 8 < end:
            eight = load(data, i)
            points = _plain(eight)
        beyond = np.uint64(data[np.uint64(i + points)])
        if 0 < points < 8 and beyond < 0x80 and classes[beyond] == _OTHER:  # short and plain, as most are
            stop, first_eight = i + points, eight & ALL >> np.uint64(64 - 8 * points)
            number = known_or_new(data, i, points, first_eight, np.uint64(0), table, types, known)
        else:
            stop, points = _word_end(data, i, end, classes)
            number = number_of(data, i, stop, table, types, known)
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
                number = number_of(data, stop, i, table_after, types_after, known_after)
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
    table, table_after = hash_table(types, 0), hash_table(types_after, 0)
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
                table = hash_table(types, sizes[1])
            if sizes[2] == len(types_after):
                types_after = _longer(types_after)
                table_after = hash_table(types_after, sizes[2])
            i, point = _read(
                data, i, end, point, classes, words, first, behind, after, table, types, table_after, types_after, sizes
            )
        word_bounds[text + 1] = sizes[0]
    count = sizes[0]
    places_of_words = (first[:count], behind[:count], after[:count])
    found = types[: sizes[1], 2:].astype(np.int64), types_after[: sizes[2], 2:].astype(np.int64)
    return word_bounds, words[:count], places_of_words, found[0], found[1]
