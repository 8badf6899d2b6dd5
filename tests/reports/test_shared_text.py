"""The last look before a bundle leaves the house: eight words on end of an article are found however written."""

import json

import pandas as pd
import pytest

from discourse.errors import ReportError
from discourse.reports.archive import zip_bytes
from discourse.reports.shared_text import names_in, refuse_text

TEXT = "The minister’s office said on Monday that the water treaty would not be renewed. A second line."
SAID = "minister’s office said on Monday that the water"


@pytest.fixture
def articles():
    return pd.DataFrame({"doc_id": ["a", "b"], "text": ["Nothing of note.", TEXT], "title": [None, "No renewal"]})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", f'1,"{SAID.upper()}",2\n'),
        ("t.csv", SAID.replace(" ", "\n")),
        ("p.html", f"<p>{SAID.replace('office', '<mark>office</mark>').replace('on', '<b>o</b>n')}</p>"),
        ("p.html", f'<img alt="{SAID.replace("’", "&rsquo;")}">'),
        ("n.ipynb", json.dumps({"cells": [{"source": [SAID[:20], SAID[20:]]}]})),
        ("n.ipynb", json.dumps({"a": {"text/html": f"<i>{SAID.replace(' ', '</i> <i>')}</i>"}})),
        ("n.json", json.dumps({SAID: 1})),
        ("t.tex", SAID.replace("’", "'")),
    ],
)
def test_a_passage_is_found_however_it_is_written(articles, name, content):
    with pytest.raises(ReportError, match=rf"{name} repeats b:4-\d+"):
        refuse_text({"fine.csv": b"doc_id,hits\nb,2\n", name: content.encode("utf-8")}, articles)


def test_a_passage_in_a_word_document_is_found(articles):
    packed = zip_bytes({"word/document.xml": f"<w:t>{SAID}</w:t>".encode()})
    with pytest.raises(ReportError, match=r"t\.docx repeats b:4-"):
        refuse_text({"t.docx": packed}, articles)


def test_shorter_passages_pictures_and_titles_are_let_through(articles):
    refuse_text({"t.csv": b"said on Monday that the water treaty", "f.svg": SAID.encode()}, articles)
    titled = articles.assign(title=["", "The minister’s office said on Monday that the water treaty"])
    refuse_text({"c.bib": b"The minister's office said on Monday that the water treaty"}, titled)
    with pytest.raises(ReportError, match="repeats b:"):
        refuse_text({"c.bib": TEXT.encode()}, titled)


def test_every_file_is_named_and_no_word_is_told(articles):
    with pytest.raises(ReportError) as told:
        refuse_text({"one.csv": TEXT.encode(), "two.csv": TEXT.encode()}, articles)
    assert "one.csv repeats b:0-" in str(told.value)
    assert "two.csv repeats b:0-" in str(told.value)
    assert "minister" not in str(told.value)


def test_a_speaker_with_office_and_ministry_is_a_name_and_a_sentence_is_not(articles_of):
    name = "Inspector General Ada Lovelace’s large team at the Ministry of Water"
    articles = articles_of(f"{name} said so. It was the end of the long and bitter dispute over the dam.")
    table = f"speaker,statements\n{name},3\n".encode()
    with pytest.raises(ReportError, match=r"sources\.csv repeats d0:0-"):
        refuse_text({"sources.csv": table}, articles)
    refuse_text({"sources.csv": table}, articles, names=names_in({"sources.csv": table}))
    said = b"speaker\nIt was the end of the long and bitter dispute over the dam\n"
    with pytest.raises(ReportError, match=r"sources\.csv repeats"):
        refuse_text(
            {"sources.csv": said},
            articles,
            names=names_in({"sources.csv": said, "other.csv": b"a\n1\n", "none.csv": b"\n"}),
        )


def test_an_article_that_names_another_by_its_title_is_not_repeated_by_the_citation_of_that(articles_of):
    title = "Ministers of four countries meet to share the water of the river"
    articles = articles_of("The river rose.", f"It rained. See also: {title}.", title=[title, "Rain"])
    refuse_text({"articles.bib": f"title = {{{title}}}".encode()}, articles)
    with pytest.raises(ReportError, match=r"x\.csv repeats d1:0-"):
        refuse_text({"x.csv": articles["text"][1].encode()}, articles)
    post = " ".join(f"word{number}" for number in range(60))
    with pytest.raises(ReportError, match=r"x\.csv repeats d0:0-"):
        refuse_text({"x.csv": post.encode()}, articles_of(post, title=[post]))


def test_addresses_of_one_site_do_not_repeat_each_other(articles_of):
    articles = articles_of("See https://www.example.org/news/world-us-canada-44427660 and more.")
    refuse_text({"articles.bib": b"url = {https://www.example.org/news/world-us-canada-45261181},"}, articles)
