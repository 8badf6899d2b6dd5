"""The actors a study looks at: names, the ways they are written, and what kind they are."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from discourse.errors import PatternError, ReadError, did_you_mean, listing, together
from discourse.project import find
from discourse.text.patterns import Pattern, parse_pattern

_KEYS = ("kind", "aliases")
_CSV = ("name", "kind", "aliases")


@dataclass(frozen=True)
class Actor:
    """One actor: its canonical name, its kind (``state``, ``person`` … as the user calls it), how it is written."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Actors:
    """The actors of a study, with the file they come from and its hash."""

    actors: tuple[Actor, ...]
    source: str
    sha256: str

    @property
    def names(self) -> list[str]:
        """The canonical names, in the order of the file."""
        return [actor.name for actor in self.actors]

    @property
    def aliases(self) -> dict[str, list[str]]:
        """Name → the ways it is written, as :func:`actor_collocates` takes it."""
        return {actor.name: list(actor.aliases) for actor in self.actors}

    def __repr__(self) -> str:
        lines = [f"Actors of {self.source}, sha256 {self.sha256[:12]}…"]
        for actor in self.actors:
            mark = "└─" if actor is self.actors[-1] else "├─"
            lines.append(f"{mark} {actor.name}{f' ({actor.kind})' if actor.kind else ''}: {listing(actor.aliases)}")
        return "\n".join(lines)


def read_actors(path: str | Path) -> Actors:
    """Read a list of actors. *Whom does the study look at, and under which names?*

    Parameters
    ----------
    path
        A TOML file, from here or from the project's root, with a table ``[actors."Name"]`` for each actor holding
        ``kind`` (a text) and ``aliases`` (a list); or a CSV file with the columns ``name, kind, aliases`` (aliases
        joined by ``;``). The name itself is always an alias. Aliases are patterns (:mod:`discourse.text.patterns`)
        in which upper and lower case differ: ``Iran``, ``Iranian*``, ``(Tehran|Teheran)``.

    Returns
    -------
    Actors
        Frozen; with the hash of the file.

    Raises
    ------
    ReadError
        Naming every problem of the file at once: unknown keys, an alias of two actors, a pattern that cannot be read.

    Notes
    -----
    Adjectives count if they are listed: with ``Iranian*`` *the Iranian people* mentions Iran. A capital for its
    government (*Tehran*) is the user's decision, as is whether a spokesman is an actor of his own.

    Examples
    --------
    >>> import discourse as dc
    >>> dc.read_actors("seeds/actors.toml").names[:2]
    ['Arvenia', 'Corland']
    """
    path = find(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise ReadError(f"cannot read the actors {path}: {error.strerror}; name a file that is there") from None
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not a UTF-8 file: {error}") from None
    problems: list[str] = []
    entries = _from_csv(text, problems) if path.suffix.lower() == ".csv" else _from_toml(text, path, problems)
    actors = [_actor(name, kind, aliases, problems) for name, kind, aliases in entries]
    owners: dict[str, list[str]] = {}
    for actor in actors:
        for alias in actor.aliases:
            owners.setdefault(alias, []).append(actor.name)
    problems += [f"alias {alias!r} stands for {listing(names)}" for alias, names in owners.items() if len(names) > 1]
    if not actors and not problems:
        problems.append('there is no actor; each is a table [actors."Name"], or a row of a CSV file')
    if problems:
        raise ReadError(together(f"{path.name} is not a sound list of actors:", problems))
    return Actors(tuple(actors), path.name, hashlib.sha256(raw).hexdigest())


def _from_toml(text: str, path: Path, problems: list[str]) -> list[tuple[str, object, object]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"{path} is not a TOML file: {error}") from None
    problems += [f"key '{key}' is not known{did_you_mean(key, ['actors'])}" for key in content if key != "actors"]
    actors = content.get("actors", {})
    if not isinstance(actors, dict):
        problems.append('actors must be tables [actors."Name"]')
        return []
    entries = []
    for name, entry in actors.items():
        if not isinstance(entry, dict):
            problems.append(f"actor '{name}' is not a table")
            continue
        problems += [
            f"actor '{name}': key '{key}' is not known{did_you_mean(key, _KEYS)}" for key in entry if key not in _KEYS
        ]
        entries.append((name, entry.get("kind", ""), entry.get("aliases", [])))
    return entries


def _from_csv(text: str, problems: list[str]) -> list[tuple[str, object, object]]:
    reader = csv.DictReader(StringIO(text))
    there = [name.strip() for name in reader.fieldnames or []]
    missing = [name for name in _CSV if name not in there]
    problems += [f"column '{name}' is missing{did_you_mean(name, there)}" for name in missing]
    problems += [f"column '{name}' is not known{did_you_mean(name, _CSV)}" for name in there if name not in _CSV]
    if problems:
        return []
    rows = [{(key or "").strip(): value or "" for key, value in row.items()} for row in reader]
    return [(row["name"], row["kind"].strip(), row["aliases"].split(";")) for row in rows]


def _actor(name: str, kind: object, aliases: object, problems: list[str]) -> Actor:
    """Build an actor, adding whatever is wrong with it to ``problems``."""
    name = name.strip()
    if not name:
        problems.append("an actor has no name")
    if not isinstance(kind, str):
        problems.append(f"actor '{name}': kind must be a text")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        problems.append(f"actor '{name}': aliases must be a list of texts")
        aliases = []
    written = [alias for alias in dict.fromkeys([name, *(alias.strip() for alias in aliases)]) if alias]
    patterns = []
    for alias in written:
        try:
            patterns.append(parse_pattern(alias, case=True))
        except PatternError as error:
            problems.append(f"actor '{name}': {error}")
    return Actor(name, str(kind), tuple(written), tuple(patterns))
