"""The columns of an articles table: named, checked value by value, and given their types."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

import numpy as np
import pandas as pd

from discourse.corpus.dates import as_written
from discourse.corpus.entries import STANDARD
from discourse.corpus.rows import place
from discourse.errors import ReadError, did_you_mean, listing


def standard_columns(
    frame: pd.DataFrame, *, columns: Mapping[str, str], constants: Mapping[str, object]
) -> pd.DataFrame:
    """Return the frame with its columns under the standard names, in the standard order, all others after them.

    Parameters
    ----------
    frame
        Values as read, indexed by :func:`discourse.corpus.rows.place_index`.
    columns
        For a standard name the source column that holds it, where it is not the column of that name.
    constants
        Columns that hold one value throughout.

    Raises
    ------
    ReadError
        Naming every column that is missing or would be there twice.
    """
    there = list(frame.columns)
    unnamed = [name for name in there if not isinstance(name, str)]
    problems = [f"column names must be text, not {name!r}" for name in unnamed]
    twice = (
        listing(sorted({str(name) for name in there if there.count(name) > 1})) if not frame.columns.is_unique else ""
    )
    problems += [f"columns named twice: {twice}; rename them"] if twice else []
    origin = {name: name for name in STANDARD if name in there} | dict(columns)
    origin.setdefault("text", "text")
    for name, source in origin.items():
        if source not in there:
            problems.append(_missing(name, source, there))
        elif source != name and name in there and name not in columns.values():
            problems.append(
                f"'{source}' is to become '{name}', but a column '{name}' is there too; "
                f"use {name}='{name}', or rename one of them in the source"
            )
    problems += [
        f"the constant '{name}' is a column already" for name in constants if name in {*origin, *there, "doc_id"}
    ]
    if problems:
        raise ReadError("; ".join(problems))
    named = {name: frame[origin[name]] for name in STANDARD if name in origin}
    fixed = {name: pd.Series(value, index=frame.index, dtype=object) for name, value in constants.items()}
    made = {} if "doc_id" in named else {"doc_id": _made_ids(frame)}
    sources = set(origin.values())
    others = {name: frame[name] for name in there if name not in STANDARD and name not in sources}
    every = {**made, **named, **fixed, **others}
    return pd.DataFrame({name: every[name] for name in in_order(every)}, index=frame.index)


def in_order(names: Iterable[str]) -> list[str]:
    """Return column names with the standard ones first, in their order; all others stay in theirs."""
    names = list(names)
    return [name for name in STANDARD if name in names] + [name for name in names if name not in STANDARD]


def row_problems(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    """Return the frame with ids, texts and nested values as strings, and what is wrong at which position."""
    plain = {name: _plain_column(frame[name]) for name in frame.columns}
    plain["doc_id"], problems = _ids(plain["doc_id"])
    plain["text"], found = _texts(plain["text"])
    problems += found
    for name, column in plain.items():
        problems += _character_problems(name, column)
    return pd.DataFrame(plain, index=frame.index), problems


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with each column of plain values in the one type that holds them all exactly."""
    columns = {name: _typed(frame[name]) if _holds_text(frame[name]) else frame[name] for name in frame.columns}
    return pd.DataFrame(columns, index=frame.index)


def _missing(name: str, source: str, there: list[object]) -> str:
    stated = f"there is no column '{source}' for {name}" if source != name else f"there is no column '{name}'"
    advice = did_you_mean(source, there) or (f"; state {name}= or rename it" if source == name else "")
    return f"{stated}; columns there: {listing(there)}{advice}"


def _made_ids(frame: pd.DataFrame) -> pd.Series:
    return pd.Series(frame.index.get_level_values("made_id"), index=frame.index, dtype=object)


def _ids(column: pd.Series) -> tuple[pd.Series, list[tuple[int, str]]]:
    """Return ids as text, and which are missing or taken."""
    problems = []
    first: dict[str, int] = {}
    ids = [as_written(value) or "" for value in column.tolist()]
    for position, value in enumerate(ids):
        if not value.strip():
            problems.append((position, "has no doc_id"))
        elif first.setdefault(value, position) != position:
            problems.append((position, f"doc_id '{value}' is taken by {place(*column.index[first[value]][:2])}"))
    return pd.Series(ids, index=column.index, dtype=object), problems


def _texts(column: pd.Series) -> tuple[pd.Series, list[tuple[int, str]]]:
    """Return texts unmodified, a missing one as an empty one, and which values are no text."""
    values = ["" if as_written(value) is None else value for value in column.tolist()]
    problems = [
        (position, f"text is a {type(value).__name__} ({value!r:.40}), not a string")
        for position, value in enumerate(values)
        if not isinstance(value, str)
    ]
    texts = [value if isinstance(value, str) else "" for value in values]
    return pd.Series(texts, index=column.index, dtype=object), problems


def _plain_column(column: pd.Series) -> pd.Series:
    if column.dtype != object:
        return column
    return pd.Series([_plain(value) for value in column.tolist()], index=column.index, dtype=object)


def _plain(value: object) -> object:
    """Return dates as ISO text and lists or tables as JSON text; other single values as they are."""
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, datetime) and value is not pd.NaT:
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, (date, time)) and value is not pd.NaT else value


def _holds_text(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype)


def _character_problems(name: str, column: pd.Series) -> list[tuple[int, str]]:
    """Name the values that hold characters no text has: NUL, and halves of characters (lone surrogates)."""
    if not _holds_text(column):
        return []
    problems = []
    for position, value in enumerate(column.tolist()):
        if not isinstance(value, str):
            continue
        if "\0" in value:
            problems.append((position, f"column '{name}' holds a NUL character"))
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                half = ord(value[error.start])
                problems.append((position, f"column '{name}' holds half a character (lone surrogate U+{half:04X})"))
    return problems


def _typed(column: pd.Series) -> pd.Series:
    """Type a column: whole numbers, numbers, truth values, else text, in which a missing value is empty."""
    values = [None if as_written(value) is None else value for value in column.tolist()]
    kinds = {type(value) for value in values if value is not None}
    some_missing = None in values
    if kinds == {bool}:
        return pd.Series(values, index=column.index, dtype="boolean" if some_missing else "bool")
    if kinds == {int} and all(-(2**63) <= value < 2**63 for value in values if value is not None):
        return pd.Series(values, index=column.index, dtype="Int64" if some_missing else "int64")
    if kinds and kinds <= {int, float} and float in kinds:
        return pd.Series(values, index=column.index, dtype="float64")
    texts = ["" if value is None else value if isinstance(value, str) else str(as_written(value)) for value in values]
    return pd.Series(texts, index=column.index, dtype="str")
