"""Reports: the same bytes every time, nothing in between, and no work that is not needed."""

import errno
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discourse.errors import ArgumentError, ParameterError, ReportError, UnknownNameError
from discourse.reports import list_reports, making, read_run, run, run_report
from discourse.reports.folders import only_one
from discourse.reports.safety import page_problems

SLOW = """
import os, time
from pathlib import Path
Path("kernel.pid").write_text(str(os.getpid()))
time.sleep(60)
"""
LISTED = '[{name}]\nnotebook = "notebooks/{notebook}.ipynb"\n'


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wait_for(condition: Callable[[], Any], *, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, executed: Callable[..., object]) -> None:
    """Make reports without a kernel, where the kernel is not what is tested."""
    monkeypatch.setattr(making, "execute", executed)


@pytest.fixture
def small(project: Path, write_notebook: Callable[..., Path]) -> Path:
    """A project with one small notebook, listed as the reports a and b."""
    write_notebook(project / "notebooks" / "n.ipynb", ("markdown", "# Small"), "n")
    text = LISTED.format(name="a", notebook="n") + LISTED.format(name="b", notebook="n") + "parameters = { n = 7 }\n"
    (project / "reports" / "reports.toml").write_text(text, encoding="utf-8")
    return project


def test_a_report_holds_page_notebook_files_and_record(made: Path) -> None:
    files = files_of(made / "reports" / "good")
    assert set(files) == {"report.html", "report.ipynb", "run.json", "tables/t.csv"}
    html = files["report.html"].decode()
    assert "<title>Peace &amp; $5bn or $6bn</title>" in html
    printed = "".join(re.findall(r'<pre class="stdout" dir="auto">(.*?)</pre>', html, flags=re.DOTALL))
    assert printed.startswith("first second\nthird ['a', 'b'] ")
    assert "&lt;cell&gt;" in html
    assert 'alt="A square"' in html
    assert page_problems(html) == []
    assert str(made) not in "".join(content.decode() for content in files.values())
    run = read_run(made / "reports" / "good")
    assert run.parameters == {"word": "peace", "n": 4}
    assert run.notebook == "notebooks/good.ipynb"
    assert list(run.inputs) == ["discourse (package source)", "notebooks/good.ipynb"]
    assert sorted(path.name for path in (made / "reports").iterdir()) == ["good"]


