"""The terms of each topic, by one of four measures."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from discourse.errors import ArgumentError, unknown_name
from discourse.tables import empty
from discourse.topics.model import TopicModel, best_terms, check_n

MEASURES = ("probability", "frex", "lift", "relevance")


def top_terms(topics: TopicModel, *, n: int = 10, measure: str = "probability", weight: float = 0.5) -> pd.DataFrame:
    """Show the terms that stand for each topic. *What words make up a topic?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    n
        Terms per topic.
    measure
        By what terms are ranked: ``"probability"`` in the topic; ``"frex"``, frequent and exclusive (harmonic mean of
        the two ranks; Bischof & Airoldi 2012, as in stm's ``calcfrex`` without shrinkage); ``"lift"``, probability in
        the topic over that in the corpus (rare words come first); ``"relevance"``, the logarithms of probability and of
        lift mixed (Sievert & Shirley 2014).
    weight
        Of frequency in FREX, of the probability in relevance (λ); 0 to 1. The others do not use it.

    Returns
    -------
    DataFrame
        One row per topic and term: ``topic`` (from 1), ``rank`` (from 1), ``token``, ``probability``, ``measure``,
        ``score``. Terms of equal score come by probability, then in alphabetical order.
    """
    check_n(n)
    if measure not in MEASURES:
        raise unknown_name("measure", measure, list(MEASURES), where="top_terms")
    if not 0 <= weight <= 1:
        raise ArgumentError(f"weight must lie between 0 and 1, not {weight!r}")
    order = np.argsort(topics.topic_terms.columns.to_numpy(dtype=object), kind="stable")
    terms = topics.topic_terms.columns[order]
    probability = topics.topic_terms.to_numpy()[:, order]
    scores = _scores(probability, topics.term_counts.to_numpy()[order], measure, weight)
    tables = []
    for topic, row, score in zip(topics.topic_terms.index, probability, scores, strict=True):
        likely = np.argsort(-row, kind="stable")
        best = likely[best_terms(score[likely][None], n=n)[0]]
        columns = {"topic": topic, "rank": np.arange(1, len(best) + 1), "token": terms[best].astype("str")}
        columns |= {"probability": row[best], "measure": measure, "score": score[best]}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)[empty("top_terms").columns]


def _scores(
    probability: NDArray[np.float64], freq: NDArray[np.int64], measure: str, weight: float
) -> NDArray[np.float64]:
    if measure == "probability":
        return probability
    if measure == "frex":
        return frex(probability, weight=weight)
    share = np.where(freq > 0, freq, 0.5) / max(1, freq.sum())
    ratio = probability / share
    if measure == "lift":
        return ratio
    tiny = np.finfo(np.float64).tiny
    return weight * np.log(np.maximum(probability, tiny)) + (1 - weight) * np.log(np.maximum(ratio, tiny))


def frex(probability: NDArray[np.float64], *, weight: float = 0.5) -> NDArray[np.float64]:
    """Frequency and exclusivity of each term in each topic (topics × terms), the harmonic mean of the two ranks.

    Examples
    --------
    >>> import numpy as np
    >>> frex(np.array([[0.5, 0.3, 0.1, 0.05, 0.05], [0.1, 0.3, 0.1, 0.2, 0.3]]))[0].round(3).tolist()
    [1.0, 0.747, 0.646, 0.343, 0.24]
    """
    terms = probability.shape[1]
    frequency = rankdata(probability, axis=1) / terms
    exclusive = rankdata(probability / probability.sum(axis=0), axis=1) / terms
    return 1 / (weight / frequency + (1 - weight) / exclusive)


def exclusivity(probability: NDArray[np.float64], *, n: int = 10, weight: float = 0.7) -> NDArray[np.float64]:
    """Sum the FREX scores of each topic's ``n`` most probable terms, ``weight`` on exclusivity (as stm does)."""
    scores = frex(probability, weight=1 - weight)
    return np.take_along_axis(scores, best_terms(probability, n=n), axis=1).sum(axis=1)


def diversity(best: NDArray[np.int64]) -> float:
    """Share of distinct terms among the best terms of all topics (topics × terms); 1 if no two topics share one."""
    return len(np.unique(best)) / best.size
