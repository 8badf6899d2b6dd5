"""The rates of a report computed again from the counts beside it: what a reader without the articles can check."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pandas as pd

from discourse.corpus.profile import coverage
from discourse.errors import DiscourseError, ReportError
from discourse.frames.measures.counted import counts_again
from discourse.frames.measures.rates import rates_of
from discourse.frames.voices.voicing import joined_by_voice
from discourse.reports.compare import DIGITS, compare_reports, compare_tables, read_written
from discourse.reports.record import read_run
from discourse.stats.specification_summary import specification_choices, specification_summary
from discourse.tables import columns, empty

#: Of rates split by voice, what rests on annotated news and not on the counts.
_NOT_COUNTED = ("purity", "purity_low", "purity_high", "note")
#: What is added up; whether it is right is for the articles to say.
_PREMISES = ("documents.csv", "profile.csv", "theme_counts.csv", "theme_hits.csv", "voice_counts.csv")
_PREMISES += ("specifications.csv", "topic_specifications.csv", "topic_search.csv")
#: Of a specification curve, what rests on permuted labels too and not only on the estimates listed.
_PERMUTED = ("permutations", "null_significant", "p_median", "p_significant", "verdict")
#: Of a specification curve, the columns that are no numbers; the choices are none either.
_WORDS = ("measure", "base", "note")
_COUNTS = ("hits", "units_with", "tokens", "units", "documents", "words", "empty", "duplicate", "undated")
#: Of the notebooks' rates; they leave it at its default.
_CONFIDENCE = 0.95


def recount(report: Path, *, digits: int = DIGITS) -> pd.DataFrame:
    """Add up the hits and counts of a report again. *Do its rates follow from them?*

    Parameters
    ----------
    report
        The folder of a report, exported or not. Nothing outside it is read.
    digits
        Significant digits to which two numbers must agree.

    Returns
    -------
    DataFrame
        One row per number of the report, as :func:`compare_reports` returns them. *reproduced* or *differs*: the hits
        of each theme (``theme_hits.csv`` against ``theme_counts.csv``), all rates with their intervals
        (``theme_rates.csv``, ``voice_rates.csv`` from ``documents.csv`` and the counts), what each outlet contributes
        (``coverage.csv`` from ``profile.csv``), what a specification curve amounts to (``specification_summary.csv``
        and ``specification_choices.csv`` from the estimates in ``specifications.csv``), means over runs of a search for
        a number of topics (``topic_search_means.csv`` from ``topic_search.csv``). Every other number is *not checkable*
        without the articles; the counts themselves are what is started from, and have no row.

    Raises
    ------
    ReportError
        If the folder is no report, or its counts cannot be put together.
    """
    state = read_run(report).parameters.get("random_state")
    tables, parts = report / "tables", [empty("comparison")]
    for file, again, keys in _again(tables, state):
        written, anew = read_written(tables / file), _as_written(again)
        shared = [name for name in written if name in anew]
        anew = _in_order(anew, written, keys)[shared]
        parts.append(compare_tables(f"tables/{file}", written[shared], anew, digits=digits))
    checked = pd.concat(parts, ignore_index=True)
    every = compare_reports(report, report, digits=digits).assign(after="", verdict="not checkable")
    every = every[(every["place"] != "picture") & ~every["file"].isin([f"tables/{name}" for name in _PREMISES])]
    done = pd.MultiIndex.from_frame(every[["file", "place"]]).isin(checked.set_index(["file", "place"]).index)
    return pd.concat([checked, every[~done]], ignore_index=True)


def _again(tables: Path, random_state: object) -> Iterator[tuple[str, pd.DataFrame, list[str]]]:
    """Each table that can be made again, how it comes out, and which columns name its rows."""
    there = {path.name for path in tables.glob("*.csv")}
    try:
        if {"theme_hits.csv", "theme_counts.csv"} <= there:
            hits = read_written(tables / "theme_hits.csv").groupby(["doc_id", "theme"])
            yield "theme_counts.csv", hits.size().rename("hits").reset_index(), ["doc_id", "theme"]
        if {"theme_rates.csv", "documents.csv", "theme_counts.csv"} <= there:
            yield "theme_rates.csv", *_rates(tables, "theme", random_state)
        if {"voice_rates.csv", "documents.csv", "voice_counts.csv"} <= there:
            again, keys = _rates(tables, "voice", random_state)
            yield "voice_rates.csv", again.drop(columns=list(_NOT_COUNTED), errors="ignore"), keys
        if {"coverage.csv", "profile.csv"} <= there:
            yield "coverage.csv", coverage(_read(tables / "profile.csv")), ["outlet"]
        for curve in ("specification", "topic_specification"):
            if {f"{curve}s.csv", f"{curve}_summary.csv", f"{curve}_choices.csv"} <= there:
                estimates = _estimates(tables / f"{curve}s.csv")
                summary = specification_summary(estimates).drop(columns=list(_PERMUTED))
                yield f"{curve}_summary.csv", summary, ["measure"]
                yield f"{curve}_choices.csv", specification_choices(estimates), ["choice", "option"]
        if {"topic_search.csv", "topic_search_means.csv"} <= there:
            shown = list(read_written(tables / "topic_search_means.csv"))
            runs = read_written(tables / "topic_search.csv")[shown].apply(pd.to_numeric)
            yield "topic_search_means.csv", runs.groupby("n_topics").mean().reset_index(), ["n_topics"]
    except (DiscourseError, KeyError, ValueError, TypeError) as error:
        raise ReportError(f"the counts of {tables.parent.name} cannot be added up: {error}") from None


def _rates(tables: Path, kind: str, random_state: object) -> tuple[pd.DataFrame, list[str]]:
    """Rates from the counts of documents, and the columns that name their rows."""
    written, counted = (_read(tables / f"{kind}_{name}.csv") for name in ("rates", "counts"))
    documents = _read(tables / "documents.csv")
    names = [name for name in documents if name not in columns("counted_documents")]
    documents[names] = documents[names].replace("", pd.NA)
    if kind == "voice":
        written, counted = (joined_by_voice(table) for table in (written, counted))
    themes = written["theme"].drop_duplicates().tolist()
    how = {"confidence": _CONFIDENCE, "method": "percentile", "random_state": random_state}
    rates = rates_of(counts_again(documents, counted, themes), names, voices=kind == "voice", **how)
    return rates, [*names, "theme", *(["voice"] if kind == "voice" else [])]


def _estimates(path: Path) -> pd.DataFrame:
    """The estimates of a specification curve as they were observed."""
    table = read_written(path)
    numbers = [name for name in columns("specifications") if name in table and name not in _WORDS]
    return table.assign(permutation=0, **{name: pd.to_numeric(table[name]) for name in numbers})


def _read(path: Path) -> pd.DataFrame:
    """A table with its counts as whole numbers and everything else as it is written."""
    table = read_written(path)
    return table.astype({name: "int64" for name in table if name in _COUNTS})


def _as_written(table: pd.DataFrame) -> pd.DataFrame:
    """A table as :func:`keep_table` writes it and :func:`read_written` reads it."""
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    return pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)


def _in_order(table: pd.DataFrame, written: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows in the order in which they are written; those that are not written come last."""
    place = pd.MultiIndex.from_frame(written[keys]).get_indexer(pd.MultiIndex.from_frame(table[keys]))
    return table.iloc[pd.Series(place).replace(-1, len(written)).argsort(kind="stable")]
