"""The document-term matrix as gensim sees it: a corpus that makes no Python object per document unless asked."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.text.matrix import DTM


class Rows(Sequence):
    """Documents ``first`` to ``last`` of a sparse matrix as a gensim corpus (a sequence of lists of (term, count)).

    The arrays may be memory-mapped: only the rows asked for are touched.
    """

    def __init__(
        self,
        indptr: NDArray[np.integer],
        indices: NDArray[np.integer],
        counts: NDArray[np.number],
        first: int,
        last: int,
        terms: int,
    ) -> None:
        self.indptr, self.indices, self.counts = indptr, indices, counts
        self.first, self.last, self.terms = first, last, terms

    def __len__(self) -> int:
        return self.last - self.first

    def __getitem__(self, key: int | slice) -> "list[tuple[int, float]] | Rows":
        if isinstance(key, slice):
            first, last, step = key.indices(len(self))
            if step != 1:
                raise IndexError("rows can be sliced in steps of 1 only")
            begin = self.first + first
            return Rows(self.indptr, self.indices, self.counts, begin, max(begin, self.first + last), self.terms)
        row = range(self.first, self.last)[key]
        entries = slice(self.indptr[row], self.indptr[row + 1])
        return list(zip(self.indices[entries].tolist(), self.counts[entries].tolist(), strict=True))

    def __iter__(self) -> Iterator[list[tuple[int, float]]]:
        return (self[row] for row in range(len(self)))

    @property
    def entries(self) -> int:
        """How many (document, term) pairs there are."""
        return int(self.indptr[self.last] - self.indptr[self.first])

    def matrix(self) -> csr_array:
        """Return these rows as a sparse matrix of single precision."""
        pointer = self.indptr[self.first : self.last + 1]
        entries = slice(pointer[0], pointer[-1])
        parts = (self.counts[entries].astype(np.float32), self.indices[entries], pointer - pointer[0])
        return csr_array(parts, shape=(len(self), self.terms))


def rows(dtm: DTM) -> Rows:
    """Look at the whole matrix as rows, terms ascending within each row."""
    counts = dtm.counts
    if not counts.has_sorted_indices:
        counts = counts.sorted_indices()
    return Rows(counts.indptr, counts.indices, counts.data, 0, counts.shape[0], counts.shape[1])


def totals(dtm: DTM, *, block: int = 2_000) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the tokens of each document and of each term, a block of documents at a time."""
    counts = dtm.counts
    lengths = np.zeros(counts.shape[0], dtype=np.int64)
    freq = np.zeros(counts.shape[1], dtype=np.int64)
    for first in range(0, counts.shape[0], block):
        pointer = counts.indptr[first : first + block + 1].astype(np.int64)
        entries = slice(pointer[0], pointer[-1])
        weights = counts.data[entries]
        freq += np.bincount(counts.indices[entries], weights=weights, minlength=len(freq)).astype(np.int64)
        running = np.concatenate([[0], np.cumsum(weights, dtype=np.int64)])
        lengths[first : first + len(pointer) - 1] = np.diff(running[pointer - pointer[0]])
    return lengths, freq
