"""Plain values ↔ codebook: what a TOML file or a spreadsheet holds, checked, with all problems in one message."""

import math
from collections.abc import Sequence

from discourse.errors import PatternError, did_you_mean, together
from discourse.frames.codebooks.codebook import WEAK_WINDOW, Codebook, Theme
from discourse.text.patterns import Pattern, parse_pattern

_CODEBOOK_KEYS = ("name", "version", "language", "description", "weak_window", "themes")
_TEXTS = ("title", "definition", "include", "exclude")
_LISTS = ("patterns", "weak", "unless", "companions", "examples", "counter_examples")
_TABLES = ("sub", "weights", "notes")
_THEME_KEYS = (*_TEXTS, *_LISTS, *_TABLES, "themes")
#: A strong hit is looked for no further away than a long sentence reaches.
_LONGEST_WINDOW = 50


def codebook_of(content: dict, *, source: str, path: object) -> Codebook:
    """Build a codebook out of plain values; see :func:`discourse.read_codebook` for the keys.

    Raises
    ------
    PatternError
        Naming every problem at once.
    """
    problems = _problems(content)
    themes = content.get("themes")
    read: list[Theme] = []
    _add_themes(themes if isinstance(themes, dict) else {}, "", read, problems)
    names = [theme.name for theme in read]
    problems += [f"theme '{name}' stands twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    if problems:
        raise PatternError(together(f"{path} is not a sound codebook:", problems))
    return Codebook(
        name=content["name"],
        version=content["version"],
        language=content["language"],
        themes=tuple(read),
        source=source,
        description=content.get("description", ""),
        weak_window=content.get("weak_window", WEAK_WINDOW),
    )


def content_of(codebook: Codebook) -> dict:
    """The plain values of a codebook, from which :func:`codebook_of` makes the same again."""
    head = {key: getattr(codebook, key) for key in ("name", "version", "language", "description")}
    head |= {"weak_window": codebook.weak_window} if codebook.weak_window != WEAK_WINDOW else {}
    themes = {theme.name: _theme_content(theme) for theme in codebook.themes}
    return {**{key: value for key, value in head.items() if value != ""}, "themes": themes}


def _theme_content(theme: Theme) -> dict:
    rows = list(zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True))
    sub: dict[str, list[str]] = {}
    for pattern, tag, *_ in rows:
        if tag:
            sub.setdefault(tag, []).append(pattern.text)
    content = {
        **{key: getattr(theme, key) for key in _TEXTS},
        "patterns": [pattern.text for pattern, tag, weak, *_ in rows if not tag and not weak],
        "weak": [pattern.text for pattern, _, weak, *_ in rows if weak],
        **{key: [pattern.text for pattern in getattr(theme, key)] for key in ("unless", "companions")},
        **{key: list(getattr(theme, key)) for key in ("examples", "counter_examples")},
        "sub": sub,
        "weights": {pattern.text: weight for pattern, _, _, weight, _ in rows if weight != 1},
        "notes": {pattern.text: note for pattern, *_, note in rows if note},
    }
    if content["title"] == Theme(theme.name, *[""] * 3, *[()] * 6).title:
        content["title"] = ""
    return {key: value for key, value in content.items() if value}


def _problems(content: dict) -> list[str]:
    problems = [
        f"key '{key}' is not known{did_you_mean(key, _CODEBOOK_KEYS)}" for key in content if key not in _CODEBOOK_KEYS
    ]
    for key in ("name", "version", "language"):
        if not isinstance(content.get(key), str) or not content[key]:
            problems.append(f'{key} = "…" is missing')
    if not isinstance(content.get("description", ""), str):
        problems.append("description must be a text")
    window = content.get("weak_window", WEAK_WINDOW)
    if isinstance(window, bool) or not isinstance(window, int) or not 1 <= window <= _LONGEST_WINDOW:
        problems.append(f"weak_window must be a number of words from 1 to {_LONGEST_WINDOW}, not {window!r}")
    if not isinstance(content.get("themes"), dict) or not content["themes"]:
        problems.append("there is no theme; each is a table [themes.NAME]")
    return problems


