"""A report made anew: reproduced, or not, and why."""

import json
import shutil
from dataclasses import replace

import pytest

from discourse.errors import ReportError
from discourse.reports import run_report
from discourse.reports import verify as verifying
from discourse.reports.plan import make_plan
from discourse.reports.verify import verify_report

COUNT = """
import os
from pathlib import Path
words = Path(word).read_text(encoding="utf-8").split() if Path(word).exists() else [word]
print(len(words), "words,", n)
folder = Path(os.environ["DISCOURSE_REPORT"]) / "tables"
folder.mkdir()
(folder / "t.csv").write_text(f"words,n\\n{len(words)},{n}\\n")
"""


@pytest.fixture
def counted(project, write_notebook):
    """A project whose report ``r`` counts the words of a file."""
    write_notebook(project / "notebooks" / "n.ipynb", ("markdown", "# Count"), COUNT)
    (project / "data" / "words.txt").write_text("one two three", encoding="utf-8")
    listed = '[r]\nnotebook = "notebooks/n.ipynb"\nparameters = { word = "data/words.txt", n = 2 }\n'
    (project / "reports" / "reports.toml").write_text(listed, encoding="utf-8")
    run_report("r")
    return project


def test_what_comes_out_again_is_reproduced_and_nothing_is_touched(counted):
    before = {path: path.read_bytes() for path in (counted / "reports").rglob("*") if path.is_file()}
    verification = verify_report("r")
    assert verification.ok
    assert set(verification.numbers["verdict"]) == {"reproduced"}
    assert verification.causes == ()
    told = f"r: {len(verification.numbers)} reproduced, 0 differs, 0 not checkable (to 6 significant digits)"
    assert repr(verification) == told
    assert {path: path.read_bytes() for path in (counted / "reports").rglob("*") if path.is_file()} == before


def test_a_changed_word_in_the_data_is_caught_and_named(counted):
    (counted / "data" / "words.txt").write_text("one two three four", encoding="utf-8")
    verification = verify_report("r")
    assert not verification.ok
    assert verification.causes == ("changed data: data/words.txt",)
    assert "tables/t.csv: 1 of 2" in repr(verification)
    assert "row 1, words: 3 → 4" in repr(verification)


def test_a_tampered_table_is_caught_and_named(counted):
    (counted / "reports" / "r" / "tables" / "t.csv").write_text("words,n\n30,2\n", encoding="utf-8")
    verification = verify_report("r")
    assert verification.causes == ("files of the report were changed after it was made: tables/t.csv",)
    assert (verification.numbers["verdict"] == "differs").sum() == 1


def test_a_tampered_page_is_caught(counted):
    page = counted / "reports" / "r" / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("3 words", "9 words"), encoding="utf-8")
    verification = verify_report("r")
    assert not verification.ok
    assert verification.numbers.iloc[-1]["place"] == "the page"


def test_other_code_versions_and_listed_parameters_are_named(counted, write_notebook, monkeypatch):
    write_notebook(counted / "notebooks" / "n.ipynb", ("markdown", "# Count"), COUNT.replace("len(words)", "9"))
    registry = counted / "reports" / "reports.toml"
    registry.write_text(registry.read_text(encoding="utf-8").replace("n = 2", "n = 3"), encoding="utf-8")

    def newer(*arguments, **options):
        plan = make_plan(*arguments, **options)
        return replace(plan, run=replace(plan.run, versions=plan.run.versions | {"gensim": "99"}))

    monkeypatch.setattr(verifying, "make_plan", newer)
    verification = verify_report("r")
    assert not verification.ok
    assert verification.causes[0] == "changed code: notebooks/n.ipynb"
    assert verification.causes[1].startswith("changed versions: gensim ")
    assert verification.causes[2] == "changed list of reports: n = 3 is listed now"


def test_what_cannot_be_made_now_is_not_checkable(counted):
    shutil.move(counted / "notebooks" / "n.ipynb", counted / "notebooks" / "m.ipynb")
    verification = verify_report("r")
    assert not verification.ok
    assert set(verification.numbers["verdict"]) == {"not checkable"}
    assert verification.causes[0].startswith("it cannot be made now: ")


def test_a_notebook_that_does_not_give_the_same_twice_is_said_to_be_one(counted, write_notebook):
    write_notebook(counted / "notebooks" / "n.ipynb", "import time; print(time.time_ns())")
    run_report("r")
    verification = verify_report("r")
    assert verification.causes == ("nothing it was made from has changed: the notebook does not give the same twice",)


def test_a_report_that_was_never_made_cannot_be_verified(counted):
    with pytest.raises(ReportError, match="there is no run.json in s"):
        verify_report("s")
    assert json.loads((counted / "reports" / "r" / "run.json").read_text(encoding="utf-8"))["name"] == "r"
