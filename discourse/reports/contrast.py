"""What a report on two sides compares and draws: words, the company of a word, names of actors, and their lines."""

import re
import warnings

import pandas as pd

from discourse.errors import NoHitsWarning, TooSmallError
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.nominations import nominations
from discourse.lexis.compare_collocates import compare_collocates
from discourse.lexis.concordance import concordance
from discourse.lexis.keywords import keywords
from discourse.reports.quotes import quote, quote_window
from discourse.reports.sides import SIDE, Sides
from discourse.tables import empty
from discourse.text.index import TokenIndex


def contrast_words(
    tokens: pd.DataFrame,
    sides: Sides,
    *,
    ngram: int = 1,
    min_freq: int = 5,
    min_docs: int = 3,
    permutations: int,
    random_state: int,
) -> pd.DataFrame:
    """Compare the words (or ``ngram`` words in a row) of side A with those of side B.

    Returns
    -------
    DataFrame
        A keywords table; empty if a side has fewer than two documents, no word passes the thresholds, or ``ngram``
        is 0.
    """
    if not ngram:
        return empty("keywords")
    try:
        return keywords(
            tokens[tokens[SIDE] == sides.a],
            reference=tokens[tokens[SIDE] == sides.b],
            ngram=ngram,
            min_freq=min_freq,
            min_docs=min_docs,
            permutations=permutations,
            random_state=random_state,
        )
    except TooSmallError:
        return empty("keywords")


def contrast_collocates(
    tokens: pd.DataFrame | TokenIndex,
    query: str,
    sides: Sides,
    *,
    min_docs: int = 3,
    permutations: int,
    random_state: int,
) -> pd.DataFrame:
    """Compare the company of a query between the sides; empty where too few windows are there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NoHitsWarning)
            if concordance(tokens, query, window=0).empty:
                return empty("keywords")
            table = compare_collocates(
                tokens,
                query,
                by=SIDE,
                min_freq=3,
                min_docs=min_docs,
                permutations=permutations,
                random_state=random_state,
            )
    except TooSmallError:
        return empty("keywords")
    return table[table[SIDE] == sides.a].drop(columns=SIDE).reset_index(drop=True)


def contrast_nominations(tokens: pd.DataFrame, actors: Actors) -> pd.DataFrame:
    """List every mention of the actors with its label and a ``heading`` for its passages."""
    named = nominations(tokens, actors)
    words = named["actor"].astype("str") + ", " + named["label"].astype("str") + " (" + named[SIDE].astype("str") + ")"
    return named.assign(heading=words)


def keyword_passages(
    tokens: pd.DataFrame | TokenIndex, table: pd.DataFrame, sides: Sides, *, n: int = 5, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw passages of the first ``n`` keywords of each side; ``heading`` names word and side."""
    parts = []
    for side, rows in rows_of_sides(table, sides):
        for word in rows["token"].head(n):
            hits = concordance(tokens, _as_pattern(word), window=quote_window(quotes), where={SIDE: side})
            same = hits["node"].str.lower().str.replace("’", "'") == word.replace("’", "'")  # no possessives
            parts.append(hits[same].assign(heading=f"{word} ({side})"))
    hits = pd.concat(parts, ignore_index=True) if parts else empty("hits").assign(heading="")
    return quote(hits, quotes=quotes, n=3, by="heading", random_state=random_state)


def query_lines(
    tokens: pd.DataFrame | TokenIndex, query: str, *, n: int = 12, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw lines of a query from each side."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NoHitsWarning)
        hits = concordance(tokens, query, window=quote_window(quotes))
    return quote(hits.drop(columns="base"), quotes=quotes, n=n, by=SIDE, random_state=random_state)


def nomination_passages(named: pd.DataFrame, *, n: int = 3, quotes: str, random_state: int) -> pd.DataFrame:
    """Draw passages of the labelled mentions, under a heading for each actor, label and side."""
    labelled = named[named["label"] != ""]
    frequent = labelled.groupby("heading")["doc_id"].transform("size") >= n
    cut = labelled[frequent] if quotes != "none" else labelled[frequent].assign(left="", node="", right="")
    return quote(cut, quotes=quotes, n=n, by="heading", random_state=random_state)


def rows_of_sides(table: pd.DataFrame, sides: Sides) -> list[tuple[str, pd.DataFrame]]:
    """The rows more frequent on each side, A first, in the order of the table."""
    return list(zip((sides.a, sides.b), (table[table["log_ratio"] > 0], table[table["log_ratio"] < 0]), strict=True))


def _as_pattern(word: str) -> str:
    """A counted word as a pattern."""
    return word if re.fullmatch(r"[\w'’-]+", word) else f"re:{re.escape(word)}"
