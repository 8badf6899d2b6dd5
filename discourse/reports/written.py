"""How the cells of a table are written for people: the same on a page, in LaTeX and in Word."""

import re
from collections.abc import Mapping

import pandas as pd

#: Columns that hold the name of a theme.
_THEMES = ("theme", "theme_2", "concept")
#: Columns of probabilities, of which the smallest are not written as 0.
_CHANCES = ("p", "q", "placebo_p")
#: Characters no page or drawing may hold, which an outlet's name can bring.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def without_control(text: str) -> str:
    """The text with a replacement character for each that no page or drawing may hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def presented(table: pd.DataFrame, *, titles: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A table as it is shown: themes by their titles, without columns that hold no value."""
    named = {
        name: table[name].astype("str").replace(dict(titles or {})) for name in _THEMES if titles and name in table
    }
    shown = table.assign(**named)
    return shown[[name for name in shown if not len(shown) or (shown[name].notna() & (shown[name] != "")).any()]]


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
    if column.name in _CHANCES:
        return ["–" if pd.isna(value) else "< 0.001" if value < 0.001 else f"{value:.3f}" for value in column.tolist()]
    largest = column.abs().max()
    decimals = 0 if pd.api.types.is_integer_dtype(column.dtype) else 3 if largest <= 1 else 2 if largest < 100 else 1
    return ["–" if pd.isna(value) else _number(value, decimals) for value in column.tolist()]


def _number(value: float, decimals: int) -> str:
    """A number with a true minus sign, and none before a zero."""
    written = f"{value:,.{decimals}f}"
    return f"−{written[1:]}" if written[0] == "-" and written.strip("-0.,") else written.lstrip("-")


def _words(value: object) -> str:
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
