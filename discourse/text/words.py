"""Texts → words as integers: which word stands where, and what follows it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing
from discourse.text.characters import character_classes, token_mask

#: From so many bytes of text on, compiled loops repay the half second it takes to load them.
COMPILED_FROM = 3_000_000
#: The same for loops over words, of which there are so many in these bytes.
COMPILED_FROM_TOKENS = 500_000
#: What may become of the hyphens inside words.
HYPHENS = ("keep", "split")


@dataclass(frozen=True)
class Words:
    """The words of some texts, in order."""

    bounds: NDArray[np.int64]  # text → its first word; then the number of words
    word: NDArray[np.int32]  # word → its number in ``words``
    words: list[str]  # the distinct words, sorted
    start: NDArray[np.int32]  # word → its first code point in its text
    end: NDArray[np.int32]  # word → the code point behind it
    after: NDArray[np.int32]  # word → the number in ``afters`` of what stands between it and the next one
    afters: list[str]  # the distinct stretches, sorted


def compiled_pays(tokens: int) -> bool:
    """Whether there are so many tokens that a compiled loop repays the time it takes to load it."""
    return tokens >= COMPILED_FROM_TOKENS


def split_words(articles: pd.DataFrame, *, hyphens: str = "keep", places: bool = True) -> Words:
    """Split the texts of an articles table into words.

    Parameters
    ----------
    articles
        An articles table.
    hyphens
        ``"keep"``: a hyphen between two letters stays inside the word; ``"split"``: it does not.
    places
        Whether ``start, end, after, afters`` are wanted; without, they are empty.

    Raises
    ------
    ArgumentError
        If ``hyphens`` is neither.
    TableError
        If a text holds half a character (a lone surrogate).

    Notes
    -----
    Large corpora are read in one compiled pass over their UTF-8 bytes, small ones by numpy: the same rules
    (:func:`discourse.text.characters.token_mask`) with the same result.
    """
    if hyphens not in HYPHENS:
        raise ArgumentError(f"hyphens must be one of {', '.join(map(repr, HYPHENS))}, not {hyphens!r}")
    data, bounds = _utf8(articles)
    if bounds[-1] - bounds[0] < COMPILED_FROM:
        return _small(articles["text"].tolist(), hyphens=hyphens == "keep", places=places)
    from discourse.text.count_kernels import renumber
    from discourse.text.kernels import split_texts

    classes = character_classes(hyphens=hyphens == "keep")
    word_bounds, word, found, types, afters = split_texts(data, bounds, classes, places)
    start, end, after = found
    words, number = _decoded(data, types)
    stretches, place = _decoded(data, afters)
    renumber(word, number)
    renumber(after, place)
    return Words(word_bounds, word, words, start, end, after, stretches)


def _utf8(articles: pd.DataFrame) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The texts as UTF-8 bytes laid end to end, and the byte at which each begins (and the last one ends)."""
    import pyarrow as pa

    try:
        texts = pa.array(articles["text"], type=pa.large_string())
    except (UnicodeEncodeError, pa.ArrowInvalid):
        raise _half_characters(articles) from None
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    _, bounds, data = texts.buffers()
    bounds = np.frombuffer(bounds, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1] if bounds else [0]
    return np.frombuffer(data or b"", dtype=np.uint8), np.asarray(bounds, dtype=np.int64)


def _half_characters(articles: pd.DataFrame) -> TableError:
    broken = [
        name
        for name, text in zip(articles["doc_id"], articles["text"], strict=True)
        if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in set(text))
    ]
    return TableError(
        f"texts with half a character (a lone surrogate) in documents {listing(broken, n=5)}; "
        "read the file again in its right encoding"
    )


def _decoded(data: NDArray[np.uint8], types: NDArray[np.int64]) -> tuple[list[str], NDArray[np.int32]]:
    """The distinct stretches of bytes as sorted strings, and the place of each among them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from discourse.text.count_kernels import gathered

    written, bounds = gathered(data, types)
    strings = pa.LargeStringArray.from_buffers(len(bounds) - 1, pa.py_buffer(bounds), pa.py_buffer(written))
    order = pc.sort_indices(strings)  # by bytes, which is by code points
    number = np.empty(len(order), dtype=np.int32)
    number[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    return strings.take(order).to_pylist(), number


def _small(texts: list[str], *, hyphens: bool, places: bool) -> Words:
    """The words of a few texts, by numpy."""
    running = "\n".join(texts)
    mask = token_mask(running, hyphens=hyphens)
    edges = np.flatnonzero(np.diff(np.pad(mask, 1).view(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    offsets = np.cumsum(lengths + 1) - (lengths + 1)
    bounds = np.append(np.searchsorted(starts, offsets), len(starts))
    word, words = _factorized([running[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    if not places:
        none = np.zeros(0, dtype=np.int32)
        return Words(bounds, word, words, none, none, none, [])
    document = np.repeat(np.arange(len(texts)), np.diff(bounds))
    until = np.append(starts[1:], 0)[: len(starts)]
    last = bounds[1:][np.diff(bounds) > 0] - 1
    until[last] = (offsets + lengths)[document[last]]
    after, afters = _factorized([running[a:b] for a, b in zip(ends.tolist(), until.tolist(), strict=True)])
    start, end = ((edge - offsets[document]).astype(np.int32) for edge in (starts, ends))
    return Words(bounds, word, words, start, end, after, afters)


def _factorized(strings: list[str]) -> tuple[NDArray[np.int32], list[str]]:
    codes, types = pd.factorize(np.array(strings, dtype=object), sort=True)
    return codes.astype(np.int32), types.tolist()
