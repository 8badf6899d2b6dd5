"""Sentences about themes computed from their measures: who differs, when, with which pattern, after which event."""

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.reports.measured import ThemeMeasures
from discourse.reports.prose import _capital, _count

_COPIES = {
    "keep": "near-copies count like any other document",
    "drop": "of each cluster of near-copies only the earliest counts",
    "cluster": "near-copies count, but are drawn together, so a story printed four times is one event",
}
_UNITS = {"token": "per 1,000 tokens", "sentence": "of sentences", "document": "of documents"}


#: So many characters of a pattern are told in a sentence.
_LONGEST = 40


def describe_themes(measured: ThemeMeasures, codebook: Codebook, *, n: int = 6) -> list[str]:
    """Say what a theme report found: each sentence with its interval and base, and what could not be found out.

    Parameters
    ----------
    measured
        What :func:`measure_themes` returned.
    codebook
        For the titles of themes.
    n
        Comparisons told, the surest first.
    """
    titles = codebook.titles
    said = _compared(measured, titles, n)
    said += _evented(measured, titles)
    said += [_audited(measured, titles), _leaving(measured, titles), _overlapping(measured, titles)]
    return [sentence for sentence in said if sentence]


def methods_themes(measured: ThemeMeasures, codebook: Codebook, *, by: str | None, random_state: int) -> str:
    """A paragraph on how comparisons, trends and audit were made, ready to paste."""
    said = [f"Throughout, {_COPIES[measured.copies]}; the audit of patterns counts all documents."]
    if len(measured.comparisons):
        said.append(
            f"Groups of {by} were compared by differences with percentile bootstrap intervals over documents (95%, "
            "2,000 draws); p from 1,999 permutations of the groups over documents, "
            "q by Benjamini and Hochberg over all rows."
        )
    if len(measured.event):
        said.append(
            f"The 90 days from {measured.event['event'].iloc[0].date()} on were compared with the 90 before in the "
            "same way, and with other days that could have been the event (placebos)."
        )
    if len(measured.overlap):
        said.append("Overlap of themes counts shared sentences against dealing out the sentences within each document.")
    if measured.groups:
        pair = " and ".join(measured.groups)
        said.append(
            f"The patterns of {codebook.titles[measured.headline]} were left out one by one, and {pair} compared "
            "again; this pair was chosen from these data for its distance, so its gap is partly chance."
        )
    return " ".join(said) + f" Random state {random_state}."


def limits_themes(measured: ThemeMeasures) -> str:
    """Say what these measures cannot show, from what was done."""
    said = [
        "The numbers describe vocabulary in these documents, whoever speaks there, affirmed or denied; they do not "
        "show what an outlet's other articles say, nor that a theme frames a matter."
    ]
    circular = measured.comparisons["note"].str.contains("select", regex=False) if len(measured.comparisons) else []
    if sum(circular):
        said.append(f"{sum(circular)} comparisons concern themes that overlap the selection query, and measure it too.")
    if "trend" in measured.reasons:
        said.append("Nothing is said about time, as the documents cannot be dated.")
    if "comparisons" in measured.reasons:
        said.append("Groups were not compared, so no rate here is high or low against anything.")
    said.append("Intervals cover the choice of documents, not errors of the codebook or of the tokeniser.")
    return " ".join(said)


def number(value: float, unit: str) -> str:
    """A rate or a share as prose writes it."""
    return f"{value:.2f}" if unit == "token" else f"{value:.1%}"


def _compared(measured: ThemeMeasures, titles: dict[str, str], n: int) -> list[str]:
    table, unit = measured.comparisons, measured.unit
    if "comparisons" in measured.reasons:
        return [f"Groups are not compared: {measured.reasons['comparisons'].split(';')[0]}."]
    sure = table[(table["q"] <= 0.05) & table["low"].notna()].sort_values(["q", "p"], kind="stable")
    tested = int(table["q"].notna().sum())
    if not len(sure):
        return [f"In none of {_count(tested, 'comparison')} is q at or below .05; that does not make the groups equal."]
    said = [f"In {len(sure):,} of {_count(tested, 'comparison')} q is at or below .05."]
    for row in sure.head(n).itertuples():
        more = "more" if row.difference > 0 else "less"
        gap = " to ".join(number(value, unit) for value in (row.low, row.high))
        circular = " Partly circular: the theme overlaps the selection query." if "select" in row.note else ""
        said.append(
            f"{row.group} uses {titles[row.theme]} {more} than {row.reference}: {number(row.value, unit)} against "
            f"{number(row.value_reference, unit)} {_UNITS[unit]} (difference {number(row.difference, unit)}, 95% "
            f"interval {gap}; q {row.q:.2g}; {row.documents_with:,} of {row.documents:,} and "
            f"{row.documents_with_reference:,} of {row.documents_reference:,} documents with a hit).{circular}"
        )
    return said


