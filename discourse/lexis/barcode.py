"""Where in a text, in a corpus or in time the hits of a query stand: the table behind a barcode plot."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import NoHitsWarning, TableError, unknown_name
from discourse.lexis.caption import constant
from discourse.lexis.hits import hits_of
from discourse.lexis.ordering import group_names
from discourse.lexis.queries import no_hits, parse_queries, query_named
from discourse.tables import columns, document_variables
from discourse.text.index import TokenIndex, index_tokens

AXES = ("document", "corpus")


def barcode(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    by: str = "doc_id",
    axis: str = "document",
    unless: str | Sequence[str] = (),
    case: bool = False,
) -> pd.DataFrame:
    """Place every hit of a query on a line. *Where in the texts, or when, is this said?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    query
        A pattern, or several (see :mod:`discourse.text.patterns`).
    by
        What a row of the plot is: ``doc_id`` or a document variable.
    axis
        Where a hit stands on its row: ``"document"``, its token as a share of the document's (0 first, 1 last);
        ``"corpus"``, its token's number in the documents of the row laid end to end, as a share of them; or a
        document variable holding dates.
    unless
        Patterns that keep a hit they overlap from counting.
    case
        Whether upper and lower case differ. A :class:`TokenIndex` keeps the choice it was made with.

    Returns
    -------
    DataFrame
        One row per hit: ``row``, ``at``, ``doc_id, start, end``, ``base`` (see :func:`caption`), sorted by row and
        ``at``; :func:`discourse.plots.barcode` draws it. Hits without a date are left out and counted in ``base``.

    Raises
    ------
    UnknownNameError
        If ``by`` or ``axis`` names no document variable.
    TableError
        If the variable of ``axis`` does not hold dates.

    Notes
    -----
    The plot shows places, not rates: rows with more text have more room for hits. A row without hits is not drawn.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["dam one two dam", "one dam two"]})
    >>> barcode(tokenize(articles), "dam")[["row", "at"]].values.tolist()
    [['a', 0.0], ['a', 1.0], ['b', 0.5]]
    """
    index = index_tokens(tokens, case=case)
    queries = [query] if isinstance(query, str) else list(query)
    variables = document_variables(index.tokens, "tokens")
    if axis not in (*AXES, *variables):
        raise unknown_name("axis", axis, [*AXES, *variables], where="the tokens")
    hits = hits_of(index, query, window=(0, 0), unit="document", unless=unless)
    if not len(hits):
        warnings.warn(no_hits(index, parse_queries(query, case=case), unless=unless), NoHitsWarning, stacklevel=2)
    stream, rows = hits.stream, hits.rows(hits.first)
    row = group_names(hits, by)
    document = np.searchsorted(stream.begins, hits.first, side="right") - 1
    at: np.ndarray | pd.Series
    if axis == "document":
        length = np.diff(stream.begins)[document]
        at = (hits.first - stream.begins[document]) / np.maximum(1, length - 1)
    elif axis == "corpus":
        at = _along_rows(index, hits.first, document, row, by)
    else:
        at = _dates(stream.table[axis].take(rows).reset_index(drop=True), axis)
    table = pd.DataFrame(
        {
            "row": row,
            "at": at,
            "doc_id": pd.Series(stream.doc_ids.take(document).array, dtype="str"),
            "start": stream.table["start"].to_numpy()[rows].astype(np.int64),
            "end": stream.table["end"].to_numpy()[hits.rows(hits.last)].astype(np.int64),
        }
    )
    undated = int(table["at"].isna().sum())
    where = {"document": "as a share of its document", "corpus": "as a share of the row's documents"}
    said = f"Hits of {query_named(queries, unless)}, each placed {where.get(axis, f'by {axis}')}, a row for each {by}"
    said += f"; {undated:,} without {axis} left out" if undated else ""
    table = table.dropna(subset="at").sort_values(["row", "at", "doc_id", "start"], ignore_index=True)
    table["base"] = constant(said, len(table))
    return table[columns("barcode")]


def _along_rows(index: TokenIndex, first: np.ndarray, document: np.ndarray, row: pd.Series, by: str) -> np.ndarray:
    """Each hit's token among those of all documents of its row, as a share."""
    from discourse.lexis.groups import variable_of
    from discourse.lexis.words import word_stream

    stream = word_stream(index)
    names = stream.doc_ids if by == "doc_id" else variable_of(index, stream.doc_ids, by)
    names = pd.Series(names).astype(object).where(pd.notna(names), "").map(str).to_numpy()
    lengths = np.diff(stream.begins)
    before = pd.Series(lengths).groupby(names).cumsum().to_numpy() - lengths
    whole = pd.Series(lengths).groupby(names).sum()
    place = before[document] + first - stream.begins[document]
    return place / np.maximum(1, row.map(whole).to_numpy(dtype=np.int64) - 1)


def _dates(values: pd.Series, axis: str) -> pd.Series:
    dates = values.astype(values.cat.categories.dtype) if isinstance(values.dtype, pd.CategoricalDtype) else values
    if not pd.api.types.is_datetime64_any_dtype(dates):
        raise TableError(
            f"axis='{axis}' must be a variable of dates, not of {dates.dtype}; read dates with read_articles(date=…)"
        )
    return dates
