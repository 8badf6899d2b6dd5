"""A token table as numbers: which document and which word stands at each place, in the order of the text."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError
from discourse.stats.ratios import log_rate_error
from discourse.tables import check
from discourse.text.characters import folded
from discourse.text.index import TokenIndex, document_begins, in_order


@dataclass(frozen=True)
class WordStream:
    """The tokens of a table in the order of the text, their documents standing together."""

    table: pd.DataFrame
    rows: NDArray[np.int64] | None  # the rows of the table in the order of the text; None: as they stand
    document: NDArray[np.integer]  # token → a number of its document, one for all tokens of it
    begins: NDArray[np.int64]  # the first token of each document, and the end of the last
    codes: NDArray[np.int32]  # token → its type
    word_of: NDArray[np.int32]  # type → its word
    words: list[str]  # sorted
    doc_ids: pd.Index  # of the documents, in the order of the text

    def ends(self, matches: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first and last tokens of matches, which name rows of the table."""
        first, last = (matches[end].to_numpy(dtype=np.int64) for end in ("first", "last"))
        if self.rows is None:
            return first, last
        place = np.empty(len(self.rows), dtype=np.int64)
        place[self.rows] = np.arange(len(place))
        return place[first], place[last]

    def column(self, name: str) -> NDArray:
        """A column of whole numbers of the table, in the order of the text."""
        values = self.table[name].to_numpy()
        return narrow(values if self.rows is None else values[self.rows])


@dataclass(frozen=True)
class WordCounts:
    """How often each word stands in each document; a frequency list is one document whose counts are not known."""

    counts: csr_array | None  # documents × words; None: not asked for, or a frequency list
    lengths: NDArray[np.int64]  # tokens of each document
    doc_ids: pd.Index
    words: list[str]  # sorted; also words without occurrence
    sums: NDArray[np.float64]  # words × 5: see discourse.lexis.kernels.sum_cells
    listed: bool = False  # a frequency list, whose documents are not known

    @property
    def tokens(self) -> int:
        """Tokens of all documents."""
        return int(self.lengths.sum())

    @property
    def frequency(self) -> NDArray[np.int64]:
        """Occurrences of each word."""
        return self.sums[:, 0].astype(np.int64)

    @property
    def documents(self) -> NDArray[np.int64]:
        """Documents with each word."""
        return self.sums[:, 1].astype(np.int64)

    @property
    def rate_error(self) -> NDArray[np.float64]:
        """Standard error of the natural logarithm of each word's rate, over documents."""
        return log_rate_error(self.sums[:, 0], self.sums[:, 3], self.sums[:, 4], self.lengths)

    def of_documents(self, chosen: NDArray[np.bool_]) -> "WordCounts":
        """The same words counted in some of the documents."""
        from discourse.lexis.kernels import sum_cells

        counts, lengths = self.counts[chosen], self.lengths[chosen]
        sums = sum_cells(counts.indptr, counts.indices, counts.data, _shares(lengths), len(self.words))
        return WordCounts(counts, lengths, self.doc_ids[chosen], self.words, sums)


def narrow(numbers: NDArray[np.integer]) -> NDArray[np.int32]:
    """The same numbers as a read-only view of int32, so that each kernel is compiled for one kind only."""
    view = np.asarray(numbers, dtype=np.int32).view()
    view.flags.writeable = False
    return view


def texts(names: list[str], numbers: NDArray[np.integer]) -> pd.api.extensions.ExtensionArray:
    """A column of text: for each number the name it stands for."""
    import pyarrow as pa

    return pd.array(pa.array(names, type=pa.large_string()).take(pa.array(numbers)), dtype="str")


def as_categorical(column: pd.Series) -> pd.Categorical:
    """The column's own categorical, or one made of it."""
    return column.array if isinstance(column.dtype, pd.CategoricalDtype) else pd.Categorical(column)


