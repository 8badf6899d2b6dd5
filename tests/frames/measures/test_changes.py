import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.measures.changes import theme_changes
from discourse.tables import check, columns


@pytest.fixture
def series_of(tokens_of):
    """A function making documents of 4 words: so many of ten with a hit in each month."""

    def make(with_hit, **variables):
        months = pd.date_range("2031-01-01", periods=len(with_hit), freq="MS")
        texts = [f"a {'threat' if place < number else 'word'} b c" for number in with_hit for place in range(10)]
        days = np.repeat(months + pd.Timedelta(days=9), 10)
        return tokens_of(*texts, date=days, **variables)

    return make


def threats(table):
    return table[table["theme"] == "threat"].reset_index(drop=True)


def test_a_step_is_found_with_its_levels_and_place(series_of, codebook):
    tokens = series_of([1, 2, 1, 2, 1, 2, 8, 7, 8, 7, 8, 7])
    (found,) = threats(check(theme_changes(tokens, codebook, random_state=1), "changes")).itertuples()
    assert (found.change, found.low, found.high) == (pd.Timestamp("2031-07-01"),) * 3
    assert (found.before, found.after, found.difference) == (37.5, 187.5, 150)
    assert found.p < 0.05
    assert found.q == found.p  # the other theme has no hit and no test
    assert (found.bins, found.documents, found.note) == (12, 120, "")


def test_two_steps(series_of, codebook):
    tokens = series_of([1, 2] * 6 + [9, 8] * 6 + [1, 2] * 6)
    found = threats(theme_changes(tokens, codebook, random_state=1))
    assert found["change"].dt.strftime("%Y-%m").tolist() == ["2032-01", "2033-01"]
    assert found["difference"].tolist() == [175, -175]
    assert found["q"].nunique() == 1


def test_no_change_and_no_test_are_rows_with_a_reason(series_of, codebook):
    table = theme_changes(series_of([1, 2] * 6), codebook, random_state=1).set_index("theme")
    assert table.loc["threat", "note"] == "no change found"
    assert table.loc["threat", "before"] == 37.5
    assert table.loc["threat", ["change", "after", "difference"]].isna().all()
    assert table.loc["sovereignty", "note"] == "no hit, so no test"
    short = threats(theme_changes(series_of([1, 9] * 3), codebook, random_state=1))
    assert short.loc[0, "note"].startswith("fewer than 8 bins")


def test_the_stories_of_one_month_are_no_change(series_of, codebook):
    found = threats(theme_changes(series_of([0, 9, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0]), codebook, random_state=1))
    assert found["note"].tolist() == ["no change found"]


def test_series_by_outlet_stand_for_themselves(series_of, codebook):
    outlet = [("A", "B")[number % 2] for number in range(240)]
    tokens = series_of([1, 2] * 6 + [8, 9] * 6, outlet=outlet)
    table = threats(theme_changes(tokens, codebook, by="outlet", period="month", random_state=1))
    assert table["outlet"].tolist() == ["A", "B"]
    assert table["change"].dt.strftime("%Y-%m").tolist() == ["2032-01"] * 2
    alone = threats(theme_changes(tokens[tokens["outlet"] == "A"], codebook, random_state=1))
    assert alone.loc[0, "p"] == table.loc[0, "p"]


def test_gaps_are_passed_over(series_of, codebook):
    tokens = series_of([1, 2] * 6 + [8, 9] * 6)
    gap = tokens[~tokens["date"].astype("datetime64[us]").between("2031-11-01", "2032-01-31")]
    found = threats(theme_changes(gap, codebook, random_state=1))
    assert found.loc[0, "change"] == pd.Timestamp("2032-02-01")
    assert found.loc[0, "bins"] == 21


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    table = theme_changes(tokens_of(date=pd.to_datetime([])), codebook, random_state=1)
    assert table.columns.tolist() == columns("changes")


def test_too_few_permutations(series_of, codebook):
    with pytest.raises(ArgumentError, match="permutations must be 99 or more"):
        theme_changes(series_of([1] * 8), codebook, permutations=20, random_state=1)