def _add_themes(entries: dict, above: str, read: list[Theme], problems: list[str]) -> None:
    """Read a table of themes, and the tables of themes inside them as ``above/below``."""
    for key, entry in entries.items():
        name = f"{above}/{key}" if above else key
        if not isinstance(entry, dict):
            problems.append(f"themes.{name} is not a table")
            continue
        if set(entry) != {"themes"}:
            read.append(_theme(name, entry, problems))
        below = entry.get("themes", {})
        if isinstance(below, dict):
            _add_themes(below, name, read, problems)
        else:
            problems.append(f"theme '{name}': themes must be a table of further themes")


def _theme(name: str, entry: dict, problems: list[str]) -> Theme:
    """Build a theme, adding whatever is wrong with it to ``problems``."""
    if not all(part.isidentifier() and part == part.lower() for part in name.split("/")):
        problems.append(f"theme '{name}': a name is lower-case letters, digits and _, with / between levels")
    problems += [
        f"theme '{name}': key '{key}' is not known{did_you_mean(key, _THEME_KEYS)}"
        for key in entry
        if key not in _THEME_KEYS
    ]
    for key in _TEXTS:
        if not isinstance(entry.get(key, ""), str):
            problems.append(f"theme '{name}': {key} must be a text")
    lists = {key: _strings(name, key, entry.get(key, []), problems) for key in _LISTS}
    tagged = _tagged(name, entry, lists, problems)
    if not str(entry.get("definition", "")).strip():
        problems.append(f"theme '{name}' has no definition")
    weak = set(lists["weak"])
    if tagged and weak.issuperset(tagged):
        problems.append(f"theme '{name}': all patterns are weak, so none could ever count; it needs a strong one")
    weights, notes = (_by_pattern(name, key, entry.get(key, {}), tagged, problems) for key in ("weights", "notes"))
    patterns = _parsed(name, tagged, problems)
    return Theme(
        name=name,
        **{key: str(entry.get(key, "")) for key in _TEXTS},
        patterns=patterns,
        sub_tags=tuple(tagged[pattern.text] for pattern in patterns),
        weak=tuple(pattern.text in weak for pattern in patterns),
        weights=tuple(float(weights.get(pattern.text, 1)) for pattern in patterns),
        notes=tuple(notes.get(pattern.text, "") for pattern in patterns),
        **{key: _parsed(name, lists[key], problems) for key in ("unless", "companions")},
        **{key: tuple(lists[key]) for key in ("examples", "counter_examples")},
    )


def _tagged(name: str, entry: dict, lists: dict[str, list[str]], problems: list[str]) -> dict[str, str]:
    """The counting patterns and their sub-tags; a weak pattern may stand under a sub-tag too, where it gets its tag."""
    sub = entry.get("sub", {})
    if not isinstance(sub, dict):
        problems.append(f"theme '{name}': sub must be a table of sub-tags, each a list of patterns")
        sub = {}
    rows = [(pattern, "") for pattern in lists["patterns"]]
    for tag, patterns in sub.items():
        rows += [(pattern, tag) for pattern in _strings(name, f"sub.{tag}", patterns, problems)]
    under = {pattern for pattern, tag in rows if tag}
    rows += [(pattern, "") for pattern in lists["weak"] if pattern not in under]
    if not rows:
        problems.append(f"theme '{name}' has no pattern")
    texts = [pattern for pattern, _ in rows]
    problems += [
        f"theme '{name}': pattern {text!r} stands twice" for text in dict.fromkeys(texts) if texts.count(text) > 1
    ]
    return dict(rows)


def _by_pattern(name: str, key: str, table: object, patterns: dict[str, str], problems: list[str]) -> dict:
    """Weights or notes, by pattern."""
    if not isinstance(table, dict):
        problems.append(f"theme '{name}': {key} must be a table: pattern = value")
        return {}
    sound = {}
    for pattern, value in table.items():
        if pattern not in patterns:
            problems.append(
                f"theme '{name}': {key} names {pattern!r}, which is no pattern of it{did_you_mean(pattern, patterns)}"
            )
        elif key == "notes" and not isinstance(value, str):
            problems.append(f"theme '{name}': the note of {pattern!r} must be a text")
        elif key == "weights" and not _is_weight(value):
            problems.append(f"theme '{name}': the weight of {pattern!r} must be a number other than 0, not {value!r}")
        else:
            sound[pattern] = value
    return sound


def _is_weight(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value != 0


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
