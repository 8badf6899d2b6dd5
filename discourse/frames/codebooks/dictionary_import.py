"""Dictionaries of other programs as codebooks."""

import re
from pathlib import Path

import pandas as pd

from discourse.errors import PatternError, ReadError
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.codebooks.dictionary_formats import Entries, read_entries
from discourse.frames.codebooks.file import shown
from discourse.frames.codebooks.sheet import UNDEFINED
from discourse.project import find
from discourse.tables import empty
from discourse.text.patterns import Pattern, parse_pattern

#: Signs that mean something else, or nothing, in the pattern language.
_FOREIGN = {
    "?": "? stands for one character there; write the forms out, or * for any number of characters",
    "(": "a parenthesis has another meaning here",
    ")": "a parenthesis has another meaning here",
    "|": "| has another meaning here",
    "~": "~ has another meaning here",
    "[": "a class of characters is not read; write 're:…'",
}


def import_dictionary(path: str | Path, *, language: str, name: str | None = None) -> tuple[Codebook, pd.DataFrame]:
    """Read a dictionary of another program. *How do I use LIWC's, quanteda's or my old dictionary here?*

    Parameters
    ----------
    path
        A file: quanteda YAML (``.yml``, ``.yaml``; needs PyYAML) or the same nesting in ``.json``, LIWC ``.dic``,
        Lexicoder ``.lc3``, WordStat ``.cat``, Yoshikoder ``.ykd``.
    language
        Of the dictionary, as in ``"en"``; the formats do not say.
    name
        Of the codebook; the file's unless given.

    Returns
    -------
    codebook, untranslated
        The codebook: a theme for each key that holds entries, nested keys as ``economy/trade``, the key as written in
        its ``title``, weights where the file has some. And a table with one row for each entry that is not in it, or
        not as it was: ``key, entry, reason``. Read it: an entry left out is never found.

    Raises
    ------
    ReadError
        If the file cannot be read as its format, or is dangerous (XML with entities, YAML with aliases).

    Notes
    -----
    ``*`` means the same there and here. Words joined by ``_`` become words in a row. Everything is matched in any
    case. Where programs count an entry in each of two nested keys, both themes get it; :func:`collapse_themes` joins a
    branch. An imported theme has no definition: write one before coders use it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import discourse as dc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "moral.lc3"
    ...     _ = path.write_text("+HARM\\nhurt*\\nwom?n\\n", encoding="utf-8")
    ...     codebook, untranslated = dc.import_dictionary(path, language="en")
    >>> [pattern.text for pattern in codebook["harm"].patterns]
    ['hurt*']
    >>> untranslated["entry"].tolist()
    ['wom?n']
    """
    path = find(path)
    entries = read_entries(path)
    names = _names(entries)
    read: dict[str, dict[str, tuple[Pattern, float]]] = {}
    for key, entry, weight in entries.found:
        pattern, reason = _pattern(entry)
        patterns = read.setdefault(names[key], {})
        if pattern is None:
            entries.leave(key, entry, reason)
        elif pattern.text in patterns:
            entries.leave(key, entry, f"stands under this key twice (as {pattern.text!r}); taken once")
        else:
            patterns[pattern.text] = (pattern, weight)
    titles = {names[key]: ": ".join(part for part in key if part) or names[key] for key in names}
    themes = tuple(_theme(theme, titles[theme], rows, path.name) for theme, rows in read.items() if rows)
    if not themes:
        raise ReadError(f"{path.name} holds no entry that could be read; see what its keys hold")
    codebook = Codebook(name or path.stem, "imported", language, themes, shown(path))
    left = [(": ".join(key), entry, reason) for key, entry, reason in entries.left]
    untranslated = pd.DataFrame(left, columns=empty("untranslated").columns).astype("str")
    return codebook, untranslated


def _pattern(entry: str) -> tuple[Pattern | None, str]:
    """An entry in the pattern language, or why it has no place there."""
    text = " ".join(entry.replace("_", " ").lower().split())
    for sign, reason in _FOREIGN.items():
        if sign in text:
            return None, reason
    if text.startswith("re:"):
        return None, "would be read as a regular expression"
    try:
        return parse_pattern(text), ""
    except PatternError as error:
        return None, str(error)


def _names(entries: Entries) -> dict[tuple[str, ...], str]:
    """A theme name for each key: lower case, other signs as _; two keys that would share one are numbered."""
    names: dict[tuple[str, ...], str] = {}
    for key, _, _ in entries.found:
        if key in names:
            continue
        name = plain = "/".join(_part(part) for part in key)
        number = 2
        while name in names.values():
            name, number = f"{plain}_{number}", number + 1
        names[key] = name
        if name != plain:
            entries.leave(key, plain, f"another key has this name too; its theme is called {name}")
    return names


def _part(key: str) -> str:
    name = re.sub(r"\W+", "_", key.lower()).strip("_") or "entries"
    return name if name.isidentifier() else f"n_{name}"


def _theme(name: str, title: str, rows: dict[str, tuple[Pattern, float]], file: str) -> Theme:
    return Theme(
        name=name,
        definition=f"{UNDEFINED} Imported from {file}, key {title}.",
        include="",
        exclude="",
        patterns=tuple(pattern for pattern, _ in rows.values()),
        sub_tags=(),
        unless=(),
        companions=(),
        examples=(),
        counter_examples=(),
        title=title,
        weights=tuple(weight for _, weight in rows.values()),
    )
