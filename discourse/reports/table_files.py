"""Tables as files for a manuscript: LaTeX, Word, or plain CSV."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd

from discourse.errors import ArgumentError
from discourse.reports.archive import zip_bytes
from discourse.reports.csv_text import csv_text
from discourse.reports.latex import table_latex
from discourse.reports.written import cells, heading, is_number

_KINDS = (".csv", ".docx", ".tex")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
#: Points.
_LETTERS = 9


def write_table(table: pd.DataFrame, path: str | Path, *, caption: str, note: str = "", label: str = "") -> Path:
    """Write a table as journals take it. *How do I get this table into my manuscript?*

    Parameters
    ----------
    table
        Any of the toolkit's tables; choose columns and rows before.
    path
        A file ending in ``.tex`` (a ``table`` environment with the rules of the package booktabs), ``.docx`` (a Word
        document that holds the table; needs ``discourse[docx]``) or ``.csv`` (numbers in full, no caption; what
        a spreadsheet would take for a formula begins with an apostrophe).
    caption, note
        What is shown; and on what base, in which unit, with which interval.
    label
        By which LaTeX refers to the table; by default ``tab:`` and the file's name.

    Returns
    -------
    Path
        The file. The same table gives the same bytes.

    Raises
    ------
    ArgumentError
        If the suffix is another, the table has no column, or python-docx is needed and not installed.

    Notes
    -----
    Numbers are rounded as on the page of a report. Text is escaped: nothing in a table is run as LaTeX. Letters beyond
    the Latin ones need a Unicode engine (XeLaTeX, LuaLaTeX) and a font that has them.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> table = pd.DataFrame({"outlet": ["A & B"], "per_1000": [1.25]})
    >>> with TemporaryDirectory() as folder:
    ...     print(write_table(table, f"{folder}/rates.tex", caption="Rates").read_text().splitlines()[6])
    A \\& B & 1.25 \\\\
    """
    path = Path(path)
    if path.suffix not in _KINDS:
        raise ArgumentError(f"a table is written as {', '.join(_KINDS)}, not '{path.suffix}'")
    if not len(table.columns):
        raise ArgumentError("the table has no column, so there is nothing to write")
    if path.suffix == ".csv":
        content = csv_text(table).encode("utf-8")
    elif path.suffix == ".tex":
        content = table_latex(table, caption=caption, note=note, label=label or f"tab:{path.stem}").encode("utf-8")
    else:
        content = _docx(table, caption=caption, note=note)
    path.write_bytes(content)
    return path


def _docx(table: pd.DataFrame, *, caption: str, note: str) -> bytes:
    """A Word document of caption, table and note; packed again, as python-docx writes the time into the archive."""
    try:
        import docx
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt
    except ModuleNotFoundError:
        raise ArgumentError(
            'tables in .docx need python-docx; install it with: pip install "discourse[docx]"'
        ) from None
    document = docx.Document()
    document.add_paragraph(_plain(caption), style="Caption")
    grid = document.add_table(rows=0, cols=len(table.columns), style="Light List")
    columns = [[heading(table[name]), *cells(table[name])] for name in table.columns]
    numbers = [is_number(table[name]) for name in table.columns]
    for row in zip(*columns, strict=True):
        for cell, text, number in zip(grid.add_row().cells, row, numbers, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(_plain(text)).font.size = Pt(_LETTERS)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else None
    if note:
        document.add_paragraph().add_run(_plain(note)).font.size = Pt(_LETTERS)
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return zip_bytes(parts, sort=False)  # [Content_Types].xml stays the first


def _plain(text: str) -> str:
    """Text as XML can hold it: what it cannot hold, such as control characters, is shown by a sign."""
    return _UNWRITABLE.sub("�", text)
