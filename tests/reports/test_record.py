"""The record of a run."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from discourse.errors import ReportError
from discourse.reports.record import Run, changes, commit_of, is_intact, read_run, write_run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    folder = tmp_path / "a"
    (folder / "tables").mkdir(parents=True)
    (folder / "report.html").write_text("page", encoding="utf-8")
    (folder / "tables" / "t.csv").write_text("a\n", encoding="utf-8")
    made = Run("a", "n.ipynb", {"word": "صلح", "n": 3}, {"n.ipynb": "1"}, {"numpy": "2"}, "k" * 64, folder=folder)
    return write_run(replace(made, this_run={"started": "2026", "seconds": 1.5}), folder)


def test_a_record_reads_back_as_it_was_written(run: Run) -> None:
    assert read_run(run.folder) == run
    assert list(run.outcome) == ["report.html", "tables/t.csv"]


def test_the_record_is_readable_and_tells_no_folder(run: Run) -> None:
    text = (run.folder / "run.json").read_text(encoding="utf-8")
    assert "صلح" in text
    assert str(run.folder) not in text
    assert list(json.loads(text))[-1] == "this_run"


def test_a_file_changed_added_or_removed_is_noticed(run: Run) -> None:
    assert is_intact(run)
    (run.folder / "report.html").write_text("Page", encoding="utf-8")
    assert not is_intact(run)
    (run.folder / "report.html").write_text("page", encoding="utf-8")
    assert is_intact(run)
    (run.folder / "tables" / "t.csv").unlink()
    assert not is_intact(run)


def test_what_is_no_record_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"there is no run\.json"):
        read_run(tmp_path)
    for text in ("", "{}", "[]", '{"name": "a"}'):
        (tmp_path / "run.json").write_text(text, encoding="utf-8")
        with pytest.raises(ReportError, match="cannot be read"):
            read_run(tmp_path)


def test_a_run_prints_as_a_short_tree(run: Run) -> None:
    lines = repr(run).splitlines()
    assert lines[0] == "a"
    assert lines[1] == "├── notebook    n.ipynb"
    assert lines[2] == "├── parameters  word='صلح', n=3"
    assert lines[-1].startswith("└── this run")
    assert len(lines) == 8


def test_changes_are_named(run: Run) -> None:
    assert changes(run, run.inputs, run.versions, run.parameters) == []
    assert changes(run, {"n.ipynb": "2", "c": "1"}, {"numpy": "2"}, {"word": "x", "n": 3}) == ["word", "c", "n.ipynb"]


def test_commit_and_uncommitted_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *arguments], check=True, capture_output=True)

    git("init")
    (tmp_path / "a").write_text("1", encoding="utf-8")
    git("add", "a")
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-m", "a")
    state = commit_of(tmp_path)
    assert len(str(state["commit"])) == 40
    assert state["dirty"] is False
    (tmp_path / "a").write_text("2", encoding="utf-8")
    assert commit_of(tmp_path)["dirty"] is True
    monkeypatch.setenv("PATH", "")
    assert commit_of(tmp_path) == {}
