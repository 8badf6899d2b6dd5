"""Two states of a report, number by number: which are the same, and which are not?"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.tables import columns, empty

#: Significant digits to which two numbers must agree; the last ones may differ between machines.
DIGITS = 6
_NUMBER = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")


def compare_reports(before: Path, after: Path, *, digits: int = DIGITS) -> pd.DataFrame:
    """Compare the tables, the figures and the numbers in the prose of two folders of reports.

    Parameters
    ----------
    before, after
        Two folders as a report run leaves them.
    digits
        Significant digits to which two numbers must agree.

    Returns
    -------
    DataFrame
        One row per number (and per differing word): ``file``; ``place`` (row and column of a table, cell of the
        notebook); ``before``, ``after`` (as they are written); ``verdict``: ``reproduced`` or ``differs``. A figure
        counts as one number.
    """
    files = sorted({_name(path, folder) for folder in (before, after) for path in _comparable(folder)})
    parts = [empty("comparison")]
    for file in files:
        old, new = before / file, after / file
        if not (old.is_file() and new.is_file()):
            states = ["there" if path.is_file() else "missing" for path in (old, new)]
            parts.append(_rows(file, ["the file"], [states[0]], [states[1]], [False]))
        elif file.endswith(".csv"):
            parts.append(compare_tables(file, read_written(old), read_written(new), digits=digits))
        elif file.endswith(".ipynb"):
            parts.append(_prose(file, old, new, digits))
        else:
            same = old.read_bytes() == new.read_bytes()
            parts.append(_rows(file, ["picture"], ["drawn"], ["the same" if same else "drawn otherwise"], [same]))
    return pd.concat(parts, ignore_index=True)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _comparable(folder: Path) -> Iterator[Path]:
    """Tables, figures and the executed notebook, of which the page is made."""
    yield from (folder / "tables").rglob("*.csv")
    yield from (path for path in (folder / "figures").rglob("*.svg"))
    yield folder / "report.ipynb"


def compare_tables(file: str, a: pd.DataFrame, b: pd.DataFrame, *, digits: int = DIGITS) -> pd.DataFrame:
    """Compare two states of a table as :func:`read_written` reads it; rows as :func:`compare_reports` returns them."""
    parts = []
    for what, one, other in (("columns", list(a), list(b)), ("rows", len(a), len(b))):
        if one != other:
            parts.append(_rows(file, [f"number and names of {what}"], [str(one)], [str(other)], [False]))
    shared = [name for name in a if name in b.columns]
    length = min(len(a), len(b))
    for name in shared:
        left, right = (frame[name].to_numpy(dtype=object)[:length] for frame in (a, b))
        same = _agree(left, right, digits)
        shown = ~same | _are_numbers(left)
        places = [f"row {row + 1}, {name}" for row in np.flatnonzero(shown)]
        parts.append(_rows(file, places, left[shown], right[shown], same[shown]))
    return pd.concat(parts, ignore_index=True) if parts else empty("comparison")


def read_written(path: Path) -> pd.DataFrame:
    """Read a table of a report as it is written: every cell as text."""
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError):
        return pd.DataFrame({"(not a table)": [f"{path.stat().st_size} bytes"]}, dtype="str")


def _prose(file: str, old: Path, new: Path, digits: int) -> pd.DataFrame:
    """Compare what the cells of two executed notebooks show in words."""
    before, after = (_shown(path) for path in (old, new))
    parts = []
    for cell in range(max(len(before), len(after))):
        left, right = (shown[cell] if cell < len(shown) else "" for shown in (before, after))
        numbers = [np.array(_NUMBER.findall(text), dtype=object) for text in (left, right)]
        if len(numbers[0]) == len(numbers[1]):
            same = _agree(*numbers, digits)
            parts.append(_rows(file, [f"cell {cell + 1}, number {n + 1}" for n in range(len(same))], *numbers, same))
        if _NUMBER.sub("#", left) != _NUMBER.sub("#", right):
            shorts = [" ".join(text.split())[:80] or "(nothing)" for text in (left, right)]
            parts.append(_rows(file, [f"cell {cell + 1}, words"], [shorts[0]], [shorts[1]], [False]))
    return pd.concat(parts, ignore_index=True) if parts else empty("comparison")


def _shown(path: Path) -> list[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return ["\n".join(_texts(cell)) for cell in cells]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ["(not a notebook)"]


def _texts(cell: dict) -> Iterator[str]:
    if cell["cell_type"] == "markdown":
        yield "".join(cell["source"])
    for output in cell.get("outputs", ()):
        yield "".join(output.get("text", "") or output.get("data", {}).get("text/plain", ""))


def _are_numbers(values: NDArray) -> NDArray[np.bool_]:
    return ~np.isnan(_numbers(values))


def _numbers(values: NDArray) -> NDArray[np.float64]:
    plain = pd.Series(values, dtype="str").str.replace(",", "").str.replace("−", "-")
    return pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64)


def _agree(left: NDArray, right: NDArray, digits: int) -> NDArray[np.bool_]:
    """Whether each two values are the same text, or numbers that agree to so many significant digits."""
    same = np.asarray(left == right, dtype=bool).reshape(len(left))
    a, b = _numbers(left), _numbers(right)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= 10.0 ** (1 - digits) / 2 * np.maximum(np.abs(a), np.abs(b))
    return same | near


def _rows(file: str, places, before, after, same) -> pd.DataFrame:
    verdicts = np.where(np.asarray(same, dtype=bool), "reproduced", "differs")
    parts = [np.full(len(verdicts), file), np.asarray(places), np.asarray(before), np.asarray(after), verdicts]
    table = pd.DataFrame(dict(zip(columns("comparison"), parts, strict=True)))
    return table.astype("str") if len(table) else empty("comparison")
