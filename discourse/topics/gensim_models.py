"""gensim's other topic models behind the same contract: ``Nmf`` and ``HdpModel``."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.topics.model import topic_priors
from discourse.topics.rows import Rows

_HDP_SHARE = 1e-3


def fit_other(
    model: str, documents: Rows, terms: pd.Index, *, n_topics: int, random_state: int, passes: int
) -> tuple[dict[str, object], NDArray[np.float64], pd.DataFrame]:
    """Fit ``"nmf"`` or ``"hdp"``; returns settings, topics × terms, and the priors."""
    names = dict(enumerate(terms))
    with _quiet():
        if model == "nmf":
            topic_terms = _nmf(documents, names, n_topics, random_state, passes)
            return {"model": "gensim Nmf"}, topic_terms, topic_priors(n_topics)
        return _hdp(documents, names, n_topics, random_state)


def _nmf(documents: Rows, names: dict[int, str], n_topics: int, random_state: int, passes: int) -> NDArray[np.float64]:
    from gensim.models.nmf import Nmf
    from scipy.sparse import csc_matrix  # the one kind of matrix gensim's Nmf takes as it is
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        fitted = Nmf(
            csc_matrix(documents.matrix().astype(np.float64).T),
            num_topics=n_topics,
            id2word=names,
            passes=passes,
            random_state=random_state,
            eval_every=None,
        )
        topics = np.asarray(fitted.get_topics(normalize=False), dtype=np.float64)
    topics = topics + 1e-12
    return topics / topics.sum(axis=1, keepdims=True)


def _hdp(
    documents: Rows, names: dict[int, str], n_topics: int, random_state: int
) -> tuple[dict[str, object], NDArray[np.float64], pd.DataFrame]:
    """The topics of the corpus's stick that hold at least a thousandth of it, the largest first."""
    from gensim.models import HdpModel
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        fitted = HdpModel(
            list(documents), names, T=n_topics, K=min(15, n_topics), random_state=random_state, outputdir=None
        )
        alpha, _ = fitted.hdp_to_lda()
    weights = np.asarray(fitted.m_lambda + fitted.m_eta, dtype=np.float64)
    share = np.asarray(alpha, dtype=np.float64) / np.sum(alpha)
    used = [topic for topic in np.argsort(-share, kind="stable") if share[topic] >= _HDP_SHARE] or [0]
    total = weights[used].sum(axis=1)
    settings = {"model": "gensim HdpModel", "eta": float(fitted.m_eta), "most_topics": n_topics}
    priors = topic_priors(len(used), alpha=np.asarray(alpha, dtype=np.float64)[used], weight=total)
    return settings, weights[used] / total[:, None], priors


@contextmanager
def _quiet() -> Iterator[None]:
    """gensim warns about few updates and about documents without terms; both are looked after here."""
    loggers = [logging.getLogger(name) for name in ("gensim.models.nmf", "gensim.models.hdpmodel", "gensim.utils")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
