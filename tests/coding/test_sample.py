import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse.coding.strata import NO_HIT, shares, theme_of
from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.tables import check


@pytest.fixture(scope="module")
def tokens():
    return dc.tokenize(dc.read_articles("demo"))


@pytest.fixture(scope="module")
def codebook():
    return dc.read_codebook(themes=["sovereignty", "rights_repression", "regional_self_reliance"])


@pytest.fixture(scope="module")
def units(tokens, codebook):
    return dc.coding_units(tokens, codebook)


def draw(tokens, codebook, **arguments):
    return dc.sample_to_code(tokens, codebook, **({"n": 24, "n_no_hit": 80, "random_state": 1} | arguments))


def test_every_stratum_is_drawn_and_weights_add_up_to_the_corpus(tokens, codebook, units):
    sample = check(draw(tokens, codebook, by="outlet"), "sample")
    assert sample["weight"].sum() == pytest.approx(len(units))
    assert set(theme_of(sample["stratum"])) == {NO_HIT, *codebook.theme_names}
    for stratum, group in sample.groupby("stratum"):
        outlet = group["outlet"].unique()
        assert len(outlet) == 1
        theme = theme_of(group["stratum"]).iloc[0]
        there = units[(units["outlet"] == outlet[0])]
        if theme == NO_HIT:
            there = there[there["machine"] == ""]
            assert set(group["machine"]) == {""}
        assert group["stratum_drawn"].tolist() == [len(group)] * len(group)
        assert group["stratum_units"].iloc[0] >= len(group)
        if theme == NO_HIT:
            assert group["stratum_units"].iloc[0] == len(there), stratum


def test_texts_are_those_of_the_articles(tokens, codebook):
    texts = dc.read_articles("demo").set_index("doc_id")["text"]
    for row in draw(tokens, codebook).itertuples():
        whole = texts[row.doc_id]
        assert row.text == whole[row.start : row.end]
        assert row.before in whole[: row.start]
        assert row.after in whole[row.end :]
        assert (row.before == "") == (row.start == 0 or whole[: row.start].strip("“\"' ") == "")


def test_a_unit_with_several_themes_is_in_the_stratum_of_the_rarest(tokens_of):
    codebook = dc.read_codebook(themes=["sovereignty", "treaty_compliance"])
    tokens = tokens_of("They broke the treaty of sovereignty. Sovereignty matters. Our sovereignty. Rain. Wind.")
    sample = dc.sample_to_code(tokens, codebook, random_state=1)
    assert sample["machine"].tolist()[0] == "sovereignty;treaty_compliance"
    assert sample["stratum"].tolist() == ["treaty_compliance", "sovereignty", "sovereignty", NO_HIT, NO_HIT]


def test_a_larger_sample_extends_the_smaller(tokens, codebook):
    small, large = (draw(tokens, codebook, by="outlet", n=n, n_no_hit=10 * n) for n in (10, 20))
    assert set(small["unit_id"]) < set(large["unit_id"])


def test_the_order_of_rows_is_irrelevant_and_the_random_state_is_not(tokens, codebook):
    sample = draw(tokens, codebook, by="outlet")
    shuffled = draw(tokens.sample(frac=1, random_state=2), codebook, by="outlet")
    pd.testing.assert_frame_equal(sample, shuffled, check_categorical=False)
    assert set(sample["unit_id"]) != set(draw(tokens, codebook, by="outlet", random_state=2)["unit_id"])


def test_periods_are_strata_and_shortfalls_are_reported(units):
    plan = check(dc.sampling_plan(units, period="quarter", n=40, n_no_hit=100), "strata")
    assert len(plan) == 4 * 4
    assert plan["stratum"].str.endswith("2031Q3").sum() == 4
    rare = plan[plan["theme"] == "regional_self_reliance"]
    assert rare["wanted"].tolist() == [10] * 4
    assert (rare["shortfall"] == (10 - rare["units"]).clip(lower=0)).all()
    assert rare["shortfall"].sum() > 0
    assert rare["drawn"].sum() == rare["units"].sum()  # sixteen units, all of them drawn
    assert plan.loc[plan["theme"] == NO_HIT, "drawn"].tolist() == [25] * 4


