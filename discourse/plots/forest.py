"""Rows of dots with intervals, several estimates a row: for agreement, accuracy and corrected shares alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import SERIES, axes, key_columns, plain_labels
from discourse.tables import document_variables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: A series of estimates: its label, and the columns of estimate, low and high.
Columns = tuple[str, str, str]


def forest(
    table: pd.DataFrame, series: Mapping[str, Columns], labels: list[str], *, ax: "Axes | None", xlabel: str
) -> "Axes":
    """Draw each row of ``table`` with a dot and an interval for each of ``series``, told apart by marker and place."""
    with axes(ax, width=7.0, height=1.1 + (0.12 + 0.16 * len(series)) * max(1, len(table))) as ax:
        for number, (name, columns) in enumerate(series.items()):
            colour, marker = SERIES[number]
            shift = (number - (len(series) - 1) / 2) * 0.26
            for place, row in enumerate(table.to_dict("records")):
                estimate, low, high = (row[column] for column in columns)
                ax.plot([low, high], [place + shift] * 2, color=colour, linewidth=1.6, solid_capstyle="butt")
                face = colour if pd.notna(low) else "white"
                ax.plot(estimate, place + shift, marker, color=colour, markerfacecolor=face, markersize=5)
            ax.plot([], [], marker, color=colour, linewidth=1.6, linestyle="-", label=name)
        plain_labels(ax, list(range(len(table))), labels)
        ax.set_ylim(len(table) - 0.4, -0.6)
        ax.set_xlabel(xlabel)
        if len(series) > 1:
            ax.legend(
                loc="lower left",
                bbox_to_anchor=(0, 1),
                ncols=key_columns(len(series)),
                frameon=False,
                borderaxespad=0.2,
            )
    return ax


def row_labels(table: pd.DataFrame, kind: str, base: str) -> list[str]:
    """Name each row by its code and group, with its base in brackets."""
    by = document_variables(table, kind)
    labels = []
    for row in table.to_dict("records"):
        parts = ["(missing)" if pd.isna(row[name]) or row[name] == "" else str(row[name]) for name in by]
        labels.append(f"{', '.join([str(row['code']).replace('_', ' '), *parts])} ({row[base]:,})")
    return labels


def in_words(table: pd.DataFrame, series: Mapping[str, Columns], labels: list[str], *, n: int) -> str:
    """The numbers :func:`forest` draws, as text."""
    said = []
    for label, row in zip(labels[:n], table.head(n).to_dict("records"), strict=True):
        said.append(f"{label}: " + ", ".join(f"{name} {_value(row, *columns)}" for name, columns in series.items()))
    more = f". The other {len(table) - n} rows are in the table" if len(table) > n else ""
    return f"{'; '.join(said)}{more}."


def _value(row: dict[str, object], estimate: str, low: str, high: str) -> str:
    if pd.isna(row[estimate]):
        return "not known"
    if estimate == low:  # drawn without an interval by design
        return f"{row[estimate]:.2f}"
    if pd.isna(row[low]):
        return f"{row[estimate]:.2f} (no interval)"
    return f"{row[estimate]:.2f} (interval {row[low]:.2f} to {row[high]:.2f})"
