"""Draw an agreement table: alpha with its interval, against the thresholds by which it is judged."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.forest import forest, in_words, row_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Krippendorff (2004, p. 241), as in the verdicts of the table.
_THRESHOLDS = (0.667, 0.8)
_SERIES = {"Krippendorff's alpha": ("alpha", "low", "high")}


def agreement(table: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw alpha with its interval and AC1 beside it, a row for each code.

    Parameters
    ----------
    table
        What :func:`discourse.agreement` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        The dotted lines stand at .667 (tentative) and .8 (reliable), the full one at 0 (chance). AC1, which has no
        interval here, is a small cross.
    """
    check(table, "agreement")
    xlabel = "agreement beyond chance, with interval (units in brackets)"
    ax = forest(table, _SERIES, row_labels(table, "agreement", "units"), ax=ax, xlabel=xlabel)
    ax.plot(table["ac1"], range(len(table)), "x", color="#555555", markersize=4, linestyle="none", label="AC1")
    ax.axvline(0, color="#555555", linewidth=0.8)
    for threshold in _THRESHOLDS:
        ax.axvline(threshold, color="#555555", linewidth=0.8, linestyle=":")
    ax.set_xlim(right=1.02)
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2)
    return ax


def agreement_alt(table: pd.DataFrame, *, n: int = 24) -> str:
    """Say in words what :func:`agreement` draws, for those who do not see it.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> agreement_alt(empty("agreement"))
    'Dot plot of Krippendorff’s alpha and AC1 (units in brackets). .'
    """
    series = _SERIES | {"AC1": ("ac1", "ac1", "ac1")}
    said = in_words(table, series, row_labels(table, "agreement", "units"), n=n)
    return f"Dot plot of Krippendorff’s alpha and AC1 (units in brackets). {said}"
