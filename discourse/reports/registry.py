"""The list of reports: ``reports/reports.toml`` names each with its notebook and parameters."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path, PurePosixPath

from discourse.errors import ArgumentError, ReadError, did_you_mean, listing, together, unknown_name
from discourse.reports.folders import check_name
from discourse.reports.looks import once

REGISTRY = "reports.toml"
_KEYS = ("notebook", "parameters", "matrix")


@dataclass(frozen=True)
class Entry:
    """A report as it is listed: name, notebook (a path from the project's root), parameters, and its matrix or ""."""

    name: str
    notebook: str
    parameters: dict[str, object]
    matrix: str = ""


def read_registry(folder: Path) -> dict[str, Entry]:
    """Which reports does this project list?

    Parameters
    ----------
    folder
        The folder of reports. A table of its ``reports.toml`` looks like this::

            [framing-lee]
            notebook = "notebooks/framing.ipynb"
            parameters = { corpus = "lee" }

        With ``matrix = { by = ["outlet", "month"], themes = { rights = ["rights_repression"] } }`` it stands for one
        report for each combination, named after the values or their keys: ``framing-lee-outlet-rights`` and so on.

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
    entries = [entry for name, table in tables.items() for entry in _expanded(name, table)]
    names = [entry.name for entry in entries]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise ReadError(f"{folder.name}/{REGISTRY} lists a name twice: {listing(repeated)}; give the values names")
    return {entry.name: entry for entry in entries}


def find_entry(folder: Path, name: str) -> Entry:
    """Return the entry of a report; UnknownNameError with the nearest name if there is none."""
    entries = once("registry", folder, compute=lambda: read_registry(folder))
    if name not in entries:
        raise unknown_name("report", name, list(entries), where=f"{folder.name}/{REGISTRY}")
    return entries[name]


def find_names(folder: Path, name: str) -> list[str]:
    """Return the names of a matrix's reports, or the name itself; UnknownNameError if it is neither."""
    entries = read_registry(folder)
    matrix = [entry.name for entry in entries.values() if entry.matrix == name]
    if matrix or name in entries:
        return matrix or [name]
    known = [*entries, *dict.fromkeys(entry.matrix for entry in entries.values() if entry.matrix)]
    raise unknown_name("report", name, known, where=f"{folder.name}/{REGISTRY}")


def _expanded(name: str, table: dict) -> list[Entry]:
    """One entry, or one for each combination of the values of its matrix."""
    parameters, matrix = table.get("parameters", {}), table.get("matrix", {})
    if not matrix:
        return [Entry(name, table["notebook"], parameters)]
    named = [list(_named(values)) for values in matrix.values()]
    return [
        Entry(
            "-".join([name, *(slug for slug, _ in chosen)]),
            table["notebook"],
            parameters | dict(zip(matrix, (value for _, value in chosen), strict=True)),
            name,
        )
        for chosen in product(*named)
    ]


def _named(values: list | dict) -> Iterator[tuple[str, object]]:
    """The values of one parameter, each with the word that stands for it in a report's name."""
    if isinstance(values, dict):
        yield from values.items()
        return
    for value in values:
        yield re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-") or "empty", value


def _matrix_problems(name: str, table: dict) -> list[str]:
    matrix = table.get("matrix", {})
    if not isinstance(matrix, dict) or not all(
        isinstance(values, (list, dict)) and values for values in matrix.values()
    ):
        return [
            f'{name}: matrix must give each parameter a list of values, or names for them, as in {{ by = ["outlet"] }}'
        ]
    twice = [key for key in matrix if key in table.get("parameters", {})]
    problems = [f"{name}: {key} stands in parameters and in matrix" for key in twice]
    for entry in _expanded(name, {"notebook": "", "matrix": matrix}):
        try:
            check_name(entry.name)
        except ArgumentError as error:
            problems.append(str(error))
    return problems


def _problems(name: str, table: object) -> list[str]:
    try:
        check_name(name)
    except ArgumentError as error:
        return [str(error)]
    if not isinstance(table, dict):
        return [f"{name} must be a table: [{name}] with notebook = … and parameters = …"]
    problems = [
        f"{name}: no key called '{key}'; keys there are {listing(_KEYS)}{did_you_mean(key, _KEYS)}"
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
    return problems or _matrix_problems(name, table)


def _stays_inside(notebook: str) -> bool:
    path = PurePosixPath(notebook)
    plain = not path.is_absolute() and ".." not in path.parts and not set(notebook) & set("\\:")
    return plain and path.suffix == ".ipynb"
