"""Many reports at once, the failures told; test_identity.py holds that their bytes are the same."""

import pytest

from discourse.errors import DiscourseError
from discourse.reports import making
from discourse.reports.batch import make_reports

LISTED = "".join(f'[{name}]\nnotebook = "notebooks/{name}.ipynb"\n' for name in ("a", "bad", "c"))


@pytest.fixture
def three(project, write_notebook):
    """A project of three reports, the second of which fails."""
    for name, source in {"a": "print(1)", "bad": "1 / 0", "c": "print(3)"}.items():
        write_notebook(project / "notebooks" / f"{name}.ipynb", source)
    (project / "reports" / "reports.toml").write_text(LISTED, encoding="utf-8")
    return project


@pytest.mark.usefixtures("three")
def test_side_by_side_a_failure_is_told_and_the_others_are_made():
    results = {result.name: result for result in make_reports(["a", "bad"], jobs=2)}
    assert set(results) == {"a", "bad"}
    assert isinstance(results["bad"].error, DiscourseError)
    assert "ZeroDivisionError" in str(results["bad"].error)
    assert results["a"].run.page.is_file()


@pytest.mark.parametrize(("keep_going", "made"), [(True, ["a", "c"]), (False, ["a"])])
def test_after_a_failure_it_goes_on_or_stops(three, monkeypatch, executed, keep_going, made):
    def run(notebook, **options):
        if "1 / 0" in str(notebook["cells"]):
            raise DiscourseError("failed")
        return executed(notebook, **options)

    monkeypatch.setattr(making, "execute", run)
    results = list(make_reports(["a", "bad", "c"], keep_going=keep_going))
    assert [result.name for result in results if result.run] == made
    assert (three / "reports" / "a").exists()
