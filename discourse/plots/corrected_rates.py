"""Draw corrected shares beside the raw ones they correct."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.forest import forest, in_words, row_labels
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SERIES = {"corrected": ("corrected", "low", "high"), "raw": ("raw", "raw_low", "raw_high")}


def corrected_rates(rates: pd.DataFrame, *, ax: "Axes | None" = None) -> "Axes":
    """Draw the share of units with a theme as the machine counts it and as corrected, a row for each code and group.

    Parameters
    ----------
    rates
        What :func:`discourse.corrected_rates` returned.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Rows are sorted by code, so that its groups stand together. A share without an interval is an open dot.
    """
    check(rates, "corrected_rates")
    rates = rates.sort_values("code", kind="stable")
    xlabel = "share of units, with interval (units read in brackets)"
    ax = forest(rates, _SERIES, row_labels(rates, "corrected_rates", "coded"), ax=ax, xlabel=xlabel)
    ax.set_xlim(left=min(0, rates["corrected"].min(skipna=True) if len(rates) else 0))
    return ax


def corrected_rates_alt(rates: pd.DataFrame, *, n: int = 24) -> str:
    """Say in words what :func:`corrected_rates` draws, for those who do not see it.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> corrected_rates_alt(empty("corrected_rates"))
    'Dot plot of shares of units, corrected and raw (units read in brackets). .'
    """
    rates = rates.sort_values("code", kind="stable")
    said = in_words(rates, _SERIES, row_labels(rates, "corrected_rates", "coded"), n=n)
    return f"Dot plot of shares of units, corrected and raw (units read in brackets). {said}"
