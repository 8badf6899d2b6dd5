"""Draw a specification curve: all estimates sorted, and below them which choices made each."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.plots.style import SERIES, axes, plain_labels
from discourse.tables import check, document_variables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LONGEST = 34  # characters of an option's label
#: Shares of the figure's width left of the curve.
_LEAST_ROOM, _MOST_ROOM = 0.14, 0.45
_CURVE, _ROW = 2.8, 0.17  # inches: height of the curve, and of a row of the dashboard
_TICKS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def specifications(specifications: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw every estimate with its interval, smallest first, above a dashboard of the choices behind it.

    Parameters
    ----------
    specifications
        What :func:`discourse.specifications` returned.
    ax
        Where to draw the curve; the dashboard hangs below it. ``None`` makes a figure.

    Returns
    -------
    Axes
        Black: the interval excludes no difference; grey: it does not; open: no interval. A diamond marks the primary
        specification. The broken lines hold the middle 95 % of permuted curves, rank by rank. Ratios stand on a
        logarithmic axis, on which those of 0 are not drawn; an interval that reaches its edge goes on beyond. Choices
        with one option are not shown.
    """
    check(specifications, "specifications")
    observed = specifications[specifications["permutation"] == 0]
    order = observed.sort_values(["estimate", "specification"], na_position="last").reset_index(drop=True)
    ratio = len(order) > 0 and order["measure"].iloc[0] == "ratio"
    rows = _options(order)
    height, own = _CURVE + 0.5 + _ROW * len(rows), ax is None
    with axes(ax, width=7.0, height=height) as ax:
        ax.axhline(1 if ratio else 0, color="black", linewidth=0.8)
        ax.grid(True, axis="y")
        ax.grid(False, axis="x")
        if ratio:
            ax.set_yscale("log")
        _curve(ax, order, none=1.0 if ratio else 0.0)
        for line in _null_band(specifications[specifications["permutation"] > 0], len(order)):
            ax.plot(np.arange(len(line)), line, color=SERIES[1][0], linewidth=1.0, linestyle="--")
        if ratio:
            least, most = _bounds(order)
            ax.set_yticks(_TICKS, labels=[f"{tick:g}" for tick in _TICKS])
            ax.minorticks_off()
            ax.set_ylim(least / 1.2, most * 1.2)
        ax.set_ylabel(f"{'ratio' if ratio else 'difference'}, with interval")
        ax.set_xticks([])
        ax.set_xlim(-1, len(order))
        below = _dashboard(ax, rows)
        if own:  # the dashboard hangs below the axes, where a constrained layout would squeeze them
            ax.figure.set_layout_engine("none")
            left = _room_for(below)
            ax.set_position((left, 1 - (_CURVE + 0.1) / height, 0.98 - left, _CURVE / height))
    return ax


def specifications_alt(specifications: pd.DataFrame) -> str:
    """Say in words what :func:`specifications` draws."""
    observed = specifications[specifications["permutation"] == 0]
    known = observed["estimate"].dropna()
    if not len(known):
        return f"Specification curve of {len(observed)} specifications; none has an estimate."
    measure = observed["measure"].iloc[0]
    none = 1 if measure == "ratio" else 0
    apart = int(((observed["low"] > none) | (observed["high"] < none)).sum())
    choices = list(dict.fromkeys(choice.replace("_", " ") for choice, _, _ in _options(observed)))
    return (
        f"Specification curve: {len(observed):,} {measure}s from {known.min():.3g} to {known.max():.3g}, median "
        f"{known.median():.3g}; {int((known > none).sum()):,} above {none}, {apart:,} with an interval that excludes "
        f"{none}. Below, which options of {', '.join(choices) or 'no choice'} made each."
    )


def _curve(ax: "Axes", order: pd.DataFrame, *, none: float) -> None:
    place = np.arange(len(order))
    thin = _line(ax, order)
    estimate, low, high = (order[name].to_numpy(np.float64) for name in ("estimate", "low", "high"))
    apart, size = (low > none) | (high < none), max(1.5, min(4.0, 400 / max(1, len(order))))
    for sure, colour in ((False, "#999999"), (True, "#000000")):
        there = ~np.isnan(low) & (apart == sure)
        ax.vlines(place[there], low[there], high[there], color=colour, linewidth=thin, alpha=0.7)
        ax.plot(place[there], estimate[there], "o", color=colour, markersize=size, linestyle="none")
    bare = np.isnan(low)
    ax.plot(
        place[bare], estimate[bare], "o", color="#999999", markerfacecolor="white", markersize=size, linestyle="none"
    )
    first = order.index[order["specification"] == 0]
    ax.plot(first, estimate[first], "D", color=SERIES[0][0], markersize=6, linestyle="none")


