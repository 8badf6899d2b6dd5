"""A report given to others: whole, checkable, the same bytes each time, and without a word of the articles."""

import json
import os
import sys
from io import BytesIO
from zipfile import ZipFile

import pandas as pd
import pytest

import discourse as dc
from discourse import cli
from discourse.errors import ArgumentError, ReportError, UnknownNameError
from discourse.reports import making, run_report
from discourse.reports.crate import CRATE
from discourse.reports.export import export_report
from discourse.reports.inputs import sha256
from discourse.reports.kernel import REPORT_FOLDER
from discourse.reports.record import Run, write_run
from discourse.reports.recount import recount
from discourse.reports.verify_bundle import _standing_in, verify_bundle

PARAMETERS = """corpus: str = "tiny"  # which
codebook: str = "seeds/book.toml"  # the codebook
by: str = "outlet"  # compared
quotes: str = "short"  # how much
random_state: int = 1  # chance"""
TEXTS = [
    f"Minister {n} spoke at great length about our national sovereignty and the rain in the north." for n in range(12)
]
CORPORA = '[tiny]\ntitle = "Tiny"\npath = "data/tiny.csv"\nlanguage = "en"\nlicence = "licensed, not to be shared"\n'
BOOK = (
    'name = "b"\nversion = "1"\nlanguage = "en"\n[themes.sovereignty]\ndefinition = "d"\npatterns = ["sovereignty"]\n'
)


@pytest.fixture
def reported(project, write_notebook, monkeypatch, executed):
    """A project whose report ``r`` measures a theme; its notebook is run in this process and not in a kernel."""
    (project / "data" / "corpora.toml").write_text(CORPORA, encoding="utf-8")
    table = pd.DataFrame({"doc_id": [f"d{n:02}" for n in range(12)], "text": TEXTS, "outlet": ["A", "B"] * 6})
    table.to_csv(project / "data" / "tiny.csv", index=False)
    (project / "seeds").mkdir()
    (project / "seeds" / "book.toml").write_text(BOOK, encoding="utf-8")
    (project / "CITATION.cff").write_text("license: MIT\nauthors:\n- name: Us\n", encoding="utf-8")
    write_notebook(project / "notebooks" / "n.ipynb", ("markdown", "# R"), "measure()", parameters=PARAMETERS)
    (project / "reports" / "reports.toml").write_text('[r]\nnotebook = "notebooks/n.ipynb"\n', encoding="utf-8")

    def execute(notebook, *, kernel, **_):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(REPORT_FOLDER, str(kernel.staging))
            patch.setattr("discourse.reports.display._display", lambda _html, _plain: None)
            measure('"none"' in json.dumps(notebook) or "'none'" in json.dumps(notebook))
        return executed(notebook)

    monkeypatch.setattr(making, "execute", execute)
    run_report("r")
    return project


def measure(silent: bool) -> None:
    articles = dc.read_articles("tiny")
    index, book = dc.index_tokens(dc.tokenize(articles)), dc.read_codebook("seeds/book.toml")
    dc.show_rates(dc.theme_rates(index, book, by="outlet", articles=articles, random_state=1))
    dc.keep_counts(index, book, by="outlet", articles=articles)
    dc.show_theme_passages(index, book, quotes="none" if silent else "short", random_state=1)
    if not silent or os.environ.get("LEAK"):
        dc.keep_table(articles, "leak")


