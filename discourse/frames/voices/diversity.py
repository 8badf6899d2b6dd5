"""How many different sources a theme has."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import MIN_DOCUMENTS, names_of
from discourse.frames.voices.attributed import attributed
from discourse.frames.voices.estimates import group_table, with_group
from discourse.frames.voices.source_names import ANONYMOUS, MIN_CONFIDENCE, UNNAMED, UNRESOLVED
from discourse.frames.voices.sources import amount_matrix, theme_amounts
from discourse.stats.bootstrap import check_confidence
from discourse.stats.jackknife import jackknife_interval
from discourse.stats.sources import herfindahl, rarefied, shannon
from discourse.text.index import TokenIndex


def source_diversity(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    n: int | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how many different named sources a theme has. *Do many speak about it here, or always the same few?*

    Parameters
    ----------
    tokens, codebook, statements, by, min_confidence
        As in :func:`source_shares`.
    n
        Compare the groups at so many hits; ``None`` takes the most that every group of a theme can give.
    confidence
        Of the intervals (jackknife over documents).

    Returns
    -------
    DataFrame
        One row per group and theme: the ``by`` columns, ``theme``, ``amount`` (reported hits), ``named`` (of them by
        a named, resolved source), ``unnamed`` and ``not_resolved`` (shares of ``amount``; ``unnamed_low,
        unnamed_high``), ``sources`` (different named ones), ``effective`` (exp of Shannon's entropy) with
        ``effective_low, effective_high``, ``simpson`` (1 − HHI), ``hhi`` (sum of squared shares), ``rarefied_to``
        (hits), ``rarefied`` (different sources expected among so many) with ``rarefied_low, rarefied_high``,
        ``documents``, ``note``.

    Notes
    -----
    The number of sources grows with the number of hits, so groups are compared by ``rarefied`` (Hurlbert 1971) at
    equal n, never by ``sources``. ``effective`` is too low in small samples. Diversity is among named sources only:
    unnamed ones may be one person or fifty. Intervals leave out one document at a time (Efron & Tibshirani 1993,
    ch. 11), since drawing documents with replacement finds too few different sources.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> text = "Sand said sovereignty comes first. Tollmer denied that troops had violated its airspace."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> tokens, statements = dc.tokenize(articles), dc.reported_speech(articles)
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.source_diversity(tokens, codebook, statements)[["theme", "named", "sources", "effective"]].values.tolist()
    [['sovereignty', 2, 2, 2.0]]
    """
    check_confidence(confidence)
    if n is not None and n < 2:
        raise ArgumentError(f"n must be 2 or more hits, or None, not {n}")
    names = names_of(by)
    laid = attributed(tokens, codebook, statements, by=by, table="source_diversity", min_confidence=min_confidence)
    found = [
        (group, theme, *amount_matrix(rows)) for group, theme, rows in theme_amounts(laid, codebook, names, unit="hits")
    ]
    most = {theme: n if n is not None else _common_n(found, theme) for _, theme, _, _ in found}
    parts = [
        with_group(pd.DataFrame([_diversity(theme, counts, most[theme], confidence)]), group, names)
        for group, theme, counts, _ in found
    ]
    return group_table(parts, "source_diversity", names)


def _common_n(found: list, theme: str) -> int:
    """The most hits that every group of a theme has left when its largest document is left out."""
    counts = [table.drop(columns=list(ANONYMOUS), errors="ignore") for _, one, table, _ in found if one == theme]
    sums = [table.sum(axis=1) for table in counts]
    return min(int(by_document.sum() - by_document.max()) for by_document in sums)


def _diversity(theme: str, counts: pd.DataFrame, n: int, confidence: float) -> dict[str, object]:
    named = counts.drop(columns=list(ANONYMOUS), errors="ignore").to_numpy(np.float64)
    named = named[named.sum(axis=1) > 0] if named.size else np.zeros((0, 1))
    amount, documents = int(counts.to_numpy().sum()), len(counts)
    unnamed = counts.reindex(columns=[UNNAMED], fill_value=0).to_numpy(np.float64)
    pair = np.column_stack([unnamed, counts.to_numpy(np.float64).sum(axis=1)])
    row = {"theme": theme, "amount": amount, "named": int(named.sum()), "documents": documents, "rarefied_to": n}
    row["not_resolved"] = float(counts.get(UNRESOLVED, pd.Series([0])).sum() / amount)
    measures = {
        "unnamed": (pair, lambda c: c[..., 0] / np.where(c[..., 1] > 0, c[..., 1], np.nan)),
        "effective": (named, lambda c: np.exp(shannon(c))),
        "rarefied": (named, lambda c: rarefied(c, n) if n >= 2 else np.full(c.shape[:-1], np.nan)),
    }
    for name, (table, statistic) in measures.items():
        row[name], low, high = jackknife_interval(table, statistic, confidence=confidence)
        known = len(table) >= MIN_DOCUMENTS
        floor, ceiling = (0.0, 1.0) if name == "unnamed" else (1.0, np.inf)
        row[f"{name}_low"], row[f"{name}_high"] = (max(floor, low), min(ceiling, high)) if known else (np.nan, np.nan)
    hhi = float(herfindahl(named.sum(axis=0))) if len(named) else np.nan
    return {
        **row,
        "sources": int((named.sum(axis=0) > 0).sum()),
        "hhi": hhi,
        "simpson": 1 - hhi,
        "note": _why(named, n),
    }


def _why(named: np.ndarray, n: int) -> str:
    if not len(named):
        return "no named source, so no diversity"
    reasons = []
    if len(named) < MIN_DOCUMENTS:
        reasons.append(f"fewer than {MIN_DOCUMENTS} documents with a named source, so no interval")
    if n < 2:
        reasons.append("a group has too few hits to compare at equal numbers, so nothing is rarefied")
    elif named.sum() < n:
        reasons.append(f"fewer than {n} hits by named sources, so nothing is rarefied")
    return "; ".join(reasons)
