"""Whatever befalls a run: the last good report stays whole, the next run is as if nothing had been, nothing is left.

Real processes are killed, real file systems are full or cannot be written to. What takes long is run by `make proof`.
"""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discourse import cli
from discourse.errors import ReportError
from discourse.reports import making, read_run, run_report
from discourse.reports import run as running
from discourse.reports.plan import make_plan
from discourse.reports.record import is_intact

CRASHES = Path(__file__).with_name("crashes.py")
MAIN = [sys.executable, "-m", "discourse"]
#: Some time of its own in each cell, and a process that would outlive the kernel.
CELLS = [
    "import os, subprocess, time\nfrom pathlib import Path\nimport discourse as dc\nsubprocess.Popen(['sleep', '600'])",
    "articles = dc.read_articles(corpus)\ntime.sleep(0.4)",
    "table = articles.groupby('doc_id')['text'].size().rename('n').reset_index()\ntime.sleep(0.4)",
    "dc.show_table(table, 'documents', caption=f'Documents, {number}.')\ntime.sleep(0.4)",
]
PARAMETERS = 'corpus: str = "data/c"\nnumber: int = 1'
SEED = 20261124
TIMES = 10  # each of kernel and runner is killed

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc and mounts file systems")


@pytest.fixture
def small(project: Path, write_notebook: Callable[..., Path]) -> Path:
    """A project with a corpus of two files and a notebook of some seconds, listed as the report ``a``."""
    (project / "data" / "c").mkdir()
    for name, text in {"one": "Peace now.", "two": "War, and peace."}.items():
        (project / "data" / "c" / f"{name}.txt").write_text(text, encoding="utf-8")
    write_notebook(project / "notebooks" / "n.ipynb", *CELLS, parameters=PARAMETERS)
    list_reports(project, a=1)
    return project


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for temporary files of the processes of a test, by which they are known."""
    return tmp_path_factory.mktemp("t")


def list_reports(project: Path, **numbers: int) -> None:
    """List reports of the one notebook by name, each with its number."""
    rows = (
        f'[{name}]\nnotebook = "notebooks/n.ipynb"\nparameters = {{ number = {n} }}\n' for name, n in numbers.items()
    )
    (project / "reports" / "reports.toml").write_text("".join(rows), encoding="utf-8")


def made(folder: Path) -> dict[str, bytes]:
    """The files of a report; of its record all but when it was made."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if "run.json" in found:
        found["run.json"] = json.dumps(json.loads(found["run.json"]) | {"this_run": {}}).encode()
    return found


def started(project: Path, place: Path, *arguments: str) -> subprocess.Popen:
    environment = os.environ | {"TMPDIR": str(place)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*MAIN, *arguments], cwd=project, env=environment, **pipes)


def ended(process: subprocess.Popen) -> tuple[int, str]:
    """Exit code and all that was said."""
    out, error = process.communicate(timeout=120)
    return process.returncode, (out + error).decode("utf-8")


