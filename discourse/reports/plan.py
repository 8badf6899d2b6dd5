"""What is settled before a report is made: its notebook, parameters, inputs and versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from discourse.errors import ArgumentError
from discourse.project import find, project_root
from discourse.reports.inputs import gather_inputs, library_versions, run_key
from discourse.reports.looks import once
from discourse.reports.notebooks import parameters_cell, read_notebook, with_parameters
from discourse.reports.parameters import declared_parameters
from discourse.reports.record import Run, changes
from discourse.reports.registry import find_entry
from discourse.reports.validate import validate


@dataclass(frozen=True)
class Plan:
    """A run before it is made: its record so far, the notebook with its parameters, and where things lie."""

    run: Run
    notebook: dict
    path: Path
    root: Path
    reports: Path

    def changed(self) -> list[str]:
        """Name the inputs that are no longer what the plan was made with."""
        now = gather_inputs(self.path, self.run.parameters, root=self.root)
        return changes(self.run, now, self.run.versions, self.run.parameters)


def reports_folder(folder: str | Path) -> Path:
    """Return the folder of reports, from the project's root."""
    return project_root() / folder


def make_plan(
    name: str,
    *,
    notebook: str | Path | None = None,
    parameters: Mapping[str, object] | None = None,
    folder: str | Path = "reports",
) -> Plan:
    """Settle what a report is to be made from; nothing is run and nothing heavy imported.

    Parameters
    ----------
    name
        The report's name: listed in ``reports.toml``, or any name together with ``notebook``.
    notebook, parameters
        Another notebook and its parameters, as in :func:`discourse.run_report`.
    folder
        The folder of reports, from the project's root.

    Raises
    ------
    UnknownNameError, ParameterError, ArgumentError
        If the report is not listed, or a parameter is misspelt, ill-typed or impossible.
    """
    if notebook is None and parameters is not None:
        raise ArgumentError("parameters= goes with notebook=; a listed report has its own, in reports.toml")
    root, reports = project_root(), reports_folder(folder)
    if notebook is None:
        entry = find_entry(reports, name)
        path, given = root / entry.notebook, entry.parameters
    else:
        path, given = find(notebook), dict(parameters or {})
    content = read_notebook(path)
    where = path.name
    declared = declared_parameters(content["cells"][parameters_cell(content, name=where)]["source"])
    values = validate(declared, given, where=where)
    inputs = gather_inputs(path, values, root=root)
    versions = once("versions", compute=library_versions)
    label = path.resolve().relative_to(root).as_posix() if path.resolve().is_relative_to(root) else path.name
    key = run_key(label, values, inputs, versions)
    run = Run(name, label, values, inputs, versions, key, folder=reports / name)
    return Plan(run, with_parameters(content, values, name=where), path, root, reports)
