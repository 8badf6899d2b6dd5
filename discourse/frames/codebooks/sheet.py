"""Codebooks as spreadsheets: a row for each pattern, its theme's exclusions, companions and examples beside it."""

import csv
import io
import warnings
from itertools import zip_longest
from pathlib import Path

from discourse.errors import PatternError, ReadError, did_you_mean, together
from discourse.frames.codebooks.codebook import WEAK_WINDOW, Codebook

#: What a sheet holds; only the first two need be there.
COLUMNS = ["theme", "pattern", "exclude", "sub", "weak", "weight", "companion", "example", "counter_example", "note"]
#: Said once for each theme, and once for the codebook.
_THEME_TEXTS = {"title": "title", "definition": "definition", "coding_include": "include", "coding_exclude": "exclude"}
_HEAD = {"codebook": "name", "version": "version", "language": "language", "description": "description"}
_LISTS = {"exclude": "unless", "companion": "companions", "example": "examples", "counter_example": "counter_examples"}
_ALL = [*COLUMNS, *_THEME_TEXTS, *_HEAD, "weak_window"]
#: What a theme's definition says until someone writes one.
UNDEFINED = "Not yet defined."
_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n")
_YES, _NO = ("yes", "true", "1", "weak", "x"), ("", "no", "false", "0")
#: More than this in one file is no codebook.
_MAX_BYTES = 20_000_000


def sheet_bytes(codebook: Codebook, suffix: str) -> bytes:
    """Write a codebook as a CSV file or a workbook of one sheet."""
    rows = [_ALL, *([safe_cell(row.get(name, "")) for name in _ALL] for row in _rows(codebook))]
    if suffix == ".csv":
        buffer = io.StringIO(newline="")
        csv.writer(buffer, lineterminator="\r\n").writerows(rows)
        return ("\ufeff" + buffer.getvalue()).encode("utf-8")
    openpyxl = _openpyxl()
    wrong = [row[0] for row in rows if any(openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(cell) for cell in row)]
    if wrong:
        raise ReadError(f"a text of theme '{wrong[0]}' holds control characters no workbook can hold; write a .csv")
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("codebook")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def sheet_content(raw: bytes, path: Path) -> dict:
    """The plain values of a codebook in a spreadsheet; without a column ``language`` it is taken to be in English."""
    if len(raw) > _MAX_BYTES:
        raise ReadError(f"{path} has {len(raw):,} bytes; a codebook has at most {_MAX_BYTES:,}")
    rows = _xlsx_rows(raw, path) if path.suffix.lower() == ".xlsx" else csv_rows(raw, path)
    header = [str(name).strip().lower() for name in (rows[0] if rows else [])]
    problems = [f"column '{name}' is missing" for name in ("theme", "pattern") if name not in header]
    problems += [
        f"column '{name}' is not known{did_you_mean(name, _ALL)}" for name in header if name and name not in _ALL
    ]
    problems += [f"column '{name}' stands twice" for name in dict.fromkeys(header) if name and header.count(name) > 1]
    if problems:
        raise PatternError(together(f"{path} is not a codebook sheet (columns known: {', '.join(_ALL)}):", problems))
    content: dict = {"name": path.stem, "version": "0", "language": "en", "themes": {}}
    theme = ""
    for number, cells in enumerate(rows[1:], start=2):
        row = {name: plain_cell(cell) for name, cell in zip(header, cells, strict=False) if name}
        if not any(row.values()):
            continue
        theme = row.get("theme", "") or theme
        if not theme:
            problems.append(f"row {number}: no theme")
            continue
        _add(content, theme, row, number, problems)
    if problems:
        raise PatternError(together(f"{path} is not a sound codebook:", problems))
    for entry in content["themes"].values():
        entry.setdefault("definition", UNDEFINED)
    return content


