"""Notebooks run to their end, and every way of not getting there is noticed."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.errors import ReportError
from discourse.reports import run_report

FAULTS = {
    "killed": ("import os\nos.kill(os.getpid(), 9)", r"the kernel died in code cell 4 \(out of memory"),
    "left": ("import sys\nsys.exit(0)", r"code cell 4 ended the kernel with sys\.exit\(0\)"),
    "raised": ("1 / 0  # <script>", r"code cell 4 raised ZeroDivisionError: division by zero"),
}


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_of_a_cell_leaves_what_looks_like_a_report(
    fault: str, project: Path, write_notebook: Callable[..., Path]
) -> None:
    source, said = FAULTS[fault]
    write_notebook(project / "notebooks" / "n.ipynb", source, "print('never')")
    old = project / "reports" / "a"
    old.mkdir()
    (old / "report.html").write_text("the old one", encoding="utf-8")
    with pytest.raises(ReportError, match=said) as error:
        run_report("a", notebook="notebooks/n.ipynb")
    assert "see reports/_failed/a/; the report made before is still in place" in str(error.value)
    assert files_of(old) == {"report.html": b"the old one"}
    failed = files_of(project / "reports" / "_failed" / "a")
    assert set(failed) == {"cause.txt", "partial.ipynb"}
    cause = failed["cause.txt"].decode()
    assert re.match(said, cause)
    assert "".join(f"    {line}\n" for line in source.splitlines()) in cause
    assert b"papermill" not in failed["partial.ipynb"]
    assert b"never\\n" not in failed["partial.ipynb"]
    assert sorted(path.name for path in (project / "reports").iterdir()) == ["_failed", "a"]


def test_a_cell_may_be_given_a_time(project: Path, raw_notebook: Callable[..., str]) -> None:
    text = raw_notebook(("parameters", "n: int = 1"), "import time\ntime.sleep(60)")
    (project / "notebooks" / "n.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="code cell 3 took longer than it was allowed"):
        run_report("a", notebook="notebooks/n.ipynb", timeout=2)


def test_a_stale_kernel_specification_and_personal_start_files_are_not_used(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_notebook: Callable[..., Path]
) -> None:
    spec = tmp_path / "jupyter" / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text('{"argv": ["/nowhere/python"], "display_name": "x", "language": "python"}')
    start = tmp_path / "ipython" / "profile_default" / "startup"
    start.mkdir(parents=True)
    (start / "00.py").write_text("personal = True", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLBACKEND", "nonsense")
    asked = (
        "import os, sys, discourse\nfrom pathlib import Path\n"
        "assert 'personal' not in globals()\n"
        "out = [sys.executable, os.getcwd(), str(Path(discourse.__file__).resolve()), os.environ['PYTHONHASHSEED']]\n"
        "Path(os.environ['DISCOURSE_REPORT'], 'out.txt').write_text('\\n'.join(out), encoding='utf-8')\n"
        "os.system('echo noise >&2')"
    )
    write_notebook(project / "notebooks" / "n.ipynb", asked)
    monkeypatch.chdir(project / "notebooks")
    run = run_report("a", notebook="n.ipynb")
    told = (run.folder / "out.txt").read_text(encoding="utf-8").split("\n")
    import discourse

    assert discourse.__file__ is not None
    assert told == [sys.executable, str(project.resolve()), str(Path(discourse.__file__).resolve()), "0"]
    assert run.folder == project / "reports" / "a"
    assert "MPLBACKEND" in os.environ
