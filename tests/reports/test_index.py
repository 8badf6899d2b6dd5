"""The overview of all reports."""

from dataclasses import replace

from discourse.reports.index import write_index
from discourse.reports.record import Run, write_run
from discourse.reports.safety import page_problems


def test_it_lists_what_was_made_and_escapes_it(tmp_path):
    for name in ("one", "two", "_failed", "stray"):
        (tmp_path / name).mkdir()
    run = Run("one", "notebooks/n.ipynb", {"corpus": "<script>x</script>"}, {}, {}, "k")
    write_run(replace(run, this_run={"started": "2026-11-24", "commit": "a" * 40, "dirty": True}), tmp_path / "one")
    write_run(replace(run, name="two", parameters={}), tmp_path / "two")
    page = write_index(tmp_path).read_text(encoding="utf-8")
    assert page_problems(page) == []
    assert '<a rel="noreferrer" href="one/report.html">one</a>' in page
    assert "&lt;script&gt;" in page
    assert "aaaaaaaaaa +" in page
    assert "stray" not in page


def test_without_a_report_there_is_no_index(tmp_path):
    assert write_index(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
