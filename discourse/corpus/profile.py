"""What is in a corpus, and where it has gaps."""

import re

import pandas as pd

from discourse.corpus.selection import dates_of
from discourse.tables import check

_COUNTS = ["documents", "words", "empty", "duplicate", "undated"]
_WORD = re.compile(r"\w+")


def profile(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each outlet, month by month, with the months it has none.

    Parameters
    ----------
    articles
        An articles table; ``outlet`` and ``date`` may be missing.

    Returns
    -------
    DataFrame
        One row per outlet and month, by name and time. ``outlet`` is empty where it is unknown.
        ``month`` is ``"2016-07"``; the undated articles of an outlet stand last, with an empty
        ``month``. ``documents``; ``words``; ``empty``, documents without any text; ``duplicate``,
        documents with exactly the text of an earlier one, anywhere in the table (the first is not
        counted, nor are empty ones); ``undated``. Between the first and the last month of an
        outlet every month has a row, in a gap with 0 documents.

    Raises
    ------
    TableError
        If this is no articles table, or its ``date`` holds no dates.

    Notes
    -----
    ``words`` is rough: runs of letters, digits and underscores, so ``Iran's`` counts as two. Rates
    use tokens instead. A gap says that nothing was collected, not that nothing was published.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "text": ["Two words", "Three more words"],
    ...     "date": pd.to_datetime(["2016-07-14", "2016-09-01"]),
    ... })
    >>> profile(articles)[["month", "documents", "words"]].values.tolist()
    [['2016-07', 1, 2], ['2016-08', 0, 0], ['2016-09', 1, 3]]
    """
    check(articles, "articles")
    text = articles["text"].astype("str")
    dates = dates_of(articles) if "date" in articles.columns else pd.Series(pd.NaT, index=articles.index)
    outlets = articles["outlet"].astype("str").fillna("") if "outlet" in articles.columns else ""
    empty = text.str.strip() == ""
    counts = pd.DataFrame(
        {
            "outlet": pd.Series(outlets, index=articles.index, dtype="str"),
            "month": dates.dt.strftime("%Y-%m").astype("str").fillna(""),
            "documents": 1,
            "words": [len(_WORD.findall(one)) for one in text.tolist()],
            "empty": empty,
            "duplicate": text.duplicated() & ~empty,
            "undated": dates.isna(),
        },
        index=articles.index,
    )
    sums = counts.groupby(["outlet", "month"])[_COUNTS].sum()
    filled = sums.reindex(_every_month(sums.index), fill_value=0)
    return filled.astype("int64").reset_index()


def coverage(months: pd.DataFrame) -> pd.DataFrame:
    """Sum up a profile: one row per outlet.

    Parameters
    ----------
    months
        What :func:`profile` returned.

    Returns
    -------
    DataFrame
        ``outlet``, ``documents``, ``words``, ``first`` and ``last`` (months, empty if all is undated), ``gaps``
        (months between them without a document), ``empty``, ``duplicate``, ``undated``.
    """
    dated = months[months["month"] != ""]
    sums = months.groupby("outlet")[_COUNTS].sum()
    span = dated.groupby("outlet")["month"].agg(first="min", last="max").reindex(sums.index).fillna("")
    gaps = dated[dated["documents"] == 0].groupby("outlet").size().reindex(sums.index, fill_value=0).rename("gaps")
    table = sums[["documents", "words"]].join([span, gaps, sums[["empty", "duplicate", "undated"]]])
    return table.reset_index().astype({"outlet": "str", "first": "str", "last": "str"})


def _every_month(found: pd.MultiIndex) -> pd.MultiIndex:
    """Return outlets and months with the gaps between an outlet's first and last month filled."""
    rows = []
    for outlet in found.get_level_values("outlet").unique():
        months = found[found.get_level_values("outlet") == outlet].get_level_values("month")
        dated = [month for month in months if month]
        every = pd.period_range(min(dated), max(dated), freq="M").strftime("%Y-%m") if dated else []
        rows += [(outlet, month) for month in every]
        rows += [(outlet, "")] if "" in months else []
    return pd.MultiIndex.from_arrays([[row[0] for row in rows], [row[1] for row in rows]], names=["outlet", "month"])
