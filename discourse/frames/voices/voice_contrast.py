"""The same vocabulary inside and outside reported words, compared within documents."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.measures.counts import names_of
from discourse.frames.voices.attributed import documents_of
from discourse.frames.voices.cover import content_pieces, innermost, sorted_statements
from discourse.frames.voices.estimates import document_groups, group_table, ratio_estimates, with_group
from discourse.frames.voices.voicing import match_spans
from discourse.stats.bootstrap import check_random_state
from discourse.text.index import TokenIndex, index_tokens


def voice_contrast(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare reported with unattributed words. *Is a theme, hedge or booster rather in quoted mouths than outside?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` (themes) or :func:`read_markers` (hedges and boosters) returned.
    statements
        What :func:`reported_speech` returned for the same articles.
    by
        A document variable, or several, whose values are compared.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group and theme: the ``by`` columns, ``theme``, ``hits_reported, tokens_reported,
        per_1000_reported`` (per 1,000 words of reported content, of any polarity), ``hits_unattributed,
        tokens_unattributed, per_1000_unattributed``, ``difference`` (reported − unattributed per 1,000, within
        documents) with ``low, high`` (bootstrap over documents), ``documents``, ``documents_compared`` (those with
        words of both kinds), ``note``.

    Notes
    -----
    ``difference`` compares the two parts of each document and weighs a document by
    ``tokens_reported · tokens_unattributed / tokens`` (the Mantel–Haenszel difference of rates; Greenland & Robins
    1985), so that articles which quote much and are about the theme do not make the difference by themselves; it is
    not the difference of the two pooled rates. Documents that hold only one kind of words weigh nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.tables import empty
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["It is perhaps certainly so."]}))
    >>> dc.voice_contrast(tokens, dc.read_markers(), empty("statements"), random_state=1)[
    ...     ["theme", "hits_reported", "hits_unattributed", "documents_compared"]
    ... ].values.tolist()
    [['hedge', 0, 1, 0], ['booster', 0, 1, 0]]
    """
    state = check_random_state(random_state, what="documents are drawn")
    names, index = names_of(by), index_tokens(tokens)
    documents = documents_of(index.tokens, by, "voice_contrast")
    pieces = content_pieces(sorted_statements(statements))
    words = _by_document(index.tokens[["doc_id", "start", "end"]], np.zeros(len(index.tokens)), 1, documents, pieces)
    matches = theme_matches(index, codebook)
    theme = pd.Categorical(matches["theme"], categories=codebook.theme_names).codes
    hits = _by_document(match_spans(index, matches), theme, len(codebook.themes), documents, pieces)
    parts = []
    for _, group in document_groups(documents, names):
        place = group.index.to_numpy()
        table = _contrast(hits[place], words[place], group["doc_id"].tolist(), confidence, state)
        parts.append(with_group(table.assign(theme=codebook.theme_names), group, names))
    return group_table(parts, "voice_contrast", names)


def _by_document(
    stretches: pd.DataFrame, kind: np.ndarray, kinds: int, documents: pd.DataFrame, pieces: pd.DataFrame
) -> np.ndarray:
    """Counts, documents × kinds × (outside, inside reported content)."""
    inside = (innermost(stretches, pieces) >= 0).astype(np.int64)
    document = pd.Index(documents["doc_id"]).get_indexer(stretches["doc_id"].astype("str"))
    shape = (len(documents), kinds, 2)
    flat = np.ravel_multi_index((document, np.asarray(kind, dtype=np.int64), inside), shape)
    return np.bincount(flat, minlength=np.prod(shape)).reshape(shape)


def _contrast(
    hits: np.ndarray, words: np.ndarray, ids: list[str], confidence: float, random_state: int
) -> pd.DataFrame:
    outside, inside = words[:, :, 0].astype(np.float64), words[:, :, 1].astype(np.float64)
    total = np.maximum(outside + inside, 1)
    weight = inside * outside / total
    estimates = ratio_estimates(
        (hits[:, :, 1] * outside - hits[:, :, 0] * inside) * 1000 / total,
        weight,
        ids=ids,
        present=(hits.sum(axis=2) > 0) & (weight > 0),
        confidence=confidence,
        random_state=random_state,
    )
    table = pd.DataFrame({"difference": estimates["value"], "low": estimates["low"], "high": estimates["high"]})
    for number, name, size in ((1, "reported", inside.sum()), (0, "unattributed", outside.sum())):
        count = hits[:, :, number].sum(axis=0)
        table[f"hits_{name}"], table[f"tokens_{name}"] = count, int(size)
        table[f"per_1000_{name}"] = count / size * 1000 if size else np.nan
    return table.assign(documents=len(ids), documents_compared=int((weight > 0).sum()), note=estimates["note"])
