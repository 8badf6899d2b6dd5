"""Which themes are used in the same sentences."""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.codebook import Codebook
from discourse.frames.contrast import with_q
from discourse.frames.counts import MIN_DOCUMENTS, MIN_WITH_HIT, ThemeCounts, theme_counts
from discourse.frames.hits import theme_matches
from discourse.frames.rates import drawn_sums
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
    articles, near_duplicates, copies
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
        ``documents_with`` (with a hit of each, so that they could meet), ``unit``, ``base``, ``note``.

    Raises
    ------
    ArgumentError
        If ``unit`` is neither ``"sentence"`` nor ``"document"``.
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    With ``unit="sentence"`` chance means that within each document the sentences of one theme are dealt out anew, so
    themes of the same articles do not pass for themes of the same sentences; ``p`` sums over all deals instead of
    drawing some. With ``unit="document"`` long documents hold more of every theme, and pairs overlap for that alone. A
    pattern that belongs to two themes makes them overlap by definition: see :func:`theme_hits`. logDice: Rychlý (2008).

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
        near_duplicates=near_duplicates,
        copies=copies,
        table="overlaps",
    )
    together = _together(index, codebook, counts)
    rows = [
        _pair(counts, one, other, together[one, other], confidence=confidence, random_state=state)
        for one, other in combinations(range(len(counts.themes)), 2)
    ]
    if not rows or not len(counts.documents):
        return empty("overlaps")
    return with_q(pd.DataFrame(rows).assign(q=np.nan)[columns("overlaps")])


def _together(index: TokenIndex, codebook: Codebook, counts: ThemeCounts) -> dict[tuple[int, int], NDArray[np.float64]]:
    """For each pair of themes, in how many units of each document both have a hit."""
    pairs = combinations(range(len(counts.themes)), 2)
    if counts.unit == "document":
        return {(a, b): (counts.having[:, a] & counts.having[:, b]).astype(np.float64) for a, b in pairs}
    matches = theme_matches(index, codebook)
    sentence, first = np.unique(index.sentence[matches["begin"].to_numpy()], return_index=True)
    theme = pd.Categorical(matches["theme"], categories=counts.themes).codes
    held = np.zeros((len(sentence), len(counts.themes)), dtype=bool)
    held[np.searchsorted(sentence, index.sentence[matches["begin"].to_numpy()]), theme] = True
    document = counts.documents.index.get_indexer(
        index.tokens["doc_id"].iloc[matches["first"].to_numpy()[first]].astype("str")
    )
    held, document = held[document >= 0], document[document >= 0]  # near-copies may be left out
    number = len(counts.documents)
    return {(a, b): np.bincount(document, weights=held[:, a] & held[:, b], minlength=number) for a, b in pairs}


def _pair(
    counts: ThemeCounts, one: int, other: int, both: NDArray[np.float64], *, confidence: float, random_state: int
) -> dict[str, object]:
    """The row of one pair."""
    first, second, sizes = counts.having[:, one], counts.having[:, other], counts.sizes
    if counts.unit == "document":  # all documents are dealt, in one group
        groups = np.array([sizes.sum()]), np.array([first.sum()]), np.array([second.sum()])
    else:
        groups = sizes, first, second
    total, chance = int(both.sum()), float(expected_together(*groups).sum())
    with_both = int(((first > 0) & (second > 0)).sum())
    possible = len(both) if counts.unit == "document" else with_both
    low, high, note = np.nan, np.nan, ""
    if min(first.sum(), second.sum()) == 0:
        note = "a theme without a hit"
    elif chance == 0:
        note = "the two themes never stand in one document"
    elif possible < MIN_DOCUMENTS:
        note = f"fewer than {MIN_DOCUMENTS} documents in which they could meet, so no interval"
    else:
        low, high, note = _interval(counts, both, first, second, confidence=confidence, random_state=random_state)
    known = chance > 0 and min(first.sum(), second.sum()) > 0
    return {
        "theme": counts.themes[one],
        "theme_2": counts.themes[other],
        "with_theme": int(first.sum()),
        "with_theme_2": int(second.sum()),
        "both": total,
        "expected": chance,
        "log_ratio": float(np.log2(total / chance)) if known and total else np.nan,
        "low": low,
        "high": high,
        "log_dice": float(14 + np.log2(2 * total / (first.sum() + second.sum()))) if total else np.nan,
        "p": shuffle_p(*groups, total) if known else np.nan,
        "units": int(sizes.sum()),
        "documents": len(both),
        "documents_with": with_both,
        "unit": counts.unit,
        "base": counts.base,
        "note": note,
    }


def _interval(
    counts: ThemeCounts,
    both: NDArray[np.float64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    *,
    confidence: float,
    random_state: int,
) -> tuple[float, float, str]:
    """Bounds of the log ratio, documents being drawn."""
    if (both > 0).sum() < MIN_WITH_HIT:
        few = f"fewer than {MIN_WITH_HIT} documents with both together, so no interval"
        return np.nan, np.nan, few if both.any() else "never together, so no log ratio"
    sizes = counts.sizes
    parts = [both, first, second] if counts.unit == "document" else [both, expected_together(sizes, first, second)]
    above, below, _ = drawn_sums(np.column_stack(parts), sizes, counts.clusters, None)
    drawn = ratio_draws(above, below, random_state=counts.seed(random_state))
    tail = [(1 - confidence) / 2, 1 - (1 - confidence) / 2]
    chance = drawn[:, 1:].prod(axis=1)
    if (chance == 0).any() or (drawn[:, 0] == 0).mean() >= tail[0]:
        return np.nan, np.nan, "too many draws hold no unit with both, so no interval"
    low, high = np.log2(np.quantile(drawn[:, 0] / chance, tail)).tolist()
    return low, high, ""
