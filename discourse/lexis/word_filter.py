"""Which words of a table are asked for: those that patterns match."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TooSmallError
from discourse.lexis.queries import find_hits, no_hits, parse_queries, query_named
from discourse.text.index import TokenIndex, index_tokens


def filter_words(
    words: Sequence[str],
    *,
    query: str | Sequence[str] | None,
    unless: str | Sequence[str],
    ngram: int,
    case: bool,
) -> NDArray[np.bool_]:
    """Which words, or sequences of ``ngram`` words, hold a match of ``query`` and none of ``unless``.

    Each is searched as a document of its own, so that a pattern catches here what it catches in a text;
    in a sequence, words that were merged into one stand apart again.

    Raises
    ------
    TooSmallError
        If none is left, saying how the patterns were read.
    """
    index = index_tokens(_as_documents(words, ngram), case=case)
    kept = np.ones(len(words), dtype=bool)
    if query is not None:
        patterns = parse_queries(query, case=case)
        kept = _with_match(index, query, len(words), case=case)
        if not kept.any():
            raise TooSmallError(f"no word is left to compare: {no_hits(index, patterns)}")
    if len(unless):
        kept &= ~_with_match(index, unless, len(words), case=case, name="unless")
        if not kept.any():
            raise TooSmallError(f"no word is left to compare: unless={unless!r} leaves all {len(words):,} out")
    return kept


def filter_named(query: str | Sequence[str] | None, unless: str | Sequence[str]) -> str:
    """Which words were asked for, as the conditions of the table state it."""
    if query is None and not len(unless):
        return ""
    return f", of {query_named('all words' if query is None else query, unless)}"


def _with_match(
    index: TokenIndex, query: str | Sequence[str], number: int, *, case: bool, name: str = "query"
) -> NDArray[np.bool_]:
    found = np.zeros(number, dtype=bool)
    rows = find_hits(index, parse_queries(query, case=case, name=name))["first"].to_numpy()
    found[index.tokens["doc_id"].cat.codes.to_numpy()[rows]] = True
    return found


def _as_documents(words: Sequence[str], ngram: int) -> pd.DataFrame:
    """A token table with a document for each word or sequence, numbered as they stand."""
    parts = [word.split(" ") if ngram > 1 else [word] for word in words]  # a merged word may be several
    number = np.array([len(part) for part in parts], dtype=np.int64)
    place = (np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)).astype(np.int32)
    names = pd.Index([f"{word:09}" for word in range(len(words))], dtype="str")
    tokens = [token for part in parts for token in part]
    return pd.DataFrame(
        {
            "doc_id": pd.Categorical.from_codes(np.repeat(np.arange(len(words)), number), categories=names),
            "position": place,
            "token": pd.Categorical(tokens),
            "after": pd.Categorical.from_codes(np.zeros(len(tokens), dtype=np.int8), categories=pd.Index([" "])),
            "start": place,
            "end": place,
            "sentence": np.zeros(len(tokens), dtype=np.int32),
        }
    )
