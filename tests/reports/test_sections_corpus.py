"""The corpus report: flow, months, lengths, near-copies."""

import pandas as pd
import pytest

from discourse.reports import sections_corpus
from discourse.reports.prose_corpus import describe_corpus, limits_corpus, limits_sources, methods_corpus
from discourse.tables import empty
from discourse.text.near_duplicates import near_duplicates

STORY = " ".join(f"word{number} of the story" for number in range(40))


@pytest.fixture
def articles(articles_of):
    dates = pd.to_datetime(["2020-01-01", "2020-01-02", "2020-03-01", None])
    return articles_of(STORY, STORY + " again", "two words", "", outlet=["A", "B", "B", "B"], date=dates)


def test_findings_give_bases_gaps_and_copies(articles, tokens_of):
    tokens = tokens_of(*articles["text"])
    said = " ".join(describe_corpus(articles, tokens, near_duplicates(tokens)))
    assert "4 documents from 2 outlets; the largest is B with 3 (75%)" in said
    assert "1 of 2 dated outlets with gaps, 1 month in all." in said
    assert "1 document of 4 (25.0%) is a near-copy of an earlier one, in 1 cluster; the largest holds 2" in said
    assert "1 of the clusters runs across outlets." in said
    assert "the longest 161. 1 document without a word." in said


def test_an_empty_corpus_is_said_plainly(articles_of, tokens_of):
    said = describe_corpus(articles_of(), tokens_of(), empty("near_duplicates"))
    assert said == [
        "The corpus holds no documents.",
        "No document holds a word.",
        "No near-copies were found among 0 documents.",
    ]


def test_limits_follow_from_what_is_there(articles_of, articles):
    assert "None of the documents is dated" in limits_corpus(articles_of("x"))
    assert "3 of 4 of the documents" in limits_corpus(articles)
    assert "dated from 2020-01-01," in methods_corpus(
        articles, empty("near_duplicates"), since="2020-01-01", until=None
    )


def test_months_are_drawn_with_gaps_or_said_not_to_be_there(shown, articles, articles_of):
    sections_corpus.show_months(articles)
    assert "B: 2 documents in 3 months, 2020-01 to 2020-03, the most 1 in 2020-01, 1 without a document" in shown[0]
    sections_corpus.show_months(articles_of("x"))
    assert "No document is dated" in shown[-1]


@pytest.mark.usefixtures("shown")
def test_lengths_by_outlet(articles, tokens_of, tmp_path):
    sections_corpus.show_lengths(articles, tokens_of(*articles["text"]))
    kept = pd.read_csv(tmp_path / "report" / "tables" / "lengths.csv")
    assert kept[["outlet", "documents", "tokens", "longest", "without_words"]].values.tolist() == [
        ["A", 1, 160, 160, 0],
        ["B", 3, 163, 161, 1],
    ]


@pytest.mark.parametrize("quotes", ["none", "short"])
def test_copies_are_counted_by_outlet_and_quoted_by_the_rule(shown, articles, tokens_of, tmp_path, quotes):
    copies = near_duplicates(tokens_of(*articles["text"]))
    sections_corpus.show_near_duplicates(articles, copies, quotes=quotes)
    kept = pd.read_csv(tmp_path / "report" / "tables" / "near_duplicates_by_outlet.csv")
    assert kept[["outlet", "documents", "in_clusters", "repeats"]].values.tolist() == [["A", 1, 1, 0], ["B", 3, 1, 1]]
    assert ("word0 of the" in shown[1]) is (quotes == "short")
    assert "2 of 2 documents" in shown[1]
    assert "word0" not in (tmp_path / "report" / "tables" / "near_duplicates.csv").read_text()


def test_the_flow_counts_what_each_step_left_out(shown, tokens_of, tmp_path, monkeypatch, articles):
    (tmp_path / "data").mkdir()
    articles.to_json(tmp_path / "data" / "a.jsonl", orient="records", lines=True, date_format="iso")
    (tmp_path / "data" / "corpora.toml").write_text('[mini]\npath = "data/a.jsonl"\nlicence = "<b>mine</b>"\n')
    monkeypatch.chdir(tmp_path)
    tokens = tokens_of(*articles["text"])
    sections_corpus.show_flow("mini", articles, near_duplicates(tokens), tokens)
    kept = pd.read_csv(tmp_path / "report" / "tables" / "flow.csv")
    assert kept["documents"].tolist() == [4, 4, 3, 2]
    assert kept["left_out"].tolist() == [0, 0, 1, 1]
    sections_corpus.show_provenance("mini")
    assert "&lt;b&gt;mine&lt;/b&gt;" in shown[1]
    assert "<b>" not in "".join(shown)


def test_limits_of_the_sources_fill_themselves(articles_of, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corpora.toml").write_text(
        '[guessed]\npath = "x.csv"\ndates = "estimated"\noutlet_table = "data/outlets.csv"\n', encoding="utf-8"
    )
    (tmp_path / "x.csv").write_text("text\nx\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = limits_sources("guessed", articles_of("x", outlet=["A"], language=["en"]))
    assert "One English-language outlet is not a country's media" in said
    assert "The dates of guessed are estimated: no claim about an event" in said
    assert "data/outlets.csv cites" in said
    assert "No outlet is recorded" in limits_sources("guessed", articles_of("x"))