def processes(place: Path) -> dict[int, str]:
    """The command lines of all living processes whose temporary files go to ``place``, by number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={place}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return {process: command for process, command in found.items() if command}  # a zombie has none


def wait_for(condition: Callable[[], object], *, seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def kernels(place: Path) -> list[int]:
    return [process for process, command in processes(place).items() if "kernel_process" in command]


def beside(project: Path) -> list[str]:
    """What lies in the folder of reports."""
    return sorted(path.name for path in (project / "reports").iterdir())


def assert_as_if_nothing_had_been(project: Path, place: Path, new: dict[str, bytes], *options: str) -> None:
    """The next run succeeds, gives the same bytes, and leaves nothing but reports."""
    code, told = ended(started(project, place, "report", "--all", *options))
    assert code == 0, told
    assert made(project / "reports" / "a") == new
    assert [name for name in beside(project) if name.startswith((".", "_"))] == []
    assert list(place.iterdir()) == []
    assert processes(place) == {}


@pytest.fixture
def old_and_new(small: Path, place: Path) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, float]]:
    """The files of the last good report, which is in its place; of the one to be made; how long its processes live."""
    assert ended(started(small, place, "report", "a"))[0] == 0
    old = made(small / "reports" / "a")
    shutil.copytree(small / "reports" / "a", small / "kept")
    list_reports(small, a=2)
    lives = {"runner": time.monotonic()}
    with started(small, place, "report", "a") as runner:
        assert wait_for(lambda: kernels(place))
        lives["kernel"] = time.monotonic()
        assert wait_for(lambda: not kernels(place))
        lives["kernel"] = time.monotonic() - lives["kernel"]
        assert ended(runner)[0] == 0
        lives["runner"] = time.monotonic() - lives["runner"]
    new = made(small / "reports" / "a")
    assert "tables/documents.csv" in new
    assert old != new
    shutil.rmtree(small / "reports" / "a")
    shutil.copytree(small / "kept", small / "reports" / "a")
    return old, new, lives


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
@pytest.mark.parametrize("way", ["exchange", "rename"])
def test_killed_at_any_file_operation_a_report_is_whole_and_the_next_run_leaves_nothing(
    way: str, project: Path, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(project / "notebooks" / "n.ipynb", "print(1)", parameters="number: int = 1")
    list_reports(project, a=1)
    command = [sys.executable, str(CRASHES), str(project), way]
    done = subprocess.run(command, cwd=project.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["problems"] == []
    assert len(told["states"]) > 25
    assert {"old", "new", "through"} <= set(told["states"]) <= {"old", "new", "through", "gone"}
    assert ("gone" in told["states"]) == (way == "rename")


@linux
@pytest.mark.proof
@pytest.mark.parametrize("victim", ["kernel", "runner"])
def test_killed_at_random_moments_it_is_as_if_nothing_had_been(
    victim: str, small: Path, place: Path, old_and_new: tuple[dict[str, bytes], dict[str, bytes], dict[str, float]]
) -> None:
    """At moments drawn from the whole life of the process, until so many were met alive; a miss says it is shorter."""
    old, new, lives = old_and_new
    draw, life = random.Random(f"{SEED} {victim}"), lives[victim]
    hits = tries = 0
    while hits < TIMES:
        tries += 1
        assert tries <= 3 * TIMES
        with started(small, place, "report", "a") as runner:
            if victim == "kernel":
                assert wait_for(lambda: kernels(place))
            time.sleep(draw.uniform(0, life))
            for process in kernels(place) if victim == "kernel" else [runner.pid]:
                os.kill(process, signal.SIGKILL)
            code, told = ended(runner)
        hits += code != 0
        life *= 1 if code else 0.8
        assert "Traceback" not in told
        assert wait_for(lambda: not processes(place), seconds=10), processes(place)
        there = made(small / "reports" / "a")
        assert there in (old, new)
        assert is_intact(read_run(small / "reports" / "a"))
        if victim == "kernel" and code != 0:
            assert code == 1
            assert "the kernel died" in told or "the kernel fell silent" in told
            assert there == old
        assert_as_if_nothing_had_been(small, place, new)
        shutil.rmtree(small / "reports" / "a")
        shutil.copytree(small / "kept", small / "reports" / "a")


@linux
@pytest.mark.proof
@pytest.mark.parametrize("victim", ["main", "beside"])
def test_several_at_a_time_survive_the_death_of_a_process(victim: str, small: Path, place: Path) -> None:
    """If the main process dies, so do the others; if one of the others does, what is left is made all the same."""
    list_reports(small, a=1, b=2, c=3)
    assert ended(started(small, place, "report", "--all", "--jobs", "2"))[0] == 0
    new = made(small / "reports" / "a")
    for name in "abc":
        shutil.rmtree(small / "reports" / name)
    with started(small, place, "report", "--all", "--jobs", "2") as runner:
        assert wait_for(lambda: len(kernels(place)) == 2)
        others = [p for p, command in processes(place).items() if "spawn_main" in command]
        os.kill(runner.pid if victim == "main" else others[0], signal.SIGKILL)
        code, told = ended(runner)
    assert wait_for(lambda: not processes(place), seconds=40), processes(place)
    if victim == "beside":
        assert code == 1
        assert "1 of 3 reports are up to date" in told
        assert "its process, or the one beside it, was ended from outside" in told
        assert "Traceback" not in told
    assert_as_if_nothing_had_been(small, place, new, "--jobs", "2")


@linux
def test_a_kernel_ends_with_a_runner_killed_while_it_starts_whoever_adopts_it(
    small: Path, place: Path, adopting: Callable[[], list[int]]
) -> None:
    with started(small, place, "report", "a") as runner:
        assert wait_for(lambda: kernels(place))
        runner.kill()
    assert wait_for(lambda: not kernels(place), seconds=20)
    assert wait_for(lambda: not [process for process in processes(place) if process not in adopting()], seconds=5)


@pytest.fixture
def adopting() -> Iterator[Callable[[], list[int]]]:
    """Have orphans become ours and not the first process's, as a desktop session does; tells whom we adopted."""
    import ctypes

    library, subreaper = ctypes.CDLL(None), 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
    assert library.prctl(subreaper, 1, 0, 0, 0) == 0
    adopted: list[int] = []

    def collect() -> list[int]:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, after = int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
                if int(after[1]) == os.getpid() and after[0] == "Z":
                    os.waitpid(name, os.WNOHANG)
                    adopted.append(name)
            except OSError:
                continue
        return adopted

    yield collect
    library.prctl(subreaper, 0, 0, 0, 0)


