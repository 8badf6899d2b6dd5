"""Making a report: checked before, watched while it runs, put in its place only when it is whole."""

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from discourse.errors import DiscourseError, ReportError, listing
from discourse.reports.execute import Watch
from discourse.reports.failures import explain, forget_failure, keep_failure, read_cause
from discourse.reports.folders import FAILED, check_name, only_one, recover, staging_folder, swap
from discourse.reports.looks import one_look
from discourse.reports.making import make_files
from discourse.reports.plan import Plan, make_plan, reports_folder
from discourse.reports.record import Run, changes, commit_of, is_intact, read_run, write_run
from discourse.reports.registry import read_registry

if TYPE_CHECKING:
    import pandas as pd


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
    plan = make_plan(check_name(name), notebook=notebook, parameters=parameters, folder=folder)
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

    reports = reports_folder(folder)
    columns = ["report", "notebook", "state", "parameters", "why"]
    rows = []
    with one_look():
        for entry in read_registry(reports).values():
            state, why = _state(entry.name, folder, reports)
            values = ", ".join(f"{name}={value!r}" for name, value in entry.parameters.items())
            rows.append((entry.name, entry.notebook, state, values, why))
    return pd.DataFrame(rows, columns=columns, dtype="str")


def why(name: str, *, folder: str | Path = "reports") -> str:
    """Say why a listed report would be made now; empty if it is up to date. Nothing is run."""
    state, reason = _state(name, folder, reports_folder(folder))
    return "" if state == "made" else reason or state


def find_unchanged(names: Sequence[str], *, folder: str | Path = "reports") -> dict[str, Run]:
    """Which of these listed reports are up to date? All are decided in one look at the files they share."""
    found = {}
    with one_look():
        for name in names:
            with suppress(DiscourseError, OSError):  # making it will say what is wrong
                if same := _unchanged(make_plan(check_name(name), folder=folder).run):
                    found[name] = same
    return found


def _unchanged(run: Run) -> Run | None:
    try:
        before = read_run(run.folder)
    except ReportError:
        return None
    return replace(before, unchanged=True) if before.key == run.key and is_intact(before) else None


def _make(plan: Plan, watch: Watch, *, timeout: float | None, progress: bool | None) -> Run:
    started, clock = datetime.now(UTC), time.monotonic()
    staging = staging_folder(plan.reports, plan.run.name)
    make_files(plan, staging, watch=watch, timeout=timeout, progress=progress)
    seconds = round(time.monotonic() - clock, 1)
    this_run = {"started": started.isoformat(timespec="seconds"), "seconds": seconds} | commit_of(plan.root)
    run = write_run(replace(plan.run, this_run=this_run), staging)
    swap(staging, plan.reports, plan.run.name)
    return run


def _failed(plan: Plan, watch: Watch, error: BaseException) -> BaseException:
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
        plan = make_plan(name, folder=folder)
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
