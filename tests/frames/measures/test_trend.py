import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.frames.measures.trend import theme_trend
from discourse.tables import check, columns


@pytest.fixture
def tokens(tokens_of):
    """January: 12 documents, half with a hit; February none; March 4; April 10 with a hit each; one undated."""
    days = ["2031-01-05"] * 12 + ["2031-03-31"] * 4 + ["2031-04-01"] * 10 + [None]
    texts = ["a threat"] * 6 + ["a word"] * 6 + ["a threat"] * 4 + ["a threat"] * 10 + ["a threat"]
    return tokens_of(*texts, date=pd.to_datetime(days))


def threats(table):
    return table[table["theme"] == "threat"].reset_index(drop=True)


def test_gaps_and_thin_periods_are_rows_with_a_reason(tokens, codebook):
    trend = threats(check(theme_trend(tokens, codebook, random_state=1), "trends"))
    assert trend["start"].dt.strftime("%m-%d").tolist() == ["01-01", "02-01", "03-01", "04-01"]
    assert trend["documents"].tolist() == [12, 0, 4, 10]
    assert trend["value"].tolist() == pytest.approx([250, np.nan, np.nan, 500], nan_ok=True)
    assert trend["hits"].tolist() == [6, 0, 4, 10]
    assert trend["note"].tolist() == ["", "no documents", "fewer than 10 documents, so no value", ""]
    assert trend["low"].notna().tolist() == [True, False, False, True]
    assert set(trend["base"]) == {"documents with tokens, 1 undated left out"}


def test_a_smaller_minimum_gives_values_but_no_interval(tokens, codebook):
    trend = threats(theme_trend(tokens, codebook, min_docs=3, random_state=1))
    assert trend.loc[2, "value"] == 500
    assert np.isnan(trend.loc[2, "low"])
    assert trend.loc[2, "note"] == "fewer than 10 documents, so no interval"


@pytest.mark.parametrize(
    ("period", "starts"),
    [
        ("year", ["2031-01-01"]),
        ("quarter", ["2031-01-01", "2031-04-01"]),
        ("week", ["2030-12-30", *[f"{day:%Y-%m-%d}" for day in pd.date_range("2031-01-06", "2031-03-31", freq="7D")]]),
    ],
)
def test_periods(tokens, codebook, period, starts):
    trend = threats(theme_trend(tokens, codebook, period=period, random_state=1))
    assert trend["start"].dt.strftime("%Y-%m-%d").tolist() == starts
    assert trend["documents"].sum() == 26


def test_every_series_has_every_period(tokens_of, codebook):
    days = pd.to_datetime(["2031-01-05", "2031-03-05", "2031-02-05"])
    trend = threats(
        theme_trend(tokens_of(*"abc", date=days, outlet=["A", "A", "B"]), codebook, by="outlet", random_state=1)
    )
    assert trend[["outlet", "documents"]].to_numpy().tolist() == [
        ["A", 1],
        ["A", 0],
        ["A", 1],
        ["B", 0],
        ["B", 1],
        ["B", 0],
    ]


def test_the_order_of_rows_changes_nothing(tokens, codebook):
    one = theme_trend(tokens, codebook, unit="sentence", random_state=1)
    other = theme_trend(tokens.sample(frac=1, random_state=2), codebook, unit="sentence", random_state=1)
    pd.testing.assert_frame_equal(one, other)


def test_nothing_dated_and_nothing_at_all(tokens_of, codebook):
    for tokens in (tokens_of("a", date=pd.to_datetime([None])), tokens_of(date=pd.to_datetime([]))):
        trend = theme_trend(tokens, codebook, random_state=1)
        assert trend.columns.tolist() == columns("trends")
        assert len(trend) == 0


def test_bad_arguments(tokens, tokens_of, codebook):
    with pytest.raises(UnknownNameError, match="no document variable called 'date'"):
        theme_trend(tokens_of("a"), codebook, random_state=1)
    with pytest.raises(TableError, match=r"'date' holds \w+, not dates"):
        theme_trend(tokens_of("a", date=["2031"]), codebook, random_state=1)
    with pytest.raises(ArgumentError, match="period must be one of day, week, month, quarter, year, not 'decade'"):
        theme_trend(tokens, codebook, period="decade", random_state=1)
    with pytest.raises(ArgumentError, match="min_docs must be 1 or more"):
        theme_trend(tokens, codebook, min_docs=0, random_state=1)