def test_a_bundle_holds_the_counts_and_no_text_and_its_rates_come_out_again(reported):
    place = export_report("r")
    assert place == reported / "reports" / "_exports" / "r-reaggregated"
    files = {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    for text in TEXTS:
        assert not [name for name, content in files.items() if text[:-1].encode() in content]
    assert {"README.md", CRATE, "seeds/book.toml", "data/corpora.toml", "reports/r/run.json"} <= set(files)
    assert "notebooks/n.ipynb" not in files
    checked = verify_bundle(place)
    assert checked.ok
    rates = checked.numbers[checked.numbers["file"] == "tables/theme_rates.csv"]
    assert len(rates) == 18
    assert set(rates["verdict"]) == {"reproduced"}


@pytest.mark.usefixtures("reported")
def test_the_same_report_gives_the_same_bytes_as_a_folder_and_as_an_archive(tmp_path):
    one, two = (export_report("r", to=tmp_path / f"{n}" / "x.zip").read_bytes() for n in "ab")
    assert one == two
    place = export_report("r", to=tmp_path / "x")
    packed = ZipFile(BytesIO(one))
    assert {name: packed.read(name) for name in packed.namelist()} == {
        f"x/{path.relative_to(place).as_posix()}": path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


@pytest.mark.usefixtures("reported")
def test_a_bundle_without_counts_is_said_to_be_uncheckable_and_is_no_failure():
    place = export_report("r")
    report = place / "reports" / "r"
    for path in (report / "tables").iterdir():
        path.unlink()
    (report / "tables" / "words.csv").write_text("word,n\ndam,3\n")
    record = json.loads((report / "run.json").read_text())
    outcome = {name: sum_ for name, sum_ in record["outcome"].items() if not name.startswith("tables/")}
    outcome["tables/words.csv"] = sha256(report / "tables" / "words.csv")
    (report / "run.json").write_text(json.dumps(record | {"outcome": outcome}))
    (place / CRATE).write_text('{"@graph": []}')
    checked = verify_bundle(place)
    assert (checked.ok, checked.nothing_checked, checked.altered) == (False, True, False)
    assert "without the texts it cannot be checked" in repr(checked)
    with pytest.raises(SystemExit) as end:
        cli.main(["verify", str(place)])
    assert end.value.code == cli.NOTHING_CHECKED == 3
    (report / "added.txt").write_text("x")
    with pytest.raises(SystemExit) as end:
        cli.main(["verify", str(place)])
    assert end.value.code == 1


@pytest.mark.usefixtures("shown")
def test_a_curve_is_summed_up_again_from_its_estimates(tmp_path):
    articles = dc.read_articles("demo")
    book = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    groups = ["The Harbour Ledger", "The Northern Courier"]
    curve = dc.specifications(dc.tokenize(articles), book, theme="foreign_intervention", by="outlet", groups=groups)
    dc.show_specifications(curve)
    report = tmp_path / "report"
    write_run(Run("r", "n.ipynb", {}, {}, {}, "k"), report)
    numbers = recount(report).set_index(["file", "place"])["verdict"]
    assert numbers["tables/specification_summary.csv", "row 1, median"] == "reproduced"
    assert numbers["tables/specification_summary.csv", "row 1, significant"] == "reproduced"
    choices = numbers.xs("tables/specification_choices.csv")
    assert len(choices) > 10
    assert set(choices) == {"reproduced"}
    file = report / "tables" / "specifications.csv"
    file.write_text(file.read_text().replace(curve["estimate"].iloc[0].astype(str)[:8], "99.00000", 1))
    assert (recount(report)["verdict"] == "differs").any()


@pytest.mark.usefixtures("reported")
def test_a_changed_count_or_file_is_caught():
    place = export_report("r")
    counts = place / "reports" / "r" / "tables" / "documents.csv"
    counts.write_text(counts.read_text().replace("d00,16,16", "d00,17,17"))
    checked = verify_bundle(place)
    assert not checked.ok
    assert "documents.csv" in checked.causes[0]
    assert (checked.numbers["verdict"] == "differs").any()


def test_with_the_texts_everything_is_made_anew(reported):
    place = export_report("r", level="recomputed")
    missing = verify_bundle(place)
    assert missing.ok
    assert "the texts are not here" in missing.causes[0]
    texts = (reported / "data" / "tiny.csv").read_text()
    (place / "data" / "tiny.csv").write_text(texts)
    asked = verify_bundle(place)
    assert asked.ok
    assert "verify again with --run-notebook" in asked.causes[0]
    whole = verify_bundle(place, run_notebook=True)
    assert whole.ok
    assert set(whole.numbers["verdict"]) == {"reproduced"}
    (place / "data" / "tiny.csv").write_text(texts.replace("Minister 3 ", "Minister three "))
    other = verify_bundle(place, run_notebook=True)
    assert not other.ok
    assert "1 are other than those of the report (d03)" in other.causes[0]


def test_nothing_of_a_bundle_is_run_unasked_or_if_a_file_was_changed(reported, monkeypatch):
    place = export_report("r", level="recomputed")
    (place / "data" / "tiny.csv").write_text((reported / "data" / "tiny.csv").read_text())
    (place / "colorsys.py").write_text("import pathlib; pathlib.Path('ran').touch()")
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    monkeypatch.setattr(sys, "path", ["", str(place), *sys.path])
    with _standing_in(place):
        import colorsys
    assert "rgb_to_hsv" in vars(colorsys)
    assert not (place / "ran").exists()
    ran = []
    monkeypatch.setattr("discourse.reports.verify_bundle.verify_report", lambda *_, **__: ran.append(1))
    assert verify_bundle(place).ok
    (place / "notebooks" / "n.ipynb").write_text("{}")
    changed = verify_bundle(place, run_notebook=True)
    assert not changed.ok
    assert "so its notebook was not run" in changed.causes[-1]
    assert ran == []


def test_the_cited_table_of_outlets_goes_with_the_report(reported):
    (reported / "data" / "outlets.csv").write_text("outlet,ownership,source,as_of\nA,state,Atlas p. 1,2030-01-01\n")
    described = CORPORA + 'dates = "estimated"\noutlet_table = "data/outlets.csv"\n'
    (reported / "data" / "corpora.toml").write_text(described, encoding="utf-8")
    run_report("r")
    place = export_report("r", level="recomputed")
    assert (place / "data" / "outlets.csv").read_bytes() == (reported / "data" / "outlets.csv").read_bytes()
    told = (place / "data" / "corpora.toml").read_text()
    assert 'outlet_table = "data/outlets.csv"' in told
    assert 'dates = "estimated"' in told
    (place / "data" / "tiny.csv").write_text((reported / "data" / "tiny.csv").read_text())
    assert verify_bundle(place, run_notebook=True).ok


def test_text_that_a_notebook_lets_slip_is_refused(reported, monkeypatch):
    monkeypatch.setenv("LEAK", "1")
    with pytest.raises(ReportError, match=r"tables/leak\.csv repeats d00:0-"):
        export_report("r")
    assert not (reported / "reports" / "_exports").exists()


def test_what_cannot_be_exported_is_said(reported):
    with pytest.raises(UnknownNameError, match="no report called 'rr'"):
        export_report("rr")
    with pytest.raises(ArgumentError, match="level must be one of"):
        export_report("r", level="all")
    (reported / "full").mkdir()
    (reported / "full" / "mine.txt").write_text("x")
    with pytest.raises(ArgumentError, match="no earlier export"):
        export_report("r", to=reported / "full")
    (reported / "seeds" / "book.toml").write_text(BOOK + "# x\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"r is stale \(changed: seeds/book\.toml\); make it again"):
        export_report("r")
    (reported / "reports" / "reports.toml").write_text('[q]\nnotebook = "notebooks/n.ipynb"\n', encoding="utf-8")
    with pytest.raises(ReportError, match="q is not made yet; make it with"):
        export_report("q")


@pytest.mark.usefixtures("reported")
def test_the_description_names_every_file_the_run_and_the_people():
    place = export_report("r", level="recomputed")
    graph = {item["@id"]: item for item in json.loads((place / CRATE).read_text())["@graph"]}
    files = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()} - {CRATE}
    assert {part["@id"] for part in graph["./"]["hasPart"]} == files
    assert graph[CRATE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert graph["./"]["license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert graph["#author-1"]["name"] == "Us"
    run = graph["#run"]
    assert {"@id": "notebooks/n.ipynb"} in run["instrument"]
    assert {"@id": "#input-data%2Ftiny.csv"} in run["object"]
    for pointer in [*run["instrument"], *run["object"], *run["result"], *graph["./"]["author"]]:
        assert pointer["@id"] in graph
    assert all(len(graph[name]["sha256"]) == 64 and graph[name]["contentSize"].isdigit() for name in files)


@pytest.mark.usefixtures("reported")
def test_figures_and_tables_for_print_are_the_same_bytes_each_time(tmp_path, monkeypatch):
    monkeypatch.setattr("discourse.reports.figure_files.DPI", 60)
    one, two = (export_report("r", to=tmp_path / name, figures=True, tables=True) for name in "ab")
    names = sorted(path.relative_to(one).as_posix() for path in (one / "print").rglob("*.*"))
    assert names[:4] == [f"print/figures/theme_rates-{w}mm.{kind}" for w in (174, 84) for kind in ("pdf", "png")]
    assert {"print/tables/theme_rates.tex", "print/tables/theme_rates.docx"} <= set(names)
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)
    assert b"/FontFile2" in (one / names[0]).read_bytes()
    assert b"CreationDate" not in (one / names[0]).read_bytes()
    assert verify_bundle(one).ok


def test_the_command_line_exports_and_verifies(reported, capsys):
    from discourse import cli

    assert cli._run(["export", "r", "--to", "given/r"]) == 0
    assert "r: exported (reaggregated) to given/r" in capsys.readouterr().out
    assert cli._run(["verify", "given/r"]) == 0
    assert "0 differs" in capsys.readouterr().out
    (reported / "given" / "r" / "README.md").write_text("changed")
    assert cli._run(["verify", "given/r"]) == 1
    assert "files of the bundle were changed after it was written: README.md" in capsys.readouterr().out
    assert cli._run(["export", "nobody"]) == 2
