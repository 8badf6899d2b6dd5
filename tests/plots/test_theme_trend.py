import matplotlib.dates
import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.plots import theme_trend, theme_trend_alt


@pytest.fixture
def trend():
    return pd.DataFrame(
        {
            "outlet": "A $5bn",
            "start": pd.date_range("2031-01-01", periods=4, freq="MS"),
            "theme": "self_rule",
            "value": [1.0, 3.0, np.nan, 2.0],
            "low": [0.5, 2.0, np.nan, np.nan],
            "high": [1.5, 4.0, np.nan, np.nan],
            "hits": [2, 6, 0, 4],
            "units": 2000,
            "documents": [20, 20, 0, 20],
            "documents_with": [2, 3, 0, 2],
            "unit": "token",
            "base": "articles",
            "note": ["", "", "no documents", "fewer than 3 documents with a hit, so no interval"],
        }
    )


def test_lines_break_and_gaps_are_hatched(trend):
    ax = theme_trend(trend)
    line = next(line for line in ax.lines if len(line.get_xdata()) == 4)
    assert np.isnan(line.get_ydata()).tolist() == [False, False, True, False]
    (gap,) = [patch for patch in ax.patches if patch.get_hatch()]
    left = matplotlib.dates.num2date(gap.get_x()).date()
    assert left.isoformat() == "2031-02-13"  # from the middle of the step before March
    assert ax.get_ylabel() == "hits per 1,000 tokens"


def test_values_without_an_interval_are_open(trend):
    dots = [line for line in theme_trend(trend).lines if line.get_linestyle() == "None"]
    assert [(len(dot.get_xdata()), dot.get_markerfacecolor() == "white") for dot in dots] == [(2, False), (2, True)]


def test_the_event_is_marked(trend):
    ax = theme_trend(trend, event="2031-02-14")
    assert "2031-02-14" in [text.get_text() for text in ax.texts]


def test_series_differ_in_marker_and_are_named(trend, tmp_path):
    both = pd.concat([trend, trend.assign(outlet="B", value=trend["value"] / 2)])
    ax = theme_trend(both)
    keys = ax.get_legend().get_lines()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["A $5bn", "B"]
    assert keys[0].get_marker() != keys[1].get_marker()
    ax.figure.savefig(tmp_path / "figure.svg")


def test_too_many_series_are_refused(trend):
    many = pd.concat([trend.assign(theme=f"t{number}") for number in range(7)])
    with pytest.raises(ArgumentError, match="7 series are too many to tell apart"):
        theme_trend(many)


def test_the_description_has_the_numbers(trend):
    assert theme_trend_alt(trend, event="2031-02-14") == (
        "Line chart of hits per 1,000 tokens over time, with intervals. A $5bn: first 1 (2031-01-01), "
        "lowest 1 (2031-01-01), highest 3 (2031-02-01), last 2 (2031-04-01); 1 of 4 periods without a value. "
        "A line marks 2031-02-14."
    )
    assert "self rule: no value in 4 periods" in theme_trend_alt(
        trend.drop(columns="outlet").assign(value=np.nan, theme="self_rule")
    )


def test_it_draws_into_the_axes_it_is_given_and_nothing_is_no_error(trend):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    assert theme_trend(trend.head(0), ax=mine) is mine
    assert theme_trend_alt(trend.head(0)).startswith("Line chart of")
