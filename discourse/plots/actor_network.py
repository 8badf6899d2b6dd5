"""Draw the network of actors: who agrees with whom, and who clashes."""

from math import cos, pi, sin
from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import axes
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colour and dashes of allies, opponents, and pairs that are both.
_LINES = {"allies": ("#0072B2", "-"), "opponents": ("#D55E00", "--"), "both alike": ("#777777", ":")}


def actor_network(pairs: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw actors on a circle, joined by what they share.

    Parameters
    ----------
    pairs
        What :func:`discourse.actor_network` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        A full line joins allies (balance above 0), a dashed one opponents (below 0), a dotted one pairs with as much of
        both; its width grows with the concepts shared. Places on the circle are alphabetical and mean nothing. Unless
        every edge is confirmed, the title says so.
    """
    check(pairs, "actor_network")
    names = sorted({*pairs["actor"], *pairs["other"]})
    at = {name: (cos(2 * pi * n / len(names)), sin(2 * pi * n / len(names))) for n, name in enumerate(names)}
    with axes(ax, width=6.0, height=6.0) as ax:
        for pair in pairs.itertuples():
            colour, dashes = _LINES[_kind(pair.balance)]
            (x, y), (u, v) = at[pair.actor], at[pair.other]
            width = min(1.0 + 0.7 * pair.shared, 6.0)
            ax.plot([x, u], [y, v], color=colour, linestyle=dashes, linewidth=width, alpha=0.8, zorder=1)
        for name, (x, y) in at.items():
            ax.plot(x, y, "o", color="black", markersize=6, zorder=2)
            ax.text(1.08 * x, 1.08 * y, name, ha=_side(x), va="center", fontsize=9, parse_math=False)
        for label, (colour, dashes) in _LINES.items():
            ax.plot([], [], color=colour, linestyle=dashes, label=label)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, -0.08), ncols=3, frameon=False)
        ax.set_title(_state(pairs), parse_math=False)
        ax.set(xlim=(-1.9, 1.9), ylim=(-1.35, 1.35), xticks=[], yticks=[])
        ax.grid(visible=False)
        ax.spines[:].set_visible(False)
    return ax


def actor_network_alt(pairs: pd.DataFrame, *, n: int = 12) -> str:
    """Say in words what :func:`actor_network` draws.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> actor_network_alt(empty("actor_network"))
    'Network of 0 actors, no edge. No pair shares a concept.'
    """
    largest = pairs.sort_values(["shared", "actor", "other"], ascending=[False, True, True])
    said = [
        f"{pair.actor} and {pair.other}: {_kind(pair.balance)} "
        f"({pair.congruence} in common, {pair.conflict} against, of {pair.shared} concepts)"
        for pair in largest.head(n).itertuples()
    ]
    more = f" The other {len(pairs) - n} pairs are in the table." if len(pairs) > n else ""
    actors = len({*pairs["actor"], *pairs["other"]})
    return f"Network of {actors} actors, {_state(pairs)}. {'; '.join(said) or 'No pair shares a concept'}.{more}"


def _kind(balance: float) -> str:
    return "allies" if balance > 0 else "opponents" if balance < 0 else "both alike"


def _side(x: float) -> str:
    return "left" if x > 0.01 else "right" if x < -0.01 else "center"


def _state(pairs: pd.DataFrame) -> str:
    if not len(pairs):
        return "no edge"
    confirmed = int((pairs["reviewed"] == "confirmed").sum())
    if confirmed == len(pairs):
        return "all edges confirmed by a person"
    return f"{len(pairs) - confirmed} of {len(pairs)} edges not fully reviewed by a person"
