"""A token table made ready for many queries: :class:`TokenIndex`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array

from discourse.errors import ArgumentError
from discourse.tables import check, stand_in_order
from discourse.text.vocabulary import Vocabulary, make_vocabulary


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
    compound_order: NDArray[np.int32]  # ``compounds`` sorted by the spelling of the whole token
    compound_bounds: NDArray[np.int64]  # spelling → where its compounds begin in ``compound_order``
    frequency: NDArray[np.int64]  # spelling → how many tokens are spelled so, whole
    rows: NDArray[np.int64] | None  # the rows of the table in the order of the text; None: as they stand
    documents: NDArray[np.int64]  # the first token of each document in the order of the text, and the end of the last
    case: bool  # whether upper and lower case differ

    def __repr__(self) -> str:
        documents = self.tokens["doc_id"].nunique()
        return (
            f"TokenIndex\n├─ tokens: {len(self.tokens):,} in {documents:,} documents\n"
            f"└─ spellings: {len(self.vocabulary.spellings):,}"
        )

    def slots_of(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return all slots whose part is one of the spellings in ``mask``, sorted."""
        edges = np.flatnonzero(np.diff(np.pad(mask, 1).view(np.int8)))
        ranges = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
        return np.sort(listed(self.order, self.bounds, ranges)).astype(np.int64)


def listed(order: NDArray[np.int32], bounds: NDArray[np.int64], ranges: list[tuple[int, int]]) -> NDArray[np.int32]:
    """The entries of an inverted list for ranges of spellings, range by range."""
    pieces = [order[bounds[first] : bounds[last]] for first, last in ranges]
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces) if pieces else order[:0]


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
    vocabulary = make_vocabulary(words.categories.tolist(), case=case)
    document, order = in_order(tokens)
    types = words.codes if order is None else words.codes[order]
    width = np.diff(vocabulary.bounds).astype(np.int32)[types]
    slot, slots = _first_slots(tokens, document, order, width)
    row = np.arange(len(tokens), dtype=np.int32) if order is None else order.astype(np.int32)
    sentence = _sentence_numbers(tokens, document, order)
    part, whole = vocabulary.parts[vocabulary.bounds[:-1]], vocabulary.whole
    part, row, sentence, whole = (
        _laid_out(values, slot, slots, -1)
        for values in (part[types] if len(types) else types, row, sentence, whole[types])
    )
    widths, first = _laid_out(width, slot, slots, 1), np.ones(slots, dtype=bool)
    several = np.flatnonzero(width > 1)
    again = np.repeat(several, width[several] - 1)
    place = _within(width[several] - 1) + 1  # which part of its token, for all but the first
    where = slot[again] + place
    part[where] = vocabulary.parts[vocabulary.bounds[types[again]] + place]
    row[where], sentence[where], first[where] = row[slot[again]], sentence[slot[again]], False
    compounds, spellings = slot[several], len(vocabulary.spellings)
    stream = (part, row, first, widths, whole, sentence)
    tokens_at = (np.append(np.flatnonzero(first), slots), np.cumsum(first, dtype=np.int32) - 1)
    return TokenIndex(
        tokens,
        vocabulary,
        *stream,
        *tokens_at,
        compounds,
        *_inverted(part, np.arange(slots), spellings),
        *_inverted(whole[compounds], compounds, spellings),
        frequency=_frequency(vocabulary, types),
        rows=order,
        documents=document_begins(document),
        case=case,
    )


def _frequency(vocabulary: Vocabulary, types: NDArray[np.integer]) -> NDArray[np.int64]:
    """How many tokens, given by their types, have each spelling."""
    number = np.bincount(types, minlength=len(vocabulary.whole))
    return np.bincount(vocabulary.whole, number, len(vocabulary.spellings)).astype(np.int64)


def _laid_out(values: NDArray[np.integer], slot: NDArray[np.int64], slots: int, absent: int) -> NDArray[np.int32]:
    """The values of tokens, each in the slot where its token begins."""
    stream = np.full(slots, absent, dtype=np.int32)
    stream[slot] = values
    return stream


def _within(counts: NDArray[np.int32]) -> NDArray[np.int64]:
    """0, 1, … up to each count in turn."""
    return np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)


def in_order(tokens: pd.DataFrame) -> tuple[NDArray[np.integer], NDArray[np.int64] | None]:
    """The documents of the tokens in the order of the text, and that order of the rows (none if they stand so)."""
    document = pd.Categorical(tokens["doc_id"]).codes
    position = tokens["position"].to_numpy()
    if stand_in_order(document, position):
        return document, None
    order = np.lexsort((position, document))
    return document[order], order


def document_begins(document: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each document begins, and the end of the last."""
    new = np.flatnonzero(document[1:] != document[:-1]) + 1
    return np.concatenate([[0], new, [len(document)]]) if len(document) else np.zeros(1, dtype=np.int64)


def _first_slots(
    tokens: pd.DataFrame, document: NDArray[np.integer], order: NDArray[np.int64] | None, width: NDArray[np.int32]
) -> tuple[NDArray[np.int64], int]:
    """The slot at which each token begins, and the number of slots; absent positions get one slot each."""
    if not len(document):
        return np.zeros(0, dtype=np.int64), 0
    position = tokens["position"].to_numpy(dtype=np.int64)
    position = position if order is None else position[order]
    holes = np.empty(len(position), dtype=np.int64)
    np.subtract(position[1:], position[:-1] + 1, out=holes[1:])
    new = np.append(True, document[1:] != document[:-1])
    holes[new] = position[new]
    holes += width
    slot = np.cumsum(holes)
    slots = int(slot[-1])
    return slot - width, slots


def _sentence_numbers(
    tokens: pd.DataFrame, document: NDArray[np.integer], order: NDArray[np.int64] | None
) -> NDArray[np.int32]:
    """Number the sentences over the whole table, so that two documents never share one."""
    sentence = tokens["sentence"].to_numpy(dtype=np.int64)
    sentence = sentence if order is None else sentence[order]
    new = (document[1:] != document[:-1]) | (sentence[1:] != sentence[:-1])
    return np.append(0, np.cumsum(new, dtype=np.int32))[: len(sentence)].astype(np.int32)


def _inverted(
    spelling: NDArray[np.int32], slots: NDArray[np.int64], spellings: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The slots sorted by spelling (each spelling's in order), and where those of each spelling begin; no holes."""
    there = spelling >= 0
    if not there.all():
        spelling, slots = spelling[there], slots[there]
    place = np.arange(len(spelling), dtype=np.int32)
    shape = (spellings, max(1, len(spelling)))
    table = coo_array((np.ones(len(spelling), dtype=np.int8), (spelling, place)), shape=shape).tocsr()
    return slots[table.indices].astype(np.int32), table.indptr.astype(np.int64)
