"""Figures and tables as journals take them, written by a report run that is asked for them.

A run whose folder holds ``print/figures`` or ``print/tables`` when it starts gets them; see :mod:`~.display`.
"""

from pathlib import Path

from discourse.errors import ArgumentError

PRINT = "print"


def asks_for_print(staging: Path, *, figures: bool, tables: bool) -> None:
    """Ask the report run that is made in ``staging`` for figures, tables, both or neither."""
    for wanted, kind in ((figures, "figures"), (tables, "tables")):
        if wanted:
            (staging / PRINT / kind).mkdir(parents=True)


def print_folder(report: Path | None, kind: str) -> Path | None:
    """The folder for figures or tables in print, or None if nobody asked for them."""
    folder = None if report is None else report.parent / PRINT / kind
    return folder if folder is not None and folder.is_dir() else None


def check_print(*, tables: bool) -> None:
    """Raise ArgumentError if tables are asked for that could not be written, before anything runs."""
    from importlib.util import find_spec

    if tables and find_spec("docx") is None:
        raise ArgumentError('tables in .docx need python-docx; install it with: pip install "discourse[docx]"')
