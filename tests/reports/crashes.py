"""Make a report again and again, killed at each of its file operations in turn; run as a script by test_faults.py.

A fork of this process is killed with SIGKILL just before its first, second, … operation on the folder of reports, until
one comes through. What lies there then must be whole, and the run after it must leave nothing but the report. The
notebook is not executed, so that hundreds of runs take seconds. Prints what happened as JSON.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from nbformat import from_dict

from discourse.reports import folders as folders_
from discourse.reports import inputs, making, read_run, run, run_report
from discourse.reports.kernel import PrivateKernel
from discourse.reports.record import is_intact

CHANGING = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "ctypes.dlsym"}


def execute(notebook: dict, *, kernel: PrivateKernel, **_: object) -> object:
    """Stand in for a kernel: a table, and every cell counted as run."""
    (kernel.staging / "tables").mkdir()
    source = "".join(cell["source"] for cell in notebook["cells"])
    (kernel.staging / "tables" / "t.csv").write_text(source, encoding="utf-8")
    cells = [cell | ({"execution_count": 1} if cell["cell_type"] == "code" else {}) for cell in notebook["cells"]]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def write(notebook: object, folder: Path, *, name: str) -> None:
    """Stand in for the page, which takes long to render."""
    for file in ("report.ipynb", "report.html"):
        (folder / file).write_text(f"{name}: {notebook}", encoding="utf-8")


def made(folder: Path) -> dict[str, str]:
    """The files of a report, the clock of its record apart."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    texts = {name: path.read_text(encoding="utf-8") for name, path in sorted(files.items())}
    if "run.json" in texts:
        texts["run.json"] = json.dumps(json.loads(texts["run.json"]) | {"this_run": {}})
    return texts


def in_fork(*, die_at: int | None = None) -> int | None:
    """Make the report in a fork; its exit code, or None if it was killed at the operation of that number."""
    if process := os.fork():
        status = os.waitpid(process, 0)[1]
        return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    seen = 0

    def count(event: str, given: tuple) -> None:
        nonlocal seen
        on_reports = event == "open" and isinstance(given[0], (str, bytes)) and "reports" in os.fsdecode(given[0])
        if event in CHANGING or on_reports:
            if seen == die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            seen += 1

    if die_at is not None:
        sys.addaudithook(count)
    code = 1
    try:
        run_report("a")
        code = 0
    finally:
        os._exit(code)


def trial(project: Path, number: int, old: dict[str, str], new: dict[str, str]) -> tuple[str, list[str]]:
    """What lay there after a death at that operation, and what was wrong then or after the next run."""
    folder = project / "reports" / "a"
    end = in_fork(die_at=number)
    there = made(folder) if folder.exists() else None
    aside = project / "reports" / ".previous-a"
    state = "old" if there == old else "new" if there == new else "gone" if there is None else "half"
    problems = ["half a report"] if state == "half" else []
    if state == "gone" and not (aside.exists() and made(aside) == old):
        problems.append("the old report is lost")
    if there is not None and not is_intact(read_run(folder)):
        problems.append("its record does not fit")
    if in_fork() != 0:
        problems.append("the next run failed")
    elif made(folder) != new:
        problems.append("the next run gave other bytes")
    left = sorted(path.name for path in (project / "reports").iterdir())
    if left != ["a", "reports.toml"]:
        problems.append(f"left behind: {left}")
    return ("through" if end == 0 else state), [f"operation {number}: {problem}" for problem in problems]


def main(project: Path, *, in_one_step: bool) -> None:
    """Make the old report once; then, from the same start, a new one until it comes through."""
    making.execute, making._write = execute, write
    inputs.package_source, run.commit_of = (lambda: "package"), (lambda _: {})
    if not in_one_step:
        folders_._exchange = lambda *_: False
    os.chdir(project)
    run_report("a")
    old = made(project / "reports" / "a")
    notebook = project / "notebooks" / "n.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("print(1)", "print(2)"), encoding="utf-8")
    start = shutil.copytree(project, project.with_name("start"))
    run_report("a")
    new = made(project / "reports" / "a")
    assert old != new
    states: list[str] = []
    problems: list[str] = []
    while "through" not in states:
        shutil.rmtree(project)
        shutil.copytree(start, project)
        os.chdir(project)
        state, wrong = trial(project, len(states), old, new)
        states.append(state)
        problems += wrong
    print(json.dumps({"states": states, "problems": problems}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), in_one_step=sys.argv[2] == "exchange")
