"""Filled-in coding sheets → the codes table; everything that is wrong with them in one message."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.coding.lock import SHEETS, read_lock, read_sample
from discourse.coding.sheets import COLUMNS, NONE, UNCLEAR, sheet_rows
from discourse.coding.units import SEPARATOR
from discourse.coding.workbook import workbook_rows
from discourse.errors import ReadError, did_you_mean, listing, together, unknown_name
from discourse.tables import columns, empty
from discourse.text.sheet_cells import csv_rows, row_problems, sheet_columns


def read_codes(folder: str | Path, *, coders: Sequence[str] | None = None, gaps: bool = False) -> pd.DataFrame:
    """Read the sheets coders filled in. *What did each coder say of each unit?*

    Parameters
    ----------
    folder
        The folder :func:`write_sheets` wrote; the sheets may have been opened, sorted and saved by a spreadsheet
        program.
    coders
        Read these coders' sheets only; ``None`` reads all.
    gaps
        Whether units not yet coded may be left blank; they then have no row.

    Returns
    -------
    DataFrame
        One row per unit, code and coder, sorted: ``unit_id``, ``coder``, ``code``, ``value`` (1 it applies, 0 it does
        not, NaN the coder could not tell), ``time`` (``""``: sheets do not say when), ``note``.

    Raises
    ------
    ReadError
        Naming all problems of all sheets at once: sheets and columns that are not there, units that are unknown,
        missing, twice or whose text was changed, cells left blank, codes that do not exist.
    """
    folder = Path(folder)
    lock, sample = read_lock(folder), read_sample(folder)
    for coder in coders or []:
        if coder not in lock["coders"]:
            raise unknown_name("coder", coder, lock["coders"], where=folder.name)
    rows = {row[0]: row for row in sheet_rows(sample, lock["random_state"])}
    unit_ids = dict(zip(rows, sample["unit_id"], strict=True))
    problems, found = [], []
    for coder in coders or lock["coders"]:
        name = f"{SHEETS}/{coder}.{lock['format']}"
        try:
            sheet = _read_sheet(folder / name)
        except ReadError as error:
            problems.append(f"{name} {error}")
            continue
        problems += [f"{name}: {problem}" for problem in _row_problems(sheet, rows, gaps=gaps)]
        for unit, entry, note in zip(sheet["unit"], sheet["codes"], sheet["note"], strict=True):
            if entry.strip() and unit in rows:
                values, wrong = _values(entry, lock["codes"])
                problems += [f"{name}, unit {unit}: {problem}" for problem in wrong]
                found += [(unit_ids[unit], coder, code, value, "", note) for code, value in values.items()]
    if problems:
        raise ReadError(together(f"the sheets in {folder.name} cannot be scored:", problems))
    codes = pd.DataFrame(found, columns=columns("codes")).astype({"value": "float64"})
    text = [name for name in empty("codes").columns if name != "value"]
    codes = codes.astype(dict.fromkeys(text, "str"))
    return codes.sort_values(["unit_id", "code", "coder"], ignore_index=True)


def _read_sheet(path: Path) -> dict[str, list[str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}; put the coder's sheet back under this name") from None
    rows = workbook_rows(content) if path.suffix == ".xlsx" else csv_rows(content)
    sheet = sheet_columns(rows, COLUMNS)
    return sheet | {"unit": [unit.strip() for unit in sheet["unit"]]}


def _row_problems(sheet: dict[str, list[str]], rows: dict[str, list[str]], *, gaps: bool) -> list[str]:
    """What is wrong with the units of a sheet, each kind of problem in one line."""
    kinds = row_problems(sheet, rows, noun="unit", whole="sample", texts=("before", "text", "after"))
    blank = [unit for unit, entry in zip(sheet["unit"], sheet["codes"], strict=True) if not entry.strip()]
    kinds["units without codes (write none if nothing applies, ? if it cannot be told)"] = [] if gaps else blank
    return [f"{what}: {listing(units, n=8)}" for what, units in kinds.items() if units]


def _values(entry: str, codes: list[str]) -> tuple[dict[str, float], list[str]]:
    """What a coder wrote in one cell as a value of each code, and what is wrong with it."""
    folded = {code.casefold(): code for code in codes}
    given = [part.strip() for part in entry.removeprefix("'").replace("\n", SEPARATOR).split(SEPARATOR)]
    given = [part for part in given if part]
    if given == [UNCLEAR]:
        return dict.fromkeys(codes, np.nan), []
    values, wrong = dict.fromkeys(codes, 0.0), []
    if [part.casefold() for part in given] == [NONE]:
        return values, []
    seen: Counter[str] = Counter()
    for part in given:
        name = part.removesuffix(UNCLEAR).strip()
        code = folded.get(name.casefold())
        if code is None:
            alone = name.casefold() in ("", NONE)
            why = f"'{part}' must stand alone" if alone else f"no code called '{name}'{did_you_mean(name, codes)}"
            wrong.append(f"{why}; codes there: {listing(codes, n=20)}" if not alone else why)
            continue
        seen[code] += 1
        values[code] = np.nan if part.endswith(UNCLEAR) else 1.0
    wrong += [f"'{code}' stands twice" for code, number in seen.items() if number > 1]
    return values, wrong
