"""Dates as they are written: ISO 8601 or a stated format, never guessed."""

import re
from collections.abc import Hashable
from datetime import date, datetime
from typing import TYPE_CHECKING

from discourse.errors import ArgumentError

if TYPE_CHECKING:
    import pandas as pd

_TIME = r"[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_ISO = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:{_TIME})?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"%[YyGcx]")


def parse_dates(values: "pd.Series", *, date_format: str | None = None) -> "tuple[pd.Series, dict[int, str]]":
    """Turn written dates into timestamps without a time zone.

    Parameters
    ----------
    values
        Strings, numbers (with ``date_format``), or dates; empty and missing values are undated.
    date_format
        A ``strptime`` format every string must match; ``None`` asks for ISO 8601
        (``2016-07-14``, with or without a time). With a stated format ISO is not tried as well,
        since a value that fits both could mean two days.

    Returns
    -------
    (dates, problems)
        ``dates`` is a ``datetime64[us]`` Series with the index of ``values``, undated and unreadable
        values ``NaT``; ``problems`` says for each unreadable position what is wrong with it.

    Notes
    -----
    A time with an offset keeps the day and the hour as written: ``2016-07-14T23:30:00-05:00``
    is 14 July, 23:30. Times of different offsets are therefore not comparable to the hour.

    Examples
    --------
    >>> import pandas as pd
    >>> dates, problems = parse_dates(pd.Series(["2016-07-14", "", "14/07/2016"]))
    >>> dates.dt.strftime("%d %b %Y").tolist()
    ['14 Jul 2016', nan, nan]
    >>> problems
    {2: "date '14/07/2016' is not ISO 8601 (YYYY-MM-DD); if the format is known, state date_format="}
    """
    import pandas as pd

    if isinstance(values.dtype, pd.DatetimeTZDtype) or pd.api.types.is_datetime64_dtype(values.dtype):
        return values.dt.tz_localize(None).astype("datetime64[us]"), {}
    seen: dict[Hashable, datetime | ValueError | None] = {}
    parsed: list[datetime | None] = []
    problems: dict[int, str] = {}
    for position, value in enumerate(values.tolist()):
        key = (type(value), value) if isinstance(value, Hashable) else (type(value), str(value))
        if key not in seen:
            seen[key] = _parsed(value, date_format)
        outcome = seen[key]
        if isinstance(outcome, ValueError):
            problems[position], outcome = str(outcome), None
        parsed.append(outcome)
    return pd.Series(parsed, index=values.index, dtype="datetime64[us]"), problems


def check_date_format(date_format: str | None) -> None:
    """Raise ArgumentError unless ``date_format`` is a ``strptime`` format that holds a year (or ``None``)."""
    if date_format is None:
        return
    if not _YEAR.search(date_format):
        raise ArgumentError(f"date_format='{date_format}' holds no year; write e.g. '%d.%m.%Y'")
    try:
        datetime.strptime("", date_format)
    except ValueError as error:
        if "directive" in str(error) or "stray" in str(error):
            raise ArgumentError(f"date_format='{date_format}' is no date format: {error}") from None


def iso_day(value: str, *, name: str) -> "pd.Timestamp":
    """Return the day a bound names as the timestamp that dates are compared with, as :func:`written_day` reads it."""
    import pandas as pd

    return pd.Timestamp(written_day(value, name=name))


def written_day(value: str, *, name: str) -> datetime:
    """Return the day a bound names, or raise ArgumentError unless it is written ``YYYY-MM-DD``."""
    try:
        if _ISO_DAY.fullmatch(value):
            return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        pass
    raise ArgumentError(f"{name}={value!r} is not an ISO date; write it as '2016-07-14'")


def _parsed(value: object, date_format: str | None) -> datetime | ValueError | None:
    """Return the date, ``None`` for an empty value, or the error that says what is wrong."""
    written = as_written(value)
    if written is None or not written.strip():
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    try:
        if date_format is not None:
            return datetime.strptime(written, date_format).replace(tzinfo=None)
        if _ISO.fullmatch(written):
            return datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError as error:
        if date_format is None:
            return ValueError(f"date {written[:40]!r} is not a day of the calendar ({error})")
    if date_format is not None:
        return ValueError(f"date {written[:40]!r} does not match date_format={date_format!r}")
    return ValueError(f"date {written[:40]!r} is not ISO 8601 (YYYY-MM-DD); if the format is known, state date_format=")


def as_written(value: object) -> str | None:
    """Return a single value as a person would write it (``7``, not ``7.0``); ``None`` if it is missing.

    Examples
    --------
    >>> as_written(7.0), as_written("007"), as_written(None)
    ('7', '007', None)
    """
    if isinstance(value, str):
        return value
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float):
        return None if value != value else str(int(value)) if value.is_integer() else str(value)
    return str(value)
