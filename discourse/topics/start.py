"""Where a topic model starts: the sufficient statistics before the first update."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.topics.rows import Rows

#: The start looks at no more documents than this, evenly drawn; a larger corpus does not move it.
MAX_DOCUMENTS = 20_000
_ITERATIONS = 15


def nmf_start(rows: Rows, *, n_topics: int, random_state: int, tokens: int) -> NDArray[np.float32]:
    """Return statistics (topics × terms) laid out by a non-negative factorisation of the tf-idf matrix.

    Online variational Bayes ends near where it begins. Begun at random it stays far behind Gibbs samplers; begun at
    this factorisation it does not (measured in ``benchmarks/topics.py``).
    """
    from sklearn.decomposition import NMF
    from threadpoolctl import threadpool_limits

    weights = tf_idf(_drawn(rows, random_state))
    with threadpool_limits(1):  # sums in another order would be other bits
        model = NMF(n_topics, init="nndsvd", max_iter=_ITERATIONS, tol=1e-3, random_state=random_state)
        parts = _fitted(model, weights)
    heavy = parts.sum(axis=1, keepdims=True)
    parts = np.where(heavy > 0, parts / np.where(heavy > 0, heavy, 1), 1 / parts.shape[1])
    return np.asfortranarray(parts * (tokens / n_topics), dtype=np.float32)


def _fitted(model: object, weights: csr_array) -> NDArray[np.float32]:
    """The factor of terms; that so few iterations do not converge is meant."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(weights).components_


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


def tf_idf(counts: csr_array) -> csr_array:
    """Return (1 + ln count) × (1 + ln((1 + documents) / (1 + documents with the term))), rows of length 1."""
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = 1 + np.log((1 + counts.shape[0]) / (1 + documents))
    weights = (1 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=counts.shape[0]))
    return csr_array((np.float32(weights / length[rows]), counts.indices, counts.indptr), shape=counts.shape)
