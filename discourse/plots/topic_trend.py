"""Draw a topic trend: each topic's share over time, with its interval."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, key_columns
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def topic_trend(trend: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw the share of up to six topics over time; a period without documents is a gap in the line.

    Parameters
    ----------
    trend
        What :func:`discourse.topic_trend` returned, of one group and at most six topics
        (``trend[trend["topic"].isin([1, 4])]``).
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        The band is the interval; a share without one is an open marker.

    Raises
    ------
    ValueError
        For more than six topics, or a period twice for one topic (several groups).
    """
    from matplotlib.dates import AutoDateFormatter, AutoDateLocator

    check(trend, "topic_trend")
    topics = sorted(trend["topic"].unique())
    if len(topics) > len(SERIES):
        raise ValueError(f"{len(topics)} topics; at most {len(SERIES)} can be told apart, so choose some")
    if trend.duplicated(["topic", "period"]).any():
        raise ValueError("a period stands twice for one topic; draw one group at a time")
    with axes(ax, width=7.0, height=3.4) as ax:
        for topic, (colour, marker) in zip(topics, SERIES, strict=False):
            mine = trend[trend["topic"] == topic].sort_values("period")
            ax.plot(mine["period"], mine["share"], color=colour, linewidth=1.4, label=f"topic {topic}")
            ax.fill_between(mine["period"], mine["low"], mine["high"], color=colour, alpha=0.18, linewidth=0)
            for known, face in ((True, colour), (False, "white")):
                part = mine[mine["low"].notna() == known]
                ax.plot(part["period"], part["share"], marker, color=colour, markerfacecolor=face, markersize=4)
        places = AutoDateLocator(minticks=3, maxticks=key_columns(8))
        ax.xaxis.set(major_locator=places, major_formatter=AutoDateFormatter(places))
        ax.grid(True, axis="y")
        ax.set_ylim(bottom=0)
        ax.set_ylabel("share of counted words, with interval")
        if topics:
            ax.legend(frameon=False)
    return ax


def topic_trend_alt(trend: pd.DataFrame) -> str:
    """Say in words what :func:`topic_trend` draws, for those who do not see it.

    Examples
    --------
    >>> table = pd.DataFrame({"period": pd.to_datetime(["2024-01-01", "2024-02-01"]), "topic": 1, "share": [0.1, 0.3]})
    >>> topic_trend_alt(table)
    'Topic shares over 2 periods from 2024-01-01. topic 1: lowest 10.0 % (2024-01-01), highest 30.0 % (2024-02-01).'
    """
    known = trend.dropna(subset="share")
    if not len(known):
        return "Topic shares; no period has a share."
    parts = []
    for topic, mine in known.groupby("topic"):
        low, high = mine.loc[mine["share"].idxmin()], mine.loc[mine["share"].idxmax()]
        parts.append(
            f"topic {topic}: lowest {low['share']:.1%} ({low['period']:%Y-%m-%d}), highest {high['share']:.1%} "
            f"({high['period']:%Y-%m-%d})".replace("%", " %")
        )
    first = trend["period"].min()
    return f"Topic shares over {trend['period'].nunique()} periods from {first:%Y-%m-%d}. {'; '.join(parts)}."
