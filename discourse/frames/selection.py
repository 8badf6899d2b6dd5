"""Was the corpus collected with the very words that are now compared?"""

from collections.abc import Sequence

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, overlapping
from discourse.text.patterns import parse_pattern


def selection_overlap(
    tokens: pd.DataFrame | TokenIndex, codebook: Codebook, selection_patterns: Sequence[str]
) -> pd.DataFrame:
    """Count the hits of each theme on words the corpus was selected by. *Is a comparison circular?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    selection_patterns
        The query the corpus was collected with, as patterns (``selection_patterns`` in ``data/corpora.toml``).

    Returns
    -------
    DataFrame
        One row per theme: ``theme``, ``hits``, ``selected`` (hits that overlap a match of the query), ``share``.

    Notes
    -----
    Where outlets were sampled with different queries, or one with a query and one without, a theme with a high share
    measures the query: one corpus selected by the word *sovereignty* shows eleven times the rate of another for a
    like-for-like difference of about 1.3.
    """
    index = index_tokens(tokens)
    matches = theme_matches(index, codebook)
    selected = overlapping(matches, find_matches(index, [parse_pattern(text) for text in selection_patterns])) >= 0
    counts = matches.assign(selected=selected).groupby("theme")["selected"].agg(hits="size", selected="sum")
    counts = counts.reindex(codebook.theme_names, fill_value=0).rename_axis("theme").reset_index()
    counts["theme"] = counts["theme"].astype("str")
    return counts.assign(share=counts["selected"] / counts["hits"].where(counts["hits"] > 0))
