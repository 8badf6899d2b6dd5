"""Coding sheets as Excel workbooks, the same bytes for the same rows."""

import re
import warnings
import zipfile
from collections.abc import Sequence
from io import BytesIO

from discourse.errors import ReadError

_WIDTHS = {"unit": 13, "before": 45, "text": 70, "after": 45, "codes": 40, "note": 30, "definition": 70}
_WHEN = "2000-01-01T00:00:00Z"


def workbook(columns: Sequence[str], rows: list[list[str]], themes: list[list[str]]) -> bytes:
    """A workbook with the sheet to fill in and one with the definitions; every cell is text, never a formula."""
    openpyxl = _openpyxl()
    book = openpyxl.Workbook()
    _fill(book.active, "codes", columns, rows)
    _fill(book.create_sheet(), "themes", ["code", "definition", "include", "exclude", "examples"], themes)
    written = BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def workbook_rows(content: bytes) -> list[list[str]]:
    """The rows of the first sheet, header first, as texts; blank rows are left out.

    Raises
    ------
    ReadError
        If this is no workbook.
    """
    openpyxl = _openpyxl()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-downs, which are not read
            sheet = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
            sheet.reset_dimensions()
            rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    except (KeyError, ValueError, TypeError, SyntaxError, IndexError, zipfile.BadZipFile, EOFError) as error:
        raise ReadError(f"is not an Excel workbook that can be read: {error}") from None
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows if any(row)]


def _openpyxl():
    try:
        import openpyxl
    except ImportError:
        raise ReadError('XLSX sheets need openpyxl; install it with: pip install "discourse[excel]"') from None
    return openpyxl


def _fill(sheet, title: str, columns: Sequence[str], rows: list[list[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.title = title
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate([list(columns), *rows], start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=place, value=text)
            cell.data_type = "s"  # not "f", whatever it begins with
            cell.alignment = wrapped
            if number == 1:
                cell.font = Font(bold=True)
    for place, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 40)


def _without_times(content: bytes) -> bytes:
    """The same workbook without the time it was written at."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _WHEN.encode(), data)
            target.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
