"""Pages of reports can be read by everyone: axe-core finds no serious or critical violation, at phone and laptop width.

axe-core is not part of this project. To run these tests unpack ``axe.min.js`` (npm package ``axe-core``, 4.14.1 was
used) anywhere and name it: ``AXE_CORE=…/axe.min.js python -m pytest tests/browser/test_accessible.py -m proof``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from discourse.reports import run_report
from discourse.reports.index import write_index

ROOT = Path(__file__).parents[2]
PHONE, LAPTOP = 390, 1280
#: Each report's notebook and parameters.
REPORTS: dict[str, tuple[str, dict[str, object]]] = {
    "start": ("start_here", {}),
    "import": ("00_import", {}),
    "corpus": ("01_corpus", {}),
    "themes": ("02_themes", {"event": "2031-07-14"}),
    "speakers": ("03_speakers", {}),
    "contrast": ("04_contrast", {"permutations": 500}),
    "topics": ("05_topics", {}),
    "topics-lee": ("05_topics", {"corpus": "lee"}),
    "robustness": ("06_robustness", {}),
    "framing": ("framing", {}),
}
_RUN = """
axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
  .filter(v => ['serious', 'critical'].includes(v.impact))
  .map(v => `${v.id} (${v.impact}): ${v.nodes.length} × ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`))
"""


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core as a script, with the call that gives the violations that matter."""
    named = os.environ.get("AXE_CORE", "")
    if not Path(named).is_file():
        pytest.skip("axe-core is not part of the project; set AXE_CORE to an axe.min.js to run it on the pages")
    return f"{Path(named).read_text(encoding='utf-8')};{_RUN}"


@pytest.fixture(scope="module")
def report(axe: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:  # noqa: ARG001
    """The folder of a report on the shipped corpora, made once."""
    folder = tmp_path_factory.mktemp("accessible") / "project"
    for name in ("notebooks", "seeds", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("corpora.local.toml"), symlinks=True)
    (folder / "reports").mkdir()
    (folder / "reports" / "reports.toml").write_text("", encoding="utf-8")

    def make(name: str) -> Path:
        notebook, parameters = REPORTS[name]
        return run_report(name, notebook=f"notebooks/{notebook}.ipynb", parameters=parameters).folder

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield make


def test_axe_sees_what_is_wrong(axe: str, browser, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<p style='color:#ddd'>pale</p><img src='data:,'>", encoding="utf-8")
    found = " ".join(browser.visit(tmp_path / "bad.html", script=axe).result)
    for known in ("color-contrast", "image-alt", "html-has-lang", "document-title"):
        assert known in found


@pytest.mark.proof
@pytest.mark.parametrize("name", REPORTS)
def test_a_page_has_no_serious_violation(name: str, report: Callable, axe: str, browser) -> None:
    page = report(name) / "report.html"
    for width in (PHONE, LAPTOP):
        visit = browser.visit(page, width=width, script=axe)
        assert visit.result == []
        assert visit.seen["wide"] <= width, "the page itself scrolls sideways"


@pytest.mark.proof
def test_the_overview_has_no_serious_violation(report: Callable, axe: str, browser) -> None:
    for name in ("corpus", "import"):
        report(name)
    index = write_index(Path("reports").absolute())
    for width in (PHONE, LAPTOP):
        visit = browser.visit(index, width=width, script=axe)
        assert visit.result == []
        assert visit.seen["wide"] <= width
