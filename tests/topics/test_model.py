import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.tables import check
from discourse.topics.documents import top_documents
from discourse.topics.model import topic_model
from discourse.topics.terms import top_terms


@pytest.fixture
def topics():
    return topic_model(
        np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]),
        np.array([[0.9, 0.1], [0.5, 0.5], [0.5, 0.5]]),
        terms=pd.Index(["b", "c", "a"]),
        doc_ids=pd.Index(["y", "z", "x"]),
        doc_lengths=np.array([4, 0, 9]),
        term_counts=np.array([5, 4, 4]),
        settings={"random_state": 1},
    )


def test_top_terms_break_ties_by_the_alphabet(topics):
    table = check(top_terms(topics, n=3), "top_terms")
    assert table[table["topic"] == 1]["token"].tolist() == ["b", "a", "c"]
    assert table[table["topic"] == 2]["token"].tolist() == ["a", "c", "b"]
    assert table["rank"].tolist() == [1, 2, 3, 1, 2, 3]


def test_top_documents_leave_out_those_without_words(topics):
    table = check(top_documents(topics, n=5), "top_documents")
    assert table[table["topic"] == 2][["doc_id", "share", "tokens"]].to_numpy().tolist() == [
        ["x", 0.5, 9],
        ["y", 0.1, 4],
    ]


def test_settings_are_frozen_and_it_prints(topics):
    with pytest.raises(TypeError):
        topics.settings["random_state"] = 2
    assert repr(topics).splitlines()[1] == "├─ topics: 2"


def test_n_must_be_positive(topics):
    with pytest.raises(ArgumentError, match="n must be 1 or more"):
        top_terms(topics, n=0)
