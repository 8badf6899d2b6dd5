"""A token table made ready for many queries: :class:`TokenIndex`."""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.tables import check
from discourse.text.characters import fold, straighten, without_possessive
from discourse.text.patterns import Word


@dataclass(frozen=True)
class Vocabulary:
    """The distinct spellings that patterns are compared with, and which of them each token type has."""

    spellings: list[str]  # sorted
    bare: NDArray[np.int32]  # the spelling without a possessive 's
    whole: NDArray[np.int32]  # token type → its spelling
    parts: list[NDArray[np.int32]]  # token type → the spellings of its parts between hyphens

    def matching(self, word: Word) -> NDArray[np.bool_]:
        """Return, for each spelling, whether it (or it without its possessive) is one the word stands for."""
        mask = np.zeros(len(self.spellings), dtype=bool)
        for glob in word.globs:
            mask[self._numbers(glob)] = True
        return mask | mask[self.bare]

    def _numbers(self, glob: str) -> slice | list[int]:
        stem = glob.rstrip("*")
        if "*" not in stem:
            first = bisect_left(self.spellings, stem)
            if stem != glob:
                return slice(first, bisect_left(self.spellings, stem + chr(0x10FFFF)))
            there = first < len(self.spellings) and self.spellings[first] == stem
            return [first] if there else []
        import re

        compiled = re.compile(".*".join(map(re.escape, glob.split("*"))), re.DOTALL)
        return [number for number, spelling in enumerate(self.spellings) if compiled.fullmatch(spelling)]


