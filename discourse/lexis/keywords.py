"""Keyness: the words that set one group of documents off from another."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from discourse.errors import ArgumentError, TooSmallError
from discourse.lexis.caption import constant, size_named, unit_named
from discourse.lexis.frequencies import MIN_DOCUMENTS, MIN_WITH_WORD, check_thresholds
from discourse.lexis.groups import stacked
from discourse.lexis.measures import check_measures, keyness_ranked
from discourse.lexis.reference import Sides, sides
from discourse.lexis.word_filter import filter_named, filter_words
from discourse.lexis.words import texts
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.stats.keyness import g2, log_ratio
from discourse.stats.permutation import false_discovery, permutation_p
from discourse.stats.ratios import log_rate_error, normal_quantile
from discourse.text.index import TokenIndex

#: From this share of a word's occurrences in one document on, the document and not the group uses the word.
DOMINANT_SHARE = 0.25


def keywords(
    tokens: pd.DataFrame | TokenIndex,
    *,
    reference: pd.DataFrame | TokenIndex | str,
    by: str | None = None,
    query: str | Sequence[str] | None = None,
    unless: str | Sequence[str] = (),
    measure: str | Sequence[str] = "g2",
    ngram: int = 1,
    min_freq: int = 5,
    min_docs: int = 3,
    permutations: int = 2000,
    confidence: float = 0.95,
    reference_tokens: int | None = None,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare the words of two groups of documents. *Which words does one use more than the other, and how surely?*

    Parameters
    ----------
    tokens
        The target: a tokens table, or what :func:`index_tokens` made of it (which decides whether case differs).
    reference
        What it is compared with: a tokens table (or index) of other documents; ``"rest"``, with ``by``: each group of
        documents against all others; or a frequency list (columns ``token`` and ``freq``, perhaps ``documents``).
    by
        With ``reference="rest"``: the document variable whose values are compared, one after the other.
    query, unless
        Compare only the words (or sequences) in which a pattern matches, and none in which one of ``unless`` does; see
        :mod:`discourse.text.patterns`. Rates keep their denominators, and q is over the words that are left.
    measure
        What the rows are ranked by, the largest first; several add a column each and rank by the first: ``g2``
        (two-term), ``g2_four_term``, ``chi2``, ``chi2_yates``, ``bic``, ``ell``, ``log_ratio`` (Hardie),
        ``log_ratio_walter``, ``log_ratio_conservative`` (Poisson), ``log_ratio_conservative_normal``,
        ``percent_difference``, ``relative_risk``, ``odds_ratio``, ``simple_maths``, ``weighted_log_odds`` (z).
    ngram
        Compare sequences of so many words within a sentence; 1 compares words.
    min_freq, min_docs
        Compare words that stand at least so many times, in at least so many documents, of both groups together.
    permutations
        How many times the documents are dealt into two groups by chance to find p. 0 leaves ``p`` and ``q`` NaN.
    confidence
        Of the interval of the log ratio (and of conservative log ratios, all together).
    reference_tokens
        How many tokens a frequency list was counted in, if it does not list all words.
    random_state
        Where chance starts; not needed with ``permutations=0``.

    Returns
    -------
    DataFrame
        One row per word: ``token`` (lower case), ``freq, freq_ref`` (occurrences), ``per_million,
        per_million_ref``, ``documents, documents_ref`` (documents with the word), ``log_ratio`` (binary logarithm;
        Hardie 2014) with ``low, high`` (over documents), ``g2`` (two-term), ``p`` (permutation of documents, two-sided,
        of g2), ``q`` (Benjamini–Hochberg over the rows of the group), ``top_share`` (of the word's occurrences on the
        side that uses it more, the share in one document), ``dominated`` (more than a quarter),
        ``note`` (why the interval is missing, or ``""``), ``base`` (see :func:`caption`); then the other measures
        asked for. With ``by``, that column first. A word more frequent in the reference has a negative log
        ratio; also a word the target does not have at all.

    Raises
    ------
    TableError
        If a document is in both groups.
    TooSmallError
        If a group has fewer than two documents, or no word passes the thresholds and the patterns.

    Notes
    -----
    p and q take the document for the sampling unit: a word that one article repeats is not evidence about an outlet.
    They say nothing about texts from other times or outlets than those given. The smallest p is ``1 / (permutations
    + 1)``, so where k of m words differ, q cannot get below ``m / k / (permutations + 1)``: for long tables raise
    ``permutations`` or ``min_docs``. The interval does the same, without
    drawing (:mod:`discourse.stats.ratios`); a group of fewer than 10 documents, or with the word in fewer than 3, has
    none. A frequency list has no documents: there are no p and q, and its rates are taken as exact. G2, chi-squared
    and BIC are evidence, whatever their size; rank by a log ratio to see the largest differences, of which the
    last rows are those towards the reference.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> table = keywords(tokens, reference="rest", by="outlet", permutations=0, measure="log_ratio")
    >>> table.columns[:5].tolist()
    ['outlet', 'token', 'freq', 'freq_ref', 'per_million']
    """
    check_confidence(confidence)
    check_thresholds(min_freq, min_docs)
    names = check_measures(measure, of="keyness")
    if permutations < 0:
        raise ArgumentError(f"permutations must be 0 or more, not {permutations}")
    state = check_random_state(random_state, what="documents are dealt") if permutations else 0
    case = tokens.case if isinstance(tokens, TokenIndex) else False
    tables = []
    given = {"by": by, "ngram": ngram, "reference_tokens": reference_tokens, "sums_only": not permutations}
    for value, pair, said in sides(tokens, reference, **given):
        _check_sizes(pair, value)
        kept = _kept(pair, min_freq, min_docs)
        if query is not None or len(unless):
            asked = [pair.words[word] for word in kept.tolist()]
            kept = kept[filter_words(asked, query=query, unless=unless, ngram=ngram, case=case)]
        counts = (*(sums[:, 0] for sums in pair.sums(kept)), pair.target.tokens, pair.reference.tokens)
        order, values = keyness_ranked(names, *counts, family=len(kept), confidence=confidence)
        kept = kept[order]
        table = _compared(pair, kept, confidence=confidence)
        p = _permuted(pair, kept, permutations=permutations, random_state=state)
        unit = unit_named(ngram, min_freq=min_freq, min_docs=min_docs) + filter_named(query, unless)
        base = f"{unit}; {_base(pair, names, len(kept), permutations, confidence)}{said}"
        tables.append((value, table.assign(p=p, q=false_discovery(p), base=constant(base, len(kept)), **values)))
    return stacked(tables, "keywords", by=by)


