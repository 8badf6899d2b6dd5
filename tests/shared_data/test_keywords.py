"""Keyness of a real contrast, against the figures that come with the data."""

import pytest

import discourse as dc
from discourse.stats.keyness import g2

#: How far down its side of the table a word may stand, as a share of the rows.
FIRST = 0.02


@pytest.fixture(scope="module")
def sides(index_named):
    """The words of each side of the contrast, the most telling first."""
    table = dc.keywords(
        index_named("tehran_times_sovereignty").tokens,
        reference=index_named("allsides_iran").tokens,
        min_docs=25,
        permutations=0,
    )
    parts = [table[table["log_ratio"] > 0], table[table["log_ratio"] < 0]]
    return [part.reset_index(drop=True).rename_axis("rank").reset_index().set_index("token") for part in parts]


@pytest.mark.parametrize(
    ("side", "word", "expected"),
    [
        (0, "integrity", 961),
        (0, "sovereignty", 929),
        (0, "territorial", 901),
        (1, "obama", 5087),
        (1, "trump", 2374),
        (1, "congress", 1453),
        (1, "deal", 1079),
    ],
)
def test_g2(sides, side, word, expected):
    row = sides[side].loc[word]
    assert row["g2"] == pytest.approx(expected, rel=0.1)
    assert row["rank"] < FIRST * len(sides[side])


def test_g2_of_interference(sides, index_named):
    """The figure counts non-interference as interference; here it is a word of its own."""
    row = sides[0].loc["interference"]
    assert row["rank"] < FIRST * len(sides[0])
    groups = [index_named(name) for name in ("tehran_times_sovereignty", "allsides_iran")]
    counts = [len(dc.concordance(group, ["interference", "non interference"], window=0)) for group in groups]
    assert counts[0] > row["freq"]
    assert float(g2(*counts, *(len(group.tokens) for group in groups))) == pytest.approx(634, rel=0.1)


def test_without_permutations_nothing_is_said_about_chance(sides):
    assert all(side[["p", "q"]].isna().all(axis=None) for side in sides)
