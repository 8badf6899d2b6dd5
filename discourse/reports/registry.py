"""The list of reports: ``reports/reports.toml`` names each with its notebook and parameters."""

import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from discourse.errors import ArgumentError, ReadError, did_you_mean, together, unknown_name
from discourse.reports.folders import check_name

REGISTRY = "reports.toml"
_KEYS = ("notebook", "parameters")


@dataclass(frozen=True)
class Entry:
    """A report as it is listed: name, notebook (a path from the project's root) and parameters."""

    name: str
    notebook: str
    parameters: dict[str, object]


def read_registry(folder: Path) -> dict[str, Entry]:
    """Which reports does this project list?

    Parameters
    ----------
    folder
        The folder of reports. A table of its ``reports.toml`` looks like this::

            [framing-lee]
            notebook = "notebooks/framing.ipynb"
            parameters = { corpus = "lee" }

    Returns
    -------
    dict
        :class:`Entry` by name, in the order of the file; empty if there is no file.

    Raises
    ------
    ReadError
        If the file cannot be read; naming every wrong name, key or value in it.
    """
    path = folder / REGISTRY
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{folder.name}/{REGISTRY} cannot be read: {error}") from None
    problems = [problem for name, table in tables.items() for problem in _problems(name, table)]
    if problems:
        raise ReadError(together(f"{folder.name}/{REGISTRY} does not list reports as it should:", problems))
    return {name: Entry(name, table["notebook"], table.get("parameters", {})) for name, table in tables.items()}


def find_entry(folder: Path, name: str) -> Entry:
    """Return the entry of a report; UnknownNameError with the nearest name if there is none."""
    entries = read_registry(folder)
    if name not in entries:
        raise unknown_name("report", name, list(entries), where=f"{folder.name}/{REGISTRY}")
    return entries[name]


def _problems(name: str, table: object) -> list[str]:
    try:
        check_name(name)
    except ArgumentError as error:
        return [str(error)]
    if not isinstance(table, dict):
        return [f"{name} must be a table: [{name}] with notebook = … and parameters = …"]
    problems = [
        f"{name}: no key called '{key}'; keys there are {' and '.join(_KEYS)}{did_you_mean(key, _KEYS)}"
        for key in table
        if key not in _KEYS
    ]
    notebook = table.get("notebook")
    if not isinstance(notebook, str) or not _stays_inside(notebook):
        problems.append(
            f"{name}: notebook must be the path of an .ipynb file from the project's root, not {notebook!r}"
        )
    if not isinstance(table.get("parameters", {}), dict):
        problems.append(f'{name}: parameters must be a table such as {{ corpus = "lee" }}')
    return problems


def _stays_inside(notebook: str) -> bool:
    path = PurePosixPath(notebook)
    plain = not path.is_absolute() and ".." not in path.parts and not set(notebook) & set("\\:")
    return plain and path.suffix == ".ipynb"
