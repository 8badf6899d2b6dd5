"""The conditions under which a table was made: the ``base`` column of every table of this room, and its caption."""

import pandas as pd

from discourse.errors import TableError, listing

#: Thresholds that are said only where they leave something out.
_AT_LEAST = {"min_freq": "occurrences", "min_docs": "documents"}


def caption(table: pd.DataFrame) -> str:
    """Say in one line under which conditions a table was made. *What does the legend of this table have to say?*

    Parameters
    ----------
    table
        A table with a ``base`` column: :func:`frequencies`, :func:`dispersion`, :func:`lexical_diversity`,
        :func:`keywords`, :func:`collocates`, :func:`collocation_network`, :func:`concordance`, and others.

    Returns
    -------
    str
        The unit, the variant of each measure by name, the thresholds, the number of documents, and of how many tests
        q was corrected for. It stands in the table itself, so no operation on rows loses it. Tables put together
        say all their conditions.

    Raises
    ------
    TableError
        If the table has no ``base`` column.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.lexis.frequencies import frequencies
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The dam, the river.", "The dam"]})
    >>> caption(frequencies(tokenize(articles), min_freq=2))
    'Words with at least 2 occurrences, in 2 documents of 6 tokens; 95 % intervals over documents. 2 rows.'
    """
    if not isinstance(table, pd.DataFrame) or "base" not in table.columns:
        there = listing(table.columns) if isinstance(table, pd.DataFrame) else type(table).__name__
        raise TableError(f"a caption is made from the column 'base', which tables of counts have; there: {there}")
    said = list(dict.fromkeys(table["base"].astype("str")))
    rows = f"{len(table):,} row{'' if len(table) == 1 else 's'}."
    return f"{' | '.join(said)}. {rows}" if said else rows


def constant(text: str, rows: int) -> pd.Categorical:
    """A column that says the same in every row, at the cost of one byte a row."""
    return pd.Categorical.from_codes([0] * rows if rows else [], categories=pd.Index([text], dtype="str"))


def unit_named(ngram: int, *, min_freq: int = 1, min_docs: int = 1) -> str:
    """What is counted, and from which thresholds on."""
    unit = "Words" if ngram == 1 else f"Sequences of {ngram} words within a sentence"
    given = {"min_freq": min_freq, "min_docs": min_docs}
    least = [f"{value:,} {_AT_LEAST[name]}" for name, value in given.items() if value > 1]
    return f"{unit} with at least {' in '.join(least)}" if least else unit


def size_named(documents: int, tokens: int) -> str:
    """How large a corpus or group is."""
    return f"{documents:,} document{'' if documents == 1 else 's'} of {tokens:,} tokens"
