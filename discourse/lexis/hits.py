"""Hits of a query as numbers: which tokens each holds and what surrounds it; selected, ordered, written out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.lexis.queries import find_hits, parse_queries
from discourse.lexis.words import WordStream, as_categorical, word_stream
from discourse.stats.bootstrap import check_random_state
from discourse.tables import columns, document_variables
from discourse.text.index import TokenIndex

#: What a line adds to the hits table.
ADDED = ("pattern", "cite", "base")


@dataclass(frozen=True)
class Hits:
    """The hits of a query, in some order. Tokens are numbered in the order of the text."""

    index: TokenIndex
    stream: WordStream
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    pattern: NDArray[np.int64]
    opening: NDArray[np.int64]  # the first token of the window
    closing: NDArray[np.int64]
    document: NDArray[np.int64]  # its number among those of the stream
    unit: str
    number: NDArray[np.int64] | None = None  # of each hit among those it was taken from, after numbered()

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, chosen: NDArray) -> "Hits":
        """Some of the hits, or all in another order."""
        names = ["first", "last", "pattern", "opening", "closing", "document"]
        names += ["number"] if self.number is not None else []
        return replace(self, **{name: getattr(self, name)[chosen] for name in names})

    def numbered(self) -> "Hits":
        """The same hits, numbered, so that it can be seen which were taken, and in which order."""
        return replace(self, number=np.arange(len(self)))

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of the token table at these tokens."""
        return places if self.stream.rows is None else self.stream.rows[places]

    def values(self, variable: str) -> pd.Series:
        """The value of a document variable (or ``doc_id``) for each hit."""
        table = self.stream.table
        known = ["doc_id", *document_variables(table, "tokens")]
        if variable not in known:
            raise unknown_name("document variable", variable, known, where="the tokens")
        return table[variable].take(self.rows(self.first)).reset_index(drop=True)

    def words_at(self, step: int) -> NDArray[np.int64]:
        """The word so many places right of each hit (left if negative), as a number; -1 beyond document or sentence."""
        from discourse.lexis.line_kernels import words_beside

        stream, edge = self.stream, self.first if step < 0 else self.last
        places = (self.document, stream.begins, stream.column("sentence"), stream.column("position"))
        return words_beside(edge, step, *places, stream.codes, stream.word_of, self.unit == "sentence")


def hits_of(
    index: TokenIndex,
    query: str | Sequence[str],
    *,
    window: tuple[int, int],
    unit: str,
    unless: str | Sequence[str] = (),
) -> Hits:
    """All hits of a query that overlap no match of ``unless``, in the order of the text."""
    from discourse.lexis.line_kernels import window_bounds

    matches = find_hits(index, parse_queries(query, case=index.case), unless=unless)
    stream = word_stream(index)
    first, last = stream.ends(matches)
    places = (stream.begins, stream.column("sentence"), stream.column("position"))
    bounds = window_bounds(first, last, *places, *window, unit == "sentence")
    return Hits(index, stream, first, last, matches["pattern"].to_numpy(), *bounds, unit)


def select_hits(
    hits: Hits,
    *,
    where: Mapping[str, object] | None = None,
    context: str | Sequence[str] | None = None,
    no_context: str | Sequence[str] | None = None,
) -> Hits:
    """Keep the hits of some documents, and with (or without) a match of other patterns in their window."""
    keep = np.ones(len(hits), dtype=bool)
    for variable, wanted in (where or {}).items():
        keep &= _having(hits, variable, wanted)
    if context is not None:
        keep &= _beside(hits, context, "context")
    if no_context is not None:
        keep &= ~_beside(hits, no_context, "no_context")
    return hits.taken(np.flatnonzero(keep))


def draw_hits(hits: Hits, *, n: int | None, per_document: int | None, random_state: int | None) -> Hits:
    """Keep at most so many hits of each document, then of all, drawn by chance; their order stays."""
    for name, number in (("n", n), ("per_document", per_document)):
        if number is not None and number < 1:
            raise ArgumentError(f"{name} must be 1 or more, not {number}")
    crowded = per_document is not None and (np.bincount(hits.document).max(initial=0) > per_document)
    if not crowded and (n is None or n >= len(hits)):
        return hits
    what = f"{n} hits are drawn" if n is not None else f"{per_document} hits of each document are drawn"
    generator = np.random.default_rng(check_random_state(random_state, what=what))
    names = hits.values("doc_id").astype("str").to_numpy(dtype=object)
    chance = np.empty(len(hits))
    canonical = np.lexsort((hits.first, pd.factorize(names, sort=True)[0]))  # whatever the order of the corpus
    chance[canonical] = generator.random(len(hits))
    order = np.argsort(chance)
    if per_document is not None:
        document = hits.document[order]
        order = order[pd.Series(document).groupby(document).cumcount().to_numpy() < per_document]
    return hits.taken(np.sort(order[:n]))


def _having(hits: Hits, variable: str, wanted: object) -> NDArray[np.bool_]:
    """Which hits stand in documents with this value, or one of these values."""
    values = as_categorical(hits.values(variable))
    there = dict(zip(values.categories.tolist(), range(len(values.categories)), strict=True))
    asked = list(wanted) if isinstance(wanted, (list, tuple, set, frozenset)) else [wanted]
    for value in asked:
        if value not in there:
            raise unknown_name("value", value, list(there), where=f"the document variable '{variable}'")
    return np.isin(values.codes, [there[value] for value in asked])


def _beside(hits: Hits, query: str | Sequence[str], name: str) -> NDArray[np.bool_]:
    """Which hits have a match of other patterns in their window, apart from themselves."""
    other = find_hits(hits.index, parse_queries(query, case=hits.index.case, name=name))
    first, last = hits.stream.ends(other)

    def within(opening: NDArray[np.int64], closing: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = np.searchsorted(first, opening)
        return (found < len(first)) & (np.append(last, 0)[found] <= closing)

    return within(hits.opening, hits.first - 1) | within(hits.last + 1, hits.closing)


def check_names(index: TokenIndex) -> None:
    """Refuse document variables that would be taken for columns of the lines."""
    taken = [name for name in document_variables(index.tokens, "tokens") if name in (*columns("hits"), *ADDED)]
    if taken:
        raise TableError(
            f"document variables named like columns of the result: {listing(taken)}; "
            f"rename them first, e.g. tokens.rename(columns={{'{taken[0]}': '{taken[0]}_given'}})"
        )
