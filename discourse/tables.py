"""The column contract of every table, and one :func:`check` that reports all problems at once.

Tables are plain DataFrames. Each kind has required columns in a fixed order (:mod:`discourse.contract`); whatever
other columns it carries are document variables (outlet, date, …) and travel with it.
"""

import numpy as np
import pandas as pd
from pandas.api import types

from discourse.contract import DTYPES, TABLES
from discourse.errors import TableError, did_you_mean, listing, together

_STRETCH = 1 << 16


def columns(table: str) -> list[str]:
    """Return the required columns of a table, in order."""
    return list(TABLES[table])


def empty(table: str) -> pd.DataFrame:
    """Return a table of this kind without rows: the same columns and types as a full one."""
    return pd.DataFrame({name: pd.Series(dtype=DTYPES[kind]) for name, kind in TABLES[table].items()})


def document_variables(frame: pd.DataFrame, table: str) -> list[str]:
    """Return the columns of ``frame`` that are not part of the table's contract."""
    return [name for name in frame.columns if name not in TABLES[table]]


def check(frame: pd.DataFrame, table: str, *, name: str = "") -> pd.DataFrame:
    """Return ``frame`` if it keeps the contract of ``table``; else say everything that is wrong.

    Parameters
    ----------
    frame
        The table to look at; returned as it is.
    table
        One of the names in :data:`discourse.contract.TABLES`.
    name
        How the argument is called where it was passed, for the message.

    Raises
    ------
    TableError
        Naming every missing column, wrong type, missing value and repeated id at once.
    """
    name = name or table
    if not isinstance(frame, pd.DataFrame):
        raise TableError(f"{name} must be a DataFrame (a {table} table), not {type(frame).__name__}")
    problems = []
    for column, kind in TABLES[table].items():
        if column not in frame.columns:
            problems.append(f"column '{column}' is missing{did_you_mean(column, frame.columns)}")
        else:
            problems.extend(_column_problems(frame[column], kind))
    if table == "articles" and "doc_id" in frame.columns:
        repeated = frame["doc_id"][frame["doc_id"].duplicated()].unique()
        if len(repeated):
            problems.append(f"doc_id must be unique; repeated: {listing(repeated, n=5)}")
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        problems.append(f"columns named twice: {listing(twice)}")
    if table == "tokens" and not problems:
        problems.extend(_place_problems(frame))
    if problems:
        there = f"columns there: {listing(frame.columns)}"
        raise TableError(together(f"{name} must be a table of the kind '{table}' ({there}):", problems))
    return frame


def _place_problems(tokens: pd.DataFrame) -> list[str]:
    """Each place of each document may hold one token; a join with a table that names a document twice breaks this."""
    document, position = pd.Categorical(tokens["doc_id"]).codes, tokens["position"].to_numpy()
    if stand_in_order(document, position):
        return []
    document, position = document.astype(np.int64), position.astype(np.int64)
    place = document * (position.max(initial=0) + 1) + position
    unique, counts = np.unique(place, return_counts=True)
    if len(unique) == len(place):
        return []
    names = pd.Categorical(tokens["doc_id"]).categories[unique[counts > 1] // (position.max() + 1)].unique()
    return [
        f"tokens that stand at one place twice, in documents {listing(names, n=5)}; was the table joined or doubled?"
    ]


def stand_in_order(document: np.ndarray, position: np.ndarray) -> bool:
    """Whether places (document, then position) rise from row to row; looked at in stretches that stay in the cache."""
    for start in range(0, len(document), _STRETCH):
        of, at = document[start : start + _STRETCH + 1], position[start : start + _STRETCH + 1]
        if not ((of[1:] > of[:-1]) | ((of[1:] == of[:-1]) & (at[1:] > at[:-1]))).all():
            return False
    return True


def _column_problems(column: pd.Series | pd.DataFrame, kind: str) -> list[str]:
    if isinstance(column, pd.DataFrame):  # a name used twice; reported by check()
        return []
    problems = []
    dtype = column.cat.categories.dtype if isinstance(column.dtype, pd.CategoricalDtype) else column.dtype
    if kind in ("name", "text"):
        is_text = types.is_string_dtype(dtype) if len(column) else True
        if types.is_object_dtype(dtype) and len(column):
            is_text = column.dropna().map(type).eq(str).all()
        if not is_text:
            problems.append(f"column '{column.name}' must hold text, not {dtype}")
    elif kind == "whole" and not types.is_integer_dtype(dtype):
        problems.append(f"column '{column.name}' must hold whole numbers, not {dtype}")
    elif kind == "number" and not types.is_numeric_dtype(dtype):
        problems.append(f"column '{column.name}' must hold numbers, not {dtype}")
    elif kind == "flag" and not types.is_bool_dtype(dtype) and len(column):
        problems.append(f"column '{column.name}' must hold true or false, not {dtype}")
    elif kind == "date" and not types.is_datetime64_any_dtype(dtype) and len(column):
        problems.append(f"column '{column.name}' must hold dates, not {dtype}")
    elif kind == "spans" and not column.map(_is_spans).all():
        problems.append(f"column '{column.name}' must hold lists of (start, end)")
    if kind in ("name", "text", "whole", "flag") and column.isna().any():
        problems.append(f"column '{column.name}' has {int(column.isna().sum())} missing values")
    return problems


def _is_spans(value: object) -> bool:
    """Whether this is a list of (start, end) with start before end."""
    return isinstance(value, list) and all(
        isinstance(span, tuple) and len(span) == 2 and 0 <= span[0] < span[1] for span in value
    )
