"""Who supplies a theme's words."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import names_of
from discourse.frames.voices.attributed import Attributed, attributed
from discourse.frames.voices.estimates import document_groups, group_table, ratio_estimates, with_group
from discourse.frames.voices.source_names import ANONYMOUS, MIN_CONFIDENCE, OTHERS
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.text.index import TokenIndex

UNITS = ("hits", "statements", "tokens")


def source_shares(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    unit: str = "hits",
    level: str = "speaker",
    n: int = 20,
    min_confidence: float = MIN_CONFIDENCE,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Share out the reported words of each theme among those who said them. *Who supplies a theme's words?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    statements
        What :func:`reported_speech` returned for the same articles.
    by
        A document variable, or several, whose values are compared.
    unit
        ``"hits"`` of the theme, ``"statements"`` with at least one, or ``"tokens"`` of these statements.
    level
        ``"speaker"`` or ``"speaker_type"``.
    n
        How many of the largest sources are listed; the others stand together as ``(other speakers)``.
    min_confidence
        A speaker the table is less sure of is counted as ``(not resolved)``.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group, theme and source, the largest first: the ``by`` columns, ``theme``, ``source`` (a speaker
        or type, ``(unnamed)``, ``(not resolved)``, ``(no speaker)`` or ``(other speakers)``), ``amount`` (of the
        unit), ``share`` (of all reported amounts of the theme in the group) with ``low, high`` (bootstrap over
        documents), ``documents`` (in which the theme stands in reported words), ``documents_with`` (this source),
        ``note``. The shares of a theme add up to 1.

    Notes
    -----
    Shares are of *reported* words: hits that stand outside are no one's here (:func:`theme_rates` with ``statements=``
    counts them). A hit nested in two statements belongs to the inner one. Read the rows ``(not resolved)`` first:
    where they are large, the shares of named speakers are those of the speakers that are easily named.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.tables import empty
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["They broke the treaty."]}))
    >>> dc.source_shares(tokens, dc.read_codebook("seeds/codebook.toml"), empty("statements"), random_state=1).empty
    True
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if unit not in UNITS:
        raise ArgumentError(f"unit must be one of {', '.join(map(repr, UNITS))}, not {unit!r}")
    if n < 1:
        raise ArgumentError(f"n must be 1 or more sources, not {n}")
    names = names_of(by)
    laid = attributed(
        tokens, codebook, statements, by=by, table="source_shares", level=level, min_confidence=min_confidence
    )
    parts = []
    for group, theme, amounts in theme_amounts(laid, codebook, names, unit=unit):
        documents, sources = amount_matrix(_largest(amounts, n))
        estimates = ratio_estimates(
            documents.to_numpy(),
            documents.to_numpy().sum(axis=1, keepdims=True),
            ids=documents.index.tolist(),
            confidence=confidence,
            random_state=state,
        )
        table = estimates.rename(columns={"value": "share"}).assign(
            theme=theme, source=sources, amount=documents.to_numpy().sum(axis=0), documents=len(documents)
        )
        table = table.sort_values(["amount", "source"], ascending=[False, True], ignore_index=True)
        parts.append(with_group(table, group, names))
    return group_table(parts, "source_shares", names)


def theme_amounts(
    laid: Attributed, codebook: Codebook, by: Sequence[str], *, unit: str
) -> Iterator[tuple[pd.DataFrame, str, pd.DataFrame]]:
    """Yield (group of documents, theme, rows ``doc_id, source, amount``) wherever a theme has reported words."""
    rows = laid.hits.join(laid.statements[["article_id", "source", "document", "words"]], on="statement")
    rows["amount"] = {"hits": rows["hits"], "statements": 1, "tokens": rows["words"]}[unit]
    rows = rows.rename(columns={"article_id": "doc_id"})
    for _, group in document_groups(laid.documents, by):
        mine = rows[rows["document"].isin(group.index)]
        for theme in codebook.theme_names:
            of_theme = mine[mine["theme"] == theme]
            if of_theme["amount"].sum() > 0:
                yield group, theme, of_theme[["doc_id", "source", "amount"]]


def _largest(amounts: pd.DataFrame, n: int) -> pd.DataFrame:
    """Call all but the ``n`` largest named sources ``(other speakers)``."""
    totals = amounts.groupby("source")["amount"].sum().drop(list(ANONYMOUS), errors="ignore").reset_index()
    kept = totals.sort_values(["amount", "source"], ascending=[False, True])["source"].head(n)
    stays = amounts["source"].isin(kept) | amounts["source"].isin(ANONYMOUS)
    return amounts.assign(source=amounts["source"].where(stays, OTHERS))


def amount_matrix(amounts: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Documents × sources, both sorted."""
    table = amounts.pivot_table(index="doc_id", columns="source", values="amount", aggfunc="sum", fill_value=0)
    table = table.astype(np.int64).sort_index().sort_index(axis=1)
    return table, table.columns.astype("str").tolist()
