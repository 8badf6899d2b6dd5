"""The list of reports."""

from pathlib import Path

import pytest

from discourse.errors import ReadError, UnknownNameError
from discourse.reports.registry import Entry, find_entry, find_names, read_registry


def write(folder: Path, text: str) -> Path:
    (folder / "reports.toml").write_text(text, encoding="utf-8")
    return folder


def test_entries_in_the_order_of_the_file(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        '[b]\nnotebook = "notebooks/x.ipynb"\nparameters = { corpus = "lee", n_topics = 3 }\n'
        '[a]\nnotebook = "notebooks/y.ipynb"\n',
    )
    entries = read_registry(folder)
    assert list(entries) == ["b", "a"]
    assert entries["b"] == Entry("b", "notebooks/x.ipynb", {"corpus": "lee", "n_topics": 3})
    assert entries["a"].parameters == {}


def test_no_file_lists_nothing(tmp_path: Path) -> None:
    assert read_registry(tmp_path) == {}


def test_an_unknown_report_is_met_with_the_nearest(tmp_path: Path) -> None:
    folder = write(tmp_path, '[framing-lee]\nnotebook = "n.ipynb"\n')
    with pytest.raises(UnknownNameError, match="did you mean 'framing-lee'"):
        find_entry(folder, "framing-le")


def test_all_problems_stand_in_one_message(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        'loose = 1\n["../up"]\nnotebook = "n.ipynb"\n[a]\nnotebok = "n.ipynb"\n'
        '[b]\nnotebook = "../n.ipynb"\nparameters = 3\n[c]\nnotebook = "/n.ipynb"\n[d]\nnotebook = "n.py"\n',
    )
    with pytest.raises(ReadError) as error:
        read_registry(folder)
    message = str(error.value)
    assert "loose must be a table" in message
    assert "'../up' cannot name a report" in message
    assert (
        "a: no key called 'notebok'; keys there are notebook, parameters, matrix; did you mean 'notebook'?" in message
    )
    assert all(f"{name}: notebook must be the path" in message for name in "abcd")
    assert "b: parameters must be a table" in message


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"reports\.toml cannot be read"):
        read_registry(write(tmp_path, "[a"))


def test_a_matrix_lists_one_report_for_each_combination(tmp_path):
    (tmp_path / "reports.toml").write_text(
        '[m]\nnotebook = "n.ipynb"\nparameters = { corpus = "lee" }\n'
        'matrix = { by = ["Outlet name", "month"], themes = { rights = ["rights_repression"], all = [] } }\n'
        '[single]\nnotebook = "n.ipynb"\n',
        encoding="utf-8",
    )
    entries = read_registry(tmp_path)
    assert list(entries) == ["m-outlet-name-rights", "m-outlet-name-all", "m-month-rights", "m-month-all", "single"]
    assert entries["m-month-rights"].parameters == {"corpus": "lee", "by": "month", "themes": ["rights_repression"]}
    assert find_names(tmp_path, "m") == list(entries)[:4]
    assert find_names(tmp_path, "m-month-all") == ["m-month-all"]
    with pytest.raises(UnknownNameError, match=r"reports there: m-outlet-name-rights, .*did you mean 'single'"):
        find_names(tmp_path, "singl")


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ("3", "matrix must give each parameter a list of values"),
        ("{ by = [] }", "matrix must give each parameter a list of values"),
        ('{ corpus = ["a"] }', "corpus stands in parameters and in matrix"),
        ('{ by = { "../x" = 1 } }', "cannot name a report"),
        ('{ by = ["A", "a"] }', "lists a name twice: m-a"),
    ],
)
def test_a_matrix_that_names_no_reports_is_refused(tmp_path, matrix, said):
    text = f'[m]\nnotebook = "n.ipynb"\nparameters = {{ corpus = "lee" }}\nmatrix = {matrix}\n'
    (tmp_path / "reports.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=said):
        read_registry(tmp_path)
