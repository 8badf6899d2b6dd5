"""Reports decided together read what they share once, and a later look reads it again."""

from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.reports import inputs, making
from discourse.reports.batch import make_reports
from discourse.reports.looks import once, one_look


def test_within_a_look_a_thing_is_computed_once() -> None:
    calls: list[int] = []
    compute = lambda: calls.append(1) or len(calls)  # noqa: E731
    assert [once("a", compute=compute), once("a", compute=compute)] == [1, 2]
    with one_look():
        assert [once("a", compute=compute), once("a", compute=compute), once("b", compute=compute)] == [3, 3, 4]
        with one_look():
            assert once("a", compute=compute) == 3
        assert once("a", compute=compute) == 3
    assert once("a", compute=compute) == 5


def test_reports_of_one_corpus_hash_it_once_and_see_that_it_changed(
    project: Path, write_notebook: Callable, executed: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "execute", executed)
    text = project / "data" / "c" / "a.txt"
    text.parent.mkdir()
    text.write_text("peace", encoding="utf-8")
    write_notebook(project / "notebooks" / "n.ipynb", "n", parameters='corpus: str = "data/c"\nn: int = 1')
    listed = "".join(f'[r{n}]\nnotebook = "notebooks/n.ipynb"\nparameters = {{ n = {n} }}\n' for n in range(3))
    (project / "reports" / "reports.toml").write_text(listed, encoding="utf-8")
    names = ["r0", "r1", "r2"]
    assert [result.run.unchanged for result in make_reports(names)] == [False] * 3
    hashed: list[Path] = []
    sha256 = inputs.sha256
    monkeypatch.setattr(inputs, "sha256", lambda path: (hashed.append(Path(path)), sha256(path))[1])
    assert [result.run.unchanged for result in make_reports(names)] == [True] * 3
    assert [path.name for path in hashed].count("a.txt") == 1
    text.write_text("war", encoding="utf-8")
    assert [result.run.unchanged for result in make_reports(names)] == [False] * 3
