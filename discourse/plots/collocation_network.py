"""Draw a collocation network: nodes on rings around the query, edges as strong as their weight."""

from math import cos, pi, sin
from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def collocation_network(edges: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw the query in the middle, its collocates on a ring around it, and theirs on the next.

    Parameters
    ----------
    edges
        What :func:`discourse.collocation_network` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Thicker lines are stronger edges. Words of the query are squares, the others dots, their ring the step at which
        they were reached. Where a word stands on its ring means nothing.
    """
    check(edges, "collocation_network")
    place = _places(edges)
    heaviest = edges["weight"].max() if len(edges) else 1.0
    lightest = edges["weight"].min() if len(edges) else 0.0
    with axes(ax, width=7.0, height=7.0) as ax:
        for edge in edges.itertuples():
            (x, y), (to_x, to_y) = place[edge.source][1], place[edge.target][1]
            strength = (edge.weight - lightest) / max(heaviest - lightest, 1e-9)
            ax.plot([x, to_x], [y, to_y], color="#999999", linewidth=0.4 + 2.2 * strength, zorder=1)
        for word, (ring, (x, y)) in place.items():
            colour, marker = SERIES[1] if ring == 0 else SERIES[0] if ring == 1 else SERIES[3]
            ax.plot(x, y, marker, color=colour, markersize=9 if ring == 0 else 5, zorder=2)
            weight = "bold" if ring == 0 else "normal"
            style = {"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
            ax.annotate(
                word,
                (x, y),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                weight=weight,
                parse_math=False,
                bbox=style,
                zorder=3,
            )
        ax.set_axis_off()
        ax.margins(0.12)
        ax.set_aspect("equal")
    return ax


def collocation_network_alt(edges: pd.DataFrame, *, n: int = 24) -> str:
    """Say in words what :func:`collocation_network` draws, for those who do not see it.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> edges = dc.collocation_network(tokens, "border*", steps=1, n=2, min_docs=2)
    >>> dc.plots.collocation_network_alt(edges).startswith("Network of collocates. border*: ")
    True
    """
    parts = []
    for source, block in edges.head(n).groupby("source", sort=False, observed=True):
        parts.append(f"{source}: {', '.join(f'{edge.target} {edge.weight:.2f}' for edge in block.itertuples())}")
    more = f". The other {len(edges) - n} edges are in the table" if len(edges) > n else ""
    return f"Network of collocates. {'; '.join(parts) or 'No edges'}{more}."


def _places(edges: pd.DataFrame) -> dict[str, tuple[int, tuple[float, float]]]:
    """The ring of each word, and its place on it; words of one source stand side by side."""
    ring = dict.fromkeys(edges.loc[edges["step"] == 1, "source"], 0)
    for edge in edges.sort_values("step", kind="stable").itertuples():
        ring.setdefault(edge.target, edge.step)
    rings: dict[int, list[str]] = {}
    for word, number in ring.items():
        rings.setdefault(number, []).append(word)
    places = {}
    for number, words in rings.items():
        radius = number + (0.35 if number == 0 and len(words) > 1 else 0.0)
        for order, word in enumerate(words):
            angle = 2 * pi * order / len(words) + 0.3 * number
            places[word] = (number, (radius * cos(angle), radius * sin(angle)))
    return places