def word_stream(tokens: pd.DataFrame | TokenIndex) -> WordStream:
    """Number the words of a token table; with an index as it folds case, with a table in lower case."""
    if isinstance(tokens, TokenIndex):
        table, words, word_of = tokens.tokens, tokens.vocabulary.spellings, tokens.vocabulary.whole
    else:
        table = check(tokens, "tokens")
        types = folded(pd.Categorical(table["token"]).categories.tolist())
        word_of, found = pd.factorize(np.array(types, dtype=object), sort=True)
        words = found.tolist()
    document = as_categorical(table["doc_id"])
    numbers, codes = document.codes, narrow(as_categorical(table["token"]).codes)
    if isinstance(tokens, TokenIndex):
        begins, rows = tokens.documents, tokens.rows
        numbers = numbers if rows is None else numbers[rows]
    else:
        numbers, rows = in_order(table)
        begins = document_begins(numbers)
    codes = codes if rows is None else narrow(codes[rows])
    doc_ids = document.categories[numbers[begins[:-1]]].astype("str")
    return WordStream(table, rows, numbers, begins, codes, narrow(word_of), words, doc_ids)


def count_words(tokens: pd.DataFrame | TokenIndex, *, ngram: int = 1, sums_only: bool = False) -> WordCounts:
    """Count the words (or sequences of ``ngram`` words within a sentence) of each document, or their sums only."""
    from discourse.lexis.kernels import count_by_document, sum_cells, sum_words

    if ngram < 1:
        raise ArgumentError(f"ngram must be 1 (words) or more, not {ngram}")
    stream = word_stream(tokens)
    begins, codes, word_of, words = stream.begins, stream.codes, stream.word_of, stream.words
    if ngram > 1:
        begins, codes, words = _sequences(stream, ngram)
        codes, word_of = narrow(codes), narrow(np.arange(len(words)))
    lengths = np.diff(stream.begins)
    if sums_only:
        sums = sum_words(begins, codes, word_of, _shares(lengths), len(words))
        return WordCounts(None, lengths, stream.doc_ids, words, sums)
    cells = count_by_document(begins, codes, word_of, len(words))
    sums = sum_cells(*cells, _shares(lengths), len(words))
    counts = csr_array((cells[2], cells[1], cells[0]), shape=(len(lengths), len(words)))
    return WordCounts(counts, lengths, stream.doc_ids, words, sums)


def _sequences(stream: WordStream, ngram: int) -> tuple[NDArray[np.int64], NDArray[np.int32], list[str]]:
    """All sequences of words next to each other in one sentence: where each document begins, their numbers, names."""
    word, document = stream.word_of[stream.codes].astype(np.int64), stream.document
    position, sentence = stream.column("position"), stream.column("sentence")
    key, parts = word, [word]
    for width in range(1, ngram):
        head = slice(0, max(0, len(key) - 1))
        key = np.unique(key[head] * np.int64(len(stream.words)) + parts[0][width:], return_inverse=True)[1]
        parts.append(parts[0][width:])
    many = len(key)
    from_, to = slice(0, many), slice(ngram - 1, ngram - 1 + many)
    row = (document[from_] == document[to]) & (sentence[from_] == sentence[to])
    row &= position[to] - position[from_] == ngram - 1
    kept, first, number = np.unique(key[row], return_index=True, return_inverse=True)
    places = np.flatnonzero(row)[first]
    names = [" ".join([stream.words[parts[0][place + step]] for step in range(ngram)]) for place in places.tolist()]
    order = np.argsort(np.array(names, dtype=object), kind="stable")
    rank = np.empty(len(kept), dtype=np.int32)
    rank[order] = np.arange(len(kept), dtype=np.int32)
    begins = np.searchsorted(np.flatnonzero(row), stream.begins)
    return begins, rank[number], [names[place] for place in order.tolist()]


def _shares(lengths: NDArray[np.int64]) -> NDArray[np.float64]:
    return lengths / max(1, lengths.sum())
