"""How evenly words are spread over documents or groups."""

import numpy as np
import pandas as pd
from scipy.sparse import csc_array, csr_array

from discourse.lexis.caption import constant, size_named, unit_named
from discourse.lexis.frequencies import check_thresholds
from discourse.lexis.groups import groups_of
from discourse.lexis.words import WordCounts, count_words
from discourse.stats import dispersion as measures
from discourse.tables import columns
from discourse.text.index import TokenIndex


def dispersion(
    tokens: pd.DataFrame | TokenIndex,
    *,
    by: str | None = None,
    ngram: int = 1,
    min_freq: int = 5,
    min_docs: int = 1,
) -> pd.DataFrame:
    """Measure how evenly words are spread. *Is this word everywhere, or is it the word of a few texts?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it (which decides whether case differs).
    by
        The parts: a document variable, whose values are parts; ``None`` takes each document for a part.
    ngram
        Measure sequences of so many words within a sentence; 1 measures words.
    min_freq, min_docs
        Measure what stands at least so many times, in at least so many documents.

    Returns
    -------
    DataFrame
        One row per word, the most frequent first: ``token``, ``freq``, ``parts``, ``range`` (parts with the word),
        ``range_share``, ``juilland_d`` (of rates, population standard deviation), ``carroll_d2``, ``rosengren_s``,
        ``dp`` (Gries 2008: 0 is even), ``dp_norm`` (Lijffijt & Gries 2012: 0 is even), ``dp_egbert`` (Egbert et al.
        2020: 1 is even), ``da``, ``dkl`` (``1 - KLD / (1 + KLD)``), all these 1 if even; ``base`` (see
        :func:`caption`). With fewer than two parts the measures are NaN.

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable.

    Notes
    -----
    The measures describe these parts; they are no estimate for others, and have no interval: with documents drawn
    again and again, a word would seem the more uneven the fewer of its documents are drawn. They depend on
    frequency and on the number and size of parts (Gries 2020), so compare words of about the same frequency in one
    division, and use documents or outlets as parts rather than equal slices of text. Programs define several of
    these differently under one name: cite the variant.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["dam dam river", "dam dam bridge"]})
    >>> dispersion(tokenize(articles), min_freq=1)[["token", "range", "dp", "dp_norm"]].values.tolist()
    [['dam', 2, 0.0, 0.0], ['bridge', 1, 0.5, 1.0], ['river', 1, 0.5, 1.0]]
    """
    check_thresholds(min_freq, min_docs)
    whole = count_words(tokens, ngram=ngram)
    kept = np.flatnonzero((whole.frequency >= min_freq) & (whole.documents >= min_docs))
    kept = kept[np.lexsort((kept, -whole.frequency[kept]))]
    parts, sizes, what = _parts(tokens, whole, by)
    counts = csc_array(parts)[:, kept]
    present = measures.dispersion_range(counts)
    table = pd.DataFrame(
        {
            "token": pd.Series([whole.words[number] for number in kept.tolist()], dtype="str"),
            "freq": np.asarray(counts.sum(axis=0), dtype=np.int64).ravel(),
            "parts": np.full(len(kept), len(sizes)),
            "range": present,
            "range_share": present / max(1, len(sizes)),
            "juilland_d": measures.juilland_d(counts, sizes),
            "carroll_d2": measures.carroll_d2(counts, sizes),
            "rosengren_s": measures.rosengren_s(counts, sizes),
            "dp": measures.deviation_of_proportions(counts, sizes),
            "dp_norm": measures.dp_norm(counts, sizes),
            "dp_egbert": measures.dp_egbert(counts, sizes),
            "da": measures.dispersion_da(counts, sizes),
            "dkl": measures.dispersion_dkl(counts, sizes),
        }
    )
    unit = unit_named(ngram, min_freq=min_freq, min_docs=min_docs)
    said = (
        f"{unit}, over {len(sizes):,} {what} in {size_named(len(whole.lengths), whole.tokens)}; dp is Gries 2008 and "
        "dp_norm Lijffijt & Gries 2012 (0 even), the others 1 if even; juilland_d of rates; dkl is 1 - KLD/(1 + KLD)"
    )
    table["base"] = constant(said, len(table))
    return table[columns("dispersion")]


def _parts(tokens: pd.DataFrame | TokenIndex, whole: WordCounts, by: str | None) -> tuple[csr_array, np.ndarray, str]:
    """The counts of each part, its tokens, and what parts are called."""
    if by is None:
        return whole.counts, whole.lengths, "documents as parts"
    groups = groups_of(tokens, whole.doc_ids, by)
    chosen = csr_array(np.array(list(groups.values()), dtype=np.int64).reshape(len(groups), len(whole.lengths)))
    left = len(whole.lengths) - int(chosen.sum())
    missing = f" ({left:,} documents without it left out)" if left else ""
    return chosen @ whole.counts, chosen @ whole.lengths, f"values of {by} as parts{missing}"
