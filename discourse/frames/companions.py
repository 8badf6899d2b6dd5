"""Companion words of themes: reported beside them, never counted as them."""

import numpy as np
import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.tables import DTYPES, TABLES, columns
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, without_overlaps


def theme_companions(tokens: pd.DataFrame | TokenIndex, codebook: Codebook) -> pd.DataFrame:
    """Count the companion words of each theme. *How often is the bare topic named, and how often with the theme?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.

    Returns
    -------
    DataFrame
        One row per companion pattern: ``theme``, ``companion``, ``hits``, ``documents`` (with one), ``with_theme``
        (hits in a sentence in which the theme has a hit), ``share`` (with_theme ÷ hits; NaN without hits).

    Notes
    -----
    Companions never enter a rate. They say how much talk of a topic there is in which the theme is absent: *election*
    is no claim about who may decide an election. A low share is no fault of the codebook. Not split by voice: a bare
    word makes no claim that somebody could be reported to make or deny.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> texts = ["A drone flew. The drone was spying.", "A drone was sold."]
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a", "b"], "text": texts}))
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["surveillance_espionage"])
    >>> dc.theme_companions(tokens, book).query("companion == 'drone*'")[["hits", "documents", "with_theme"]].values
    array([[3, 2, 1]])
    """
    index = index_tokens(tokens)
    matches = theme_matches(index, codebook)
    documents = pd.Categorical(index.tokens["doc_id"]).codes
    rows = []
    for theme in codebook.themes:
        hit = np.unique(index.sentence[matches["begin"].to_numpy()[(matches["theme"] == theme.name).to_numpy()]])
        for pattern in theme.companions:
            found = without_overlaps(find_matches(index, [pattern]))
            beside = int(np.isin(index.sentence[found["begin"].to_numpy()], hit).sum())
            number = len(np.unique(documents[found["first"].to_numpy()]))
            share = beside / len(found) if len(found) else np.nan
            rows.append((theme.name, pattern.text, len(found), number, beside, share))
    kinds = {name: DTYPES[kind] for name, kind in TABLES["companions"].items()}
    return pd.DataFrame(rows, columns=columns("companions")).astype(kinds)
