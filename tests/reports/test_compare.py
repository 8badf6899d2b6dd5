"""Two folders of a report, number by number."""

import json

import pandas as pd
import pytest

from discourse.reports.compare import compare_reports, read_written
from discourse.reports.csv_text import csv_text
from discourse.tables import columns


def write(folder, table: str, words: str = "A rate of 1.25 in 3 outlets.", figure: str = "<svg/>"):
    for name in ("tables", "figures"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "tables" / "t.csv").write_text(table, encoding="utf-8")
    (folder / "figures" / "f.svg").write_text(figure, encoding="utf-8")
    cells = [{"cell_type": "code", "outputs": [{"data": {"text/plain": words}}]}]
    (folder / "report.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return folder


@pytest.fixture
def two(tmp_path):
    def make(table: str, other: str, **words: str):
        return write(tmp_path / "a", table), write(tmp_path / "b", other, **words)

    return make


def differing(table) -> list[tuple[str, str, str, str]]:
    apart = table[table["verdict"] == "differs"]
    return list(apart[["file", "place", "before", "after"]].itertuples(index=False, name=None))


def test_the_same_is_reproduced_number_by_number(two):
    table = compare_reports(*two("outlet,rate\nA,1.5\nNA,\n", "outlet,rate\nA,1.5\nNA,\n"))
    assert list(table) == columns("comparison")
    assert set(table["verdict"]) == {"reproduced"}
    assert table["place"].tolist() == ["picture", "cell 1, number 1", "cell 1, number 2", "row 1, rate"]


def test_the_last_digits_may_differ_as_far_as_declared(two):
    folders = two("rate\n1.2345678\n1e-9\n-0\n", "rate\n1.2345679\n1.1e-9\n0\n")
    assert differing(compare_reports(*folders)) == [("tables/t.csv", "row 2, rate", "1e-9", "1.1e-9")]
    assert len(differing(compare_reports(*folders, digits=12))) == 2
    assert differing(compare_reports(*folders, digits=1)) == []


def test_words_columns_rows_pictures_and_prose_are_compared(two):
    folders = two("o,n\nA,1\nB,2\n", "o,m\nC,1\n", words="A rate of 1.26 in 3 journals.", figure="<svg> </svg>")
    assert differing(compare_reports(*folders)) == [
        ("figures/f.svg", "picture", "drawn", "drawn otherwise"),
        ("report.ipynb", "cell 1, number 1", "1.25", "1.26"),
        ("report.ipynb", "cell 1, words", "A rate of 1.25 in 3 outlets.", "A rate of 1.26 in 3 journals."),
        ("tables/t.csv", "number and names of columns", "['o', 'n']", "['o', 'm']"),
        ("tables/t.csv", "number and names of rows", "2", "1"),
        ("tables/t.csv", "row 1, o", "A", "C"),
    ]


def test_guarded_cells_come_back_as_they_were(tmp_path):
    hostile = ["=HYPERLINK(1)", "-2+3", "'=1", "'tis", "\t=1", " =1", "＝1", "plain", "", '"q", ;']
    table = pd.DataFrame({"=name": hostile, "number": [-1.5] * len(hostile), "list": [["-a"]] * len(hostile)})
    table["kind"] = pd.Categorical(hostile)
    (tmp_path / "t.csv").write_text(csv_text(table), encoding="utf-8", newline="")
    raw = pd.read_csv(tmp_path / "t.csv", dtype="str", keep_default_na=False)
    formulas = ("=", "-", "+", "@", "\t", "＝")
    for name in ("=name", "kind"):
        assert not raw["'=name" if name == "=name" else name].str.lstrip(" ").str.startswith(formulas).any()
        assert read_written(tmp_path / "t.csv")[name].tolist() == hostile
    assert set(raw["number"]) == {"-1.5"}  # numbers stay numbers


def test_a_missing_or_broken_file_differs(two):
    before, after = two("n\n1\n", "n\n1\n")
    (after / "tables" / "t.csv").unlink()
    (after / "report.ipynb").write_text("{", encoding="utf-8")
    found = {(file, place) for file, place, *_ in differing(compare_reports(before, after))}
    assert found == {("tables/t.csv", "the file"), ("report.ipynb", "cell 1, words")}
    assert len(compare_reports(before / "none", after / "none")) == 1
