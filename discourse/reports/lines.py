"""Show a concordance in a notebook or report: one line a hit, aligned on the node."""

from collections.abc import Sequence
from html import escape
from unicodedata import bidirectional

import pandas as pd

from discourse.errors import ArgumentError, unknown_name
from discourse.lexis.caption import caption
from discourse.reports import display
from discourse.tables import check

_CELL = "padding:.1em .4em;border:0;vertical-align:top;"
#: The parts of a line in the order they are read, and the side each is set against.
_PARTS = (("left", "end"), ("node", "center"), ("right", "start"))


def show_concordance(
    hits: pd.DataFrame, name: str = "", *, columns: Sequence[str] = (), n: int = 50, note: str = ""
) -> None:
    """Show hits as lines aligned on the node. *What stands around this word?*

    Parameters
    ----------
    hits
        What :func:`concordance` or :func:`replay` returned, or any hits table.
    name
        Write all lines to ``tables/<name>.csv`` in a report run; ``""`` writes nothing.
    columns
        Document variables to show beside each line.
    n
        Show so many lines; what is said above them counts all.
    note
        A sentence below.

    Notes
    -----
    All text is escaped. A line reads in the direction of its first letter with one, so that what comes before an
    Arabic or Persian node stands to its right; ids and variables are isolated from the direction of the line. Each
    line ends with its place, ``doc_id:start-end``, by which it can be cited.
    """
    check(hits, "hits", name="hits")
    if n < 1:
        raise ArgumentError(f"n must be 1 or more, not {n}")
    for column in columns:
        if column not in hits.columns:
            raise unknown_name("column", column, list(hits.columns), where="the hits")
    if name:
        display.keep_table(hits, name)
    shown = hits.head(n)
    said = caption(hits) if "base" in hits.columns else f"{len(hits):,} hits."
    said += f" The first {len(shown):,} are shown." if len(shown) < len(hits) else ""
    lines = shown.to_dict("records")
    rtl = sum(_direction(hit) == "rtl" for hit in lines) * 2 > len(lines)
    heads = "".join(
        f'<th scope="col">{escape(str(head).replace("_", " "))}</th>' for head in ("", "", "", *columns, "place")
    )
    rows = "".join(_row(hit, columns, table="rtl" if rtl else "ltr") for hit in lines)
    html = (
        f'<div class="table" role="group" tabindex="0" aria-label="{escape(said)}">'
        f'<table class="concordance" dir="{"rtl" if rtl else "ltr"}"><caption dir="auto">{escape(said)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    html += f'<p class="note">{escape(note)}</p>' if note else ""
    plain = [f"{hit['left']}[{hit['node']}]{hit['right']}  ({_place(hit)})" for hit in lines]
    display._display(html, "\n".join([said, *plain, *([note] if note else [])]))


def _row(hit: dict, columns: Sequence[str], *, table: str) -> str:
    """One line; where it runs against the table, left and right change places, so that it is read as written."""
    direction = _direction(hit)
    cells = [_part(part, side, str(hit[part]), direction) for part, side in _PARTS]
    cells = cells if direction == table else cells[::-1]
    beside = ["" if pd.isna(hit[column]) else str(hit[column]) for column in columns]
    about = [f'<td class="short" style="{_CELL}"><bdi dir="auto">{escape(value)}</bdi></td>' for value in beside]
    place = f'<td class="short" style="{_CELL}"><code><bdi dir="auto">{escape(_place(hit))}</bdi></code></td>'
    return f"<tr>{''.join(cells)}{''.join(about)}{place}</tr>"


def _part(part: str, side: str, text: str, direction: str) -> str:
    inner = f"<mark>{escape(text)}</mark>" if part == "node" else escape(text)
    return f'<td dir="{direction}" style="{_CELL}text-align:{side};"><bdi dir="{direction}">{inner}</bdi></td>'


def _place(hit: dict) -> str:
    return f"{hit['doc_id']}:{hit['start']}-{hit['end']}"


def _direction(hit: dict) -> str:
    """The direction of the first letter that has one, of the node before all."""
    for character in f"{hit['node']}{hit['left']}{hit['right']}":
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
