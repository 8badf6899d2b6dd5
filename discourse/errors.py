"""What can go wrong, said well.

Every error the toolkit raises on purpose is a :class:`DiscourseError`. Its message says
what is wrong, what is there, and what to do; all problems of one input stand in one message.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


class DiscourseError(Exception):
    """Base of every error the toolkit raises on purpose."""


class TableError(DiscourseError, ValueError):
    """A table does not hold the columns, types or unique ids its contract asks for."""


class UnknownNameError(DiscourseError, LookupError):
    """A name (theme, column, corpus, parameter, report …) that is not there."""


class ReadError(DiscourseError, ValueError):
    """A file or corpus that cannot be read as described."""


class PatternError(DiscourseError, ValueError):
    """A search pattern or codebook that cannot be understood."""


class ArgumentError(DiscourseError, ValueError):
    """An argument outside the values a function can work with."""


class ParameterError(DiscourseError, ValueError):
    """A notebook parameter that is misspelt, ill-typed or impossible."""


class TooSmallError(DiscourseError, ValueError):
    """A corpus too small for the answer asked of it."""


class LanguageError(DiscourseError, ValueError):
    """A codebook in one language laid on articles in another."""


class ReportError(DiscourseError, RuntimeError):
    """A report that could not be made; the previous one, if any, is still in place."""


class NoHitsWarning(UserWarning):
    """A query that found nothing; the message says how it was read and what stands near it."""


def listing(names: Iterable[object], *, n: int = 12) -> str:
    """Join names for a message, at most ``n`` of them, saying how many were left out."""
    names = [str(name) for name in names]
    shown = ", ".join(names[:n]) or "(none)"
    return f"{shown}, … ({len(names) - n} more)" if len(names) > n else shown


def did_you_mean(name: object, available: Iterable[object]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest available name, else an empty string."""
    folded = {str(option).casefold(): str(option) for option in available}
    near = get_close_matches(str(name).casefold(), folded, n=1, cutoff=0.6)
    return f"; did you mean '{folded[near[0]]}'?" if near else ""


def unknown_name(kind: str, name: object, available: Sequence[object], *, where: str) -> UnknownNameError:
    """Build the error for a name that is not there.

    Examples
    --------
    >>> print(unknown_name("theme", "soverignty", ["sovereignty", "unity"], where="seeds/codebook.toml"))
    no theme called 'soverignty' in seeds/codebook.toml; themes there: sovereignty, unity; did you mean 'sovereignty'?
    """
    several = {"corpus": "corpora"}.get(kind, f"{kind}s")
    return UnknownNameError(
        f"no {kind} called '{name}' in {where}; {several} there: {listing(available)}{did_you_mean(name, available)}"
    )


def together(summary: str, problems: Sequence[str], *, n: int = 30) -> str:
    """Write one message out of a summary line and all problems found, one a line."""
    shown = "\n".join(f"  - {problem}" for problem in problems[:n])
    left = f"\n  … and {len(problems) - n} more" if len(problems) > n else ""
    return f"{summary}\n{shown}{left}"
