"""Which themes are used in the same sentences."""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.measures.contrast import with_q
from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT, ThemeCounts, theme_counts
from discourse.frames.measures.rates import drawn_sums
from discourse.frames.voices.voice import VOICES
from discourse.frames.voices.voicing import split_by_voice, with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state, ratio_draws
from discourse.stats.cooccurrence import expected_together, shuffle_p
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex, index_tokens


def theme_overlap(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    unit: str = "sentence",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Count in how many sentences two themes stand together. *Which themes go with which?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned, with two themes or more.
    unit
        ``"sentence"``: do two themes share sentences more often than if each document's sentences were shuffled?
        ``"document"``: do they share documents more often than if the documents were?
    articles, statements, near_duplicates, copies
        The base and what is drawn together, as for :func:`theme_rates`.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per pair of themes, in the order of the codebook: ``theme, theme_2``; ``with_theme, with_theme_2, both``
        (units with a hit of the one, the other, both); ``expected`` (both, by chance); ``log_ratio`` (binary logarithm
        of ``both`` ÷ ``expected``: 1 is twice as often; NaN if never together) with ``low, high`` (bootstrap
        over documents); ``log_dice`` (14 + log2 of 2 ``both`` ÷ (``with_theme`` + ``with_theme_2``), at most 14);
        ``p`` (two-sided, exact), ``q`` (Benjamini–Hochberg over all pairs); ``units``, ``documents``,
        ``documents_with`` (with a hit of each, so that they could meet), ``unit``, ``base``, ``note``. With
        ``statements`` four rows per pair, ``voice`` (as in :func:`theme_rates`) after ``theme``: both themes in that
        voice, in units counted as before; ``q`` is then over all pairs and voices.

    Raises
    ------
    ArgumentError
        If ``unit`` is neither ``"sentence"`` nor ``"document"``.
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    With ``unit="sentence"`` chance means that within each document the sentences of one theme are dealt out anew,
    so themes of the same articles do not pass for themes of the same sentences; ``p`` sums over all deals instead
    of drawing some. With ``unit="document"`` long documents hold more of every theme, and pairs overlap for that
    alone. A pattern that belongs to two themes makes them overlap by definition: see :func:`theme_hits`. Split by
    voice, two themes also meet more often than by chance because words of one voice fill whole sentences: compare
    pairs within a voice, not a voice with no split. One theme reported and the other unattributed is no pair here.
    logDice: Rychlý (2008).

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty", "surveillance_espionage"])
    >>> found = dc.theme_overlap(tokens, codebook, random_state=1)
    >>> found[["theme", "theme_2", "unit"]]
             theme                 theme_2      unit
    0  sovereignty  surveillance_espionage  sentence
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if unit not in ("sentence", "document"):
        raise ArgumentError(f"unit must be 'sentence' or 'document', not {unit!r}")
    index = index_tokens(tokens)
    counts = theme_counts(
        index,
        codebook,
        unit=unit,
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
        table="overlaps",
    )
    pairs = _pairs(len(codebook.theme_names), 1 if statements is None else len(VOICES))
    if not pairs or not len(counts.documents):
        return with_voice(empty("overlaps"), statements)
    both = _together(index, codebook, counts, pairs, statements)
    low, high = _bounds(counts, both, pairs, confidence=confidence, random_state=state)
    rows = [_pair(counts, *pair, both[:, place], low[place], high[place]) for place, pair in enumerate(pairs)]
    return with_voice(with_q(pd.DataFrame(rows).assign(q=np.nan)[columns("overlaps")]), statements)


def _pairs(themes: int, voices: int) -> list[tuple[int, int]]:
    """Each theme with each after it, in each voice: their places among themes × voices."""
    every = combinations(range(themes), 2)
    return [(voices * one + voice, voices * other + voice) for one, other in every for voice in range(voices)]


def _together(
    index: TokenIndex,
    codebook: Codebook,
    counts: ThemeCounts,
    pairs: list[tuple[int, int]],
    statements: pd.DataFrame | None,
) -> NDArray[np.float64]:
    """Documents × pairs: in how many units of each document both themes have a hit."""
    number = len(counts.documents)
    if counts.unit == "document":
        return np.column_stack([counts.having[:, one] * counts.having[:, other] for one, other in pairs]).astype(float)
    matches = theme_matches(index, codebook)
    if statements is not None:
        matches, _ = split_by_voice(index, matches, statements, counts.documents.index, codebook.theme_names)
    numbers = index.sentence[matches["begin"].to_numpy()]
    sentence, first = np.unique(numbers, return_index=True)
    held = np.zeros((len(sentence), len(counts.themes)), dtype=bool)
    theme = pd.Categorical(matches["theme"], categories=counts.themes).codes
    held[np.searchsorted(sentence, numbers), theme] = True
    ids = index.tokens["doc_id"].iloc[matches["first"].to_numpy()[first]].astype("str")
    document = counts.documents.index.get_indexer(ids)
    held, document = held[document >= 0], document[document >= 0]  # near-copies may be left out
    sums = [np.bincount(document, weights=held[:, one] & held[:, other], minlength=number) for one, other in pairs]
    return np.column_stack(sums)


def _bounds(
    counts: ThemeCounts,
    both: NDArray[np.float64],
    pairs: list[tuple[int, int]],
    *,
    confidence: float,
    random_state: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bounds of the log ratio of each pair, documents being drawn; NaN where too many draws hold no unit with both."""
    one, other = np.array(pairs).T
    sizes, having = counts.sizes, counts.having
    within = counts.unit == "sentence"
    chance = expected_together(sizes[:, None], having[:, one], having[:, other]) if within else having
    above, below, _ = drawn_sums(np.hstack([both, chance]), sizes, counts.clusters, None)
    drawn = ratio_draws(above, below, random_state=counts.seed(random_state))
    together, chance = drawn[:, : len(pairs)], drawn[:, len(pairs) :]
    chance = chance if within else chance[:, one] * chance[:, other]
    tail = [(1 - confidence) / 2, 1 - (1 - confidence) / 2]
    known = (chance > 0).all(axis=0) & ((together == 0).mean(axis=0) < tail[0])
    ratio = np.where(known, together, 1.0) / np.where(known, chance, 1.0)
    bounds = np.where(known, np.log2(np.quantile(ratio, tail, axis=0)), np.nan)
    return bounds[0], bounds[1]


def _pair(
    counts: ThemeCounts, one: int, other: int, both: NDArray[np.float64], low: float, high: float
) -> dict[str, object]:
    """The row of one pair."""
    first, second, sizes = counts.having[:, one], counts.having[:, other], counts.sizes
    groups = (sizes, first, second)
    if counts.unit == "document":  # all documents are dealt, in one group
        groups = tuple(part.sum(keepdims=True) for part in groups)
    total, chance = int(both.sum()), float(expected_together(*groups).sum())
    with_both = int(((first > 0) & (second > 0)).sum())
    known = chance > 0
    note = _note(counts, first, second, both, with_both, known=known)
    if not note and np.isnan(low):
        note = "too many draws hold no unit with both, so no interval"
    return {
        "theme": counts.themes[one],
        "theme_2": counts.themes[other],
        "with_theme": int(first.sum()),
        "with_theme_2": int(second.sum()),
        "both": total,
        "expected": chance,
        "log_ratio": float(np.log2(total / chance)) if known and total else np.nan,
        "low": np.nan if note else low,
        "high": np.nan if note else high,
        "log_dice": float(14 + np.log2(2 * total / (first.sum() + second.sum()))) if total else np.nan,
        "p": shuffle_p(*groups, total) if known else np.nan,
        "units": int(sizes.sum()),
        "documents": len(both),
        "documents_with": with_both,
        "unit": counts.unit,
        "base": counts.base,
        "note": note,
    }


def _note(counts: ThemeCounts, first: NDArray, second: NDArray, both: NDArray, with_both: int, *, known: bool) -> str:
    """Why the log ratio of a pair or its interval is missing, or ``""``."""
    if min(first.sum(), second.sum()) == 0:
        return "a theme without a hit"
    if not known:
        return "the two themes never stand in one document"
    if (len(both) if counts.unit == "document" else with_both) < MIN_DOCUMENTS:
        return f"fewer than {MIN_DOCUMENTS} documents in which they could meet, so no interval"
    if not both.any():
        return "never together, so no log ratio"
    few = (both > 0).sum() < MIN_WITH_HIT
    return f"fewer than {MIN_WITH_HIT} documents with both together, so no interval" if few else ""
