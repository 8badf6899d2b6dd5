"""Giving a report to others: everything behind its numbers, and no text of the articles."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from discourse.errors import ArgumentError, DiscourseError, ReportError, did_you_mean, listing, unknown_name
from discourse.reports.archive import files_in, write_files
from discourse.reports.bundle import project_files
from discourse.reports.compare import compare_reports
from discourse.reports.crate import CRATE, crate_metadata
from discourse.reports.execute import Watch
from discourse.reports.export_readme import readme
from discourse.reports.failures import explain
from discourse.reports.folders import check_name
from discourse.reports.making import make_files
from discourse.reports.plan import Plan, make_plan, reports_folder
from discourse.reports.print_files import PRINT, asks_for_print, check_print
from discourse.reports.record import Run, changes, is_intact, read_run, write_run
from discourse.reports.registry import read_registry
from discourse.reports.shared_text import refuse_text

#: What a reader can do with a bundle: add up its counts, or also compute all anew from texts of their own.
LEVELS = ("reaggregated", "recomputed")
#: Where bundles go unless another place is named; git leaves it alone like the reports.
EXPORTS = "_exports"


def export_report(
    name: str,
    *,
    to: str | Path | None = None,
    level: str = "reaggregated",
    figures: bool = False,
    tables: bool = False,
    folder: str | Path = "reports",
    timeout: float | None = None,
    progress: bool | None = None,
) -> Path:
    """Write a bundle of a report that may be given away. *How do reviewers check numbers on texts they may not have?*

    Parameters
    ----------
    name
        The name of a report that was made and is up to date.
    to
        A folder, or a file ending in ``.zip``; by default ``<folder>/_exports/<name>-<level>``. An earlier export
        there is replaced; anything else is left alone.
    level
        ``"reaggregated"``: the report without quotations, its tables, figures, codebook, run record and citations,
        and the hits and counts its rates are made of. ``"recomputed"``: also the notebook and the sha256 of every
        text, with which a reader who holds the licensed texts makes the report anew.
    figures
        Also write each figure as PDF and 600-dpi PNG, 84 and 174 mm wide (one and two columns of a journal), into
        ``print/figures/``; some seconds for each.
    tables
        Also write each table shown as ``.tex`` and ``.docx`` (needs ``discourse[docx]``) into ``print/tables/``.
    folder
        The folder of reports, from the project's root.
    timeout
        Seconds a single cell may take; None for any time.
    progress
        Whether to show a progress bar; by default only on a terminal.

    Returns
    -------
    Path
        The bundle. ``README.md`` in it says how to check the numbers; ``ro-crate-metadata.json`` describes it
        (RO-Crate 1.1).

    Raises
    ------
    UnknownNameError
        If no such report was made or is listed.
    ArgumentError
        If the level is unknown, or something else is at ``to``.
    ReportError
        If the report was not made yet or is stale; if a number comes out otherwise when it is made without quotations;
        if 8 words on end of an article stand in any file of the bundle.

    Notes
    -----
    A report that quotes is made again with ``quotes = "none"``, and its numbers are compared with those of the report
    as it is. The same report gives the same bytes. What is exported shows which document has which hits where, so
    ids of documents, outlets and dates are told. Letters inside pictures are not looked at for quotations.
    """
    if level not in LEVELS:
        raise ArgumentError(f"level must be one of {', '.join(LEVELS)}, not {level!r}{did_you_mean(level, LEVELS)}")
    check_print(tables=tables)
    reports = reports_folder(folder)
    run = _made(check_name(name), reports)
    plan = _current(run, folder)
    with tempfile.TemporaryDirectory(prefix="discourse-export-") as place:
        quiet = _without_quotes(run, plan, Path(place), figures, tables, timeout=timeout, progress=progress)
        made = files_in(Path(place))
    files = {key: content for key, content in made.items() if key.startswith(f"{PRINT}/")}
    files |= {f"reports/{name}/{key}": content for key, content in made.items() if key not in files}
    files |= project_files(quiet, plan.root, recomputed=level == "recomputed")
    files["README.md"] = readme(quiet, files, level=level).encode("utf-8")
    _refuse(files, run)
    files[CRATE] = crate_metadata(quiet, files, title=f"Report {name}", level=level)
    return write_files(files, _target(to, reports, f"{name}-{level}"), mark=CRATE)


def _target(to: str | Path | None, reports: Path, name: str) -> Path:
    return Path(to) if to is not None else reports / EXPORTS / name


def _made(name: str, reports: Path) -> Run:
    """The record of a report; it says so if it was never made."""
    if (reports / name).is_dir():
        return read_run(reports / name)
    listed = read_registry(reports)
    if name in listed:
        raise ReportError(f"{name} is not made yet; make it with: python -m discourse report {name}")
    raise unknown_name("report", name, list(listed), where=f"{reports.name}/reports.toml")


def _current(run: Run, folder: str | Path) -> Plan:
    """What the report would be made from now, if that is what it was made from."""
    again = f"make it again with: python -m discourse report {run.name}"
    try:
        plan = make_plan(run.name, notebook=run.notebook, parameters=run.parameters, folder=folder)
    except DiscourseError as error:
        raise ReportError(f"{run.name} is stale and cannot be made again: {' '.join(str(error).split())}") from None
    if plan.run.key != run.key:
        changed = changes(run, plan.run.inputs, plan.run.versions, plan.run.parameters)
        raise ReportError(f"{run.name} is stale (changed: {listing(changed or ['notebook'])}); {again}")
    if not is_intact(run):
        raise ReportError(f"files of {run.name} were changed after it was made; {again}")
    return plan


def _without_quotes(
    run: Run, plan: Plan, place: Path, figures: bool, tables: bool, *, timeout: float | None, progress: bool | None
) -> Run:
    """Put the report into a folder as it is without quotations, with its record; return the record."""
    silent = run.parameters.get("quotes", "none") == "none"
    if silent and not (figures or tables):
        shutil.copytree(run.folder, place, dirs_exist_ok=True)
        return run
    parameters = run.parameters | ({} if silent else {"quotes": "none"})
    plan = make_plan(run.name, notebook=run.notebook, parameters=parameters, folder=plan.reports)
    asks_for_print(place, figures=figures, tables=tables)
    watch = Watch()
    try:
        make_files(plan, place, watch=watch, timeout=timeout, progress=progress)
    except Exception as error:
        raise ReportError(f"{run.name} could not be made without quotations: {explain(error, watch)}") from error
    _compare(run, place)
    printed = place / PRINT
    aside = place.with_name(f"{place.name}-{PRINT}")
    if (run.folder / "citations").is_dir():  # of the articles the report quotes, not only of those the bundle does
        shutil.copytree(run.folder / "citations", place / "citations", dirs_exist_ok=True)
    if printed.exists():  # not a part of the report itself
        shutil.move(printed, aside)
    quiet = write_run(replace(plan.run, this_run=run.this_run), place)
    if aside.exists():
        shutil.move(aside, printed)
    return quiet


def _compare(run: Run, place: Path) -> None:
    """Raise ReportError if a number of the tables, or a number of tables' rows, is another without quotations."""
    numbers = compare_reports(run.folder, place)
    apart = numbers[(numbers["verdict"] == "differs") & numbers["file"].str.startswith("tables/")]
    is_number = pd.to_numeric(apart["before"].str.replace(",", ""), errors="coerce").notna()
    apart = apart[is_number & (apart["place"] != "number and names of columns")]
    if len(apart):
        said = [f"{row.file}, {row.place}: {row.before} → {row.after}" for row in apart.head(5).itertuples()]
        raise ReportError(
            f"{len(apart):,} numbers of {run.name} come out otherwise when it is made without quotations "
            f"({listing(said)}); its notebook does not give the same twice"
        )


def _refuse(files: dict[str, bytes], run: Run) -> None:
    from discourse.corpus.articles import read_articles

    if corpus := run.parameters.get("corpus"):
        refuse_text(files, read_articles(str(corpus)))
