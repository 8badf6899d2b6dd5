"""Labels dealt out within blocks, against all deals counted out."""

from itertools import permutations, product

import numpy as np

from discourse.stats.within import within_block_p


def test_expected_and_p_are_those_of_all_deals():
    labels, blocks = np.array([0, 1, 1, 0, 1]), np.array([0, 0, 0, 1, 1])
    counts = np.array([[2, 0], [1, 0], [0, 1], [3, 0], [0, 0]])
    sums = []
    for first, second in product(permutations(labels[:3]), permutations(labels[3:])):
        dealt = np.array([*first, *second])
        sums.append([counts[dealt == label].sum(axis=0) for label in (0, 1)])
    sums = np.array(sums, dtype=float)
    expected, p = within_block_p(labels, blocks, counts, kinds=2, permutations=4000, random_state=1)
    np.testing.assert_allclose(expected, sums.mean(axis=0))
    observed = np.array([counts[labels == label].sum(axis=0) for label in (0, 1)])
    exact = (np.abs(sums - expected) >= np.abs(observed - expected) - 1e-9).mean(axis=0)
    np.testing.assert_allclose(p, exact, atol=0.03)


def test_labels_not_looked_at_are_dealt_out_all_the_same():
    labels, blocks = np.array([-1, 0]), np.array([0, 0])
    expected, p = within_block_p(labels, blocks, np.array([[4], [0]]), kinds=1, permutations=9, random_state=1)
    assert expected.tolist() == [[2.0]]
    assert p.tolist() == [[1.0]]


def test_no_deals_no_p():
    expected, p = within_block_p(np.array([0]), np.array([0]), np.array([[1]]), kinds=1, permutations=0, random_state=1)
    assert expected.tolist() == [[1.0]]
    assert np.isnan(p).all()


def test_blocks_are_never_mixed():
    labels, blocks = np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1])
    expected, p = within_block_p(
        labels, blocks, np.array([[1], [1], [0], [0]]), kinds=2, permutations=50, random_state=1
    )
    assert expected.tolist() == [[2.0], [0.0]]
    assert p.tolist() == [[1.0], [1.0]]
