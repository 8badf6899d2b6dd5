import numpy as np
import pandas as pd
import pytest

from discourse.coding.corrected import corrected_rates
from discourse.coding.needed import codes_needed
from discourse.coding.sample import drawn_rows, weighted
from discourse.coding.strata import plan, stratified
from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.tables import check, columns, empty


def truth_of(units: pd.DataFrame) -> pd.Series:
    return units.groupby("outlet")["truth"].mean()


def test_a_sample_of_everything_gives_the_truth(population, coded):
    units, sample = population(1, documents=12, length=10, n=10_000, n_no_hit=10_000)
    assert len(sample) == len(units)
    rates = check(corrected_rates(coded(sample), sample, units, by="outlet"), "corrected_rates").set_index("outlet")
    assert rates["corrected"].to_dict() == pytest.approx(truth_of(units).to_dict())
    assert rates["rogan_gladen"].to_dict() == pytest.approx(truth_of(units).to_dict())
    raw = units.assign(label=units["machine"] == "war").groupby("outlet")["label"].mean()
    assert rates["raw"].to_dict() == pytest.approx(raw.to_dict())
    assert (rates["corrected"] - rates["raw"]).tolist() == pytest.approx(rates["bias"].tolist())
    assert rates[["units", "documents", "coded"]].to_numpy().tolist() == [[120, 12, 120]] * 2


def test_the_estimate_by_hand():
    """200 units of 20 documents, 40 with a hit. Read: 20 hits, 15 right; 40 others, 2 of them missed.

    Mean error: (40 * -5/20 + 160 * 2/40) / 200 = -.01.
    """
    place = np.arange(200)
    units = pd.DataFrame(
        {
            "unit_id": [f"d{number // 10:02}#{number % 10}" for number in place],
            "doc_id": [f"d{number // 10:02}" for number in place],
            "start": 0,
            "end": 1,
            "machine": np.where(place % 5 == 0, "war", ""),
        }
    )
    hits, others = units[units["machine"] == "war"].head(20), units[units["machine"] == ""].head(40)
    sample = pd.concat([hits, others]).assign(before="", text="", after="")
    sample["stratum"] = np.where(sample["machine"] == "war", "war", "(no hit)")
    sample["stratum_units"] = np.where(sample["machine"] == "war", 40, 160)
    sample = sample.assign(stratum_drawn=np.where(sample["machine"] == "war", 20, 40), weight=1.0)
    value = [1.0] * 15 + [0.0] * 5 + [1.0] * 2 + [0.0] * 38
    codes = sample[["unit_id"]].assign(coder="X", code="war", value=value, time="", note="")
    row = corrected_rates(codes, sample, units).iloc[0]
    assert row["raw"] == pytest.approx(0.2)
    assert row["bias"] == pytest.approx(-0.01)
    assert row["corrected"] == pytest.approx(0.19)
    # every document has 2 hits among 10 units, so only the errors vary; one error more than seen is reckoned with
    unseen = [1 / 22 * 21 / 22, 1 / 42 * 41 / 42]
    spread = [15 * 5 / 20 / 19 + unseen[0], 2 * 38 / 40 / 39 + unseen[1]]
    error = np.sqrt((40 / 200) ** 2 * spread[0] / 20 + (160 / 200) ** 2 * spread[1] / 40)
    assert row["high"] - row["low"] == pytest.approx(2 * 1.959964 * error, rel=1e-6)
    assert np.isnan(row["p_error"])
    assert row["rogan_gladen"] == pytest.approx(0.19)


def test_errors_that_differ_between_groups_are_told(population, coded):
    different, same = (population(3, specificity=pair) for pair in ((0.97, 0.8), (0.9, 0.9)))
    small = [
        corrected_rates(coded(sample), sample, units, by="outlet")["p_error"] for units, sample in (different, same)
    ]
    assert (small[0] < 0.001).all()
    assert (small[1] > 0.05).all()


def test_groups_need_not_be_those_of_the_sample(population, coded):
    units, sample = population(4)
    half = {doc_id: "even" if int(doc_id[1:]) % 2 == 0 else "odd" for doc_id in units["doc_id"].unique()}
    units, sample = (table.assign(half=table["doc_id"].map(half)) for table in (units, sample))
    rates = corrected_rates(coded(sample), sample, units, by="half").set_index("half")
    truth = units.groupby("half")["truth"].mean()
    assert ((rates["low"] < truth) & (truth < rates["high"])).all()
    whole = corrected_rates(coded(sample), sample, units).iloc[0]
    weights = rates["units"] / rates["units"].sum()
    assert (rates["corrected"] * weights).sum() == pytest.approx(whole["corrected"])


