"""Every hit of a query in its context."""

import warnings
from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, NoHitsWarning, listing
from discourse.stats.bootstrap import check_random_state
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, without_overlaps
from discourse.text.patterns import Pattern, parse_pattern


def concordance(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    window: int = 8,
    case: bool = False,
    n: int | None = None,
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
        Words of context on each side, within the document.
    case
        Whether upper and lower case differ. A :class:`TokenIndex` keeps the choice it was made with.
    n
        Show at most so many hits, drawn by chance; ``None`` shows all.
    random_state
        Where chance starts; needed with ``n``.

    Returns
    -------
    DataFrame
        One row per hit in the order of the text: ``doc_id, start, end`` (code points into the unchanged text),
        ``left, node, right`` (their exact characters), ``pattern``, then the document variables. Of hits that
        overlap, the longest is kept. Without a hit the same columns, and a warning that says how the query was read.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["They spoke of sovereignty, and sovereign debt."]})
    >>> concordance(tokenize(articles), "sovereign*", window=2)[["left", "node", "right"]].values.tolist()
    [['spoke of ', 'sovereignty', ', and sovereign'], ['sovereignty, and ', 'sovereign', ' debt']]
    """
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    queries = [query] if isinstance(query, str) else list(query)
    if not queries:
        raise ArgumentError("query must be a pattern or a list of at least one pattern, not an empty list")
    patterns = [parse_pattern(text, case=case) for text in queries]
    index = index_tokens(tokens, case=case)
    matches = without_overlaps(find_matches(index, patterns))
    if not len(matches):
        warnings.warn(_nothing(index, patterns), NoHitsWarning, stacklevel=2)
    if n is not None and n < len(matches):
        generator = np.random.default_rng(check_random_state(random_state, what=f"{n} hits are drawn"))
        matches = matches.iloc[np.sort(generator.choice(len(matches), size=n, replace=False))]
    hits = in_context(index, matches, window=window, added=("pattern",))
    hits.insert(6, "pattern", pd.Series([queries[number] for number in matches["pattern"]], dtype="str").to_numpy())
    return hits.reset_index(drop=True)


def _nothing(index: TokenIndex, patterns: list[Pattern]) -> str:
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