def test_two_runs_differ_in_their_record_only(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(made / "reports" / "good")
    monkeypatch.chdir(made / "notebooks")
    for name, value in {"PYTHONHASHSEED": "5", "TZ": "Asia/Tehran", "LC_ALL": "C", "OMP_NUM_THREADS": "3"}.items():
        monkeypatch.setenv(name, value)
    run = run_report("good", notebook="good.ipynb", parameters={"n": 4}, force=True)
    assert not run.unchanged
    after = files_of(made / "reports" / "good")
    assert [name for name in before if before[name] != after[name]] in (["run.json"], [])
    assert set(before) == set(after)


def test_nothing_is_run_if_nothing_changed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    monkeypatch.setattr(making, "execute", lambda *_, **__: pytest.fail("the notebook was run"))
    run = run_report("good", notebook="notebooks/good.ipynb", parameters={"n": 4, "word": "peace"})
    assert run.unchanged
    assert run.page == made / "reports" / "good" / "report.html"


@pytest.mark.usefixtures("quick")
def test_deciding_that_costs_no_heavy_library(small: Path, write_notebook: Callable[..., Path]) -> None:
    """Neither alone nor with others, for a notebook that takes a corpus and a codebook."""
    codebook = Path(__file__).parents[2] / "seeds" / "codebook.toml"
    (small / "data" / "corpora.toml").write_text('[news]\npath = "data/news"\nsince = "2020-01-01"\n', encoding="utf-8")
    (small / "data" / "news").mkdir()
    (small / "data" / "news" / "one.txt").write_text("Peace.", encoding="utf-8")
    (small / "book.toml").write_bytes(codebook.read_bytes())
    declared = 'corpus: str = "news"\ncodebook: str = "book.toml"\nthemes: list[str] = ["sovereignty"]\nn: int = 3'
    write_notebook(small / "notebooks" / "n.ipynb", "n", parameters=declared)
    run_report("a")
    run_report("b")
    heavy = {"numpy", "pandas", "papermill", "nbformat", "nbconvert", "gensim", "asyncio"}
    for arguments in (["report", "a"], ["report", "--all"]):
        asked = f"import sys\nfrom discourse import cli\ntry:\n    cli.main({arguments})\nexcept SystemExit as end:\n"
        asked += f"    print(end.code, sorted({heavy} & set(sys.modules)))"
        told = subprocess.run([sys.executable, "-c", asked], cwd=small, capture_output=True, text=True, check=True)
        assert "a: unchanged; open" in told.stdout
        assert told.stdout.endswith("0 []\n")


@pytest.mark.usefixtures("quick")
def test_whatever_changes_makes_it_again(small: Path) -> None:
    assert not run_report("a").unchanged
    assert run_report("a").unchanged
    assert not run_report("a", force=True).unchanged
    page = small / "reports" / "a" / "report.html"
    page.write_text("tampered", encoding="utf-8")
    assert not run_report("a").unchanged
    assert "tampered" not in page.read_text(encoding="utf-8")
    notebook = small / "notebooks" / "n.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("Small", "Large"), encoding="utf-8")
    assert not run_report("a").unchanged
    assert "Large" in page.read_text(encoding="utf-8")


@pytest.mark.usefixtures("quick")
def test_the_list_says_how_reports_stand(small: Path, write_notebook: Callable[..., Path]) -> None:
    def states() -> dict[str, str]:
        table = list_reports()
        return dict(zip(table["report"], table["state"], strict=True))

    assert states() == {"a": "missing", "b": "missing"}
    run_report("a")
    assert list_reports()["parameters"].tolist() == ["", "n=7"]
    assert states() == {"a": "made", "b": "missing"}
    write_notebook(small / "notebooks" / "n.ipynb", "n + 1")
    assert states()["a"] == "stale"
    assert list_reports()["why"][0] == "changed: notebooks/n.ipynb"
    write_notebook(small / "notebooks" / "n.ipynb", "n", parameters="m: int = 1")
    assert states() == {"a": "stale", "b": "missing"}
    assert list_reports()["why"][1].startswith("it cannot be made now: ")
    assert "no parameter called 'n'" in list_reports()["why"][1]


def test_an_empty_list_has_the_same_columns(project: Path) -> None:
    table = list_reports(project / "reports")
    assert list(table.columns) == ["report", "notebook", "state", "parameters", "why"]
    assert len(table) == 0


@pytest.mark.usefixtures("small")
def test_what_cannot_be_asked_is_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "execute", lambda *_, **__: pytest.fail("the notebook was run"))
    with pytest.raises(UnknownNameError, match="no report called 'c'"):
        run_report("c")
    with pytest.raises(ArgumentError, match="cannot name a report"):
        run_report("../a", notebook="notebooks/n.ipynb")
    with pytest.raises(ParameterError, match=r"did you mean 'word'"):
        run_report("a", notebook="notebooks/n.ipynb", parameters={"wrod": "x"})
    with pytest.raises(ParameterError, match="no parameter called 'n = 1; import os; n'"):
        run_report("a", notebook="notebooks/n.ipynb", parameters={"n = 1; import os; n": 2})
    assert not Path("reports/a").exists()
    assert not Path("reports/_failed").exists()


