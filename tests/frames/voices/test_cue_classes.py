"""Classes of cues, by hand and against the published worked example."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.frames.voices.contrasts import contrasts, weighted
from discourse.frames.voices.cue_classes import cue_classes
from discourse.tables import check, empty


@pytest.fixture
def statements(statements_of):
    """Twelve articles in each outlet; A reports Sand with said and claimed by turns, B with said alone."""
    rows = [
        {
            "article_id": f"d{n}",
            "speaker": "Sand" if n % 3 else "Orvik",
            "content_spans": [(0, 5)],
            "cue_class": "distancing" if n < 12 and n % 2 else "neutral",
        }
        for n in range(24)
    ]
    return statements_of(*rows, outlet=["A"] * 12 + ["B"] * 12)


def test_the_weighted_log_odds_of_the_worked_example():
    # y = [40, 10, 50] v [10, 40, 50], prior [5, 5, 10]: delta 1.43508453, z 4.81341983 (Monroe et al. 2008, eq. 16-22)
    delta, z = weighted(np.array([[40.0, 10, 50], [10, 40, 50]]), np.array([5.0, 5, 10]))
    np.testing.assert_allclose(delta, [[1.43508453, -1.43508453, 0], [-1.43508453, 1.43508453, 0]], atol=1e-8)
    np.testing.assert_allclose(z[0], [4.81341983, -4.81341983, 0], atol=1e-8)


def test_shares_and_odds_by_hand(statements):
    found = check(cue_classes(statements, by="outlet", random_state=1), "cue_classes").set_index(
        ["outlet", "cue_class"]
    )
    a = found.loc[("A", "distancing")]
    assert a[["statements", "total", "share", "documents"]].tolist() == [6, 12, 0.5, 12]
    assert 0.1 < a["low"] < 0.5 < a["high"] < 0.9
    prior = {"distancing": 10 * 6 / 24, "neutral": 10 * 18 / 24}
    odds = np.log((6 + prior["distancing"]) / (6 + prior["neutral"]))
    odds -= np.log((0 + prior["distancing"]) / (12 + prior["neutral"]))
    assert a["log_odds"] == pytest.approx(odds)
    assert a["log_odds_low"] > 0
    b = found.loc[("B", "distancing")]
    assert b["log_odds"] == pytest.approx(-odds)
    assert b["note"] == "in fewer than 3 documents of the group, so no interval"


def test_by_speaker_unsure_ones_are_not_resolved_and_rare_ones_stand_together(statements):
    unsure = statements.assign(speaker_confidence=[0.1] * 6 + [1.0] * 18)
    found = cue_classes(unsure, by="speaker", n=1, random_state=1)
    assert found["speaker"].drop_duplicates().tolist() == ["(not resolved)", "(other speakers)", "Sand"]
    assert found.groupby("speaker")["statements"].sum().tolist() == [6, 6, 12]
    both = cue_classes(statements, by=["outlet", "speaker"], random_state=1)
    assert both["statements"].sum() == 24
    assert both.columns.tolist()[:3] == ["outlet", "speaker", "cue_class"]


def test_one_group_has_shares_and_no_odds(statements):
    found = cue_classes(statements[statements["outlet"] == "A"], by="outlet", random_state=1)
    assert found["share"].tolist() == [0.5, 0.5]
    assert found["log_odds"].isna().all()
    assert found["log_odds_low"].isna().all()


def test_the_order_of_the_rows_is_irrelevant(statements):
    one = cue_classes(statements, by="outlet", random_state=1)
    other = cue_classes(statements.sample(frac=1, random_state=7), by="outlet", random_state=1)
    pd.testing.assert_frame_equal(one, other)


def test_bad_arguments_and_nothing(statements):
    with pytest.raises(UnknownNameError, match=r"no document variable called 'paper' in statements; .*outlet"):
        cue_classes(statements, by="paper", random_state=1)
    with pytest.raises(ArgumentError, match="prior must be above 0"):
        cue_classes(statements, by="outlet", prior=0, random_state=1)
    none = cue_classes(empty("statements"), by="speaker", random_state=1)
    assert none.columns.tolist() == cue_classes(statements, by="speaker", random_state=1).columns.tolist()


def test_clustered_rows_widen_the_interval():
    """Thirty articles that repeat one class five times are thirty observations, not a hundred and fifty."""
    rows = pd.DataFrame({"doc_id": [f"d{n:02}" for n in range(30)], "group": 0, "category": ["a", "b"] * 15})
    one = contrasts(rows, prior=10, confidence=0.95, random_state=1)
    five = contrasts(pd.concat([rows] * 5), prior=10, confidence=0.95, random_state=1)
    assert (five["high"] - five["low"]).tolist() == pytest.approx((one["high"] - one["low"]).tolist())
