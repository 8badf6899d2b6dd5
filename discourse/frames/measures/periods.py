"""Documents in order of time: their dates, and the weeks, months or years they lie in."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError
from discourse.frames.measures.counts import ThemeCounts

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def dated(counts: ThemeCounts) -> tuple[ThemeCounts, NDArray[np.datetime64]]:
    """The documents with a date, and their dates; how many have none is said in the base."""
    dates = pd.Series(counts.documents["date"])
    kind = dates.cat.categories.dtype if isinstance(dates.dtype, pd.CategoricalDtype) else dates.dtype
    if not pd.api.types.is_datetime64_any_dtype(kind) and dates.notna().any():
        raise TableError(f"the column 'date' holds {kind}, not dates; read the articles with read_articles")
    days = pd.to_datetime(dates.astype(object if len(dates) == 0 else kind)).dt.tz_localize(None)
    known = days.notna().to_numpy()
    kept = counts.take(np.flatnonzero(known))
    if not known.all():
        from dataclasses import replace

        kept = replace(kept, base=f"{kept.base}, {int((~known).sum()):,} undated left out")
    return kept, days[known].to_numpy(dtype="datetime64[us]")


def in_periods(dates: NDArray[np.datetime64], period: str) -> tuple[NDArray[np.int64], pd.DatetimeIndex]:
    """The number of the period each date lies in, and the first day of every period from first to last, gaps too."""
    if period not in PERIODS:
        raise ArgumentError(f"period must be one of {', '.join(PERIODS)}, not {period!r}")
    if not len(dates):
        return np.zeros(0, dtype=np.int64), pd.DatetimeIndex([], dtype="datetime64[us]")
    periods = pd.DatetimeIndex(dates).to_period(PERIODS[period])
    every = pd.period_range(periods.min(), periods.max(), freq=PERIODS[period])
    return every.get_indexer(periods), every.start_time.astype("datetime64[us]")


def as_day(day: str, *, name: str) -> pd.Timestamp:
    """A day written ``2031-07-14``."""
    try:
        return pd.Timestamp(pd.to_datetime(day, format="%Y-%m-%d"))
    except (ValueError, TypeError):
        raise ArgumentError(f"{name} must be a day written as in '2031-07-14', not {day!r}") from None
