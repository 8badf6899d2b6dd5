import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, TooSmallError, UnknownNameError
from discourse.text.count_kernels import count_terms
from discourse.text.matrix import document_term_matrix


def test_counts_terms_in_lower_case(tokens_of):
    dtm = document_term_matrix(tokens_of("The dam. The DAM", "dam, river"))
    assert dtm.terms.tolist() == ["dam", "river", "the"]
    assert dtm.counts.toarray().tolist() == [[2, 0, 2], [1, 1, 0]]


def test_thresholds_and_stop_words(tokens_of):
    tokens = tokens_of("the dam 12 not", "the dam", "the river not not")
    assert document_term_matrix(tokens, min_docs=2).terms.tolist() == ["dam", "not", "the"]
    assert document_term_matrix(tokens, min_freq=3).terms.tolist() == ["not", "the"]
    assert document_term_matrix(tokens, max_share=0.7).terms.tolist() == ["12", "dam", "not", "river"]
    assert document_term_matrix(tokens, stop_words="en").terms.tolist() == ["dam", "not", "river"]
    assert document_term_matrix(tokens, stop_words=["Dam", "not"]).terms.tolist() == ["river", "the"]


def test_order_of_rows_is_irrelevant_and_no_document_is_dropped(tokens_of):
    tokens = tokens_of("dam", "river dam", "dam")
    dtm = document_term_matrix(tokens, min_docs=2, stop_words=["river"])
    shuffled = document_term_matrix(tokens.sample(frac=1, random_state=1), min_docs=2, stop_words=["river"])
    assert dtm.doc_ids.tolist() == shuffled.doc_ids.tolist() == ["d0", "d1", "d2"]
    assert np.array_equal(dtm.counts.toarray(), shuffled.counts.toarray())
    assert "3 (0 without a term)" in repr(dtm)
    one = document_term_matrix(tokens_of("dam dam", "river"), min_freq=2)
    assert one.counts.toarray().tolist() == [[2], [0]]


def test_a_filtered_table_has_only_its_own_documents(tokens_of):
    tokens = tokens_of("dam", "river")
    assert document_term_matrix(tokens[tokens["doc_id"] == "d1"]).doc_ids.tolist() == ["d1"]


def test_bad_arguments(tokens_of):
    tokens = tokens_of("dam")
    with pytest.raises(TooSmallError, match="no term is left of 1 in 1 documents with min_docs=2"):
        document_term_matrix(tokens, min_docs=2)
    with pytest.raises(ArgumentError, match="must be 1 or more"):
        document_term_matrix(tokens, min_docs=0)
    with pytest.raises(UnknownNameError, match="no stop list called 'eng'"):
        document_term_matrix(tokens, stop_words="eng")
    with pytest.raises(TooSmallError):
        document_term_matrix(tokens_of())


def test_compiled_counts_of_many_terms_are_the_plain_ones():
    generator = np.random.default_rng(3)
    terms, documents = 9_000, 7  # more than one word of the summary of the set of bits
    word = np.minimum(generator.zipf(1.2, size=30_000), terms).astype(np.int32) - 1
    bounds = np.sort(np.append(generator.integers(0, len(word), documents - 1), [0, len(word)]))
    rows, term_of = generator.permutation(documents), generator.permutation(terms).astype(np.int32)
    term_of[::5] = -1
    indptr, columns, counts, frequency, spread = count_terms(word, bounds, rows, term_of, terms)
    plain = np.zeros((documents, terms), dtype=np.int64)
    for row, document in enumerate(rows):
        found = term_of[word[bounds[document] : bounds[document + 1]]]
        np.add.at(plain[row], found[found >= 0], 1)
    made = csr_array((counts, columns, indptr), shape=plain.shape)
    assert made.has_canonical_format
    assert (made.toarray() == plain).all()
    assert (frequency == plain.sum(axis=0)).all()
    assert (spread == (plain > 0).sum(axis=0)).all()
