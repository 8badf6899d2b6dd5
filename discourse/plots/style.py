"""How figures look: colour-blind safe (Okabe & Ito 2008), told apart in grey by marker, quiet axes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

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

#: Widths in print, in millimetres (one column, two columns), and the size of letters there, in points.
PRINT = {84: 7.0, 174: 8.0}
_print_width: ContextVar[int | None] = ContextVar("print_width", default=None)
#: At most this share of a narrow figure is given to the labels of its rows.
_LABELS = 0.42


def plain_defaults() -> dict[str, object]:
    """matplotlib's own defaults, so that a person's settings do not change a figure (the backend stays theirs)."""
    from matplotlib import rcParamsDefault

    return {name: value for name, value in rcParamsDefault.items() if not name.startswith(("backend", "interactive"))}


@contextmanager
def in_print(width: int) -> Iterator[None]:
    """Make figures so many millimetres wide (84 or 174) with letters legible at that size."""
    token = _print_width.set(width)
    try:
        yield
    finally:
        _print_width.reset(token)


@contextmanager
def axes(ax: "Axes | None", *, width: float, height: float) -> Iterator["Axes"]:
    """Give the Axes to draw into in the project's style: ``ax`` itself, or a new figure of so many inches.

    In print the figure is as wide as the column, as high as its letters need, and long labels are broken into lines.
    """
    import matplotlib.pyplot as plt

    column = _print_width.get()
    size = PRINT.get(column, STYLE["font.size"])
    letters = {"font.size": size, "axes.titlesize": size + 1}
    with plt.rc_context({**plain_defaults(), **STYLE, **letters}):
        mine = ax is None
        if mine:
            across = width if column is None else column / 25.4
            _, ax = plt.subplots(figsize=(across, height * size / STYLE["font.size"]), layout="constrained")
        yield ax
        if mine and column is not None:
            fit_labels(ax.figure)


def key_columns(number: int) -> int:
    """Columns of a key that has ``number`` of them at full width: half as many in one column of print."""
    return max(1, number // 2) if _print_width.get() == min(PRINT) else number


def fit_labels(figure: "Figure") -> None:
    """Break what is wider than there is room for into lines; leave out numbers in cells too narrow for them."""
    width = figure.bbox.width
    for ax in figure.axes:
        rows = ax.get_yticklabels()
        for label in rows:
            _broken(label, _LABELS * width)
        lines = max((label.get_text().count("\n") + 1 for label in rows), default=1)
        if lines > 1:  # broken labels need higher rows
            plain_labels(ax, list(ax.get_yticks()), [label.get_text() for label in rows])
            figure.set_figheight(figure.get_figheight() * (1 + (lines - 1) * 0.8))
        for text in ax.texts:  # what stands inside must not press the axes together
            text.set_in_layout(False)
    for ax in figure.axes * 2:  # what is broken makes room, and moves the rest
        figure.draw_without_rendering()
        left, right = ax.get_window_extent().x0, ax.get_window_extent().x1
        middle = (left + right) / 2
        _broken(ax.xaxis.label, 2 * min(middle, width - middle))
        for text in (ax.title, ax._left_title):
            _broken(text, width - left)
        if ax.images:
            _without_crowding(ax)
        else:
            for text in ax.texts:
                _broken(text, width - text.get_window_extent().x0)


def _without_crowding(ax: "Axes") -> None:
    """Hide the numbers in cells if some do not fit, and stand column labels upright; the table twin has them all."""
    extents = sorted((text.get_window_extent() for text in ax.texts), key=lambda box: (round(box.y0), box.x0))
    if any(abs(a.y0 - b.y0) < 1 and a.x1 > b.x0 for a, b in pairwise(extents)):
        for text in ax.texts:
            text.set_visible(False)
        for label in ax.get_xticklabels():
            label.set(rotation=90, ha="center")


def _broken(text: "Text", room: float) -> None:
    """Break a text into lines of at most so many pixels; within a word only if it is longer than a line."""
    from textwrap import fill

    lines, across = text.get_text().splitlines(), text.get_window_extent().width
    if lines and across > room > 0:
        fits = max(8, int(0.95 * max(map(len, lines)) * room / across))
        text.set_text("\n".join(fill(line, fits) for line in lines))


def plain_labels(ax: "Axes", places: list[float], labels: list[str]) -> None:
    """Label the rows of ``ax`` with text from the data, in which ``$`` is a dollar and not mathematics."""
    for label in ax.set_yticks(places, labels=labels):
        label.label1.set_parse_math(False)
    for text in ax.get_yticklabels():
        text.set_parse_math(False)
