"""How the cells of a table are written for people: the same on a page, in LaTeX and in Word."""

import pandas as pd


def is_number(column: pd.Series) -> bool:
    """Whether a column is set like numbers, to the right."""
    return pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)


def heading(column: pd.Series) -> str:
    """What stands above a column."""
    return str(column.name).replace("_", " ")


def cells(column: pd.Series) -> list[str]:
    """The cells of a column: numbers with as many decimals as the largest needs (–: none), everything else as text.

    Examples
    --------
    >>> cells(pd.Series([1234, 5])), cells(pd.Series([0.5, None])), cells(pd.Series(["a", None]))
    (['1,234', '5'], ['0.500', '–'], ['a', ''])
    """
    if not is_number(column):
        return [_words(value) for value in column.tolist()]
    largest = column.abs().max()
    decimals = 0 if pd.api.types.is_integer_dtype(column.dtype) else 3 if largest < 10 else 2 if largest < 100 else 1
    return ["–" if pd.isna(value) else f"{value:,.{decimals}f}" for value in column.tolist()]


def _words(value: object) -> str:
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
