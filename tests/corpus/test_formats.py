import sys
from datetime import datetime

import pyarrow as pa
import pytest
from pyarrow import parquet

from discourse.corpus.files import sources
from discourse.corpus.formats import read_table
from discourse.errors import ReadError

openpyxl = pytest.importorskip("openpyxl")


def read(path):
    return read_table(sources(path)[0], encoding=None)


def jsonl(tmp_path, *lines):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def workbook(tmp_path, rows, *, more=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title, content in more:
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_jsonl_keeps_values_and_line_numbers(tmp_path):
    rows = read(jsonl(tmp_path, '{"id": 7, "text": "a\\u2028b\u2028c"}', "", '{"text": null, "tags": ["x"]}\r'))
    assert rows.frame["text"].tolist() == ["a\u2028b\u2028c", None]
    assert [place[1] for place in rows.frame.index] == ["1", "3"]
    assert rows.frame["id"].iloc[0] == 7
    assert rows.frame["tags"].iloc[1] == ["x"]


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "a"',
        '["text"]',
        "7",
        '{"text": NaN}',
        '{"text": "a", "text": "b"}',
        '{"\\ud800": 1}',
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_lines_that_hold_no_object_are_problems_of_their_line(tmp_path, line):
    rows = read(jsonl(tmp_path, '{"text": "fine"}', line))
    assert [problem.row for problem in rows.problems] == ["2"]
    assert "is not a JSON object" in rows.problems[0].problem
    assert len(rows.frame) == 1


def test_jsonl_without_lines_or_with_keys_that_are_no_columns_is_refused(tmp_path):
    with pytest.raises(ReadError, match="is empty"):
        read(jsonl(tmp_path, "", ""))
    with pytest.raises(ReadError, match="different keys"):
        read(jsonl(tmp_path, *(f'{{"key{n}": 1}}' for n in range(1001))))


def test_workbooks_give_values(tmp_path):
    rows = read(
        workbook(tmp_path, [["id", "text", "day", None], [7, "NA", datetime(2016, 7, 14), None], [8, "b", None, None]])
    )
    assert list(rows.frame.columns) == ["id", "text", "day"]
    assert rows.frame.iloc[0].tolist() == [7, "NA", datetime(2016, 7, 14)]
    assert [place[1] for place in rows.frame.index] == ["2", "3"]


def test_carriage_returns_are_read_as_such(tmp_path):
    assert read(workbook(tmp_path, [["text"], ["a_x000D_\nb"]])).frame["text"].tolist() == ["a\r\nb"]


def test_blank_rows_are_no_rows_and_nameless_columns_get_a_number(tmp_path):
    rows = read(workbook(tmp_path, [["text", None], ["a", 1], [None, None], ["b", 2]]))
    assert list(rows.frame.columns) == ["text", "unnamed_2"]
    assert [place[1] for place in rows.frame.index] == ["2", "4"]


def test_a_formula_nobody_calculated_is_a_problem_not_an_empty_text(tmp_path):
    rows = read(workbook(tmp_path, [["id", "text"], ["a", "=1+1"], ["b", "fine"]]))
    assert [(problem.row, "column B" in problem.problem) for problem in rows.problems] == [("2", True)]
    assert rows.frame["id"].tolist() == ["b"]


def test_only_one_sheet_may_be_filled(tmp_path):
    assert len(read(workbook(tmp_path, [["text"], ["a"]], more=[("Sheet2", [])])).frame) == 1
    with pytest.raises(ReadError, match=r"several filled sheets \(Sheet, notes\)"):
        read(workbook(tmp_path, [["text"], ["a"]], more=[("notes", [["x"]])]))


def test_files_that_are_no_workbooks_are_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(ReadError, match="not a readable archive"):
        read(tmp_path / "a.xlsx")
    with pytest.raises(ReadError, match="is empty"):
        read(workbook(tmp_path, []))


def test_without_openpyxl_the_message_says_what_to_install(tmp_path, monkeypatch):
    path = workbook(tmp_path, [["text"], ["a"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReadError, match=r'pip install "discourse\[excel\]"'):
        read(path)


def test_parquet_gives_plain_values(tmp_path):
    table = pa.table({"id": [1, None], "text": ["a", None], "tags": [["x"], []], "day": [datetime(2016, 7, 14), None]})
    parquet.write_table(table, tmp_path / "a.parquet")
    rows = read(tmp_path / "a.parquet")
    assert rows.frame.iloc[0].tolist() == [1, "a", ["x"], datetime(2016, 7, 14)]
    assert rows.frame.iloc[1].tolist() == [None, None, [], None]
    (tmp_path / "b.parquet").write_bytes(b"PAR1 nonsense PAR1")
    with pytest.raises(ReadError, match="not a Parquet file"):
        read(tmp_path / "b.parquet")
