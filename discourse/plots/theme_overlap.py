"""Draw an overlaps table: which themes share sentences more or less often than by chance."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, listing
from discourse.plots.style import axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Log ratios beyond this are drawn as dark (or as light) as it.
_MOST = 3.0


def theme_overlap(overlaps: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw a cell for each pair of themes: the darker, the more often they stand together than by chance.

    Parameters
    ----------
    overlaps
        What :func:`discourse.theme_overlap` returned; if it was split by voice, the rows of one voice.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Each cell holds the log ratio, and below it how many units hold both and how many would by chance; where q is at
        most .05 they are bold and framed. A dash stands where the two cannot meet. One hue from light to dark, so grey
        tells the same.
    """
    check(overlaps, "overlaps")
    if "voice" in overlaps.columns and overlaps["voice"].nunique() > 1:
        raise ArgumentError(
            f"a figure shows one voice, and overlaps holds {listing(overlaps['voice'].unique())}; "
            "draw one of them, e.g. overlaps[overlaps['voice'] == 'reported']"
        )
    themes = list(dict.fromkeys([*overlaps["theme"], *overlaps["theme_2"]]))
    place = {theme: number for number, theme in enumerate(themes)}
    names = [theme.replace("_", " ") for theme in themes]
    size = max(3.0, 0.55 * len(themes) + 1.8)
    with axes(ax, width=size + 1.0, height=size) as ax:
        ax.grid(visible=False)
        grid = np.full((max(len(themes), 1), max(len(themes), 1)), np.nan)
        for pair in overlaps.itertuples():
            grid[place[pair.theme_2], place[pair.theme]] = pair.log_ratio
        ax.imshow(grid, cmap="Blues", vmin=-_MOST, vmax=_MOST)
        for pair in overlaps.itertuples():
            _cell(ax, place[pair.theme], place[pair.theme_2], pair)
        plain_labels(ax, list(range(1, len(themes))), names[1:])
        for label in ax.set_xticks(range(max(len(themes) - 1, 0)), labels=names[:-1], rotation=45, ha="right"):
            label.label1.set_parse_math(False)
        ax.set_ylim(len(themes) - 0.5, 0.5)
        ax.set_xlim(-0.5, len(themes) - 1.5)
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(length=0)
        unit = str(overlaps["unit"].iloc[0]) if len(overlaps) else "unit"
        ax.set_title(f"log ratio; {unit}s with both / expected by chance; bold and framed: q ≤ .05", fontsize=8)
    return ax


def theme_overlap_alt(overlaps: pd.DataFrame, *, n: int = 10) -> str:
    """Say in words what :func:`theme_overlap` draws: the pairs least likely by chance."""
    known = overlaps[overlaps["p"].notna()].sort_values("p", kind="stable")
    pairs = [
        f"{row.theme.replace('_', ' ')} with {row.theme_2.replace('_', ' ')}: {row.both} together, "
        f"{row.expected:.1f} expected (q {row.q:.2g})"
        for row in known.head(n).itertuples()
    ]
    unit = str(overlaps["unit"].iloc[0]) if len(overlaps) else "unit"
    more = f". The other {len(overlaps) - len(pairs)} pairs are in the table" if len(overlaps) > len(pairs) else ""
    return f"Grid of pairs of themes that share a {unit}, the least likely first. {'; '.join(pairs)}{more}."


def _cell(ax: "Axes", column: int, row: int, pair: tuple) -> None:
    """Write what one cell stands for."""
    if pd.isna(pair.p):
        ax.text(column, row, "–", ha="center", va="center", color="#777777", fontsize=7)
        return
    sure = pd.notna(pair.q) and pair.q <= 0.05
    ax.text(
        column,
        row,
        f"{'never' if pd.isna(pair.log_ratio) else f'{pair.log_ratio:+.1f}'}\n{pair.both:,} / {pair.expected:,.1f}",
        ha="center",
        va="center",
        fontsize=7,
        color="white" if pair.log_ratio > 0.9 else "black",
        weight="bold" if sure else "normal",
    )
    if sure:
        from matplotlib.patches import Rectangle

        ax.add_patch(Rectangle((column - 0.46, row - 0.46), 0.92, 0.92, fill=False, edgecolor="black", linewidth=1.4))
