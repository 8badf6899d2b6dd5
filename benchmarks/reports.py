"""What making reports costs beside the computing: ``python benchmarks/reports.py [deciding] [overhead] [matrix]``.

*Deciding*: to find that 60 reports over 20,000 files are up to date, without and with starting Python. *Overhead*:
wall and CPU time of ``discourse report NAME --force`` above its notebook's own cells and the import of third-party
libraries, as fresh processes import them. *Matrix*: twelve reports of the demo, one and two at a time.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
REPORTS, FILES, TIMES = 60, 20_000, 5
NAMES = ("framing-demo", "themes-demo", "corpus-demo")
MATRIX = """[m]
notebook = "notebooks/02_themes.ipynb"
parameters = { corpus = "demo" }
matrix = { random_state = [1, 2, 3], period = ["week", "month"], unit = ["token", "document"] }
"""
#: A notebook that only tells which third-party modules a kernel has before its first cell.
LISTING = """
import json, os, sys
from pathlib import Path
found = {name: getattr(module, "__file__", "") for name, module in list(sys.modules.items())}
Path(os.environ["DISCOURSE_REPORT"], "modules.json").write_text(json.dumps(found))
"""


def main() -> None:
    """Measure what is named, or all of it."""
    for part in sys.argv[1:] or ["deciding", "overhead", "matrix"]:
        print(f"{part}, load {os.getloadavg()[0]:.1f}")
        {"deciding": deciding, "overhead": overhead, "matrix": matrix}[part]()


def deciding() -> None:
    """Make a project of many files, record its reports, and decide about them."""
    from discourse.reports.looks import one_look
    from discourse.reports.plan import make_plan
    from discourse.reports.record import write_run
    from discourse.reports.run import find_unchanged

    names = [f"r{number}" for number in range(REPORTS)]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for part in ("data/corpus", "notebooks", "reports"):
            Path(part).mkdir(parents=True)
        for number in range(FILES):
            Path(f"data/corpus/{number}.txt").write_text("word " * 400, encoding="utf-8")
        Path("data/corpora.toml").write_text("", encoding="utf-8")
        Path("notebooks/n.ipynb").write_bytes((ROOT / "notebooks" / "01_corpus.ipynb").read_bytes())
        row = "[{}]\nnotebook = 'notebooks/n.ipynb'\nparameters = {{ corpus = 'data/corpus' }}\n"
        Path("reports/reports.toml").write_text("".join(row.format(name) for name in names), encoding="utf-8")
        with one_look():
            for name in names:
                run = make_plan(name).run
                run.folder.mkdir()
                (run.folder / "report.html").write_text("x" * 300_000, encoding="utf-8")
                write_run(run, run.folder)
        for _ in range(TIMES):
            cpu, wall = time.process_time(), time.perf_counter()
            assert len(find_unchanged(names)) == REPORTS
            print(f"  decided: cpu {time.process_time() - cpu:.2f} s, wall {time.perf_counter() - wall:.2f} s")
        for _ in range(TIMES):
            cpu, wall, told = spent([sys.executable, "-m", "discourse", "report", "--all"], Path(folder))
            assert told.count("unchanged") == REPORTS
            print(f"  as a command: cpu {cpu:.2f} s, wall {wall:.2f} s")
        os.chdir(ROOT)


def overhead() -> None:
    """What a report costs above its cells and imports, for reports long and short; medians, least and most."""
    with project() as folder:
        (folder / "reports" / "reports.toml").write_bytes((ROOT / "reports" / "reports.toml").read_bytes())
        for name in NAMES:
            rows = [one_overhead(name, folder) for _ in range(TIMES)]
            for part in rows[0]:
                values = sorted(row[part] for row in rows)
                print(f"  {name}: {part} {median(values):.2f} s ({values[0]:.2f} to {values[-1]:.2f})")


def one_overhead(name: str, folder: Path) -> dict[str, float]:
    """One run of a report, and what fresh processes need to import what it and its kernel imported."""
    command = [sys.executable, __file__, "--watched", name]
    told = json.loads(spent(command, folder)[2].splitlines()[-1])
    runner, kernel = (importing(modules) for modules in (told["modules"], told["kernel_modules"]))
    return {
        "wall": told["wall"],
        "cells": told["cells"],
        "imports": runner[1] + kernel[1],
        "overhead in wall time": told["wall"] - told["cells"] - runner[1] - kernel[1],
        "overhead in CPU time": told["cpu"] - runner[0] - kernel[0],
    }


def watched(name: str) -> None:
    """Make a report as the command does; tell its time, that of its cells, CPU time without them, and its imports."""
    begun = time.perf_counter() - (time.time() - started_at())  # Python's own start counts
    from discourse import cli
    from discourse.reports import making
    from discourse.reports.execute import Watch

    at_first_cell: list[float] = []
    seconds: list[float] = []
    execute, first = making.execute, Watch.cell

    def timed(*given: object, **named: object) -> object:
        notebook = execute(*given, **named)
        seconds.extend(cell.metadata.papermill.duration or 0 for cell in notebook.cells if "papermill" in cell.metadata)
        return notebook

    def noted(self: Watch, **given: object) -> None:
        at_first_cell.append(cpu_of_children())
        first(self, **given)

    making.execute, Watch.cell = timed, noted
    with suppress(SystemExit):
        cli.main(["report", name, "--force"])
    wall, cpu = time.perf_counter() - begun, time.process_time() + at_first_cell[0]
    modules = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
    assert seconds, "the report was not made"
    told = {"wall": wall, "cpu": cpu, "cells": sum(seconds), "modules": third_party(modules)}
    print(json.dumps(told | kernel_modules()))


def kernel_modules() -> dict[str, list[str]]:
    """Which third-party modules a kernel imports before its first cell."""
    from discourse.reports.execute import Watch, execute
    from discourse.reports.kernel import private_kernel

    cell = {"cell_type": "code", "source": LISTING, "metadata": {}, "outputs": [], "execution_count": None}
    with tempfile.TemporaryDirectory() as place:
        notebook = {"metadata": {"kernelspec": {"name": "python3", "language": "python"}}, "cells": [cell]}
        with private_kernel(root=Path(place), staging=Path(place)) as kernel:
            execute(notebook, name="", kernel=kernel, watch=Watch())
        return {"kernel_modules": third_party(json.loads((Path(place) / "modules.json").read_text()))}


def third_party(modules: dict[str, str]) -> list[str]:
    """Names of modules of installed packages, in the order they were imported."""
    return [name for name, file in modules.items() if "site-packages" in (file or "")]


def importing(modules: list[str]) -> tuple[float, float]:
    """CPU and wall time a fresh process needs to import modules, its own start not counted."""
    code = (
        "import sys, json, time, warnings\nwarnings.simplefilter('ignore')\nfrom importlib import import_module\n"
        "from contextlib import suppress\nsys.modules['rfc3987_syntax'] = None\n"
        "cpu, wall = time.process_time(), time.perf_counter()\n"
        "for name in json.loads(sys.argv[1]):\n    with suppress(Exception):\n        import_module(name)\n"
        "print(time.process_time() - cpu, time.perf_counter() - wall)"
    )
    done = subprocess.run([sys.executable, "-c", code, json.dumps(modules)], capture_output=True, text=True, check=True)
    cpu, wall = map(float, done.stdout.split()[-2:])
    return cpu, wall


def cpu_of_children() -> float:
    """CPU seconds the living children of this process have used."""
    used = 0.0
    for process in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def started_at() -> float:
    """When this process was started, in seconds of the clock."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return time.time() - float(Path("/proc/uptime").read_text().split()[0]) + ticks / os.sysconf("SC_CLK_TCK")


def matrix() -> None:
    """The same twelve reports one and two at a time, in turn."""
    with project() as folder:
        (folder / "reports" / "reports.toml").write_text(MATRIX, encoding="utf-8")
        for _ in range(2):
            for jobs in ("1", "2"):
                command = [sys.executable, "-m", "discourse", "report", "m", "--force", "--jobs", jobs]
                cpu, wall, told = spent(command, folder)
                assert "12 of 12 reports are up to date" in told
                print(f"  {jobs} at a time: wall {wall:.1f} s, cpu {cpu:.1f} s, load {os.getloadavg()[0]:.1f}")


@contextmanager
def project() -> Iterator[Path]:
    """A copy of what a checkout has for its notebooks; this package is used from there."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for part in ("data", "notebooks", "seeds"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("corpora.local.toml"))
        (folder / "reports").mkdir()
        yield folder


def spent(command: list[str], folder: Path) -> tuple[float, float, str]:
    """CPU and wall time of a command and all it starts, and what it printed."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - wall, done.stdout


if __name__ == "__main__":
    if sys.argv[1:2] == ["--watched"]:
        watched(sys.argv[2])
    else:
        main()
