"""What was decided about suggested terms, kept in a CSV file that people write and notebooks only read."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from discourse.errors import PatternError, ReadError, TableError, did_you_mean, together
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.codebooks.sheet import csv_rows, plain_cell, safe_cell
from discourse.project import find
from discourse.tables import check, columns, empty
from discourse.text.patterns import parse_pattern

KINDS = ("pattern", "weak", "unless", "companion")
DECISIONS = ("accept", "reject", "")
_NEEDED = ("theme", "term", "decision")
_EVIDENCE = ("origin", "freq", "freq_ref", "documents", "log_ratio", "g2", "log_dice", "line_1", "line_2", "line_3")


def write_decisions(suggestions: pd.DataFrame, path: str | Path) -> Path:
    """Write suggestions to a CSV file in which to decide on them. *Where do I say yes or no?*

    Parameters
    ----------
    suggestions
        What :func:`suggest_terms` returned.
    path
        A ``.csv`` file that is not there yet: decisions are never written over.

    Returns
    -------
    Path
        Of the file: one row per term with empty ``decision`` (write ``accept`` or ``reject``), ``reason``, ``coder``
        and ``date``; ``theme`` and ``kind`` (``pattern``, ``weak``, ``unless``, ``companion``) may be changed; then the
        counts and lines to decide by.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from discourse.tables import empty
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(read_decisions(write_decisions(empty("suggestions"), Path(folder) / "decisions.csv")))
    0
    """
    check(suggestions, "suggestions")
    path = Path(path)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*columns("decisions"), *_EVIDENCE])
    for row in suggestions.to_dict("records"):
        start = [row["theme"], row["term"], "pattern", "", "", "", "", "", ""]
        evidence = ["" if isinstance(row[name], float) and math.isnan(row[name]) else row[name] for name in _EVIDENCE]
        rounded = [f"{value:.2f}" if isinstance(value, float) else value for value in evidence]
        writer.writerow([safe_cell(value) for value in [*start, *rounded]])
    try:
        with path.open("xb") as file:
            file.write(("\ufeff" + buffer.getvalue()).encode("utf-8"))
    except FileExistsError:
        raise ReadError(f"{path} is there already and may hold decisions; name a new file") from None
    except OSError as error:
        raise ReadError(f"cannot write {path}: {error.strerror}; name a file in a folder that is there") from None
    return path


def read_decisions(path: str | Path) -> pd.DataFrame:
    """Read what was decided. *Who took which words into the codebook, and why?*

    Parameters
    ----------
    path
        A CSV file with columns ``theme``, ``term``, ``decision``, and perhaps ``kind``, ``sub``, ``weight``,
        ``reason``, ``coder``, ``date``; others are not read.

    Returns
    -------
    DataFrame
        One row per term: ``theme, term, kind, sub, weight, decision`` (``accept``, ``reject``, or ``""`` while
        undecided), ``reason, coder, date``, in the order of the file.

    Raises
    ------
    ReadError, TableError
        Naming every row that cannot be understood, and terms on which two rows disagree.
    """
    path = find(path)
    try:
        rows = csv_rows(path.read_bytes(), path)
    except OSError as error:
        raise ReadError(f"cannot read the decisions {path}: {error.strerror}; name a CSV file that is there") from None
    header = [name.strip().lower() for name in rows[0]] if rows else []
    missing = [f"column '{name}' is missing{did_you_mean(name, header)}" for name in _NEEDED if name not in header]
    if missing:
        raise TableError(together(f"{path} holds no decisions (columns there: {', '.join(header)}):", missing))
    problems: list[str] = []
    decided: list[dict[str, object]] = []
    for number, cells in enumerate(rows[1:], start=2):
        row = {name: plain_cell(cell) for name, cell in zip(header, cells, strict=False)}
        if any(row.get(name) for name in _NEEDED):
            decided.append(_decision(row, number, problems))
    problems += _disagreements(decided)
    if problems:
        raise TableError(together(f"{path} holds decisions that cannot be followed:", problems))
    table = pd.DataFrame(decided, columns=columns("decisions"))
    return table.astype(empty("decisions").dtypes.to_dict())


def apply_decisions(codebook: Codebook, decisions: pd.DataFrame, *, version: str | None = None) -> Codebook:
    """Return the codebook with accepted terms in it and rejected ones out. *What does the codebook say now?*

    Parameters
    ----------
    codebook
        What :func:`read_codebook` returned.
    decisions
        What :func:`read_decisions` returned; the order of rows makes no difference.
    version
        Of the new codebook; unchanged unless given.

    Returns
    -------
    Codebook
        New; of the same decisions always the same, with the same hash. The reason becomes the pattern's note. A term
        that is there already in another place of its theme is moved. Undecided rows do nothing.

    Raises
    ------
    TableError
        Naming every accepted term whose theme the codebook does not have.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> row = {"theme": "sovereignty", "term": "no fly zone", "kind": "weak", "sub": "", "weight": 1.0}
    >>> row |= {"decision": "accept", "reason": "names the air as ours", "coder": "A", "date": "2026-11-24"}
    >>> dc.apply_decisions(book, pd.DataFrame([row]))["sovereignty"].patterns[-1].text
    'no fly zone'
    """
    check(decisions, "decisions")
    made = decisions[decisions["decision"] != ""].sort_values(["theme", "kind", "term"], kind="stable")
    names = codebook.theme_names
    accepted = made[made["decision"] == "accept"]
    problems = [
        f"'{row.term}' was accepted into '{row.theme}', which is no theme{did_you_mean(row.theme, names)}"
        for row in accepted.itertuples()
        if row.theme not in names
    ]
    for name, known in (("decision", DECISIONS), ("kind", KINDS)):
        wrong = made[~made[name].isin(known)]
        problems += [f"'{row['term']}': {name} is one of {known}, not {row[name]!r}" for _, row in wrong.iterrows()]
    if problems:
        raise TableError(together(f"decisions that do not fit {codebook.source}:", problems))
    themes = tuple(_decided(theme, made[made["theme"] == theme.name]) for theme in codebook.themes)
    return replace(codebook, themes=themes, version=codebook.version if version is None else version)


def _decided(theme: Theme, rows: pd.DataFrame) -> Theme:
    if not len(rows):
        return theme
    terms = {_text(term) for term in rows["term"]}
    counting = [
        row
        for row in zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True)
        if row[0].text not in terms
    ]
    others = {kind: [p for p in getattr(theme, field) if p.text not in terms] for kind, field in _FIELDS.items()}
    for row in rows[rows["decision"] == "accept"].itertuples():
        pattern = parse_pattern(_text(row.term))
        if row.kind in others:
            others[row.kind].append(pattern)
        else:
            counting.append((pattern, row.sub, row.kind == "weak", float(row.weight), row.reason))
    patterns, sub_tags, weak, weights, notes = zip(*counting, strict=True) if counting else ((),) * 5
    return replace(
        theme,
        patterns=patterns,
        sub_tags=sub_tags,
        weak=weak,
        weights=weights,
        notes=notes,
        **{field: tuple(others[kind]) for kind, field in _FIELDS.items()},
    )


_FIELDS = {"unless": "unless", "companion": "companions"}


def _text(term: str) -> str:
    return " ".join(term.split())


def _decision(row: dict[str, str], number: int, problems: list[str]) -> dict[str, object]:
    """One row as it is understood, adding whatever is wrong with it to ``problems``."""
    found = {name: row.get(name, "") for name in columns("decisions")}
    found["term"], found["kind"] = _text(found["term"]), found["kind"].lower() or "pattern"
    found["decision"] = found["decision"].lower()
    for name, known in (("decision", DECISIONS), ("kind", KINDS)):
        if found[name] not in known:
            said = ", ".join(value or "nothing" for value in known)
            problems.append(f"row {number}: {name} is {said}, not '{found[name]}'{did_you_mean(found[name], known)}")
    if not found["term"]:
        problems.append(f"row {number}: a decision without a term")
    elif found["decision"] == "accept":
        problems.extend(f"row {number}: {error}" for error in _pattern_problem(found["term"]))
    if found["decision"] and not found["theme"]:
        problems.append(f"row {number}: '{found['term']}' was decided on without a theme")
    try:
        found["weight"] = float(found["weight"] or 1)
        if not math.isfinite(found["weight"]) or found["weight"] == 0:
            raise ValueError
    except ValueError:
        problems.append(f"row {number}: weight is a number other than 0, not '{row.get('weight')}'")
    try:
        date.fromisoformat(found["date"] or "2000-01-01")
    except ValueError:
        problems.append(f"row {number}: date is written as 2026-11-24, not '{found['date']}'")
    return found


def _pattern_problem(text: str) -> list[str]:
    try:
        parse_pattern(text)
    except PatternError as error:
        return [str(error)]
    return []


def _disagreements(decided: Sequence[dict[str, object]]) -> list[str]:
    """Terms of one theme on which two rows say different things."""
    said: dict[tuple[object, object], set[tuple[object, ...]]] = {}
    for row in decided:
        if row["decision"]:
            what = tuple(row[name] for name in ("decision", "kind", "sub", "weight"))
            said.setdefault((row["theme"], row["term"]), set()).add(what)
    torn = [pair for pair, ways in said.items() if len(ways) > 1]
    return [f"'{term}' in '{theme}' is decided on in different ways; keep one row" for theme, term in torn]
