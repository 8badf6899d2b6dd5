"""Making a report: checked before, watched while it runs, put in its place only when it is whole."""

import os
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from discourse.errors import ArgumentError, DiscourseError, ReportError, listing
from discourse.project import find, project_root
from discourse.reports.execute import Watch, check_complete, execute
from discourse.reports.failures import explain, forget_failure, keep_failure, read_cause
from discourse.reports.folders import FAILED, check_name, only_one, recover, staging_folder, swap
from discourse.reports.inputs import gather_inputs, library_versions, run_key
from discourse.reports.normalise import normalise
from discourse.reports.notebooks import parameters_cell, read_notebook, with_parameters
from discourse.reports.page import page_title, render_page
from discourse.reports.parameters import declared_parameters
from discourse.reports.record import Run, changes, commit_of, is_intact, read_run, write_run
from discourse.reports.registry import find_entry, read_registry
from discourse.reports.validate import validate

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class _Plan:
    """All that is settled before a report is made."""

    run: Run
    notebook: dict
    path: Path
    root: Path
    reports: Path


def run_report(
    name: str,
    *,
    notebook: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    folder: str | Path = "reports",
    force: bool = False,
    timeout: float | None = None,
    progress: bool | None = None,
) -> Run:
    """Make a report from a parameterised notebook, or find that it is up to date.

    Parameters
    ----------
    name
        The report's name: a table of ``reports/reports.toml``, or, with ``notebook``, any name
        of lower-case letters, digits, ``-``, ``_`` and dots. The report is ``<folder>/<name>/``.
    notebook
        The notebook's path, from here or from the project's root; by default the listed one.
    parameters
        Values by name, only together with ``notebook``; those not given keep their default.
    folder
        The folder of reports, from the project's root.
    force
        Make it even if nothing has changed.
    timeout
        Seconds a single cell may take; None for any time.
    progress
        Whether to show a progress bar; by default only on a terminal.

    Returns
    -------
    Run
        The record of the run. ``unchanged`` is True if notebook, parameters, inputs and versions
        are those of the last run and its files are intact; then nothing was run.

    Raises
    ------
    UnknownNameError
        If no such report is listed.
    ParameterError
        If a parameter is misspelt, ill-typed or impossible; before any work.
    ReportError
        If the report could not be made. The message names the cause; ``<folder>/_failed/<name>/``
        holds it with the notebook as far as it came. The report made before, if any, is left as it was.

    Notes
    -----
    A finished report says that its notebook ran to the end on the recorded inputs. It does not
    say that the notebook's claims are right. A notebook is a program: run only those you trust.

    Examples
    --------
    >>> run_report("framing", parameters={"corpus": "lee"})
    Traceback (most recent call last):
    ...
    discourse.errors.ArgumentError: parameters= goes with notebook=; a listed report has its own, in reports.toml
    """
    plan = _plan(check_name(name), notebook, parameters, folder)
    with only_one(plan.reports, name):
        recover(plan.reports, name)
        if not force and (same := _unchanged(plan.run)):
            return same
        watch = Watch()
        try:
            run = _make(plan, watch, timeout=timeout, progress=progress)
        except BaseException as error:
            raised = _failed(plan, watch, error)
            if raised is error:
                raise
            raise raised from error
        forget_failure(plan.reports, name)
    return run


def list_reports(folder: str | Path = "reports") -> "pd.DataFrame":
    """Which reports does the project list, and how do they stand?

    Parameters
    ----------
    folder
        The folder of reports, from the project's root.

    Returns
    -------
    DataFrame
        One row per listed report: ``report``; ``notebook``; ``state``: ``made`` (up to date),
        ``stale`` (something it was made from has changed, or its files have), ``missing``, or
        ``failed`` (at the last try; an earlier one may still be there); ``parameters``, as they
        are listed; ``why``, in words.
    """
    import pandas as pd

    reports = _reports_folder(folder)
    columns = ["report", "notebook", "state", "parameters", "why"]
    rows = []
    for entry in read_registry(reports).values():
        state, why = _state(entry.name, folder, reports)
        values = ", ".join(f"{name}={value!r}" for name, value in entry.parameters.items())
        rows.append((entry.name, entry.notebook, state, values, why))
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _reports_folder(folder: str | Path) -> Path:
    return project_root() / folder


