"""How figures look: colour-blind safe (Okabe & Ito 2008), told apart in grey by marker, quiet axes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Okabe–Ito colours in an order whose greys differ, with a marker of its own for each.
SERIES = (
    ("#0072B2", "o"),
    ("#D55E00", "s"),
    ("#009E73", "^"),
    ("#000000", "D"),
    ("#CC79A7", "v"),
    ("#56B4E9", "P"),
)

STYLE = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "grid.color": "#dddddd",
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "ytick.major.size": 0,
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
}


def plain_defaults() -> dict[str, object]:
    """matplotlib's own defaults, so that a person's settings do not change a figure (the backend stays theirs)."""
    from matplotlib import rcParamsDefault

    return {name: value for name, value in rcParamsDefault.items() if not name.startswith(("backend", "interactive"))}


@contextmanager
def axes(ax: "Axes | None", *, width: float, height: float) -> Iterator["Axes"]:
    """Give the Axes to draw into in the project's style: ``ax`` itself, or a new figure of so many inches."""
    import matplotlib.pyplot as plt

    with plt.rc_context({**plain_defaults(), **STYLE}):
        if ax is None:
            _, ax = plt.subplots(figsize=(width, height), layout="constrained")
        yield ax


def plain_labels(ax: "Axes", places: list[float], labels: list[str]) -> None:
    """Label the rows of ``ax`` with text from the data, in which ``$`` is a dollar and not mathematics."""
    for label in ax.set_yticks(places, labels=labels):
        label.label1.set_parse_math(False)
    for text in ax.get_yticklabels():
        text.set_parse_math(False)
