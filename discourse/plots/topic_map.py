"""Draw a topic map: topics as discs, those of like words near each other."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.plots.labels import label_points
from discourse.plots.style import SERIES, axes
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LARGEST = 2400.0  # square points of a topic that holds all words


def topic_map(topics: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw each topic as a disc whose area is its share of all words, with its number and label.

    Parameters
    ----------
    topics
        What :func:`discourse.topic_map` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        The axis labels say how much of all distances the page shows.
    """
    check(topics, "topic_map")
    with axes(ax, width=7.0, height=4.8) as ax:
        ax.grid(False)
        colour = SERIES[0][0]
        areas = topics["share"] * _LARGEST + 20
        ax.scatter(topics["x"], topics["y"], s=areas, facecolor=colour, edgecolor="black", alpha=0.35)
        ax.set_xticks([])
        ax.set_yticks([])
        shown = topics["shown"].iloc[0] if len(topics) else np.nan
        ax.set_xlabel(
            f"distance of word distributions; the page shows {_percent(shown)} of it. Area: share of all words"
        )
        ax.margins(0.15, 0.12)
        places = list(zip(topics["x"], topics["y"], strict=True))
        names = [f"{row.topic} {row.label}" for row in topics.itertuples(index=False)]
        above = [(0, math.sqrt(area / math.pi) + 2) for area in areas]
        label_points(ax, places, names, offsets=above, ha="center", fontsize=8)
    return ax


def topic_map_alt(topics: pd.DataFrame, *, n: int = 12) -> str:
    """Say in words what :func:`topic_map` draws, for those who do not see it.

    Examples
    --------
    >>> table = pd.DataFrame({"topic": [1, 2], "x": [-1.0, 1.0], "y": [0.0, 0.0], "share": [0.75, 0.25]})
    >>> topic_map_alt(table.assign(label=["dam, river", "vote"], shown=1.0))
    'Map of 2 topics by likeness of words (100 % shown). Largest: 1 dam, river 75 %; 2 vote 25 %. Nearest: 1 and 2.'
    """
    largest = topics.sort_values(["share", "topic"], ascending=[False, True]).head(n)
    parts = [f"{row.topic} {row.label} {_percent(row.share)}" for row in largest.itertuples(index=False)]
    near = _nearest(topics)
    shown = _percent(topics["shown"].iloc[0]) if len(topics) else "nothing"
    return f"Map of {len(topics)} topics by likeness of words ({shown} shown). Largest: {'; '.join(parts)}.{near}"


def _nearest(topics: pd.DataFrame) -> str:
    if len(topics) < 2:
        return ""
    places = topics[["x", "y"]].to_numpy(dtype=float)
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    one, other = np.triu_indices(len(places), 1)
    best = int(np.argmin(apart[one, other].round(9)))
    numbers = topics["topic"].to_numpy()
    return f" Nearest: {numbers[one[best]]} and {numbers[other[best]]}."


def _percent(share: float) -> str:
    return "not known" if pd.isna(share) else f"{share * 100:.0f} %"
