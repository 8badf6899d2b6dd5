import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.coding.accuracy import accuracy, pattern_accuracy
from discourse.coding.confusions import confusions
from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.tables import check, columns, empty


@pytest.fixture
def by_hand():
    """Of 40 hits in the corpus 20 are read (weight 2), of 200 units without one 20 (weight 10), each in a document.

    Right: 15 of the hits read. Missed: 2 of the others. So 30 of 40 hits are right and 30 of 50 meant are hit.
    """
    number = 40
    hit = np.arange(number) < 20
    truth = np.where(hit, np.arange(number) < 15, np.arange(number) >= 38).astype(float)
    sample = pd.DataFrame(
        {
            "unit_id": [f"d{place:02}#0" for place in range(number)],
            "doc_id": [f"d{place:02}" for place in range(number)],
            "start": 0,
            "end": 10,
            "before": "",
            "text": [f"text {place}" for place in range(number)],
            "after": "",
            "machine": np.where(hit, "war", ""),
            "stratum": np.where(hit, "war", "(no hit)"),
            "stratum_units": np.where(hit, 40, 200),
            "stratum_drawn": 20,
            "weight": np.where(hit, 2.0, 10.0),
            "outlet": np.where(np.arange(number) % 2, "A", "B"),
            "truth": truth,
        }
    )
    codes = sample[["unit_id"]].assign(coder="X", code="war", value=truth, time="", note="")
    return codes, sample


def test_scores_by_hand(by_hand):
    row = check(accuracy(*by_hand, random_state=1), "accuracy").iloc[0]
    assert row[["units", "documents", "hits", "meant", "unclear"]].tolist() == [40, 40, 20, 17, 0]
    assert row["precision"] == pytest.approx(30 / 40)
    assert row["recall"] == pytest.approx(30 / 50)
    assert row["f1"] == pytest.approx(2 * 30 / (40 + 50))
    for name in ("precision", "recall", "f1"):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]
    # twenty hits, one a document: the standard error of .75 is .097
    assert row["precision_high"] - row["precision_low"] == pytest.approx(2 * 1.96 * 0.097, rel=0.15)
    assert row["note"] == "recall rests on 2 misses found; read more units without a hit"


def test_units_not_settled_are_left_out_and_counted(by_hand):
    codes, sample = by_hand
    unclear = codes.assign(value=codes["value"].where(~codes["unit_id"].isin(["d00#0", "d39#0"])))
    row = accuracy(unclear, sample, random_state=1).iloc[0]
    assert row[["units", "unclear"]].tolist() == [38, 2]
    # 19 hits now stand for 40, 14 of them right; 19 others for 200, 1 of them meant
    assert row["precision"] == pytest.approx(14 / 19)
    assert row["recall"] == pytest.approx((14 * 40 / 19) / (14 * 40 / 19 + 200 / 19))
    pd.testing.assert_series_equal(
        row.drop("unclear"), accuracy(unclear.dropna(), sample, random_state=1).iloc[0].drop("unclear")
    )


def test_of_several_coders_the_majority_counts(by_hand):
    codes, sample = by_hand
    others = [codes.assign(coder="Y"), codes.assign(coder="Z", value=1 - codes["value"])]
    pd.testing.assert_frame_equal(
        accuracy(pd.concat([codes, *others]), sample, random_state=1), accuracy(codes, sample, random_state=1)
    )


def test_groups_and_the_order_of_rows(by_hand):
    codes, sample = by_hand
    scores = accuracy(codes, sample, by="outlet", random_state=1)
    assert scores["outlet"].tolist() == ["A", "B"]
    assert scores["hits"].tolist() == [10, 10]
    other = accuracy(
        codes.sample(frac=1, random_state=2), sample.sample(frac=1, random_state=3), by="outlet", random_state=1
    )
    pd.testing.assert_frame_equal(scores, other)


def test_perfect_scores_have_honest_intervals(by_hand):
    codes, sample = by_hand
    row = accuracy(codes.assign(value=(sample["machine"] == "war").astype(float)), sample, random_state=1).iloc[0]
    assert row[["precision", "recall", "f1"]].tolist() == [1, 1, 1]
    assert row["precision_low"] == pytest.approx(0.839, abs=0.001)  # Wilson's, 20 of 20
    # 20 units without a miss cannot rule out a share of 3.69 / 20, of 200 units: 36.9 beside 40
    assert row["recall_low"] == pytest.approx(40 / (40 + 36.9), abs=0.001)
    assert row["precision_low"] > row["f1_low"] > 0
    assert row[["precision_high", "recall_high", "f1_high"]].tolist() == [1, 1, 1]


