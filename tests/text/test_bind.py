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
