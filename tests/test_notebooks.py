"""Notebooks are thin, without outputs, every one of them runs, and the demo report says what it said.

``tests/golden/demo/`` keeps the tables and the findings of the demo report. After an intended change they are renewed
with ``python -m pytest tests/test_notebooks.py -k golden --renew-golden``, which shows every number that changes.
"""

import ast
import json
import shutil
from pathlib import Path

import pytest

from discourse.reports.compare import compare_reports
from discourse.reports.parameters import notebook_parameters

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXERCISES = sorted((ROOT / "docs").glob("*.ipynb"))
FRAMING = ROOT / "notebooks" / "framing.ipynb"
GOLDEN = Path(__file__).parent / "golden" / "demo"
#: Output of these kinds is not a finding in words: tables and figures are kept as such, the colophon names versions.
NO_FINDINGS = ("<table", '<div class="table', "<figure", "<details", "<pre", '<p class="note">Made with')


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
        run_report("framing", notebook=str(FRAMING.relative_to(ROOT)), parameters=parameters, folder=folder)
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
    "path", [path for path in NOTEBOOKS + EXERCISES if path != FRAMING], ids=lambda path: path.stem
)
def test_runs_from_top_to_bottom(path, tmp_path, monkeypatch):
    import papermill

    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DISCOURSE_REPORT", str(tmp_path))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    papermill.execute_notebook(path, tmp_path / path.name, progress_bar=False, request_save_on_cell_execute=False)
    for cell in code_cells(tmp_path / path.name):
        assert cell["execution_count"] is not None
    declared = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("discourse", {}).get("produces", [])
    assert [name for name in declared if not (tmp_path / name).is_file()] == []


def findings(notebook: Path) -> str:
    """Return the sentences a report shows, one output after the other."""
    shown = [output.get("data", {}) for cell in code_cells(notebook) for output in cell["outputs"]]
    prose = [data for data in shown if "text/html" in data and not "".join(data["text/html"]).startswith(NO_FINDINGS)]
    return "\n\n".join("".join(data["text/plain"]) for data in prose) + "\n"


def as_report(tables: Path, text: str, folder: Path) -> Path:
    """Lay out tables and findings as the comparison of reports reads them."""
    shutil.copytree(tables, folder / "tables")
    cells = [{"cell_type": "markdown", "source": part} for part in text.split("\n\n")]
    (folder / "report.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


def test_the_demo_report_says_what_is_kept_in_golden(demo_report, tmp_path, request, capsys):
    made = demo_report / "framing"
    text = findings(made / "report.ipynb")
    renew = request.config.getoption("--renew-golden")
    if renew and not GOLDEN.exists():
        (GOLDEN / "tables").mkdir(parents=True)
        (GOLDEN / "findings.txt").write_text("", encoding="utf-8")
    kept = as_report(GOLDEN / "tables", (GOLDEN / "findings.txt").read_text(encoding="utf-8"), tmp_path / "kept")
    numbers = compare_reports(kept, as_report(made / "tables", text, tmp_path / "made"))
    apart = numbers[numbers["verdict"] == "differs"]
    if renew:
        shutil.rmtree(GOLDEN / "tables")
        shutil.copytree(made / "tables", GOLDEN / "tables")
        (GOLDEN / "findings.txt").write_text(text, encoding="utf-8", newline="\n")
        with capsys.disabled():
            print(f"\n{len(apart):,} of {len(numbers):,} numbers changed\n{apart.to_string(index=False)}")
        return
    assert len(numbers) > 5_000
    assert apart.to_dict("records") == []


def test_the_framing_notebook_has_the_parameters_users_know():
    names = ["corpus", "codebook", "themes", "by", "since", "until", "n_topics", "random_state", "quotes"]
    names += ["codes", "preregistration"]
    assert list(notebook_parameters(FRAMING)) == names