def test_what_cannot_be_known_is_said(by_hand):
    codes, sample = by_hand
    hits = sample[sample["machine"] == "war"]
    only_hits = accuracy(codes[codes["unit_id"].isin(hits["unit_id"])], sample, random_state=1).iloc[0]
    assert np.isnan(only_hits[["recall", "f1", "recall_low"]].astype(float)).all()
    left = "left out: 1 of 2 strata, of which nothing was settled"
    assert only_hits["note"] == f"{left}; only hits were read, so recall is not known"
    no_hits = accuracy(codes[~codes["unit_id"].isin(hits["unit_id"])].assign(value=0.0), sample, random_state=1).iloc[0]
    assert no_hits["note"] == f"{left}; no hit was read, so no precision; people saw it nowhere, so no recall"
    few = accuracy(codes.tail(9), sample, random_state=1).iloc[0]
    assert np.isnan(few["recall_low"])
    assert "fewer than 10 documents" in few["note"]
    nothing = accuracy(codes.assign(value=np.nan), sample, random_state=1).iloc[0]
    assert nothing[["units", "unclear", "note"]].tolist() == [0, 40, "no unit was settled"]


def test_each_pattern_is_scored():
    tokens = dc.tokenize(dc.read_articles("demo"))
    codebook = dc.read_codebook(themes=["non_interference_elections"])
    hits = dc.theme_hits(tokens, codebook)
    sample = dc.sample_to_code(tokens, codebook, n=30, n_no_hit=30, random_state=1)
    wrong = hits[hits["pattern"] == hits["pattern"].iloc[0]]
    is_wrong = [
        ((wrong["doc_id"] == row.doc_id) & wrong["start"].between(row.start, row.end - 1)).any()
        for row in sample.itertuples()
    ]
    codes = sample[["unit_id"]].assign(coder="X", code="non_interference_elections", time="", note="")
    codes = codes.assign(value=np.where(is_wrong, 0.0, 1.0))
    scores = check(pattern_accuracy(codes, sample, hits), "pattern_accuracy")
    assert scores["pattern"].iloc[0] == wrong["pattern"].iloc[0]
    assert scores["precision"].iloc[0] == 0
    assert scores["units"].iloc[0] == sum(is_wrong)
    alone = scores[scores["precision"] == 1]
    assert (alone["right"] == alone["units"]).all()
    assert len(alone)
    assert (scores["low"] < scores["high"]).all()
    assert pattern_accuracy(codes, sample, hits.head(0)).empty
    with pytest.raises(TableError, match="columns theme and pattern"):
        pattern_accuracy(codes, sample, hits.drop(columns="pattern"))


def test_errors_are_shown_to_be_read(by_hand):
    codes, sample = by_hand
    shown = check(confusions(codes, sample, random_state=1), "confusions")
    assert shown["kind"].tolist() == ["false hit"] * 5 + ["miss"] * 2
    assert set(shown.loc[shown["kind"] == "false hit", "unit_id"]) == {f"d{place}#0" for place in range(15, 20)}
    assert set(shown.loc[shown["kind"] == "miss", "text"]) == {"text 38", "text 39"}
    assert shown.columns.tolist() == [*columns("confusions"), "outlet", "truth"]
    assert len(confusions(codes, sample, n=1, random_state=1)) == 2
    none = confusions(codes.assign(value=(sample["machine"] == "war").astype(float)), sample, random_state=1)
    assert none.empty
    assert none.columns.tolist() == shown.columns.tolist()
    with pytest.raises(ArgumentError, match="n must be 1"):
        confusions(codes, sample, n=0, random_state=1)


def test_no_codes_and_bad_ones(by_hand):
    codes, sample = by_hand
    none = accuracy(empty("codes").astype({"value": float}), sample, by="outlet", random_state=1)
    assert none.columns.tolist() == ["outlet", *columns("accuracy")]
    with pytest.raises(TableError, match="codes of units that are not in the sample: d39#0"):
        accuracy(codes, sample.head(39), random_state=1)
    with pytest.raises(TableError, match="stand in the sample twice: d00#0"):
        accuracy(codes, pd.concat([sample, sample.head(1)]), random_state=1)
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        accuracy(codes, sample, by="outlets", random_state=1)
    with pytest.raises(ArgumentError, match="random_state="):
        accuracy(codes, sample)


@pytest.mark.proof
def test_intervals_of_precision_recall_and_f1_cover_the_truth(population, coded):
    """500 samples of populations with sensitivity .8 and specificity .95 or .85, theme in a fifth of the units."""
    false = 0.8 * (0.05 + 0.15) / 2
    truth = {"precision": 0.16 / (0.16 + false), "recall": 0.8, "f1": 0.32 / (0.16 + false + 0.2)}
    inside = dict.fromkeys(truth, 0)
    for run in range(500):
        _, sample = population(run)
        row = accuracy(coded(sample), sample, random_state=run).iloc[0]
        for name, value in truth.items():
            inside[name] += row[f"{name}_low"] <= value <= row[f"{name}_high"]
    print({name: number / 500 for name, number in inside.items()})
    for name, number in inside.items():
        assert 0.925 <= number / 500 <= 0.975, name
