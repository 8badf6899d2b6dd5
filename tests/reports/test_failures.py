"""Why a report was not made, in plain words."""

import errno
from pathlib import Path

import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import from_dict

from discourse.errors import ReportError
from discourse.reports.execute import Watch, check_complete
from discourse.reports.failures import explain, forget_failure, keep_failure, read_cause


def notebook(*, ename: str = "", ran: bool = True) -> object:
    error = {"output_type": "error", "ename": ename, "evalue": "0", "traceback": ["\x1b[31mTraceback\x1b[0m", "at <x>"]}
    cells = [
        {"cell_type": "code", "source": "a", "metadata": {}, "execution_count": 1, "outputs": []},
        {"cell_type": "markdown", "source": "text", "metadata": {}},
        {"cell_type": "code", "source": " ", "metadata": {}, "execution_count": None, "outputs": []},
        {
            "cell_type": "code",
            "source": "b",
            "metadata": {},
            "execution_count": 2 if ran else None,
            "outputs": [error] if ename else [],
        },
    ]
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def watch(**given: str) -> Watch:
    return Watch(notebook=notebook(**given), code_cell=2, source="b = 1\nc = 2")


def test_complete_means_every_code_cell_ran_and_none_failed() -> None:
    check_complete(notebook())
    with pytest.raises(ReportError, match="code cell 2 did not run"):
        check_complete(notebook(ran=False))
    with pytest.raises(ReportError, match=r"code cell 2 ended the kernel with sys\.exit\(0\)"):
        check_complete(notebook(ename="SystemExit", ran=False))
    with pytest.raises(ReportError, match="code cell 2 raised ValueError: 0"):
        check_complete(notebook(ename="ValueError"))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EFBIG, errno.EDQUOT])
def test_a_full_disk(number: int) -> None:
    assert explain(OSError(number, "words"), watch()).startswith("no space left on device")


def test_ctrl_c_names_the_cell() -> None:
    assert (
        explain(KeyboardInterrupt(), watch()) == "stopped by Ctrl-C in code cell 2\n\nThe cell:\n    b = 1\n    c = 2"
    )
    assert explain(KeyboardInterrupt(), Watch()) == "stopped by Ctrl-C before the first cell"


def test_a_cell_too_long_is_told_from_output_that_does_not_come() -> None:
    said = explain(CellTimeoutError("A cell timed out while it was being executed"), watch())
    assert said.startswith("code cell 2 took longer than it was allowed")
    said = explain(CellTimeoutError("Timeout waiting for IOPub output"), watch())
    assert said.startswith("the kernel fell silent in code cell 2 before all its output had come")


def test_a_dead_kernel_is_quoted() -> None:
    seen = watch()
    seen.kernel_log = "Killed"
    said = explain(DeadKernelError("Kernel died"), seen)
    assert said.startswith("the kernel died in code cell 2 (out of memory, or ended from outside)")
    assert said.endswith("Its last words:\nKilled")


def test_a_cell_that_raises_is_shown_with_the_end_of_its_error() -> None:
    said = explain(RuntimeError("papermill's own words"), watch(ename="ValueError"))
    assert said.startswith("code cell 2 raised ValueError: 0\n\nThe cell:\n    b = 1")
    assert said.endswith("Its error ends:\n    Traceback\n    at <x>")


def test_our_own_errors_speak_for_themselves_and_others_by_name() -> None:
    assert explain(ReportError("inputs changed"), watch()) == "inputs changed"
    assert explain(LookupError("x"), watch()) == "LookupError: x"


def test_a_failure_is_kept_read_and_forgotten(tmp_path: Path) -> None:
    assert read_cause(tmp_path, "a") == ""
    assert keep_failure(tmp_path, "a", "why\nmore", watch())
    assert read_cause(tmp_path, "a") == "why"
    assert sorted(path.name for path in (tmp_path / "_failed" / "a").iterdir()) == ["cause.txt", "partial.ipynb"]
    assert keep_failure(tmp_path, "a", "again", Watch())
    assert [path.name for path in (tmp_path / "_failed" / "a").iterdir()] == ["cause.txt"]
    forget_failure(tmp_path, "a")
    assert not (tmp_path / "_failed").exists()


def test_keeping_a_failure_on_a_full_disk_is_tried_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_text", full)
    assert not keep_failure(tmp_path, "a", "why", watch())