def test_a_theme_never_missed_still_has_an_interval(population, coded):
    units, sample = population(5, sensitivity=1.0, specificity=(1.0, 1.0))
    row = corrected_rates(coded(sample), sample, units).iloc[0]
    assert row["bias"] == 0
    assert row["high"] - row["low"] > row["raw_high"] - row["raw_low"]


def test_codes_the_machine_never_gave_are_corrected_too(population, coded):
    units, sample = population(6)
    codes = coded(sample).assign(code="famine")
    row = corrected_rates(codes, sample, units).iloc[0]
    assert row["raw"] == 0
    assert row["low"] < units["truth"].mean() < row["high"]


def test_what_cannot_be_known_is_said(population, coded):
    units, sample = population(7)
    only_a = coded(sample[sample["outlet"] == "A"])
    rates = corrected_rates(only_a, sample, units, by="outlet").set_index("outlet")
    assert rates.loc["B", "note"] == "no unit of this group was read, so no correction"
    assert np.isnan(rates.loc["B", "corrected"])
    assert rates.loc["B", "raw"] > 0
    half = corrected_rates(only_a, sample, units).iloc[0]
    assert half["note"] == "strata with 50% of the units were not read, so no correction"
    assert np.isnan(half[["corrected", "low", "bias", "rogan_gladen"]].astype(float)).all()
    hits = coded(sample[sample["machine"] == "war"])
    assert "were not read, so no correction" in corrected_rates(hits, sample, units).iloc[0]["note"]
    one_each = sample.groupby("stratum").head(4)
    few = corrected_rates(coded(one_each), sample, units).iloc[0]
    assert few["note"] == "fewer than 20 units read, so no interval"
    assert np.isnan(few["low"])
    assert not np.isnan(few["corrected"])


def test_samples_may_be_joined_and_rows_shuffled(population, coded):
    units, sample = population(8, n=40, n_no_hit=80)
    rates = corrected_rates(coded(sample), sample, units, by="outlet")
    shuffled = [table.sample(frac=1, random_state=1) for table in (coded(sample), sample, units)]
    pd.testing.assert_frame_equal(rates, corrected_rates(*shuffled, by="outlet"))


def test_what_does_not_belong_together_is_refused(population, coded):
    units, sample = population(9)
    codes = coded(sample)
    with pytest.raises(TableError, match=r"drawn from 6,000 units, but units has 5,\d\d\d"):
        corrected_rates(codes, sample, units[units["unit_id"].isin(sample["unit_id"]) | (units.index > 40)])
    with pytest.raises(TableError, match="not among units"):
        corrected_rates(codes, sample, units[~units["unit_id"].isin(sample["unit_id"].head(2))])
    with pytest.raises(TableError, match="machine's codes changed since the sample was drawn"):
        corrected_rates(codes, sample, units.assign(machine=""))
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        corrected_rates(codes, sample, units, by="outlets")
    with pytest.raises(TableError, match="values of outlet in the sample that are not in units: Z"):
        corrected_rates(codes, sample.assign(outlet="Z"), units, by="outlet")
    none = corrected_rates(empty("codes").astype({"value": float}), sample, units, by="outlet")
    assert none.columns.tolist() == ["outlet", *columns("corrected_rates")]


def test_reading_what_is_needed_reaches_the_margin(population, coded):
    units, sample = population(10, n=60, n_no_hit=120)
    codes = coded(sample)
    needed = check(codes_needed(codes, sample, units, code="war", margin=0.02), "codes_needed")
    assert needed["stratum"].tolist() == sorted(sample["stratum"].unique())
    assert needed["margin_now"].iloc[0] > 0.02
    assert (needed["more"] == needed["needed"] - needed["coded"]).all()
    assert needed["more"].sum() > 0
    placed = stratified(units, by="outlet", period=None)
    rows = drawn_rows(placed, needed.rename(columns={"needed": "drawn"}), random_state=10)
    larger = weighted(units, placed, rows).assign(before="", text="", after="")
    assert set(sample["unit_id"]) <= set(larger["unit_id"])
    reached = corrected_rates(coded(larger), larger, units).iloc[0]
    assert (reached["high"] - reached["low"]) / 2 == pytest.approx(0.02, rel=0.15)


