"""Draw a dispersion table: how evenly each word is spread, against how frequent it is."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.labels import label_points
from discourse.plots.style import SERIES, axes
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def dispersion(table: pd.DataFrame, *, words: tuple[str, ...] = (), ax: "Axes | None" = None) -> "Axes":
    """Draw ``dp_norm`` of each word against its frequency: low on the page is even, high is bunched in few parts.

    Parameters
    ----------
    table
        What :func:`discourse.dispersion` returned.
    words
        Words to name and mark; the others are the cloud they are read against, since DP depends on frequency.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A dot for each word, frequency on a logarithmic axis.
    """
    check(table, "dispersion")
    with axes(ax, width=6.4, height=4.2) as ax:
        ax.plot(table["freq"], table["dp_norm"], ".", color="#aaaaaa", markersize=2.5, zorder=1, rasterized=True)
        colour, marker = SERIES[1]
        named = table[table["token"].isin(words)]
        ax.plot(named["freq"], named["dp_norm"], marker, color=colour, markersize=5, zorder=2)
        if len(table):
            ax.set_xscale("log")
        ax.set_ylim(-0.02, 1.02)
        ax.set_xlabel("occurrences")
        ax.set_ylabel("DPnorm (0 even, 1 in one part)")
        places = list(zip(named["freq"], named["dp_norm"], strict=True))
        label_points(ax, places, list(named["token"]), offsets=[(5, 3)] * len(named))
    return ax


def dispersion_alt(table: pd.DataFrame, *, words: tuple[str, ...] = ()) -> str:
    """Say in words what :func:`dispersion` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> table = dc.dispersion(dc.tokenize(dc.read_articles("demo")))
    >>> dc.plots.dispersion_alt(table, words=("border",)).split(";")[1].startswith(" border: ")
    True
    """
    named = table[table["token"].isin(words)]
    said = [f"{word.token}: {word.freq:,} times, DPnorm {word.dp_norm:.2f}" for word in named.itertuples()]
    middle = table["dp_norm"].median()
    cloud = f"{len(table):,} words, half of them with DPnorm above {middle:.2f}" if len(table) else "no words"
    return f"Dots of DPnorm against frequency, {cloud}{''.join(f'; {part}' for part in said)}."