def _rows(codebook: Codebook) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for theme in codebook.themes:
        patterns = zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True)
        lists = [theme.unless, theme.companions, theme.examples, theme.counter_examples]
        block: list[dict[str, object]] = []
        for entry, *beside in zip_longest(patterns, *lists):
            row: dict[str, object] = {"theme": theme.name}
            if entry:
                pattern, sub, weak, weight, note = entry
                row |= {"pattern": pattern.text, "sub": sub, "weak": "yes" if weak else "", "note": note}
                row["weight"] = "" if weight == 1 else repr(float(weight))
            row |= {name: getattr(value, "text", value) or "" for name, value in zip(_LISTS, beside, strict=True)}
            block.append(row)
        block = block or [{"theme": theme.name}]
        block[0] |= {name: getattr(theme, field) for name, field in _THEME_TEXTS.items()}
        rows += block
    if rows:
        rows[0] |= {name: getattr(codebook, field) for name, field in _HEAD.items()}
        rows[0]["weak_window"] = "" if codebook.weak_window == WEAK_WINDOW else str(codebook.weak_window)
    return rows


def _add(content: dict, theme: str, row: dict[str, str], number: int, problems: list[str]) -> None:
    """Add a row of a sheet to the plain values, and whatever is wrong with it to ``problems``."""
    entry = content["themes"].setdefault(theme, {})
    for name, field in _HEAD.items():
        if row.get(name):
            content[field] = row[name]
    if row.get("weak_window"):
        content["weak_window"] = int(row["weak_window"]) if row["weak_window"].isdigit() else row["weak_window"]
    for name, field in _THEME_TEXTS.items():
        if row.get(name):
            entry[field] = row[name]
    for name, field in _LISTS.items():
        if row.get(name):
            entry.setdefault(field, []).append(row[name])
    weak, pattern = row.get("weak", "").lower(), row.get("pattern", "")
    if weak not in (*_YES, *_NO):
        problems.append(f"row {number}: weak is 'yes' or empty, not {weak!r}")
    if not pattern:
        said = [name for name in ("sub", "weak", "weight", "note") if row.get(name)]
        problems.extend(f"row {number}: {name} without a pattern" for name in said)
        return
    if weak in _YES:
        entry.setdefault("weak", []).append(pattern)
    if row.get("sub"):
        entry.setdefault("sub", {}).setdefault(row["sub"], []).append(pattern)
    elif weak not in _YES:
        entry.setdefault("patterns", []).append(pattern)
    if row.get("note"):
        entry.setdefault("notes", {})[pattern] = row["note"]
    if row.get("weight"):
        try:
            entry.setdefault("weights", {})[pattern] = float(row["weight"])
        except ValueError:
            problems.append(f"row {number}: weight must be a number, not {row['weight']!r}")


def safe_cell(value: object) -> str:
    """A cell no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_COMPUTED) or (text[:1] == "'" and text[1:2] in (*_COMPUTED, "'")) else text


def plain_cell(cell: object) -> str:
    """The text of a cell, without the apostrophe of :func:`safe_cell`."""
    if cell is None:
        return ""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    text = text[1:] if text[:1] == "'" and text[1:2] in (*_COMPUTED, "'") else text
    return text.strip()


def csv_rows(raw: bytes, path: Path) -> list[list[str]]:
    """The rows of a CSV file in UTF-8, whose cells are parted by commas, semicolons or tabs."""
    try:
        text = raw.decode("utf-8-sig")
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path} is not a CSV file in UTF-8: {error}") from None


def _xlsx_rows(raw: bytes, path: Path) -> list[list[object]]:
    from zipfile import BadZipFile, ZipFile

    openpyxl = _openpyxl()
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > 10 * _MAX_BYTES:
                raise ReadError(f"{path} unpacks to far more than a codebook holds; it is not read")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-downs, which are not read
            workbook = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()
            return [list(row) for row in sheet.values]
    except (BadZipFile, KeyError, ValueError, TypeError, SyntaxError, IndexError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"{path} is not an Excel workbook: {error}") from None


def _openpyxl():
    try:
        import openpyxl
    except ImportError:
        raise ReadError('.xlsx needs openpyxl; install it with: pip install "discourse[excel]"') from None
    return openpyxl