def _check_sizes(pair: Sides, value: object) -> None:
    """Refuse to compare groups that hold next to no documents."""
    target, reference = len(pair.target.lengths), len(pair.reference.lengths)
    if target < 2 or (reference < 2 and not pair.reference.listed):
        which = "" if value is None else f" {value!r}"
        raise TooSmallError(
            f"keywords compares groups of documents; the target{which} has {target} and the reference {reference}, "
            "and each needs at least 2 (many more for a low p)"
        )


def _kept(pair: Sides, min_freq: int, min_docs: int) -> NDArray[np.int64]:
    """The words that pass the thresholds, sorted; a list that does not count documents passes none but the target's."""
    target, reference = pair.sums()
    freq, documents = target[:, 0] + reference[:, 0], target[:, 1] + np.nan_to_num(reference[:, 1])
    kept = np.flatnonzero((freq >= min_freq) & ((documents >= min_docs) | np.isnan(reference[:, 1])))
    if not len(kept):
        raise TooSmallError(
            f"no term is left of {int((freq > 0).sum()):,} with min_freq={min_freq} and min_docs={min_docs}; lower them"
        )
    return np.array(sorted(kept.tolist(), key=pair.words.__getitem__))


def _compared(pair: Sides, kept: NDArray[np.int64], *, confidence: float) -> pd.DataFrame:
    target, reference = pair.sums(kept)
    (a, spread), (b, spread_ref) = target[:, :2].T, reference[:, :2].T
    if np.isnan(pair.reference.sums[:, 1]).all():  # a list that does not count documents
        spread_ref = np.full(len(kept), np.nan)
    c, d = pair.target.tokens, pair.reference.tokens
    ratio = log_ratio(a, b, c, d)
    reasons, note = _notes(pair, a, b, np.minimum(spread, np.nan_to_num(spread_ref, nan=np.inf)))
    reach = normal_quantile(confidence) * _error(pair, target, reference) / np.log(2)
    reach = np.where(note == 0, reach, np.nan)
    more = np.where(a * d >= b * c, 0, 1)  # the side that uses the word more
    share = np.where(more == 0, target[:, 2] / np.maximum(a, 1), reference[:, 2] / np.maximum(b, 1))
    return pd.DataFrame(
        {
            "token": texts(pair.words, kept),
            "freq": a.astype(np.int64),
            "freq_ref": b.astype(np.int64),
            "per_million": 1e6 * a / c,
            "per_million_ref": 1e6 * b / d,
            "documents": spread.astype(np.int64),
            "documents_ref": spread_ref,
            "log_ratio": ratio,
            "low": ratio - reach,
            "high": ratio + reach,
            "g2": g2(a, b, c, d),
            "top_share": share,
            "dominated": share > DOMINANT_SHARE,
            "note": texts(reasons, note),
        }
    )


