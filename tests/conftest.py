"""What all tests share: tiny corpora that can be checked by hand."""

from collections.abc import Callable

import pandas as pd
import pytest

from discourse.text.tokenize import tokenize


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--renew-golden`` takes the demo report as it is made now for the one to be made."""
    parser.addoption("--renew-golden", action="store_true", help="renew tests/golden/ after an intended change")


@pytest.fixture
def articles_of() -> Callable[..., pd.DataFrame]:
    """A function making an articles table out of texts: documents d0, d1, …, with document variables."""

    def make(*texts: str, **variables: list) -> pd.DataFrame:
        ids = [f"d{number}" for number in range(len(texts))]
        return pd.DataFrame({"doc_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str"), **variables})

    return make


@pytest.fixture
def tokens_of(articles_of) -> Callable[..., pd.DataFrame]:
    """A function making a tokens table out of texts."""

    def make(*texts: str, **variables: list) -> pd.DataFrame:
        return tokenize(articles_of(*texts, **variables))

    return make
