"""Tables in files: JSON lines, Excel workbooks and Parquet, read as plain values."""

import json
import warnings
from collections.abc import Iterator
from io import BytesIO

from discourse.corpus.delimited import read_delimited
from discourse.corpus.files import Source, check_archive, decode
from discourse.corpus.rows import MAX_COLUMNS, Problem, Rows, column_names, rows_of
from discourse.errors import ReadError, listing


def read_table(source: Source, *, encoding: str | None) -> Rows:
    """Read one file that holds a table; its kind says how.

    Raises
    ------
    ReadError
        If nothing of it can be read; the message does not repeat the file's name.
    """
    readers = {
        "csv": read_delimited,
        "tsv": read_delimited,
        "jsonl": _read_jsonl,
        "xlsx": _read_xlsx,
        "parquet": _read_parquet,
    }
    return readers[source.kind](source, encoding=encoding)


def _read_jsonl(source: Source, *, encoding: str | None) -> Rows:
    """Read one JSON object a line; a line that holds none is a problem of that line."""
    records, numbers, problems = [], [], []
    names: dict[str, None] = {}
    # splitlines() would also break lines at U+2028 and other characters JSON strings may hold
    for number, line in enumerate(decode(source.read(), encoding=encoding).split("\n"), start=1):
        if not line or line.isspace():
            continue
        try:
            record = _json_object(line)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(source.file, str(number), f"is not a JSON object: {error}"))
            continue
        records.append(record)
        numbers.append(number)
        names.update(dict.fromkeys(record))
        if len(names) > MAX_COLUMNS:
            raise ReadError(f"its lines have more than {MAX_COLUMNS:,} different keys; at most that many can be read")
    if not records and not problems:
        raise ReadError("is empty; each line must hold one JSON object")
    return rows_of(records, numbers, file=source.file, stem=source.stem, problems=problems, columns=list(names))


def _json_object(line: str) -> dict[str, object]:
    value = json.loads(line, object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    if not isinstance(value, dict):
        raise ValueError(f"the line holds a {type(value).__name__}")
    return value


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ValueError("a key stands twice")
    for key in result:
        key.encode()  # a lone surrogate cannot be a column name; UnicodeEncodeError is a ValueError
    return result


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _read_xlsx(source: Source, *, encoding: str | None) -> Rows:  # noqa: ARG001
    """Read the one filled sheet of a workbook: of formulas their values."""
    data = source.read()
    check_archive(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and drop-downs, which are not read
        lines = list(_sheet_lines(data))
    if not lines:
        raise ReadError("is empty; the first row must name the columns")
    filled = max(column + 1 for _, cells, _ in lines for column, cell in enumerate(cells) if cell is not None)
    names = column_names([_cell_name(cell) for cell in _padded(lines[0][1], filled)])
    records, numbers, problems = [], [], []
    for number, cells, unsaved in lines[1:]:
        if unsaved:
            what = f"formulas without a saved value in column {listing(unsaved)}; open and save it in Excel"
            problems.append(Problem(source.file, str(number), what))
        else:
            records.append(_padded(cells, filled))
            numbers.append(number)
    return rows_of(records, numbers, file=source.file, stem=source.stem, problems=problems, columns=names)


def _sheet_lines(data: bytes) -> Iterator[tuple[int, list[object], list[str]]]:
    """Yield number, values and the columns of unsaved formulas of each row that is not blank."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils import get_column_letter
        from openpyxl.utils.escape import unescape
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise ReadError('needs openpyxl to be read; install it with: pip install "discourse[excel]"') from None
    try:
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        formulas = load_workbook(BytesIO(data), read_only=True)
        sheets = list(zip(values.worksheets, formulas.worksheets, strict=True))
        for sheet in (sheet for pair in sheets for sheet in pair):
            sheet.reset_dimensions()  # the size a file states is often wrong
        filled = [pair for pair in sheets if any(cell is not None for row in pair[1].values for cell in row)]
        if len(filled) > 1:
            titles = listing(pair[0].title for pair in filled)
            raise ReadError(
                f"has several filled sheets ({titles}); save the one with the articles as a file of its own"
            )
        for saved, written in filled:
            pairs = zip(saved.values, written.values, strict=True)
            for number, (row, formula_row) in enumerate(pairs, start=1):
                unsaved = [
                    get_column_letter(column)
                    for column, (cell, formula) in enumerate(zip(row, formula_row, strict=True), start=1)
                    if cell is None and formula is not None
                ]
                if unsaved or any(cell is not None for cell in row):
                    yield number, [unescape(cell) if isinstance(cell, str) else cell for cell in row], unsaved
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"is not an Excel workbook that can be read: {error}") from None


def _cell_name(cell: object) -> str:
    return "" if cell is None else str(cell)


def _padded(cells: list[object], width: int) -> list[object]:
    return [*cells[:width], *[None] * (width - len(cells))]


def _read_parquet(source: Source, *, encoding: str | None) -> Rows:  # noqa: ARG001
    """Read a Parquet file as plain values."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(pa.BufferReader(source.read()))
        table.validate(full=True)
        names = column_names(table.column_names)
        records = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ReadError(f"is not a Parquet file that can be read: {error}") from None
    numbers = range(1, len(records) + 1)
    return rows_of(records, numbers, file=source.file, stem=source.stem, problems=[], columns=names)
