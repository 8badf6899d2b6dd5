"""Draw a barcode table: a stroke for each hit, a row for each document or group."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def barcode(table: pd.DataFrame, *, n: int = 40, ax: "Axes | None" = None) -> "Axes":
    """Draw a stroke at the place of each hit, in a document, a corpus or on an axis of dates.

    Parameters
    ----------
    table
        What :func:`discourse.barcode` returned.
    n
        Rows to draw: the first so many.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A row for each document or group that has a hit, with its number of hits.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    check(table, "barcode")
    rows = list(dict.fromkeys(table["row"]))[:n]
    dated = pd.api.types.is_datetime64_any_dtype(table["at"])
    with axes(ax, width=7.0, height=0.9 + 0.24 * len(rows)) as ax:
        labels = []
        for number, row in enumerate(rows):
            at = table.loc[table["row"] == row, "at"]
            places = at.to_numpy() if dated else at.to_numpy(dtype=float)
            ax.vlines(places, number - 0.36, number + 0.36, color="#000000", linewidth=0.7)
            labels.append(f"{row or '(missing)'} ({len(at):,})")
        plain_labels(ax, list(range(len(rows))), labels)
        ax.set_ylim(len(rows) - 0.4, -0.6)
        if dated:
            locator = AutoDateLocator(maxticks=8)
            ax.xaxis.set_major_locator(locator)
            ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        else:
            ax.set_xlim(-0.01, 1.01)
        ax.set_xlabel("date" if dated else "place in the text: 0 first word, 1 last (hits in brackets)")
    return ax


def barcode_alt(table: pd.DataFrame, *, n: int = 40) -> str:
    """Say in words what :func:`barcode` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> dc.plots.barcode_alt(dc.barcode(tokens, "border*", by="outlet")).startswith("Strokes at the places of hits. ")
    True
    """
    said = []
    for row, hits in list(table.groupby("row", sort=False, observed=True))[:n]:
        low, middle, high = hits["at"].min(), hits["at"].sort_values().iloc[(len(hits) - 1) // 2], hits["at"].max()
        shown = [str(at.date()) if isinstance(at, pd.Timestamp) else f"{at:.2f}" for at in (low, middle, high)]
        many = f"{len(hits):,} hit{'' if len(hits) == 1 else 's'}"
        said.append(f"{row or '(missing)'}: {many} from {shown[0]} to {shown[2]}, the middle one at {shown[1]}")
    more = table["row"].nunique() - len(said)
    left = f". The other {more} rows are in the table" if more > 0 else ""
    return f"Strokes at the places of hits. {'; '.join(said) or 'None'}{left}."
