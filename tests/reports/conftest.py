"""Tiny projects and tiny notebooks, one per situation."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PARAMETERS = 'word: str = "peace"  # what to look for\nn: int = 3  # how many'

GOOD = r"""
import os, warnings
from pathlib import Path
from IPython.display import SVG, HTML, display
print("first", end=" "); print("second")
display(HTML("<table class='t'><tr><td>1</td></tr></table>"))
warnings.warn("mind the gap")
print("third", {"a", "b", "c"} and sorted({"b", "a"}), hash("x") % 7, n, word)
base = os.environ.get("DISCOURSE_REPORT")
if base:
    (Path(base) / "tables").mkdir()
    (Path(base) / "tables" / "t.csv").write_text("a\n1\n")
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>صلح</title></svg>'),
        metadata={"image/svg+xml": {"alt": "A square"}})
"""


def notebook_text(*cells: str | tuple[str, str]) -> str:
    """Write a notebook: code cells as text, text cells as ("markdown", text), tagged ones as (tag, source)."""
    written = []
    for place, cell in enumerate(cells):
        tag, source = cell if isinstance(cell, tuple) else ("", cell)
        common = {"id": f"id{place}", "source": source, "metadata": {"tags": [tag]} if tag else {}}
        if tag == "markdown":
            written.append(common | {"cell_type": "markdown", "metadata": {}})
        else:
            written.append(common | {"cell_type": "code", "outputs": [], "execution_count": None})
    metadata = {"kernelspec": {"name": "conda-env-elsewhere-py", "display_name": "Elsewhere", "language": "python"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": written})


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The HTML of everything displayed, in a report run whose folder is ``report``."""
    from discourse.reports import display
    from discourse.reports.kernel import REPORT_FOLDER

    pages: list[str] = []
    monkeypatch.setattr(display, "_display", lambda html, _plain: pages.append(html))
    (tmp_path / "report").mkdir()
    monkeypatch.setenv(REPORT_FOLDER, str(tmp_path / "report"))
    return pages


@pytest.fixture(scope="session")
def write_notebook() -> Callable[..., Path]:
    """Write a notebook with a parameters cell, the check of it, and the given cells."""

    def write(path: Path, *cells: str | tuple[str, str], parameters: str = PARAMETERS) -> Path:
        check = "import discourse.reports\ndiscourse.reports.check_parameters(In)"
        path.write_text(notebook_text(("parameters", parameters), check, *cells), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def raw_notebook() -> Callable[..., str]:
    """Write the text of a notebook of exactly the given cells."""
    return notebook_text


def make_project(folder: Path) -> Path:
    for name in ("data", "notebooks", "reports"):
        (folder / name).mkdir(parents=True)
    (folder / "data" / "corpora.toml").write_text("", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, and we are in it."""
    folder = make_project(tmp_path / "my project é")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, write_notebook: Callable[..., Path]) -> Iterator[Path]:
    """A project in which the report ``good`` was made once; tests must leave it as it is."""
    from discourse.reports import run_report

    folder = make_project(tmp_path_factory.mktemp("made") / "project")
    notebook = write_notebook(folder / "notebooks" / "good.ipynb", ("markdown", "# Peace & $5bn or $6bn"), GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run_report("good", notebook=notebook, parameters={"n": 4})
    return folder


@pytest.fixture
def executed() -> Callable[..., object]:
    """Stand in for a kernel: every code cell counted as run, with the given outputs in the last."""

    def run(notebook: dict, **_: object) -> object:
        from nbformat import from_dict

        cells = [dict(cell) for cell in notebook["cells"]]
        for number, cell in enumerate([cell for cell in cells if cell["cell_type"] == "code"], start=1):
            cell["execution_count"] = number
        return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})

    return run
