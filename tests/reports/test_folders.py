"""A report is in its place whole, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from discourse.errors import ArgumentError, ReportError
from discourse.reports import folders
from discourse.reports.folders import check_name, only_one, recover, staging_folder, swap

HOLD = """
import sys
from pathlib import Path
from discourse.reports.folders import only_one
with only_one(Path(sys.argv[1]), "a"):
    print("held", flush=True)
    sys.stdin.read()
"""


def fill(folder: Path, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(content, encoding="utf-8")


def content_of(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a", "framing-lee", "a.b_c-1", "0"])
def test_good_names(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../x",
        "a/b",
        "a\\b",
        ".hidden",
        "_failed",
        "A",
        "a b",
        "a..b",
        "reports.toml",
        "index.html",
        "-a",
        "é",
        "a\n",
        "a" * 101,
        3,
        None,
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: object) -> None:
    with pytest.raises(ArgumentError, match="cannot name a report"):
        check_name(name)


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_finished_report_takes_the_place_of_the_old_one(
    in_one_step: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_one_step:
        monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    fill(tmp_path / "a", "old")
    staging = staging_folder(tmp_path, "a")
    fill(staging, "new")
    swap(staging, tmp_path, "a")
    assert content_of(tmp_path / "a") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_if_the_exchange_fails_the_old_one_is_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_exchange", lambda *_: False)
    fill(tmp_path / "a", "old")
    staging = staging_folder(tmp_path, "a")
    fill(staging, "new")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == staging:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(KeyboardInterrupt):
        swap(staging, tmp_path, "a")
    assert content_of(tmp_path / "a") == "old"


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="only Linux and macOS exchange folders in one step")
def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    fill(tmp_path / "a", "old")
    fill(tmp_path / "صلح", "new")
    assert folders._exchange(tmp_path / "a", tmp_path / "صلح")
    assert [content_of(tmp_path / "a"), content_of(tmp_path / "صلح")] == ["new", "old"]
    assert not folders._exchange(tmp_path / "a", tmp_path / "nowhere")
    assert content_of(tmp_path / "a") == "new"


def test_remains_are_those_of_runs_cut_off_failed_or_going_on(tmp_path: Path) -> None:
    assert folders.remains(tmp_path / "nowhere") == set()
    fill(tmp_path / "whole", "")
    fill(tmp_path / ".previous-a", "")
    fill(tmp_path / ".staging-b-1-123", "")
    fill(tmp_path / "_failed" / "c", "")
    with only_one(tmp_path, "d"):
        assert folders.remains(tmp_path) == {"a", "b-1", "c", "d"}


def test_a_crash_between_the_two_steps_is_healed(tmp_path: Path) -> None:
    fill(tmp_path / ".previous-a", "old")
    fill(tmp_path / ".staging-a-123", "half")
    fill(tmp_path / ".staging-a-1-123", "another report's")
    recover(tmp_path, "a")
    assert content_of(tmp_path / "a") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".staging-a-1-123", "a"]


def test_a_crash_after_the_exchange_is_cleared_up(tmp_path: Path) -> None:
    fill(tmp_path / ".previous-a", "old")
    fill(tmp_path / "a", "new")
    recover(tmp_path, "a")
    assert content_of(tmp_path / "a") == "new"
    assert not (tmp_path / ".previous-a").exists()


def test_a_second_run_is_told_who_makes_the_report(tmp_path: Path) -> None:
    with only_one(tmp_path, "a"):
        with pytest.raises(ReportError, match=f"a is being made by process {os.getpid()}"), only_one(tmp_path, "a"):
            pass
        with only_one(tmp_path, "b"):
            pass
    with only_one(tmp_path, "a"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_another_process_holds_it_until_it_ends_however_it_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(ReportError, match=f"process {process.pid}"), only_one(tmp_path, "a"):
            pass
        process.kill()
    assert (tmp_path / ".lock-a").exists()
    with only_one(tmp_path, "a"):
        pass


def test_files_are_on_the_disk_before_the_exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, rename = folders._sync, Path.rename
    monkeypatch.setattr(folders, "_sync", lambda path: (done.append(path.name), sync(path))[1])
    exchange = folders._exchange
    monkeypatch.setattr(Path, "rename", lambda self, to: (done.append("rename"), rename(self, to))[1])
    monkeypatch.setattr(folders, "_exchange", lambda *two: (done.append("exchange"), exchange(*two))[1])
    for step in ("rename", "exchange"):
        done.clear()
        staging = staging_folder(tmp_path, "a")
        fill(staging, "new")
        swap(staging, tmp_path, "a")
        assert done == ["report.html", staging.name, step, tmp_path.name]
