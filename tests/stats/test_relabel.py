from itertools import combinations

import numpy as np
import pytest

from discourse.stats.relabel import deal_labels, relabel_p


def test_labels_are_dealt_whole_within_their_clusters():
    label = np.array([1, 1, 0, 0, 0, 0], dtype=bool)
    drawn = np.array([0, 0, 1, 1, 2, 2])
    dealt = np.concatenate(list(deal_labels(label, drawn, permutations=300, random_state=1)))
    assert (dealt[:, 0::2] == dealt[:, 1::2]).all()
    assert (dealt.sum(axis=1) == 2).all()
    assert dealt[:, ::2].mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.1)


def test_documents_of_a_cluster_with_both_labels_exchange_theirs():
    label = np.array([1, 0, 0, 1, 0], dtype=bool)
    drawn = np.array([7, 7, 7, 1, 2])
    dealt = np.concatenate(list(deal_labels(label, drawn, permutations=300, random_state=1)))
    assert (dealt[:, :3].sum(axis=1) == 1).all()
    assert (dealt[:, 3:].sum(axis=1) == 1).all()
    assert dealt[:, :3].mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.1)


def test_it_agrees_with_all_deals_of_a_small_example():
    y, n = np.array([5.0, 4, 6, 1, 0, 2]), np.full(6, 10.0)

    def statistic(chosen):
        mine = np.isin(np.arange(6), chosen)
        rates = [y[part].sum() / n[part].sum() for part in (mine, ~mine)]
        spread = [np.var(y[part] / 10, ddof=1) / 3 for part in (mine, ~mine)]
        return abs(rates[0] - rates[1]) / np.sqrt(sum(spread))

    every = [statistic(chosen) for chosen in combinations(range(6), 3)]
    exact = np.mean([value >= statistic((0, 1, 2)) - 1e-9 for value in every])
    in_target = np.arange(6) < 3
    p = relabel_p(y[:, None], n, in_target, np.arange(6), permutations=4999, random_state=1)
    assert p[0] == pytest.approx(exact, abs=0.02)


def test_swapping_the_groups_changes_nothing():
    generator = np.random.default_rng(1)
    y, n = generator.poisson(2, size=(30, 2)).astype(float), generator.integers(50, 90, 30).astype(float)
    mine = np.arange(30) < 12
    one, other = (relabel_p(y, n, part, np.arange(30), permutations=999, random_state=1) for part in (mine, ~mine))
    assert one == pytest.approx(other, abs=0.03)


def test_no_permutations_no_p_and_no_hits_no_difference():
    mine = np.arange(20) < 10
    assert np.isnan(relabel_p(np.ones((20, 1)), np.ones(20), mine, np.arange(20), permutations=0, random_state=1)[0])
    assert relabel_p(np.zeros((20, 1)), np.ones(20), mine, np.arange(20), permutations=99, random_state=1)[0] == 1


def test_groups_that_never_vary_but_differ():
    mine = np.arange(20) < 10
    p = relabel_p(mine.astype(float)[:, None], np.ones(20), mine, np.arange(20), permutations=999, random_state=1)
    assert p[0] <= 0.002
