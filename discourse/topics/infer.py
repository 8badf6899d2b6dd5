"""Shares of the topics in documents, the model held fixed."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TooSmallError
from discourse.text.matrix import DTM
from discourse.topics.model import TopicModel, check_workers
from discourse.topics.rows import Rows, rows, totals

_ITERATIONS = 100
_TOLERANCE = 1e-3
_CHUNK = 4_000


def infer_topics(topics: TopicModel, dtm: DTM, *, workers: int = 1) -> TopicModel:
    """Find the topics of a fitted model in other documents. *What are these new texts about, in terms of the old?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned; it is not changed.
    dtm
        The other documents. Terms the model does not know are left out.
    workers
        Threads; they change no bit of the result.

    Returns
    -------
    TopicModel
        The same topics, with ``doc_topics``, ``doc_lengths`` and ``term_counts`` of these documents (terms the model
        knows). Settings say how many of the tokens the model knows (``known_share``).

    Raises
    ------
    TooSmallError
        If the model knows none of the terms.

    Notes
    -----
    A document's shares depend on the document alone, not on those inferred with it, and those of the training
    documents come out as they were. Where ``known_share`` is low, the new texts speak of what the model never saw.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> dtm = dc.document_term_matrix(tokens, min_docs=3, stop_words="en")
    >>> topics = dc.fit_topics(dtm, n_topics=5, random_state=1)
    >>> bool((dc.infer_topics(topics, dtm).doc_topics == topics.doc_topics).all(axis=None))
    True
    """
    check_workers(workers)
    known = known_terms(dtm, topics.topic_terms.columns)
    lengths, freq = totals(known)
    if lengths.sum() == 0:
        raise TooSmallError("the model knows none of the terms of these documents; were they counted the same way?")
    shares = infer_shares(topics, rows(known), lengths=lengths, workers=workers)
    everything = int(totals(dtm)[0].sum())
    return topics.with_documents(
        shares,
        doc_ids=known.doc_ids,
        doc_lengths=lengths,
        term_counts=freq,
        known_share=float(lengths.sum()) / everything,
    )


def known_terms(dtm: DTM, terms: pd.Index) -> DTM:
    """Return the matrix with the columns of ``terms``, in their order; a term it does not have is a column of zeros."""
    if dtm.terms.equals(terms):
        return dtm
    from scipy.sparse import csr_array

    place = terms.get_indexer(dtm.terms)
    column = place[dtm.counts.indices]
    keep = column >= 0
    row = np.repeat(np.arange(dtm.counts.shape[0]), np.diff(dtm.counts.indptr))[keep]
    counts = csr_array((dtm.counts.data[keep], (row, column[keep])), shape=(dtm.counts.shape[0], len(terms)))
    return DTM(counts, dtm.doc_ids, terms)


def infer_shares(
    topics: TopicModel, documents: Rows, *, lengths: NDArray[np.int64], workers: int
) -> NDArray[np.float64]:
    """Documents × topics; rows sum to 1, and a document without a term has the prior."""
    topic_terms = topics.topic_terms.to_numpy()
    if topics.settings["model"] == "gensim Nmf":
        return _mixture(topic_terms, documents)
    alpha = topics.priors["alpha"].to_numpy()
    return dirichlet_shares(
        topic_terms, topics.priors["weight"].to_numpy(), alpha, documents, lengths=lengths, workers=workers
    )


def dirichlet_shares(
    topic_terms: NDArray[np.float64],
    weight: NDArray[np.float64],
    alpha: NDArray[np.float64],
    documents: Rows,
    *,
    lengths: NDArray[np.int64],
    workers: int,
) -> NDArray[np.float64]:
    """Mean of the variational posterior of each document's shares, begun at the same place for all."""
    from discourse.topics import kernels
    from discourse.topics.lda import infer_gamma

    n_topics, terms = topic_terms.shape
    weights = np.zeros((terms, -(-n_topics // kernels.LANES) * kernels.LANES), np.float32)
    statistics = np.ascontiguousarray((topic_terms * weight[:, None]).T, dtype=np.float32)
    kernels.term_weights(statistics, np.zeros((terms, 1), np.float32), True, weights)
    shares = np.empty((len(documents), n_topics))
    for first in range(0, len(documents), _CHUNK):
        part = slice(first, first + _CHUNK)
        gamma = np.float32(alpha + lengths[part, None] / n_topics)
        gamma, _, _ = infer_gamma(
            documents[part], gamma, weights, alpha, iterations=_ITERATIONS, tolerance=_TOLERANCE, threads=workers
        )
        shares[part] = gamma
    return shares / shares.sum(axis=1, keepdims=True)


def _mixture(topic_terms: NDArray[np.float64], documents: Rows) -> NDArray[np.float64]:
    """Shares of a mixture of the topics by expectation–maximisation, for models without a prior."""
    from discourse.topics.kernels import fold_in

    matrix = documents.matrix()
    terms = np.ascontiguousarray(topic_terms.T) + 1e-12
    return fold_in(matrix.indptr, matrix.indices, matrix.data.astype(np.float64), terms, 1e-6, _ITERATIONS)


def draw_shares(topics: TopicModel, *, random_state: int | list[int]) -> NDArray[np.float64]:
    """Draw each document's shares from its posterior (a Dirichlet around its mean with its length and the prior)."""
    if topics.priors["alpha"].isna().any():
        raise ArgumentError(f"{topics.settings['model']} has no prior over shares, so none can be drawn")
    size = topics.doc_lengths.to_numpy() + topics.priors["alpha"].sum()
    drawn = np.random.default_rng(random_state).gamma(np.maximum(topics.doc_topics.to_numpy() * size[:, None], 1e-6))
    return drawn / drawn.sum(axis=1, keepdims=True)
