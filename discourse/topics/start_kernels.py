"""Compiled loop of the factorisation a topic model starts from. Imported inside the functions that use it.

Sums run in a fixed order that no compiler may change (no ``fastmath``).
"""

import numpy as np
from numba import njit

_BLOCK = 128  # rows worked at together, so that a processor adds up several at once
_LEAST = np.float32(1e-12)


@njit(cache=True, nogil=True, error_model="numpy")
def improve(indptr, indices, values, other, gram, factor):
    """Move one factor of a sparse matrix (rows × parts) nearer to its best, the other one (columns × parts) held fixed.

    ``gram`` is the other factor's parts × parts. The parts are gone through in turn, and each is set to its best
    non-negative value given the rest (hierarchical alternating least squares, Cichocki & Phan 2009).
    """
    rows, parts = factor.shape
    padded = -(-parts // 4) * 4
    weights = np.zeros((parts, padded), np.float32)
    weights[:, :parts] = gram
    cross = np.zeros((parts, _BLOCK), np.float32)
    kept = np.zeros((padded, _BLOCK), np.float32)
    product = np.empty(parts, np.float32)
    model = np.empty(_BLOCK, np.float32)
    for first in range(0, rows, _BLOCK):
        number = min(_BLOCK, rows - first)
        for row in range(number):
            _product(indices, values, indptr[first + row], indptr[first + row + 1], other, product)
            for part in range(parts):
                cross[part, row] = product[part]
                kept[part, row] = factor[first + row, part]
        for part in range(parts):
            own = weights[part, part]
            if own <= _LEAST:
                continue
            _modelled(weights[part], kept, model)
            line, target = kept[part], cross[part]
            for row in range(number):
                value = line[row] + (target[row] - model[row]) / own
                line[row] = value if value > 0 else np.float32(0)
        for row in range(number):
            for part in range(parts):
                factor[first + row, part] = kept[part, row]


@njit(inline="always", error_model="numpy")
def _product(indices, values, begin, end, other, product):
    """One row of the matrix times the other factor, four entries at a time."""
    product[:] = 0
    whole = end - (end - begin) % 4
    for entry in range(begin, whole, 4):
        a, b, c, d = values[entry], values[entry + 1], values[entry + 2], values[entry + 3]
        one, two = other[indices[entry]], other[indices[entry + 1]]
        three, four = other[indices[entry + 2]], other[indices[entry + 3]]
        for part in range(len(product)):
            product[part] += (a * one[part] + b * two[part]) + (c * three[part] + d * four[part])
    for entry in range(whole, end):
        value, column = values[entry], other[indices[entry]]
        for part in range(len(product)):
            product[part] += value * column[part]


@njit(inline="always", error_model="numpy")
def _modelled(weights, kept, model):
    """A row of the gram matrix times a block of the factor, four parts at a time."""
    model[:] = 0
    for part in range(0, len(weights), 4):
        a, b, c, d = weights[part], weights[part + 1], weights[part + 2], weights[part + 3]
        one, two, three, four = kept[part], kept[part + 1], kept[part + 2], kept[part + 3]
        for row in range(_BLOCK):
            model[row] += (a * one[row] + b * two[row]) + (c * three[row] + d * four[row])
