"""Draw a trends table: one line for each theme or group, with the band of its intervals and its gaps."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, listing
from discourse.plots.style import SERIES, axes, key_columns
from discourse.plots.theme_rates import AXIS
from discourse.tables import check, document_variables

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def theme_trend(trend: pd.DataFrame, *, event: str | None = None, ax: "Axes | None" = None) -> "Axes":
    """Draw the values of each period with their intervals, up to six series.

    Parameters
    ----------
    trend
        What :func:`discourse.theme_trend` returned, or some of its themes and groups.
    event
        A day, written ``2031-07-14``, at which a line is drawn.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A dot stands at the beginning of its period; one without an interval is open. Lines and bands break at periods
        without a value; where no series has one the ground is hatched.

    Raises
    ------
    ArgumentError
        If there are more than six series.
    """
    check(trend, "trends")
    series = _series(trend)
    if len(series) > len(SERIES):
        raise ArgumentError(
            f"{len(series)} series are too many to tell apart; keep up to {len(SERIES)} of: {listing(series)}"
        )
    with axes(ax, width=7.0, height=3.2) as ax:
        ax.grid(axis="x", visible=False)
        ax.grid(axis="y", visible=True)
        _gaps(ax, trend)
        for (name, rows), (colour, marker) in zip(series.items(), SERIES, strict=False):
            start, value = rows["start"].to_numpy(), rows["value"].to_numpy(np.float64)
            low, high = rows["low"].to_numpy(np.float64), rows["high"].to_numpy(np.float64)
            ax.fill_between(start, low, high, color=colour, alpha=0.15, linewidth=0)
            ax.vlines(start, low, high, color=colour, linewidth=1.0)
            ax.plot(start, value, color=colour, linewidth=1.4, label=name)
            sure = ~np.isnan(low)
            ax.plot(start[sure], value[sure], marker, color=colour, markersize=5)
            ax.plot(start[~sure], value[~sure], marker, color=colour, markerfacecolor="white", markersize=5)
        if event is not None:
            ax.axvline(pd.Timestamp(event), color="black", linewidth=1.0, linestyle=(0, (4, 2)))
            ax.annotate(
                event,
                (pd.Timestamp(event), 1),
                xycoords=("data", "axes fraction"),
                xytext=(3, -2),
                textcoords="offset points",
                va="top",
                fontsize=8,
            )
        ax.set_ylim(bottom=0)
        ax.set_ylabel(AXIS.get(_unit(trend), _unit(trend)))
        _legend(ax, list(series))
    return ax


def theme_trend_alt(trend: pd.DataFrame, *, event: str | None = None) -> str:
    """Say in words what :func:`theme_trend` draws: of each series its ends and extremes, and the gaps."""
    parts = []
    for name, rows in _series(trend).items():
        known = rows[rows["value"].notna()]
        if not len(known):
            parts.append(f"{name}: no value in {len(rows)} periods")
            continue
        named = [("first", known.iloc[0]), ("lowest", known.loc[known["value"].idxmin()])]
        named += [("highest", known.loc[known["value"].idxmax()]), ("last", known.iloc[-1])]
        said = ", ".join(f"{word} {row['value']:.3g} ({row['start']:%Y-%m-%d})" for word, row in named)
        gaps = len(rows) - len(known)
        parts.append(f"{name}: {said}{f'; {gaps} of {len(rows)} periods without a value' if gaps else ''}")
    line = f" A line marks {event}." if event is not None else ""
    return f"Line chart of {AXIS.get(_unit(trend), 'values')} over time, with intervals. {'. '.join(parts)}.{line}"


def _unit(trend: pd.DataFrame) -> str:
    return str(trend["unit"].iloc[0]) if len(trend) else "value"


def _series(trend: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each theme and group, in order of time, by the name they have in the figure."""
    by = document_variables(trend, "trends")
    one_theme = trend["theme"].nunique() == 1 and by
    found = {}
    for key, rows in trend.groupby(["theme", *by], sort=False, observed=True, dropna=False):
        theme, *groups = key
        names = ["(missing)" if pd.isna(group) or group == "" else str(group) for group in groups]
        shown = names if one_theme else [str(theme).replace("_", " "), *names]
        found[", ".join(shown)] = rows.sort_values("start")
    return found


def _gaps(ax: "Axes", trend: pd.DataFrame) -> None:
    """Hatch the periods in which no series has a value."""
    known = trend["value"].notna().groupby(trend["start"]).any().sort_index()
    starts = known.index
    if len(starts) < 2:
        return
    ends = [*starts[1:], starts[-1] + (starts[-1] - starts[-2])]
    for start, end, there in zip(starts, ends, known, strict=True):
        if not there:
            middle = (end - start) / 2
            ax.axvspan(start - middle, start + middle, facecolor="none", edgecolor="#bbbbbb", hatch="////", linewidth=0)


def _legend(ax: "Axes", names: list[str]) -> None:
    """Name the series above the figure, in their colours and markers."""
    from matplotlib.lines import Line2D

    keys = [
        Line2D([], [], color=colour, marker=marker, markersize=5, label=name)
        for name, (colour, marker) in zip(names, SERIES, strict=False)
    ]
    if keys:
        legend = ax.legend(
            handles=keys,
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=key_columns(min(2, len(keys))),
            frameon=False,
            fontsize=8,
        )
        for text in legend.get_texts():
            text.set_parse_math(False)
