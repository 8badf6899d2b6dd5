"""In which order lines are read: by the words left and right of the node, or by variables of their documents."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, together, unknown_name
from discourse.lexis.hits import Hits
from discourse.tables import document_variables

_PLACE = re.compile(r"([LR])([1-9]\d?)")


def order_hits(hits: Hits, sort: str) -> Hits:
    """Sort hits by one key after the other: ``"R1 L1 -date"``; what remains equal keeps its order."""
    keys = sort_keys(hits, sort)
    return hits.taken(np.lexsort(keys[::-1])) if len(hits) else hits


def sort_keys(hits: Hits, sort: str) -> list[NDArray]:
    """A column of numbers for each key, the first the most important."""
    if not isinstance(sort, str) or not sort.split():
        raise ArgumentError(f"sort must name at least one key, as in 'R1 L1 doc_id', not {sort!r}")
    keys, problems = [], []
    for name in sort.split():
        try:
            columns = _columns(hits, name.removeprefix("-"))
        except ArgumentError as problem:
            problems.append(str(problem))
            continue
        keys += [-column for column in columns] if name.startswith("-") else columns
    if problems:
        raise ArgumentError(together(f"sort={sort!r}:", problems))
    return keys


def group_names(hits: Hits, by: str) -> pd.Series:
    """What each hit is grouped under: the word at a place (``R1``), the ``node``, or the value of a variable."""
    if by == "node":
        spans = zip(hits.first.tolist(), hits.last.tolist(), strict=True)
        words, word_of, codes = hits.stream.words, hits.stream.word_of, hits.stream.codes
        names = [" ".join([words[word_of[codes[place]]] for place in range(a, b + 1)]) for a, b in spans]
    elif place := _PLACE.fullmatch(by):
        words = hits.stream.words
        names = [words[number] if number >= 0 else "" for number in hits.words_at(_step(place)).tolist()]
    else:
        _check_variable(hits, by)
        names = hits.values(by).astype(object).where(hits.values(by).notna(), "").map(str).tolist()
    return pd.Series(names, dtype="str")


def _columns(hits: Hits, key: str) -> list[NDArray]:
    """The numbers to sort by for one key."""
    if place := _PLACE.fullmatch(key):
        return [hits.words_at(_step(place))]
    if key == "node":
        longest = int((hits.last - hits.first).max(initial=0))
        word = hits.stream.word_of[hits.stream.codes] if len(hits) else np.zeros(0, dtype=np.int32)
        places = [np.minimum(hits.first + step, hits.last) for step in range(longest + 1)]
        return [np.where(hits.first + step <= hits.last, word[place], -1) for step, place in enumerate(places)]
    if key == "start":
        return [hits.stream.table["start"].to_numpy()[hits.rows(hits.first)]]
    _check_variable(hits, key)
    return [pd.factorize(hits.values(key).astype(object).to_numpy(), sort=True)[0]]


def _check_variable(hits: Hits, key: str) -> None:
    known = ["L1 … L99", "R1 … R99", "node", "start", "doc_id", *document_variables(hits.stream.table, "tokens")]
    if key not in known[2:]:
        raise ArgumentError(str(unknown_name("key", key, known, where="sort")))


def _step(place: re.Match[str]) -> int:
    return int(place[2]) * (-1 if place[1] == "L" else 1)
