"""Arabic and Persian: words, offsets, and the spellings that count as one."""

import pytest

import discourse as dc
from discourse.text.characters import fold, straighten
from discourse.text.index import index_tokens
from discourse.text.match import find_matches
from discourse.text.matrix import document_term_matrix
from discourse.text.patterns import parse_pattern
from discourse.text.tokenize import tokenize


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("كتاب", "کتاب"),
        ("علي", "علی"),
        ("می‌خواهد", "میخواهد"),
        ("كِتَابٌ", "کتاب"),
        ("الســلام", "السلام"),
        ("رحمٰن", "رحمن"),
        ("ـ", "ـ"),
        ("Tehran’s", "tehran's"),
        ("well\u2010being", "well-being"),
        ("sover\u00adeign", "sovereign"),
    ],
)
def test_spellings_are_made_alike_where_they_are_compared(written, compared):
    assert fold(written) == compared
    assert fold(straighten(written)) == compared
    assert fold(compared) == compared


TEXT = "وزیر گفت: «جمهوری اسلامي می‌خواهد كه حاكميتِ ملّی…» ۱۲٬۵۰۰ نفر؟ بله."


def test_words_offsets_and_sentences(articles_of):
    articles = articles_of(TEXT)
    tokens = tokenize(articles)
    assert tokens["token"].tolist()[3:6] == ["اسلامي", "می‌خواهد", "كه"]
    assert "۱۲٬۵۰۰" in set(tokens["token"])
    assert [TEXT[a:b] for a, b in zip(tokens["start"], tokens["end"], strict=True)] == tokens["token"].tolist()
    assert tokens["sentence"].iloc[-1] == 2


@pytest.mark.parametrize("pattern", ["اسلامی", "اسلامي", "حاکمیت", "میخواهد", "می‌خواهد", "ملی", "که حاکمیت مل*"])
def test_patterns_find_either_spelling_and_hits_show_the_text(articles_of, pattern):
    articles = articles_of(TEXT)
    index = index_tokens(tokenize(articles))
    assert len(find_matches(index, [parse_pattern(pattern)])) == 1
    hit = dc.concordance(index, pattern, window=3).iloc[0]
    assert TEXT[hit["start"] : hit["end"]] == hit["node"]
    assert TEXT[hit["start"] - len(hit["left"]) :].startswith(hit["left"] + hit["node"] + hit["right"])


def test_the_matrix_counts_both_spellings_as_one_term(articles_of):
    dtm = document_term_matrix(articles_of("كتاب کتاب و كِتاب", "كتاب"), stop_words="fa")
    assert dtm.terms.tolist() == ["کتاب"]
    assert dtm.counts.toarray().tolist() == [[3], [1]]