def _evented(measured: ThemeMeasures, titles: dict[str, str]) -> list[str]:
    if not len(measured.event):
        asked = measured.reasons.get("event", "") not in ("", "it was not asked for")
        return [f"The event could not be looked at: {measured.reasons['event'].split(';')[0]}."] if asked else []
    sure = measured.event[measured.event["q"] <= 0.05]
    day = measured.event["event"].iloc[0].date()
    if not len(sure):
        return [f"No theme differs between the 90 days before and after {day} at q of at most .05."]
    parts = []
    for row in sure.itertuples():
        placebo = "no placebo test" if pd.isna(row.placebo_p) else f"placebo p {row.placebo_p:.2g}"
        gap = " to ".join(number(value, measured.unit) for value in (row.low, row.high))
        parts.append(
            f"{titles[row.theme]} by {number(row.difference, measured.unit)} ({gap}; q {row.q:.2g}, {placebo})"
        )
    return [f"After {day} changed: {'; '.join(parts)}. Whatever else happened then counts into it."]


def _audited(measured: ThemeMeasures, titles: dict[str, str]) -> str:
    known = measured.audit.dropna(subset=["value", "without"])
    name = titles[measured.headline]
    if not len(known) or not measured.groups:
        return f"{_capital(name)}: no two groups could be compared, so its patterns were only counted."
    value, first, second = known["value"].iloc[0], *measured.groups
    turned = known[(known["without"] * value <= 0) & (known["hits"] > 0)]
    said = f"The difference in {name} between {first} and {second} ({value:.2f} per 1,000 tokens)"
    if len(turned):
        return (
            f"{said} changes its sign without the pattern {', '.join(map(_cut, turned['pattern']))}: it hangs on that "
            "wording."
        )
    most = known.loc[known["change"].abs().idxmax()]
    unsure = int(((known["low"] <= 0) & (known["high"] >= 0)).sum())
    held = f"{unsure:,} of {len(known):,} intervals then hold 0" if unsure else "no interval then holds 0"
    return (
        f"{said} keeps its sign whichever pattern is left out ({held}); "
        f"most moved by {_cut(most['pattern'])}, to {most['without']:.2f}."
    )


def _cut(pattern: str) -> str:
    """A pattern short enough for a sentence; the table has it whole."""
    return pattern if len(pattern) <= _LONGEST else pattern[:_LONGEST] + "…"


def _leaving(measured: ThemeMeasures, titles: dict[str, str]) -> str:
    table = measured.left_out
    rows = table[(table["theme"] == measured.headline) & table["value"].notna()]
    whole, rest = rows[rows["left_out"] == ""], rows[rows["left_out"] != ""]
    if not len(whole) or not len(rest):
        return ""
    most = rest.loc[rest["change"].abs().idxmax()]
    base = whole.iloc[0]
    outside = not base["low"] <= most["value"] <= base["high"]
    where = "outside" if outside else "inside"
    if pd.isna(base["low"]):
        return ""
    return (
        f"{_capital(titles[measured.headline])} stands at {number(base['value'], measured.unit)} "
        f"{_UNITS[measured.unit]} in all {base['documents']:,} documents, and at "
        f"{number(most['value'], measured.unit)} without {most['left_out']}, the most one can move it: {where} the "
        f"interval of the whole ({number(base['low'], measured.unit)} to {number(base['high'], measured.unit)})."
    )


def _overlapping(measured: ThemeMeasures, titles: dict[str, str]) -> str:
    sure = measured.overlap[(measured.overlap["q"] <= 0.05) & (measured.overlap["log_ratio"] > 0)]
    if not len(sure):
        return (
            ""
            if "overlap" in measured.reasons
            else "No two themes share sentences more often than by chance (q ≤ .05)."
        )
    row = sure.sort_values("p", kind="stable").iloc[0]
    pair = f"{titles[row['theme']]} and {titles[row['theme_2']]}"
    return (
        f"{_count(len(sure), 'pair')} of themes share sentences more often than by chance (q ≤ .05); the surest: "
        f"{pair}, in {row['both']:,} sentences where {row['expected']:.1f} were expected."
    )
