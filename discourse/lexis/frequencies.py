"""How often words stand, in how many documents, and how surely."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.lexis.caption import constant, size_named, unit_named
from discourse.lexis.groups import grouped, stacked
from discourse.lexis.words import WordCounts, count_words
from discourse.stats.bootstrap import check_confidence
from discourse.stats.ratios import normal_quantile
from discourse.text.index import TokenIndex

#: With fewer documents, or fewer with the word, the estimate of how documents vary is too poor for an interval.
MIN_DOCUMENTS, MIN_WITH_WORD = 10, 3


def frequencies(
    tokens: pd.DataFrame | TokenIndex,
    *,
    by: str | None = None,
    ngram: int = 1,
    min_freq: int = 1,
    min_docs: int = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the words of a corpus or of its groups. *Which words are frequent, and in how many documents?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it (which decides whether case differs).
    by
        A document variable whose values are counted separately; ``None`` counts all documents together.
    ngram
        Count sequences of so many words within a sentence; 1 counts words.
    min_freq, min_docs
        Keep what stands at least so many times, in at least so many documents, of the group.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per word, the most frequent first: the ``by`` column, ``token`` (lower case), ``freq``,
        ``per_million`` tokens with ``low, high`` (over documents), ``documents`` (with the word), ``range`` (these as
        a share of the documents), ``note`` (why the interval is missing, or ``""``), ``base`` (see :func:`caption`).

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable.

    Notes
    -----
    The interval takes the document for the sampling unit (linearised variance of the logarithm of the rate; see
    :mod:`discourse.stats.ratios`), so it is wide for a word that few documents repeat. Groups of fewer than 10
    documents, and words in fewer than 3, have none.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["The dam, the river.", "The dam"]})
    >>> frequencies(tokenize(articles))[["token", "freq", "documents", "range"]].values.tolist()
    [['the', 3, 2, 1.0], ['dam', 2, 2, 1.0], ['river', 1, 1, 0.5]]
    """
    check_confidence(confidence)
    check_thresholds(min_freq, min_docs)
    whole = count_words(tokens, ngram=ngram)
    unit = unit_named(ngram, min_freq=min_freq, min_docs=min_docs)
    tables = []
    for value, counts, note in grouped(tokens, whole, by=by):
        base = f"{unit}, in {size_named(len(counts.lengths), counts.tokens)}"
        table = _frequencies(counts, min_freq=min_freq, min_docs=min_docs, confidence=confidence)
        table["base"] = constant(f"{base}; {100 * confidence:g} % intervals over documents{note}", len(table))
        tables.append((value, table))
    return stacked(tables, "frequencies", by=by)


def check_thresholds(min_freq: int, min_docs: int) -> None:
    """Refuse thresholds below 1."""
    if min_freq < 1 or min_docs < 1:
        raise ArgumentError(f"min_freq and min_docs must be 1 or more, not {min_freq} and {min_docs}")


def _frequencies(counts: WordCounts, *, min_freq: int, min_docs: int, confidence: float) -> pd.DataFrame:
    freq, documents = counts.frequency, counts.documents
    kept = np.flatnonzero((freq >= min_freq) & (documents >= min_docs))
    kept = kept[np.lexsort((kept, -freq[kept]))]
    freq, documents = freq[kept], documents[kept]
    rate = 1e6 * freq / max(1, counts.tokens)
    many = len(counts.lengths) >= MIN_DOCUMENTS
    note = np.where(documents < MIN_WITH_WORD, f"in fewer than {MIN_WITH_WORD} documents, so no interval", "")
    note = note if many else np.full(len(kept), f"fewer than {MIN_DOCUMENTS} documents, so no interval")
    reach = np.where(note == "", normal_quantile(confidence) * counts.rate_error[kept], np.nan)
    return pd.DataFrame(
        {
            "token": pd.Series([counts.words[number] for number in kept.tolist()], dtype="str"),
            "freq": freq,
            "per_million": rate,
            "low": rate * np.exp(-reach),
            "high": rate * np.exp(reach),
            "documents": documents,
            "range": documents / max(1, len(counts.lengths)),
            "note": pd.Series(note, dtype="str"),
        }
    )
