"""The tokens near the hits of a query: merged windows that count no token twice."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, NoHitsWarning
from discourse.lexis.queries import find_hits, no_hits, parse_queries, query_named
from discourse.lexis.words import WordStream, word_stream
from discourse.text.index import TokenIndex, index_tokens

UNITS = ("document", "sentence")


@dataclass(frozen=True)
class Windows:
    """Which tokens of a corpus stand near a node, and which are its own."""

    index: TokenIndex
    stream: WordStream
    near: NDArray[np.int64]  # tokens in the order of the text, each once; none of them of a node
    node: NDArray[np.int64]
    hits: int
    described: str

    @property
    def words(self) -> list[str]:
        """The words that the stream's types are numbered by."""
        return self.stream.words

    @property
    def documents(self) -> int:
        """Documents of the corpus."""
        return len(self.stream.doc_ids)

    @property
    def documents_with(self) -> int:
        """Documents with a node."""
        return int((self.by_document(self.node) > 0).sum())

    @property
    def inside(self) -> int:
        """Tokens in windows."""
        return len(self.near)

    @property
    def outside(self) -> int:
        """Tokens that are neither in a window nor part of a node."""
        return len(self.stream.codes) - len(self.near) - len(self.node)

    def by_document(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many of these tokens each document has."""
        return np.diff(np.searchsorted(places, self.stream.begins))

    def extra(self) -> NDArray[np.float64]:
        """Each document's share of the tokens outside less its share of those inside."""
        inside, node = self.by_document(self.near), self.by_document(self.node)
        outside = np.diff(self.stream.begins) - inside - node
        return outside / max(1, outside.sum()) - inside / max(1, inside.sum())

    def near_words(
        self, extra: NDArray[np.float64], *, min_freq: int, min_docs: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """The words near the node that pass the thresholds, sorted, and what the kernel sums of each."""
        from discourse.lexis.kernels import sum_windows

        stream = self.stream
        freq = np.bincount(stream.word_of[stream.codes[self.near]], minlength=len(self.words))
        kept = np.flatnonzero(freq >= min_freq)
        number = np.full(len(self.words), len(kept), dtype=np.int32)
        number[kept] = np.arange(len(kept), dtype=np.int32)
        chosen = number[stream.word_of]
        sums, spread = sum_windows(stream.begins, stream.codes, chosen, self.near, self.node, extra, len(kept))
        enough = spread[:, 0] >= min_docs
        return kept[enough], sums[enough], spread[enough]

    def near_counts(self, *, min_freq: int, min_docs: int) -> tuple[NDArray[np.int64], ...]:
        """The words near the node that pass the thresholds, sorted; counts near it and elsewhere; documents near it.

        Reads the windows and the index only, where :meth:`near_words` reads the whole corpus.
        """
        from discourse.lexis.kernels import documents_near

        stream, words = self.stream, len(self.words)
        word = stream.word_of[stream.codes[self.near]]
        freq = np.bincount(word, minlength=words)
        spread = documents_near(self.near, stream.begins, word, words)
        kept = np.flatnonzero((freq >= min_freq) & (spread >= min_docs))
        every = self.index.frequency - np.bincount(stream.word_of[stream.codes[self.node]], minlength=words)
        return kept, freq[kept], every[kept] - freq[kept], spread[kept]

    def tokens_near(self) -> pd.DataFrame:
        """The rows of the token table that stand near a node, in the order of the text."""
        rows = self.stream.rows
        return self.stream.table.iloc[self.near if rows is None else rows[self.near]]


def windows_around(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    window: int | tuple[int, int],
    unit: str,
    unless: str | Sequence[str],
    case: bool,
) -> Windows:
    """Mark the tokens within so many words of each hit of a query."""
    from discourse.lexis.kernels import places_near

    left, right = check_window(window)
    check_unit(unit)
    patterns = parse_queries(query, case=case)
    index = index_tokens(tokens, case=case)
    matches = find_hits(index, patterns, unless=unless)
    if not len(matches):
        warnings.warn(no_hits(index, patterns, unless=unless), NoHitsWarning, stacklevel=3)
    stream = word_stream(index)
    first, last = stream.ends(matches)
    places = (stream.begins, stream.column("sentence"), stream.column("position"))
    near, node = places_near(first, last, *places, left, right, unit == "sentence")
    described = f"near {query_named(query, unless)} ({left} left, {right} right, within the {unit}, windows merged)"
    return Windows(index, stream, near, node, len(matches), described)


def check_window(window: int | tuple[int, int]) -> tuple[int, int]:
    """Return how many words a window reaches to the left and to the right."""
    sides = (window, window) if isinstance(window, (int, np.integer)) else tuple(window)
    if len(sides) != 2 or any(isinstance(side, bool) or not isinstance(side, (int, np.integer)) for side in sides):
        raise ArgumentError(f"window must be a number of words, or (left, right), not {window!r}")
    if min(sides) < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    return sides


def check_unit(unit: str) -> str:
    """Return ``unit`` if it is what a window can be bounded by."""
    if unit not in UNITS:
        raise ArgumentError(f"unit must be one of {', '.join(UNITS)}, not {unit!r}")
    return unit
