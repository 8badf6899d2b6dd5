"""Several words of the tokens table made one."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import TableError, listing
from discourse.tables import check
from discourse.text.index import index_tokens
from discourse.text.match import search
from discourse.text.patterns import Pattern, parse_pattern


def merge_phrases(
    tokens: pd.DataFrame,
    phrases: pd.DataFrame | Sequence[str | Pattern],
    *,
    unless: Sequence[str | Pattern] = (),
    case: bool = False,
) -> pd.DataFrame:
    """Make each occurrence of a phrase one token. *How do I count* human rights *as one word?*

    Parameters
    ----------
    tokens
        A tokens table.
    phrases
        Patterns (``["human rights", "united nation*"]``), or a table of :func:`find_phrases` cut down to the rows to
        merge.
    unless
        Patterns that keep an occurrence they overlap from being merged.
    case
        Whether upper and lower case differ.

    Returns
    -------
    DataFrame
        A tokens table in the order of the text. A merged token is the exact surface from the start of its first to
        the end of its last word, so ``text[start:end] == token`` and token + after still give the text. Positions are
        counted anew, one for a merged token, which changes what lies within a window and the denominators of rates.
        Of occurrences that overlap the longest is merged, of equally long ones the leftmost.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.
    TableError
        If words inside an occurrence were filtered out of the table.

    Notes
    -----
    A merged token is found by a pattern of all its words (``human rights``), as before, and no longer by one of them
    (``rights``), just as ``reliance`` does not find *self-reliance*. In a matrix it is one term, *human rights*.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Human\\nrights matter."]})
    >>> merge_phrases(tokenize(articles), ["human rights"])[["position", "token", "after", "start", "end"]]
       position          token after  start  end
    0         0  Human\\nrights            0   12
    1         1         matter     .     13   19
    """
    check(tokens, "tokens")
    wanted = phrases["phrase"].tolist() if isinstance(phrases, pd.DataFrame) else list(phrases)
    read = [[p if isinstance(p, Pattern) else parse_pattern(p, case=case) for p in group] for group in (wanted, unless)]
    index = index_tokens(tokens, case=case)
    matches = search(index, read[0], unless=read[1])
    rows = index.row[index.first & (index.row >= 0)]
    ordered = tokens.iloc[rows].reset_index(drop=True)
    place = np.empty(len(rows), dtype=np.int64)
    place[rows] = np.arange(len(rows))
    first, last = place[matches["first"].to_numpy()], place[matches["last"].to_numpy()]
    first, last = first[last > first], last[last > first]
    _check_complete(ordered, first, last)
    away = np.zeros(len(rows) + 1, dtype=np.int64)
    away[first + 1] += 1
    away[last + 1] -= 1
    away = np.cumsum(away[:-1]) > 0
    document = pd.Categorical(ordered["doc_id"]).codes
    before = np.cumsum(away)
    opens = np.flatnonzero(np.append(True, document[1:] != document[:-1])[: len(rows)])
    before -= np.repeat(before[opens], np.diff(np.append(opens, len(rows))))
    merged = ordered.assign(
        position=(ordered["position"].to_numpy() - before).astype(ordered["position"].dtype),
        token=_with_surfaces(ordered, first, last),
    )
    for name in ("after", "end"):
        values = merged[name].copy()
        values.iloc[first] = ordered[name].iloc[last].array
        merged[name] = values
    return merged[~away].reset_index(drop=True)


def _check_complete(ordered: pd.DataFrame, first: NDArray[np.int64], last: NDArray[np.int64]) -> None:
    position = ordered["position"].to_numpy()
    torn = np.flatnonzero(position[last] - position[first] != last - first)
    if len(torn):
        names = ordered["doc_id"].iloc[first[torn]].unique()
        raise TableError(
            f"words inside {len(torn)} occurrences were filtered out of the table, in documents {listing(names, n=5)}; "
            "merge phrases before filtering tokens"
        )


def _with_surfaces(ordered: pd.DataFrame, first: NDArray[np.int64], last: NDArray[np.int64]) -> pd.Categorical:
    """The tokens, those at ``first`` replaced by the exact surface up to ``last``."""
    token, after = pd.Categorical(ordered["token"]), pd.Categorical(ordered["after"])
    words, spaces = token.categories.tolist(), after.categories.tolist()
    surfaces = []
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        pieces = zip(token.codes[a:b].tolist(), after.codes[a:b].tolist(), strict=True)
        surfaces.append("".join([words[word] + spaces[space] for word, space in pieces]) + words[token.codes[b]])
    vocabulary = sorted({*words, *surfaces})
    number = {word: place for place, word in enumerate(vocabulary)}
    codes = np.array([number[word] for word in words], dtype=np.int64)[token.codes] if words else token.codes.copy()
    codes[first] = [number[surface] for surface in surfaces]
    return pd.Categorical.from_codes(codes, categories=pd.Index(vocabulary, dtype="str"))
