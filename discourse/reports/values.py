"""What a parameter's value may be: of its type, and of its meaning.

Every notebook uses one vocabulary, so a parameter called ``since`` is a date and one called
``corpus`` names a corpus wherever it occurs. :data:`CHECKS` holds one function per name.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from discourse.errors import DiscourseError, UnknownNameError, did_you_mean
from discourse.project import find
from discourse.reports.looks import once

if TYPE_CHECKING:
    from discourse.reports.parameters import Parameter

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST_SEED = 2**32 - 1  # what numpy's and gensim's generators accept


def type_problem(parameter: "Parameter", value: object) -> str:
    """Say what is wrong with the type of ``value``; an empty string if it fits.

    Types are strict: True is no whole number, ``'5'`` is text. A whole number is accepted where
    a number is asked for, and must be finite.
    """
    if (value is None and parameter.optional) or _fits(parameter, value):
        return ""
    problem = f"{parameter.name} must be {parameter.wanted}, not {_shown(value)}"
    if parameter.kind == "choice":
        return problem + did_you_mean(value, parameter.choices)
    if isinstance(value, date | datetime):
        return f"{problem}; write it in quotes: '{value.isoformat()}'"
    if parameter.kind.startswith("list") and type(value) in (str, int):
        return f"{problem}; write a list: [{value!r}]"
    return problem


def _fits(parameter: "Parameter", value: object) -> bool:
    match parameter.kind:
        case "choice":
            return any(type(value) is type(choice) and value == choice for choice in parameter.choices)
        case "float":
            return type(value) in (int, float) and math.isfinite(value)
        case "list[str]":
            return type(value) is list and all(_is_text(item) for item in value)
        case "list[int]":
            return type(value) is list and all(type(item) is int for item in value)
        case "str":
            return _is_text(value)
        case "int":
            return type(value) is int
        case _:
            return type(value) is bool


def _is_text(value: object) -> bool:
    """Say whether a value is text that can be written to a file (no half of a surrogate pair)."""
    return type(value) is str and not any("\ud800" <= character <= "\udfff" for character in value)


def _shown(value: object) -> str:
    shown = repr(value)
    return (shown if len(shown) <= 80 else shown[:79] + "…") + f" ({type(value).__name__})"


def value_problems(values: Mapping[str, object]) -> list[str]:
    """Say what is wrong with the meaning of values whose types fit, by the names in :data:`CHECKS`.

    Parameters
    ----------
    values
        Parameter values by name; None and names without a check are passed over.

    Returns
    -------
    list
        One sentence per problem.

    Examples
    --------
    >>> value_problems({"since": "2024-02-30", "n_topics": 12})
    ["since is '2024-02-30', which is not a day of the calendar (YYYY-MM-DD)"]
    """
    return [
        problem
        for name, check in CHECKS.items()
        if values.get(name) is not None
        for problem in check(values[name], values)
    ]


def _corpus(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    from discourse.corpus import corpus_places

    try:
        once("places", value, compute=lambda: corpus_places(value))
    except DiscourseError as error:
        return [f"corpus: {error}"]
    return []


def _codebook(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    from discourse.frames.codebooks.file import read_codebook

    path = find(str(value))
    if not path.is_file():
        beside = [other.name for other in path.parent.glob("*.toml")] if path.parent.is_dir() else []
        return [f"codebook is '{value}', and there is no such file{did_you_mean(path.name, beside)}"]
    try:
        once("codebook", path, compute=lambda: read_codebook(path))
    except DiscourseError as error:
        return [f"codebook: {error}"]
    return []


def _themes(value: object, values: Mapping[str, object]) -> list[str]:
    from discourse.frames.codebooks.file import read_codebook

    if not value or not isinstance(values.get("codebook"), str):
        return []
    names = [value] if isinstance(value, str) else list(value)
    try:
        read_codebook(find(values["codebook"]), themes=names)
    except UnknownNameError as error:
        return [f"themes: {error}"]
    except (DiscourseError, OSError):  # the codebook itself is at fault, and is reported as such
        return []
    return []


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _since(value: object, values: Mapping[str, object]) -> list[str]:
    if not _is_date(value):
        return [f"since is {value!r}, which is not a day of the calendar (YYYY-MM-DD)"]
    until = values.get("until")
    if _is_date(until) and value > until:
        return [f"since ({value}) lies after until ({until})"]
    return []


def _until(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    return [] if _is_date(value) else [f"until is {value!r}, which is not a day of the calendar (YYYY-MM-DD)"]


def _n_topics(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    return [] if value >= 0 else [f"n_topics is {value}; it must be 0 (no topics) or more"]


def _random_state(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    return [] if 0 <= value <= _LARGEST_SEED else [f"random_state is {value}; it must lie in 0 … {_LARGEST_SEED}"]


def _preregistration(value: object, values: Mapping[str, object]) -> list[str]:  # noqa: ARG001
    from discourse.reports.preregistration import read_preregistration

    try:
        read_preregistration(str(value))
    except DiscourseError as error:
        return [f"preregistration: {error}"]
    return []


Check = Callable[[object, Mapping[str, object]], list[str]]

#: What each parameter means wherever it occurs: (its value, all values) to sentences saying what is wrong.
CHECKS: dict[str, Check] = {
    "corpus": _corpus,
    "codebook": _codebook,
    "themes": _themes,
    "since": _since,
    "until": _until,
    "n_topics": _n_topics,
    "preregistration": _preregistration,
    "random_state": _random_state,
}
