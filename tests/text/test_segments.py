import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse import tables
from discourse.errors import ArgumentError, TableError
from discourse.text.paragraphs import paragraph_spans
from discourse.text.segments import segments, to_articles
from discourse.text.tokenize import tokenize

WRAPPED = """It is a great satisfaction for my country, which has the
honour of opening this debate, to see a son of Africa as
the President of this session, as everybody here says.
It was Mr.
Diogo who spoke first and who will speak last in all
the days to come, as we have been told by many here.
150.\tWe also heard from others that a new paragraph may
begin with a number after a line that is quite full."""


def texts(table):
    return table["text"].tolist()


def test_sentences_keep_the_marks_that_open_and_close_them(articles_of):
    table = segments(articles_of("“Stop!” he said. (She ran.) Then…\n\nEnd", outlet=["A"]), unit="sentence")
    assert texts(table) == ["“Stop!” he said.", "(She ran.)", "Then…", "End"]
    assert table["doc_id"].tolist() == ["d0#s1", "d0#s2", "d0#s3", "d0#s4"]
    assert table["outlet"].tolist() == ["A"] * 4


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\n\nTwo", ["One.", "Two"]),
        ("One.\r\n \r\nTwo\u2029Three", ["One.", "Two", "Three"]),
        ("A headline\nA line. And more.\nThe end", ["A headline", "A line. And more.", "The end"]),
        ("  \n", []),
        ("", []),
    ],
)
def test_paragraphs(articles_of, text, paragraphs):
    assert texts(segments(articles_of(text), unit="paragraph")) == paragraphs


def test_hard_wrapped_text_is_parted_only_after_short_lines_and_before_numbers():
    found = [WRAPPED[a:b].splitlines()[0] for a, b in paragraph_spans(WRAPPED)]
    assert found == [
        "It is a great satisfaction for my country, which has the",
        "Diogo who spoke first and who will speak last in all",
        "150.\tWe also heard from others that a new paragraph may",
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(alphabet="aB .!?“”(\n\r\t1é🙂", max_size=60), max_size=4),
    st.sampled_from(["sentence", "paragraph"]),
)
def test_segments_are_stretches_of_their_article_that_hold_every_word_once(given_texts, unit):
    articles = pd.DataFrame(
        {"doc_id": [f"d{i}" for i in range(len(given_texts))], "text": pd.Series(given_texts, dtype="str")}
    )
    table = tables.check(segments(articles, unit=unit), "segments")
    by_id = articles.set_index("doc_id")["text"]
    reach = dict.fromkeys(by_id.index, 0)
    for row in table.itertuples():
        assert by_id[row.article_id][row.start : row.end] == row.text
        assert reach[row.article_id] <= row.start < row.end
        reach[row.article_id] = row.end
    whole = tokenize(articles)
    pieces = tokenize(table)
    lifted = (
        pieces["start"].to_numpy() + table.set_index("doc_id")["start"].loc[pieces["doc_id"].astype("str")].to_numpy()
    )
    assert lifted.tolist() == whole["start"].tolist()
    assert pieces["token"].tolist() == whole["token"].tolist()


def test_sentences_are_those_of_the_tokens_table(articles_of):
    articles = articles_of("Mr. Li left. He ran!", "One", "")
    counted = tokenize(articles).groupby("doc_id", observed=True)["sentence"].nunique()
    assert segments(articles, unit="sentence")["article_id"].value_counts().to_dict() == counted.to_dict()


def test_hits_go_back_up_to_the_article(articles_of):
    articles = articles_of("He left. She stayed.", "They stayed", outlet=["A", "B"])
    for unit in ("sentence", "paragraph"):
        pieces = segments(articles, unit=unit)
        lifted = to_articles(dc.concordance(tokenize(pieces), "stayed"), pieces)
        direct = dc.concordance(tokenize(articles), "stayed")
        columns = ["doc_id", "start", "end", "node", "outlet"]
        pd.testing.assert_frame_equal(lifted[columns], direct[columns])


def test_an_empty_corpus_has_the_same_columns(articles_of):
    full = segments(articles_of("a", outlet=["x"]), unit="sentence")
    for articles in (articles_of(outlet=[]), articles_of("…", outlet=["x"])):
        table = tables.check(segments(articles, unit="sentence"), "segments")
        assert len(table) == 0
        assert table.columns.tolist() == full.columns.tolist()


def test_bad_arguments(articles_of):
    articles = articles_of("a b", "c")
    with pytest.raises(ArgumentError, match="unit must be one of 'paragraph', 'sentence', not 'line'"):
        segments(articles, unit="line")
    pieces = segments(articles, unit="paragraph")
    with pytest.raises(TableError, match="segments are made of whole articles"):
        segments(pieces, unit="sentence")
    with pytest.raises(TableError, match="this is a tokens table; tokenise the articles"):
        to_articles(tokenize(pieces), pieces)
    with pytest.raises(TableError, match="1 doc_ids are of none of the segments: d1#p1"):
        to_articles(dc.concordance(tokenize(pieces), "c"), pieces.head(1))
    with pytest.raises(TableError, match="column end is missing"):
        to_articles(pieces[["doc_id", "start"]], pieces)
