"""Comma, semicolon and tab separated files, read to the letter."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import islice

from discourse.corpus.files import Source, decode
from discourse.corpus.rows import Problem, Rows, column_names, rows_of
from discourse.errors import ReadError

_LONGEST_FIELD = 2**31 - 1
_QUOTED = re.compile(r'"[^"]*"')


def read_delimited(source: Source, *, encoding: str | None) -> Rows:
    """Read a ``.csv`` or ``.tsv`` file: every value is text, exactly as it stands.

    A ``.csv`` file is separated by commas; if its header line holds more semicolons than commas, by
    these (as written by Excel in many countries). Line breaks inside quotes are kept as they are.

    Raises
    ------
    ReadError
        If the file is empty, not in the encoding, or its header names a column twice.
    """
    text = decode(source.read(), encoding=encoding)
    delimiter = "\t" if source.kind == "tsv" else _delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, numbers, problems = [], [], []
    with _long_fields():
        names = _header(reader)
        while True:
            start = reader.line_num + 1
            try:
                record = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                problems.append(_quote_problem(source.file, text, start, reader.line_num, delimiter, error))
                continue
            if not any(record):  # a blank line, or the empty rows a spreadsheet leaves below its table
                continue
            if len(record) == len(names):
                records.append(record)
                numbers.append(start)
            else:
                what = f"has {len(record)} fields, the header has {len(names)}"
                problems.append(Problem(source.file, str(start), what))
    return rows_of(records, numbers, file=source.file, stem=source.stem, problems=problems, columns=names)


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        header = next((record for record in reader if record), None)
    except csv.Error as error:
        raise ReadError(f"the header line cannot be read: {error}") from None
    if header is None:
        raise ReadError("is empty; the first line must name the columns")
    return column_names(header)


def _delimiter(text: str) -> str:
    header = _QUOTED.sub("", text[: 1 << 20]).lstrip("\r\n").partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _quote_problem(file: str, text: str, start: int, end: int, delimiter: str, error: csv.Error) -> Problem:
    """Say what is wrong with quotes; where rows begin after it is a guess, so it is always fatal."""
    if "unexpected end of data" not in str(error):
        what = f"quotes do not pair up (noticed in line {end}: {error})"
        return Problem(file, str(start), what, fatal=True)
    record = "".join(islice(StringIO(text, newline=""), start - 1, None))
    line = start + _open_quote(record, delimiter)
    return Problem(file, str(line), f"the quote opened in line {line} is never closed", fatal=True)


def _open_quote(record: str, delimiter: str) -> int:
    """Return how many lines below the start of the record its last, unclosed field begins."""
    closed = re.compile(rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{delimiter}\r\n][^{delimiter}\r\n]*+)?{delimiter}')
    position = 0
    while match := closed.match(record, position):
        position = match.end()
    return len(list(StringIO(record[: position + 1], newline=""))) - 1


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let fields be as long as an article, for the time of reading."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)
