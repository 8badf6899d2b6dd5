"""A reading as TOML: written and read without anything that runs."""

import json
import tomllib
from pathlib import Path

from discourse.errors import DiscourseError, ReadError, did_you_mean, together
from discourse.lexis.reading import Reading

_FORMAT = 1
_KEYS = {"format": int, "query": list, "window": list, "unit": str, "unless": list, "case": bool, "step": list}
_STEPS = {
    "select": {"where": dict, "context": list, "no_context": list, "n": int, "per_document": int, "random_state": int},
    "order": {"sort": str},
    "group": {"by": str},
}


def write_reading(reading: Reading, path: str | Path) -> Path:
    """Keep a reading as a TOML file. *How do I hand on how I read?*

    Parameters
    ----------
    reading
        A :class:`Reading`.
    path
        Where to write; a file that is there is replaced.

    Returns
    -------
    Path
        The file, which :func:`read_reading` reads back as an equal reading.
    """
    lines = ["# How a concordance is read; discourse.read_reading() reads it, discourse.replay() gives the lines."]
    lines += [f"format = {_FORMAT}", f"query = {_written(reading.query)}", f"window = {_written(reading.window)}"]
    lines += [f"unit = {_written(reading.unit)}", f"case = {_written(reading.case)}"]
    lines += [f"unless = {_written(reading.unless)}"] if reading.unless else []
    for step in reading.steps:
        lines += ["", "[[step]]", f"kind = {_written(step.kind)}"]
        for key in _STEPS[step.kind]:
            value = getattr(step, key)
            if key == "where" and value:
                pairs = ", ".join(f"{_written(name)} = {_written(values)}" for name, values in value)
                lines.append(f"where = {{ {pairs} }}")
            elif value not in (None, (), ""):
                lines.append(f"{key} = {_written(value)}")
    path = Path(path)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def read_reading(path: str | Path) -> Reading:
    """Read a reading from its TOML file.

    Raises
    ------
    ReadError
        Naming every key that is unknown, missing, or of the wrong type.
    """
    path = Path(path)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"no reading at {path}: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} is not a TOML file: {error}") from None
    problems = _problems(given, _KEYS, "") + [
        f"key '{key}' is missing" for key in ("format", "query") if key not in given
    ]
    if given.get("format", _FORMAT) != _FORMAT:
        problems.append(f"format {given['format']} is not known; this version reads format {_FORMAT}")
    steps = given.get("step", []) if isinstance(given.get("step", []), list) else []
    for number, step in enumerate(steps, start=1):
        kind = step.get("kind") if isinstance(step, dict) else None
        if kind not in _STEPS:
            problems.append(f"step {number}: kind must be one of {', '.join(_STEPS)}, not {kind!r}")
        else:
            problems += _problems(step, {"kind": str, **_STEPS[kind]}, f"step {number}: ")
    if problems:
        raise ReadError(together(f"{path} is not a reading:", problems))
    try:
        return _reading(given, steps)
    except (DiscourseError, TypeError) as error:
        raise ReadError(f"{path} is not a reading: {error}") from None


def _reading(given: dict, steps: list[dict]) -> Reading:
    settings = {key: given[key] for key in ("unit", "unless", "case") if key in given}
    reading = Reading(tuple(given["query"]), window=tuple(given.get("window", (8, 8))), **settings)
    for step in steps:
        kind = step["kind"]
        if kind == "select":
            reading = reading.select(**{key: value for key, value in step.items() if key != "kind"})
        else:
            reading = reading.order(step.get("sort", "")) if kind == "order" else reading.group(step.get("by", ""))
    return reading


def _problems(given: dict, known: dict[str, type], where: str) -> list[str]:
    problems = []
    for key, value in given.items():
        if key not in known:
            problems.append(f"{where}key '{key}' is not known{did_you_mean(key, known)}")
        elif not isinstance(value, known[key]) or (known[key] is int and isinstance(value, bool)):
            problems.append(f"{where}key '{key}' must be of type {known[key].__name__}, not {type(value).__name__}")
    return problems


def _written(value: object) -> str:
    """A value in TOML; a text as a basic string, whose escapes are those of JSON but for DEL."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_written(entry) for entry in value)}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
