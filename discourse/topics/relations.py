"""How topics stand to each other: which go together in documents, which have like words."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TooSmallError
from discourse.tables import empty
from discourse.topics.model import TopicModel
from discourse.topics.terms import top_terms


def topic_correlations(topics: TopicModel) -> pd.DataFrame:
    """Correlate the shares of topics over documents. *Which topics are written about together?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.

    Returns
    -------
    DataFrame
        One row per pair of topics: ``topic``, ``other``, ``correlation`` (of centred log-ratios; Aitchison 1986),
        ``documents`` (with a counted token).

    Notes
    -----
    Shares sum to 1, so plain correlations are negative by construction; log-ratios are not. Latent Dirichlet
    allocation itself takes topics to be uncorrelated: small correlations mean nothing.
    """
    shares = topics.doc_topics.to_numpy()[topics.doc_lengths.to_numpy() > 0]
    if len(shares) < 3:
        raise TooSmallError(
            f"{len(shares)} documents with a counted token; a correlation needs 3 and many more to mean"
        )
    logs = np.log(np.maximum(shares, 1e-12))
    centred = logs - logs.mean(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        matrix = np.corrcoef(centred.T)
    numbers = topics.topic_terms.index.to_numpy()
    one, other = np.triu_indices(len(numbers), 1)
    columns = {"topic": numbers[one], "other": numbers[other], "correlation": matrix[one, other]}
    return pd.DataFrame({**columns, "documents": len(shares)})[empty("topic_correlations").columns]


def topic_map(topics: TopicModel, *, n: int = 3) -> pd.DataFrame:
    """Lay topics out so that those of like words lie near each other. *Which topics are shades of one another?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    n
        Terms in a topic's label.

    Returns
    -------
    DataFrame
        One row per topic: ``topic``, ``x``, ``y``, ``share`` (of all counted tokens), ``label`` (its name or its top
        terms), ``shown`` (part of all distances that the two dimensions show, 0–1; the same in each row).

    Notes
    -----
    Classical scaling (Torgerson 1952) of the root of the Jensen–Shannon divergence between topics, as pyLDAvis does it.
    With many topics ``shown`` is small, and nearness on the page may deceive.
    """
    places, shown = scaled(jensen_shannon(topics.topic_terms.to_numpy()))
    lengths = topics.doc_lengths.to_numpy()
    labels = top_terms(topics, n=n).groupby("topic")["token"].agg(", ".join)
    named = topics.priors["name"].where(topics.priors["name"] != "", labels)
    table = {"topic": topics.topic_terms.index.to_numpy(), "x": places[:, 0], "y": places[:, 1]}
    table["share"] = lengths @ topics.doc_topics.to_numpy() / max(1, lengths.sum())
    return pd.DataFrame({**table, "label": named.to_numpy(), "shown": shown})[empty("topic_map").columns]


def jensen_shannon(topics: NDArray[np.float64]) -> NDArray[np.float64]:
    """Root of the Jensen–Shannon divergence (natural logarithm) of every two topics.

    Examples
    --------
    >>> jensen_shannon(np.array([[1.0, 0.0], [0.0, 1.0]]))[0, 1].round(4).item()  # √ln 2
    0.8326
    """

    def entropy(values: NDArray[np.float64]) -> NDArray[np.float64]:
        with np.errstate(divide="ignore", invalid="ignore"):
            return -np.where(values > 0, values * np.log(values), 0.0).sum(axis=-1)

    own = entropy(topics)
    result = np.zeros((len(topics), len(topics)))
    for row, values in enumerate(topics):
        mixed = entropy((values + topics[:row]) / 2) if row else np.zeros(0)
        result[row, :row] = result[:row, row] = np.sqrt(np.maximum(mixed - (own[row] + own[:row]) / 2, 0))
    return result


def scaled(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Two dimensions that show distances best, and the part they show; the largest coordinate is positive."""
    number = len(distances)
    centre = np.eye(number) - 1 / number
    values, vectors = np.linalg.eigh(-centre @ distances**2 @ centre / 2)
    kept = np.maximum(values[::-1][:2], 0)
    places = vectors[:, ::-1][:, :2] * np.sqrt(kept)
    largest = places[np.argmax(np.abs(places).round(9), axis=0), np.arange(2)]
    total = np.maximum(values, 0).sum()
    return places * np.where(largest < 0, -1.0, 1.0), float(kept.sum() / total) if total > 0 else 1.0
