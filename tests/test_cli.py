"""The command line: what it prints, and how it ends."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from discourse import cli
from discourse.errors import ReadError
from discourse.reports import making

NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {
            "cell_type": "code",
            "id": "a",
            "source": "n: int = 1",
            "metadata": {"tags": ["parameters"]},
            "outputs": [],
            "execution_count": None,
        }
    ],
}
REPORTS = """
[first]
notebook = "notebooks/n.ipynb"
[second]
notebook = "notebooks/n.ipynb"
parameters = { m = 2 }
[third]
notebook = "notebooks/n.ipynb"
parameters = { n = 3 }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three reports, one of them wrongly listed; notebooks count as run without a kernel."""
    for name in ("data", "notebooks", "reports"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "corpora.toml").write_text("", encoding="utf-8")
    (tmp_path / "notebooks" / "n.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    (tmp_path / "reports" / "reports.toml").write_text(REPORTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def executed(notebook: dict, **_: object) -> object:
        from nbformat import from_dict

        cells = [cell | {"execution_count": 1} for cell in notebook["cells"]]
        return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})

    monkeypatch.setattr(making, "execute", executed)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.usefixtures("project")
def test_report_says_what_was_done_and_what_to_open(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "first") == 0
    assert capsys.readouterr().out.endswith("s; open reports/first/report.html\n")
    assert run("report", "first") == 0
    assert capsys.readouterr().out == "first: unchanged; open reports/first/report.html\n"
    assert run("report", "first", "--force") == 0
    assert "made in" in capsys.readouterr().out


@pytest.mark.usefixtures("project")
def test_all_goes_on_after_a_failure_and_says_so_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "--all") == 1
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.out.splitlines()] == ["first", "third"]
    assert "no parameter called 'm'; parameters there: n" in told.err
    assert told.err.endswith("2 of 3 reports are up to date\nnot made: second\n")


@pytest.mark.usefixtures("project")
def test_all_stops_after_a_failure_if_asked_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "--all", "--stop") == 1
    assert capsys.readouterr().err.endswith("1 of 3 reports are up to date\nnot made: second\n")


def test_a_dry_run_says_why_and_makes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "--all", "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "first: would be made: not made yet"
    assert lines[1].startswith("second: would be made: it cannot be made now: ")
    assert [path.name for path in (project / "reports").iterdir()] == ["reports.toml"]
    run("report", "first")
    capsys.readouterr()
    assert run("report", "first", "--why") == 0
    assert capsys.readouterr().out.startswith("first: up to date\nfirst: unchanged")
    assert run("report", "first", "--why", "--force") == 0
    assert capsys.readouterr().out.startswith("first: is made: asked for with --force\n")


def test_verify_and_diff_end_with_1_if_a_number_differs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("report", "first")
    run("report", "third")
    table = project / "reports" / "first" / "tables" / "t.csv"
    for name, value in (("first", 1), ("third", 2)):
        (project / "reports" / name / "tables").mkdir()
        (project / "reports" / name / "tables" / "t.csv").write_text(f"n\n{value}\n", encoding="utf-8")
    capsys.readouterr()
    assert run("diff", "reports/first", "reports/third") == 1
    told = capsys.readouterr().out
    assert told.startswith("1 of 1 numbers differ (to 6 significant digits)")
    assert "row 1, n" in told
    assert run("diff", "reports/first", "reports/first") == 0
    assert capsys.readouterr().out == "0 of 1 numbers differ (to 6 significant digits)\n"
    assert run("verify", "first") == 1
    assert "files of the report were changed after it was made: tables/t.csv" in capsys.readouterr().out
    table.unlink()


@pytest.mark.usefixtures("project")
def test_list_shows_every_report(capsys: pytest.CaptureFixture[str]) -> None:
    run("report", "first")
    capsys.readouterr()
    assert run("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["report", "notebook", "state", "parameters", "why"]
    assert [line.split()[2] for line in lines[1:]] == ["made", "missing", "missing"]


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["repot"], "'report'?"),
        (["report"], "name one report, or say --all"),
        (["report", "first", "--all"], "name one report, or say --all"),
        (["report", "frist"], "did you mean 'first'?"),
        (["report", "second"], "no parameter called 'm'"),
        (["report", "--fast"], "No such option"),
        (["themes", "lee"], "--theme"),
        (["themes", "lee", "--theme", "a", "--random-state", "-1"], "-1 is not in the range"),
    ],
)
def test_asked_wrongly_is_exit_code_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*arguments) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_failed_work_is_exit_code_1(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "reports" / "reports.toml").write_text("[", encoding="utf-8")
    assert run("list") == 1
    told = capsys.readouterr()
    assert told.err.startswith("discourse: reports/reports.toml cannot be read")
    assert "Traceback" not in told.err


@pytest.mark.usefixtures("project")
def test_ctrl_c_is_exit_code_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "execute", stopped)
    assert run("report", "first") == 130
    assert capsys.readouterr().err.strip() == "stopped"


@pytest.fixture
def toolkit(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Stand in for the analysis; what it was asked is noted."""
    asked: dict[str, object] = {}

    def theme_rates(tokens: str, codebook: object, *, by: str | None, random_state: int) -> pd.DataFrame:
        asked.update(tokens=tokens, codebook=codebook, by=by, random_state=random_state)
        return pd.DataFrame({"theme": ["sovereignty"], "per_1000": [1.25]})

    def read_articles(corpus: str) -> str:
        if corpus == "nowhere":
            raise ReadError("no such corpus")
        return f"articles of {corpus}"

    def profile(articles: str) -> pd.DataFrame:
        return pd.DataFrame({"outlet": [articles], "documents": [3]}).head(0 if "none" in articles else 1)

    stand_in = SimpleNamespace(
        read_articles=read_articles,
        tokenize=lambda articles: f"tokens of {articles}",
        read_codebook=lambda path, themes: (str(path), themes),
        theme_rates=theme_rates,
        profile=lambda articles: pd.DataFrame({"outlet": [articles], "documents": [3]}).head(
            0 if "none" in articles else 1
        ),
    )
    monkeypatch.setitem(sys.modules, "discourse", stand_in)
    return asked


