"""The compiled splitter against the plain rules; whatever the path, the same tables."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, TooSmallError
from discourse.text import words
from discourse.text.characters import JOINERS, NUMERICS, character_classes, token_mask
from discourse.text.matrix import document_term_matrix
from discourse.text.tokenize import tokenize

#: What the rules speak of, denser than chance would have it.
SPOKEN_OF = "ab1٣é🙂 .\n" + JOINERS + NUMERICS + "\u0301\u064b\u20e3\ufe0fⅣ½Ω漢ی\U0001d400\U000e0100"


def articles_of(texts):
    return pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="str")})


@pytest.fixture
def compiled(monkeypatch):
    """From the first byte on."""
    monkeypatch.setattr(words, "COMPILED_FROM", 0)
    monkeypatch.setattr(words, "COMPILED_FROM_TOKENS", 0)


def both(articles, function):
    """What a function gives on the plain path and on the compiled one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "COMPILED_FROM", 10**9)
        patch.setattr(words, "COMPILED_FROM_TOKENS", 10**9)
        plain = function(articles)
        patch.setattr(words, "COMPILED_FROM", 0)
        patch.setattr(words, "COMPILED_FROM_TOKENS", 0)
        return plain, function(articles)


TEXTS = st.lists(st.one_of(st.text(max_size=40), st.text(alphabet=SPOKEN_OF, max_size=40)), max_size=5)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["keep", "split"]))
def test_both_ways_give_the_same_table(texts, hyphens):
    plain, fast = both(articles_of(texts), lambda articles: tokenize(articles, hyphens=hyphens))
    pd.testing.assert_frame_equal(plain, fast)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["keep", "split"]))
def test_tokens_are_what_the_rules_say(texts, hyphens):
    for number, table in tokenize(articles_of(texts), hyphens=hyphens).groupby("doc_id", observed=True):
        text = texts[int(number)]
        mask = token_mask(text, hyphens=hyphens == "keep")
        mine = np.zeros(len(text), dtype=bool)
        for start, end in zip(table["start"], table["end"], strict=True):
            mine[start:end] = True
        assert mine.tolist() == mask.tolist()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abAB -.", max_size=30), max_size=5))
def test_the_matrix_of_articles_is_that_of_their_tokens(texts):
    def counted(make):
        try:
            dtm = document_term_matrix(make(articles_of(texts)), stop_words=["a"])
        except TooSmallError:
            return None
        return dtm.doc_ids.tolist(), dtm.terms.tolist(), dtm.counts.toarray().tolist()

    plain, fast = both(None, lambda _: (counted(lambda articles: articles), counted(tokenize)))
    assert plain[0] == plain[1] == fast[0] == fast[1]


@pytest.mark.usefixtures("compiled")
def test_many_types_and_long_words():
    texts = [" ".join(f"w{number}" for number in range(first, 70_000, 2)) for first in (0, 1)]
    texts += ["x" * 100_000, " ".join(f"{'—' * (number % 2_000)}y" for number in range(4_000))]
    tokens = tokenize(articles_of(texts))
    assert tokens["token"].nunique() == 70_002
    assert tokens["after"].nunique() > 2_000
    by_id = dict(zip("0123", texts, strict=True))
    sample = tokens.iloc[::97]
    assert all(by_id[row.doc_id][row.start : row.end] == row.token for row in sample.itertuples())


@pytest.mark.usefixtures("compiled")
def test_slices_and_chunks_of_arrow_text():
    articles = pd.concat([articles_of(["one é", "two"]), articles_of(["three"])], ignore_index=True)
    articles["doc_id"] = ["a", "b", "c"]
    assert tokenize(articles)["token"].tolist() == ["one", "é", "two", "three"]
    assert tokenize(articles.iloc[1:])["token"].tolist() == ["two", "three"]
    assert tokenize(articles.iloc[::-1])["doc_id"].tolist() == ["c", "b", "a", "a"]
    assert tokenize(articles.iloc[:0]).columns.tolist() == tokenize(articles).columns.tolist()


@pytest.mark.usefixtures("compiled")
def test_hyphens_are_kept_or_split(monkeypatch):
    for start in (0, 10**9):
        monkeypatch.setattr(words, "COMPILED_FROM", start)
        articles = articles_of(["well-being, non‐nuclear 6-7 sover\u00adeign"])
        assert tokenize(articles)["token"].tolist() == ["well-being", "non‐nuclear", "6-7", "sover\u00adeign"]
        split = tokenize(articles, hyphens="split")
        assert split["token"].tolist() == ["well", "being", "non", "nuclear", "6", "7", "sover\u00adeign"]
        assert document_term_matrix(articles, hyphens="split").terms.tolist()[0] == "6"
    with pytest.raises(ArgumentError, match="hyphens must be one of 'keep', 'split', not 'no'"):
        tokenize(articles, hyphens="no")
    with pytest.raises(ArgumentError, match="is decided when a table is tokenised"):
        document_term_matrix(split, hyphens="split")


def test_characters_that_planes_hold():
    from unicodedata import category

    classes = character_classes()
    kinds = {"Lu": 1, "Ll": 1, "Lt": 1, "Lm": 1, "Lo": 1, "Nd": 2, "Nl": 2, "No": 2, "Mn": 3, "Mc": 3, "Me": 3}
    outside = {*map(ord, JOINERS + NUMERICS), ord(".")}
    points = [*range(0, 0x110000, 7), *range(0xE0000, 0xE0200), 0x3FFFF, 0x40000, 0x10FFFF]
    assert all(classes[point] == kinds.get(category(chr(point)), 0) for point in points if point not in outside)


@pytest.mark.usefixtures("compiled")
def test_half_a_character_is_refused_on_both_ways():
    from discourse.errors import TableError

    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": pd.Series(["ok", "x\ud800"], dtype="object")})
    with pytest.raises(TableError, match=r"lone surrogate\) in documents b"):
        tokenize(articles)
