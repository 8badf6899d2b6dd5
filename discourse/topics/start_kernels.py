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
    cross = np.zeros((parts, _BLOCK), np.float32)
    kept = np.zeros((parts, _BLOCK), np.float32)
    product = np.empty(parts, np.float32)
    model = np.empty(_BLOCK, np.float32)
    for first in range(0, rows, _BLOCK):
        number = min(_BLOCK, rows - first)
        for row in range(number):
            product[:] = 0
            for entry in range(indptr[first + row], indptr[first + row + 1]):
                value, column = values[entry], other[indices[entry]]
                for part in range(parts):
                    product[part] += value * column[part]
            for part in range(parts):
                cross[part, row] = product[part]
                kept[part, row] = factor[first + row, part]
        for part in range(parts):
            own = gram[part, part]
            if own <= _LEAST:
                continue
            model[:] = 0
            for each in range(parts):
                weight, line = gram[part, each], kept[each]
                for row in range(_BLOCK):
                    model[row] += weight * line[row]
            line, target = kept[part], cross[part]
            for row in range(number):
                value = line[row] + (target[row] - model[row]) / own
                line[row] = value if value > 0 else np.float32(0)
        for row in range(number):
            for part in range(parts):
                factor[first + row, part] = kept[part, row]
