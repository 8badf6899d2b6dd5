"""The demo corpus keeps what it promises: what was planted is there, and nothing else."""

import importlib.util
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

DEMO = Path(__file__).parents[2] / "data" / "demo"
EVENT = "2031-07-14"
CUE_CLASSES = {
    *("neutral", "assertive", "endorsing", "distancing", "negating", "critical", "directive", "cognitive", "label")
}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    lines = (DEMO / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return pd.DataFrame([json.loads(line) for line in lines]).set_index("doc_id")


@pytest.fixture(scope="module")
def sentences(articles) -> pd.DataFrame:
    table = pd.read_csv(DEMO / "truth_sentences.csv", keep_default_na=False)
    return table.join(articles[["outlet", "date", "wire_copy_of"]], on="doc_id")


@pytest.fixture(scope="module")
def statements() -> pd.DataFrame:
    return pd.read_csv(DEMO / "truth_statements.csv", keep_default_na=False)


def with_theme(sentences: pd.DataFrame, theme: str) -> pd.Series:
    originals = sentences[sentences["wire_copy_of"] == ""]
    return originals[originals["themes"].str.split(";").map(lambda themes: theme in themes)]


def test_the_committed_files_are_what_the_annotated_articles_give(tmp_path):
    spec = importlib.util.spec_from_file_location("build_demo", DEMO / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.write(tmp_path)
    for name in ("articles.jsonl", "truth_sentences.csv", "truth_statements.csv"):
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), f"run data/demo/build.py for {name}"


def test_size_outlets_and_months(articles):
    words = articles["text"].str.split().str.len()
    assert len(articles) == 156
    assert words.between(120, 250).all()
    assert articles["outlet"].nunique() == 4
    months = articles.groupby("outlet")["date"].agg(lambda dates: dates.str[:7].nunique())
    assert (months == 12).all()


def test_spans_give_back_the_words(articles, sentences, statements):
    for row in sentences.itertuples():
        text = articles["text"][row.doc_id]
        assert text[row.start : row.end] == text[row.start : row.end].strip() != ""
    for row in statements.itertuples():
        text = articles["text"][row.doc_id]
        spans = [tuple(map(int, span.split("-"))) for span in row.content_spans.split()]
        assert spans, row
        for start, end in spans:
            assert text[start:end] == text[start:end].strip() != ""
        cue = " ".join(text[slice(*map(int, span.split("-")))] for span in row.cue_spans.split())
        assert cue == row.cue


def test_every_statement_has_a_polarity_and_cues_a_class(statements):
    assert set(statements["polarity"]) == {"asserted", "denied", "hypothetical"}
    assert set(statements.loc[statements["cue"] != "", "cue_class"]) == CUE_CLASSES
    assert len(statements) == 1047


@pytest.mark.parametrize(
    ("theme", "high", "low"),
    [
        ("foreign_intervention", "The Harbour Ledger", "The Northern Courier"),
        ("rights_repression", "The Northern Courier", "The Harbour Ledger"),
    ],
)
def test_planted_differences_are_there(sentences, theme, high, low):
    counts = with_theme(sentences, theme)["outlet"].value_counts()
    assert counts[high] >= 40
    assert counts[high] >= 3 * counts[low]


@pytest.mark.parametrize(
    ("theme", "high", "low"),
    [
        ("foreign_intervention", "The Harbour Ledger", "The Northern Courier"),
        ("rights_repression", "The Northern Courier", "The Harbour Ledger"),
    ],
)
def test_planted_differences_are_there_in_the_hits_of_the_codebook(theme, high, low):
    articles = dc.read_articles("demo")
    tokens = dc.tokenize(articles[articles["wire_copy_of"].fillna("") == ""])
    hits = dc.theme_hits(tokens, dc.read_codebook(themes=[theme]), window=0)["outlet"].value_counts()
    assert hits[high] >= 40
    assert hits[high] >= 3 * hits[low]


@pytest.mark.parametrize("theme", ["dialogue_cooperation", "economic_ties_sanctions"])
def test_no_difference_where_none_is_planted(sentences, theme):
    originals = sentences[sentences["wire_copy_of"] == ""]
    shares = with_theme(sentences, theme)["outlet"].value_counts() / originals["outlet"].value_counts()
    assert shares.max() <= 1.4 * shares.min()


def test_a_theme_rises_after_the_event(sentences, articles):
    security = with_theme(sentences, "security_threat_deterrence")
    per_article = (
        security.groupby(security["date"] >= EVENT).size() / articles.groupby(articles["date"] >= EVENT).size()
    )
    assert per_article[True] >= 2 * per_article[False]


def test_twelve_near_copies_of_four_wire_stories(articles):
    copies = articles[articles["wire_copy_of"] != ""]
    assert len(copies) == 12
    assert copies["wire_copy_of"].nunique() == 4
    for doc_id, copy in copies.iterrows():
        original = articles.loc[copy["wire_copy_of"]]
        mine, its = (set(re.findall(r"\w+", row["text"].lower())) for row in (copy, original))
        assert len(mine & its) / len(mine) > 0.75, doc_id
        assert copy["text"] != original["text"]
        assert copy["title"] != original["title"]


def test_hostile_snippets_and_other_scripts_are_there(articles):
    everything = " ".join(articles["text"]) + " ".join(articles["title"])
    for snippet in ("<script>", "onerror", "=HYPERLINK(", "$5bn", "\u202e"):
        assert snippet in everything
    assert articles["text"].str.contains("[\u0600-\u06ff]{3}").sum() >= 6


def test_no_sentence_is_written_twice(articles, sentences):
    originals = sentences[sentences["wire_copy_of"] == ""]
    texts = [articles["text"][row.doc_id][row.start : row.end] for row in originals.itertuples()]
    repeated = {text for text in texts if texts.count(text) > 1 and len(text.split()) > 4}
    assert not repeated
