"""Draw an audit table: does a comparison hold when one pattern is left out?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import ArgumentError
from discourse.plots.style import SERIES, axes, plain_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: A longer pattern is cut in its label; the table has it whole.
_LONGEST = 48


def codebook_audit(
    audit: pd.DataFrame, *, n: int = 6, titles: Mapping[str, str] | None = None, ax: "Axes | None" = None
) -> "Axes":
    """Draw a comparison without each of the patterns that move it most, a block for each theme.

    Parameters
    ----------
    audit
        What :func:`discourse.audit_codebook` returned for a comparison; themes without a value are left out.
    n
        Patterns of each theme, those whose absence changes the comparison most.
    titles
        How each theme is called (``codebook.titles``); by its name unless given.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A filled dot for the theme with all its patterns, an open one with interval for each pattern left out.
    """
    chosen = _chosen(audit, n)
    labels, places, headings, row = [], [], [], 0.0
    colour, (other, marker) = SERIES[0][0], SERIES[1]
    with axes(ax, width=7.0, height=0.9 + 0.19 * (len(chosen) + 2.6 * chosen["theme"].nunique())) as ax:
        for theme, block in chosen.groupby("theme", sort=False):
            headings.append((row, (titles or {}).get(str(theme)) or str(theme).replace("_", " ")))
            row += 1
            value = block["value"].iloc[0]
            ax.plot(value, row, "o", color=colour, markersize=6, clip_on=False)
            labels.append("all patterns")
            places.append(row)
            first = row
            for _, pattern in block.iterrows():
                row += 1
                ax.plot(
                    [pattern["low"], pattern["high"]], [row, row], color=other, linewidth=1.4, solid_capstyle="butt"
                )
                ax.plot(pattern["without"], row, marker, color=other, markerfacecolor="white", markersize=5)
                labels.append(f"without {_cut(pattern['pattern'])} ({pattern['hits']:,})")
                places.append(row)
            ax.plot([value, value], [first, row], color=colour, linewidth=0.8, linestyle=":")
            row += 1.6
        plain_labels(ax, places, labels)
        ax.set_ylim(row - 0.6, -0.9)
        ax.set_xlabel("difference, with interval (hits in brackets)")
        for place, heading in headings:
            ax.text(
                0.006, place, heading, transform=ax.get_yaxis_transform(), weight="bold", va="center", parse_math=False
            )
    return ax


def codebook_audit_alt(audit: pd.DataFrame, *, n: int = 6, titles: Mapping[str, str] | None = None) -> str:
    """Say in words what :func:`codebook_audit` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> book = dc.read_codebook(themes=["treaty_compliance"])
    >>> audit = dc.audit_codebook(tokens, book, by="outlet", groups=["Belmora Daily", "Meridian Wire"], random_state=1)
    >>> codebook_audit_alt(audit, n=1)[:71]
    'Dot plot of a comparison with each pattern left out. treaty compliance:'
    """
    parts = []
    for theme, block in _chosen(audit, n).groupby("theme", sort=False):
        name = (titles or {}).get(str(theme)) or str(theme).replace("_", " ")
        said = [f"without {row['pattern']} {_said(row)}" for _, row in block.iterrows()]
        parts.append(f"{name}: all patterns {block['value'].iloc[0]:.2f}, {', '.join(said)}")
    return f"Dot plot of a comparison with each pattern left out. {'; '.join(parts)}."


def _chosen(audit: pd.DataFrame, n: int) -> pd.DataFrame:
    """The patterns of each theme that move the comparison most, in the order of the codebook's themes."""
    check(audit, "audit")
    if n < 1:
        raise ArgumentError(f"n must be 1 or more patterns, not {n}")
    known = audit[audit["without"].notna() & (audit["hits"] > 0)]
    if not len(known):
        raise ArgumentError("the audit compares nothing; make it with audit_codebook(…, by=…, groups=…)")
    order = known.assign(size=known["change"].abs()).sort_values("size", ascending=False, kind="stable")
    kept = order.groupby("theme", sort=False).head(n).index
    top = order.loc[kept].drop(columns="size")
    place = {theme: number for number, theme in enumerate(audit["theme"].unique())}
    return top.sort_values("theme", key=lambda names: names.map(place), kind="stable")


def _said(row: pd.Series) -> str:
    if pd.isna(row["low"]):
        return f"{row['without']:.2f} (no interval)"
    return f"{row['without']:.2f} (interval {row['low']:.2f} to {row['high']:.2f})"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
