"""Compiled hash table that numbers stretches of bytes, such as the types of words. Imported where needed.

Compiled code is kept by the date of the file of the loop that calls it: after a change here, touch
:mod:`discourse.text.kernels` as well.
"""

import numpy as np
from numba import njit

#: Odd numbers that scatter the bits of what they are multiplied by.
_SCATTER, _AGAIN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_HALF, ALL = np.uint64(32), np.uint64(0xFFFFFFFFFFFFFFFF)


@njit(cache=True, nogil=True, inline="always")
def load(data, i):
    """Eight bytes from ``i`` on as one number; so written that it is one instruction."""
    number, at = np.uint64(0), np.uint64(i)
    for k in range(8):
        number |= np.uint64(data[at + np.uint64(k)]) << np.uint64(8 * k)
    return number


@njit(cache=True, nogil=True, inline="always")
def up_to_eight(data, i, stop):
    """Up to eight bytes from ``i`` on as one number, without those from ``stop`` on; ``i`` is before ``stop``."""
    if i + 8 <= len(data):
        return load(data, i) & ALL >> np.uint64(8 * max(0, i + 8 - stop))
    number = np.uint64(0)
    for k in range(min(8, stop - i)):
        number |= np.uint64(data[i + k]) << np.uint64(8 * k)
    return number


@njit(cache=True, nogil=True, inline="always")
def _place(first, rest, table):
    """Where to look for a stretch of bytes in a hash table."""
    code = (first ^ rest * _AGAIN) * _SCATTER
    return np.int64((code ^ code >> _HALF) & np.uint64(len(table) - 1))


@njit(cache=True, nogil=True)
def hash_table(types, known):
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
        code = (code ^ up_to_eight(data, i, stop)) * _SCATTER
        code ^= code >> _HALF
        i += 8
    return code


@njit(cache=True, nogil=True, inline="always")
def number_of(data, start, stop, table, types, known):
    """The number of a stretch of bytes among the ``known`` types; if it is new, ``known``, and it is written down.

    A type is its first eight bytes, the next eight (of longer stretches a number for all the rest), its start and its
    length: of all but the longest, none needs to be looked up in ``data``, which is seldom in the cache.
    """
    length, rest = stop - start, np.uint64(0)
    first = up_to_eight(data, start, stop) if length > 0 else rest
    if length > 8:
        rest = up_to_eight(data, start + 8, stop) if length <= 16 else _scattered(data, start + 8, stop)
    return known_or_new(data, start, length, first, rest, table, types, known)


@njit(cache=True, nogil=True, inline="always")
def known_or_new(data, start, length, first, rest, table, types, known):
    """The same, with the first eight bytes and the number for the rest at hand."""
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
            if length <= 16 or (data[start : start + length] == data[other : other + length]).all():
                return np.int64(number)
        place = (place + 1) & (len(table) - 1)
