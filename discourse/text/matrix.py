"""Articles or tokens → the document-term matrix."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, TooSmallError
from discourse.tables import check
from discourse.text.terms import terms_of
from discourse.text.words import compiled_pays, split_words


@dataclass(frozen=True)
class DTM:
    """How often each term stands in each document.

    Attributes
    ----------
    counts
        Sparse counts, documents × terms.
    doc_ids
        The documents, sorted by id; one without any term left is a row of zeros.
    terms
        The terms (lower case), sorted.
    """

    counts: csr_array
    doc_ids: pd.Index
    terms: pd.Index

    def __repr__(self) -> str:
        documents, terms = self.counts.shape
        empty = int((self.counts.sum(axis=1) == 0).sum())
        return (
            f"DTM\n├─ documents: {documents:,} ({empty:,} without a term)\n"
            f"├─ terms: {terms:,}\n└─ tokens counted: {int(self.counts.sum()):,}"
        )


def document_term_matrix(
    tokens: pd.DataFrame,
    *,
    min_docs: int = 1,
    min_freq: int = 1,
    max_share: float = 1.0,
    stop_words: str | Collection[str] | None = None,
    case: bool = False,
    lemmas: str | None = None,
    merge: Mapping[str, str] | None = None,
    hyphens: str = "keep",
) -> DTM:
    """Count the terms of each document. *Which words does each document consist of?*

    Parameters
    ----------
    tokens
        A tokens table; or an articles table, from which the matrix is made without the tokens table between (the
        same matrix, in less time and memory).
    min_docs, min_freq
        Keep terms that stand in at least so many documents, and at least so many times.
    max_share
        Keep terms that stand in at most this share of the documents (0–1).
    stop_words
        Words to leave out: a language whose list is shipped (``"en"``), the path of a list, or the words themselves.
        Numbers are left out with them. ``None`` keeps everything.
    case
        Whether upper and lower case differ.
    lemmas
        Count the forms of a word as its lemma, in this language (``"en"``); needs the extra ``lemma``. A lemma is
        looked up for the bare word, whatever its part of speech in the sentence.
    merge
        Words that count as another: ``{"usa": "united states"}``.
    hyphens
        Of an articles table, as in :func:`discourse.text.tokenize.tokenize`.

    Returns
    -------
    DTM
        ``counts`` (documents × terms), ``doc_ids`` (sorted), ``terms`` (lower case unless ``case``, sorted),
        whatever the order of the rows of ``tokens``. Documents without a word have no row.

    Raises
    ------
    ArgumentError
        If a threshold is out of its range, or no list is shipped for the language.
    TooSmallError
        If no term is left.
    DiscourseError
        If lemmas are asked for and simplemma is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The dam, the river.", "The dam"]})
    >>> document_term_matrix(articles, min_docs=2, stop_words="en").terms.tolist()
    ['dam']
    """
    if min_docs < 1 or min_freq < 1 or not 0 < max_share <= 1:
        raise ArgumentError(
            "min_docs and min_freq must be 1 or more and max_share between 0 and 1, "
            f"not {min_docs}, {min_freq} and {max_share}"
        )
    word, words, bounds, ids = _words_of(tokens, hyphens=hyphens)
    term_of, terms = terms_of(words, case=case, lemmas=lemmas, merge=merge, stop_words=stop_words)
    there = np.flatnonzero(np.diff(bounds))
    rows = there[np.argsort(ids[there].to_numpy(dtype=object), kind="stable")]
    counts, frequency, spread = _counted(word, bounds, rows, term_of, len(terms))
    keep = (spread >= min_docs) & (frequency >= min_freq) & (spread <= max_share * max(1, len(rows)))
    if not keep.any():
        raise TooSmallError(
            f"no term is left of {len(terms):,} in {len(rows):,} documents with min_docs={min_docs}, "
            f"min_freq={min_freq}, max_share={max_share}; lower min_docs and min_freq, or raise max_share"
        )
    kept = [term for term, stays in zip(terms, keep.tolist(), strict=True) if stays]
    return DTM(_with_columns(counts, keep), ids[rows], pd.Index(kept, dtype="str"))


def _words_of(
    tokens: pd.DataFrame, *, hyphens: str
) -> tuple[NDArray[np.int32], list[str], NDArray[np.int64], pd.Index]:
    """Words document by document, their spellings, the first word of each document, the documents."""
    if isinstance(tokens, pd.DataFrame) and "text" in tokens.columns and "token" not in tokens.columns:
        found = split_words(check(tokens, "articles"), hyphens=hyphens, places=False)
        return found.word, found.words, found.bounds, pd.Index(tokens["doc_id"].astype("str"))
    check(tokens, "tokens")
    if hyphens != "keep":
        raise ArgumentError(f"hyphens={hyphens!r} is decided when a table is tokenised: tokenize(articles, hyphens=…)")
    words, documents = pd.Categorical(tokens["token"]), pd.Categorical(tokens["doc_id"])
    word, document = words.codes.astype(np.int32, copy=False), documents.codes
    if (document[1:] < document[:-1]).any():
        order = np.argsort(document, kind="stable")
        word, document = word[order], document[order]
    bounds = np.searchsorted(document, np.arange(len(documents.categories), dtype=document.dtype))
    bounds = np.append(bounds, len(document))
    return word, words.categories.tolist(), bounds, documents.categories.astype("str")


def _counted(
    word: NDArray[np.int32], bounds: NDArray[np.int64], rows: NDArray[np.int64], term_of: NDArray[np.int32], terms: int
) -> tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]:
    """How often each term stands in each of the documents ``rows``, in all of them, and in how many of them."""
    if compiled_pays(len(word)):
        from discourse.text.count_kernels import count_terms

        indptr, columns, counts, frequency, spread = count_terms(word, bounds, rows, term_of, terms)
        return csr_array((counts, columns, indptr), shape=(len(rows), terms)), frequency, spread
    row_of = np.full(len(bounds) - 1, -1)
    row_of[rows] = np.arange(len(rows))
    term, row = term_of[word], np.repeat(row_of, np.diff(bounds))
    stays = term >= 0
    ones = np.ones(int(stays.sum()), dtype=np.int32)
    counts = csr_array((ones, (row[stays], term[stays])), shape=(len(rows), terms))
    counts.sum_duplicates()
    return counts, np.asarray(counts.sum(axis=0)), np.bincount(counts.indices, minlength=terms)


def _with_columns(counts: csr_array, keep: NDArray[np.bool_]) -> csr_array:
    """These columns only, in their order."""
    if keep.all():
        return counts
    stays = keep[counts.indices]
    columns = (np.cumsum(keep) - 1).astype(counts.indices.dtype)[counts.indices[stays]]
    indptr = np.append(0, np.cumsum(stays))[counts.indptr]
    return csr_array((counts.data[stays], columns, indptr), shape=(counts.shape[0], int(keep.sum())))
