"""Descriptions of corpora in ``corpora.toml``: read, checked, all problems of a file at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from discourse.corpus.dates import check_date_format, iso_day
from discourse.corpus.files import check_encoding
from discourse.corpus.texts import compile_file_pattern
from discourse.errors import ArgumentError, ReadError, did_you_mean, listing, together
from discourse.project import find

#: Columns with a fixed meaning, in the order they come in.
STANDARD = ("doc_id", "text", "title", "date", "outlet", "author", "url", "language")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class CorpusEntry:
    """One corpus as described in ``corpora.toml``; the keys are explained in ``data/README.md``.

    ``root`` is the folder a relative ``path`` starts from, ``described`` whether a corpora file names
    it (and not only a path), ``files`` what is read (filled in by ``describe_corpus``).
    """

    name: str
    path: str
    package: str = ""
    format: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    date_format: str | None = None
    encoding: str | None = None
    file_pattern: str | None = None
    language: str = ""
    title: str = ""
    description: str = ""
    licence: str = ""
    source: str = ""
    selection: str = ""
    selection_patterns: tuple[str, ...] = ()
    mentions: Mapping[str, str | int] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    on_bad: str = "raise"
    outlets: Mapping[str, str] = field(default_factory=dict)
    outlet_table: str = ""
    dates: str = ""
    root: Path = field(default=Path(), repr=False)
    described: bool = field(default=False, repr=False)
    files: tuple[Path, ...] = field(default=(), repr=False)

    @property
    def cited_outlets(self) -> Path | None:
        """Where the table of what is known of its outlets lies, if one is named."""
        return self.root / Path(self.outlet_table).expanduser() if self.outlet_table else None

    @property
    def location(self) -> Path:
        """Where the corpus lies on this machine, whether it is there or not."""
        if not self.package:
            return self.root / Path(self.path).expanduser()
        spec = find_spec(self.package)  # finds a top-level package without importing it
        if spec is None or not spec.submodule_search_locations:
            raise ReadError(f"corpus '{self.name}' lies in the package '{self.package}', which is not installed")
        return Path(next(iter(spec.submodule_search_locations)), self.path)


_KEYS = tuple(entry.name for entry in fields(CorpusEntry) if entry.name not in ("name", "root", "described", "files"))
_MAPPINGS = ("columns", "constants", "outlets", "mentions")


def read_entries(corpora: str | Path) -> dict[str, CorpusEntry]:
    """Return the corpora described in a TOML file and in the ``.local.toml`` beside it.

    Parameters
    ----------
    corpora
        The file. ``corpora.local.toml`` beside ``corpora.toml`` describes corpora of one machine.
        Relative paths in both start from the folder above the one they lie in.

    Raises
    ------
    ReadError
        If there is no such file, or naming every problem of every entry.
    """
    file = find(corpora)
    if not file.is_file():
        raise ReadError(f"there is no file '{corpora}' to look up names of corpora in")
    local = file.with_name(f"{file.stem}.local{file.suffix}")
    root = file.resolve().parent.parent
    entries: dict[str, CorpusEntry] = {}
    problems: list[str] = []
    for described in (file, local):
        if not described.is_file():
            continue
        for name, values in _tables(described).items():
            found = _problems(name, values)
            if name in entries:
                found.append(f"also described in {file.name}; rename one of the two")
            problems += [f"{described.name} [{name}]: {problem}" for problem in found]
            if not found:
                entries[name] = _entry(name, values, root)
    if problems:
        raise ReadError(together(f"'{file}' does not describe corpora as it should:", problems))
    return entries


def _tables(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"'{file}' is not TOML: {error}") from None


def _entry(name: str, values: dict[str, object], root: Path) -> CorpusEntry:
    days = {key: str(values[key]) for key in ("since", "until") if key in values}
    patterns = tuple(values.get("selection_patterns", ()))
    return CorpusEntry(
        **{**values, **days, "selection_patterns": patterns, "name": name, "root": root, "described": True}
    )


def _problems(name: str, values: object) -> list[str]:
    """Return everything wrong with one entry."""
    if not isinstance(values, dict):
        return ["must be a table of keys"]
    problems = [] if NAME.fullmatch(name) else ["a name holds letters, digits, - and _ only"]
    problems += [
        f"no key '{key}'{did_you_mean(key, _KEYS)}; keys: {listing(_KEYS, n=30)}" for key in values.keys() - _KEYS
    ]
    known = {key: value for key, value in values.items() if key in _KEYS}
    wrong = _type_problems(known)
    if wrong:  # what follows relies on the types
        return problems + wrong
    problems += _value_problems(known)
    problems += _column_problems(known)
    return problems + _bound_problems(known)


def _type_problems(values: Mapping[str, object]) -> list[str]:
    problems = [] if values.get("path") else ["'path' is missing"]
    for key, value in values.items():
        if key in _MAPPINGS:
            kinds = {"constants": (str, int, float, bool), "mentions": (str, int)}.get(key, (str,))
            fine = isinstance(value, dict) and all(isinstance(one, kinds) for one in value.values())
            expected = "a table of single values" if len(kinds) > 1 else "a table of strings"
        elif key == "selection_patterns":
            fine, expected = isinstance(value, list) and all(isinstance(one, str) for one in value), "a list of strings"
        elif key in ("since", "until"):
            fine, expected = isinstance(value, (str, date)), "a date"
        else:
            fine, expected = isinstance(value, str), "a string"
        if not fine:
            problems.append(f"'{key}' must be {expected}, not {value!r}")
    return problems


def _value_problems(values: Mapping[str, object]) -> list[str]:
    problems = []
    if values.get("format", "lines") != "lines":
        problems.append(f"format = '{values['format']}': only 'lines' is stated, all else is told by the file's suffix")
    if values.get("on_bad", "raise") not in ("raise", "skip"):
        problems.append(f"on_bad = '{values['on_bad']}' must be 'raise' or 'skip'")
    if values.get("dates", "estimated") not in ("estimated", "recorded"):
        problems.append(f"dates = '{values['dates']}' must be 'recorded' or 'estimated'")
    if "package" in values:
        path = PurePosixPath(str(values["path"]))
        if not str(values["package"]).isidentifier():
            problems.append(f"package = '{values['package']}' must be the name of a top-level package")
        if path.is_absolute() or ".." in path.parts:
            problems.append(f"path = '{path}' must lie inside the package")
    checks = {"date_format": check_date_format, "encoding": check_encoding, "file_pattern": compile_file_pattern}
    for key, check in checks.items():
        try:
            check(values.get(key) if key != "file_pattern" else values.get(key, "{doc_id}"))
        except ArgumentError as error:
            problems.append(str(error))
    mentions = values.get("mentions")
    if mentions is not None:
        times = mentions.get("times")
        if set(mentions) != {"word", "times"} or not isinstance(mentions["word"], str) or not mentions["word"].strip():
            problems.append("'mentions' must be written { word = \"…\", times = 3 }")
        elif not isinstance(times, int) or isinstance(times, bool) or times < 1:
            problems.append(f"mentions: times = {times!r} must be a whole number from 1")
    return problems


def _column_problems(values: Mapping[str, object]) -> list[str]:
    columns, constants = values.get("columns", {}), values.get("constants", {})
    problems = [
        f"columns: '{key}' is no standard column{did_you_mean(key, STANDARD)}; these are: {listing(STANDARD)}"
        for key in columns.keys() - STANDARD
    ]
    problems += [f"'{key}' is both in columns and in constants" for key in sorted(columns.keys() & constants.keys())]
    if "language" in values and ("language" in columns or "language" in constants):
        problems.append("'language' is stated twice; keep the key, or the one in columns or constants")
    return problems


def _bound_problems(values: Mapping[str, object]) -> list[str]:
    problems, days = [], []
    for key in ("since", "until"):
        if key in values:
            try:
                days.append(iso_day(str(values[key]), name=key))
            except ArgumentError as error:
                problems.append(str(error))
    if len(days) == 2 and days[0] > days[1]:
        problems.append(f"since = {values['since']} is after until = {values['until']}")
    return problems
