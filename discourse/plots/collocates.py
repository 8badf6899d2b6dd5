"""Draw a collocates table: how much more frequent each word is near the node."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def collocates(table: pd.DataFrame, *, n: int = 20, ax: "Axes | None" = None) -> "Axes":
    """Draw the log ratios of the first ``n`` collocates with their intervals.

    Parameters
    ----------
    table
        What :func:`discourse.collocates` returned; the rows are drawn in their order.
    n
        Words to draw.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A row per word, with its occurrences near the node and the documents they stand in. A word without an interval
        is an open dot. Right of 0 is more frequent near the node than elsewhere.
    """
    check(table, "collocates")
    shown = table.head(n)
    colour, marker = SERIES[0]
    with axes(ax, width=6.4, height=1.0 + 0.2 * len(shown)) as ax:
        for row, word in enumerate(shown.itertuples()):
            ax.plot([word.low, word.high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
            face = colour if pd.notna(word.low) else "white"
            ax.plot(word.log_ratio, row, marker, color=colour, markerfacecolor=face, markersize=5)
        labels = [f"{word.token} ({word.freq:,} in {word.documents:,})" for word in shown.itertuples()]
        plain_labels(ax, list(range(len(shown))), labels)
        ax.axvline(0, color="#555555", linewidth=0.8)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlabel("log ratio near the node to elsewhere, with interval over documents")
    return ax


def collocates_alt(table: pd.DataFrame, *, n: int = 20) -> str:
    """Say in words what :func:`collocates` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> dc.plots.collocates_alt(dc.collocates(tokens, "border*", min_docs=2), n=1).startswith("Dot plot of log ratios ")
    True
    """
    said = []
    for word in table.head(n).itertuples():
        known = f"interval {word.low:.2f} to {word.high:.2f}" if pd.notna(word.low) else "no interval"
        said.append(f"{word.token} {word.log_ratio:.2f} ({known})")
    return f"Dot plot of log ratios near the node: {', '.join(said) or 'none'}."
