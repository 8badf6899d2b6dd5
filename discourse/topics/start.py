"""Where a topic model starts: the sufficient statistics before the first update."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.topics.rows import Rows

#: The start looks at no more documents than this, evenly drawn; a larger corpus does not move it.
MAX_DOCUMENTS = 20_000
#: The rotation is found on no more rows than this, evenly drawn.
_MAX_ROWS = 5_000
_TURNS, _SETTLED = 30, 1e-5
#: Of the factorisation; with fewer, topics of small corpora differ more from one sample of documents to the next.
_ROUNDS = 20
#: A row of so many tokens counts half of a long one (in squares), as much of a short text is noise. With rows of one
#: length thousands of short reports leave few topics to the longer ones; with rows as long as their texts a few long
#: texts decide, and topics come and go with them.
_HALF = 150


def nmf_start(rows: Rows, *, n_topics: int, random_state: int, tokens: int) -> NDArray[np.float32]:
    """Return statistics (topics × terms) laid out by a non-negative factorisation of the tf-idf matrix.

    Variational Bayes ends near where it begins. Begun at random it stays far behind Gibbs samplers; begun at this
    factorisation it does not. The factorisation in turn begins at the rotated singular vectors: begun at those
    themselves it ends elsewhere for other samples of the documents (both measured in ``benchmarks/topics.py``).
    """
    from threadpoolctl import threadpool_limits

    from discourse.topics.start_kernels import improve

    weights = tf_idf(_drawn(rows, random_state))
    turned = csr_array(weights.T.tocsr())
    with threadpool_limits(1):  # sums in another order would be other bits
        shares = rotated(weights, n_topics=n_topics, random_state=random_state)
        parts = np.zeros((weights.shape[1], n_topics), np.float32)
        for _ in range(5):  # from nothing to near the best for these shares
            improve(turned.indptr, turned.indices, turned.data, shares, shares.T @ shares, parts)
        for _ in range(_ROUNDS):
            improve(weights.indptr, weights.indices, weights.data, parts, parts.T @ parts, shares)
            improve(turned.indptr, turned.indices, turned.data, shares, shares.T @ shares, parts)
    heavy = parts.sum(axis=0)
    parts = np.where(heavy > 0, parts / np.where(heavy > 0, heavy, 1), 1 / len(parts))
    return np.asfortranarray(parts.T * (tokens / n_topics), dtype=np.float32)


def rotated(weights: csr_array, *, n_topics: int, random_state: int) -> NDArray[np.float32]:
    """Return how far each document lies in each direction (documents × topics, from 0 up).

    The directions are the leading singular vectors, rotated so that each document lies in few of them (varimax, Kaiser
    1958; that this finds the topics, Rohe & Zeng 2023) and turned so that those it lies in count as positive. With
    fewer documents or terms than topics the last topics are empty.
    """
    from sklearn.utils.extmath import randomized_svd

    left, _, _ = randomized_svd(weights, n_topics, random_state=random_state)
    drawn = np.linspace(0, len(left) - 1, min(len(left), _MAX_ROWS)).astype(np.int64)
    found = left @ varimax(left[drawn])
    found *= np.sign((found**3).sum(axis=0))
    shares = np.zeros((len(left), n_topics), np.float32)
    shares[:, : found.shape[1]] = np.maximum(found, 0)
    return shares


def varimax(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """The rotation (columns × columns) after which squares of the rows differ most within each column (Kaiser 1958)."""
    lines = np.float32(vectors * np.sqrt(len(vectors)))
    rotation, before = np.eye(lines.shape[1], dtype=np.float32), 0.0
    for _ in range(_TURNS):
        now = lines @ rotation
        squares = now * now
        left, size, right = np.linalg.svd(np.float64(lines.T @ (now * (squares - squares.mean(axis=0)))))
        rotation = np.float32(left @ right)
        if size.sum() < before * (1 + _SETTLED):
            break
        before = size.sum()
    return rotation


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
    """Return (1 + ln count) × (1 + ln((1 + documents) / (1 + documents with the term))).

    Rows have the length √(tokens / (tokens + 150)).
    """
    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = 1 + np.log((1 + counts.shape[0]) / (1 + documents))
    weights = (1 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=counts.shape[0]))
    tokens = np.bincount(rows, weights=counts.data, minlength=counts.shape[0])
    scale = np.sqrt(tokens / (tokens + _HALF))[rows] / length[rows]
    return csr_array((np.float32(weights * scale), counts.indices, counts.indptr), shape=counts.shape)
