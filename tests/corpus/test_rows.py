import pytest

from discourse.corpus.rows import Problem, column_names, rows_of
from discourse.errors import ReadError


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [("a.csv", "7", "a.csv, row 7: wrong"), ("a.txt", "", "a.txt: wrong"), ("", "7", "row 7: wrong")],
)
def test_problems_say_where_they_are(file, row, said):
    assert str(Problem(file, row, "wrong")) == said


def test_rows_know_where_they_come_from():
    rows = rows_of([["x"], ["y"]], [2, 5], file="2016/a.csv", stem="2016/a", problems=[], columns=["text"])
    assert rows.frame.index.tolist() == [("2016/a.csv", "2", "2016/a-2"), ("2016/a.csv", "5", "2016/a-5")]
    assert rows.frame["text"].dtype == object


def test_no_rows_keep_their_columns():
    rows = rows_of([], [], file="a.csv", stem="a", problems=[], columns=["x", "text"])
    assert list(rows.frame.columns) == ["x", "text"]


def test_names_of_columns():
    assert column_names(["", "text"]) == ["unnamed_1", "text"]
    with pytest.raises(ReadError, match="named twice: unnamed_1"):
        column_names(["", "unnamed_1"])
