"""The list of reports."""

from pathlib import Path

import pytest

from discourse.errors import ReadError, UnknownNameError
from discourse.reports.registry import Entry, find_entry, read_registry


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
    assert "a: no key called 'notebok'; keys there are notebook and parameters; did you mean 'notebook'?" in message
    assert all(f"{name}: notebook must be the path" in message for name in "abcd")
    assert "b: parameters must be a table" in message


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"reports\.toml cannot be read"):
        read_registry(write(tmp_path, "[a"))