@pytest.mark.proof
def test_of_two_runs_at_once_one_makes_the_report_and_tells_the_other(small: Path, place: Path) -> None:
    with started(small, place, "report", "a") as first:
        assert wait_for((small / "reports" / ".lock-a").exists)
        assert wait_for(lambda: (small / "reports" / ".lock-a").read_text())
        second, said = ended(started(small, place, "report", "a", "--force"))
        code, told = ended(first)
    assert (second, code) == (1, 0)
    assert f"a is being made by process {first.pid}; wait until it is done" in said
    assert "a: made in" in told
    assert ended(started(small, place, "report", "a")) == (0, f"a: unchanged; open {Path('reports/a/report.html')}\n")


EDITS = {
    "another file": "Path('data/c/three.txt').write_text('Truce.')",
    "other words": "Path('data/c/one.txt').write_text('Peace never.')",
    "edited and edited back": (
        "one = Path('data/c/one.txt')\nbefore = one.read_bytes()\none.write_text('War now.')\n"
        "seen = dc.read_articles(corpus)\nassert 'War now.' in set(seen['text'])\none.write_bytes(before)"
    ),
    "come and gone": (
        "three = Path('data/c/three.txt')\nthree.write_text('Truce.')\n"
        "assert len(dc.read_articles(corpus)) == 3\nthree.unlink()"
    ),
}


@pytest.mark.proof
@pytest.mark.parametrize("edit", EDITS)
def test_a_corpus_edited_during_the_run_makes_no_report(
    edit: str, small: Path, write_notebook: Callable[..., Path]
) -> None:
    run_report("a")
    before = made(small / "reports" / "a")
    cells = [CELLS[0], "dc.read_articles(corpus)", EDITS[edit], *CELLS[1:]]
    write_notebook(small / "notebooks" / "n.ipynb", *cells, parameters=PARAMETERS)
    with pytest.raises(ReportError, match="inputs changed while the report was being made: ") as error:
        run_report("a")
    told = str(error.value)
    assert ("written to, though it is as before now" in told) == ("and" in edit)
    assert made(small / "reports" / "a") == before


@pytest.mark.parametrize("edit", [edit for edit in EDITS if "and" in edit])
def test_an_input_edited_and_edited_back_is_noticed(
    edit: str, small: Path, monkeypatch: pytest.MonkeyPatch, executed: Callable[..., object]
) -> None:
    """The kernel may have read the corpus in between."""
    monkeypatch.setattr(making, "execute", executed)
    run_report("a")
    before = made(small / "reports" / "a")

    def editing(notebook: dict, **given: object) -> object:
        import discourse

        exec(EDITS[edit], {"Path": Path, "dc": discourse, "corpus": "data/c"})
        return executed(notebook, **given)

    monkeypatch.setattr(making, "execute", editing)
    file = "one.txt" if edit.startswith("edited") else "c"
    with pytest.raises(ReportError, match=rf"{file} \(written to, though it is as before now\); make it again"):
        run_report("a", force=True)
    assert made(small / "reports" / "a") == before


def test_a_notebook_saved_after_it_was_read_is_not_run(small: Path, write_notebook: Callable[..., Path]) -> None:
    """Its checksum may be of what was saved, and its cells of what stood there before."""
    plan = make_plan("a")
    assert plan.marks() == plan.marks()
    write_notebook(small / "notebooks" / "n.ipynb", "print('other')", parameters=PARAMETERS)
    with pytest.raises(ReportError, match=r"n\.ipynb was changed just now; make the report again"):
        plan.marks()


