"""How the use of each theme goes up and down over time."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import ThemeCounts, groups_of, names_of, theme_counts
from discourse.frames.measures.periods import dated, in_periods
from discourse.frames.measures.rates import group_rates
from discourse.frames.voices.voicing import with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex


def theme_trend(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    period: str = "month",
    by: str | Sequence[str] | None = None,
    unit: str = "token",
    min_docs: int = 10,
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Follow each theme through time. *When is its vocabulary used how much?*

    Parameters
    ----------
    tokens
        A tokens table with the document variable ``date``, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    period
        Length of a bin: ``"day"``, ``"week"`` (from Monday), ``"month"``, ``"quarter"`` or ``"year"``.
    by
        A document variable, or several: one series for each value; ``None`` puts all documents into one.
    unit
        ``"token"``: hits per 1,000 tokens; ``"sentence"`` or ``"document"``: the share of them with at least one hit.
    min_docs
        A bin with fewer documents has neither value nor interval, only its counts.
    articles, statements, near_duplicates, copies
        The base and what is drawn together, as for :func:`theme_rates`.
    confidence
        Of the intervals, each for its own bin.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per series, bin and theme, bins without documents among them: the ``by`` columns, ``start`` (first day
        of the bin), ``theme``, ``value``, ``low, high``, ``hits``, ``units``, ``documents``, ``documents_with``,
        ``unit``, ``base`` (undated documents are left out and counted there), ``note`` (why a number is missing).

    Raises
    ------
    UnknownNameError
        If the documents have no variable ``date``, or none called ``by``.
    TableError
        If ``date`` does not hold dates.

    Notes
    -----
    Gaps stay gaps: nothing is smoothed or filled in. The bins at both ends may cover part of their time only. Of many
    bins some stand out by chance; :func:`theme_changes` tests for changes of level. A series also moves when the
    selection of articles or the sections of an outlet change.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["security_threat_deterrence"])
    >>> trend = dc.theme_trend(tokens, codebook, period="quarter", random_state=1)
    >>> trend["start"].dt.strftime("%Y-%m").tolist()
    ['2031-01', '2031-04', '2031-07', '2031-10']
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if min_docs < 1:
        raise ArgumentError(f"min_docs must be 1 or more documents, not {min_docs}")
    names = names_of(by)
    counts = theme_counts(
        tokens,
        codebook,
        unit=unit,
        variables=[*names, "date"],
        table="trends",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
    )
    counts, dates = dated(counts)
    number, starts = in_periods(dates, period)
    place = pd.Series(number, index=counts.documents.index)
    parts = [
        _bin(
            group.take(np.flatnonzero(place[group.documents.index] == bin_)), start, values, min_docs, confidence, state
        )
        for values, group in groups_of(counts, names)
        for bin_, start in enumerate(starts)
    ]
    order = [*names, *columns("trends")]
    trend = pd.concat(parts, ignore_index=True)[order] if parts else empty("trends").reindex(columns=order)
    return with_voice(trend, statements)


def _bin(
    group: ThemeCounts,
    start: pd.Timestamp,
    variables: dict[str, object],
    min_docs: int,
    confidence: float,
    random_state: int,
) -> pd.DataFrame:
    """The rows of one bin."""
    rates = group_rates(group, variables, confidence=confidence, method="percentile", random_state=random_state)
    start = pd.Series(start, index=rates.index, dtype="datetime64[us]")
    rates = rates.assign(start=start)
    if len(group.documents) >= min_docs:
        return rates
    reason = f"fewer than {min_docs} documents, so no value" if len(group.documents) else "no documents"
    return rates.assign(value=np.nan, low=np.nan, high=np.nan, note=reason)
