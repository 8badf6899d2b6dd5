"""Running a notebook from top to bottom, and knowing how far it came."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from discourse.errors import ReportError
from discourse.reports.kernel import private_kernel

_OUTPUT_PATIENCE = 60  # seconds a busy machine may take to hand over a cell's output


@dataclass
class Watch:
    """What is known of a run while it goes on: the notebook so far, and the cell it is at.

    ``notebook`` is None until the kernel has started; ``code_cell`` counts code cells from 1 and
    is 0 before the first; ``kernel_log`` is filled when the run fails.
    """

    notebook: Any = None
    code_cell: int = 0
    source: str = ""
    kernel_log: str = ""
    _seen: set[int] = field(default_factory=set)

    def start(self, notebook: Any) -> None:
        """Hold on to the notebook papermill works on; it does not hand it out after a failure."""
        self.notebook = notebook

    def cell(self, cell: Any, cell_index: int) -> None:
        """Note the cell that is about to run."""
        if cell.cell_type == "code" and cell.source.strip() and cell_index not in self._seen:
            self._seen.add(cell_index)
            self.code_cell, self.source = self.code_cell + 1, cell.source


def execute(
    notebook: Mapping,
    *,
    name: str,
    root: Path,
    staging: Path,
    watch: Watch,
    timeout: float | None = None,
    progress: bool = False,
) -> Any:
    """Run a notebook in a kernel of its own and return it with its outputs.

    Parameters
    ----------
    notebook
        As :func:`~discourse.reports.notebooks.read_notebook` returns it, parameters put in.
    name
        Shown by the progress bar.
    root
        Where the kernel starts.
    staging
        Where display helpers write tables and figures.
    watch
        Told how far the run is, so that a failure can be explained.
    timeout
        Seconds a single cell may take; None for any time.
    progress
        Whether to show a progress bar on stderr.

    Returns
    -------
    NotebookNode
        The executed notebook. Whether it ran to its end is for :func:`check_complete` to say:
        papermill's own record is not to be relied upon.
    """
    papermill = _papermill()
    with private_kernel(root=root, staging=staging) as kernel:
        try:
            return papermill.execute_notebook(
                _node(notebook),
                None,
                kernel_name="python3",
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                progress_bar={"desc": name} if progress else False,
                execution_timeout=timeout,
                iopub_timeout=_OUTPUT_PATIENCE,
                kernel_manager_class=kernel.manager,
                on_notebook_start=watch.start,
                on_cell_start=watch.cell,
            )
        except BaseException:
            watch.kernel_log = kernel.last_words()
            raise


def check_complete(notebook: Any) -> None:
    """Raise ReportError unless every code cell of an executed notebook ran, and none failed."""
    number = 0
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        number += 1
        for output in cell.outputs:
            if output.output_type == "error":
                raise ReportError(f"code cell {number} {raised(output)}")
        if cell.execution_count is None:
            raise ReportError(f"code cell {number} did not run")


def raised(output: Mapping) -> str:
    """Say in words what the error output of a cell means."""
    if output["ename"] in ("SystemExit", "KeyboardInterrupt"):
        how = f"sys.exit({output['evalue']})" if output["ename"] == "SystemExit" else "an interrupt"
        return f"ended the kernel with {how}"
    return f"raised {output['ename']}: {output['evalue']}"


def _papermill() -> Any:
    """Import papermill, without the grammar of web addresses that jsonschema would compile for seconds and not use."""
    grammar = "rfc3987_syntax"
    if grammar in sys.modules:
        import papermill
    else:
        sys.modules[grammar] = None  # type: ignore[assignment]
        try:
            import papermill
        finally:
            del sys.modules[grammar]
    return papermill


def _node(notebook: Mapping) -> Any:
    """Make the notebook object papermill takes; ids by place, so that none is drawn at random."""
    from nbformat import from_dict

    cells = [{**cell, "id": f"cell-{place:03d}"} for place, cell in enumerate(notebook["cells"])]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": dict(notebook["metadata"]), "cells": cells})
