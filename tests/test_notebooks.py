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


@pytest.fixture(scope="module")
def demo_report(tmp_path_factory):
    """The folder of reports in which the framing notebook was made into one that quotes nothing."""
    from discourse.reports import run_report

    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        parameters = {"corpus": "demo", "quotes": "none"}
        run_report("framing", notebook="notebooks/framing.ipynb", parameters=parameters, folder=folder)
    return folder


def test_the_framing_report_runs_and_can_be_given_away_without_a_sentence_of_the_corpus(demo_report, monkeypatch):
    import re
    from html import unescape

    import discourse as dc

    monkeypatch.chdir(ROOT)
    place = dc.export_report("framing", folder=demo_report)
    read = [path.read_text(encoding="utf-8") for path in place.rglob("*") if path.is_file()]
    shipped = " ".join(" ".join(unescape(text).split()) for text in read)
    sentences = [
        " ".join(sentence.split())
        for text in dc.read_articles("demo")["text"]
        for sentence in re.split(r"(?<=[.!?”])\s+", text)
        if len(sentence.split()) >= 8
    ]
    assert len(sentences) > 1000
    assert [sentence for sentence in sentences if sentence in shipped] == []
    checked = dc.verify_bundle(place)
    assert checked.ok
    done = checked.numbers[checked.numbers["verdict"] == "reproduced"]["file"]
    assert {"tables/theme_rates.csv", "tables/voice_rates.csv", "tables/coverage.csv"} <= set(done)


@pytest.mark.parametrize(
    "path", [path for path in NOTEBOOKS + EXERCISES if path.stem != "framing"], ids=lambda path: path.stem
)
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