def test_a_margin_no_reading_reaches_is_told(population, coded):
    units, sample = population(11)
    table = codes_needed(coded(sample), sample, units, code="war", margin=0.001)
    assert table["more"].sum() == 0
    assert table["note"].iloc[0].startswith("documents alone leave ±")
    enough = codes_needed(coded(sample), sample, units, code="war", margin=0.2)
    assert enough["more"].tolist() == [0] * 4
    with pytest.raises(ArgumentError, match="margin must lie between 0 and 1"):
        codes_needed(coded(sample), sample, units, code="war", margin=5)
    with pytest.raises(UnknownNameError, match="no code called 'wars'"):
        codes_needed(coded(sample), sample, units, code="wars", margin=0.1)


def test_small_strata_are_read_whole_and_the_others_make_up_for_it(population, coded):
    units, _ = population(12, documents=40)
    rare = units.assign(machine=np.where(units.index % 400 == 0, "war", ""))
    placed = stratified(rare, by=None, period=None)
    rows = drawn_rows(placed, plan(placed, n=4, n_no_hit=40), random_state=1)
    sample = weighted(rare, placed, rows).assign(before="", text="", after="")
    needed = codes_needed(coded(sample), sample, rare, code="war", margin=0.05).set_index("stratum")
    assert (needed["needed"] <= needed["units"]).all()
    assert needed.loc["(no hit)", "more"] > 100
    assert needed["note"].tolist() == ["", ""]
    harder = codes_needed(coded(sample), sample, rare, code="war", margin=0.012)
    assert harder["needed"].tolist() == harder["units"].tolist()
    assert harder["note"].str.contains("strata too small for ± 0.012: reading all that is needed gives ±").all()


def coverage(population, coded, *, runs: int, prevalence: float = 0.2, **conditions) -> dict[str, float]:
    """In which share of simulated populations intervals hold the truth: of outlets A and B and of their difference."""
    inside = dict.fromkeys(("A", "B", "difference", "raw A", "raw B", "raw difference", "told to differ"), 0)
    for run in range(runs):
        units, sample = population(run, prevalence=prevalence, **conditions)
        rates = corrected_rates(coded(sample), sample, units, by="outlet").set_index("outlet")
        for kind, estimate, low, high in (("", "corrected", "low", "high"), ("raw ", "raw", "raw_low", "raw_high")):
            for outlet, row in rates.iterrows():
                inside[f"{kind}{outlet}"] += row[low] <= prevalence <= row[high]
            half = np.sqrt((((rates[high] - rates[low]) / 2) ** 2).sum())
            inside[f"{kind}difference"] += abs(rates.loc["A", estimate] - rates.loc["B", estimate]) <= half
        inside["told to differ"] += rates["p_error"].iloc[0] < 0.05
    shares = {name: number / runs for name, number in inside.items()}
    print(conditions or "standard", shares)
    return shares


@pytest.mark.proof
def test_corrected_intervals_cover_the_truth_where_raw_ones_do_not(population, coded):
    """500 populations, theme in 20 % of the units of both outlets, sensitivity .8, specificity .95 in A and .85 in B.

    In A the errors happen to cancel (.2 * .8 + .8 * .05 = .2), in B the machine finds 28 %: a difference of 8 points
    that is not there. Corrected intervals of either outlet and of the difference are to cover the truth.
    """
    shares = coverage(population, coded, runs=500)
    for name in ("A", "B", "difference"):
        assert 0.925 <= shares[name] <= 0.975, shares
    for name in ("raw B", "raw difference"):
        assert shares[name] < 0.5, shares
    assert shares["told to differ"] > 0.8, shares


@pytest.mark.proof
def test_a_rare_theme_with_few_misses_is_covered(population, coded):
    """3 % of units, .6 of them found; two or three misses are read for each outlet."""
    conditions = {"prevalence": 0.03, "specificity": (0.99, 0.99), "sensitivity": 0.6}
    shares = coverage(population, coded, runs=300, **conditions)
    assert min(shares["A"], shares["B"]) >= 0.925, shares


@pytest.mark.proof
def test_small_samples_are_covered(population, coded):
    """30 units with a hit and 50 without one of each outlet."""
    shares = coverage(population, coded, runs=300, n=60, n_no_hit=100)
    assert min(shares["A"], shares["B"], shares["difference"]) >= 0.925, shares


@pytest.mark.proof
def test_equal_errors_are_rarely_said_to_differ(population, coded):
    assert coverage(population, coded, runs=300, specificity=(0.9, 0.9))["told to differ"] <= 0.07