def _error(pair: Sides, *sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard error of the natural logarithm of the ratio; a frequency list is taken as exact."""
    squared = np.zeros(len(sums[0]))
    for side, values in zip((pair.target, pair.reference), sums, strict=True):
        if not side.listed:
            squared += log_rate_error(values[:, 0], values[:, 3], values[:, 4], side.lengths) ** 2
    return np.sqrt(squared)


def _notes(pair: Sides, a: NDArray, b: NDArray, spread: NDArray) -> tuple[list[str], NDArray[np.int8]]:
    """Why words have no interval: the reasons, and the number of each word's, 0 for none."""
    known = [len(side.lengths) for side in (pair.target, pair.reference) if not side.listed]
    reasons = [
        "",
        f"in fewer than {MIN_WITH_WORD} documents of a group, so no interval",
        "not in both groups, so no interval",
        f"fewer than {MIN_DOCUMENTS} documents in a group, so no interval",
    ]
    if min(known) < MIN_DOCUMENTS:
        return reasons, np.full(len(a), 3, dtype=np.int8)
    note = np.where(spread < MIN_WITH_WORD, 1, 0).astype(np.int8)
    note[(a == 0) | (b == 0)] = 2
    return reasons, note


def _permuted(pair: Sides, kept: NDArray[np.int64], *, permutations: int, random_state: int) -> NDArray[np.float64]:
    """p of each word, by dealing the documents of both sides, sorted by id, into groups of the same sizes."""
    if not permutations or pair.reference.listed:
        return np.full(len(kept), np.nan)
    parts, ids = [], []
    for side, places in ((pair.target, pair.in_target), (pair.reference, pair.in_reference)):
        cells = csr_array((side.counts.data, side.counts.indices, side.counts.indptr), shape=side.counts.shape)
        padded = hstack([cells, csr_array((cells.shape[0], 1), dtype=cells.dtype)], format="csc")
        parts.append(padded[:, places[kept]])  # an absent word takes the empty column at the end, -1
        ids.append(side.doc_ids)
    order = np.argsort(np.concatenate(ids).astype(object), kind="stable")
    lengths = np.concatenate([pair.target.lengths, pair.reference.lengths])[order]
    in_target = (np.arange(len(order)) < len(ids[0]))[order]
    counts = vstack(parts, format="csr")[order]
    return permutation_p(counts, lengths, in_target, g2, permutations=permutations, random_state=random_state)


def _base(pair: Sides, names: Sequence[str], family: int, permutations: int, confidence: float) -> str:
    """The conditions of a comparison: measures by name, intervals, tests, family, sizes."""
    target = size_named(len(pair.target.lengths), pair.target.tokens)
    listed = pair.reference.listed
    other = f"a frequency list of {pair.reference.tokens:,} tokens"
    reference = other if listed else size_named(len(pair.reference.lengths), pair.reference.tokens)
    chance = f"p by {permutations:,} permutations of documents, q (Benjamini–Hochberg) over {family:,} words"
    return (
        f"{target} against {reference}; ranked by {names[0]}; g2 is two-term, log_ratio Hardie's with "
        f"{100 * confidence:g} % intervals over documents; {chance if permutations and not listed else 'no p'}"
    )