@given(st.lists(st.integers(0, 30), min_size=1, max_size=8), st.integers(0, 120))
def test_shares_are_as_even_as_there_are_units(sizes, number):
    given = shares(np.array(sizes), number)
    assert given.sum() == min(number, sum(sizes))
    assert (given <= sizes).all()
    open_ = given[given < sizes]
    assert len(open_) == 0 or given.max() - open_.min() <= 1


def test_too_few_units_for_the_strata_are_refused(units):
    with pytest.raises(ArgumentError, match=r"n=7 is too few for the 4 strata of \S+, .* take n=8 or more"):
        dc.sampling_plan(units, by="outlet", n=7)
    with pytest.raises(ArgumentError, match="n_no_hit=10 is too few"):
        dc.sampling_plan(units, by=["outlet"], period="month", n=100, n_no_hit=10)


def test_any_other_label_can_be_sampled(tokens, units):
    long = units.assign(machine=np.where(units["end"] - units["start"] > 120, "long", ""))
    sample = draw(tokens, long.sample(frac=1, random_state=3), by="outlet")
    assert set(sample["machine"]) == {"long", ""}
    assert ((sample["text"].str.len() > 120) == (sample["machine"] == "long")).all()


def test_documents_as_units(tokens, codebook):
    sample = draw(tokens, codebook, unit="document", n=10, n_no_hit=10)
    texts = dc.read_articles("demo").set_index("doc_id")["text"]
    assert (sample["before"] + sample["after"] == "").all()
    for row in sample.itertuples():
        assert row.text == texts[row.doc_id][row.start : row.end]


def test_missing_values_and_dates_form_strata_of_their_own(tokens_of):
    codebook = dc.read_codebook(themes=["sovereignty"])
    dates = pd.to_datetime(["2020-01-05", None])
    tokens = tokens_of("It rained. It snowed.", "Wind. Sun.", outlet=["A", None], date=dates)
    sample = dc.sample_to_code(tokens, codebook, by="outlet", period="year", n=2, n_no_hit=4, random_state=1)
    assert sample["stratum"].unique().tolist() == ["(no hit) | A | 2020", "(no hit) | (missing) | (undated)"]
    assert sample["weight"].tolist() == [1.0] * 4


def test_an_empty_corpus_has_the_same_columns(tokens_of):
    codebook = dc.read_codebook(themes=["sovereignty"])
    none = dc.sample_to_code(tokens_of(outlet=[]), codebook, random_state=1)
    full = dc.sample_to_code(tokens_of("Rain. Wind.", outlet=["A"]), codebook, random_state=1)
    assert none.empty
    assert none.columns.tolist() == full.columns.tolist()
    assert dc.sampling_plan(dc.coding_units(tokens_of(), codebook)).empty


def test_bad_arguments(tokens, codebook, units):
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        draw(tokens, codebook, by="outlets")
    with pytest.raises(ArgumentError, match="year, quarter, month"):
        draw(tokens, codebook, period="week")
    with pytest.raises(ArgumentError, match="random_state="):
        draw(tokens, codebook, random_state=None)
    with pytest.raises(TableError, match="needs a document variable 'date'"):
        draw(tokens.drop(columns="date"), codebook, period="year")
    with pytest.raises(TableError, match="columns stratum and needed"):
        draw(tokens, codebook, strata=units)
    with pytest.raises(ArgumentError, match="strata of the corpus are not those"):
        draw(tokens, codebook, strata=dc.sampling_plan(units, by="outlet"))
    with pytest.raises(TableError, match="repeated"):
        draw(tokens, pd.concat([units, units.head(2)]))
