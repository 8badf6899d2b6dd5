"""Keyness: the words that set one group of documents off from another."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TooSmallError
from discourse.stats.bootstrap import check_confidence, check_random_state, draw_documents
from discourse.stats.keyness import g2, log_ratio
from discourse.stats.permutation import false_discovery, permutation_p
from discourse.tables import check, columns, empty
from discourse.text.bind import bind_tokens
from discourse.text.matrix import DTM, document_term_matrix

_DRAWS = 1000
#: With fewer documents in a group the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10


def keywords(
    tokens: pd.DataFrame,
    *,
    reference: pd.DataFrame,
    min_freq: int = 5,
    min_docs: int = 3,
    permutations: int = 2000,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare the words of two groups of documents. *Which words does one use more than the other, and how surely?*

    Parameters
    ----------
    tokens
        The target: a tokens table.
    reference
        What it is compared with: a tokens table of other documents.
    min_freq, min_docs
        Compare words that stand at least so many times, in at least so many documents, of both groups together.
    permutations
        How many times the documents are dealt into two groups by chance to find p. 0 leaves ``p`` and ``q`` NaN.
    confidence
        Of the interval of the log ratio.
    random_state
        Where chance starts (intervals and permutations); not needed with ``permutations=0``, which then leaves
        the intervals NaN too.

    Returns
    -------
    DataFrame
        One row per word, the largest ``g2`` first: ``token`` (lower case), ``freq, freq_ref`` (occurrences),
        ``documents, documents_ref`` (documents with the word), ``log_ratio`` (binary logarithm; Hardie 2014) with
        ``low, high`` (bootstrap over documents), ``g2`` (two-term), ``p`` (permutation of documents, two-sided),
        ``q`` (Benjamini–Hochberg over the rows), ``note`` (why the interval is missing, or ``""``). A word more
        frequent in the reference has a negative log ratio.

    Raises
    ------
    TableError
        If a document is in both groups.
    TooSmallError
        If a group has fewer than two documents, or no word passes the thresholds.

    Notes
    -----
    p and q take the document for the sampling unit: a word that one article repeats is not evidence about an outlet.
    They say nothing about texts from other times or outlets than those given. A group of fewer than 10 documents, or
    one without the word, has no interval: the bootstrap would take chance for certainty.
    """
    check(tokens, "tokens")
    check(reference, "tokens", name="reference")
    check_confidence(confidence)
    if permutations < 0:
        raise ArgumentError(f"permutations must be 0 or more, not {permutations}")
    sizes = [part["doc_id"].nunique() for part in (tokens, reference)]
    if min(sizes) < 2:
        raise TooSmallError(
            f"keywords compares groups of documents; the target has {sizes[0]} and the reference {sizes[1]}, "
            "and each needs at least 2 (many more for a low p)"
        )
    both = bind_tokens(tokens[columns("tokens")], reference[columns("tokens")])
    dtm = document_term_matrix(both, min_freq=min_freq, min_docs=min_docs)
    in_target = dtm.doc_ids.isin(set(tokens["doc_id"].unique()))
    lengths = both.groupby("doc_id", observed=True).size().reindex(dtm.doc_ids).to_numpy()
    table = _counts(dtm, lengths, in_target)
    low = high = p = np.full(len(table), np.nan)
    if permutations:
        state = check_random_state(random_state, what="documents are drawn and dealt")
        low, high = _interval(dtm, lengths, in_target, confidence=confidence, random_state=state)
        table["note"] = _notes(table, sizes)
        low, high = (np.where(table["note"] == "", bound, np.nan) for bound in (low, high))
        p = permutation_p(dtm.counts, lengths, in_target, g2, permutations=permutations, random_state=state)
    table = table.assign(low=low, high=high, p=p, q=false_discovery(p))
    table = table.sort_values(["g2", "token"], ascending=[False, True], ignore_index=True)
    return table[empty("keywords").columns]


def _counts(dtm: DTM, lengths: NDArray[np.int64], in_target: NDArray[np.bool_]) -> pd.DataFrame:
    target, reference = dtm.counts[in_target], dtm.counts[~in_target]
    a, b = np.asarray(target.sum(axis=0)), np.asarray(reference.sum(axis=0))
    c, d = lengths[in_target].sum(), lengths[~in_target].sum()
    return pd.DataFrame(
        {
            "token": dtm.terms,
            "freq": a.astype(np.int64),
            "freq_ref": b.astype(np.int64),
            "documents": np.bincount(target.indices, minlength=len(a)),
            "documents_ref": np.bincount(reference.indices, minlength=len(a)),
            "log_ratio": log_ratio(a, b, c, d),
            "g2": g2(a, b, c, d),
            "note": "no permutations, so no interval",
        }
    )


def _notes(table: pd.DataFrame, sizes: list[int]) -> pd.Series:
    if min(sizes) < MIN_DOCUMENTS:
        return pd.Series(f"fewer than {MIN_DOCUMENTS} documents in a group, so no interval", index=table.index)
    absent = (table["freq"] == 0) | (table["freq_ref"] == 0)
    return pd.Series(np.where(absent, "not in both groups, so no interval", ""), index=table.index, dtype="str")


def _interval(
    dtm: DTM, lengths: NDArray[np.int64], in_target: NDArray[np.bool_], *, confidence: float, random_state: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Percentile interval of the log ratio, drawing documents within each group."""
    sums = []
    for number, group in enumerate((in_target, ~in_target)):
        by_term, size = dtm.counts[group].T.astype(np.float64).tocsr(), lengths[group].astype(np.float64)
        blocks = draw_documents(int(group.sum()), draws=_DRAWS, random_state=[random_state, number])
        drawn = [(by_term @ weights.T, weights @ size) for weights in blocks]
        sums.append([np.concatenate(part, axis=-1) for part in zip(*drawn, strict=True)])
    (a, c), (b, d) = sums
    with np.errstate(invalid="ignore"):
        ratios = log_ratio(a, np.where(a + b == 0, 0.5, b), c, d)
    tail = (1 - confidence) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail], axis=1)
    return low, high
