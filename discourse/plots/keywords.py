"""Draw a keywords table: the log ratio of each word with its interval."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def keywords(table: pd.DataFrame, *, n: int = 15, ax: "Axes | None" = None) -> "Axes":
    """Draw the log ratios of the first ``n`` words of each side, with their intervals.

    Parameters
    ----------
    table
        What :func:`discourse.keywords` returned, for one target; the rows are drawn in their order.
    n
        Words towards the target, and as many towards the reference.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A row per word, with its occurrences on both sides. A word without an interval is an open dot, one of which a
        single document supplies more than a quarter is marked with ``*``. Right of 0 is more frequent in the target.
    """
    check(table, "keywords")
    shown = _shown(table, n)
    with axes(ax, width=6.4, height=1.0 + 0.2 * len(shown)) as ax:
        for row, word in enumerate(shown.itertuples()):
            colour, marker = SERIES[0] if word.log_ratio >= 0 else SERIES[1]
            ax.plot([word.low, word.high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
            face = colour if pd.notna(word.low) else "white"
            ax.plot(word.log_ratio, row, marker, color=colour, markerfacecolor=face, markersize=5)
        labels = [f"{w.token}{'*' if w.dominated else ''} ({w.freq:,} : {w.freq_ref:,})" for w in shown.itertuples()]
        plain_labels(ax, list(range(len(shown))), labels)
        ax.axvline(0, color="#555555", linewidth=0.8)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        ax.set_xlabel("log ratio, with interval over documents: 1 is twice as frequent, 2 four times")
    return ax


def keywords_alt(table: pd.DataFrame, *, n: int = 15) -> str:
    """Say in words what :func:`keywords` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> table = dc.keywords(tokens, reference="rest", by="outlet", permutations=0)
    >>> dc.plots.keywords_alt(table[table["outlet"] == table["outlet"].iloc[0]]).startswith("Dot plot of log ratios. ")
    True
    """
    shown = _shown(table, n)
    said = []
    for name, side in (("target", shown[shown["log_ratio"] >= 0]), ("reference", shown[shown["log_ratio"] < 0])):
        words = [f"{word.token} {_value(word)}" for word in side.itertuples()]
        said.append(f"More frequent in the {name}: {', '.join(words) or 'none'}")
    return f"Dot plot of log ratios. {'. '.join(said)}."


def _value(word: object) -> str:
    starred = ", one document supplies over a quarter" if word.dominated else ""
    if pd.isna(word.low):
        return f"{word.log_ratio:.2f} (no interval{starred})"
    return f"{word.log_ratio:.2f} (interval {word.low:.2f} to {word.high:.2f}{starred})"


def _shown(table: pd.DataFrame, n: int) -> pd.DataFrame:
    more, less = table[table["log_ratio"] >= 0].head(n), table[table["log_ratio"] < 0].head(n)
    return pd.concat([more, less])
