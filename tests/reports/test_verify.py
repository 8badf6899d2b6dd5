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
import os, random
from pathlib import Path
words = Path(word).read_text(encoding="utf-8").split()
pattern = Path(codebook).read_text(encoding="utf-8").split('"')[-2]
drawn = random.Random(random_state).randrange(10**9)
print(len(words), "words,", n)
folder = Path(os.environ["DISCOURSE_REPORT"]) / "tables"
folder.mkdir()
(folder / "t.csv").write_text(f"words,n,hits,drawn\\n{len(words)},{n},{words.count(pattern)},{drawn}\\n")
"""


BOOK = 'name = "b"\nversion = "1"\nlanguage = "en"\n[themes.peace]\ndefinition = "d"\npatterns = ["two"]\n'
PARAMETERS = """word: str = "data/words.txt"  # the file
codebook: str = "seeds/book.toml"  # the codebook
n: int = 3  # how many
random_state: int = 1  # where chance starts"""


@pytest.fixture(scope="session")
def counted_once(tmp_path_factory, write_notebook):
    """A project whose report ``r`` counts the words of a file and draws a number; made once."""
    folder = tmp_path_factory.mktemp("counted") / "project"
    for name in ("data", "notebooks", "reports", "seeds"):
        (folder / name).mkdir(parents=True)
    write_notebook(folder / "notebooks" / "n.ipynb", ("markdown", "# Count"), COUNT, parameters=PARAMETERS)
    (folder / "data" / "corpora.toml").write_text("", encoding="utf-8")
    (folder / "data" / "words.txt").write_text("one two three", encoding="utf-8")
    (folder / "seeds" / "book.toml").write_text(BOOK, encoding="utf-8")
    listed = '[r]\nnotebook = "notebooks/n.ipynb"\nparameters = { n = 2 }\n'
    (folder / "reports" / "reports.toml").write_text(listed, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run_report("r")
    return folder


@pytest.fixture
def counted(counted_once, tmp_path, monkeypatch):
    """A copy of that project, of its own."""
    folder = tmp_path / "my project é"
    shutil.copytree(counted_once, folder)
    monkeypatch.chdir(folder)
    return folder


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
    assert "tables/t.csv: 1 of 4" in repr(verification)
    assert "row 1, words: 3 → 4" in repr(verification)


def test_a_tampered_table_is_caught_and_named(counted):
    table = counted / "reports" / "r" / "tables" / "t.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("\n3,", "\n30,"), encoding="utf-8")
    verification = verify_report("r")
    assert verification.causes == ("files of the report were changed after it was made: tables/t.csv",)
    assert (verification.numbers["verdict"] == "differs").sum() == 1


def test_a_tampered_page_is_caught(counted):
    page = counted / "reports" / "r" / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("3 words", "9 words"), encoding="utf-8")
    verification = verify_report("r")
    assert not verification.ok
    assert verification.numbers.iloc[-1]["place"] == "the page"


def test_a_changed_pattern_is_caught_and_named(counted):
    book = counted / "seeds" / "book.toml"
    book.write_text(BOOK.replace('["two"]', '["four"]'), encoding="utf-8")
    verification = verify_report("r")
    assert not verification.ok
    assert verification.causes == ("changed codebook: seeds/book.toml",)
    assert "row 1, hits: 1 → 0" in repr(verification)


def test_another_random_state_is_caught_and_named(counted):
    record = counted / "reports" / "r" / "run.json"
    told = json.loads(record.read_text(encoding="utf-8"))
    assert told["parameters"]["random_state"] == 1
    told["parameters"]["random_state"] = 2
    record.write_text(json.dumps(told), encoding="utf-8")
    verification = verify_report("r")
    assert not verification.ok
    assert "random_state" in verification.causes[0]
    assert "row 1, drawn: " in repr(verification)


def test_another_listed_random_state_is_told_although_the_report_comes_out(counted):
    registry = counted / "reports" / "reports.toml"
    registry.write_text(
        registry.read_text(encoding="utf-8").replace("n = 2", "n = 2, random_state = 2"), encoding="utf-8"
    )
    verification = verify_report("r")
    assert verification.ok
    assert verification.causes == ("changed list of reports: random_state = 2 is listed now",)


def test_other_code_versions_and_listed_parameters_are_named(counted, write_notebook, monkeypatch):
    write_notebook(
        counted / "notebooks" / "n.ipynb",
        ("markdown", "# Count"),
        COUNT.replace("len(words)", "9"),
        parameters=PARAMETERS,
    )
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
    write_notebook(counted / "notebooks" / "n.ipynb", "import time; print(time.time_ns())", parameters=PARAMETERS)
    run_report("r")
    verification = verify_report("r")
    assert verification.causes == ("nothing it was made from has changed: the notebook does not give the same twice",)


def test_a_report_that_was_never_made_cannot_be_verified(counted):
    with pytest.raises(ReportError, match=r"there is no run\.json in s"):
        verify_report("s")
    assert json.loads((counted / "reports" / "r" / "run.json").read_text(encoding="utf-8"))["name"] == "r"
