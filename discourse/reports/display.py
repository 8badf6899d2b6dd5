"""Put tables, figures, passages and sentences on the page, and their files into the report's folder.

Everything that comes from articles or tables is escaped here: this is the only door through which HTML
reaches a report. Outside a report run (JupyterLab, plain papermill) things are shown and no file is written.
"""

import os
import re
import warnings
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import ArgumentError
from discourse.plots.style import plain_defaults
from discourse.reports.kernel import REPORT_FOLDER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Characters no page or drawing may hold, which an outlet's name can bring.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
#: A cell of so few characters is not broken over two lines.
_SHORT = 12
#: So many words of an article's title are shown beside a passage.
_TITLE = 15


def show_text(*sentences: str, style: str = "") -> None:
    """Show sentences as a paragraph. ``style`` is ``""``, ``"lead"``, ``"note"``, ``"banner"`` or ``"code"``."""
    if style not in ("", "lead", "note", "banner", "code"):
        raise ArgumentError(f"style must be 'lead', 'note', 'banner', 'code' or empty, not {style!r}")
    shown = " ".join(sentence for sentence in sentences if sentence)
    if style == "code":
        _display(f"<pre>{escape(shown)}</pre>", shown)
        return
    opening = f'<p class="{style}">' if style else "<p>"
    _display(f"{opening}{escape(shown)}</p>", shown)


def show_list(sentences: Sequence[str]) -> None:
    """Show sentences as a list, one an item."""
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    _display(f"<ul>{items}</ul>", "\n".join(f"- {sentence}" for sentence in sentences))


