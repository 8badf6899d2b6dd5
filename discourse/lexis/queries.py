"""A query: one pattern or several, found in a corpus, and what to say when there is nothing to find."""

from collections.abc import Sequence
from difflib import get_close_matches

import pandas as pd

from discourse.errors import ArgumentError, listing
from discourse.text.index import TokenIndex
from discourse.text.match import find_matches, without_overlaps
from discourse.text.patterns import Pattern, parse_pattern


def parse_queries(query: str | Sequence[str], *, case: bool, name: str = "query") -> list[Pattern]:
    """Read one pattern or several."""
    queries = [query] if isinstance(query, str) else list(query)
    if not queries:
        raise ArgumentError(f"{name} must be a pattern or a list of at least one pattern, not an empty list")
    return [parse_pattern(text, case=case) for text in queries]


def find_hits(index: TokenIndex, patterns: Sequence[Pattern]) -> pd.DataFrame:
    """The matches of patterns, of overlapping ones the longest; see :func:`discourse.text.match.find_matches`."""
    return without_overlaps(find_matches(index, patterns))


def no_hits(index: TokenIndex, patterns: Sequence[Pattern]) -> str:
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
    words = f"words there that come near: {listing(near)}" if near else "no word there comes near"
    return f"no hits in {len(index.tokens):,} tokens for {what}; {words}"
