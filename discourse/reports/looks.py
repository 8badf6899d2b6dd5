"""Many reports decided in one look: what they share is read once, and forgotten right after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Seen = TypeVar("Seen")
_seen: ContextVar[dict[tuple, object] | None] = ContextVar("seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Take files for what they were when first read, until the block ends; never while a notebook runs.

    A look within a look sees what the outer one has seen.
    """
    seen = _seen.get()
    token = _seen.set({} if seen is None else seen)
    try:
        yield
    finally:
        _seen.reset(token)


def once(*key: object, compute: Callable[[], Seen]) -> Seen:
    """Return what ``compute`` returns; within one look it is called once for each key."""
    seen = _seen.get()
    if seen is None:
        return compute()
    if key not in seen:
        seen[key] = compute()
    return seen[key]  # type: ignore[return-value]
