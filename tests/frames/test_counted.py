"""Rates come out of the tables they are counted in, to the last digit, without the text."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ArgumentError, TableError
from discourse.frames.measures.counted import counted_documents, counted_themes, counts_again
from discourse.frames.measures.counts import theme_counts
from discourse.frames.measures.rates import rates_of
from discourse.tables import check


@pytest.fixture(scope="module")
def demo():
    articles = dc.read_articles("demo")
    index = dc.index_tokens(dc.tokenize(articles))
    book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty", "foreign_intervention"])
    return articles, index, book, dc.near_duplicates(index)


@pytest.mark.parametrize("unit", ["token", "sentence", "document"])
@pytest.mark.parametrize("copies", ["keep", "drop", "cluster"])
def test_rates_come_out_of_the_tables_again(demo, unit, copies):
    articles, index, book, near = demo
    how = {"unit": unit, "articles": articles, "near_duplicates": near, "copies": copies}
    counts = theme_counts(index, book, variables=["outlet"], **how)
    documents, counted = counted_documents(counts), counted_themes(counts)
    check(documents, "counted_documents")
    check(counted, "counted_themes")
    shuffled = documents.sample(frac=1, random_state=1), counted.sample(frac=1, random_state=2)
    again = rates_of(
        counts_again(*shuffled, counts.themes), ["outlet"], confidence=0.95, method="percentile", random_state=3
    )
    pd.testing.assert_frame_equal(again, dc.theme_rates(index, book, by="outlet", random_state=3, **how))


def test_the_tables_add_up_by_hand(articles_of):
    articles = articles_of("Sovereignty and sovereignty. Rain.", "Rain.", "Our sovereignty.")
    book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    counts = theme_counts(dc.tokenize(articles), book, unit="sentence", articles=articles)
    assert counted_documents(counts)[["doc_id", "tokens", "units", "drawn_with"]].to_numpy().tolist() == [
        ["d0", 4, 2, "d0"],
        ["d1", 1, 1, "d1"],
        ["d2", 2, 1, "d2"],
    ]
    assert counted_themes(counts).to_numpy().tolist() == [["d0", "sovereignty", 2, 1], ["d2", "sovereignty", 1, 1]]


def test_hits_of_unknown_documents_or_themes_and_blocks_are_refused(demo):
    articles, index, book, _ = demo
    counts = theme_counts(index, book, unit="token", articles=articles)
    documents, counted = counted_documents(counts), counted_themes(counts)
    with pytest.raises(TableError, match="doc_id is not among those given: nobody"):
        counts_again(documents, counted.assign(doc_id="nobody"), counts.themes)
    with pytest.raises(TableError, match="theme is not among those given: foreign_intervention"):
        counts_again(documents, counted, ["sovereignty"])
    with pytest.raises(TableError, match="unit 'word'"):
        counts_again(documents.assign(unit="word"), counted, counts.themes)
    with pytest.raises(ArgumentError, match="without block="):
        counted_documents(theme_counts(index, book, unit="token", articles=articles, block="outlet"))
    assert np.array_equal(counts_again(documents, counted, counts.themes).hits, counts.hits)
