"""Notebooks are thin, without outputs, every one of them runs, and the demo report says what it said.

``tests/golden/demo/`` keeps the tables and the findings of the demo report. After an intended change they are renewed
with ``python -m pytest tests/test_notebooks.py -k golden --renew-golden``, which shows every number that changes.
"""

import ast
import json
import shutil
from collections.abc import Callable
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
NO_FINDINGS = ("<table", "<figure", "<details", "<pre", '<p class="note">Made with')


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
def executed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Run a notebook under bare papermill, once, into a folder as a report has it."""
    import papermill

    made: dict[Path, Path] = {}

    def run(path: Path) -> Path:
        if path not in made:
            folder = tmp_path_factory.mktemp(path.stem)
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(ROOT)
                patch.setenv("DISCOURSE_REPORT", str(folder))
                patch.setenv("OMP_NUM_THREADS", "1")
                papermill.execute_notebook(
                    path, folder / "report.ipynb", progress_bar=False, request_save_on_cell_execute=False
                )
            made[path] = folder
        return made[path]

    return run


@pytest.mark.parametrize("path", NOTEBOOKS + EXERCISES, ids=lambda path: path.stem)
def test_runs_from_top_to_bottom(path, executed):
    folder = executed(path)
    for cell in code_cells(folder / "report.ipynb"):
        assert cell["execution_count"] is not None
    declared = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("discourse", {}).get("produces", [])
    assert [name for name in declared if not (folder / name).is_file()] == []


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


def test_the_demo_report_says_what_is_kept_in_golden(executed, tmp_path, request, capsys):
    made = executed(FRAMING)
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
    names += ["codes"]
    assert list(notebook_parameters(FRAMING)) == names
