import csv

import pytest

from discourse.corpus.delimited import read_delimited
from discourse.corpus.files import sources
from discourse.errors import ReadError


def read(tmp_path, content, *, name="a.csv", encoding=None):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_delimited(sources(tmp_path / name)[0], encoding=encoding)


def places(rows):
    return [(problem.row, problem.problem) for problem in rows.problems]


def test_values_stay_text_to_the_letter(tmp_path):
    rows = read(tmp_path, 'doc_id,text,outlet\r\n007," a ""b"",\r\nc\n",NA\r\n8,None,null\r\n')
    assert rows.frame.to_numpy().tolist() == [["007", ' a "b",\r\nc\n', "NA"], ["8", "None", "null"]]
    assert [place[1] for place in rows.frame.index] == ["2", "5"]
    assert rows.problems == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "x;y\n1;2,5\n"),
        ("a.csv", '"x";"y"\n1;"2,5"\n'),
        ("a.tsv", "x\ty\n1\t2,5\n"),
        ("a.csv", '\ufeffx,y\n1,"2,5"'),
    ],
)
def test_separators(tmp_path, name, content):
    rows = read(tmp_path, content, name=name)
    assert list(rows.frame.columns) == ["x", "y"]
    assert rows.frame.to_numpy().tolist() == [["1", "2,5"]]


def test_a_semicolon_inside_a_header_with_commas_is_no_separator(tmp_path):
    assert list(read(tmp_path, "x;z,y\n1,2\n").frame.columns) == ["x;z", "y"]
    assert list(read(tmp_path, '"x;z"\n1\n').frame.columns) == ["x;z"]


def test_excel_encodings(tmp_path):
    assert read(tmp_path, "x;y\n1;Größe\n".encode("cp1252"), encoding="cp1252").frame["y"].tolist() == ["Größe"]
    assert read(tmp_path, "x\ty\n1\tGröße\n".encode("utf-16"), name="a.tsv").frame["y"].tolist() == ["Größe"]


def test_rows_of_another_length_are_named_by_their_line(tmp_path):
    rows = read(tmp_path, 'x,y\n1,"two\nlines"\n1,2,3\n\n1\n4,5\n')
    assert places(rows) == [("4", "has 3 fields, the header has 2"), ("6", "has 1 fields, the header has 2")]
    assert rows.frame["x"].tolist() == ["1", "4"]


def test_a_quote_never_closed_is_fatal_and_named_by_its_line(tmp_path):
    rows = read(tmp_path, 'x,y,z\n1,2,3\n4,"a\nb","c ""d""\ne\nf\n')
    assert places(rows) == [("4", "the quote opened in line 4 is never closed")]
    assert rows.problems[0].fatal


def test_quotes_that_do_not_pair_up_end_the_reading(tmp_path):
    rows = read(tmp_path, 'x,y\n1,"open\n2,"text"\n3,fine\n')
    assert [place for place, _ in places(rows)] == ["2"]
    assert "noticed in line 3" in rows.problems[0].problem
    assert rows.problems[0].fatal  # where the next row begins is a guess
    assert rows.frame["x"].tolist() == ["3"]


def test_headers_must_name_each_column_once(tmp_path):
    with pytest.raises(ReadError, match="named twice: x"):
        read(tmp_path, "x,y,x\n1,2,3\n")
    with pytest.raises(ReadError, match="is empty"):
        read(tmp_path, "")
    with pytest.raises(ReadError, match="columns; at most"):
        read(tmp_path, ",".join(f"c{n}" for n in range(1001)))


def test_the_nameless_index_column_of_other_tools_gets_its_number(tmp_path):
    assert list(read(tmp_path, ",x\n0,1\n").frame.columns) == ["unnamed_1", "x"]


def test_a_field_may_be_as_long_as_a_book_and_the_limit_is_restored(tmp_path):
    before = csv.field_size_limit()
    text = "word " * 200_000
    assert read(tmp_path, f"x,y\n1,{text}\n").frame.loc[:, "y"].tolist() == [text]
    assert csv.field_size_limit() == before


def test_no_row_is_made_up_out_of_a_broken_one(tmp_path):
    rows = read(tmp_path, 'x,y,z\n1,"He said "no" to us\nEnglish, Scots, Welsh\nand went",A\n2,"fine",B\n')
    assert any(problem.fatal for problem in rows.problems)


def test_the_empty_rows_of_a_spreadsheet_are_no_rows(tmp_path):
    rows = read(tmp_path, "x;y, z;w\n1;a;b\n;;\n;;\n")
    assert rows.problems == []
    assert len(rows.frame) == 1
