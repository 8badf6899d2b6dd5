from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from discourse.corpus.columns import row_problems, standard_columns, typed
from discourse.corpus.rows import place_index
from discourse.errors import ReadError


def frame(columns):
    table = pd.DataFrame(columns, dtype=object)
    rows = [str(number + 2) for number in range(len(table))]
    table.index = place_index(["a.csv"] * len(table), rows, [f"a-{row}" for row in rows])
    return table


def standard(columns, *, stated=None, constants=None):
    return standard_columns(frame(columns), columns=stated or {}, constants=constants or {})


def test_columns_come_in_the_standard_order_and_all_others_after_them():
    table = standard(
        {"z": [1], "outlet": ["O"], "a": [2], "day": ["D"], "body": ["T"]}, stated={"text": "body", "date": "day"}
    )
    assert list(table.columns) == ["doc_id", "text", "date", "outlet", "z", "a"]
    assert table.iloc[0].tolist() == ["a-2", "T", "D", "O", 1, 2]


def test_one_source_column_may_serve_twice():
    table = standard({"title": ["T"], "x": [1]}, stated={"text": "title"})
    assert table.drop(columns="doc_id").iloc[0].to_dict() == {"text": "T", "title": "T", "x": 1}


def test_names_may_change_places():
    table = standard({"text": ["headline"], "title": ["body"]}, stated={"text": "title", "title": "text"})
    assert table[["text", "title"]].iloc[0].tolist() == ["body", "headline"]


def test_all_faults_of_the_columns_are_said_at_once():
    with pytest.raises(ReadError) as caught:
        standard(
            {"txt": ["T"], "published": ["D"], "date": ["E"]},
            stated={"date": "published", "author": "writer"},
            constants={"published": "x", "doc_id": "y"},
        )
    message = str(caught.value)
    assert "no column 'text'" in message
    assert "no column 'writer' for author" in message
    assert "'published' is to become 'date', but a column 'date' is there too" in message
    assert "the constant 'published' is a column already" in message
    assert "the constant 'doc_id' is a column already" in message


def test_near_names_are_offered():
    with pytest.raises(ReadError, match="did you mean 'Text'"):
        standard({"Text": ["T"]})


def test_constants_are_columns():
    assert standard({"text": ["a", "b"]}, constants={"outlet": "ABC"})["outlet"].tolist() == ["ABC", "ABC"]


def test_ids_become_text():
    table, problems = row_problems(frame({"doc_id": [7, 7.5, "007", 8.0], "text": ["a"] * 4}))
    assert table["doc_id"].tolist() == ["7", "7.5", "007", "8"]
    assert problems == []


def test_missing_and_taken_ids_are_bad_rows():
    _, problems = row_problems(frame({"doc_id": ["a", None, "a", " ", "1", 1], "text": ["t"] * 6}))
    assert sorted(problems) == [
        (1, "has no doc_id"),
        (2, "doc_id 'a' is taken by a.csv, row 2"),
        (3, "has no doc_id"),
        (5, "doc_id '1' is taken by a.csv, row 6"),
    ]


def test_a_missing_text_is_an_empty_one_and_a_number_is_none():
    table, problems = row_problems(frame({"doc_id": list("abcd"), "text": [None, np.nan, "", 5]}))
    assert table["text"].tolist() == ["", "", "", ""]
    assert problems == [(3, "text is a int (5), not a string")]


def test_characters_no_text_has_are_bad_in_any_column():
    _, problems = row_problems(
        frame({"doc_id": list("abc"), "text": ["a\0b", "fine\u202e\u200c", "x"], "t": ["", "", ["\ud800"]]})
    )
    assert problems == [
        (0, "column 'text' holds a NUL character"),
        (2, "column 't' holds half a character (lone surrogate U+D800)"),
    ]


def test_nested_values_and_dates_become_text():
    values = [{"a": ["é"]}, [1], np.array([1, 2]), date(2016, 7, 14), datetime(2016, 7, 14), datetime(2016, 7, 14, 1)]
    table, _ = row_problems(frame({"doc_id": list("abcdef"), "text": ["t"] * 6, "x": values}))
    assert table["x"].tolist() == ['{"a": ["é"]}', "[1]", "[1, 2]", "2016-07-14", "2016-07-14", "2016-07-14T01:00:00"]


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        (["a", None], "str", ["a", ""]),
        ([None, None], "str", ["", ""]),
        ([1, 2], "int64", [1, 2]),
        ([2**60 + 1, None], "Int64", [2**60 + 1, pd.NA]),
        ([2**70, 1], "str", [str(2**70), "1"]),
        ([1, 0.5], "float64", [1.0, 0.5]),
        ([True, False], "bool", [True, False]),
        ([True, None], "boolean", [True, pd.NA]),
        ([True, 1], "str", ["True", "1"]),
        (["a", 1], "str", ["a", "1"]),
        ([Decimal("1.50"), None], "str", ["1.50", ""]),
    ],
)
def test_types_hold_every_value_exactly(values, dtype, expected):
    column = typed(frame({"x": values}))["x"]
    assert str(column.dtype) == dtype
    assert column.tolist() == expected
