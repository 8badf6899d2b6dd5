import matplotlib
import numpy as np
import pandas as pd
import pytest

from discourse.plots import topic_map, topic_map_alt, topic_trend, topic_trend_alt


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture
def places():
    table = pd.DataFrame({"topic": [1, 2, 3], "x": [-1.0, 0.9, 1.0], "y": [0.0, 0.0, 0.1], "share": [0.5, 0.3, 0.2]})
    return table.assign(label=["$5bn, dam", "vote", "poll"], shown=0.8)


@pytest.fixture
def trend():
    periods = pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"] * 2)
    shares = [0.1, np.nan, 0.3, 0.5, 0.4, 0.2]
    table = pd.DataFrame({"period": periods, "topic": [1, 1, 1, 2, 2, 2], "share": shares})
    bounds = {"low": [0.05, np.nan, np.nan, 0.4, 0.3, 0.1], "high": [0.2, np.nan, np.nan, 0.6, 0.5, 0.3]}
    return table.assign(**bounds, documents=20, tokens=900, runs=1, note="")


def test_discs_are_as_large_as_their_share(places, tmp_path):
    ax = topic_map(places)
    sizes = ax.collections[0].get_sizes() - 20
    assert sizes / sizes.sum() == pytest.approx([0.5, 0.3, 0.2])
    assert [text.get_text() for text in ax.texts] == ["1 $5bn, dam", "2 vote", "3 poll"]
    assert "80 %" in ax.get_xlabel()
    ax.figure.savefig(tmp_path / "map.svg")
    assert topic_map_alt(places).endswith("Largest: 1 $5bn, dam 50 %; 2 vote 30 %; 3 poll 20 %. Nearest: 2 and 3.")
    assert len(topic_map(places.head(0)).texts) == 0


def test_trends_have_bands_gaps_and_open_markers(trend):
    ax = topic_trend(trend)
    assert len(ax.collections) == 2
    lines = [line for line in ax.lines if line.get_linestyle() == "-"]
    assert np.isnan(lines[0].get_ydata()[1])
    opened = [line for line in ax.lines if line.get_markerfacecolor() == "white" and len(line.get_xdata())]
    assert [value for line in opened for value in line.get_ydata() if not np.isnan(value)] == [0.3]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["topic 1", "topic 2"]
    assert "topic 2: lowest 20.0 % (2024-03-01), highest 50.0 % (2024-01-01)" in topic_trend_alt(trend)
    assert topic_trend_alt(trend.head(0)) == "Topic shares; no period has a share."


def test_too_many_topics_or_groups_are_refused(trend):
    many = pd.concat([trend.assign(topic=topic) for topic in range(8)]).drop_duplicates(["topic", "period"])
    with pytest.raises(ValueError, match="at most 6"):
        topic_trend(many)
    with pytest.raises(ValueError, match="one group at a time"):
        topic_trend(pd.concat([trend, trend]))
