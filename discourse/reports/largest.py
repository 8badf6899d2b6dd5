"""The groups a figure has room for."""

import pandas as pd

from discourse.plots.style import SERIES

#: Rows a figure can hold and be read.
_ROWS = 90


def largest_groups(table: pd.DataFrame, by: list[str], *, rows: int = 1) -> pd.DataFrame:
    """Keep the rows of as many groups as a figure can tell apart, those with the most documents.

    Parameters
    ----------
    table
        One with the columns ``theme``, ``documents`` and ``by``.
    by
        The columns that say of which group a row speaks; none, and all rows stay.
    rows
        How many rows of the figure a group takes in each theme.
    """
    fit = max(1, min(_ROWS // max(1, rows * table["theme"].nunique()), len(SERIES)))
    if not by or len(table) == 0:
        return table
    sizes = table.groupby(by, sort=False, dropna=False, observed=True)["documents"].max()
    largest = sizes.sort_values(ascending=False, kind="stable").index[:fit]
    return table[pd.MultiIndex.from_frame(table[by]).isin(largest) if len(by) > 1 else table[by[0]].isin(largest)]


def only_largest(drawn: pd.DataFrame, table: pd.DataFrame) -> str:
    """What a caption adds where not all groups of ``table`` are drawn."""
    return "" if len(drawn) == len(table) else " The groups with the most documents are drawn; the table has all."
