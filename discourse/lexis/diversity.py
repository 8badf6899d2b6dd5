"""How varied the vocabulary of each document is."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.lexis.caption import constant
from discourse.lexis.words import word_stream
from discourse.stats.diversity import mattr, mtld
from discourse.tables import columns, document_variables
from discourse.text.index import TokenIndex

#: Below so many tokens MTLD rests on a factor or two.
MIN_TOKENS = 100


def lexical_diversity(tokens: pd.DataFrame | TokenIndex, *, window: int = 100, threshold: float = 0.72) -> pd.DataFrame:
    """Measure how varied each document's words are. *Does this outlet write with more different words?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it (which decides whether case differs).
    window
        Tokens of the moving window of MATTR.
    threshold
        The type-token ratio at which a factor of MTLD is complete.

    Returns
    -------
    DataFrame
        One row per document, in the order of the text: ``doc_id``, ``tokens``, ``types``, ``ttr`` (types by tokens;
        falls as texts grow, so never compare it), ``mattr`` (NaN for a document shorter than the window), ``mtld``,
        ``note`` (why a number is missing or weak, or ``""``), ``base`` (see :func:`caption`), then the document
        variables. For a group take the mean over its documents, and its interval over documents too.

    Notes
    -----
    MATTR: Covington & McFall (2010). MTLD: McCarthy & Jarvis (2010), mean of both directions, a factor complete at a
    ratio of at most ``threshold``, the last in part; programs that ask for factors of at least 10 tokens differ
    on short texts. Names, quotations and repeated boilerplate move both.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["of the people by the people for the people"]})
    >>> lexical_diversity(tokenize(articles), window=3)[["tokens", "types", "mattr", "mtld"]].values.tolist()
    [[9.0, 5.0, 1.0, 9.0]]
    """
    if window < 1 or not 0 < threshold < 1:
        raise ArgumentError(
            f"window must be 1 token or more and threshold between 0 and 1, not {window} and {threshold}"
        )
    stream = word_stream(tokens)
    words = stream.word_of[stream.codes]
    texts = [words[a:b] for a, b in zip(stream.begins[:-1], stream.begins[1:], strict=True)]
    lengths = np.diff(stream.begins)
    types = np.array([len(np.unique(text)) for text in texts], dtype=np.int64)
    notes = np.where(lengths < MIN_TOKENS, f"fewer than {MIN_TOKENS} tokens, so mtld says little", "")
    notes = np.where(lengths < window, f"shorter than the window of {window} tokens, so no mattr", notes)
    table = pd.DataFrame(
        {
            "doc_id": stream.doc_ids.array,
            "tokens": lengths,
            "types": types,
            "ttr": types / lengths,
            "mattr": np.array([mattr(text, window=window) for text in texts], dtype=np.float64),
            "mtld": np.array([mtld(text, threshold=threshold) for text in texts], dtype=np.float64),
            "note": pd.Series(notes, dtype="str"),
        }
    )
    said = f"Documents; mattr over windows of {window} tokens; mtld with factors complete at a ratio of {threshold}"
    table["base"] = constant(said, len(table))
    first = stream.begins[:-1] if stream.rows is None else stream.rows[stream.begins[:-1]]
    for name in document_variables(stream.table, "tokens"):
        if name not in table.columns:
            table[name] = stream.table[name].take(first).array
    return table[[*columns("lexical_diversity"), *(c for c in table.columns if c not in columns("lexical_diversity"))]]
