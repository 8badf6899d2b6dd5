"""What is known of outlets, from a table that cites its sources: country, ownership, and whatever else it holds."""

from datetime import date
from pathlib import Path

import pandas as pd

from discourse.errors import ReadError, did_you_mean, listing, together

#: Columns an outlet table must have; every other is something known of the outlet.
_REQUIRED = ("outlet", "source", "as_of")


def read_outlet_table(path: Path) -> pd.DataFrame:
    """Read a table of outlets. *Where does it say who owns this outlet, and when was that so?*

    Parameters
    ----------
    path
        A CSV file with a header: ``outlet``, what is known of it (``country``, ``ownership``, …), ``source`` (where
        that is said) and ``as_of`` (the day it was so, as in ``2024-05-31``).

    Returns
    -------
    DataFrame
        Its columns as text, a row per outlet.

    Raises
    ------
    ReadError
        If it cannot be read, or naming all rows without an outlet, a source or a day, and outlets that stand in it
        twice: what is not cited is not used.

    Notes
    -----
    Owners change: a row speaks of one day. The table is taken at its word; nothing here checks what it cites.
    """
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig", skipinitialspace=True)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ReadError(f"the outlet table '{path}' cannot be read: {error}") from None
    missing = [name for name in _REQUIRED if name not in table.columns]
    if missing:
        hints = [f"no column '{name}'{did_you_mean(name, list(table.columns))}" for name in missing]
        raise ReadError(together(f"'{path}' is no outlet table (columns: {listing(list(table.columns))}):", hints))
    problems = [
        f"row {number}: {problem}"
        for number, row in enumerate(table.to_dict("records"), start=2)
        for problem in _problems(row)
    ]
    twice = table.loc[table["outlet"].duplicated() & (table["outlet"] != ""), "outlet"].unique().tolist()
    problems += [f"'{name}' stands there twice" for name in twice]
    if problems:
        raise ReadError(together(f"'{path}' does not describe outlets as it should:", problems))
    return table


def with_outlets(articles: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Add what the table knows of each article's outlet as document variables ``outlet_country`` and the like.

    An outlet that is not in the table has no value there.

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["A"], "ownership": ["state"], "source": ["…"], "as_of": ["2024-05-31"]})
    >>> with_outlets(pd.DataFrame({"outlet": ["A", "B"]}), table)["outlet_ownership"].tolist()
    ['state', nan]
    """
    known = table.set_index("outlet").drop(columns=["source", "as_of"])
    added = {f"outlet_{name}": articles["outlet"].map(known[name]).astype("str") for name in known.columns}
    taken = [name for name in added if name in articles.columns]
    if taken:
        raise ReadError(f"the articles have columns {listing(taken)} already; rename those of the outlet table")
    return articles.assign(**added)


def _problems(row: dict[str, str]) -> list[str]:
    blank = [f"no {name}" for name in _REQUIRED if not row[name].strip()]
    if not row["as_of"].strip():
        return blank
    try:
        date.fromisoformat(row["as_of"])
    except ValueError:
        return [*blank, f"as_of is '{row['as_of']}', not a day like 2024-05-31"]
    return blank
