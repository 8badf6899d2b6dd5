"""Strata of a sample to code: predicted theme × group × period, and how many units to draw from each."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.coding.units import machine_codes
from discourse.errors import ArgumentError, TableError, unknown_name
from discourse.tables import columns, document_variables

PERIODS = {"year": "Y", "quarter": "Q", "month": "M"}
#: The stratum of units in which the machine saw no theme.
NO_HIT = "(no hit)"
_BETWEEN = " | "
#: Units read of each stratum at least: one tells nothing of how much units differ.
LEAST = 2


def stratified(units: pd.DataFrame, *, by: str | Sequence[str] | None, period: str | None) -> pd.DataFrame:
    """Put each unit into one stratum: columns ``theme``, ``cell`` and ``stratum``, in the rows of ``units``.

    A unit with several themes belongs to the one that fewest units of the corpus have (ties: by name), so that strata
    do not overlap and rare themes are read.
    """
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    variables = document_variables(units, "coding_units")
    for name in names:
        if name not in variables:
            raise unknown_name("document variable", name, variables, where="the tokens")
    themes = pd.Series(NO_HIT, index=units.index, dtype="str")
    held = machine_codes(units["machine"])
    for name in sorted(held, key=lambda name: (-held[name].sum(), name)):  # the rarest is written last
        themes[held[name]] = name
    parts = [_written(units[name]) for name in names] + ([_periods(units, period)] if period else [])
    cell = pd.Series("", index=units.index, dtype="str")
    for part in parts:
        cell = cell + _BETWEEN + part
    return pd.DataFrame({"theme": themes, "cell": cell, "stratum": themes + cell})


def theme_of(strata: pd.Series) -> pd.Series:
    """The theme a stratum was named after."""
    return strata.astype("str").str.split(_BETWEEN, n=1, regex=False).str[0]


def plan(placed: pd.DataFrame, *, n: int, n_no_hit: int) -> pd.DataFrame:
    """Say how many units to draw from each stratum.

    ``n`` units of each theme and ``n_no_hit`` without any are shared out evenly over the cells (groups × periods)
    that the corpus has; where a cell holds fewer, the others give more.

    Returns
    -------
    DataFrame
        One row per theme and cell, empty ones included: ``stratum``, ``theme``, ``units`` (there), ``wanted`` (the even
        share), ``drawn``, ``shortfall`` (wanted and not there).
    """
    cells = sorted(placed["cell"].unique())
    sizes = placed.groupby(["theme", "cell"]).size()
    rows = []
    for theme in sorted(placed["theme"].unique()):
        units = sizes.reindex([(theme, cell) for cell in cells], fill_value=0).to_numpy(dtype=np.int64)
        number = n_no_hit if theme == NO_HIT else n
        least = int(np.minimum(units, LEAST).sum())
        if number < least:
            name = "n_no_hit" if theme == NO_HIT else "n"
            raise ArgumentError(
                f"{name}={number} is too few for the {np.count_nonzero(units)} strata of {theme}, of which at least "
                f"{LEAST} units each must be read; take {name}={least} or more, or a coarser by= or period="
            )
        wanted = shares(np.full(len(cells), number), number)
        drawn = shares(units, number)
        rows += zip([theme + cell for cell in cells], [theme] * len(cells), units, wanted, drawn, strict=True)
    table = pd.DataFrame(rows, columns=["stratum", "theme", "units", "wanted", "drawn"])
    table["shortfall"] = (table["wanted"] - table["units"]).clip(lower=0)
    return table[columns("strata")].astype({"stratum": "str", "theme": "str"})


def shares(sizes: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Share ``number`` out as evenly as ``sizes`` allow; what is left over goes to the first ones.

    Examples
    --------
    >>> import numpy as np
    >>> shares(np.array([50, 3, 50]), 24).tolist()
    [11, 3, 10]
    """
    given = np.zeros(len(sizes), dtype=np.int64)
    left = min(number, int(sizes.sum()))
    while left:
        open_ = np.flatnonzero(given < sizes)
        each = left // len(open_)
        if each == 0:
            given[open_[:left]] += 1
            break
        more = np.minimum(sizes[open_] - given[open_], each)
        given[open_] += more
        left -= int(more.sum())
    return given


def _written(values: pd.Series) -> pd.Series:
    written = values.astype(object).where(values.notna(), "(missing)").astype("str")
    return written.where(written.str.strip() != "", "(missing)")


def _periods(units: pd.DataFrame, period: str) -> pd.Series:
    if period not in PERIODS:
        raise ArgumentError(f"period must be one of {', '.join(PERIODS)}, not {period!r}")
    if "date" not in units.columns:
        raise TableError("period= needs a document variable 'date'; the tokens have none")
    dates = pd.to_datetime(pd.Series(np.asarray(units["date"]), index=units.index))
    return dates.dt.to_period(PERIODS[period]).astype("str").where(dates.notna(), "(undated)")
