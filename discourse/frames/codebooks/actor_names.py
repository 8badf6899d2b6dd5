"""Names of actors, which no counting pattern of a codebook may hold."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from discourse.errors import unknown_name
from discourse.text.patterns import Pattern, Word, parse_pattern

Name = tuple[str, ...]


def actor_names(actors: Sequence[str] | None, *, language: str) -> frozenset[Name]:
    """The words of each actor's names: of those given, or of the shipped list of countries and their people.

    Parameters
    ----------
    actors
        Names as patterns, such as ``"(north)? korea*"`` or ``"hezbollah"``; ``None`` takes the shipped list.
    language
        Of the shipped list (now: ``en``).

    Examples
    --------
    >>> sorted(actor_names(["afghan(s)?", "United Kingdom"], language="en"))
    [('afghan',), ('afghans',), ('united', 'kingdom')]
    """
    return _spelled(tuple(shipped_actors(language) if actors is None else actors))


def shipped_actors(language: str) -> list[str]:
    """The shipped list of countries and their people, as patterns."""
    folder = files("discourse.frames.codebooks").joinpath("actor_lists")
    there = sorted(path.name.removesuffix(".txt") for path in folder.iterdir() if path.name.endswith(".txt"))
    code = language.replace("_", "-").split("-")[0].lower()
    if code not in there:
        raise unknown_name("list of actors", language, there, where="the shipped lists; give actors=[…] instead")
    lines = folder.joinpath(f"{code}.txt").read_text(encoding="utf-8").splitlines()
    return [name.strip() for line in lines if line and not line.startswith("#") for name in line.split(",")]


def named_in(pattern: Pattern, names: frozenset[Name]) -> list[str]:
    """The actors a pattern would count by name, sorted.

    A word with ``*`` names an actor if it writes out at least half of the name, and four letters: ``afghan*`` names
    Afghanistan; ``ban*`` means bans and finds Bangladesh by chance, ``dut*`` duties and the Dutch.

    Examples
    --------
    >>> named_in(parse_pattern("(afghan*|foreign) troops"), frozenset({("afghan",), ("afghanistan",), ("iran",)}))
    ['afghan', 'afghanistan']
    """
    if pattern.regex is not None:
        anything = pattern.regex.search("zqxv")  # an expression for any word names nobody
        return sorted(" ".join(name) for name in names if not anything and pattern.regex.search(" ".join(name)))
    found: set[Name] = set()
    for sequence in pattern.sequences:
        fits = [_fits(item, names) if isinstance(item, Word) else frozenset() for item in sequence]
        for name in {name for possible in fits for name in possible}:
            found |= {
                name
                for at in range(len(sequence) - len(name) + 1)
                if all(_matches(item, word) for item, word in zip(sequence[at : at + len(name)], name, strict=True))
            }
    return sorted(" ".join(name) for name in found)


def _fits(word: Word, names: frozenset[Name]) -> frozenset[Name]:
    """The names that could begin with this word of a pattern."""
    return frozenset(name for name in names if _matches(word, name[0]))


def _matches(item: object, word: str) -> bool:
    globs = item.globs if isinstance(item, Word) else ()
    return any(_written(glob, word) and _glob(glob).fullmatch(word) for glob in globs)


def _written(glob: str, word: str) -> bool:
    """Whether a glob writes out enough of a word to mean it."""
    letters = len(glob.replace("*", ""))
    return letters == len(word) or 2 * letters >= max(8, len(word))


@cache
def _glob(glob: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, glob.split("*"))), re.DOTALL)


@cache
def _spelled(patterns: tuple[str, ...]) -> frozenset[Name]:
    names: set[Name] = set()
    for text in patterns:
        for sequence in parse_pattern(text).sequences:
            spelled: list[Name] = [()]
            for item in sequence:
                globs = [glob.replace("*", "") for glob in getattr(item, "globs", ())]
                spelled = [(*name, glob) for name in spelled for glob in globs] if globs else spelled
            names.update(spelled)
    return frozenset(names)
