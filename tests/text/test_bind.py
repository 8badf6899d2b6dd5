import pandas as pd
import pytest

from discourse.errors import TableError
from discourse.tables import check
from discourse.text.bind import bind_tokens
from discourse.text.tokenize import tokenize


def test_joined_tables_keep_categoricals_and_missing_variables(articles_of):
    a = tokenize(articles_of("One word", outlet=["A"]))
    b = tokenize(articles_of("word Two", year=[2001]).assign(doc_id="e0"))
    both = check(bind_tokens(a, b), "tokens")
    assert both["token"].tolist() == ["One", "word", "word", "Two"]
    assert isinstance(both["token"].dtype, pd.CategoricalDtype)
    assert both["outlet"].isna().tolist() == [False, False, True, True]
    assert both["year"].tolist()[2:] == [2001, 2001]


def test_a_document_in_two_tables_is_refused(tokens_of):
    with pytest.raises(TableError, match="more than one of the token tables: d0"):
        bind_tokens(tokens_of("a"), tokens_of("b"))


@pytest.mark.parametrize(
    ("mine", "yours", "joined"),
    [
        (["X", "Y"], [None, None], ["X", "Y", None, None]),
        ([2001, 2002], [2003.0, None], [2001, 2002, 2003.0, None]),
        ([1, 2], ["1", "b"], [1, 2, "1", "b"]),
        ([True, False], [None, None], [True, False, None, None]),
        (pd.to_datetime(["2020-01-01", None]), [None, None], [pd.Timestamp("2020-01-01"), None, None, None]),
        ([None, None], [None, None], [None, None, None, None]),
    ],
)
def test_variables_of_different_types(articles_of, mine, yours, joined):
    a = tokenize(articles_of("a", "b", x=mine))
    b = tokenize(articles_of("c", "d", x=yours).assign(doc_id=["e0", "e1"]))
    found = bind_tokens(a, b)["x"]
    assert [None if pd.isna(value) else value for value in found] == joined
