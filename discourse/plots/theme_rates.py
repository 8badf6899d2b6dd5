"""Draw a rates table: a dot with its interval for each group and theme."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, plain_labels
from discourse.tables import check, document_variables

if TYPE_CHECKING:
    from matplotlib.axes import Axes


#: What each unit is called on an axis.
AXIS = {
    "token": "hits per 1,000 tokens",
    "sentence": "share of sentences with a hit",
    "document": "share of documents with a hit",
}


def theme_rates(rates: pd.DataFrame, *, titles: Mapping[str, str] | None = None, ax: "Axes | None" = None) -> "Axes":
    """Draw rates (or shares) with their intervals, a block for each theme and a row for each group.

    Parameters
    ----------
    rates
        What :func:`discourse.theme_rates` returned.
    titles
        How each theme is called (``codebook.titles``); by its name unless given.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A rate without an interval is an open dot. Groups are told apart by the label of their row; up to six also
        by colour and marker.
    """
    check(rates, "rates")
    groups = _groups(rates)
    names = list(dict.fromkeys(groups.values()))
    series = dict(zip(names, SERIES, strict=False)) if len(names) <= len(SERIES) else {}
    labels, places, headings, row = [], [], [], 0.0
    with axes(ax, width=7.0, height=0.9 + 0.19 * (len(rates) + 1.6 * rates["theme"].nunique())) as ax:
        for theme, block in rates.groupby("theme", sort=False, observed=True):
            headings.append((row, _title(theme, titles)))
            for number, rate in block.iterrows():
                row += 1
                colour, marker = series.get(groups[number], SERIES[0])
                ax.plot([rate["low"], rate["high"]], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
                known = pd.notna(rate["low"])
                face = colour if known else "white"
                ax.plot(rate["value"], row, marker, color=colour, markerfacecolor=face, markersize=5, clip_on=False)
                labels.append(f"{groups[number]} ({rate['documents']:,})")
                places.append(row)
            row += 1.6
        plain_labels(ax, places, labels)
        ax.set_ylim(row - 0.6, -0.9)
        ax.set_xlim(left=0)
        ax.set_xlabel(f"{_axis(rates)}, with interval (documents in brackets)")
        for place, heading in headings:
            ax.text(
                0.006, place, heading, transform=ax.get_yaxis_transform(), weight="bold", va="center", parse_math=False
            )
    return ax


def theme_rates_alt(rates: pd.DataFrame, *, titles: Mapping[str, str] | None = None, n: int = 24) -> str:
    """Say in words what :func:`theme_rates` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> rates = dc.theme_rates(tokens, dc.read_codebook(themes=["sovereignty"]), random_state=1)
    >>> dc.plots.theme_rates_alt(rates).startswith("Dot plot of hits per 1,000 tokens. sovereignty: all documents 0.")
    True
    """
    groups = _groups(rates)
    parts = []
    for theme, block in rates.head(n).groupby("theme", sort=False, observed=True):
        values = [f"{groups[number]} {_value(rate)}" for number, rate in block.iterrows()]
        parts.append(f"{_title(theme, titles)}: {', '.join(values)}")
    more = f". The other {len(rates) - n} rows are in the table" if len(rates) > n else ""
    return f"Dot plot of {_axis(rates)}. {'; '.join(parts)}{more}."


def _axis(rates: pd.DataFrame) -> str:
    unit = str(rates["unit"].iloc[0]) if len(rates) else "token"
    return AXIS.get(unit, unit)


def _title(theme: object, titles: Mapping[str, str] | None) -> str:
    return (titles or {}).get(str(theme)) or str(theme).replace("_", " ")


def _value(rate: pd.Series) -> str:
    digits = 2 if rate["unit"] == "token" else 3
    if pd.isna(rate["value"]):
        return "not known"
    if pd.isna(rate["low"]):
        return f"{rate['value']:.{digits}f} (no interval)"
    return f"{rate['value']:.{digits}f} (interval {rate['low']:.{digits}f} to {rate['high']:.{digits}f})"


def _groups(rates: pd.DataFrame) -> dict[int, str]:
    """The name of the group of each row."""
    by = document_variables(rates, "rates")
    if not by:
        return dict.fromkeys(rates.index, "all documents")
    values = rates[by].astype(object).where(rates[by].notna() & (rates[by].astype(object) != ""), "(missing)")
    return {
        number: ", ".join(str(value) for value in row)
        for number, row in zip(rates.index, values.to_numpy(), strict=True)
    }