def _bounds(order: pd.DataFrame) -> tuple[float, float]:
    """What a logarithmic axis has to show: every ratio, and its interval up to five times beyond all ratios."""
    known = order["estimate"][order["estimate"] > 0]
    least, most = (known.min(), known.max()) if len(known) else (0.8, 1.25)
    low, high = order["low"][order["low"] > 0].min(), order["high"].max()
    low, high = (least, most) if pd.isna(low) or pd.isna(high) else (max(low, least / 5), min(high, most * 5))
    return min(least, low, 0.8), max(most, high, 1.25)


def _null_band(null: pd.DataFrame, size: int) -> list[np.ndarray]:
    """Rank by rank, the bounds of the middle 95 % of permuted curves."""
    if not len(null):
        return []
    values = np.sort(null["estimate"].to_numpy(np.float64).reshape(-1, size), axis=1)
    ranks = np.full((2, size), np.nan)
    known = ~np.isnan(values).all(axis=0)
    ranks[:, known] = np.nanquantile(values[:, known], [0.025, 0.975], axis=0)
    return list(ranks)


def _options(order: pd.DataFrame) -> list[tuple[str, str, np.ndarray]]:
    """Choices with several options: choice, option, and the places of the specifications made with it."""
    rows = []
    for choice in document_variables(order, "specifications"):
        options = order[choice].astype(str)
        names = list(dict.fromkeys(order.assign(option=options).sort_values("specification")["option"]))
        rows += [(choice, name, np.flatnonzero(options == name)) for name in names if len(names) > 1]
    return rows


def _line(ax: "Axes", order: pd.DataFrame) -> float:
    """Points of a line that leaves some white between specifications standing side by side."""
    return max(0.2, min(0.7, 0.36 * 72 * ax.figure.get_figwidth() / max(1, len(order))))


def _room_for(below: "Axes | None") -> float:
    """The share of the figure that labels of options need; longer ones are cut, so that it is not more than half."""
    if below is None:
        return _LEAST_ROOM
    texts = [label.get_text() for label in below.get_yticklabels()]
    kept = [len(text) * _MOST_ROOM / share for text, share in zip(texts, _widths(below), strict=True)]
    cut = [text if len(text) <= most else f"{text[: int(most) - 1]}…" for text, most in zip(texts, kept, strict=True)]
    _label_rows(below, list(below.get_yticks()), cut)
    return max(_LEAST_ROOM, max(_widths(below)) + 0.03)


def _widths(below: "Axes") -> list[float]:
    """How wide each label of a row is, as a share of the figure."""
    below.figure.draw_without_rendering()
    return [label.get_window_extent().width / below.figure.bbox.width for label in below.get_yticklabels()]


def _label_rows(below: "Axes", places: list[float], labels: list[str]) -> None:
    plain_labels(below, places, labels)
    for text in below.get_yticklabels():
        text.set_fontsize(7)


def _dashboard(ax: "Axes", rows: list[tuple[str, str, np.ndarray]]) -> "Axes | None":
    if not rows:
        return None
    tall = _ROW * len(rows) / _CURVE
    below = ax.inset_axes((0.0, -0.03 - tall, 1.0, tall), sharex=ax)
    labels, places, row, last = [], [], -1.0, ""
    for choice, option, at in rows:
        row += 1.0 if choice == last else 1.5
        shown = option if len(option) <= _LONGEST else f"{option[: _LONGEST - 1]}…"
        labels.append(f"{choice.replace('_', ' ')}: {shown}" if choice != last else shown)
        places.append(row)
        below.plot(at, np.full(len(at), row), "|", color="black", markersize=4, markeredgewidth=0.5)
        last = choice
    _label_rows(below, places, labels)
    below.set_ylim(row + 0.8, -0.3)
    below.grid(False)
    below.tick_params(bottom=False, labelbottom=False, left=False)
    below.spines["bottom"].set_visible(False)
    below.set_xlabel("specifications, smallest estimate first", loc="right")
    return below
