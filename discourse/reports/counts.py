"""The counts behind a report's rates, kept beside it: from them the rates come out again without the articles."""

from collections.abc import Sequence

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counted import counted_documents, counted_themes
from discourse.frames.measures.counts import names_of, theme_counts
from discourse.reports.display import keep_table
from discourse.text.index import TokenIndex


def keep_counts(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str | Sequence[str] | None = None,
    unit: str = "token",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
) -> None:
    """Keep what rates are made of beside the report. *Can a reader without the articles check the numbers?*

    In a report run ``tables/documents.csv`` gets the size of each document and ``tables/theme_counts.csv`` the hits
    of each theme in each; with ``statements`` also ``tables/voice_counts.csv``, by who is speaking. They hold no text,
    and ``discourse verify`` computes the rates of an exported report from them.

    Parameters
    ----------
    tokens, codebook, by, unit, articles, statements, near_duplicates, copies
        As for the :func:`theme_rates` the report shows; else other numbers come out.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> keep_counts(tokens, dc.read_codebook("seeds/codebook.toml"), by="outlet")  # outside a report run: nothing
    """
    how = {"unit": unit, "variables": names_of(by), "articles": articles}
    how |= {"near_duplicates": near_duplicates, "copies": copies}
    counts = theme_counts(tokens, codebook, **how)
    keep_table(counted_documents(counts), "documents")
    keep_table(counted_themes(counts), "theme_counts")
    if statements is not None:
        split = theme_counts(tokens, codebook, statements=statements, table="voice_rates", **how)
        keep_table(counted_themes(split, voices=True), "voice_counts")
