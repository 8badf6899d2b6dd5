"""A notebook as two runs of it have in common: nothing of the clock, the machine or the process."""

import re
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

#: Where a warning says a cell's code lies; the number of the kernel's process is part of it.
_CELL_FILE = re.compile(r"[^\s\"'(]*ipykernel_\d+[/\\]\d+\.py")
_MARKER = "papermill-error-cell-tag"  # cells papermill adds around a failure
_WIDGET = "application/vnd.jupyter.widget-view+json"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def normalise(notebook: Mapping, *, folders: Mapping[str, str] | None = None) -> Any:
    """What of an executed notebook is the same in every run?

    Parameters
    ----------
    notebook
        An executed notebook, complete or partial; it is not changed.
    folders
        Folders of this machine, by what is written for them where a cell printed or warned with a path.

    Returns
    -------
    NotebookNode
        Cells with their source, tags and outputs, numbered anew; the notebook's title and a
        plain Python 3 kernel as its only metadata. Output a cell printed in pieces is joined,
        what it printed before what it warned; progress bars and widgets are left out.

    Notes
    -----
    Addresses of objects and times that a cell prints itself are left as they are: they are what
    the cell shows, and make two runs differ.
    """
    from nbformat import from_dict

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    language = {"name": "python", "version": version, "file_extension": ".py", "pygments_lexer": "ipython3"}
    metadata: dict[str, object] = {"kernelspec": dict(_KERNEL), "language_info": language}
    if isinstance(title := notebook["metadata"].get("title"), str):
        metadata["title"] = title
    cells = []
    executed = 0
    kept = [cell for cell in notebook["cells"] if _MARKER not in cell["metadata"].get("tags", ())]
    for place, cell in enumerate(kept):
        executed += _has_run(cell)
        cells.append({"id": f"cell-{place:03d}", **_cell(cell, executed)})
    for output in (output for cell in cells for output in cell.get("outputs", ()) if "text" in output):
        for written, path in (folders or {}).items():
            output["text"] = output["text"].replace(path, written)
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def _has_run(cell: Mapping) -> bool:
    return cell["cell_type"] == "code" and cell.get("execution_count") is not None


def _cell(cell: Mapping, executed: int) -> dict:
    tags = list(cell["metadata"].get("tags", ()))
    fresh = {
        "cell_type": cell["cell_type"],
        "source": cell["source"],
        "metadata": {"tags": tags} if tags else {},
    }
    if cell["cell_type"] == "code":
        count = executed if _has_run(cell) else None
        fresh |= {"execution_count": count, "outputs": _outputs(cell.get("outputs", ()), count)}
    elif cell.get("attachments"):
        fresh["attachments"] = cell["attachments"]
    return fresh


def _outputs(outputs: Iterable[Mapping], count: int | None) -> list[dict]:
    """Join printed pieces, but never across a table or figure: what stood before it stays there."""
    fresh: list[dict] = []
    for printed, group in groupby(outputs, key=lambda output: output["output_type"] == "stream"):
        if printed:
            fresh += _streams(list(group))
        else:
            fresh += [kept for output in group if (kept := _shown(output, count))]
    return fresh


def _streams(pieces: list[Mapping]) -> list[dict]:
    joined = []
    for name in ("stdout", "stderr"):
        text = "".join(piece["text"] for piece in pieces if piece["name"] == name)
        text = _without_overwriting(_CELL_FILE.sub("<cell>", text), keep=name == "stdout")
        if text.strip():
            joined.append({"output_type": "stream", "name": name, "text": text})
    return joined


def _without_overwriting(text: str, *, keep: bool) -> str:
    """Resolve carriage returns as a terminal does; on stderr such lines are progress bars and go."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines if keep or "\r" not in line)


def _shown(output: Mapping, count: int | None) -> dict | None:
    if output["output_type"] == "error":
        trace = [_CELL_FILE.sub("<cell>", line) for line in output["traceback"]]
        return {"output_type": "error", "ename": output["ename"], "evalue": output["evalue"], "traceback": trace}
    if _WIDGET in output["data"]:
        return None
    fresh = {
        "output_type": output["output_type"],
        "data": dict(output["data"]),
        "metadata": dict(output.get("metadata", {})),
    }
    return fresh | ({"execution_count": count} if output["output_type"] == "execute_result" else {})
