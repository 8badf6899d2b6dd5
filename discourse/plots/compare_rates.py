"""Draw a comparisons table: how much more one group uses each theme than another."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.plots.style import SERIES, axes, plain_labels
from discourse.plots.theme_rates import AXIS
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MEASURES = {"difference": ("difference", "low", "high"), "ratio": ("ratio", "ratio_low", "ratio_high")}
_RATIOS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


def compare_rates(comparisons: pd.DataFrame, *, measure: str = "difference", ax: "Axes | None" = None) -> "Axes":
    """Draw differences (or ratios) with their intervals, a block for each comparison and a row for each theme.

    Parameters
    ----------
    comparisons
        What :func:`discourse.compare_rates` returned.
    measure
        ``"difference"``, or ``"ratio"`` on a logarithmic axis.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Right of the line the group uses the theme more than the reference. A filled dot has q of at most .05; a value
        without an interval has no bar and is named in the table's notes. A logarithmic axis has no 0: bars
        that reach it leave the figure, ratios of 0 are not drawn.
    """
    check(comparisons, "comparisons")
    if measure not in _MEASURES:
        raise ArgumentError(f"measure must be one of {', '.join(_MEASURES)}, not {measure!r}")
    columns = list(_MEASURES[measure])
    labels, places, headings, row = [], [], [], 0.0
    colour, marker = SERIES[0]
    least, most = _reach(comparisons)
    blocks = comparisons.groupby(["group", "reference"], sort=False, observed=True)
    with axes(ax, width=7.0, height=0.9 + 0.19 * (len(comparisons) + 1.8 * blocks.ngroups)) as ax:
        if measure == "ratio":
            ax.set_xscale("log")
        ax.axvline(1 if measure == "ratio" else 0, color="black", linewidth=0.8)
        for (group, reference), block in blocks:
            headings.append((row, f"{group} against {reference}"))
            for found in block.itertuples():
                row += 1
                value, low, high = (getattr(found, name) for name in columns)
                if measure == "ratio":  # a logarithmic axis has no 0: a bar down to it leaves the figure
                    value, low = value if value > 0 else np.nan, max(low, least / 10)
                ax.plot([low, high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
                face = colour if pd.notna(found.q) and found.q <= 0.05 else "white"
                ax.plot(value, row, marker, color=colour, markerfacecolor=face, markersize=5)
                labels.append(str(found.theme).replace("_", " "))
                places.append(row)
            row += 1.8
        if measure == "ratio":
            ax.set_xticks(_RATIOS, labels=[f"{tick:g}" for tick in _RATIOS])
            ax.minorticks_off()
            ax.set_xlim(least / 1.2, most * 1.2)
        plain_labels(ax, places, labels)
        ax.set_ylim(row - 0.8, -0.9)
        unit = str(comparisons["unit"].iloc[0]) if len(comparisons) else "unit"
        ax.set_xlabel(f"{measure} of {AXIS.get(unit, unit)}, with interval (filled: q ≤ .05)")
        for place, heading in headings:
            ax.text(
                0.006,
                place,
                heading,
                transform=ax.get_yaxis_transform(),
                weight="bold",
                va="center",
                parse_math=False,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )
    return ax


def compare_rates_alt(comparisons: pd.DataFrame, *, measure: str = "difference", n: int = 24) -> str:
    """Say in words what :func:`compare_rates` draws."""
    value, low, high = _MEASURES[measure]
    parts = []
    for (group, reference), block in comparisons.head(n).groupby(["group", "reference"], sort=False, observed=True):
        said = [
            f"{str(row['theme']).replace('_', ' ')} {_number(row[value])}"
            + (f" ({row[low]:.3g} to {row[high]:.3g})" if pd.notna(row[low]) else " (no interval)")
            for _, row in block.iterrows()
        ]
        parts.append(f"{group} against {reference}: {', '.join(said)}")
    more = f". The other {len(comparisons) - n} rows are in the table" if len(comparisons) > n else ""
    unit = str(comparisons["unit"].iloc[0]) if len(comparisons) else "unit"
    return f"Dot plot of {measure}s of {AXIS.get(unit, unit)}. {'; '.join(parts)}{more}."


def _reach(comparisons: pd.DataFrame) -> tuple[float, float]:
    """The smallest and largest ratio to be drawn."""
    there = comparisons[["ratio", "ratio_low", "ratio_high"]].to_numpy(np.float64)
    there = there[there > 0]
    return (min(there.min(), 0.5), max(there.max(), 2.0)) if len(there) else (0.5, 2.0)


def _number(value: float) -> str:
    return "not known" if pd.isna(value) else f"{value:.3g}"
