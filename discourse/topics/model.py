"""A fitted topic model as plain arrays."""

from collections.abc import Mapping, Sequence
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
    priors
        Topics: ``alpha`` (prior weight of the topic in a document), ``weight`` (tokens the topic's distribution rests
        on, the prior's included; both NaN for models without a Dirichlet prior), ``seeded`` (pseudo-tokens of seed
        words in it), ``name`` (of the seed list, or ``""``).
    """

    topic_terms: pd.DataFrame
    doc_topics: pd.DataFrame
    doc_lengths: pd.Series
    term_counts: pd.Series
    settings: Mapping[str, object]
    priors: pd.DataFrame

    def __repr__(self) -> str:
        topics, terms = self.topic_terms.shape
        settings = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return (
            f"TopicModel\n├─ topics: {topics}\n├─ terms: {terms:,}\n"
            f"├─ documents: {len(self.doc_topics):,}\n└─ settings: {settings}"
        )

    def __reduce__(self) -> tuple:
        parts = (
            self.topic_terms,
            self.doc_topics,
            self.doc_lengths,
            self.term_counts,
            dict(self.settings),
            self.priors,
        )
        return _again, parts

    def with_documents(
        self,
        doc_topics: NDArray[np.float64],
        *,
        doc_ids: pd.Index,
        doc_lengths: NDArray[np.int64],
        term_counts: NDArray[np.int64],
        known_share: float,
    ) -> "TopicModel":
        """Return the same topics with the shares of other documents."""
        return topic_model(
            self.topic_terms.to_numpy(),
            doc_topics,
            terms=self.topic_terms.columns,
            doc_ids=doc_ids,
            doc_lengths=doc_lengths,
            term_counts=term_counts,
            settings={**self.settings, "known_share": known_share},
            priors=self.priors,
        )


def _again(*parts: object) -> TopicModel:
    """Put a model together that was sent from another process."""
    *tables, settings, priors = parts
    return TopicModel(*tables, settings=MappingProxyType(settings), priors=priors)


def topic_model(
    topic_terms: NDArray[np.float64],
    doc_topics: NDArray[np.float64],
    *,
    terms: pd.Index,
    doc_ids: pd.Index,
    doc_lengths: NDArray[np.int64],
    term_counts: NDArray[np.int64],
    settings: Mapping[str, object],
    priors: pd.DataFrame | None = None,
) -> TopicModel:
    """Label a model's arrays and freeze them."""
    topics = pd.RangeIndex(1, len(topic_terms) + 1, name="topic")
    if priors is None:
        priors = topic_priors(len(topic_terms))
    return TopicModel(
        topic_terms=pd.DataFrame(topic_terms, index=topics, columns=terms),
        doc_topics=pd.DataFrame(doc_topics, index=doc_ids.rename("doc_id"), columns=topics),
        doc_lengths=pd.Series(doc_lengths, index=doc_ids.rename("doc_id"), name="tokens"),
        term_counts=pd.Series(term_counts, index=terms, name="freq"),
        settings=MappingProxyType(dict(settings)),
        priors=priors.set_axis(topics),
    )


def topic_priors(
    n_topics: int,
    *,
    alpha: NDArray[np.float64] | float = np.nan,
    weight: NDArray[np.float64] | float = np.nan,
    seeded: NDArray[np.float64] | float = 0.0,
    names: Sequence[str] = (),
) -> pd.DataFrame:
    """Make the table of priors, a row a topic."""
    topics = pd.RangeIndex(1, n_topics + 1, name="topic")
    columns = {"alpha": alpha, "weight": weight, "seeded": seeded}
    numbers = {column: np.broadcast_to(np.float64(value), (n_topics,)) for column, value in columns.items()}
    called = pd.Series([*names, *[""] * (n_topics - len(names))], index=topics, dtype="str")
    return pd.DataFrame(numbers, index=topics).assign(name=called)


def best_terms(values: NDArray[np.float64], *, n: int) -> NDArray[np.int64]:
    """Return the columns of the ``n`` largest values of each row, the first of equal ones first."""
    n = min(n, values.shape[1])
    if n == values.shape[1]:
        return np.argsort(-values, axis=1, kind="stable")
    floor = -np.partition(-values, n - 1, axis=1)[:, n - 1]
    best = []
    for row, least in zip(values, floor, strict=True):
        there = np.flatnonzero(row >= least)
        best.append(there[np.argsort(-row[there], kind="stable")][:n])
    return np.array(best, dtype=np.int64)


def check_n(n: int) -> None:
    """Say so if ``n`` is not a positive number."""
    if n < 1:
        raise ArgumentError(f"n must be 1 or more, not {n}")


def check_workers(workers: int) -> int:
    """Return ``workers`` if it is a positive number, else say so."""
    if isinstance(workers, bool) or not isinstance(workers, (int, np.integer)) or workers < 1:
        raise ArgumentError(f"workers must be a whole number from 1 on, not {workers!r}")
    return int(workers)
