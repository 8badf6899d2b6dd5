"""Sheets of an intrusion task: written for coders, locked, and read back."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, ReadError, listing, together, unknown_name
from discourse.stats.bootstrap import check_random_state
from discourse.tables import columns, empty
from discourse.text.sheet_cells import check_coders, csv_bytes, csv_rows, row_problems, sheet_columns, shown
from discourse.topics.intrusion import OPTIONS, IntrusionTask, task_lock

LOCK, KEY, SHEETS = "lock.json", "machine/task.json", "sheets"
_FORMAT = "discourse intrusion task, 1"
_KEY_COLUMNS = ("item", "topic", "intruder", "right")


def write_intrusion_sheets(
    task: IntrusionTask, folder: str | Path, *, coders: Sequence[str], random_state: int | None = None
) -> list[Path]:
    """Write a sheet of an intrusion task for each coder and lock it. *What does each coder get to answer?*

    Parameters
    ----------
    task
        What :func:`word_set_intrusion` or :func:`topic_intrusion` returned.
    folder
        A new or empty folder.
    coders
        Their names: letters, digits, spaces, points, ``-`` and ``_``.
    random_state
        Where chance starts: the order of the items, another for each coder.

    Returns
    -------
    list of Path
        The sheets, ``sheets/<coder>.csv`` (UTF-8). Beside them in the folder: ``lock.json`` (who codes, the task's
        lock) and ``machine/task.json`` (the task and its key: **not for coders**).

    Raises
    ------
    ArgumentError
        If the folder holds something, or a coder cannot name a file.

    Notes
    -----
    A sheet has the columns ``item, question, a, b, c, d, answer``. Into ``answer`` goes the letter of the option that
    does not belong. What might be taken for a formula begins with an apostrophe.
    """
    state = check_random_state(random_state, what="items are ordered")
    names = list(dict.fromkeys(coders)) if not isinstance(coders, str) else [coders]
    check_coders(names)
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        what = "already holds a locked task" if (folder / LOCK).exists() else "is not empty"
        raise ArgumentError(f"{folder.name} {what}; name a new folder, or take the old one away yourself")
    for part in (SHEETS, "machine"):
        (folder / part).mkdir(parents=True)
    content = _task_bytes(task)
    (folder / KEY).write_bytes(content)
    lock = {"coders": names, "format": _FORMAT, "lock": task.lock, "task_sha256": sha256(content).hexdigest()}
    (folder / LOCK).write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    rows = _cells(task)
    written = []
    for coder in names:
        order = np.random.default_rng([state, crc32(coder.encode())]).permutation(len(rows))
        written.append(folder / SHEETS / f"{coder}.csv")
        written[-1].write_bytes(csv_bytes(task.sheet.columns, [[*rows[place], ""] for place in order]))
    return written


def read_intrusion_task(folder: str | Path) -> IntrusionTask:
    """Read back the task the sheets in a folder were written from.

    Parameters
    ----------
    folder
        The folder :func:`write_intrusion_sheets` wrote.

    Returns
    -------
    IntrusionTask
        The task, with the lock taken when it was made.

    Raises
    ------
    ReadError
        If the lock is not there or the task was changed since.
    """
    return _read(Path(folder))[1]


def read_intrusion_answers(folder: str | Path, *, coders: Sequence[str] | None = None) -> pd.DataFrame:
    """Read the sheets coders filled in. *Which option did each coder pick?*

    Parameters
    ----------
    folder
        The folder :func:`write_intrusion_sheets` wrote; sheets may have been sorted and saved by a spreadsheet program.
    coders
        Read these coders' sheets only; ``None`` reads all.

    Returns
    -------
    DataFrame
        One row per item and coder, sorted: ``item``, ``coder``, ``answer`` (``a`` to ``d``, or ``""`` for none), for
        :func:`score_intrusion`.

    Raises
    ------
    ReadError
        Naming all problems of all sheets at once: sheets and columns that are not there, items that are unknown,
        missing, twice or whose text was changed, answers that are no option.
    """
    folder = Path(folder)
    lock, task = _read(folder)
    for coder in coders or []:
        if coder not in lock["coders"]:
            raise unknown_name("coder", coder, lock["coders"], where=folder.name)
    rows = {row[0]: row for row in _cells(task)}
    problems, found = [], []
    for coder in coders or lock["coders"]:
        name = f"{SHEETS}/{coder}.csv"
        try:
            sheet = sheet_columns(csv_rows((folder / name).read_bytes()), task.sheet.columns)
        except OSError as error:
            problems.append(f"{name} cannot be read: {error.strerror}; put the coder's sheet back under this name")
            continue
        except ReadError as error:
            problems.append(f"{name} {error}")
            continue
        sheet["item"] = [item.strip() for item in sheet["item"]]
        sheet["answer"] = [answer.strip().removeprefix("'").casefold() for answer in sheet["answer"]]
        problems += [f"{name}: {problem}" for problem in _problems(sheet, rows)]
        found += [(item, coder, answer) for item, answer in zip(sheet["item"], sheet["answer"], strict=True)]
    if problems:
        raise ReadError(together(f"the sheets in {folder.name} cannot be scored:", problems))
    answers = pd.DataFrame(found, columns=columns("intrusion_answers")).astype("str")
    return answers.sort_values(["item", "coder"], ignore_index=True)


def _problems(sheet: dict[str, list[str]], rows: dict[str, list[str]]) -> list[str]:
    kinds = row_problems(sheet, rows, noun="item", whole="task", texts=("question", *OPTIONS))
    wrong = sorted(set(sheet["answer"]) - {"", *OPTIONS})
    kinds["answers that are no option (a, b, c, d, or nothing)"] = wrong
    return [f"{what}: {listing(those, n=8)}" for what, those in kinds.items() if those]


def _cells(task: IntrusionTask) -> list[list[str]]:
    """The cells of each item but its answer, as coders see them."""
    return [[row[0], *map(shown, row[1:])] for row in task.sheet.drop(columns="answer").to_numpy().tolist()]


def _task_bytes(task: IntrusionTask) -> bytes:
    content = {"format": _FORMAT, "sheet": task.sheet.to_numpy().tolist(), "key": task.key.to_numpy().tolist()}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _read(folder: Path) -> tuple[dict[str, object], IntrusionTask]:
    try:
        lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
        content = (folder / KEY).read_bytes()
        if lock["format"] != _FORMAT or lock["task_sha256"] != sha256(content).hexdigest():
            raise ReadError(f"{KEY} in {folder.name} was changed after the sheets were written; nothing is scored")
        kept = json.loads(content)
        sheet = pd.DataFrame(kept["sheet"], columns=empty("intrusion_sheet").columns).astype("str")
        key = pd.DataFrame(kept["key"], columns=list(_KEY_COLUMNS))
        check_coders(lock["coders"])
    except OSError as error:
        raise ReadError(
            f"{folder.name} is not a folder of intrusion sheets: {LOCK} or {KEY} cannot be read ({error.strerror}); "
            "name the folder write_intrusion_sheets wrote"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"{LOCK} or {KEY} in {folder.name} is damaged: {error}") from None
    if task_lock(sheet, key) != lock["lock"]:
        raise ReadError(f"the lock in {folder.name} does not fit the task; restore {LOCK} as it was written")
    return lock, IntrusionTask(sheet, key, lock["lock"])
