"""Research corpora that lie beside the project's folder; where they do not, these tests skip."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"

CORPORA = """
[tehran_times]
path = "{folder}/tehran_times_33k.jsonl.xz"
columns = {{ doc_id = "news_id", date = "date_est" }}
constants = {{ outlet = "Tehran Times" }}
language = "en"
mentions = {{ word = "Iran", times = 3 }}
since = "2016-07-01"
until = "2020-07-31"

[tehran_times_sovereignty]
path = "{folder}/tehran_times_sovereignty.jsonl.gz"
columns = {{ doc_id = "news_id", date = "date_est" }}
constants = {{ outlet = "Tehran Times" }}
language = "en"
selection_patterns = ["sovereign*", "interference", "territorial integrity"]

[allsides_iran]
path = "{folder}/allsides_iran.jsonl.gz"
columns = {{ doc_id = "id", author = "authors" }}
language = "en"

[wikinews]
path = "{folder}/wikinews_2019_2020.jsonl.gz"
constants = {{ outlet = "Wikinews" }}
language = "en"

[ungdc]
path = "{folder}/ungdc_20countries_1980_2024.jsonl.gz"
columns = {{ doc_id = "id" }}
language = "en"

[speeches]
path = "{folder}/us_presidential_speeches_1010.jsonl.gz"
columns = {{ doc_id = "id", author = "president" }}
language = "en"
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of research data beside the project's."""
    if not (SHARED / "data" / "corpora").is_dir():
        pytest.skip("needs ../shared (research data that is not part of the project)")
    return SHARED.resolve()


@pytest.fixture(scope="session")
def articles_named(shared, tmp_path_factory) -> Callable[[str], pd.DataFrame]:
    """A function reading a corpus by the name it has in a corpora file; each is read once."""
    corpora = tmp_path_factory.mktemp("project") / "data" / "corpora.toml"
    corpora.parent.mkdir()
    corpora.write_text(CORPORA.format(folder=(shared / "data" / "corpora").as_posix()), encoding="utf-8")
    read: dict[str, pd.DataFrame] = {}

    def named(name: str) -> pd.DataFrame:
        if name not in read:
            read[name] = dc.read_articles(name, corpora=corpora)
        return read[name]

    return named


@pytest.fixture(scope="session")
def index_named(articles_named) -> Callable[[str], dc.TokenIndex]:
    """A function tokenising and indexing a corpus by its name; each once."""
    made: dict[str, dc.TokenIndex] = {}

    def named(name: str) -> dc.TokenIndex:
        if name not in made:
            made[name] = dc.index_tokens(dc.tokenize(articles_named(name)))
        return made[name]

    return named


@pytest.fixture(scope="session")
def codebook(shared) -> dc.Codebook:  # noqa: ARG001
    """The project's own codebook."""
    return dc.read_codebook(ROOT / "seeds" / "codebook.toml")
