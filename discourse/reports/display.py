"""Put tables, figures, passages and sentences on the page, and their files into the report's folder.

Everything that comes from articles or tables is escaped here: this is the only door through which HTML
reaches a report. Outside a report run (JupyterLab, plain papermill) things are shown and no file is written.
"""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import ArgumentError
from discourse.reports.csv_text import csv_text
from discourse.reports.figure_files import figure_bytes, write_print
from discourse.reports.html_table import table_html
from discourse.reports.kernel import REPORT_FOLDER
from discourse.reports.print_files import print_folder
from discourse.reports.table_files import write_table
from discourse.reports.written import presented, without_control

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: So many words of an article's title are shown beside a passage.
_TITLE = 15


def show_text(*sentences: str, style: str = "") -> None:
    """Show sentences as a paragraph, or nothing if there are none.

    ``style`` is ``""``, ``"lead"``, ``"note"``, ``"banner"`` or ``"code"``.
    """
    if style not in ("", "lead", "note", "banner", "code"):
        raise ArgumentError(f"style must be 'lead', 'note', 'banner', 'code' or empty, not {style!r}")
    shown = " ".join(sentence for sentence in sentences if sentence)
    if not shown:
        return
    if style == "code":
        _display(f"<pre>{escape(shown)}</pre>", shown)
        return
    opening = f'<p class="{style}">' if style else "<p>"
    _display(f"{opening}{_set(shown)}</p>", shown)


def show_list(sentences: Sequence[str]) -> None:
    """Show sentences as a list, one an item."""
    items = "".join(f"<li>{_set(sentence)}</li>" for sentence in sentences)
    _display(f"<ul>{items}</ul>", "\n".join(f"- {sentence}" for sentence in sentences))


def show_table(
    table: pd.DataFrame,
    name: str,
    *,
    caption: str,
    note: str = "",
    columns: Sequence[str] | None = None,
    n: int | None = None,
    titles: Mapping[str, str] | None = None,
) -> None:
    """Show a table with its caption, and write all of it to ``tables/<name>.csv`` in a report run.

    Parameters
    ----------
    table
        Any of the toolkit's tables. Columns without any value are not shown.
    name
        What its file is called: lower-case letters, digits, ``_`` and ``-``.
    caption, note
        What is shown, on what base, in which unit; and what it does not say.
    columns, n
        Show only these columns, and the first ``n`` rows; the file holds all of them.
    titles
        What themes are called on the page (``codebook.titles``); the file has their names.
    """
    keep_table(table, name)
    shown = table[list(columns or table.columns)].head(len(table) if n is None else n)
    left = f" The first {len(shown):,} of {len(table):,} rows." if len(shown) < len(table) else ""
    if printed := print_folder(_folder("tables", name), "tables"):
        for suffix in (".tex", ".docx"):
            path = printed / f"{name}{suffix}"
            write_table(presented(shown, titles=titles), path, caption=caption + left, note=note)
    below = f'<p class="note">{escape(note)}</p>' if note else ""
    _display(
        table_html(shown, caption=caption + left, titles=titles) + below,
        f"{caption}{left}\n{shown.to_string(index=False)}\n{note}",
    )


def keep_table(table: pd.DataFrame, name: str) -> None:
    """Write a table to ``tables/<name>.csv`` in a report run, without showing it.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    folder = _folder("tables", name)
    if folder:
        (folder / f"{name}.csv").write_text(csv_text(table), encoding="utf-8", newline="\n")


def show_figure(draw: "Axes | Callable[[], Axes]", name: str, *, caption: str, alt: str) -> None:
    """Show a figure with its caption and a description in words, and write ``figures/<name>.svg`` in a report run.

    Parameters
    ----------
    draw
        A function without arguments that draws it and returns its Axes; or Axes that are drawn already, which cannot
        be drawn anew at another width when figures for print are asked for, and are only made narrower.
    name, caption, alt
        What its file is called; what is shown, on what base, in which unit; what it shows, in words.
    """
    import matplotlib.pyplot as plt

    ax = draw() if callable(draw) else draw
    svg = figure_bytes(ax.figure, "svg", title=caption, description=alt)
    folder = _folder("figures", name)
    if folder:
        (folder / f"{name}.svg").write_bytes(svg)
    if printed := print_folder(folder, "figures"):
        write_print(draw, printed, name)
    plt.close(ax.figure)
    image = f'<img src="data:image/svg+xml;base64,{_base64(svg)}" alt="{escape(alt)}">'
    _display(f'<figure tabindex="0">{image}<figcaption>{escape(caption)}</figcaption></figure>', f"{caption}\n{alt}")


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


def _set(text: str) -> str:
    """Escaped text in which the hyphen of a negative number is a minus sign."""
    return re.sub(r"(?<![\w.,)–-])-(?=\d)", "−", escape(text))


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

    display({"text/html": without_control(html), "text/plain": plain}, raw=True)
