"""Topics in a report: what is too small is said, what is shown has its file, seeds come from the theme's own hits."""

import pytest

import discourse as dc
from discourse.reports.prose_topics import describe_topic_runs, describe_topic_search, topic_methods
from discourse.reports.sections_topics import (
    seed_words,
    show_topic_groups,
    show_topic_methods,
    show_topic_passages,
    show_topic_runs,
    show_topic_search,
    topic_instruments,
)


@pytest.fixture(scope="module")
def demo():
    articles = dc.read_articles("demo")
    tokens = dc.tokenize(articles)
    book = dc.read_codebook("seeds/codebook.toml")
    runs = dc.fit_topic_runs(
        dc.document_term_matrix(tokens, min_docs=3, max_share=0.25, stop_words="en"), n_topics=6, runs=5, random_state=1
    )
    return articles, tokens, book, runs


def test_seeds_are_counted_words_of_the_hits_and_no_two_themes_share_one(demo):
    _, tokens, book, _ = demo
    dtm = dc.document_term_matrix(tokens, min_docs=3, max_share=0.25, stop_words="en")
    seeds = seed_words(tokens, book, dtm, themes=["sovereignty", "foreign_intervention", "non_interference_elections"])
    assert seeds["sovereignty"][:2] == ["sovereign", "sovereignty"]
    every = [word for words in seeds.values() for word in words]
    assert len(every) == len(set(every))
    assert set(every) <= set(dtm.terms)
    assert "interference" in seed_words(tokens, book, dtm, themes=["foreign_intervention"])["foreign_intervention"]


def test_a_small_corpus_is_told_once_and_everything_goes_on(shown, demo):
    articles, _, book, _ = demo
    few = articles.head(20)
    tokens = dc.tokenize(few)
    assert topic_instruments(tokens, book, n_topics=5, runs=5, random_state=1) is None
    assert "No topic model, here and below" in shown[0]
    show_topic_runs(None)
    show_topic_groups(None, few, by="outlet", random_state=1)
    show_topic_passages(None, tokens, few, quotes="short", random_state=1)
    assert len(shown) == 1
    show_topic_methods(None, by="outlet", random_state=1)
    show_topic_search(tokens, n_topics=[5], runs=2, random_state=1)
    assert "no method to describe" in shown[1]
    assert "Numbers of topics were not compared" in shown[2]


def test_what_is_shown_is_in_the_files(shown, demo, tmp_path):
    articles, tokens, _, runs = demo
    show_topic_runs(runs)
    show_topic_groups(runs, articles, by="outlet", random_state=1)
    file = tmp_path / "report" / "tables" / "topic_passages.csv"
    show_topic_passages(runs, tokens, articles, quotes="full", n=2, random_state=1)
    quoted = file.read_bytes()
    show_topic_passages(runs, tokens, articles, quotes="none", n=2, random_state=1)
    assert file.read_bytes() == quoted  # the same places: a report without quotations has the same numbers
    kept = {path.stem for path in (tmp_path / "report" / "tables").iterdir()}
    assert {
        "topics",
        "top_terms",
        "topic_stability",
        "topic_map",
        "topic_effects",
        "topic_rates",
        "topic_trend",
    } <= kept
    assert shown[-1].count("<mark></mark>") == 0
    assert shown[-1].count("(text not shown)") == 12


def test_without_groups_or_dates_it_says_so(shown, demo):
    articles, _, _, runs = demo
    show_topic_groups(runs, articles.assign(outlet="one").drop(columns="date"), by="outlet", random_state=1)
    assert "one value of outlet" in shown[0]
    assert "no trend" in shown[1]


def test_findings_count_stable_topics_and_differences(demo):
    articles, _, _, runs = demo
    effects = dc.topic_effects(runs, articles, by="outlet", random_state=1)
    stable = int((dc.topic_stability(runs)["note"] == "").sum())
    said = describe_topic_runs(runs, effects)
    assert said[0].startswith(f"The model was fitted 5 times on resampled documents. {stable} of 6 topics came back")
    nothing = effects.assign(low=-1.0, high=1.0)
    told = f"In none of {3 * stable} comparisons of stable topics does the interval exclude 0."
    assert describe_topic_runs(runs, nothing)[1] == told
    assert "5 times" in topic_methods(runs, by="outlet", min_docs=3, max_share=0.25, random_state=7)


def test_the_search_is_told_by_number_of_topics(demo):
    _, tokens, _, _ = demo
    dtm = dc.document_term_matrix(tokens, min_docs=3, max_share=0.25, stop_words="en")
    search = dc.search_topics(dtm, n_topics=[4, 6], runs=2, random_state=1)
    said = describe_topic_search(search)
    assert "fitted 2 times" in said
    assert "of 4 topics" in said
    assert "of 6 topics" in said
