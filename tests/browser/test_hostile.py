"""Hostile text through every notebook: nothing of it runs, loads, or spoils a page, a drawing, a table or a bundle.

The demo corpus, with mark-up, formulas, links and control characters in texts, names, ids, variables, the codebook, the
list of actors and the pre-registration. Every page and drawing is opened in a headless Chromium whose policy for the
page is switched off, so that whatever got in would run.
"""

import csv
import json
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pandas as pd
import pytest

import discourse as dc
from discourse.reports import run_report
from discourse.reports.export import export_report
from discourse.reports.index import write_index
from discourse.reports.verify_bundle import verify_bundle

ROOT = Path(__file__).parents[2]
#: Each of few words: eight on end no bundle may repeat. Whatever runs sets window.owned or opens a dialog.
HOSTILE = [
    "<script>owned=1</script>",
    "<img src onerror=alert()>",
    '"\' onmouseover="owned=1" x=\'',
    "</style><svg/onload=owned=1>",
    "--><iframe src=//e.invalid>",
    "javascript:alert(1)",
    '=HYPERLINK("http://e.invalid")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "]]></title><script>alert()",
    "$\\alpha_1$ $5bn \\input{/etc}",
    "\u202e\u2066evil\u2069 \u200f\u2028",
    "bell\x07 \x1b[31m\x7f\x85\ufffe",
    "[x](javascript:go) `",
    "&lt;script&gt; {{7*7}}",
    "<img src=http:e.invalid>",
    "![y](http://e.invalid)",
    "../../x\\..\\y%2e/z\r\n",
]
VARIABLE = "<svg onload=owned=1>"
NUMBER = re.compile(r"[-+]?[0-9.,]+(e[-+]?[0-9]+)?%?", re.IGNORECASE)
FORMULA = tuple("=+-@\t\r|%＝＋－＠")
#: Each report's notebook and parameters.
REPORTS: dict[str, tuple[str, dict[str, object]]] = {
    "start": ("start_here", {"query": "(sovereign*|script)"}),
    "import": ("00_import", {"path": "data/hostile.jsonl", "licence": HOSTILE[0], "selection": HOSTILE[1]}),
    "corpus": ("01_corpus", {}),
    "themes": ("02_themes", {"event": "2031-07-14", "quotes": "full"}),
    "variable": ("02_themes", {"by": VARIABLE}),
    "speakers": ("03_speakers", {"actors": "seeds/actors.toml", "quotes": "full"}),
    "contrast": ("04_contrast", {"query": "(foreign|script|img|owned|javascript)", "permutations": 200}),
    "topics": ("05_topics", {"runs": 5, "search_runs": 2, "numbers": [4], "n_topics": 5}),
    "robustness": ("06_robustness", {"permutations": 5, "topic_numbers": [6]}),
    "framing": ("framing", {"n_topics": 6}),
}


def hostile(place: int) -> str:
    return HOSTILE[place % len(HOSTILE)]


