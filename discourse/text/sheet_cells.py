"""Sheets for coders: text in their cells as far as it is safe, compared on the way back; CSV that spreadsheets keep."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from discourse.errors import ArgumentError, ReadError, listing
from discourse.text.cells import FORMULA

#: A spreadsheet program keeps no more characters in a cell.
LONGEST = 32_000
_BIDI = "\u200e\u200f\u061c" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff{_BIDI}]")
_CODER = re.compile(r"\w[\w .-]{0,39}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def shown(text: str, *, whole_in: str = "") -> str:
    """Return ``text`` as it may stand in a cell of a spreadsheet.

    A cell that would be taken for a formula begins with an apostrophe; control characters and marks that change the
    direction of writing are written out (``[U+202E]``), since they could disguise what stands beside them. A text too
    long for a cell is cut, naming the file ``whole_in`` that holds all of it.

    Examples
    --------
    >>> shown("=HYPERLINK(0)"), shown("safe \\u202e evil")
    ("'=HYPERLINK(0)", 'safe [U+202E] evil')
    """
    written = _written(text)
    if is_cut(text):
        limit = _limit(written)
        written = f"{written[:limit]} … [cut here; the whole text of {len(text):,} characters is in {whole_in}]"
    return ("'" if written.lstrip(" \n\u00a0").startswith(FORMULA) else "") + written


def is_cut(text: str) -> bool:
    """Whether a text is too long for a cell."""
    written = _written(text)
    return len(written) > _limit(written)


def _written(text: str) -> str:
    text = text[: 2 * LONGEST].replace("\r\n", "\n").replace("\r", "\n")  # enough to see that it is too long
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def _limit(written: str) -> int:
    """Cells count characters beyond U+FFFF twice."""
    return LONGEST if max(written, default="") <= "\uffff" else LONGEST // 2


def same(one: str, other: str) -> bool:
    """Whether two cells hold the same words, whatever a spreadsheet program did to spaces and line breaks.

    Examples
    --------
    >>> same("a\\n b", "a b"), same("'=1", "=1"), same("a b", "a c")
    (True, True, False)
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text.replace("_x005F_", "_"))  # as workbooks escape
    return " ".join(unicodedata.normalize("NFC", text).split()).removeprefix("'")


def csv_bytes(columns: Sequence[str], rows: list[list[str]]) -> bytes:
    """A CSV file that spreadsheet programs read as UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file a spreadsheet program saved, header first."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"is not in UTF-8 ({error}); save it as “CSV UTF-8”") from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)  # spreadsheet programs write the one of their country
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ReadError(f"is not a CSV file: {error}") from None


def sheet_columns(rows: list[list[str]], names: Sequence[str]) -> dict[str, list[str]]:
    """The columns of a sheet, by name; rows without a filled cell are left out.

    Raises
    ------
    ReadError
        If a column is not there or there twice, or a row has too few cells.
    """
    if not rows:
        raise ReadError("is empty")
    header = [name.strip().casefold() for name in rows[0]]
    missing = [name for name in names if name not in header]
    twice = [name for name in names if header.count(name) > 1]
    if missing or twice:
        raise ReadError(f"lacks the columns {listing(missing)}" if missing else f"has columns twice: {listing(twice)}")
    ragged = [str(number) for number, row in enumerate(rows, start=1) if len(row) < len(header) and any(row)]
    if ragged:
        raise ReadError(f"has too few cells in rows {listing(ragged, n=5)}")
    filled = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    return {name: [row[header.index(name)] for row in filled] for name in names}


def row_problems(
    sheet: Mapping[str, list[str]], rows: Mapping[str, list[str]], *, noun: str, whole: str, texts: Sequence[str]
) -> dict[str, list[str]]:
    """What a coder's sheet has too many, too few, twice or otherwise: what is wrong → the names of those rows.

    ``rows`` are the cells written, by name; the column ``noun`` of the sheet names its rows, ``texts`` are those that
    must be as they were written, and ``whole`` is what the rows were taken from.
    """
    times = Counter(sheet[noun])
    lines = zip(*(sheet[name] for name in (noun, *texts)), strict=True)
    changed = [row for row, *cells in lines if row in rows and not all(map(same, cells, rows[row][1:]))]
    return {
        f"{noun}s that are not in the {whole}": [row for row in times if row not in rows],
        f"{noun}s that are missing": [row for row in rows if row not in times],
        f"{noun}s that stand twice": [row for row, number in times.items() if number > 1 and row in rows],
        f"{noun}s whose text was changed": changed,
    }


def check_coders(coders: list[str]) -> None:
    """Refuse names of coders that cannot be names of files, or that differ in case only."""
    bad = [coder for coder in coders if not isinstance(coder, str) or not _CODER.fullmatch(coder) or coder[-1] in " ."]
    folded = [str(coder).casefold() for coder in coders]
    if not coders or bad or len(set(folded)) < len(folded):
        raise ArgumentError(
            "coders must be different names of letters, digits, spaces, points, - and _ (they name the files), "
            f"not {coders!r}"
        )
