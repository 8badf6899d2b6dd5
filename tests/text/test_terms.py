import sys

import pytest

from discourse.errors import ArgumentError, DiscourseError
from discourse.text.matrix import document_term_matrix
from discourse.text.terms import terms_of


def test_case_lemmas_merges_and_stop_words_are_decided_once_for_each_spelling(tokens_of):
    tokens = tokens_of("The States said no. Treaties, treaty and the USA's U.S. 12")
    assert "States" in document_term_matrix(tokens, case=True).terms
    pytest.importorskip("simplemma")
    lemmas = document_term_matrix(tokens, lemmas="en", merge={"U.S": "usa", "USA's": "usa"}, stop_words="en")
    counts = dict(zip(lemmas.terms, lemmas.counts.toarray()[0].tolist(), strict=True))
    assert counts == {"no": 1, "say": 1, "state": 1, "treaty": 2, "usa": 2}


def test_a_word_is_left_out_by_its_own_spelling_or_by_its_lemma():
    pytest.importorskip("simplemma")
    number, terms = terms_of(["was", "wrote", "Going"], lemmas="en", stop_words=["be", "going"])
    assert (number.tolist(), terms) == ([-1, 0, -1], ["write"])


def test_several_languages_of_lemmas_and_an_unknown_one():
    pytest.importorskip("simplemma")
    assert terms_of(["Verträge"], lemmas="de")[1] == ["vertrag"]
    with pytest.raises(ArgumentError, match="lemmas='xx': Unsupported language: xx; give the code of a language"):
        terms_of(["a"], lemmas="xx")


def test_without_the_package_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "simplemma", None)
    with pytest.raises(DiscourseError, match=r"not installed; install it with: pip install simplemma"):
        terms_of(["a"], lemmas="en")
