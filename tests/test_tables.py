import pandas as pd
import pytest

from discourse.errors import TableError
from discourse.tables import TABLES, check, columns, document_variables, empty


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_keeps_its_own_contract(table):
    assert check(empty(table), table).columns.tolist() == columns(table)


def test_everything_wrong_is_said_at_once():
    table = pd.DataFrame({"doc_id": ["a"], "positon": [0], "token": ["x"], "after": [None], "start": ["0"], "end": [1]})
    with pytest.raises(TableError) as error:
        check(table, "tokens", name="my table")
    message = str(error.value)
    assert message.startswith("my table must be a table of the kind 'tokens' (columns there: doc_id, positon")
    for problem in (
        "column 'position' is missing; did you mean 'positon'?",
        "column 'sentence' is missing",
        "column 'after' has 1 missing values",
        "column 'start' must hold whole numbers",
    ):
        assert problem in message


def test_what_is_no_table_is_refused():
    with pytest.raises(TableError, match="must be a DataFrame"):
        check([1, 2], "articles")
    twice = pd.DataFrame([["a", "b", "c"]], columns=["doc_id", "text", "text"])
    with pytest.raises(TableError, match="columns named twice: text"):
        check(twice, "articles")
    with pytest.raises(TableError, match="column 'text' must hold text, not int64"):
        check(pd.DataFrame({"doc_id": ["a"], "text": [1]}), "articles")
    mixed = pd.DataFrame({"doc_id": pd.Series(["a", 1], dtype=object), "text": ["x", "y"]})
    with pytest.raises(TableError, match="column 'doc_id' must hold text"):
        check(mixed, "articles")


def test_document_variables_are_the_other_columns():
    assert document_variables(pd.DataFrame({"text": [], "outlet": [], "doc_id": []}), "articles") == ["outlet"]
