"""Documents divided by a variable they carry."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import unknown_name
from discourse.lexis.words import WordCounts
from discourse.tables import columns, document_variables, empty
from discourse.text.index import TokenIndex


def variable_of(tokens: pd.DataFrame | TokenIndex, doc_ids: pd.Index, by: str) -> pd.Series:
    """The value of a document variable for each of these documents.

    Raises
    ------
    UnknownNameError
        If no document variable has this name.
    """
    table = tokens.tokens if isinstance(tokens, TokenIndex) else tokens
    variables = document_variables(table, "tokens")
    if by not in variables:
        raise unknown_name("document variable", by, variables, where="the tokens")
    document = pd.Categorical(table["doc_id"])
    first = np.full(len(document.categories), -1, dtype=np.int64)
    first[document.codes[::-1]] = np.arange(len(table))[::-1]
    rows = first[document.categories.astype("str").get_indexer(doc_ids)]
    return table[by].iloc[rows].reset_index(drop=True)


def groups_of(tokens: pd.DataFrame | TokenIndex, doc_ids: pd.Index, by: str) -> dict[object, NDArray[np.bool_]]:
    """Which documents have each value of a variable, the values sorted; those without a value are in no group."""
    values = variable_of(tokens, doc_ids, by)
    there = list(values.dropna().unique())
    there.sort(key=lambda value: (str(type(value)), value))
    return {value: (values == value).to_numpy(dtype=bool, na_value=False) for value in there}


def grouped(
    tokens: pd.DataFrame | TokenIndex, counts: WordCounts, *, by: str | None
) -> Iterator[tuple[object, WordCounts, str]]:
    """Yield each group's value, its counts, and what its base has to say of it; without ``by`` the whole."""
    if by is None:
        yield None, counts, ""
        return
    groups = groups_of(tokens, counts.doc_ids, by)
    left = len(counts.doc_ids) - sum(int(chosen.sum()) for chosen in groups.values())
    missing = f"; {left:,} documents without {by} left out" if left else ""
    for value, chosen in groups.items():
        yield value, counts.of_documents(chosen), f"; {by}: {value}{missing}"


def stacked(tables: list[tuple[object, pd.DataFrame]], name: str, *, by: str | None) -> pd.DataFrame:
    """Put the tables of the groups under each other: the grouping variable, the contract's columns, then others."""
    parts = [table if by is None else table.assign(**{by: value}) for value, table in tables]
    if not parts:
        parts = [empty(name).assign(**{by: pd.Series(dtype="object")})]
    whole = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].reset_index(drop=True)
    if len(parts) > 1:
        whole["base"] = pd.Categorical(whole["base"])
    first = [*([by] if by else []), *columns(name)]
    return whole[[*first, *(column for column in whole.columns if column not in first)]]
