"""Blind coding sheets: one for each coder, in an order of their own, with nothing the machine said."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from discourse.coding.lock import FORMATS, LOCK, SHEETS, TEXTS, THEMES, blind_id, write_lock
from discourse.coding.units import SEPARATOR, machine_codes
from discourse.coding.workbook import workbook
from discourse.errors import ArgumentError, TableError, listing
from discourse.frames.codebooks.codebook import Codebook
from discourse.stats.bootstrap import check_random_state
from discourse.tables import check
from discourse.text.sheet_cells import check_coders, csv_bytes, is_cut, shown

COLUMNS = ("unit", "before", "text", "after", "codes", "note")
#: What a coder writes if no theme applies, and if it cannot be told.
NONE, UNCLEAR = "none", "?"


def write_sheets(
    sample: pd.DataFrame,
    codebook: Codebook | Mapping[str, str],
    folder: str | Path,
    *,
    coders: Sequence[str],
    format: str = "csv",
    random_state: int | None = None,
) -> list[Path]:
    """Write a coding sheet for each coder and lock the task. *What does each coder get to read?*

    Parameters
    ----------
    sample
        What :func:`sample_to_code` returned.
    codebook
        What :func:`read_codebook` returned, or a mapping from each code to its definition.
    folder
        A new or empty folder.
    coders
        Their names: letters, digits, spaces, points, ``-`` and ``_``.
    format
        ``"csv"`` (UTF-8) or ``"xlsx"`` (needs the extra ``excel``).
    random_state
        Where chance starts: the order of the rows, another for each coder, and the names of the units.

    Returns
    -------
    list of Path
        The sheets, ``sheets/<coder>.csv`` (or ``.xlsx``). Beside them in the folder: ``themes.csv`` (definitions, for
        the coders), ``lock.json`` (SHA-256 of sample and codebook, who codes, which codes), ``machine/sample.jsonl``
        (what the machine said and how each unit was drawn: **not for coders**), and ``texts/`` for units that are too
        long for a cell.

    Raises
    ------
    ArgumentError
        If the folder holds something, a coder cannot name a file, or the sample is empty.
    TableError
        If the sample has machine codes that are not in the codebook.

    Notes
    -----
    A sheet has the columns ``unit`` (a name that tells neither outlet nor document), ``before``, ``text``, ``after``,
    ``codes`` and ``note``. Into ``codes`` goes what applies to ``text``: names of themes joined by ``;``, or ``none``,
    or ``?`` if it cannot be told; ``name?`` leaves one theme open. What might be taken for a formula begins with an
    apostrophe. The text itself may betray its outlet; that cannot be helped. Give each coder their sheet and
    ``themes.csv`` only.
    """
    state = check_random_state(random_state, what="rows are ordered")
    check(sample, "sample")
    names = list(dict.fromkeys(coders)) if not isinstance(coders, str) else [coders]
    check_coders(names)
    definitions = _definitions(codebook)
    _check_task(sample, definitions, format)
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        what = "already holds a locked coding task" if (folder / LOCK).exists() else "is not empty"
        raise ArgumentError(f"{folder.name} {what}; name a new folder, or take the old one away yourself")
    rows, contents = sheet_rows(sample, state), {}
    for coder in names:
        order = np.random.default_rng([state, crc32(coder.encode())]).permutation(len(rows))
        mine = [[*rows[place], "", ""] for place in order]
        contents[coder] = csv_bytes(COLUMNS, mine) if format == "csv" else workbook(COLUMNS, mine, definitions)
    (folder / SHEETS).mkdir(parents=True)
    _write_long_texts(folder, sample, state)
    (folder / THEMES).write_bytes(csv_bytes(["code", "definition", "include", "exclude", "examples"], definitions))
    written = [folder / SHEETS / f"{coder}.{format}" for coder in names]
    for path, content in zip(written, contents.values(), strict=True):
        path.write_bytes(content)
    codes = [row[0] for row in definitions]
    stated = f"{codebook.name} {codebook.version} {codebook.sha256}" if isinstance(codebook, Codebook) else ""
    write_lock(folder, sample, codebook=stated, coders=names, codes=codes, format=format, random_state=state)
    return written


def sheet_rows(sample: pd.DataFrame, random_state: int) -> list[list[str]]:
    """The cells ``unit``, ``before``, ``text``, ``after`` of each unit, in the order of the sample."""
    names = [blind_id(unit, random_state) for unit in sample["unit_id"]]
    texts = [sample[name].tolist() for name in ("before", "text", "after")]
    return [
        [name, *(shown(text, whole_in=f"{TEXTS}/{name}.txt") for text in three)]
        for name, *three in zip(names, *texts, strict=True)
    ]


def _definitions(codebook: Codebook | Mapping[str, str]) -> list[list[str]]:
    if isinstance(codebook, Codebook):
        return [
            [theme.name, *map(shown, (theme.definition, theme.include, theme.exclude, "\n".join(theme.examples)))]
            for theme in codebook.themes
        ]
    bad = [name for name in codebook if SEPARATOR in name or shown(name.strip()) != name or name in ("", NONE)]
    if bad or not codebook or any(name.endswith(UNCLEAR) for name in codebook):
        raise ArgumentError(
            f"names of codes must not be empty or '{NONE}', begin like a formula, end in '{UNCLEAR}' or hold "
            f"'{SEPARATOR}': {listing(codebook)}"
        )
    return [[name, shown(definition), "", "", ""] for name, definition in codebook.items()]


def _check_task(sample: pd.DataFrame, definitions: list[list[str]], format: str) -> None:
    if format not in FORMATS:
        raise ArgumentError(f"format must be one of {', '.join(FORMATS)}, not {format!r}")
    if not len(sample):
        raise ArgumentError("the sample is empty, so there is nothing to code")
    if sample["unit_id"].duplicated().any():
        raise TableError("unit_id must be unique in the sample")
    unknown = sorted(set(machine_codes(sample["machine"])) - {row[0] for row in definitions})
    if unknown:
        raise TableError(
            f"the machine gave codes that are not in the codebook: {listing(unknown)}; pass the codebook (or the "
            "mapping of codes to definitions) the sample was drawn with"
        )


def _write_long_texts(folder: Path, sample: pd.DataFrame, random_state: int) -> None:
    long = sample[sample[["before", "text", "after"]].map(is_cut).any(axis=1)]
    for row in long.itertuples():
        (folder / TEXTS).mkdir(exist_ok=True)
        whole = f"{row.before}\n\n=== the text to code ===\n\n{row.text}\n\n=== its end ===\n\n{row.after}"
        path = folder / TEXTS / f"{blind_id(row.unit_id, random_state)}.txt"
        path.write_bytes(whole.replace("\r\n", "\n").replace("\n", os.linesep).encode("utf-8"))
