"""Which word forms a pattern caught."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.tables import columns, empty
from discourse.text.characters import fold, straighten
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import search
from discourse.text.patterns import Pattern, parse_pattern


def pattern_forms(
    tokens: pd.DataFrame | TokenIndex,
    patterns: str | Sequence[str | Pattern],
    *,
    unless: Sequence[str | Pattern] = (),
    case: bool = False,
) -> pd.DataFrame:
    """List the forms each pattern caught. *Does ``import*`` find imports only, or importance too?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    patterns
        A pattern, or several; see :mod:`discourse.text.patterns`.
    unless
        Patterns that keep a match they overlap from counting.
    case
        Whether upper and lower case differ. A :class:`TokenIndex` keeps the choice it was made with.

    Returns
    -------
    DataFrame
        One row per pattern and form, by pattern, the most frequent form first: ``pattern``, ``form`` (the words as
        they are compared: lower case unless ``case``, one kind of apostrophe), ``freq`` (matches), ``documents``
        (with such a match), ``share`` (of the pattern's matches). A pattern without a match has one row with an empty
        form, ``freq`` 0 and an undefined share.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.

    Notes
    -----
    Each pattern is taken by itself: of its own matches that overlap the longest counts, whatever other patterns
    match there. The counts of several patterns therefore may add up to more than the hits of a theme.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Imports are of importance. Imports!"]})
    >>> pattern_forms(tokenize(articles), "import*")
       pattern        form  freq  documents     share
    0  import*     imports     2          1  0.666667
    1  import*  importance     1          1  0.333333
    """
    given = [patterns] if isinstance(patterns, (str, Pattern)) else list(patterns)
    wanted, out = (
        [pattern if isinstance(pattern, Pattern) else parse_pattern(pattern, case=case) for pattern in group]
        for group in (given, [unless] if isinstance(unless, (str, Pattern)) else unless)
    )
    index = index_tokens(tokens, case=case)
    tables = [_forms(index, pattern, out) for pattern in wanted]
    return pd.concat(tables, ignore_index=True) if tables else empty("pattern_forms")


def _forms(index: TokenIndex, pattern: Pattern, unless: list[Pattern]) -> pd.DataFrame:
    hits = in_context(index, search(index, [pattern], unless=unless), window=0)
    key = straighten if index.case else fold
    forms, written = pd.factorize(hits["node"].map(key).to_numpy(dtype=object), sort=True)
    documents = pd.DataFrame({"form": forms, "doc_id": hits["doc_id"]}).drop_duplicates()
    freq = np.bincount(forms, minlength=len(written))
    table = pd.DataFrame(
        {
            "pattern": pattern.text,
            "form": written,
            "freq": freq,
            "documents": np.bincount(documents["form"], minlength=len(written)),
            "share": freq / max(1, len(hits)),
        }
    ).sort_values("freq", ascending=False, kind="stable")
    if not len(table):
        table = pd.DataFrame([(pattern.text, "", 0, 0, np.nan)], columns=columns("pattern_forms"))
    return table.astype({"pattern": "str", "form": "str"})
