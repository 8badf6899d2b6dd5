"""What the words of a target are compared with: other documents, the rest of the corpus, or a frequency list."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing
from discourse.lexis.groups import groups_of
from discourse.lexis.words import WordCounts, count_words
from discourse.text.characters import fold
from discourse.text.index import TokenIndex


@dataclass(frozen=True)
class Sides:
    """A target and its reference, and the words of both."""

    target: WordCounts
    reference: WordCounts
    words: list[str]
    in_target: NDArray[np.int64]  # word → its number in the target, -1 if absent
    in_reference: NDArray[np.int64]

    def sums(self, kept: NDArray[np.int64] | slice = slice(None)) -> list[NDArray[np.float64]]:
        """Of these words, what :class:`WordCounts` sums of each side; zeros where a side lacks the word."""
        found = []
        for side, places in ((self.target, self.in_target), (self.reference, self.in_reference)):
            place = places[kept]
            values = side.sums[place] if len(side.sums) else np.zeros((len(place), 5))
            values[place < 0] = 0.0
            found.append(values)
        return found


def sides(
    tokens: pd.DataFrame | TokenIndex,
    reference: pd.DataFrame | TokenIndex | str,
    *,
    by: str | None,
    ngram: int,
    reference_tokens: int | None,
    sums_only: bool,
) -> Iterator[tuple[object, Sides, str]]:
    """Yield each target with its reference and what to say of them: one, or with ``by`` each group against the rest.

    ``sums_only``: documents will not be dealt anew, so their own counts are not kept where they are not needed.
    """
    if isinstance(reference, str):
        if reference != "rest" or by is None:
            raise ArgumentError(
                "reference must be a tokens table, a frequency list, or 'rest' together with by=, "
                f"not {reference!r}{'' if by else ' without by='}"
            )
        whole = count_words(tokens, ngram=ngram)
        groups = groups_of(tokens, whole.doc_ids, by)
        known = np.logical_or.reduce(list(groups.values())) if groups else np.zeros(0, dtype=bool)
        left = len(known) - int(known.sum())
        missing = f" ({left:,} documents without {by} left out)" if left else ""
        for value, chosen in groups.items():
            parts = whole.of_documents(chosen), whole.of_documents(known & ~chosen)
            yield value, _paired(*parts), f"; {by}: {value} against the rest{missing}"
        return
    if by is not None:
        raise ArgumentError("by= divides the target into groups, each against the rest: give it with reference='rest'")
    target = count_words(tokens, ngram=ngram, sums_only=sums_only)
    if _is_list(reference):
        yield None, _paired(target, _listed(reference, reference_tokens)), ""
    else:
        other = count_words(reference, ngram=ngram, sums_only=sums_only)
        twice = sorted(set(target.doc_ids.tolist()).intersection(other.doc_ids.tolist()))
        if twice:
            raise TableError(
                f"documents in more than one of the token tables: {listing(twice, n=5)}; "
                "a document belongs to the target or to the reference"
            )
        yield None, _paired(target, other), ""


def _is_list(reference: object) -> bool:
    return isinstance(reference, pd.DataFrame) and "freq" in reference.columns and "position" not in reference.columns


def _listed(given: pd.DataFrame, tokens: int | None) -> WordCounts:
    """Read a frequency list: columns ``token`` and ``freq``, and ``documents`` if it has them."""
    problems = []
    if "token" not in given.columns:
        problems.append("column 'token' is missing")
    elif given["token"].map(lambda word: not isinstance(word, str)).any():
        problems.append("column 'token' must hold words")
    if not pd.api.types.is_numeric_dtype(given["freq"]) or (given["freq"] < 0).any() or given["freq"].isna().any():
        problems.append("column 'freq' must hold counts of 0 or more")
    if problems:
        raise TableError(f"reference must be a frequency list with token and freq: {listing(problems)}")
    listed = given.groupby(given["token"].map(fold).to_numpy(), sort=True).sum(numeric_only=True)
    total = int(listed["freq"].sum())
    if tokens is not None and tokens < total:
        raise ArgumentError(f"reference_tokens is {tokens:,}, but the words of the list add up to {total:,}")
    sums = np.full((len(listed), 5), np.nan)
    sums[:, 0] = listed["freq"]
    sums[:, 1] = listed.get("documents", np.nan)
    return WordCounts(None, np.array([tokens or total]), pd.Index([]), listed.index.tolist(), sums, listed=True)


def _paired(target: WordCounts, reference: WordCounts) -> Sides:
    """Number the words of both alike."""
    first, second = target.words, reference.words
    if first is second or first == second:
        every = np.arange(len(first))
        return Sides(target, reference, first, every, every)
    number = dict(zip(second, range(len(second)), strict=True))
    in_second = np.fromiter((number.get(word, -1) for word in first), dtype=np.int64, count=len(first))
    only = np.ones(len(second), dtype=bool)
    only[in_second[in_second >= 0]] = False
    only = np.flatnonzero(only)
    words = first + [second[place] for place in only.tolist()]
    in_first = np.append(np.arange(len(first)), np.full(len(only), -1))
    return Sides(target, reference, words, in_first, np.append(in_second, only))
