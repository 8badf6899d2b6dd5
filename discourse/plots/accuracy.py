"""Draw an accuracy table: precision and recall with their intervals."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.forest import forest, in_words, row_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SERIES = {
    "precision": ("precision", "precision_low", "precision_high"),
    "recall": ("recall", "recall_low", "recall_high"),
}


def accuracy(scores: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw precision and recall with their intervals, a row for each code and group.

    Parameters
    ----------
    scores
        What :func:`discourse.accuracy` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        An estimate without an interval is an open dot.
    """
    check(scores, "accuracy")
    xlabel = "share, with interval (units read in brackets)"
    ax = forest(scores, _SERIES, row_labels(scores, "accuracy", "units"), ax=ax, xlabel=xlabel)
    ax.set_xlim(0, 1.02)
    return ax


def accuracy_alt(scores: pd.DataFrame, *, n: int = 24) -> str:
    """Say in words what :func:`accuracy` draws, for those who do not see it.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> accuracy_alt(empty("accuracy"))
    'Dot plot of precision and recall (units read in brackets). .'
    """
    said = in_words(scores, _SERIES, row_labels(scores, "accuracy", "units"), n=n)
    return f"Dot plot of precision and recall (units read in brackets). {said}"
