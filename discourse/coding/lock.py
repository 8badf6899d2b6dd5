"""The lock of a coding task: what was drawn and who codes it is settled before anyone sees a result."""

import hashlib
import json
from pathlib import Path

import pandas as pd

from discourse.contract import TABLES
from discourse.errors import ReadError
from discourse.tables import check
from discourse.text.sheet_cells import check_coders

LOCK, MACHINE, SHEETS, TEXTS, THEMES = "lock.json", "machine/sample.jsonl", "sheets", "texts", "themes.csv"
FORMATS = ("csv", "xlsx")
_KEYS = ("codebook", "coders", "codes", "format", "random_state", "sample_sha256", "version")
_VERSION = 1


def sample_bytes(sample: pd.DataFrame) -> bytes:
    """The sample as JSON lines, which no spreadsheet program opens; the same bytes for the same table."""
    numbers = {name: {"whole": int, "number": float}.get(kind) for name, kind in TABLES["sample"].items()}
    columns = {}
    for name in sample.columns:
        made = numbers.get(name) or (lambda value: "" if pd.isna(value) else str(value))
        columns[name] = [made(value) for value in sample[name]]
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def write_lock(
    folder: Path,
    sample: pd.DataFrame,
    *,
    codebook: str,
    coders: list[str],
    codes: list[str],
    format: str,
    random_state: int,
) -> None:
    """Write the machine's file and the lock that holds its hash."""
    content = sample_bytes(sample)
    (folder / MACHINE).parent.mkdir(parents=True, exist_ok=True)
    (folder / MACHINE).write_bytes(content)
    lock = {
        "codebook": codebook,
        "coders": coders,
        "codes": codes,
        "format": format,
        "random_state": random_state,
        "sample_sha256": hashlib.sha256(content).hexdigest(),
        "version": _VERSION,
    }
    (folder / LOCK).write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_lock(folder: str | Path) -> dict[str, object]:
    """Read the lock of a folder; the machine's file must be the one it was written for.

    Raises
    ------
    ReadError
        If there is no lock, it is damaged, or the machine's file was changed since.
    """
    folder = Path(folder)
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        content = (folder / MACHINE).read_bytes()
    except OSError as error:
        raise ReadError(
            f"{folder.name} is not a folder of coding sheets: {LOCK} or {MACHINE} cannot be read ({error.strerror}); "
            "name the folder write_sheets wrote"
        ) from None
    except ValueError as error:
        raise ReadError(f"{LOCK} in {folder.name} is damaged: {error}") from None
    lists = isinstance(lock, dict) and all(isinstance(lock.get(key), list) for key in ("coders", "codes"))
    if not lists or sorted(lock) != list(_KEYS) or lock["version"] != _VERSION or lock["format"] not in FORMATS:
        raise ReadError(f"{LOCK} in {folder.name} is not a lock of this version; restore it as write_sheets wrote it")
    check_coders(lock["coders"])
    if hashlib.sha256(content).hexdigest() != lock["sample_sha256"]:
        raise ReadError(
            f"{MACHINE} in {folder.name} was changed after the sheets were written, so codes can no longer be laid "
            "beside it; restore the file (it is named in the lock by its SHA-256)"
        )
    return lock


def read_sample(folder: str | Path) -> pd.DataFrame:
    """Read back the sample the sheets in a folder were written from. *What did the machine say of these units?*

    Parameters
    ----------
    folder
        The folder :func:`write_sheets` wrote.

    Returns
    -------
    DataFrame
        What :func:`sample_to_code` returned, with the document variables as texts; a missing value of one is empty
        text.

    Raises
    ------
    ReadError
        If the lock is not there or the file was changed.
    """
    read_lock(folder)
    lines = (Path(folder) / MACHINE).read_bytes().decode("utf-8").split("\n")
    sample = pd.DataFrame([json.loads(line) for line in lines if line])
    text = [name for name in sample.columns if TABLES["sample"].get(name, "text") in ("name", "text")]
    sample = sample.astype(dict.fromkeys(text, "str"))
    return check(sample, "sample")


def blind_id(unit_id: str, random_state: int) -> str:
    """The name of a unit on a sheet, which tells neither outlet nor document."""
    return "u" + hashlib.sha256(f"{random_state}\n{unit_id}".encode()).hexdigest()[:10]
