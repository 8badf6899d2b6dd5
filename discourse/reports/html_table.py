"""A table as HTML: what stands in many rows is written once, numbers stand under each other, all text is escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import pandas as pd

from discourse.reports.markup import short
from discourse.reports.written import cells, heading, is_number, presented

#: A longer table scrolls within its frame on a screen; on paper it is whole.
_TALL = 24


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
    shown = presented(table, titles=titles)
    merged = _merged(shown)
    rest = [_data(shown[name]) for name in shown.columns[len(merged) :]]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*merged, *rest, strict=True))
    head = "".join(_head(shown[name]) for name in shown.columns)
    kind = "table tall" if len(shown) > _TALL else "table"
    return (
        f'<div class="{kind}" role="group" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _merged(table: pd.DataFrame) -> list[list[str]]:
    """The cells of the leading columns in which neighbours are equal; a cell taken up by the one above is empty."""
    outer: Sequence[object] = [()] * len(table)
    columns = []
    for name in table.columns:
        if is_number(table[name]):
            break
        outer = list(zip(outer, cells(table[name]), strict=True))
        runs = [(path[1], len(list(group))) for path, group in groupby(outer)]
        if len(runs) == len(table):
            break
        written = []
        for word, length in runs:
            span = f' rowspan="{length}" scope="rowgroup"' if length > 1 else ' scope="row"'
            written += [f'<th{short(word)}{span} dir="auto">{escape(word)}</th>', *[""] * (length - 1)]
        columns.append(written)
    return columns


def _head(column: pd.Series) -> str:
    kind = ' class="number"' if is_number(column) else ""
    return f'<th{kind} scope="col">{escape(heading(column))}</th>'


def _data(column: pd.Series) -> list[str]:
    if is_number(column):
        return [f'<td class="number">{escape(number)}</td>' for number in cells(column)]
    return [f'<td{short(word)} dir="auto">{escape(word)}</td>' for word in cells(column)]
