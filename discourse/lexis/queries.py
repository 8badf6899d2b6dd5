"""A query: one pattern or several, found in a corpus, and what to say when there is nothing to find."""

from collections.abc import Sequence
from difflib import get_close_matches

import pandas as pd

from discourse.errors import ArgumentError, listing
from discourse.text.index import TokenIndex
from discourse.text.match import search
from discourse.text.patterns import Pattern, parse_pattern


def parse_queries(query: str | Sequence[str], *, case: bool, name: str = "query") -> list[Pattern]:
    """Read one pattern or several."""
    queries = [query] if isinstance(query, str) else list(query)
    if not queries:
        raise ArgumentError(f"{name} must be a pattern or a list of at least one pattern, not an empty list")
    return [parse_pattern(text, case=case) for text in queries]


def find_hits(index: TokenIndex, patterns: Sequence[Pattern], *, unless: str | Sequence[str] = ()) -> pd.DataFrame:
    """The matches of patterns that overlap none of ``unless``, of overlapping ones the longest; see :func:`search`."""
    out = parse_queries(unless, case=index.case, name="unless") if len(unless) else []
    return search(index, patterns, unless=out)


def query_named(query: str | Sequence[str], unless: str | Sequence[str] = ()) -> str:
    """The query as the conditions of a table state it."""
    asked, out = (", ".join([given] if isinstance(given, str) else list(given)) for given in (query, unless))
    return f"{asked} unless {out}" if out else asked


def no_hits(index: TokenIndex, patterns: Sequence[Pattern], *, unless: str | Sequence[str] = ()) -> str:
    """Say how a query without hits was read, and which words of the corpus come near."""
    wanted = [
        glob.replace("*", "")
        for pattern in patterns
        for sequence in pattern.sequences
        for item in sequence
        for glob in getattr(item, "globs", ())
    ]
    near = dict.fromkeys(word for glob in wanted[:8] for word in get_close_matches(glob, index.vocabulary.spellings))
    what = "; ".join(str(pattern) for pattern in patterns)
    what += f", unless {query_named(unless)}" if len(unless) else ""
    words = f"words there that come near: {listing(near)}" if near else "no word there comes near"
    return f"no hits in {len(index.tokens):,} tokens for {what}; {words}"
