"""Executing a plan into a folder: run, check, normalise, write."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from discourse.errors import ReportError, listing
from discourse.reports.execute import Watch, check_complete, execute
from discourse.reports.kernel import private_kernel
from discourse.reports.normalise import normalise
from discourse.reports.page import page_title, render_page
from discourse.reports.plan import Plan


def make_files(plan: Plan, folder: Path, *, watch: Watch, timeout: float | None, progress: bool | None) -> None:
    """Run the notebook of a plan and write everything but the record into ``folder``.

    Parameters
    ----------
    plan
        What :func:`make_plan` settled.
    folder
        An empty folder, not yet the report's own.
    watch
        Told how far the run is.
    timeout
        Seconds a single cell may take; None for any time.
    progress
        Whether to show a progress bar; None for only on a terminal.

    Raises
    ------
    ReportError
        If a cell failed or did not run, if a table or figure the notebook declares (``produces`` under ``discourse``
        in its metadata: ``["tables/theme_rates.csv"]``) is not there, if the page would not be safe to open, or if an
        input changed while the notebook ran: a report must be what its record says it was made from.
    """
    marks = plan.marks()
    with private_kernel(root=plan.root, staging=folder) as kernel:
        executed = execute(
            plan.notebook,
            name=plan.run.name,
            kernel=kernel,
            watch=watch,
            timeout=timeout,
            progress=sys.stderr.isatty() if progress is None else progress,
        )
        check_complete(executed)
        places = {"<report>": folder, "<project>": plan.root, "<python>": Path(sys.prefix), "<home>": Path.home()}
        folders = {written: str(path) for written, path in places.items() if len(path.parts) > 1}
        # the page is rendered while the kernel puts its things away
        _write(normalise(executed, folders=folders), folder, name=plan.run.name)
    _check_produced(plan.notebook, folder)
    if changed := plan.changed(marks):
        raise ReportError(f"inputs changed while the report was being made: {listing(changed)}; make it again")


def _check_produced(notebook: Mapping, folder: Path) -> None:
    declared = notebook["metadata"].get("discourse", {}).get("produces", [])
    if missing := [name for name in declared if not (folder / name).is_file()]:
        raise ReportError(f"the notebook ran to its end but did not make what it declares: {listing(missing)}")


def _write(notebook: Any, folder: Path, *, name: str) -> None:
    import nbformat

    page = render_page(notebook, title=page_title(notebook, default=name))
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
    (folder / "report.ipynb").write_text(text, encoding="utf-8", newline="\n")
    (folder / "report.html").write_text(page, encoding="utf-8", newline="\n")
