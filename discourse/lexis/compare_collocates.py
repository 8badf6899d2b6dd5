"""A node's company compared between groups of documents."""

from collections.abc import Sequence

import pandas as pd

from discourse.errors import unknown_name
from discourse.lexis.keywords import keywords
from discourse.lexis.measures import check_measures
from discourse.lexis.windows import windows_around
from discourse.tables import document_variables, empty
from discourse.text.index import TokenIndex, index_tokens


def compare_collocates(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    by: str,
    window: int | tuple[int, int] = 5,
    unit: str = "sentence",
    measure: str | Sequence[str] = "g2",
    min_freq: int = 5,
    min_docs: int = 3,
    permutations: int = 2000,
    unless: str | Sequence[str] = (),
    case: bool = False,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare a node's company between groups. *Which outlet uses this word with which other words?*

    Parameters
    ----------
    tokens, query, window, unit, unless, case
        As for :func:`discourse.lexis.collocates.collocates`.
    by
        The document variable whose values are compared, each against all others.
    measure, min_freq, min_docs, permutations, confidence, random_state
        As for :func:`discourse.lexis.keywords.keywords`.

    Returns
    -------
    DataFrame
        A keywords table in which the texts are the windows around the node: ``freq`` of ``token`` in the group's
        windows, ``freq_ref`` in those of the others. Documents are those with a window. Without a hit, or without a
        word near one, the same columns and no row; a query without a hit is warned of.

    Raises
    ------
    UnknownNameError
        If no document variable is called ``by``, or there is no such measure.
    TooSmallError
        If a group has fewer than two documents with a window, or no word passes the thresholds.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> table = compare_collocates(tokens, "border*", by="outlet", permutations=0, min_freq=3)
    >>> table["base"].iloc[0].split(", within")[0]
    'Words near border* (5 left, 5 right'
    """
    windows = windows_around(tokens, query, window=window, unit=unit, unless=unless, case=case)
    near = windows.tokens_near()
    if not len(near):
        return _no_company(near, by, check_measures(measure, of="keyness"))
    table = keywords(
        index_tokens(near, case=True) if case else near,
        reference="rest",
        by=by,
        measure=measure,
        min_freq=min_freq,
        min_docs=min_docs,
        permutations=permutations,
        confidence=confidence,
        random_state=random_state,
    )
    said = [f"Words {windows.described}; {base}" for base in table["base"].cat.categories]
    table["base"] = table["base"].cat.rename_categories(said)
    return table


def _no_company(near: pd.DataFrame, by: str, names: Sequence[str]) -> pd.DataFrame:
    """The table of a comparison in which nothing stands near the node."""
    variables = document_variables(near, "tokens")
    if by not in variables:
        raise unknown_name("document variable", by, variables, where="the tokens")
    table = empty("keywords").astype({"base": "category"})
    table.insert(0, by, pd.Series(dtype=object))
    return table.assign(**{name: pd.Series(dtype=float) for name in names if name not in table.columns})