def mounted(script: str, project: Path, place: Path) -> list[str]:
    """Run lines of a shell where they alone see what they mount; skip where that is not allowed."""
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("file systems can be mounted by root only, with unshare of util-linux")
    command = ["unshare", "-m", "sh", "-ec", script]
    environment = os.environ | {"TMPDIR": str(place), "RUN": f"{sys.executable} -m discourse report a"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@linux
@pytest.mark.proof
@pytest.mark.parametrize("free", [0, 12])
def test_a_full_disk_leaves_the_old_report(free: int, small: Path, place: Path) -> None:
    """A file system of one megabyte in memory; none of it free when the second run begins, or too little."""
    lines = mounted(
        f"""
        cp reports/reports.toml data/; mount -t tmpfs -o size=1m tmpfs reports; cp data/reports.toml reports/
        $RUN >&2; cat reports/a/* | sha256sum; sed -i s/1/2/ reports/reports.toml
        head -c {free}k /dev/zero > reports/space; cat /dev/zero > reports/filler 2>/dev/null || true; rm reports/space
        $RUN 2>&1 && exit 9 || echo code $?
        cat reports/a/* | sha256sum; ls -A reports | grep '^[.]' && exit 8 || true
        rm reports/filler; $RUN >&2; ls -A reports | tr '\\n' ' '
        """,
        small,
        place,
    )
    assert lines[0] == lines[-2]
    assert any("no space left on device" in line.lower() for line in lines[1:-2])
    assert "code 1" in lines
    assert lines[-1].split() == ["a", "index.html", "reports.toml"]
    assert list(place.iterdir()) == []


@linux
@pytest.mark.proof
def test_a_folder_that_cannot_be_written_to_is_told_and_what_is_up_to_date_is_found(small: Path, place: Path) -> None:
    lines = mounted(
        """
        $RUN >&2; mount --bind reports reports; mount -o remount,ro,bind reports
        touch reports/x 2>/dev/null && exit 9 || true
        $RUN; $RUN --force 2>&1 || echo code $?
        """,
        small,
        place,
    )
    assert lines[0] == "a: unchanged; open reports/a/report.html"
    assert lines[1].startswith("discourse: a was not made: nothing can be written to the folder reports (Read-only")
    assert lines[2] == "code 1"


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_a_folder_that_cannot_be_written_to(
    number: int, small: Path, monkeypatch: pytest.MonkeyPatch, executed: Callable[..., object]
) -> None:
    """Before a run it is told at once; after it the cause names the file, and the old report stays."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(small / "reports" / ".staging-a-1"))

    monkeypatch.setattr(making, "execute", executed)
    run_report("a")
    before = made(small / "reports" / "a")
    with monkeypatch.context() as patch:
        patch.setattr(running, "swap", refused)
        with pytest.raises(ReportError, match=r"a was not made: \.staging-a-1 cannot be written \("):
            run_report("a", force=True)
    assert made(small / "reports" / "a") == before
    assert not run_report("a", force=True).unchanged
    with monkeypatch.context() as patch:
        patch.setattr("discourse.reports.folders._open_lock", refused)
        assert run_report("a").unchanged
        with pytest.raises(ReportError, match=r"a was not made: nothing can be written to the folder reports \("):
            run_report("a", force=True)


@pytest.mark.usefixtures("small")
def test_an_earlier_failure_is_forgotten_when_the_report_is_up_to_date_again(
    small: Path, monkeypatch: pytest.MonkeyPatch, executed: Callable[..., object]
) -> None:
    monkeypatch.setattr(making, "execute", executed)
    run_report("a")
    with monkeypatch.context() as patch:
        patch.setattr(making, "execute", lambda *_, **__: 1 / 0)
        with pytest.raises(ReportError, match="ZeroDivisionError"):
            run_report("a", force=True)
    assert "_failed" in beside(small)
    assert run_report("a").unchanged
    assert beside(small) == ["a", "reports.toml"]


HOSTILE = {
    "notebooks/n.ipynb\"\nparameters = { \"number = 1; open('pwned', 'w'); x\" = 1 }\n": 2,
    "notebooks/n.ipynb\"\nparameters = { \"__import__('os').mkdir('pwned')\" = 1 }\n": 2,
    'notebooks/n.ipynb"\nparameters = { corpus = "data/c" }\nmatrix = { "open(\'pwned\', \'w\')" = [1] }\n': 2,
    "notebooks/n.ipynb\"\nparameters = { corpus = \"'); open('pwned', 'w')\" }\n": 2,
    '../notebooks/n.ipynb"\n': 1,
    'notebooks/../../n.ipynb"\n': 1,
}


@pytest.mark.parametrize("listed", HOSTILE)
def test_names_and_values_that_are_code_or_lead_elsewhere_are_refused(
    listed: str, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(making, "execute", lambda *_, **__: pytest.fail("the notebook was run"))
    (small / "reports" / "reports.toml").write_text(f'[a]\nnotebook = "{listed}', encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        cli.main(["report", "a" if "matrix" not in listed else "a-1"])
    assert end.value.code == HOSTILE[listed]
    assert "Traceback" not in capsys.readouterr().err
    assert beside(small) == ["reports.toml"]
    assert not list(small.rglob("pwned"))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ["../a", "/tmp/a", "a/../../b", "..", "index.html"])
@pytest.mark.parametrize("command", ["report", "verify", "export"])
def test_names_of_reports_that_lead_elsewhere_are_refused(
    command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, name])
    assert end.value.code in (1, 2)
    assert "Traceback" not in capsys.readouterr().err


def test_a_name_in_the_list_may_not_lead_elsewhere(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "reports" / "reports.toml").write_text('["../a"]\nnotebook = "notebooks/n.ipynb"\n', encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        cli.main(["report", "--all"])
    assert end.value.code == 1
    assert "'../a' cannot name a report" in capsys.readouterr().err
