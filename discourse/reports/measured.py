"""All measures of a theme report at once; what cannot be measured is an empty table and a reason in words."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from discourse.corpus.corpora import entries_of
from discourse.errors import ArgumentError, DiscourseError, listing, unknown_name
from discourse.frames.codebooks.audit import audit_codebook
from discourse.frames.codebooks.codebook import Codebook, select_themes
from discourse.frames.measures.compare import compare_rates
from discourse.frames.measures.event import theme_event
from discourse.frames.measures.leaving import leave_one_out
from discourse.frames.measures.overlap import theme_overlap
from discourse.frames.measures.rates import theme_rates
from discourse.frames.measures.trend import theme_trend
from discourse.tables import empty
from discourse.text.index import TokenIndex


@dataclass(frozen=True)
class ThemeMeasures:
    """The tables of a theme report, what they are based on, and why one is empty."""

    rates: pd.DataFrame
    comparisons: pd.DataFrame
    left_out: pd.DataFrame
    trend: pd.DataFrame
    event: pd.DataFrame
    overlap: pd.DataFrame
    audit: pd.DataFrame
    headline: str
    groups: tuple[str, ...]
    unit: str
    copies: str
    reasons: dict[str, str] = field(repr=False)


def measure_themes(
    index: TokenIndex,
    codebook: Codebook,
    *,
    corpus: str,
    articles: pd.DataFrame,
    near_duplicates: pd.DataFrame,
    copies: str = "cluster",
    by: str | None = "outlet",
    reference: str | None = None,
    unit: str = "token",
    period: str = "month",
    event: str | None = None,
    headline: str = "",
    random_state: int,
) -> ThemeMeasures:
    """Measure a codebook's themes in every way a theme report shows.

    Parameters
    ----------
    index, codebook
        What :func:`index_tokens` and :func:`read_codebook` returned.
    corpus
        The corpus's name or path, for the query it was selected by.
    articles, near_duplicates, copies, by, unit, random_state
        As for :func:`theme_rates`.
    reference
        As for :func:`compare_rates`.
    period
        As for :func:`theme_trend`.
    event
        A day as for :func:`theme_event`; ``None`` for none.
    headline
        The theme whose patterns are audited; ``""`` takes the one with the most hits.

    Returns
    -------
    ThemeMeasures
        Tables as their verbs return them. A table that this corpus cannot give (one outlet, no dates) is empty, and
        ``reasons`` says why. ``groups``: the two groups the audit compares: the reference and the group farthest from
        it, or the highest and the lowest, in the headline theme.

    Raises
    ------
    UnknownNameError
        If ``by``, ``reference`` or ``headline`` is unknown.
    """
    base = {"unit": unit, "articles": articles, "near_duplicates": near_duplicates, "copies": copies}
    base |= {"random_state": random_state}
    rates = theme_rates(index, codebook, by=by, **base)
    _known(codebook, headline, articles, by, reference)
    headline = headline or str(rates.groupby("theme", sort=False)["hits"].sum().idxmax())
    patterns = list(dict.fromkeys(pattern for entry in entries_of(corpus) for pattern in entry.selection_patterns))
    reasons: dict[str, str] = {}

    def tried(name: str, contract: str, wanted: object, measure: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        if not wanted:
            reasons[name] = "it was not asked for"
            return empty(contract)
        try:
            return measure()
        except DiscourseError as error:
            reasons[name] = str(error)
            return empty(contract)

    compared = {"by": by, "reference": reference, "selection_patterns": patterns}
    groups = _two_groups(rates, by, headline, reference)
    one = select_themes(codebook, [headline])
    audited = {"by": by if len(groups) == 2 else None, "groups": groups or None, "random_state": random_state}
    return ThemeMeasures(
        rates=rates,
        comparisons=tried("comparisons", "comparisons", by, lambda: compare_rates(index, codebook, **compared, **base)),
        left_out=tried("left_out", "left_out", by, lambda: leave_one_out(index, codebook, by=by, **base)),
        trend=tried("trend", "trends", True, lambda: theme_trend(index, codebook, period=period, **base)),
        event=tried("event", "events", event, lambda: _event(index, codebook, event, corpus, patterns, base)),
        overlap=tried(
            "overlap", "overlaps", True, lambda: theme_overlap(index, codebook, **base | {"unit": "sentence"})
        ),
        audit=tried("audit", "audit", True, lambda: audit_codebook(index, one, **audited)),
        headline=headline,
        groups=groups,
        unit=unit,
        copies=copies,
        reasons=reasons,
    )


def _event(
    index: TokenIndex, codebook: Codebook, event: str | None, corpus: str, patterns: list[str], base: dict[str, object]
) -> pd.DataFrame:
    if guessed := [entry.name for entry in entries_of(corpus) if entry.dates == "estimated"]:
        raise ArgumentError(f"the dates of {listing(guessed)} are estimated, so nothing is said about a day")
    return theme_event(index, codebook, event=str(event), selection_patterns=patterns, **base)


def _known(codebook: Codebook, headline: str, articles: pd.DataFrame, by: str | None, reference: str | None) -> None:
    """Refuse misspelt names before anything is measured: an empty table would look like a finding."""
    names = [theme.name for theme in codebook.themes]
    if headline and headline not in names:
        raise unknown_name("theme", headline, names, where=codebook.name)
    if reference is not None and by is not None:
        values = [str(value) for value in articles[by].dropna().unique()]
        if reference not in values:
            raise unknown_name("value", reference, values, where=f"'{by}'")


def _two_groups(rates: pd.DataFrame, by: str | None, headline: str, reference: str | None) -> tuple[str, ...]:
    if by is None:
        return ()
    known = rates[(rates["theme"] == headline) & rates["low"].notna() & rates[by].notna()].set_index(by)["value"]
    if len(known) < 2:
        return ()
    if reference is None:
        return (known.idxmax(), known.idxmin())
    if reference not in known.index:
        return ()
    return ((known.drop(reference) - known[reference]).abs().idxmax(), reference)
