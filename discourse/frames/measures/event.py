"""What an event did to the use of each theme: before and after, beside dates on which nothing happened."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.contrast import contrast, with_circularity, with_q
from discourse.frames.measures.counts import MIN_DOCUMENTS, UNITS, ThemeCounts, groups_of, names_of, theme_counts
from discourse.frames.measures.periods import as_day, dated
from discourse.frames.voices.voicing import with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex, index_tokens

#: With fewer placebo dates nothing is said about how unusual the event is.
MIN_PLACEBOS = 10


def theme_event(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    event: str,
    days: int = 90,
    by: str | Sequence[str] | None = None,
    unit: str = "token",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    selection_patterns: Sequence[str] = (),
    confidence: float = 0.95,
    permutations: int = 1999,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare the days after an event with those before. *Did the use of a theme change with it?*

    Parameters
    ----------
    tokens
        A tokens table with the document variable ``date``, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    event
        The day, written ``2031-07-14``, stated for reasons other than the series itself. It belongs to *after*.
    days
        Length of the windows on both sides.
    by
        A document variable, or several: one comparison for each value; ``None`` puts all documents together.
    unit
        ``"token"``: hits per 1,000 tokens; ``"sentence"`` or ``"document"``: the share of them with at least one hit.
    articles, statements, near_duplicates, copies, selection_patterns
        As for :func:`compare_rates`.
    confidence
        Of the intervals.
    permutations
        Deals of *before* and *after* over documents for ``p``; 0 gives none.
    random_state
        Where chance starts (bootstrap, permutations).

    Returns
    -------
    DataFrame
        One row per series and theme: the ``by`` columns, ``event``, ``theme``; ``value`` (after), ``value_reference``
        (before); ``difference, low, high``; ``ratio, ratio_low, ratio_high``; ``p``, ``q`` (Benjamini–Hochberg over all
        rows); ``placebos`` (other days that could have been the event) and ``placebo_p`` (share of them, the event
        counted among them, at which the difference is at least as large either way); ``hits, documents,
        documents_with`` and the same with ``_reference``; ``unit``, ``base``, ``note``.

    Raises
    ------
    UnknownNameError
        If the documents have no variable ``date``, or none called ``by``.
    ArgumentError
        If ``event`` is not a day, or ``days`` is below 1.

    Notes
    -----
    ``p`` asks whether the documents of the two windows differ, ``placebo_p`` whether they differ more than those around
    other days of the same series do, as they would with any trend, season or other news. Placebo days are all whose two
    windows lie within the series, on one side of the event, with 10 documents each; their windows overlap, so they are
    far fewer independent comparisons than days, and a series must be several windows long to say anything. With fewer
    than 10 of them ``placebo_p`` is NaN. A difference is not the event's effect where something else happened too.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["security_threat_deterrence"])
    >>> found = dc.theme_event(tokens, codebook, event="2031-07-14", random_state=1)
    >>> bool(found.loc[0, "difference"] > 0)
    True
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    day = as_day(event, name="event")
    if days < 1:
        raise ArgumentError(f"days must be 1 or more, not {days}")
    names, index = names_of(by), index_tokens(tokens)
    counts = theme_counts(
        index,
        codebook,
        unit=unit,
        variables=[*names, "date"],
        table="events",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
    )
    counts, dates = dated(counts)
    place = pd.Series((dates - np.datetime64(day)) // np.timedelta64(1, "D"), index=counts.documents.index)
    parts = []
    for values, group in groups_of(counts, names):
        mine = place[group.documents.index].to_numpy()
        inside = np.flatnonzero((mine >= -days) & (mine < days))
        found = contrast(
            group.take(inside),
            mine[inside] >= 0,
            confidence=confidence,
            permutations=permutations,
            random_state=state,
        )
        found = _with_placebos(found, group, mine, days)
        repeated = {name: np.repeat(value, len(found)) for name, value in values.items()}
        parts.append(found.assign(event=pd.Series(day, index=found.index, dtype="datetime64[us]"), **repeated))
    order = [*names, *columns("events")]
    if not parts:
        return with_voice(empty("events").reindex(columns=order), statements)
    found = with_voice(with_q(pd.concat(parts, ignore_index=True))[order], statements)
    return with_circularity(found, index, codebook, selection_patterns)


def _with_placebos(found: pd.DataFrame, group: ThemeCounts, place: NDArray[np.int64], days: int) -> pd.DataFrame:
    """The differences at the event beside those at all other days of the series."""
    apart = placebo_differences(group, place, days)
    note, p = found["note"].to_numpy(dtype=object), np.full(len(found), np.nan)
    tested = note == ""
    if len(apart) >= MIN_PLACEBOS:
        larger = (np.abs(apart) >= np.abs(found["difference"].to_numpy())).sum(axis=0)
        p = np.where(found["difference"].notna(), (1 + larger) / (1 + len(apart)), np.nan)
    else:
        note[tested] = f"fewer than {MIN_PLACEBOS} placebo days, so no placebo_p"
    return found.assign(placebos=len(apart), placebo_p=p, note=note.astype(str))


def placebo_differences(group: ThemeCounts, place: NDArray[np.int64], days: int) -> NDArray[np.float64]:
    """Days × themes: the difference after − before at each day whose windows lie on one side of the event (day 0)."""
    if not len(place):
        return np.zeros((0, len(group.themes)))
    first, number = place.min(), place.max() - place.min() + 1
    daily = np.zeros((number + 1, len(group.themes) + 2))
    parts = np.column_stack([group.having, group.sizes, np.ones(len(place))])
    np.add.at(daily, place - first + 1, parts)
    running = np.cumsum(daily, axis=0)
    day = np.arange(days, number - days + 1)
    day = day[(day + first + days <= 0) | (day + first - days >= 0)]
    after, before = running[day + days] - running[day], running[day] - running[day - days]
    enough = (after[:, -1] >= MIN_DOCUMENTS) & (before[:, -1] >= MIN_DOCUMENTS)
    after, before = (part[enough & (after[:, -2] > 0) & (before[:, -2] > 0)] for part in (after, before))
    return (after[:, :-2] / after[:, -2:-1] - before[:, :-2] / before[:, -2:-1]) * UNITS[group.unit]
