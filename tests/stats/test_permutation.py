import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse.stats.keyness import g2
from discourse.stats.permutation import false_discovery, permutation_p


def test_p_by_hand():
    # one of four documents holds the word: every deal of one document gives some 1 : 0 split, a quarter of them ours
    counts, lengths = csr_array([[3], [0], [0], [0]]), np.full(4, 10)
    target = np.array([True, False, False, False])
    p = permutation_p(counts, lengths, target, g2, permutations=4000, random_state=1)
    assert p[0] == pytest.approx(0.25, abs=0.02)


def test_equal_groups_have_p_1_and_ties_count():
    counts, lengths = csr_array([[2], [2], [2], [2]]), np.full(4, 10)
    p = permutation_p(counts, lengths, np.array([True, True, False, False]), g2, permutations=100, random_state=1)
    assert p[0] == 1


def test_no_permutations_give_nan():
    counts, lengths = csr_array([[2, 1], [2, 1]]), np.full(2, 10)
    assert np.isnan(permutation_p(counts, lengths, np.array([True, False]), g2, permutations=0, random_state=1)).all()


def test_a_word_repeated_in_one_document_is_not_evidence():
    # the same total difference, once spread over all target documents, once in a single one
    spread, bunched = np.zeros((40, 1), dtype=int), np.zeros((40, 1), dtype=int)
    spread[:20], bunched[0] = 1, 20
    target, lengths = np.arange(40) < 20, np.full(40, 100)
    p = [
        permutation_p(csr_array(counts), lengths, target, g2, permutations=1000, random_state=1)[0]
        for counts in (spread, bunched)
    ]
    assert p[0] < 0.01
    assert p[1] > 0.4


def test_false_discovery_rates_of_benjamini_and_hochberg():
    # the 15 p-values of Benjamini & Hochberg (1995), section 3.2: four are rejected at .05
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262])
    p = np.append(p, [0.5719, 0.6528, 0.7590, 1.0])
    assert (false_discovery(p) <= 0.05).sum() == 4
    with_gap = false_discovery(np.append(p, np.nan))
    assert np.isnan(with_gap[-1])
    assert np.allclose(with_gap[:-1], false_discovery(p))
    assert np.isnan(false_discovery(np.array([np.nan]))).all()


def test_a_word_with_the_same_rate_in_every_document_has_p_1():
    # 75 tokens each, the word once: rounding must not make the observed deal the rarest
    for documents, inside in [(9, 2), (7, 3), (23, 5), (40, 11)]:
        counts, lengths = csr_array(np.ones((documents, 1), dtype=int)), np.full(documents, 75)
        p = permutation_p(counts, lengths, np.arange(documents) < inside, g2, permutations=200, random_state=1)
        assert p[0] == 1
    assert (g2(np.arange(1, 50), np.arange(1, 50) * 7 / 2, 75 * 2, 75 * 7) >= 0).all()


def test_the_lengths_of_the_documents_move_with_them():
    # longer documents hold the word more often, at the same rate: no difference to be found
    lengths = np.arange(10, 410, 10)
    counts = csr_array((lengths[:, None] // 10).astype(int))
    p = permutation_p(counts, lengths, np.arange(40) >= 20, g2, permutations=500, random_state=1)
    assert p[0] > 0.9
