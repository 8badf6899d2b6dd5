"""How far two lists of terms, and two topic models, agree."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Ranking = Sequence[Hashable]


def average_jaccard(one: Ranking, other: Ranking) -> float:
    """Mean over depths d = 1, 2, … of the Jaccard similarity of the first d terms (Greene et al. 2014).

    Examples
    --------
    >>> one, other = "album music best award win".split(), "sport best win medal award".split()
    >>> round(average_jaccard(one, other), 3)
    0.154
    """
    shared, union, total, seen_one, seen_other = 0, 0, 0.0, set(), set()
    for a, b in zip(one, other, strict=True):
        for term, mine, theirs in ((a, seen_one, seen_other), (b, seen_other, seen_one)):
            if term not in mine:
                mine.add(term)
                if term in theirs:
                    shared += 1
                else:
                    union += 1
        total += shared / union
    return total / len(one)


def rbo(one: Ranking, other: Ranking, *, p: float = 0.9) -> float:
    """Rank-biased overlap of two lists of one length, extrapolated (Webber, Moffat & Zobel 2010, eq. 32).

    Examples
    --------
    >>> round(rbo("abcdefg", "bacdefg", p=0.9), 3)
    0.9
    """
    overlap, total, seen_one, seen_other = 0, 0.0, set(), set()
    for depth, (a, b) in enumerate(zip(one, other, strict=True), start=1):
        overlap += 1 if a == b else (a in seen_other) + (b in seen_one)
        seen_one.add(a)
        seen_other.add(b)
        total += overlap / depth * p**depth
    return overlap / len(one) * p ** len(one) + (1 - p) / p * total


def similarities(one: Sequence[Ranking], other: Sequence[Ranking]) -> NDArray[np.float64]:
    """Average Jaccard of every topic of one model with every topic of another (topics × topics)."""
    return np.array([[average_jaccard(a, b) for b in other] for a in one])


def match_topics(similarity: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return, for each topic of the first model, its partner in the second, the sum of similarities being the largest.

    With fewer topics in the second model some have no partner (-1).
    """
    rows, columns = linear_sum_assignment(-similarity)
    partner = np.full(len(similarity), -1)
    partner[rows] = columns
    return partner


def agreement(one: Sequence[Ranking], other: Sequence[Ranking]) -> float:
    """Mean average Jaccard of the matched topics of two models (Greene et al. 2014).

    Examples
    --------
    >>> one = [["sport", "win", "award"], ["bank", "finance", "money"], ["music", "album", "band"]]
    >>> other = [["finance", "bank", "economy"], ["music", "band", "award"], ["win", "sport", "money"]]
    >>> round(agreement(one, other), 3)
    0.537
    """
    similarity = similarities(one, other)
    rows, columns = linear_sum_assignment(-similarity)
    return float(similarity[rows, columns].mean())


def agreements(models: Sequence[Sequence[Ranking]]) -> NDArray[np.float64]:
    """Agreement of every two models (symmetric, 1 on the diagonal)."""
    result = np.eye(len(models))
    for i, one in enumerate(models):
        for j in range(i):
            result[i, j] = result[j, i] = agreement(one, models[j])
    return result


def medoid(agreement_of_pairs: NDArray[np.float64]) -> int:
    """The model that agrees most with the others; the first of equal ones."""
    return int(np.argmax(np.round(agreement_of_pairs.sum(axis=1), 12)))


def matched_agreement(reference: Sequence[Ranking], models: Sequence[Sequence[Ranking]]) -> pd.DataFrame:
    """Average Jaccard and rank-biased overlap of each topic of a reference with its partner in each model.

    Returns
    -------
    DataFrame
        One row per model and topic: ``run`` (from 0), ``topic`` (from 1), ``partner`` (from 1, 0 for none),
        ``jaccard``, ``rbo``.
    """
    rows = []
    for run, model in enumerate(models):
        similarity = similarities(reference, model)
        for topic, partner in enumerate(match_topics(similarity)):
            there = partner >= 0
            jaccard = similarity[topic, partner] if there else 0.0
            overlap = rbo(reference[topic], model[partner]) if there else 0.0
            rows.append((run, topic + 1, int(partner) + 1, jaccard, overlap))
    return pd.DataFrame(rows, columns=["run", "topic", "partner", "jaccard", "rbo"])
