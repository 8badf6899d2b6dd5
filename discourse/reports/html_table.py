"""A table as HTML: what stands in many rows is written once, numbers stand under each other, all text is escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import pandas as pd

#: A cell of so few characters is not broken over two lines.
_SHORT = 24
#: A longer table scrolls within its frame on a screen; on paper it is whole.
_TALL = 24
#: Columns that hold the name of a theme.
_THEMES = ("theme", "theme_2", "concept")
#: Columns of probabilities, of which the smallest are not written as 0.
_CHANCES = ("p", "q", "placebo_p")


def table_html(table: pd.DataFrame, *, caption: str, titles: Mapping[str, str] | None = None) -> str:
    """Write a table as HTML.

    Parameters
    ----------
    table
        The rows and columns to show, in order. Columns without any value are left out.
    caption
        Stands above the table and names its frame for a screen reader.
    titles
        What themes are called; without it they go by their names.

    Returns
    -------
    str
        A ``<div>`` with the table. In the leading columns of text, equal cells one below the other are one cell.
    """
    named = {name: table[name].astype("str").replace(dict(titles or {})) for name in _THEMES if titles and name in table}
    shown = table.assign(**named)
    shown = shown[[name for name in shown if not len(shown) or (shown[name].notna() & (shown[name] != "")).any()]]
    merged = _merged(shown)
    rest = [_written(shown[name]) for name in shown.columns[len(merged) :]]
    rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*merged, *rest, strict=True))
    head = "".join(_heading(shown[name]) for name in shown.columns)
    kind = "table tall" if len(shown) > _TALL else "table"
    return (
        f'<div class="{kind}" role="group" tabindex="0" aria-label="{escape(caption)}"><table><caption>{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _merged(table: pd.DataFrame) -> list[list[str]]:
    """The cells of the leading columns in which neighbours are equal; a cell taken up by the one above is empty."""
    outer: Sequence[object] = [()] * len(table)
    columns = []
    for name in table.columns:
        if _is_number(table[name]):
            break
        words = [_words(value) for value in table[name].tolist()]
        outer = list(zip(outer, words, strict=True))
        runs = [(path[1], len(list(group))) for path, group in groupby(outer)]
        if len(runs) == len(table):
            break
        cells = []
        for word, length in runs:
            span = f' rowspan="{length}" scope="rowgroup"' if length > 1 else ' scope="row"'
            cells += [f'<th{short(word)}{span} dir="auto">{escape(word)}</th>', *[""] * (length - 1)]
        columns.append(cells)
    return columns


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)


def _heading(column: pd.Series) -> str:
    kind = ' class="number"' if _is_number(column) else ""
    return f'<th{kind} scope="col">{escape(str(column.name).replace("_", " "))}</th>'


def _written(column: pd.Series) -> list[str]:
    """The cells of a column: numbers with as many decimals as the largest needs, everything else as text."""
    if not _is_number(column):
        words = [_words(value) for value in column.tolist()]
        return [f'<td{short(word)} dir="auto">{escape(word)}</td>' for word in words]
    if column.name in _CHANCES:
        return [f'<td class="number">{_chance(value)}</td>' for value in column.tolist()]
    largest = column.abs().max()
    decimals = 0 if pd.api.types.is_integer_dtype(column.dtype) else 3 if largest <= 1 else 2 if largest < 100 else 1
    numbers = ["–" if pd.isna(value) else _number(value, decimals) for value in column.tolist()]
    return [f'<td class="number">{number}</td>' for number in numbers]


def _number(value: float, decimals: int) -> str:
    """A number with a true minus sign, and none before a zero."""
    written = f"{value:,.{decimals}f}"
    return f"−{written[1:]}" if written[0] == "-" and written.strip("-0.,") else written.lstrip("-")


def _chance(value: float) -> str:
    return "–" if pd.isna(value) else "&lt; 0.001" if value < 0.001 else f"{value:.3f}"


def short(word: str) -> str:
    """The class of a cell that is not broken over two lines, as an attribute."""
    return ' class="short"' if len(word) <= _SHORT else ""


def _words(value: object) -> str:
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)
