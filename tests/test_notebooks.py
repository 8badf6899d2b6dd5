"""Notebooks are thin, without outputs, and every one of them runs."""

import ast
import json
from pathlib import Path

import pytest

from discourse.reports.parameters import notebook_parameters

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "docs").glob("*.ipynb"))


def code_cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS + EXERCISES, ids=lambda path: path.stem)
def test_committed_without_outputs_for_any_python_3(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in code_cells(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS + EXERCISES, ids=lambda path: path.stem)
def test_no_logic(path):
    forbidden = (
        ast.FunctionDef,
        ast.ClassDef,
        ast.Lambda,
        ast.For,
        ast.While,
        ast.If,
        ast.IfExp,
        ast.Try,
        ast.comprehension,
    )
    for cell in code_cells(path):
        tree = ast.parse(cell["source"])
        assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)], cell["source"]
        assert len(tree.body) <= 9 or "parameters" in cell["metadata"].get("tags", ())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_parameters_are_annotated_explained_and_checked(path):
    parameters = notebook_parameters(path)
    assert parameters
    assert all(parameter.help for parameter in parameters.values())
    sources = [cell["source"] for cell in code_cells(path)]
    assert any("dc.check_parameters(In)" in source for source in sources)


@pytest.mark.parametrize("path", NOTEBOOKS + EXERCISES, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path, tmp_path, monkeypatch):
    import papermill

    monkeypatch.chdir(ROOT)
    papermill.execute_notebook(path, tmp_path / path.name, progress_bar=False, request_save_on_cell_execute=False)
    for cell in code_cells(tmp_path / path.name):
        assert cell["execution_count"] is not None


def test_the_framing_notebook_has_the_parameters_users_know():
    names = ["corpus", "codebook", "themes", "by", "since", "until", "n_topics", "random_state", "quotes"]
    names += ["codes", "preregistration"]
    assert list(notebook_parameters(ROOT / "notebooks" / "framing.ipynb")) == names
