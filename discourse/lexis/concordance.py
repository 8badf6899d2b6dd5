"""Every hit of a query in its context."""

import warnings
from collections.abc import Mapping, Sequence

import pandas as pd

from discourse.errors import NoHitsWarning
from discourse.lexis.hits import check_names, draw_hits, hits_of, select_hits
from discourse.lexis.lines import write_lines
from discourse.lexis.ordering import order_hits
from discourse.lexis.queries import no_hits, parse_queries, query_named
from discourse.lexis.windows import check_unit, check_window
from discourse.text.index import TokenIndex, index_tokens


def concordance(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    window: int | tuple[int, int] = 8,
    unit: str = "document",
    unless: str | Sequence[str] = (),
    where: Mapping[str, object] | None = None,
    context: str | Sequence[str] | None = None,
    no_context: str | Sequence[str] | None = None,
    sort: str | None = None,
    n: int | None = None,
    per_document: int | None = None,
    case: bool = False,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Show every hit of a query with its context (keyword in context). *How is this word used?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    query
        A pattern, or several: ``"sovereign*"``, ``"(foreign|outside) ~2 forces"``; see
        :mod:`discourse.text.patterns`.
    window
        Words of context on each side, or ``(left, right)``.
    unit
        What the context does not reach beyond: ``"document"`` or ``"sentence"``.
    unless
        Patterns that keep a hit they overlap from counting: ``"state"`` unless ``"state of emergency"``.
    where
        Keep hits of documents with these values: ``{"outlet": "Herald"}``, ``{"year": [2019, 2020]}``.
    context, no_context
        Keep hits with, or without, a match of these patterns in the window.
    sort
        Keys, the first the most important: ``L1`` (first word on the left), ``R1``, …, ``node``, ``start``, ``doc_id``
        or a document variable; ``-`` before a key turns it round: ``"R1 L1 -date"``. ``None`` keeps the order of the
        text.
    n, per_document
        Show at most so many hits, in all and of each document, drawn by chance; ``None`` shows all.
    case
        Whether upper and lower case differ. A :class:`TokenIndex` keeps the choice it was made with.
    random_state
        Where chance starts; needed with ``n`` and ``per_document``.

    Returns
    -------
    DataFrame
        One row per hit: ``doc_id, start, end`` (code points into the unchanged text), ``left, node, right`` (their
        exact characters), ``pattern``, ``cite`` (``doc_id:start-end``, by which the line can be cited), the document
        variables, ``base`` (see :func:`caption`). Of hits that overlap, the longest is kept. Without a hit the same
        columns, and a warning that says how the query was read.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.
    UnknownNameError
        If ``where`` names a variable or value that no document has.
    ArgumentError
        If ``sort`` names a key that is not there.

    Notes
    -----
    Drawn hits are the same for any order of the documents. To read a concordance in recorded steps that can be
    replayed on another corpus, see :class:`Reading`.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["They spoke of sovereignty, and sovereign debt."]})
    >>> lines = concordance(tokenize(articles), "sovereign*", window=2, sort="R1")
    >>> lines[["left", "node", "right"]].values.tolist()
    [['spoke of ', 'sovereignty', ', and sovereign'], ['sovereignty, and ', 'sovereign', ' debt']]
    >>> lines["cite"].tolist()
    ['a:14-25', 'a:31-40']
    """
    sides = check_window(window)
    check_unit(unit)
    queries = [query] if isinstance(query, str) else list(query)
    patterns = parse_queries(query, case=case)
    index = index_tokens(tokens, case=case)
    check_names(index)
    found = hits_of(index, query, window=sides, unit=unit, unless=unless)
    if not len(found):
        warnings.warn(no_hits(index, patterns, unless=unless), NoHitsWarning, stacklevel=2)
    kept = select_hits(found, where=where, context=context, no_context=no_context)
    drawn = draw_hits(kept, n=n, per_document=per_document, random_state=random_state)
    lines = order_hits(drawn, sort) if sort is not None else drawn
    said = [f"Hits of {query_named(queries, unless)}, {sides[0]} words left and {sides[1]} right within the {unit}"]
    said += [f"{len(kept):,} of {len(found):,} hits selected"] if len(kept) < len(found) else []
    said += [f"{len(drawn):,} of {len(kept):,} drawn by chance"] if len(drawn) < len(kept) else []
    said += [f"sorted by {sort}"] if sort else []
    return write_lines(lines, queries, base="; ".join(said), right=sides[1] > 0)