@dataclass(frozen=True)
class TokenIndex:
    """A token table laid out as one stream of word parts, ready to be searched.

    A word without a hyphen is one part; ``self-reliance`` is two, so that ``self relian*`` finds it. Tokens
    that were filtered out of the table keep their place in the stream as holes that nothing matches.
    """

    tokens: pd.DataFrame
    vocabulary: Vocabulary
    part: NDArray[np.int32]  # slot → spelling of the part, -1 for a hole
    row: NDArray[np.int32]  # slot → row of the token table, -1 for a hole
    first: NDArray[np.bool_]  # slot → whether a token begins here
    width: NDArray[np.int32]  # slot → number of parts of the token that begins here
    whole: NDArray[np.int32]  # slot → spelling of the whole token that begins here, -1 elsewhere
    sentence: NDArray[np.int32]  # slot → number of the sentence in the corpus, -1 for a hole
    starts: NDArray[np.int64]  # the slots at which tokens begin, and the slot behind the last one
    ordinal: NDArray[np.int32]  # slot → number of its token in ``starts``
    compounds: NDArray[np.int64]  # the slots at which tokens of several parts begin
    order: NDArray[np.int32]  # slots sorted by part
    bounds: NDArray[np.int64]  # spelling → where its slots begin in ``order``
    case: bool  # whether upper and lower case differ

    def __repr__(self) -> str:
        documents = self.tokens["doc_id"].nunique()
        return (
            f"TokenIndex\n├─ tokens: {len(self.tokens):,} in {documents:,} documents\n"
            f"└─ spellings: {len(self.vocabulary.spellings):,}"
        )

    def slots_of(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return all slots whose part is one of the spellings in ``mask``, sorted."""
        chosen = np.flatnonzero(mask)
        pieces = [self.order[self.bounds[number] : self.bounds[number + 1]] for number in chosen]
        return np.sort(np.concatenate(pieces)).astype(np.int64) if pieces else np.zeros(0, dtype=np.int64)


def index_tokens(tokens: pd.DataFrame | TokenIndex, *, case: bool = False) -> TokenIndex:
    """Make a token table ready for searching; an index is returned as it is.

    Parameters
    ----------
    tokens
        A tokens table, whole or filtered.
    case
        Whether upper and lower case are to differ in searches. An index keeps the choice it was made with.

    Returns
    -------
    TokenIndex
        Frozen; pass it instead of the table where many queries follow.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> index_tokens(tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["Self-reliance, again."]})))
    TokenIndex
    ├─ tokens: 2 in 1 documents
    └─ spellings: 4
    """
    if isinstance(tokens, TokenIndex):
        if tokens.case != case:
            raise ArgumentError(
                f"the index was made with case={tokens.case}; make one with index_tokens(…, case={case})"
            )
        return tokens
    check(tokens, "tokens")
    words = pd.Categorical(tokens["token"])
    vocabulary = _vocabulary(words.categories.tolist(), case=case)
    types = words.codes.astype(np.int64)
    width = np.array([len(parts) for parts in vocabulary.parts], dtype=np.int64)
    slot, slots = _first_slots(tokens, width[types])
    place = _within(width[types])  # which part of its token, for every part of every token
    where = np.repeat(slot, width[types]) + place
    every = np.concatenate(vocabulary.parts) if vocabulary.parts else np.zeros(0, dtype=np.int32)
    begins = np.cumsum(width) - width
    part, row, whole, sentence = (np.full(slots, -1, dtype=np.int32) for _ in range(4))
    part[where] = every[np.repeat(begins[types], width[types]) + place]
    row[where] = np.repeat(np.arange(len(tokens)), width[types])
    sentence[where] = np.repeat(_sentence_numbers(tokens), width[types])
    whole[slot] = vocabulary.whole[types]
    widths, first = np.ones(slots, dtype=np.int32), np.ones(slots, dtype=bool)
    widths[slot], first[where] = width[types], place == 0
    order = np.argsort(part, kind="stable").astype(np.int32)
    bounds = np.searchsorted(part, np.arange(len(vocabulary.spellings) + 1), sorter=order)
    return TokenIndex(
        tokens,
        vocabulary,
        part,
        row,
        first,
        widths,
        whole,
        sentence,
        starts=np.append(np.flatnonzero(first), slots),
        ordinal=(np.cumsum(first) - 1).astype(np.int32),
        compounds=np.flatnonzero(widths > 1),
        order=order,
        bounds=bounds,
        case=case,
    )


def _within(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, … up to each count in turn."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def _vocabulary(types: list[str], *, case: bool) -> Vocabulary:
    written = [straighten(entry) if case else fold(entry) for entry in types]
    split = [[part for part in entry.split("-") if part] or [entry] for entry in written]
    spellings = set(written).union(*split)
    spellings = sorted(spellings.union(without_possessive(entry) for entry in spellings))
    number = {spelling: place for place, spelling in enumerate(spellings)}
    return Vocabulary(
        spellings,
        bare=np.array([number[without_possessive(entry)] for entry in spellings], dtype=np.int32),
        whole=np.array([number[entry] for entry in written], dtype=np.int32),
        parts=[np.array([number[part] for part in parts], dtype=np.int32) for parts in split],
    )


def _first_slots(tokens: pd.DataFrame, width: NDArray[np.int32]) -> tuple[NDArray[np.int64], int]:
    """The slot at which each token begins, and the number of slots; absent positions get one slot each."""
    document = pd.Categorical(tokens["doc_id"]).codes.astype(np.int64)
    position = tokens["position"].to_numpy(dtype=np.int64)
    order = np.lexsort((position, document))
    ordered, places = document[order], position[order]
    new = np.append(True, np.diff(ordered) != 0)[: len(ordered)]
    holes = np.where(new, places, np.append(0, np.diff(places) - 1)[: len(places)])
    begin = np.cumsum(holes + width[order]) - width[order]
    slot = np.empty(len(tokens), dtype=np.int64)
    slot[order] = begin
    return slot, int(begin[-1] + width[order][-1]) if len(begin) else 0


def _sentence_numbers(tokens: pd.DataFrame) -> NDArray[np.int32]:
    """Number the sentences over the whole table, so that two documents never share one."""
    document = pd.Categorical(tokens["doc_id"]).codes.astype(np.int64)
    sentence = tokens["sentence"].to_numpy(dtype=np.int64)
    return pd.factorize(document * (sentence.max(initial=0) + 1) + sentence)[0].astype(np.int32)
