"""Tokens → the document-term matrix."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, TooSmallError
from discourse.tables import check
from discourse.text.characters import fold
from discourse.text.stopwords import stop_words as read_stop_words


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
) -> DTM:
    """Count the terms of each document. *Which words does each document consist of?*

    Parameters
    ----------
    tokens
        A tokens table.
    min_docs, min_freq
        Keep terms that stand in at least so many documents, and at least so many times.
    max_share
        Keep terms that stand in at most this share of the documents (0–1).
    stop_words
        Words to leave out: a language whose list is shipped (``"en"``), or the words themselves. Numbers are
        left out with them. ``None`` keeps everything.

    Returns
    -------
    DTM
        ``counts`` (documents × terms), ``doc_ids`` (sorted), ``terms`` (lower case, sorted), whatever the order
        of the rows of ``tokens``.

    Raises
    ------
    ArgumentError
        If a threshold is out of its range, or no list is shipped for the language.
    TooSmallError
        If no term is left.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The dam, the river.", "The dam"]})
    >>> document_term_matrix(tokenize(articles), min_docs=2, stop_words="en").terms.tolist()
    ['dam']
    """
    check(tokens, "tokens")
    if min_docs < 1 or min_freq < 1 or not 0 < max_share <= 1:
        raise ArgumentError(
            "min_docs and min_freq must be 1 or more and max_share between 0 and 1, "
            f"not {min_docs}, {min_freq} and {max_share}"
        )
    words, documents = pd.Categorical(tokens["token"]), pd.Categorical(tokens["doc_id"])
    folded = np.array([fold(entry) for entry in words.categories.tolist()] or [""], dtype=object)
    term_of, terms = pd.factorize(folded, sort=True)
    there = np.flatnonzero(np.bincount(documents.codes, minlength=len(documents.categories)))
    ids = documents.categories[there].astype("str")
    order = np.argsort(ids.to_numpy(dtype=object), kind="stable")
    row_of = np.full(len(documents.categories), -1)
    row_of[there[order]] = np.arange(len(order))
    ones = np.ones(len(tokens), dtype=np.int32)
    counts = csr_array((ones, (row_of[documents.codes], term_of[words.codes])), shape=(len(ids), len(terms)))
    counts.sum_duplicates()
    keep = _kept(counts, terms, min_docs=min_docs, min_freq=min_freq, max_share=max_share)
    if stop_words is not None:
        out = read_stop_words(stop_words) if isinstance(stop_words, str) else {fold(word) for word in stop_words}
        keep &= np.array([term not in out and any(map(str.isalpha, term)) for term in terms.tolist()], dtype=bool)
    if not keep.any():
        raise TooSmallError(
            f"no term is left of {len(terms):,} in {len(ids):,} documents with min_docs={min_docs}, "
            f"min_freq={min_freq}, max_share={max_share}; lower min_docs and min_freq, or raise max_share"
        )
    return DTM(csr_array(counts[:, keep]), ids[order], pd.Index(terms[keep].tolist(), dtype="str"))


def _kept(counts: csr_array, terms: np.ndarray, *, min_docs: int, min_freq: int, max_share: float) -> np.ndarray:
    in_documents = np.bincount(counts.indices, minlength=len(terms))
    frequency = counts.sum(axis=0)
    return (in_documents >= min_docs) & (frequency >= min_freq) & (in_documents <= max_share * max(1, counts.shape[0]))
