"""Read a codebook from its TOML file."""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path

from discourse.errors import PatternError, ReadError, did_you_mean, together
from discourse.frames.codebook import Codebook, Theme, select_themes
from discourse.project import find
from discourse.text.patterns import Pattern, parse_pattern

_CODEBOOK_KEYS = ("name", "version", "language", "description", "themes")
_TEXTS = ("definition", "include", "exclude")
_LISTS = ("patterns", "unless", "companions", "examples", "counter_examples")
_THEME_KEYS = (*_TEXTS, *_LISTS, "sub")


def read_codebook(path: str | Path = "seeds/codebook.toml", *, themes: Sequence[str] | None = None) -> Codebook:
    """Read a codebook. *By which words is each theme found?*

    Parameters
    ----------
    path
        A TOML file, from here or from the project's root: ``name``, ``version``, ``language``, and under
        ``[themes.NAME]`` ``definition``, ``include``, ``exclude`` (texts for coders), ``patterns``, ``unless``,
        ``companions``, ``examples``, ``counter_examples`` (lists) and ``sub`` (sub-tag → list of patterns).
    themes
        Keep only these themes, in this order; ``None`` or an empty list keeps all.

    Returns
    -------
    Codebook
        Frozen; with the hash of the file.

    Raises
    ------
    ReadError, PatternError
        Naming every problem of the file at once, with the theme it is in.
    UnknownNameError
        If one of ``themes`` is not in it.

    Examples
    --------
    >>> import discourse as dc
    >>> dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"]).language
    'en'
    """
    path = find(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot read the codebook {path}: {error.strerror}; name a TOML file that is there") from None
    try:
        content = tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} is not a TOML file: {error}") from None
    problems = _problems(content)
    read = {}
    for name, entry in content.get("themes", {}).items() if isinstance(content.get("themes"), dict) else ():
        if isinstance(entry, dict):
            read[name] = _theme(name, entry, problems)
    if problems:
        raise PatternError(together(f"{path} is not a sound codebook:", problems))
    codebook = Codebook(
        name=content["name"],
        version=content["version"],
        language=content["language"],
        themes=tuple(read.values()),
        source=_shown(path),
        sha256=hashlib.sha256(raw).hexdigest(),
    )
    return select_themes(codebook, themes) if themes else codebook


def _shown(path: Path) -> str:
    """The path as it is best named in messages: relative where it can be, never a machine's own folders."""
    return path.as_posix() if not path.is_absolute() else "/".join(path.parts[-2:])


def _problems(content: dict) -> list[str]:
    problems = [
        f"key '{key}' is not known{did_you_mean(key, _CODEBOOK_KEYS)}" for key in content if key not in _CODEBOOK_KEYS
    ]
    for key in ("name", "version", "language"):
        if not isinstance(content.get(key), str) or not content[key]:
            problems.append(f'{key} = "…" is missing')
    themes = content.get("themes")
    if not isinstance(themes, dict) or not themes:
        return [*problems, "there is no theme; each is a table [themes.NAME]"]
    return problems + [f"themes.{name} is not a table" for name, entry in themes.items() if not isinstance(entry, dict)]


def _theme(name: str, entry: dict, problems: list[str]) -> Theme:
    """Build a theme, adding whatever is wrong with it to ``problems``."""
    if not name.isidentifier() or name != name.lower():
        problems.append(f"theme '{name}': a name is lower-case letters, digits and _")
    problems += [
        f"theme '{name}': key '{key}' is not known{did_you_mean(key, _THEME_KEYS)}"
        for key in entry
        if key not in _THEME_KEYS
    ]
    for key in _TEXTS:
        if not isinstance(entry.get(key, ""), str):
            problems.append(f"theme '{name}': {key} must be a text")
    sub = entry.get("sub", {})
    if not isinstance(sub, dict):
        problems.append(f"theme '{name}': sub must be a table of sub-tags, each a list of patterns")
        sub = {}
    tagged = [(pattern, "") for pattern in _strings(name, "patterns", entry.get("patterns", []), problems)]
    for tag, patterns in sub.items():
        tagged += [(pattern, tag) for pattern in _strings(name, f"sub.{tag}", patterns, problems)]
    if not tagged:
        problems.append(f"theme '{name}' has no pattern")
    texts = [pattern for pattern, _ in tagged]
    problems += [f"theme '{name}': pattern {text!r} stands twice" for text in set(texts) if texts.count(text) > 1]
    if not str(entry.get("definition", "")).strip():
        problems.append(f"theme '{name}' has no definition")
    lists = {key: _strings(name, key, entry.get(key, []), problems) for key in _LISTS if key != "patterns"}
    return Theme(
        name=name,
        definition=str(entry.get("definition", "")),
        include=str(entry.get("include", "")),
        exclude=str(entry.get("exclude", "")),
        patterns=_parsed(name, texts, problems),
        sub_tags=tuple(tag for _, tag in tagged),
        unless=_parsed(name, lists["unless"], problems),
        companions=_parsed(name, lists["companions"], problems),
        examples=tuple(lists["examples"]),
        counter_examples=tuple(lists["counter_examples"]),
    )


def _strings(theme: str, key: str, value: object, problems: list[str]) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    problems.append(f"theme '{theme}': {key} must be a list of texts")
    return []


def _parsed(theme: str, texts: Sequence[str], problems: list[str]) -> tuple[Pattern, ...]:
    parsed = []
    for text in texts:
        try:
            parsed.append(parse_pattern(text))
        except PatternError as error:
            problems.append(f"theme '{theme}': {error}")
    return tuple(parsed)