@pytest.mark.usefixtures("quick")
def test_an_input_that_changes_meanwhile_is_noticed(
    small: Path, monkeypatch: pytest.MonkeyPatch, executed: Callable[..., object]
) -> None:
    run_report("a")
    before = files_of(small / "reports" / "a")

    def editing(notebook: dict, **given: object) -> object:
        path = small / "notebooks" / "n.ipynb"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        return executed(notebook, **given)

    monkeypatch.setattr(making, "execute", editing)
    with pytest.raises(ReportError, match=r"inputs changed while the report was being made: notebooks/n\.ipynb"):
        run_report("a", force=True)
    assert files_of(small / "reports" / "a") == before


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("point", ["_write", "write_run", "swap", "staging_folder"])
def test_a_disk_that_fills_at_any_point_leaves_the_old_report(
    point: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_report("a")
    before = files_of(small / "reports" / "a")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(making if point == "_write" else run, point, full)
        with pytest.raises(ReportError, match="a was not made: no space left on device"):
            run_report("a", force=True)
    assert files_of(small / "reports" / "a") == before
    assert not list((small / "reports").glob(".*"))
    assert list_reports()["state"][0] == "failed"
    run_report("a", force=True)
    assert list_reports()["state"][0] == "made"


@pytest.mark.usefixtures("quick")
def test_a_file_too_large_for_the_system_is_a_full_disk(small: Path, write_notebook: Callable[..., Path]) -> None:
    run_report("a")
    before = files_of(small / "reports" / "a")
    write_notebook(small / "notebooks" / "n.ipynb", ("markdown", "long " * 20_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        with pytest.raises(ReportError, match="no space left on device"):
            run_report("a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files_of(small / "reports" / "a") == before


@pytest.mark.usefixtures("quick")
def test_a_page_that_could_run_is_not_made(small: Path, write_notebook: Callable[..., Path]) -> None:
    write_notebook(small / "notebooks" / "n.ipynb", ("markdown", "<img src=x onerror=alert(1)>"))
    with pytest.raises(ReportError, match="not safe to open"):
        run_report("a")
    assert not (small / "reports" / "a").exists()


@pytest.mark.usefixtures("small", "quick")
def test_two_runs_of_one_report_do_not_mix() -> None:
    with only_one(Path("reports"), "a"), pytest.raises(ReportError, match=f"made by process {os.getpid()}"):
        run_report("a")
    assert not run_report("a").unchanged


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_old_report_and_no_kernel(
    end: signal.Signals, small: Path, write_notebook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch,
    executed: Callable[..., object], tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(making, "execute", executed)
        run_report("a")
    before = files_of(small / "reports" / "a")
    write_notebook(small / "notebooks" / "n.ipynb", SLOW)
    command = [sys.executable, "-m", "discourse", "report", "a"]
    noted = small / "kernel.pid"
    environment = os.environ | {"TMPDIR": str(tmp_path_factory.mktemp("t"))}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=small, env=environment, **pipes) as process:
        assert wait_for(lambda: noted.exists() and noted.read_text())
        process.send_signal(end)
        told = process.communicate(timeout=40)
    assert wait_for(lambda: not is_alive(int(noted.read_text())))
    assert files_of(small / "reports" / "a") == before
    if end == signal.SIGINT:
        assert process.returncode == 130
        assert told == (b"", b"\nstopped\n")
        cause = (small / "reports" / "_failed" / "a" / "cause.txt").read_text(encoding="utf-8")
        assert cause.startswith("stopped by Ctrl-C in code cell 4\n\nThe cell:\n")
        assert sorted(path.name for path in (small / "reports").iterdir()) == ["_failed", "a", "reports.toml"]
    write_notebook(small / "notebooks" / "n.ipynb", "n")
    monkeypatch.setattr(making, "execute", executed)
    run_report("a")
    assert sorted(path.name for path in (small / "reports").iterdir()) == ["a", "reports.toml"]


def test_bare_papermill_fails_before_any_work_and_names_the_nearest(
    project: Path, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(project / "notebooks" / "n.ipynb", "open('worked', 'w').close()")
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--no-progress-bar",
        "-k",
        "python3",
        "notebooks/n.ipynb",
        "out.ipynb",
    ]
    wrong = ["-p", "wrod", "peace", "-p", "n", "many"]
    done = subprocess.run([*command, *wrong], cwd=project, capture_output=True, check=False)
    told = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "no parameter called 'wrod'; parameters there: word, n; did you mean 'word'?" in told
    assert "n must be a whole number, not 'many' (str)" in told
    assert not (project / "worked").exists()


@pytest.mark.usefixtures("quick")
def test_a_report_without_what_its_notebook_declares_is_not_made(small: Path) -> None:
    path = small / "notebooks" / "n.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["discourse"] = {"produces": ["tables/rates.csv"]}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(ReportError, match=r"did not make what it declares: tables/rates\.csv"):
        run_report("a")
    assert not (small / "reports" / "a").exists()
