"""Where a topic model starts: the sufficient statistics before the first update."""

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.topics.rows import Rows

#: The start looks at no more documents than this, evenly drawn; a larger corpus does not move it.
MAX_DOCUMENTS = 20_000
#: Fewer rounds save little time and let topics differ from one sample of documents to the next.
_ROUNDS = 50
#: A document's row has the length tokens ** this: at 0 each document counts alike, at .5 each word. With 0 thousands of
#: short reports of one kind leave few topics to the longer ones.
_LENGTH = 0.5


def nmf_start(rows: Rows, *, n_topics: int, random_state: int, tokens: int) -> NDArray[np.float32]:
    """Return statistics (topics × terms) laid out by a non-negative factorisation of the tf-idf matrix.

    Variational Bayes ends near where it begins. Begun at random it stays far behind Gibbs samplers; begun at this
    factorisation it does not (measured in ``benchmarks/topics.py``).
    """
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits

    from discourse.topics.start_kernels import improve

    weights = tf_idf(_drawn(rows, random_state), power=_LENGTH)
    turned = csr_array(weights.T.tocsr())
    with threadpool_limits(1), warnings.catch_warnings():  # sums in another order would be other bits
        warnings.simplefilter("ignore", ConvergenceWarning)  # one iteration: where our rounds begin
        model = NMF(n_topics, init="nndsvd", max_iter=1, tol=0.0, random_state=random_state)
        shares = np.ascontiguousarray(model.fit_transform(weights), dtype=np.float32)
        parts = np.ascontiguousarray(model.components_.T, dtype=np.float32)
        for _ in range(_ROUNDS):
            improve(weights.indptr, weights.indices, weights.data, parts, parts.T @ parts, shares)
            improve(turned.indptr, turned.indices, turned.data, shares, shares.T @ shares, parts)
    heavy = parts.sum(axis=0)
    parts = np.where(heavy > 0, parts / np.where(heavy > 0, heavy, 1), 1 / len(parts))
    return np.asfortranarray(parts.T * (tokens / n_topics), dtype=np.float32)


def _drawn(rows: Rows, random_state: int) -> csr_array:
    """The documents the start looks at."""
    if len(rows) <= MAX_DOCUMENTS:
        return rows.matrix()
    drawn = np.sort(np.random.default_rng([random_state, 1]).choice(len(rows), MAX_DOCUMENTS, replace=False))
    starts, ends = rows.indptr[rows.first + drawn], rows.indptr[rows.first + drawn + 1]
    pointer = np.concatenate([[0], np.cumsum(ends - starts)])
    entries = np.arange(pointer[-1]) + np.repeat(starts - pointer[:-1], ends - starts)
    return csr_array(
        (np.asarray(rows.counts[entries], dtype=np.float32), np.asarray(rows.indices[entries]), pointer),
        shape=(len(drawn), rows.terms),
    )


def tf_idf(counts: csr_array, *, power: float) -> csr_array:
    """Return (1 + ln count) × (1 + ln((1 + documents) / (1 + documents with the term))).

    Rows have the length tokens ** ``power``.
    """
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = 1 + np.log((1 + counts.shape[0]) / (1 + documents))
    weights = (1 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=counts.shape[0]))
    tokens = np.bincount(rows, weights=counts.data, minlength=counts.shape[0])
    scale = tokens[rows] ** power / length[rows]
    return csr_array((np.float32(weights * scale), counts.indices, counts.indptr), shape=counts.shape)
