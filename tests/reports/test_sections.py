import pandas as pd
import pytest

from discourse.frames.codebooks.file import read_codebook
from discourse.frames.measures.rates import theme_rates
from discourse.reports import sections

CODEBOOK = """
name = "mini"
version = "1"
language = "en"
[themes.threat]
definition = "d"
patterns = ["threat*"]
"""


@pytest.fixture
def codebook(tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return read_codebook(path)


@pytest.fixture
def project(monkeypatch, tmp_path):
    """A project with a corpus selected by the word threat, and one without a query."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "articles.csv").write_text("doc_id,text\na,a threat\nb,threats\n", encoding="utf-8")
    entry = 'path = "data/articles.csv"\ntitle = "Mini"\n'
    text = f'[selected]\n{entry}selection_patterns = ["threat"]\n'
    text += f'[other]\n{entry}selection_patterns = ["dam"]\n[plain]\n{entry}'
    (tmp_path / "data" / "corpora.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("corpus", "said"),
    [
        ("selected", "Partly circular: 1 of 2 hits of threat (50%) overlap the selection query (threat)."),
        ("other", "In no theme do 5% of the hits or more overlap the selection query (dam)."),
        ("plain", "No selection_patterns are recorded for this corpus"),
    ],
)
def test_circular_comparisons_are_called_out(shown, codebook, tokens_of, corpus, said):
    sections.show_selection(corpus, tokens_of("a threat", "threats"), codebook)
    assert "Mini." in shown[0]
    assert "without bad rows" in shown[1]
    assert said in shown[2]


def test_rates_are_shown_and_kept_whole(shown, codebook, tokens_of, tmp_path):
    tokens = tokens_of(*["a threat"] * 10, "x", outlet=["A"] * 10 + ["B"])
    sections.show_rates(theme_rates(tokens, codebook, by="outlet", random_state=1))
    assert "<figure tabindex=" in shown[0]
    assert "–: fewer than 10 documents, so no interval." in shown[1]
    kept = pd.read_csv(tmp_path / "report" / "tables" / "theme_rates.csv")
    assert kept.loc[0, ["hits", "tokens", "base"]].tolist() == [10, 20, "documents with tokens"]


def test_passages_keep_to_the_quoting_rule(shown, codebook, tokens_of, tmp_path):
    tokens = tokens_of("secret words before a threat and after")
    sections.show_theme_passages(tokens, codebook, quotes="none", random_state=1)
    assert "secret" not in "".join(shown)
    assert "d0:22-28" in shown[0]
    assert "secret" not in (tmp_path / "report" / "tables" / "theme_hits.csv").read_text()
    sections.show_theme_passages(tokens, codebook, quotes="short", random_state=1)
    assert "secret words before a <mark>threat</mark> and after" in shown[1]


def test_the_profile_is_summed_up_on_the_page_and_kept_by_month(shown, articles_of, tmp_path):
    sections.show_profile(articles_of("x", "y", outlet=["A", "A"], date=pd.to_datetime(["2020-01-01", "2020-03-01"])))
    assert "2020-01" in shown[0]
    assert len(pd.read_csv(tmp_path / "report" / "tables" / "profile.csv")) == 3


def test_topics_are_shown_or_refused_with_the_reason(shown, tokens_of):
    small = tokens_of("a threat")
    sections.show_topics(small, n_topics=0, random_state=1)
    sections.show_topics(small, n_topics=5, random_state=1)
    assert "No topic model was asked for" in shown[0]
    assert "No topic model: no term is left" in shown[1]
    many = tokens_of(*[f"dam{number % 7} water{number % 5} vote{number % 4} " * 60 for number in range(60)])
    sections.show_topics(many, n_topics=2, random_state=1)
    assert "Another random state gives other topics" in shown[2]
    assert "documents to read" in shown[3]
