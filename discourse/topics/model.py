"""A fitted topic model as plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError


@dataclass(frozen=True)
class TopicModel:
    """What a topic model found. Topics are numbered from 1.

    Attributes
    ----------
    topic_terms
        Topics × terms (a DataFrame, columns in the order of the DTM): the probability of each term in each topic;
        rows sum to 1.
    doc_topics
        Documents × topics (a DataFrame): the share of each topic in each document; rows sum to 1, no topic is
        left out. A document without a term has the model's prior.
    doc_lengths
        Documents: how many counted tokens each has.
    term_counts
        Terms: how often each stands in the corpus.
    settings
        What the model was fitted with.
    """

    topic_terms: pd.DataFrame
    doc_topics: pd.DataFrame
    doc_lengths: pd.Series
    term_counts: pd.Series
    settings: Mapping[str, object]

    def __repr__(self) -> str:
        topics, terms = self.topic_terms.shape
        settings = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return (
            f"TopicModel\n├─ topics: {topics}\n├─ terms: {terms:,}\n"
            f"├─ documents: {len(self.doc_topics):,}\n└─ settings: {settings}"
        )


def topic_model(
    topic_terms: NDArray[np.float64],
    doc_topics: NDArray[np.float64],
    *,
    terms: pd.Index,
    doc_ids: pd.Index,
    doc_lengths: NDArray[np.int64],
    term_counts: NDArray[np.int64],
    settings: Mapping[str, object],
) -> TopicModel:
    """Label a model's arrays and freeze them."""
    topics = pd.RangeIndex(1, len(topic_terms) + 1, name="topic")
    return TopicModel(
        topic_terms=pd.DataFrame(topic_terms, index=topics, columns=terms),
        doc_topics=pd.DataFrame(doc_topics, index=doc_ids.rename("doc_id"), columns=topics),
        doc_lengths=pd.Series(doc_lengths, index=doc_ids.rename("doc_id"), name="tokens"),
        term_counts=pd.Series(term_counts, index=terms, name="freq"),
        settings=MappingProxyType(dict(settings)),
    )


def top_terms(topics: TopicModel, *, n: int = 10) -> pd.DataFrame:
    """Show the most probable terms of each topic. *What words make up a topic?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    n
        Terms per topic.

    Returns
    -------
    DataFrame
        One row per topic and term: ``topic`` (from 1), ``rank`` (from 1), ``token``, ``probability``. Terms that are
        equally probable come in alphabetical order.
    """
    _check_n(n)
    tables = []
    for topic, row in topics.topic_terms.iterrows():
        best = row.sort_index().sort_values(ascending=False, kind="stable").head(n)
        tables.append(_ranked(topic, best, "token", "probability"))
    return pd.concat(tables, ignore_index=True)


def top_documents(topics: TopicModel, *, n: int = 5) -> pd.DataFrame:
    """Show the documents in which each topic has the largest share. *Where can a topic be read?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    n
        Documents per topic.

    Returns
    -------
    DataFrame
        One row per topic and document: ``topic`` (from 1), ``rank`` (from 1), ``doc_id``, ``share``, ``tokens``
        (counted tokens of the document: a large share of few words is weak evidence). Documents without a counted
        token, whose shares are only the prior, are not shown.
    """
    _check_n(n)
    shares = topics.doc_topics[topics.doc_lengths.to_numpy() > 0]
    tables = []
    for topic in shares.columns:
        best = shares[topic].sort_index().sort_values(ascending=False, kind="stable").head(n)
        tables.append(_ranked(topic, best, "doc_id", "share").assign(tokens=topics.doc_lengths[best.index].to_numpy()))
    return pd.concat(tables, ignore_index=True)


def _ranked(topic: int, best: pd.Series, name: str, value: str) -> pd.DataFrame:
    ranks = np.arange(1, len(best) + 1)
    return pd.DataFrame({"topic": topic, "rank": ranks, name: best.index.astype("str"), value: best.to_numpy()})


def _check_n(n: int) -> None:
    if n < 1:
        raise ArgumentError(f"n must be 1 or more, not {n}")