def test_themes_prints_rates_as_text(toolkit: dict[str, object], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("themes", "lee", "--theme", "sovereignty", "--theme", "unity", "--by", "outlet") == 0
    assert capsys.readouterr().out.split() == ["theme", "per_1000", "sovereignty", "1.25"]
    assert toolkit == {
        "tokens": "tokens of articles of lee",
        "codebook": ("seeds/codebook.toml", ["sovereignty", "unity"]),
        "by": "outlet",
        "random_state": 1,
    }


@pytest.mark.usefixtures("toolkit")
def test_profile_prints_a_table_or_says_there_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("profile", "lee") == 0
    assert "articles of lee" in capsys.readouterr().out
    assert run("profile", "none") == 0
    assert capsys.readouterr().out == "the corpus holds no documents\n"
    assert run("profile", "nowhere") == 1
    assert capsys.readouterr().err == "discourse: no such corpus\n"


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_the_module_runs_in_a_poor_terminal_without_a_project(encoding: str, tmp_path: Path) -> None:
    environment = {"PATH": "", "PYTHONIOENCODING": encoding, "NO_COLOR": "1"}
    folder = tmp_path / "é"
    folder.mkdir()
    command = [sys.executable, "-m", "discourse", "list"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"discourse: no data/corpora.toml in ")
    assert b"\x1b" not in done.stderr + done.stdout


def test_help_costs_no_heavy_library() -> None:
    asked = "import sys, discourse\nbefore = set(sys.modules)\nimport discourse.cli\n"
    asked += "print(sorted({'pandas', 'papermill', 'gensim', 'matplotlib'} & (set(sys.modules) - before)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
