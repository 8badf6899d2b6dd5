"""How much each group of documents speaks of each topic, and how that changes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import TableError, unknown_name
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import empty
from discourse.topics.groups import columns_free, grouped, mean_shares, run_shares, variables_of
from discourse.topics.model import TopicModel
from discourse.topics.runs import TopicRuns

UNITS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def topic_rates(
    topics: TopicModel | TopicRuns,
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Measure each topic's share of the words of each group. *Who writes about it how much, and how sure is that?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` or, for a result to be reported, :func:`fit_topic_runs` returned.
    articles
        The articles table the model's documents come from; it has the document variables.
    by
        A document variable, or several, whose values are compared; ``None`` takes all documents together.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group and topic: the ``by`` columns, ``topic``, ``share`` (of the group's counted tokens, by
        expectation; mean over runs), ``low, high`` (percentile interval, bootstrap over documents, and over runs where
        there are several), ``documents`` (with a counted token), ``tokens`` (counted), ``runs``, ``note``. Shares of a
        group sum to 1.

    Notes
    -----
    One model's interval covers the choice of documents and not that of the model, which is the larger part: on news,
    the random state alone moved such shares more than all other choices together. Use :func:`fit_topic_runs`.
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    columns_free(names, "topic_rates")
    variables = variables_of(topics, articles, names)
    model, shares = run_shares(topics)
    tables = []
    for values, rows in grouped(variables):
        table = mean_shares(model, shares, rows, confidence=confidence, random_state=state)
        for name in names:
            table[name] = pd.Series([values[name]] * len(table), dtype=variables[name].dtype)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)[[*names, *empty("topic_rates").columns]]


def topic_trend(
    topics: TopicModel | TopicRuns,
    articles: pd.DataFrame,
    *,
    unit: str = "month",
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Follow each topic's share over time. *When was it written about, and is the rise more than chance?*

    Parameters
    ----------
    topics, by, confidence, random_state
        As in :func:`topic_rates`.
    articles
        The articles table, with ``date``.
    unit
        ``"week"`` (from Monday), ``"month"``, ``"quarter"`` or ``"year"``.

    Returns
    -------
    DataFrame
        One row per group, period and topic: the ``by`` columns, ``period`` (its first day), ``topic``, ``share, low,
        high, documents, tokens, runs, note`` as in :func:`topic_rates`. A period without documents between the first
        and the last has rows without a share. Documents without a date are left out; ``note`` of the first row of each
        group counts them.

    Notes
    -----
    The topics are those of the whole corpus; words that change their meaning over time are not followed. A document's
    share rests on its words alone, not on its date.
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if unit not in UNITS:
        raise unknown_name("unit", unit, list(UNITS), where="topic_trend")
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    columns_free(names, "topic_trend")
    variables = variables_of(topics, articles, [*names, "date"])
    dates = pd.to_datetime(variables["date"], errors="coerce", utc=True).dt.tz_localize(None)
    if len(dates) and dates.isna().all():
        raise TableError("no document has a date that can be read; column 'date' must hold dates (YYYY-MM-DD)")
    periods = dates.dt.to_period(UNITS[unit])
    everything = pd.period_range(periods.min(), periods.max(), freq=periods.dtype.freq)
    model, shares = run_shares(topics)
    tables = []
    for values, rows in grouped(variables[names]):
        mine = periods.iloc[rows]
        undated = int(mine.isna().sum())
        for number, period in enumerate(everything):
            there = rows[(mine == period).to_numpy()]
            table = mean_shares(model, shares, there, confidence=confidence, random_state=state)
            table.insert(0, "period", period.start_time)
            if number == 0 and undated:
                table.loc[0, "note"] = "; ".join(filter(None, [table.loc[0, "note"], f"{undated} undated left out"]))
            for name in names:
                table[name] = pd.Series([values[name]] * len(table), dtype=variables[name].dtype)
            tables.append(table)
    result = pd.concat(tables, ignore_index=True)
    result["period"] = result["period"].astype("datetime64[ns]")
    return result[[*names, *empty("topic_trend").columns]].assign(share=result["share"].astype(np.float64))
