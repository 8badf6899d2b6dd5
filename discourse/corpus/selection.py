"""Which articles are kept: by their dates, by a word they hold."""

import re

import pandas as pd

from discourse.corpus.dates import iso_day
from discourse.errors import ArgumentError, TableError, listing


def select_dates(articles: pd.DataFrame, *, since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Return the articles dated within two days, both included.

    Parameters
    ----------
    articles
        A table with a column ``date``, as :func:`read_articles` returns it.
    since, until
        First and last day, written ``2016-07-14``; ``None`` leaves the side open.

    Returns
    -------
    DataFrame
        The same columns, rows renumbered. Undated articles are left out as soon as a bound is
        given; without bounds the table is returned as it is.

    Raises
    ------
    ArgumentError
        If a bound is not an ISO date, or ``since`` lies after ``until``.
    TableError
        If a bound is given and the table has no dates.

    Examples
    --------
    >>> dates = pd.to_datetime(["2016-07-14", "2016-07-15", None])
    >>> articles = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": "…", "date": dates})
    >>> select_dates(articles, until="2016-07-14")["doc_id"].tolist()
    ['a']
    """
    if since is None and until is None:
        return articles
    first = None if since is None else iso_day(since, name="since")
    last = None if until is None else iso_day(until, name="until")
    if first is not None and last is not None and first > last:
        raise ArgumentError(f"since={since!r} is after until={until!r}")
    dates = dates_of(articles)
    keep = dates.notna()
    if first is not None:
        keep &= dates >= first
    if last is not None:
        keep &= dates < last + pd.Timedelta(days=1)
    return articles[keep.to_numpy()].reset_index(drop=True)


def mentioning(articles: pd.DataFrame, *, word: str, times: int) -> pd.DataFrame:
    """Return the articles in whose text a word stands at least so often: whole word, case as written.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["Iran and Iran", "Iran, Iranian"]})
    >>> mentioning(articles, word="Iran", times=2)["doc_id"].tolist()
    ['a']
    """
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    keep = [len(pattern.findall(text)) >= times for text in articles["text"].tolist()]
    return articles[keep].reset_index(drop=True)


def dates_of(articles: pd.DataFrame) -> pd.Series:
    """Return the column ``date``, or raise TableError if it is missing or holds no dates."""
    if "date" not in articles.columns:
        raise TableError(
            f"the articles have no column 'date'; columns there: {listing(articles.columns)}; "
            "state date= when reading them"
        )
    dates = articles["date"]
    if not pd.api.types.is_datetime64_any_dtype(dates.dtype):
        raise TableError(f"the column 'date' holds {dates.dtype}, not dates; read the articles with read_articles")
    return dates.dt.tz_localize(None)
