"""What a file holds, before it is an articles table: rows as they stand, and those that cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from discourse.errors import ReadError, listing

if TYPE_CHECKING:
    import pandas as pd

#: A table of articles has a few dozen columns; thousands mean that its keys are not column names.
MAX_COLUMNS = 1000


class Problem(NamedTuple):
    """Something wrong in a row of a file (``row`` is empty if it is the file); fatal problems cannot be skipped."""

    file: str
    row: str
    problem: str
    fatal: bool = False

    def __str__(self) -> str:
        return f"{place(self.file, self.row)}: {self.problem}"


@dataclass(frozen=True)
class Rows:
    """The readable rows as a frame of plain values and the problems of the others.

    The index of ``frame`` says where a row comes from: ``file``, ``row`` (the line its record
    begins in, from 1) and ``made_id``, the id it gets if it has none of its own.
    """

    frame: "pd.DataFrame"
    problems: list[Problem] = field(default_factory=list)


def rows_of(
    records: Sequence[Sequence[object]] | Sequence[Mapping[str, object]],
    numbers: Sequence[int],
    *,
    file: str,
    stem: str,
    problems: list[Problem],
    columns: Sequence[str] | None = None,
) -> Rows:
    """Make :class:`Rows` of the records of one file, given the line each begins in."""
    import pandas as pd

    frame = pd.DataFrame(records, columns=columns, dtype=object)
    rows = [str(number) for number in numbers]
    frame.index = place_index([file] * len(rows), rows, [f"{stem}-{row}" for row in rows])
    return Rows(frame, problems)


def place(file: str, row: str) -> str:
    """Return where a row stands, in words."""
    return ", ".join(part for part in (file, f"row {row}" if row else "") if part)


def place_index(files: Sequence[str], rows: Sequence[str], made_ids: Sequence[str]) -> "pd.MultiIndex":
    """Return the index that says where each row comes from."""
    import pandas as pd

    return pd.MultiIndex.from_arrays([files, rows, made_ids], names=["file", "row", "made_id"])


def column_names(header: Sequence[str]) -> list[str]:
    """Return the column names of a header line; a column without a name gets its number (``unnamed_1``).

    Raises
    ------
    ReadError
        If a name stands twice or there are more columns than a table of articles has.
    """
    names = [name if name else f"unnamed_{number}" for number, name in enumerate(header, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        raise ReadError(f"columns named twice: {listing(twice)}; rename them")
    if len(names) > MAX_COLUMNS:
        raise ReadError(f"holds {len(names):,} columns; at most {MAX_COLUMNS:,} can be read")
    return names
