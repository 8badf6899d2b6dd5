"""How often the vocabulary of each theme is used, by group, with intervals."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.frames.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.voice_rates import voice_rates
from discourse.stats.bootstrap import check_confidence, check_random_state, ratio_interval
from discourse.tables import check, document_variables, empty
from discourse.text.index import TokenIndex, index_tokens

#: With fewer documents the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10
#: With fewer documents that have a hit, a draw without any of them is too likely for an interval to mean much.
MIN_WITH_HIT = 3


def theme_rates(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str | Sequence[str] | None = None,
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Measure how often each theme's vocabulary is used. *Who uses it how much, and how sure is that?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    by
        A document variable, or several, whose values are compared; ``None`` measures all documents together.
    articles
        The articles the tokens came from. With them, articles without a word count as documents too.
    statements
        What :func:`reported_speech` returned for these articles: splits every rate by who is speaking.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group and theme: the ``by`` columns, ``theme``, ``hits``, ``tokens`` (all words of the group),
        ``per_1000`` (hits per 1,000 tokens), ``documents`` (in the group), ``documents_with`` (with at least one hit),
        ``low, high`` (percentile interval of ``per_1000``, bootstrap over documents), ``base`` (what a document is
        here) and ``note`` (why a number is missing, or ``""``). Documents without a value of ``by`` form a group of
        their own, in which it is missing.

        With ``statements``, one row per group, theme and ``voice`` (``reported``, ``denied``, ``hypothetical``,
        ``unattributed``; see :func:`hit_voices`). All are measured per 1,000 of *all* words of the group, so the four
        add up to the rate without ``statements``. Further columns: ``share`` (of the theme's hits, with ``share_low,
        share_high``), and for *unattributed* ``purity, purity_low, purity_high``: of the hits the engine leaves
        unattributed, how many were found outside reported content in annotated news; ``note`` names that source.

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable.
    LanguageError
        If the articles are in another language than the codebook.
    TableError
        If no statement is of a document among those given.

    Notes
    -----
    The rate counts vocabulary, in anyone's mouth, affirmed or denied; whether it frames a matter is for readers to
    validate. The document is the unit drawn, so repeated words within one article do not pass for evidence. The
    interval of a group depends on that group alone: adding another changes nothing. It covers the choice of documents,
    not errors of the codebook. Groups of fewer than 10 documents, and themes
    that fewer than 3 documents hit, have no interval.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.theme_rates(tokens, codebook, by="outlet", random_state=1)[["outlet", "theme", "hits", "documents"]]
      outlet        theme  hits  documents
    0    ABC  sovereignty     5        300
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    index = index_tokens(tokens)
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    documents = _documents(index.tokens, names, articles)
    base = "articles" if articles is not None else "documents with tokens"
    if statements is not None:
        how = {"by": names, "base": base, "confidence": confidence, "random_state": state}
        return voice_rates(index, codebook, statements, documents, **how)
    counts = _hits_by_document(index, codebook, documents)
    parts = [
        _group_rates(group, counts.loc[group.index], names, confidence=confidence, random_state=state)
        for _, group in (
            documents.groupby(names, dropna=False, sort=True, observed=True) if names else [("", documents)]
        )
    ]
    columns = [*names, *empty("rates").columns]
    if not len(documents):
        return empty("rates").reindex(columns=columns)
    rates = pd.concat(parts, ignore_index=True)
    return rates.assign(base=base)[columns]


def _documents(tokens: pd.DataFrame, by: list[str], articles: pd.DataFrame | None) -> pd.DataFrame:
    """One row per document of the base, indexed by its id (sorted): its tokens and its ``by`` values."""
    if articles is None:
        source, where = tokens, "the tokens"
        variables = document_variables(tokens, "tokens")
    else:
        source, where = check(articles, "articles"), "the articles"
        variables = document_variables(articles, "articles")
    for name in by:
        if name not in variables:
            raise unknown_name("document variable", name, variables, where=where)
        if name in empty("rates").columns:
            raise ArgumentError(f"by='{name}' has the name of a column of the result; rename the variable first")
    sizes = tokens.groupby("doc_id", observed=True).size()
    values = source[["doc_id", *by]].drop_duplicates().set_index("doc_id")
    torn = values.index[values.index.duplicated()].unique()
    if len(torn):
        raise TableError(f"{listing(by)} changes within documents {listing(torn, n=5)}; a group holds whole documents")
    astray = sizes.index.difference(values.index)
    if len(astray):
        raise TableError(f"documents with tokens that are not among articles: {listing(astray, n=5)}")
    values.index = values.index.astype("str")
    sizes.index = sizes.index.astype("str")
    documents = values.assign(tokens=sizes.reindex(values.index).fillna(0).astype(np.int64))
    return documents.sort_index()


def _hits_by_document(index: TokenIndex, codebook: Codebook, documents: pd.DataFrame) -> pd.DataFrame:
    """Hits, documents × themes."""
    matches = theme_matches(index, codebook)
    ids = pd.Categorical(index.tokens["doc_id"].iloc[matches["first"]].astype("str"), categories=documents.index)
    counts = pd.crosstab(ids, pd.Categorical(matches["theme"], categories=codebook.theme_names), dropna=False)
    return counts.reindex(index=documents.index, columns=codebook.theme_names, fill_value=0)


def _group_rates(
    group: pd.DataFrame, counts: pd.DataFrame, by: list[str], *, confidence: float, random_state: int
) -> pd.DataFrame:
    """The rates of all themes in one group of documents."""
    hits, tokens = counts.sum(axis=0).to_numpy(), int(group["tokens"].sum())
    low = high = np.full(len(hits), np.nan)
    documents_with = (counts > 0).sum(axis=0).to_numpy()
    note = np.where(
        documents_with < MIN_WITH_HIT, f"fewer than {MIN_WITH_HIT} documents with a hit, so no interval", ""
    )
    note = np.where(hits == 0, "no hit, so no interval", note).astype(object)
    if tokens == 0:
        note[:] = "no tokens, so no rate"
    elif len(group) < MIN_DOCUMENTS:
        note[:] = f"fewer than {MIN_DOCUMENTS} documents, so no interval"
    else:
        seed = [random_state, crc32("\n".join(group.index).encode())]  # of the group alone
        low, high = ratio_interval(
            counts.to_numpy(np.float64) * 1000,
            group["tokens"].to_numpy(np.float64),
            random_state=seed,
            confidence=confidence,
        )
        low, high = (np.where(documents_with >= MIN_WITH_HIT, bound, np.nan) for bound in (low, high))
        note[(note == "") & np.isnan(low)] = "some draws hold no tokens, so no interval"
    rates = {
        "theme": counts.columns.astype("str"),
        "hits": hits,
        "tokens": tokens,
        "per_1000": hits / tokens * 1000 if tokens else np.nan,
        "documents": len(group),
        "documents_with": documents_with,
        "low": low,
        "high": high,
        "note": note.astype(str),
    }
    variables = {name: np.repeat(group[name].iloc[[0]].array, len(hits)) for name in by}
    return pd.DataFrame({**variables, **rates})
