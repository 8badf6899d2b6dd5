"""Draw theme rates split by voice: a dot with its interval for each voice, group and theme."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, key_columns, plain_labels
from discourse.tables import check, document_variables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Voices in the order they are drawn, and how they are called.
_VOICES = {"reported": "reported", "denied": "denied", "hypothetical": "hypothetical", "unattributed": "unattributed"}
_STEP = 0.19


def voices(rates: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw rates per 1,000 tokens by voice with their intervals, a block for each theme and a row for each group.

    Parameters
    ----------
    rates
        What :func:`discourse.theme_rates` returned with ``statements=``.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Four dots in each row, told apart by colour, marker and height: reported, denied, hypothetical, unattributed.
        A rate without an interval is an open dot. What is known of the purity of *unattributed* stands below the axis.
    """
    check(rates, "voice_rates")
    groups = _groups(rates)
    labels, places, headings, row = [], [], [], 0.0
    rows = len(rates) / len(_VOICES)
    with axes(ax, width=7.0, height=1.3 + 0.42 * rows + 0.3 * rates["theme"].nunique()) as ax:
        for theme, block in rates.groupby("theme", sort=False, observed=True):
            headings.append((row, str(theme).replace("_", " ")))
            for group, four in block.groupby(groups.loc[block.index], sort=False):
                row += 1
                labels.append(f"{group} ({four['documents'].iloc[0]:,})")
                places.append(row)
                for _, rate in four.iterrows():
                    _draw(ax, rate, row)
            row += 1.4
        plain_labels(ax, places, labels)
        ax.set_ylim(row - 0.4, -0.9)
        ax.set_xlim(left=0)
        ax.set_xlabel(f"hits per 1,000 tokens, with interval (documents in brackets)\n{_purity(rates)}")
        for place, heading in headings:
            ax.text(
                0.006, place, heading, transform=ax.get_yaxis_transform(), weight="bold", va="center", parse_math=False
            )
        if len(rates):
            _legend(ax)
    return ax


def voices_alt(rates: pd.DataFrame, *, n: int = 24) -> str:
    """Say in words what :func:`voices` draws, for those who do not see it.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> voices_alt(empty("voice_rates"))
    'Dot plot of hits per 1,000 tokens by voice. . Purity of unattributed not known.'
    """
    groups, parts = _groups(rates), []
    for theme, block in rates.head(n).groupby("theme", sort=False, observed=True):
        values = [f"{groups[number]} {rate['voice']} {_value(rate)}" for number, rate in block.iterrows()]
        parts.append(f"{str(theme).replace('_', ' ')}: {', '.join(values)}")
    more = f". The other {len(rates) - n} rows are in the table" if len(rates) > n else ""
    return f"Dot plot of hits per 1,000 tokens by voice. {'; '.join(parts)}{more}. {_purity(rates)}."


def _draw(ax: "Axes", rate: pd.Series, row: float) -> None:
    number = list(_VOICES).index(rate["voice"])
    colour, marker = SERIES[number]
    at = row + (number - 1.5) * _STEP
    ax.plot([rate["low"], rate["high"]], [at, at], color=colour, linewidth=1.4, solid_capstyle="butt")
    face = colour if pd.notna(rate["low"]) else "white"
    ax.plot(rate["per_1000"], at, marker, color=colour, markerfacecolor=face, markersize=4.5, clip_on=False)


def _legend(ax: "Axes") -> None:
    handles = [
        ax.plot([], [], marker, color=colour, label=label, markersize=4.5)[0]
        for (colour, marker), label in zip(SERIES, _VOICES.values(), strict=False)
    ]
    ax.legend(
        handles=handles, ncols=key_columns(4), loc="lower left", bbox_to_anchor=(0, 1), frameon=False, borderaxespad=0.2
    )


def _purity(rates: pd.DataFrame) -> str:
    known = rates[rates["purity"].notna()]
    if not len(known):
        return "Purity of unattributed not known"
    one = known.iloc[0]
    return (
        f"Of hits left unattributed, {one['purity']:.0%} ({one['purity_low']:.0%}–{one['purity_high']:.0%}) "
        "stand outside reported words"
    )


def _value(rate: pd.Series) -> str:
    if pd.isna(rate["per_1000"]):
        return "not known"
    if pd.isna(rate["low"]):
        return f"{rate['per_1000']:.2f} (no interval)"
    return f"{rate['per_1000']:.2f} ({rate['low']:.2f} to {rate['high']:.2f})"


def _groups(rates: pd.DataFrame) -> pd.Series:
    """The name of the group of each row."""
    by = document_variables(rates, "voice_rates")
    if not by:
        return pd.Series("all documents", index=rates.index, dtype="str")
    values = rates[by].astype(object).where(rates[by].notna() & (rates[by].astype(object) != ""), "(missing)")
    return pd.Series([", ".join(map(str, row)) for row in values.to_numpy()], index=rates.index, dtype="str")