def spoilt_articles(articles: list[dict]) -> Iterator[dict]:
    """The demo's articles with hostile text in every field; then one line of 1 MB, one word of 1 MB, one NUL."""
    outlets = sorted({article["outlet"] for article in articles})
    for place, article in enumerate(articles):
        sentences = re.split(r"(?<=\.)(?=\s)", article["text"])
        text = "".join(f"{sentence} {hostile(place + number)}" for number, sentence in enumerate(sentences))
        yield article | {
            "doc_id": f"{hostile(place)}{place}",
            "text": f"{hostile(place + 1)} {text}",
            "title": f"{hostile(place + 2)} {article['title']}",
            "outlet": hostile(3 * outlets.index(article["outlet"])),
            "author": hostile(place + 5),
            "url": f"javascript:alert({place})" if place % 2 else hostile(place),
            VARIABLE: hostile(9 + place % 3),
        }
    last = articles[-1]
    line = f"The foreign troops must leave, said {hostile(0)} a minister. "
    for name, text in (("line", line * (1_000_000 // len(line))), ("word", "x" * 1_000_000), ("nul", "a\x00b")):
        yield last | {"doc_id": f"={name}", "text": text, "outlet": hostile(0), VARIABLE: hostile(9)}


def spoilt_codebook(text: str) -> str:
    """Four themes of the shipped codebook with hostile titles, definitions, examples, notes and a hostile pattern."""
    whole = tomllib.loads(text)
    kept = ["sovereignty", "foreign_intervention", "dialogue_cooperation", "delegitimation"]
    lines = [f"name = {json.dumps(hostile(0))}\nversion = '1'\nlanguage = 'en'\ndescription = {json.dumps(hostile(3))}"]
    for place, name in enumerate(kept):
        theme = whole["themes"][name]
        theme |= {
            "title": hostile(4 * place) + name[:4],
            "definition": hostile(place + 1),
            "include": hostile(place + 2),
        }
        theme |= {"exclude": hostile(place + 3), "examples": [], "counter_examples": [], "companions": []}
        theme["patterns"] = [*theme["patterns"], "re:<(script|svg)[^>]*>"] if not place else theme["patterns"]
        simple = {key: value for key, value in theme.items() if isinstance(value, (str, list))}
        lines += [f"[themes.{name}]", *(f"{key} = {_toml(value)}" for key, value in simple.items())]
    return "\n".join(lines)


def _toml(value: object) -> str:
    return json.dumps(value).replace("\x7f", "\\u007f")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project whose every report is made of hostile text."""
    folder = tmp_path_factory.mktemp("hostile") / "project"
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "data").mkdir()
    (folder / "reports").mkdir()
    (folder / "reports" / "reports.toml").write_text("", encoding="utf-8")
    demo = [json.loads(line) for line in (ROOT / "data/demo/articles.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = "\n".join(json.dumps(article) for article in spoilt_articles(demo))
    (folder / "data" / "hostile.jsonl").write_text(lines, encoding="utf-8")
    described = {"title": hostile(0), "description": hostile(1), "source": hostile(5), "licence": hostile(6)}
    described |= {"selection": hostile(2), "selection_patterns": ["sovereign*"], "path": "data/hostile.jsonl"}
    described |= {"on_bad": "skip", "language": "en", "outlet_table": "data/outlets.csv"}
    entry = "\n".join(f"{key} = {_toml(value)}" for key, value in described.items())
    (folder / "data" / "corpora.toml").write_text(f"[hostile]\n{entry}\n", encoding="utf-8")
    known = pd.DataFrame({"outlet": [hostile(3)], "ownership": [hostile(4)], "source": [hostile(0)]})
    known.assign(as_of="2030-01-01").to_csv(folder / "data" / "outlets.csv", index=False)
    book = folder / "seeds" / "codebook.toml"
    book.write_text(spoilt_codebook(book.read_text(encoding="utf-8")), encoding="utf-8")
    actors = folder / "seeds" / "actors.toml"
    named = re.sub(r"(?m)^kind = .*$", "kind = '<img src=x onerror=alert(1)>'", actors.read_text(encoding="utf-8"))
    actors.write_text(named.replace('"Arvenia"', '"onerror"', 1), encoding="utf-8")
    registered = f"registered = 2030-01-01\nstatement = {_toml(hostile(1))}\nurl = 'javascript:alert(1)'\n"
    registered += f"registry = {_toml(hostile(0))}\ndeviations = {_toml(HOSTILE)}\n"
    (folder / "registered.toml").write_text(registered, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.fixture(scope="module")
def report(project: Path) -> Callable[[str], Path]:
    """The folder of a report, made once."""

    def make(name: str) -> Path:
        notebook, parameters = REPORTS[name]
        source = (project / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8")
        own = {"corpus": "hostile"} if "corpus: str" in source else {}
        own |= {"preregistration": "registered.toml"} if "preregistration: str" in source else {}
        return run_report(name, notebook=f"notebooks/{notebook}.ipynb", parameters=own | parameters).folder

    return make


def test_the_browser_sees_what_a_hostile_page_does(browser, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    page.write_text(
        f"{policy}<title>t</title><p>x{HOSTILE[1]}{HOSTILE[15]}{HOSTILE[0]}<a href='javascript:go()'>y</a>",
        encoding="utf-8",
    )
    visit = browser.visit(page)
    assert visit.dialogs == [""]
    assert "http://e.invalid/" in visit.requests
    assert visit.seen["mark"] == "1"
    assert visit.seen["handlers"] == ["onerror"]
    assert visit.seen["active"] == ["script"]
    assert visit.seen["links"] == ["javascript: refers"]


def assert_harmless(visit) -> None:
    assert (visit.dialogs, visit.requests, visit.moved, visit.opened, visit.said) == ([], [], [], [], [])
    assert (visit.seen["mark"], visit.seen["handlers"], visit.seen["active"]) == ("", [], [])
    assert visit.after == [visit.seen["title"], "undefined", visit.address]
    assert set(visit.seen["links"]) <= {"file:", "https:", "http:"}
    assert visit.seen["foreign"] == 0


@pytest.mark.proof
@pytest.mark.parametrize("name", REPORTS)
def test_no_page_drawing_or_table_of_a_report_runs_anything(name: str, report: Callable, browser) -> None:
    folder = report(name)
    visit = browser.visit(folder / "report.html")
    assert_harmless(visit)
    if name != "start":
        assert "<script>owned=1</script>" in visit.seen["text"]
    for path in sorted(folder.rglob("*.svg")):
        ElementTree.parse(path)
        assert_harmless(browser.visit(path))
    for path in sorted(folder.rglob("*.csv")):
        assert formulas(path) == []
    for path in sorted(folder.glob("citations/*.json")):
        assert all(isinstance(item["id"], str) for item in json.loads(path.read_text(encoding="utf-8")))


def formulas(path: Path) -> list[str]:
    """Cells a spreadsheet would compute."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    return [cell for cell in cells if cell.lstrip(" \n\xa0").startswith(FORMULA) and not NUMBER.fullmatch(cell)]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["themes", "framing"])
def test_a_bundle_of_it_is_whole_checkable_and_runs_nothing(name: str, report: Callable, browser) -> None:
    report(name)
    place = export_report(name, tables=True)
    checked = verify_bundle(place)
    assert checked.ok, repr(checked)
    assert_harmless(browser.visit(place / "reports" / name / "report.html"))
    for path in {*place.rglob("*.csv")} - {place / "data" / "outlets.csv"}:  # given away as its authors wrote it
        assert formulas(path) == []
    for path in place.rglob("*.docx"):
        packed = ZipFile(BytesIO(path.read_bytes()))
        parts = {part: packed.read(part) for part in packed.namelist()}
        written = ElementTree.fromstring(parts["word/document.xml"])
        assert not [node for node in written.iter() if node.tag.endswith(("}instrText", "}fldSimple", "}hyperlink"))]
        assert b"e.invalid" not in b"".join(content for part, content in parts.items() if part.endswith(".rels"))
    for path in place.rglob("*.tex"):
        plain = re.sub(r"\\[\\{}$&%#_]", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"[$#~^\x00-\x09\x0b-\x1f]|\\(input|include|write|def|csname|catcode)", plain)
        assert plain.count("{") == plain.count("}")


@pytest.mark.proof
def test_the_overview_runs_nothing(project: Path, report: Callable, browser) -> None:
    report("variable")
    report("import")
    index = write_index(project / "reports")
    visit = browser.visit(index)
    assert_harmless(visit)
    assert VARIABLE in visit.seen["text"]


@pytest.mark.proof
@pytest.mark.usefixtures("project")
def test_no_cell_of_a_coding_sheet_is_computed(tmp_path: Path) -> None:
    articles = dc.read_articles("hostile")
    tokens, book = dc.tokenize(articles), dc.read_codebook("seeds/codebook.toml")
    sample = dc.sample_to_code(tokens, book, n=20, n_no_hit=100, random_state=1)
    for kind in ("csv", "xlsx"):
        for path in dc.write_sheets(sample, book, tmp_path / kind, coders=["a", "b"], format=kind, random_state=1):
            if kind == "csv":
                assert formulas(path) == []
            else:
                sheets = [ZipFile(path).read(name) for name in ZipFile(path).namelist() if "sheet" in name]
                assert b"<f>" not in b"".join(sheets)
        assert formulas(tmp_path / kind / "themes.csv") == []
