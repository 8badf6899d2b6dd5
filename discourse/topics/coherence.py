"""Do the top terms of a topic stand in the same documents? Coherence, with its formula named."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, listing, unknown_name
from discourse.tables import empty
from discourse.text.matrix import DTM
from discourse.topics.model import TopicModel, best_terms

_TINY = 1e-12


def _npmi(both: NDArray, one: NDArray, other: NDArray, documents: int) -> NDArray:
    joint = both / documents
    chance = (one / documents) * (other / documents)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(both == 0, -1.0, np.log(joint / chance) / -np.log(joint))


def _u_mass_gensim(both: NDArray, one: NDArray, other: NDArray, documents: int) -> NDArray:  # noqa: ARG001
    return np.log((both / documents + _TINY) / (other / documents))


def _u_mass_mimno(both: NDArray, one: NDArray, other: NDArray, documents: int) -> NDArray:  # noqa: ARG001
    return np.log((both + 1) / other)


def _u_mass_stm(both: NDArray, one: NDArray, other: NDArray, documents: int) -> NDArray:  # noqa: ARG001
    return np.log((both + 0.01) / (other + 0.01))


#: Formula of a pair of terms (the second is the better ranked), and how pairs are put together. Three go by the name
#: u_mass; numbers of one do not compare with another's.
MEASURES = {
    "npmi": (_npmi, np.mean),
    "u_mass_gensim": (_u_mass_gensim, np.mean),
    "u_mass_mimno": (_u_mass_mimno, np.sum),
    "u_mass_stm": (_u_mass_stm, np.sum),
}


def topic_coherence(topics: TopicModel, dtm: DTM, *, measure: str = "npmi", n: int = 10) -> pd.DataFrame:
    """Measure how much the top terms of each topic keep company. *Is this list of words about one thing?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    dtm
        The documents in which company is counted; the model's own, or others of the kind.
    measure
        ``"npmi"`` (normalised pointwise mutual information, mean over pairs; Bouma 2009), or one of the three formulas
        called u_mass: ``"u_mass_gensim"`` (mean of ln((p(both) + 10⁻¹²) / p(better))), ``"u_mass_mimno"`` (sum of
        ln((D(both) + 1) / D(better)); Mimno et al. 2011), ``"u_mass_stm"`` (sum, with .01 for 1 and in the
        denominator as well).
    n
        Terms per topic.

    Returns
    -------
    DataFrame
        One row per topic: ``topic``, ``measure``, ``coherence``, ``n`` (terms), ``note`` (which terms make it NaN, or
        ``""``).

    Notes
    -----
    Higher is better. Coherence speaks of words and not of documents: a coherent topic may be spread over nothing.
    """
    if measure not in MEASURES:
        raise unknown_name("measure", measure, list(MEASURES), where="topic_coherence")
    if n < 2:
        raise ArgumentError(f"n must be 2 or more, as coherence is about pairs of terms, not {n}")
    place = dtm.terms.get_indexer(topics.topic_terms.columns)
    rows = []
    for topic, best in zip(topics.topic_terms.index, best_terms(topics.topic_terms.to_numpy(), n=n), strict=True):
        names = topics.topic_terms.columns[best]
        there = place[best]
        value, note = float("nan"), ""
        if (there < 0).any():
            note = f"no document has {listing(names[there < 0])}"
        else:
            value, note = _one(shared_documents(dtm.counts, there), len(dtm.doc_ids), measure, names)
        rows.append((topic, measure, value, len(best), note))
    return pd.DataFrame(rows, columns=empty("topic_coherence").columns)


def mean_coherence(best: NDArray[np.int64], counts: csr_array, *, measure: str) -> float:
    """Mean over topics of the coherence of their best terms (topics × terms, columns of ``counts``)."""
    needed, place = np.unique(best, return_inverse=True)
    together = shared_documents(counts, needed)
    lists = place.reshape(best.shape)
    return float(np.mean([_pairs(together[np.ix_(row, row)], counts.shape[0], measure) for row in lists]))


def _one(together: NDArray[np.int64], documents: int, measure: str, names: pd.Index) -> tuple[float, str]:
    absent = np.diag(together) == 0
    if absent.any():
        return float("nan"), f"no document has {listing(names[absent])}"
    value = _pairs(together, documents, measure)
    if np.isnan(value):
        return value, f"every document has {listing(names[np.diag(together) == documents])}"
    return value, ""


def _pairs(together: NDArray[np.int64], documents: int, measure: str) -> float:
    formula, combine = MEASURES[measure]
    worse, better = np.tril_indices(len(together), -1)
    frequency = np.diag(together)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = formula(together[worse, better], frequency[worse], frequency[better], documents)
    return float(combine(values))


def shared_documents(counts: csr_array, terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the documents in which each two of ``terms`` stand (terms × terms; on the diagonal those of one)."""
    lookup = np.full(counts.shape[1], -1)
    lookup[terms] = np.arange(len(terms))
    column = lookup[counts.indices]
    keep = (column >= 0) & (np.asarray(counts.data) > 0)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))[keep]
    present = csr_array((np.ones(len(row)), (row, column[keep])), shape=(counts.shape[0], len(terms)))
    return np.rint((present.T @ present).toarray()).astype(np.int64)
