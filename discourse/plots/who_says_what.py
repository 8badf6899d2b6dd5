"""Draw the matrix of speakers and themes, with its numbers."""

from typing import TYPE_CHECKING

import pandas as pd

from discourse.plots.style import axes
from discourse.tables import check

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: At this share of the darkest cell, its number is written in white.
_DARK = 0.55


def who_says_what(matrix: pd.DataFrame, *, alpha: float = 0.05, ax: "Axes | None" = None) -> "Axes":
    """Draw hits per 1,000 reported words as a heat map of speakers and themes, with the number of hits in each cell.

    Parameters
    ----------
    matrix
        What :func:`discourse.who_says_what` returned.
    alpha
        Cells with a ``q`` up to this are written in bold, with a sign for more (+) or less (−) than chance within
        documents gives.
    ax
        Where to draw; ``None`` makes a figure.

    Returns
    -------
    Axes
        Grey is enough to read it: darker means more. Speakers with the number of their statements, themes above.
    """
    check(matrix, "who_says_what")
    table = _wide(matrix, "per_1000")
    with axes(ax, width=2.6 + 0.62 * table.shape[1], height=1.7 + 0.27 * len(table)) as ax:
        ax.grid(visible=False)
        if not len(table):
            return ax
        shades = table.to_numpy(dtype=float)
        highest = max(float(pd.DataFrame(shades).max(axis=None)), 1e-9)
        ax.imshow(shades, aspect="auto", cmap="Greys", vmin=0, vmax=highest * 1.15)
        hits, q, ratio = (_wide(matrix, name) for name in ("hits", "q", "log_ratio"))
        for row in range(table.shape[0]):
            for column in range(table.shape[1]):
                sure = q.iat[row, column] <= alpha
                more = "+" if ratio.iat[row, column] > 0 else "−"
                ax.text(
                    column,
                    row,
                    f"{hits.iat[row, column]:.0f}{more if sure else ''}",
                    ha="center",
                    va="center",
                    fontsize=8,
                    weight="bold" if sure else "normal",
                    color="white" if shades[row, column] > _DARK * highest * 1.15 else "black",
                )
        themes = [name.replace("_", " ") for name in table.columns]
        ax.set_xticks(range(len(themes)), labels=themes, rotation=40, ha="left", rotation_mode="anchor")
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        said = matrix.drop_duplicates("speaker").set_index("speaker")["statements"]
        ax.set_yticks(range(len(table)), labels=[f"{name} ({said[name]:,})" for name in table.index])
        for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
            label.set_parse_math(False)
        ax.set_xlabel("hits; darker: more per 1,000 reported words; bold: unlike chance within articles")
    return ax


def who_says_what_alt(matrix: pd.DataFrame, *, n: int = 12) -> str:
    """Say in words what :func:`who_says_what` draws: its largest cells.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> who_says_what_alt(empty("who_says_what"))
    'Heat map of 0 speakers and 0 themes. No cell has a hit.'
    """
    shape = f"{matrix['speaker'].nunique()} speakers and {matrix['theme'].nunique()} themes"
    largest = matrix[matrix["hits"] > 0].sort_values(["hits", "speaker", "theme"], ascending=[False, True, True])
    cells = [
        f"{row.speaker}, {row.theme.replace('_', ' ')}: {row.hits} hits, {row.per_1000:.1f} per 1,000 reported words"
        + (f", q {row.q:.3f}" if pd.notna(row.q) else "")
        for row in largest.head(n).itertuples()
    ]
    more = f" The other {len(largest) - n} cells with hits are in the table." if len(largest) > n else ""
    return f"Heat map of {shape}. {'; '.join(cells) or 'No cell has a hit'}.{more}"


def _wide(matrix: pd.DataFrame, values: str) -> pd.DataFrame:
    """Speakers × themes, in the order of the table."""
    wide = matrix.pivot(index="speaker", columns="theme", values=values)
    return wide.loc[matrix["speaker"].drop_duplicates(), matrix["theme"].drop_duplicates()]
