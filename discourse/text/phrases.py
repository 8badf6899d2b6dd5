"""Multiword units: candidates with the strength of their association, and tokens merged to one."""

from collections.abc import Collection
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.tables import empty
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.terms import terms_of

#: What candidates can be ordered by; each is a column.
MEASURES = ("z", "lambda", "npmi")
_LONGEST = 5


def find_phrases(
    tokens: pd.DataFrame | TokenIndex,
    *,
    length: int = 2,
    min_freq: int = 5,
    min_docs: int = 1,
    measure: str = "z",
    stop_words: str | Collection[str] | None = None,
    case: bool = False,
    n: int | None = None,
) -> pd.DataFrame:
    """List words that stand together more often than chance. *Which multiword units should count as one word?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    length
        How many words a phrase has, 2 to 5.
    min_freq, min_docs
        List phrases that occur at least so many times, in at least so many documents.
    measure
        What the table is ordered by: ``"z"``, ``"lambda"`` or ``"npmi"``.
    stop_words
        Leave out phrases that begin or end with one of these (or with a number): a shipped language, the path of a
        list, or the words.
    case
        Whether upper and lower case differ.
    n
        List the first ``n`` only; ``None`` lists all.

    Returns
    -------
    DataFrame
        One row per phrase, the highest ``measure`` first: ``phrase`` (lower case unless ``case``), ``words``,
        ``freq``, ``documents``, ``lambda`` (log-linear interaction, natural logarithm, 0.5 added to each cell), ``z``
        (lambda by its standard error), ``npmi`` (−1 to 1; 1 if the words never occur apart).

    Raises
    ------
    ArgumentError
        If an argument is out of its range.

    Notes
    -----
    Phrases are words in a row within a sentence; words filtered out of the table part them. The base is all such rows
    of ``length`` words. z grows with the corpus and favours frequent phrases, npmi favours rare fixed ones (Daille's
    and Bouma's warning: raise ``min_freq``). They rank candidates; they test no hypothesis, since words of one
    document are no independent draws. Read the list before merging.

    References
    ----------
    Blaheta, D. & Johnson, M. (2001). Unsupervised learning of multi-word verbs. ACL Workshop on Collocation.
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["a b c a b d e b d a b"]})
    >>> find_phrases(tokenize(articles), min_freq=2)[["phrase", "freq", "lambda", "z"]].round(6)
      phrase  freq    lambda         z
    0    a b     3  3.412247  1.936083
    1    b d     2  3.218876  1.799406
    """
    if measure not in MEASURES:
        raise ArgumentError(f"measure must be one of {', '.join(map(repr, MEASURES))}, not {measure!r}")
    if not 2 <= length <= _LONGEST or min_freq < 1 or min_docs < 1 or (n is not None and n < 1):
        raise ArgumentError(
            f"length must be 2 to {_LONGEST} words and min_freq, min_docs and n 1 or more, "
            f"not {length}, {min_freq}, {min_docs} and {n}"
        )
    index = index_tokens(tokens, case=case)
    terms, term_of, allowed = _terms(index, case=case, stop_words=stop_words)
    rows, document = _rows(index, term_of, length)
    if not len(rows):
        return empty("phrases")
    number, first = _groups(rows, tuple(range(length)))
    freq = np.bincount(number)
    documents = np.bincount(pd.unique(document * len(freq) + number) % len(freq), minlength=len(freq))
    kept = (freq >= min_freq) & (documents >= min_docs)
    kept &= allowed[rows[first, 0]] & allowed[rows[first, -1]]
    first = first[kept]
    table = pd.DataFrame(
        {
            "phrase": pd.Series([" ".join(terms[term] for term in row) for row in rows[first].tolist()], dtype="str"),
            "words": np.full(len(first), length, dtype=np.int64),
            "freq": freq[kept].astype(np.int64),
            "documents": documents[kept].astype(np.int64),
            **_strength(rows, first),
        }
    )
    table = table.sort_values([measure, "freq", "phrase"], ascending=[False, False, True], ignore_index=True)
    return table if n is None else table.head(n)


def _terms(
    index: TokenIndex, *, case: bool, stop_words: str | Collection[str] | None
) -> tuple[list[str], NDArray[np.int32], NDArray[np.bool_]]:
    """The terms, the term of each type of token, and the terms a phrase may begin or end with."""
    types = pd.Categorical(index.tokens["token"]).categories.tolist()
    term_of, terms = terms_of(types, case=case)
    if stop_words is None:
        return terms, term_of, np.ones(len(terms), dtype=bool)
    left, _ = terms_of(terms, case=case, stop_words=stop_words)
    return terms, term_of, left >= 0


def _rows(index: TokenIndex, term_of: NDArray[np.int32], length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All rows of ``length`` neighbouring words of a sentence as terms, and the document of each."""
    slots = np.flatnonzero(index.first)
    row, sentence = index.row[slots], index.sentence[slots]
    starts = len(slots) - length + 1
    if starts < 1:
        return np.zeros((0, length), dtype=np.int64), np.zeros(0, dtype=np.int64)
    inside = np.ones(starts, dtype=bool)
    for step in range(length):
        inside &= (row[step : starts + step] >= 0) & (sentence[step : starts + step] == sentence[:starts])
    begins = np.flatnonzero(inside)
    term = term_of[pd.Categorical(index.tokens["token"]).codes].astype(np.int64)
    rows = np.column_stack([term[row[begins + step]] for step in range(length)])
    return rows, pd.Categorical(index.tokens["doc_id"]).codes.astype(np.int64)[row[begins]]


def _groups(rows: NDArray[np.int64], places: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the rows by their words at some places; and the first row of each number."""
    key = rows[:, places[0]]
    for place in places[1:]:
        key = pd.factorize(key)[0].astype(np.int64) * (int(rows[:, place].max()) + 1) + rows[:, place]
    number = pd.factorize(key)[0].astype(np.int64)
    first = np.empty(number.max(initial=-1) + 1, dtype=np.int64)
    first[number[::-1]] = np.arange(len(rows))[::-1]
    return number, first


def _strength(rows: NDArray[np.int64], candidates: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Lambda, z and npmi of the phrases at some rows."""
    length, base = rows.shape[1], float(len(rows))
    sets = [subset for size in range(length + 1) for subset in combinations(range(length), size)]
    like = {(): np.full(len(candidates), base)}  # places → rows with the candidate's words there
    for subset in sets[1:]:
        number, _ = _groups(rows, subset)
        like[subset] = np.bincount(number)[number[candidates]].astype(np.float64)
    strength, variance = np.zeros(len(candidates)), np.zeros(len(candidates))
    for subset in sets:  # rows with the candidate's words at these places and at no other
        larger = [other for other in sets if set(subset) <= set(other)]
        only = sum((-1) ** (len(other) - len(subset)) * like[other] for other in larger) + 0.5
        strength += (-1) ** (length - len(subset)) * np.log(only)
        variance += 1 / only
    together = like[tuple(range(length))] / base
    apart = sum(np.log(like[(place,)] / base) for place in range(length))
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(together == 1, 1.0, (np.log(together) - apart) / ((length - 1) * -np.log(together)))
    return {"lambda": strength, "z": strength / np.sqrt(variance), "npmi": npmi}