def _plan(name: str, notebook: str | Path | None, parameters: Mapping[str, object] | None, folder: str | Path) -> _Plan:
    if notebook is None and parameters is not None:
        raise ArgumentError("parameters= goes with notebook=; a listed report has its own, in reports.toml")
    root, reports = project_root(), _reports_folder(folder)
    if notebook is None:
        entry = find_entry(reports, name)
        path, given = root / entry.notebook, entry.parameters
    else:
        path, given = find(notebook), dict(parameters or {})
    content = read_notebook(path)
    where = path.name
    declared = declared_parameters(content["cells"][parameters_cell(content, name=where)]["source"])
    values = validate(declared, given, where=where)
    inputs, versions = gather_inputs(path, values, root=root), library_versions()
    label = path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.name
    key = run_key(label, values, inputs, versions)
    run = Run(name, label, values, inputs, versions, key, folder=reports / name)
    return _Plan(run, with_parameters(content, values, name=where), path, root, reports)


def _unchanged(run: Run) -> Run | None:
    try:
        before = read_run(run.folder)
    except ReportError:
        return None
    return replace(before, unchanged=True) if before.key == run.key and is_intact(before) else None


def _make(plan: _Plan, watch: Watch, *, timeout: float | None, progress: bool | None) -> Run:
    started, clock = datetime.now(UTC), time.monotonic()
    staging = staging_folder(plan.reports, plan.run.name)
    executed = execute(
        plan.notebook,
        name=plan.run.name,
        root=plan.root,
        staging=staging,
        watch=watch,
        timeout=timeout,
        progress=sys.stderr.isatty() if progress is None else progress,
    )
    check_complete(executed)
    _write_report(normalise(executed), staging, name=plan.run.name)
    _check_inputs(plan)
    seconds = round(time.monotonic() - clock, 1)
    this_run = {"started": started.isoformat(timespec="seconds"), "seconds": seconds} | commit_of(plan.root)
    run = write_run(replace(plan.run, this_run=this_run), staging)
    swap(staging, plan.reports, plan.run.name)
    return run


def _write_report(notebook: Any, staging: Path, *, name: str) -> None:
    import nbformat

    page = render_page(notebook, title=page_title(notebook, default=name))
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
    (staging / "report.ipynb").write_text(text, encoding="utf-8", newline="\n")
    (staging / "report.html").write_text(page, encoding="utf-8", newline="\n")


def _check_inputs(plan: _Plan) -> None:
    """A report must be what its record says it was made from."""
    now = gather_inputs(plan.path, plan.run.parameters, root=plan.root)
    if changed := changes(plan.run, now, plan.run.versions, plan.run.parameters):
        raise ReportError(f"inputs changed while the report was being made: {listing(changed)}; make it again")


def _failed(plan: _Plan, watch: Watch, error: BaseException) -> BaseException:
    """Keep what explains a failure, remove the rest, and return the error to raise."""
    name = plan.run.name
    cause = explain(error, watch)
    shutil.rmtree(plan.reports / f".staging-{name}-{os.getpid()}", ignore_errors=True)
    kept = keep_failure(plan.reports, name, cause, watch)
    if not isinstance(error, Exception):
        return error
    where = f"\nsee {plan.reports.name}/{FAILED}/{name}/" if kept else ""
    still = "; the report made before is still in place" if plan.run.folder.exists() else ""
    return ReportError(f"{name} was not made: {cause}{where}{still}")


def _state(name: str, folder: str | Path, reports: Path) -> tuple[str, str]:
    if cause := read_cause(reports, name):
        return "failed", cause
    try:
        plan = _plan(name, None, None, folder)
    except DiscourseError as error:
        state = "stale" if (reports / name).exists() else "missing"
        return state, "it cannot be made now: " + " ".join(str(error).split())
    if not plan.run.folder.exists():
        return "missing", "not made yet"
    try:
        before = read_run(plan.run.folder)
    except ReportError as error:
        return "stale", str(error)
    if before.key != plan.run.key:
        changed = changes(before, plan.run.inputs, plan.run.versions, plan.run.parameters)
        return "stale", f"changed: {listing(changed or ['notebook'])}"
    return ("made", "") if is_intact(before) else ("stale", "its files were changed")
