"""Tables as CSV files that are opened in spreadsheet programs: numbers in full, and no text that is computed there."""

import pandas as pd

from discourse.text.cells import as_cell, from_cell


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV; a cell or heading that a spreadsheet would take for a formula begins with an apostrophe.

    Examples
    --------
    >>> print(csv_text(pd.DataFrame({"outlet": ["=1+1", "Echo"], "change": [-0.5, 2.0]})), end="")
    outlet,change
    '=1+1,-0.5
    Echo,2
    """
    guarded = table.assign(**{name: table[name].map(_guarded) for name in table if _is_text(table[name])})
    guarded.columns = [_guarded(name) for name in table]
    return guarded.to_csv(index=False, lineterminator="\n", float_format="%.10g")


def without_guards(table: pd.DataFrame) -> pd.DataFrame:
    """A table read as text, with cells and headings as they were before :func:`csv_text`."""
    return table.map(from_cell).rename(columns=from_cell)


def _is_text(column: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype))


def _guarded(value: object) -> object:
    return as_cell(value) if isinstance(value, str) else value
