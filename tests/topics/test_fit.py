import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TooSmallError
from discourse.text.matrix import document_term_matrix
from discourse.text.tokenize import tokenize
from discourse.topics.fit import fit_topics


@pytest.fixture(scope="module")
def planted() -> pd.DataFrame:
    """120 documents, half about one set of ten words, half about another."""
    generator = np.random.default_rng(3)
    words = [[f"w{topic}x{number}" for number in range(10)] for topic in range(2)]
    texts = [" ".join(generator.choice(words[number % 2], size=60)) for number in range(120)]
    return pd.DataFrame({"doc_id": [f"d{number:03}" for number in range(120)], "text": texts})


def test_planted_topics_are_found(planted):
    topics = fit_topics(document_term_matrix(tokenize(planted)), n_topics=2, random_state=1, passes=5)
    mine = topics.doc_topics.to_numpy()[::2].argmax(axis=1)
    other = topics.doc_topics.to_numpy()[1::2].argmax(axis=1)
    assert len(set(mine)) == len(set(other)) == 1
    assert mine[0] != other[0]


def test_shares_and_probabilities_sum_to_1_and_nothing_is_dropped(planted):
    topics = fit_topics(document_term_matrix(tokenize(planted)), n_topics=5, random_state=1, passes=2)
    assert topics.doc_topics.shape == (120, 5)
    assert np.allclose(topics.doc_topics.sum(axis=1), 1)
    assert np.allclose(topics.topic_terms.sum(axis=1), 1)
    assert topics.doc_lengths.tolist() == [60] * 120
    assert topics.term_counts.sum() == 120 * 60


def test_same_bytes_on_every_run_with_several_chunks_and_any_order(planted, monkeypatch):
    from discourse.topics import fit

    monkeypatch.setattr(fit, "_CHUNK", 25)  # with a single chunk, chance has fewer places to hide
    dtm = document_term_matrix(tokenize(planted))
    other_order = document_term_matrix(tokenize(planted.iloc[::-1]))
    first, second, third = (
        fit_topics(matrix, n_topics=3, random_state=4, passes=2) for matrix in (dtm, dtm, other_order)
    )
    for again in (second, third):
        pd.testing.assert_frame_equal(first.topic_terms, again.topic_terms, check_exact=True)
        pd.testing.assert_frame_equal(first.doc_topics, again.doc_topics, check_exact=True)
    assert not first.topic_terms.equals(fit_topics(dtm, n_topics=3, random_state=5, passes=2).topic_terms)


def test_more_passes_move_the_model(planted):
    dtm = document_term_matrix(tokenize(planted))
    one, three = (fit_topics(dtm, n_topics=3, random_state=4, passes=passes, init="random") for passes in (1, 3))
    assert not np.allclose(one.topic_terms, three.topic_terms)
    assert one.settings["passes"] == 1


def test_numbers_are_in_double_precision(planted):
    topics = fit_topics(document_term_matrix(tokenize(planted)), n_topics=2, random_state=1, passes=1)
    assert topics.topic_terms.to_numpy().dtype == topics.doc_topics.to_numpy().dtype == np.float64
    assert abs(topics.doc_topics.sum(axis=1) - 1).max() < 1e-12


def test_a_document_without_a_term_stays_with_the_prior(planted):
    planted = pd.concat([planted, pd.DataFrame({"doc_id": ["empty"], "text": ["rare"]})], ignore_index=True)
    topics = fit_topics(document_term_matrix(tokenize(planted), min_docs=2), n_topics=2, random_state=1, passes=2)
    assert topics.doc_topics.loc["empty"].tolist() == pytest.approx([0.5, 0.5])
    assert topics.doc_lengths["empty"] == 0


def test_too_small_a_corpus_is_refused_with_advice(planted):
    dtm = document_term_matrix(tokenize(planted.head(40)))
    with pytest.raises(TooSmallError) as error:
        fit_topics(dtm, n_topics=9, random_state=1)
    message = str(error.value)
    assert "40 documents with terms; at least 50" in message
    assert "2,400 counted tokens; at least 5,000" in message
    assert "40 documents for 9 topics; at least 5 documents a topic" in message
    assert "concordance()" in message


def test_bad_arguments(planted):
    dtm = document_term_matrix(tokenize(planted))
    with pytest.raises(ArgumentError, match="n_topics must be 2 or more"):
        fit_topics(dtm, n_topics=1, random_state=1)
    with pytest.raises(ArgumentError, match="a topic model starts by chance"):
        fit_topics(dtm, n_topics=2, random_state=None)
