"""Notebook files as they lie on disk, read with the standard library only.

Deciding whether a report is up to date must not cost the import of the notebook libraries, so
the file is read as the JSON it is.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from discourse.errors import ParameterError, ReadError, did_you_mean


def read_notebook(path: str | Path) -> dict:
    """Read a notebook file into plain dictionaries, each cell's source as one string.

    Parameters
    ----------
    path
        The notebook file (format 4, as JupyterLab saves it).

    Returns
    -------
    dict
        ``{"metadata": …, "cells": [{"cell_type", "source", "metadata", …}, …]}`` without the
        outputs the file may hold.

    Raises
    ------
    ReadError
        If the file is missing, is not JSON, or is not a notebook of format 4.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        beside = [other.name for other in path.parent.glob("*.ipynb")] if path.parent.is_dir() else []
        raise ReadError(f"cannot read the notebook {path}: {error.strerror}{did_you_mean(path.name, beside)}") from None
    return parse_notebook(content, name=path.name)


def parse_notebook(content: bytes, *, name: str) -> dict:
    """Do the work of :func:`read_notebook` on the bytes of a file called ``name``."""
    try:
        raw = json.loads(content.decode("utf-8"))
        version, cells = raw["nbformat"], [_cell(cell) for cell in raw["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"{name} is not a notebook: {error or type(error).__name__}") from None
    if version != 4:
        raise ReadError(f"{name} is in notebook format {version}; open and save it in JupyterLab to make it format 4")
    metadata = raw.get("metadata")
    return {"metadata": metadata if isinstance(metadata, dict) else {}, "cells": cells}


def parameters_cell(notebook: Mapping, *, name: str) -> int:
    """Return the place of the one code cell tagged ``parameters``.

    Raises
    ------
    ParameterError
        If there is none, or more than one.
    """
    tagged = [place for place, cell in enumerate(notebook["cells"]) if _has_tag(cell, "parameters")]
    if not tagged:
        raise ParameterError(f"no code cell of {name} is tagged 'parameters'; tag the cell that holds them")
    if len(tagged) > 1:
        places = ", ".join(str(place + 1) for place in tagged)
        raise ParameterError(f"{len(tagged)} cells of {name} are tagged 'parameters' (cells {places}); keep one")
    return tagged[0]


def with_parameters(notebook: Mapping, values: Mapping[str, object], *, name: str) -> dict:
    """Return the notebook with a cell that sets ``values`` right after the parameters cell.

    The cell looks as papermill writes it (first line ``# Parameters``, tag
    ``injected-parameters``); values are written as Python literals, so every script stays
    readable and every type stays what it is. Such a cell from an earlier run is left out.
    """
    place = parameters_cell(notebook, name=name)
    lines = ["# Parameters", *(f"{parameter} = {value!r}" for parameter, value in values.items())]
    injected = {
        "cell_type": "code",
        "source": "\n".join(lines),
        "metadata": {"tags": ["injected-parameters"]},
        "outputs": [],
        "execution_count": None,
    }
    cells = [*notebook["cells"][: place + 1], injected, *notebook["cells"][place + 1 :]]
    kept = [cell for cell in cells if cell is injected or not _has_tag(cell, "injected-parameters")]
    return {**notebook, "cells": kept}


def _cell(raw: Mapping) -> dict:
    source = raw["source"]
    if not isinstance(source, str):
        source = "".join(source)
    tags = (raw.get("metadata") or {}).get("tags") or []
    cell = {
        "cell_type": raw["cell_type"],
        "source": source,
        "metadata": {"tags": [str(tag) for tag in tags]} if tags else {},
    }
    if cell["cell_type"] == "code":
        return cell | {"outputs": [], "execution_count": None}
    if raw.get("attachments"):
        cell["attachments"] = raw["attachments"]
    return cell


def _has_tag(cell: Mapping, tag: str) -> bool:
    return cell["cell_type"] == "code" and tag in cell["metadata"].get("tags", ())