def show_table(
    table: pd.DataFrame,
    name: str,
    *,
    caption: str,
    note: str = "",
    columns: Sequence[str] | None = None,
    n: int | None = None,
) -> None:
    """Show a table with its caption, and write all of it to ``tables/<name>.csv`` in a report run.

    Parameters
    ----------
    table
        Any of the toolkit's tables.
    name
        What its file is called: lower-case letters, digits, ``_`` and ``-``.
    caption, note
        What is shown, on what base, in which unit; and what it does not say.
    columns, n
        Show only these columns, and the first ``n`` rows; the file holds all of them.
    """
    keep_table(table, name)
    shown = table[list(columns or table.columns)].head(len(table) if n is None else n)
    left = f" The first {len(shown):,} of {len(table):,} rows." if len(shown) < len(table) else ""
    head = "".join(_heading(shown[column]) for column in shown.columns)
    written = [_written(shown[column]) for column in shown.columns]
    rows = "".join(f"<tr>{''.join(cells)}</tr>" for cells in zip(*written, strict=True))
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    html = (
        f"<table><caption>{escape(caption + left)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    _display(html + below, f"{caption}{left}\n{shown.to_string(index=False)}\n{note}")


def keep_table(table: pd.DataFrame, name: str) -> None:
    """Write a table to ``tables/<name>.csv`` in a report run, without showing it."""
    folder = _folder("tables", name)
    if folder:
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n", float_format="%.10g", encoding="utf-8")


def show_figure(ax: "Axes", name: str, *, caption: str, alt: str) -> None:
    """Show a figure with its caption and a description in words, and write ``figures/<name>.svg`` in a report run."""
    from io import BytesIO

    import matplotlib.pyplot as plt
    from matplotlib import rc_context

    buffer = BytesIO()
    svg = {"svg.hashsalt": "discourse", "svg.fonttype": "path"}
    with rc_context({**plain_defaults(), **svg}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # the table twin has the letters
        ax.figure.savefig(buffer, format="svg", metadata={"Date": None, "Title": caption, "Description": alt})
    plt.close(ax.figure)
    svg_bytes = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", buffer.getvalue().decode("utf-8")).encode("utf-8")
    folder = _folder("figures", name)
    if folder:
        (folder / f"{name}.svg").write_bytes(svg_bytes)
    image = f'<img src="data:image/svg+xml;base64,{_base64(svg_bytes)}" alt="{escape(alt)}">'
    _display(f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>", f"{caption}\n{alt}")


def show_passages(passages: pd.DataFrame, *, by: str = "theme", noun: str = "hits") -> None:
    """Show passages, folded under one heading for each value of ``by``.

    Parameters
    ----------
    passages
        What :func:`discourse.quote` returned: hits whose context was cut to what may be shown. What a column
        ``remark`` says of a passage stands behind it.
    by
        The column whose values are the headings.
    noun
        What passages were drawn from, in the heading.
    """
    blocks, plain = [], []
    for value, group in passages.groupby(by, sort=False, observed=True):
        heading = f"{str(value).replace('_', ' ')}: {len(group)} of {group['of'].iloc[0]:,} {noun}"
        lines = "".join(_passage(hit) for hit in group.to_dict("records"))
        blocks.append(f'<details class="passages"><summary>{escape(heading)}</summary><ol>{lines}</ol></details>')
        plain.append(heading)
    _display("".join(blocks) or "<p>No passages.</p>", "\n".join(plain) or "No passages.")


def _passage(hit: dict) -> str:
    known = ("outlet", "date", "title") if hit["node"] else ("outlet", "date")  # a title is text of the article too
    about = [hit[key] for key in known if key in hit and not pd.isna(hit[key])]
    words = [str(value.date() if isinstance(value, pd.Timestamp) else value).split() for value in about]
    shown = ", ".join(" ".join(value[:_TITLE]) + (" …" if len(value) > _TITLE else "") for value in words if value)
    cite = f"{hit['doc_id']}:{hit['start']}-{hit['end']}"
    text = f"{escape(hit['left'])}<mark>{escape(hit['node'])}</mark>{escape(hit['right'])}"
    quoted = f'<q dir="auto">{text}</q>' if hit["node"] else "(text not shown)"
    source = f"<cite>{escape(shown)}</cite> " if shown else ""
    remark = f" <small>{escape(hit['remark'])}</small>" if hit.get("remark") else ""
    return f"<li>{quoted} {source}<code>{escape(cite)}</code>{remark}</li>"


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)


def _heading(column: pd.Series) -> str:
    kind = ' class="number"' if _is_number(column) else ""
    return f'<th{kind} scope="col">{escape(str(column.name).replace("_", " "))}</th>'


def _written(column: pd.Series) -> list[str]:
    """The cells of a column: numbers with as many decimals as the largest needs, everything else as text."""
    if not _is_number(column):
        words = [_words(value) for value in column.tolist()]
        kinds = [' class="short"' if len(word) <= _SHORT else "" for word in words]
        return [f'<td{kind} dir="auto">{escape(word)}</td>' for kind, word in zip(kinds, words, strict=True)]
    largest = column.abs().max()
    decimals = 0 if pd.api.types.is_integer_dtype(column.dtype) else 3 if largest < 10 else 2 if largest < 100 else 1
    numbers = ["–" if pd.isna(value) else f"{value:,.{decimals}f}" for value in column.tolist()]
    return [f'<td class="number">{number}</td>' for number in numbers]


def _words(value: object) -> str:
    if not isinstance(value, (list, tuple, dict)) and pd.isna(value):
        return ""
    return str(value.date()) if isinstance(value, pd.Timestamp) else str(value)


def _folder(kind: str, name: str) -> Path | None:
    """The folder of a report run for files of this kind, or None outside a run."""
    if not name or not all(character.isalnum() or character in "_-" for character in name):
        raise ArgumentError(f"a table or figure is named with letters, digits, _ and -, not {name!r}")
    base = os.environ.get(REPORT_FOLDER)
    if not base:
        return None
    folder = Path(base) / kind
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _base64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode("ascii")


def _display(html: str, plain: str) -> None:
    from IPython.display import display

    html = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", html)
    display({"text/html": html, "text/plain": plain}, raw=True)
