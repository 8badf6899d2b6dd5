"""The robustness report: its groups, its curves in words and files, and what cannot be measured."""

import numpy as np
import pytest

import discourse as dc
from discourse.errors import ArgumentError, UnknownNameError
from discourse.reports.prose_robustness import describe_specifications, specification_methods
from discourse.reports.sections_robustness import (
    show_contrast_passages,
    show_specifications,
    show_topic_specifications,
    two_groups,
)

PAIR = ["The Harbour Ledger", "The Northern Courier"]


@pytest.fixture(scope="module")
def demo():
    articles = dc.read_articles("demo")
    tokens = dc.tokenize(articles)
    book = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    curve = dc.specifications(
        tokens, book, theme="foreign_intervention", by="outlet", groups=PAIR, permutations=10, random_state=1
    )
    return articles, tokens, book, curve


def test_groups_named_or_the_two_largest(demo):
    articles = demo[0]
    assert two_groups(articles, by="outlet") == PAIR
    assert two_groups(articles, by="outlet", groups=["Meridian Wire"]) == ["Meridian Wire"]
    with pytest.raises(ArgumentError, match="two values of 'outlet'"):
        two_groups(articles, by="outlet", groups=["a", "b", "c"])
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        two_groups(articles, by="outlt")


def test_findings_hold_the_numbers_of_the_curve(demo):
    curve = demo[3]
    first = curve.iloc[0]
    said = " ".join(describe_specifications(curve, theme="foreign_intervention", groups=PAIR))
    assert f"has a ratio of {first['estimate']:.2f} in foreign intervention vocabulary" in said
    assert f"{first['base']}, in {first['documents']} and {first['documents_reference']} documents" in said
    assert "Over 36 specifications" in said
    assert "dealt out anew over documents (10 times)" in said
    methods = specification_methods(curve, by="outlet")
    assert "all 36 combinations" in methods
    assert "unit (token, sentence, document)" in methods


def test_a_curve_without_an_estimate_is_told(demo):
    curve = demo[3].assign(estimate=np.nan, low=np.nan, high=np.nan)
    assert "could be estimated" in describe_specifications(curve, theme="foreign_intervention", groups=PAIR)[0]


def test_curves_by_vocabulary_and_by_topic_have_files_of_their_own(shown, demo, tmp_path):
    articles, tokens, book, curve = demo
    show_specifications(curve)
    asked = {"theme": "foreign_intervention", "by": "outlet", "groups": PAIR, "measure": "ratio", "random_state": 1}
    show_topic_specifications(tokens, book, articles, **asked, numbers=[6], runs=2, permutations=0)
    kept = {path.stem for path in (tmp_path / "report" / "tables").iterdir()}
    assert {"specifications", "specification_summary", "topic_specifications", "topic_specification_summary"} <= kept
    assert any("A topic seeded with interference, meddling" in page for page in shown)


def test_what_a_topic_cannot_measure_is_said(shown, demo):
    articles, tokens, book, _ = demo
    asked = {"theme": "foreign_intervention", "by": "outlet", "groups": PAIR, "measure": "ratio", "random_state": 1}
    show_topic_specifications(tokens, book, articles, **asked, numbers=[], permutations=0)
    few = articles.groupby("outlet").head(6)
    show_topic_specifications(dc.tokenize(few), book, few, **asked, numbers=[6], permutations=0)
    assert "No numbers of topics were given" in shown[0]
    assert "not measured by a topic: " in shown[-1] or "fewer than two counted words" in shown[-1]


def test_passages_of_both_groups_and_their_citations(shown, demo, tmp_path):
    articles, tokens, book, _ = demo
    show_contrast_passages(
        tokens, book, articles, theme="foreign_intervention", by="outlet", groups=PAIR, quotes="short", random_state=1
    )
    assert all(name in shown[0] for name in PAIR)
    assert "Belmora Daily" not in shown[0]
    assert (tmp_path / "report" / "tables" / "theme_hits.csv").is_file()
