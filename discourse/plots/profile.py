"""Draw a profile: how many documents each outlet gives each month, and where it has gaps."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.plots.style import axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: More months than this are drawn without a number in each cell.
_NUMBERED = 24


def profile(months: pd.DataFrame, *, n: int = 20, ax: "Axes | None" = None) -> "Axes":
    """Draw a cell for each outlet and month: the darker, the more documents.

    Parameters
    ----------
    months
        What :func:`discourse.profile` returned; rows of undated documents are not drawn.
    n
        Outlets drawn, those with the most documents.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A hatched cell is a month without a document between an outlet's first and last; a white one lies outside.
    """
    check(months, "profile")
    grid = _grid(months, n)
    with axes(ax, width=7.0, height=1.0 + 0.32 * max(1, len(grid))) as ax:
        ax.grid(visible=False)
        values = grid.to_numpy(np.float64) if grid.size else np.full((1, 1), np.nan)
        most = max(1.0, float(np.nanmax(values))) if grid.size else 1.0
        ax.imshow(np.where(values > 0, values, np.nan), cmap="Blues", vmin=-most / 4, vmax=most, aspect="auto")
        for row, column in np.argwhere(values == 0):
            _gap(ax, row, column)
        for row, column in np.argwhere(values > 0) if grid.shape[1] <= _NUMBERED else ():
            colour = "white" if values[row, column] > 0.6 * most else "black"
            shown = f"{values[row, column]:,.0f}"
            ax.text(column, row, shown, ha="center", va="center", fontsize=8, color=colour)
        plain_labels(ax, list(range(len(grid))), [outlet or "(no outlet)" for outlet in grid.index])
        step = max(1, -(-grid.shape[1] // 12))
        ax.set_xticks(range(0, grid.shape[1], step), labels=list(grid.columns[::step]), rotation=45, ha="right")
        ax.tick_params(length=0)
        ax.set_title(f"documents by month; darkest: {most:,.0f}; hatched: none", fontsize=8)
    return ax


def profile_alt(months: pd.DataFrame, *, n: int = 20) -> str:
    """Say in words what :func:`profile` draws.

    Examples
    --------
    >>> row = {"outlet": "A", "month": "2020-01", "documents": 2, "words": 9, "empty": 0, "duplicate": 0, "undated": 0}
    >>> profile_alt(pd.DataFrame([row]))
    'Grid of documents by outlet and month. A: 2 documents in 1 month, 2020-01 to 2020-01, the most 2 in 2020-01.'
    """
    said = []
    for outlet, counts in _grid(months, n).iterrows():
        known = counts.dropna()
        gaps = int((known == 0).sum())
        span = f"{known.index[0]} to {known.index[-1]}, the most {known.max():,.0f} in {known.idxmax()}"
        number = f"{len(known)} month{'' if len(known) == 1 else 's'}"
        said.append(
            f"{outlet or '(no outlet)'}: {known.sum():,.0f} documents in {number}, {span}"
            + (f", {gaps} without a document" if gaps else "")
        )
    return f"Grid of documents by outlet and month. {'; '.join(said) or 'No document is dated'}."


def _grid(months: pd.DataFrame, n: int) -> pd.DataFrame:
    """Outlets × all months of the corpus; NaN outside an outlet's first and last month."""
    dated = months[months["month"] != ""]
    if not len(dated):
        return pd.DataFrame()
    every = pd.period_range(dated["month"].min(), dated["month"].max(), freq="M").strftime("%Y-%m")
    grid = dated.pivot(index="outlet", columns="month", values="documents").reindex(columns=every)
    largest = grid.sum(axis=1).sort_values(ascending=False, kind="stable").index[:n]
    return grid.loc[largest]


def _gap(ax: "Axes", row: int, column: int) -> None:
    from matplotlib.patches import Rectangle

    cell = {"facecolor": "none", "edgecolor": "#999999", "hatch": "////", "linewidth": 0}
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, **cell))
