"""A report has the same bytes whatever the number of jobs, hash seed, locale, time zone and path of the checkout.

Every pair of values of two factors stands in one of six rows. Three rows are run on a small notebook by `make test`,
all six on the demo's framing report and another beside it by `make proof`.
"""

import json
import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JOBS, SEEDS, LOCALES = ("1", "2"), ("0", "1"), ("C", "tr_TR.UTF-8")
ZONES, PATHS = ("Asia/Tehran", "America/St_Johns"), ("plain", "with a space and é")
#: Which value of jobs, hash seed, locale, zone and path a run has: a covering array of strength two.
ROWS = ["00000", "11101", "11010", "10110", "01011", "00101"]
QUICK = ["11101", "01011"]
SIDE_BY_SIDE = QUICK[0]  # the quick row of two jobs, and so of two reports
SMALL = """
import os, time
from pathlib import Path
import matplotlib.pyplot as plt
import pandas as pd
import discourse as dc
articles = dc.read_articles("demo")
table = articles.groupby(articles["outlet"].str.lower(), sort=False).size().rename("İılık").reset_index()
dc.show_table(table, "outlets", caption="Documents by outlet.")
dc.show_text("Işık", time.strftime("%H:%M", time.localtime(0)), str(set(table["outlet"])))
ax = plt.figure().add_subplot()
ax.barh(table["outlet"], table["İılık"] * 1234.5)
dc.show_figure(ax, "outlets", caption="Documents by outlet.", alt="Bars.")
Path(os.environ["DISCOURSE_REPORT"], "plain.txt").write_text("ışık é")
"""


def conditions(row: str) -> tuple[str, dict[str, str], str]:
    """Return the number of jobs, the environment and the folder a row stands for."""
    jobs, seed, language, zone, path = (
        values[int(place)] for values, place in zip((JOBS, SEEDS, LOCALES, ZONES, PATHS), row, strict=True)
    )
    return jobs, {"PYTHONHASHSEED": seed, "LC_ALL": language, "LANG": language, "TZ": zone}, path


def check_locale(row: str) -> None:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, LOCALES[int(row[2])])
    except locale.Error:
        pytest.skip(f"this machine has no {LOCALES[1]}; localedef -i tr_TR -f UTF-8 {LOCALES[1]} makes it")
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


PROBE = "import locale, os, sys, time; locale.setlocale(locale.LC_ALL, ''); "
PROBE += "print(hash('a'), locale.setlocale(locale.LC_CTYPE), time.strftime('%H:%M', time.localtime(0)), sep='|')"


def test_the_conditions_reach_a_process_and_differ() -> None:
    """A zone or language a machine lacks would be passed over in silence, and equal bytes prove nothing."""
    check_locale("00100")
    told = {}
    for row in ("00000", "01110"):
        command, environment = [sys.executable, "-c", PROBE], os.environ | conditions(row)[1]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        told[row] = done.stdout.strip().split("|")
    assert all(one != other for one, other in zip(*told.values(), strict=True)), told
    assert "00:00" not in {seen[2] for seen in told.values()}, "this machine has no time zones; install tzdata"


def checkout(folder: Path) -> Path:
    """Copy what a checkout has of package, data and notebooks, compiled files included."""
    for part in ("discourse", "data", "notebooks", "seeds"):
        ignored = shutil.ignore_patterns("corpora.local.toml")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored, dirs_exist_ok=True, symlinks=True)
    (folder / "reports").mkdir()
    return folder


def make_all(row: str, folder: Path, prepare: Callable[[Path, str], None]) -> dict[str, bytes]:
    """Make all reports of a fresh checkout under the conditions of a row; their files, records without the clock."""
    jobs, environment, path = conditions(row)
    project = checkout(folder / path)
    prepare(project, row)
    command = [sys.executable, "-m", "discourse", "report", "--all", "--jobs", jobs]
    done = subprocess.run(command, cwd=project, env=os.environ | environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    files = (path for report in ("a", "b") for path in (project / "reports" / report).rglob("*") if path.is_file())
    found = {path.relative_to(project).as_posix(): path.read_bytes() for path in files}
    for name in [name for name in found if name.endswith("/run.json")]:
        record = json.loads(found[name])
        assert record.pop("this_run")["seconds"] > 0
        found[name] = json.dumps(record).encode()
    assert str(project).encode() not in b"".join(found.values())
    shutil.rmtree(folder)
    return found


def list_reports(project: Path, *notebooks: str) -> None:
    """List the reports a and b, or a alone."""
    named = zip("ab", notebooks, strict=False)
    text = "".join(f"[{name}]\nnotebook = 'notebooks/{notebook}.ipynb'\n" for name, notebook in named)
    (project / "reports" / "reports.toml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, bytes]]:
    """Make the reports of a row; those of the first row only once."""
    known: dict[str, dict[str, bytes]] = {}

    def make(kind: str, row: str, prepare: Callable[[Path, str], None]) -> dict[str, bytes]:
        if row != ROWS[0]:
            return make_all(row, tmp_path_factory.mktemp("row"), prepare)
        if kind not in known:
            known[kind] = make_all(row, tmp_path_factory.mktemp("row"), prepare)
        return known[kind]

    return make


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_the_rows_hold_every_pair_of_values() -> None:
    for one, other in combinations(range(5), 2):
        assert {(row[one], row[other]) for row in ROWS} == set(product("01", repeat=2))
    assert {*QUICK, ROWS[0]} <= set(ROWS)
    assert all({row[place] for row in [ROWS[0], *QUICK]} == {"0", "1"} for place in range(5))


@pytest.mark.parametrize("row", QUICK)
def test_a_small_report_has_the_same_bytes(row: str, made: Callable, write_notebook: Callable[..., Path]) -> None:
    def prepare(project: Path, row: str) -> None:
        write_notebook(project / "notebooks" / "small.ipynb", ("markdown", "# Işık"), SMALL)
        list_reports(project, "small", *(["small"] if row == SIDE_BY_SIDE else []))

    check_locale(row)
    files = made("small", ROWS[0], prepare)
    assert "reports/a/figures/outlets.svg" in files
    again = made("small", row, prepare)
    beside = {name: again.pop(name) for name in list(again) if name.startswith("reports/b/")}
    assert_same(files, again)
    assert bool(beside) == (row == SIDE_BY_SIDE)
    assert all(files[f"reports/a/{name[10:]}"] == beside[name] for name in beside if not name.endswith("run.json"))


@pytest.mark.proof
@pytest.mark.parametrize("row", ROWS[1:])
def test_the_demo_reports_have_the_same_bytes(row: str, made: Callable) -> None:
    def prepare(project: Path, _: str) -> None:
        list_reports(project, "framing", "02_themes")

    check_locale(row)
    files = made("demo", ROWS[0], prepare)
    assert "reports/a/figures/theme_rates.svg" in files
    assert_same(files, made("demo", row, prepare))
