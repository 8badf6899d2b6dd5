"""Words and short phrases of a token table, counted fast enough to compare every phrase of two corpora."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.text.characters import fold, without_possessive


@dataclass(frozen=True)
class Stream:
    """The words of a token table in the order of the text, documents by id."""

    row: NDArray[np.int64]  # place in the stream → row of the token table
    word: NDArray[np.int64]  # place → number of the word in the vocabulary
    document: NDArray[np.int64]  # place → number of the document
    sentence: NDArray[np.int64]  # place → number of the sentence, over all documents
    joined: NDArray[np.bool_]  # place → whether the next word follows in the sentence with nothing but space between


@dataclass(frozen=True)
class Phrases:
    """The stretches of so many words of a stream: where each begins, and a number for what it says."""

    at: NDArray[np.int64]
    key: NDArray[np.int64]


def common_vocabulary(*tables: pd.DataFrame) -> list[str]:
    """The words of all tables, folded and without a possessive, sorted."""
    return sorted({word for table in tables for word in _folded(table)})


def stream_of(tokens: pd.DataFrame, vocabulary: Sequence[str]) -> Stream:
    """Lay a token table out as a stream of words."""
    number = {word: place for place, word in enumerate(vocabulary)}
    words = np.array([number[word] for word in _folded(tokens)], dtype=np.int64)
    ids = pd.Categorical(tokens["doc_id"].astype("str"))
    position, sentence = (tokens[name].to_numpy(dtype=np.int64) for name in ("position", "sentence"))
    row = np.lexsort((position, ids.codes))
    document, position, sentence = ids.codes[row].astype(np.int64), position[row], sentence[row]
    after = pd.Categorical(tokens["after"])
    blank = np.array([not entry.strip() for entry in after.categories], dtype=bool)[after.codes[row]]
    same = (np.diff(document) == 0) & (np.diff(sentence) == 0)
    joined = np.append(same & (np.diff(position) == 1) & blank[:-1], False)[: len(row)]
    new = np.append(0, np.cumsum(~same))[: len(row)]
    codes = pd.Categorical(tokens["token"]).codes[row]
    return Stream(row, words[codes] if len(words) else codes.astype(np.int64), document, new, joined)


def phrases_of(stream: Stream, length: int, *, words: int) -> Phrases:
    """All stretches of ``length`` words; ``words`` is the size of the vocabulary.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a"] * 3, "position": [0, 1, 2], "sentence": [0] * 3,
    ...                       "token": ["No", "fly", "zone"], "after": [" "] * 3})
    >>> vocabulary = common_vocabulary(table)
    >>> found = phrases_of(stream_of(table, vocabulary), 2, words=3)
    >>> [phrase_text(key, 2, vocabulary) for key in found.key]
    ['no fly', 'fly zone']
    """
    at = np.arange(max(0, len(stream.word) - length + 1))
    key = np.zeros(len(at), dtype=np.int64)
    whole = np.ones(len(at), dtype=bool)
    for step in range(length):
        key = key * words + stream.word[at + step]
        if step:
            whole &= stream.joined[at + step - 1]
    return Phrases(at[whole], key[whole])


def phrase_words(key: int, length: int, words: int) -> list[int]:
    """The word numbers a key stands for."""
    found = []
    for _ in range(length):
        key, last = divmod(int(key), words)
        found.append(last)
    return found[::-1]


def phrase_text(key: int, length: int, vocabulary: Sequence[str]) -> str:
    """The words a key stands for."""
    return " ".join(vocabulary[number] for number in phrase_words(key, length, len(vocabulary)))


def _folded(tokens: pd.DataFrame) -> list[str]:
    return [without_possessive(fold(entry)) for entry in pd.Categorical(tokens["token"]).categories.tolist()]
