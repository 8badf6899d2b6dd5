"""What rates are made of, as tables: the documents with their sizes, and the hits of each theme in each.

They hold no text, so they may be shown where the articles may not, and the rates come out of them again.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing
from discourse.frames.measures.counts import UNITS, ThemeCounts
from discourse.frames.voices.voicing import apart_by_voice
from discourse.tables import check, document_variables


def counted_documents(counts: ThemeCounts) -> pd.DataFrame:
    """Return the documents of a measure. *What were the hits counted against?*

    Returns
    -------
    DataFrame
        One row per document of the base, by id: ``doc_id``, ``tokens``, ``units`` (tokens, sentences or documents),
        ``drawn_with`` (the first of the documents it is drawn together with: itself, or a near-copy), ``unit``,
        ``base``, then the document variables that are compared.

    Raises
    ------
    ArgumentError
        If documents are drawn within blocks: these tables do not say so.
    """
    if counts.blocks is not None:
        raise ArgumentError("documents drawn within blocks cannot be told from these tables; count without block=")
    ids = counts.documents.index.to_numpy(dtype=object)
    _, first, place = np.unique(counts.clusters, return_index=True, return_inverse=True)
    table = {
        "doc_id": pd.Series(ids, dtype="str"),
        "tokens": counts.tokens,
        "units": counts.sizes,
        "drawn_with": pd.Series(ids[first][place], dtype="str"),
        "unit": pd.Series([counts.unit] * len(ids), dtype="str"),
        "base": pd.Series([counts.base] * len(ids), dtype="str"),
    }
    return pd.DataFrame({**table, **{name: counts.documents[name].array for name in counts.documents}})


def counted_themes(counts: ThemeCounts, *, voices: bool = False) -> pd.DataFrame:
    """Return the hits of each theme in each document that has one. *Which documents is a rate made of?*

    Returns
    -------
    DataFrame
        ``doc_id``, ``theme``, with ``voices`` (themes split by voice) ``voice``, ``hits``, ``units_with`` (hits, or
        sentences or documents with one).
    """
    row, column = np.nonzero(counts.hits)
    table = pd.DataFrame(
        {
            "doc_id": pd.Series(counts.documents.index.to_numpy(dtype=object)[row], dtype="str"),
            "theme": pd.Series(np.array(counts.themes, dtype=object)[column], dtype="str"),
            "hits": counts.hits[row, column],
            "units_with": counts.having[row, column],
        }
    )
    return apart_by_voice(table) if voices else table


def counts_again(documents: pd.DataFrame, counted: pd.DataFrame, themes: Sequence[str]) -> ThemeCounts:
    """Put the two tables together again, so that rates can be computed from them.

    Parameters
    ----------
    documents, counted
        What :func:`counted_documents` and :func:`counted_themes` returned; of themes split by voice, ``theme`` and
        ``voice`` joined in ``theme`` as in ``themes``.
    themes
        The themes in the order they were measured in.

    Raises
    ------
    TableError
        If a document or theme is counted that is not there.
    """
    check(documents, "counted_documents", name="documents")
    check(counted, "counted_themes", name="counted")
    documents = documents.sort_values("doc_id", kind="stable").set_index("doc_id")
    unit = str(documents["unit"].iloc[0]) if len(documents) else "token"
    if unit not in UNITS:
        raise TableError(f"documents are counted by the unit '{unit}'; units there are {listing(UNITS)}")
    row, column = documents.index.get_indexer(counted["doc_id"]), pd.Index(themes).get_indexer(counted["theme"])
    for name, place in (("doc_id", row), ("theme", column)):
        if (place < 0).any():
            astray = listing(counted.loc[place < 0, name].unique(), n=5)
            raise TableError(f"hits are counted whose {name} is not among those given: {astray}")
    hits, having = np.zeros((2, len(documents), len(themes)), dtype=np.int64)
    hits[row, column], having[row, column] = counted["hits"], counted["units_with"]
    return ThemeCounts(
        documents=documents[document_variables(documents.reset_index(), "counted_documents")],
        themes=list(themes),
        unit=unit,
        tokens=documents["tokens"].to_numpy(np.int64),
        sizes=documents["units"].to_numpy(np.int64),
        hits=hits,
        having=having,
        clusters=pd.factorize(documents["drawn_with"])[0],
        blocks=None,
        base=str(documents["base"].iloc[0]) if len(documents) else "",
    )
