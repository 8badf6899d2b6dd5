"""Words that keep company, and the company of these: collocates of collocates as edges."""

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, NoHitsWarning
from discourse.lexis.caption import constant
from discourse.lexis.collocates import collocates
from discourse.lexis.queries import query_named
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex, index_tokens


def collocation_network(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    steps: int = 2,
    n: int = 8,
    window: int | tuple[int, int] = 5,
    unit: str = "sentence",
    unless: str | Sequence[str] = (),
    measure: str = "log_dice",
    stop_words: Sequence[str] = (),
    min_freq: int = 5,
    min_docs: int = 3,
    case: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Follow collocates from node to node. *Which words tie this word to that one?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    query
        Where to begin: a pattern, or several, each a node of its own.
    steps
        How far to go: 1 gives the collocates of the query, 2 also theirs.
    n
        How many collocates of each node to keep: those ranked highest.
    unless
        Patterns that keep a hit of the query they overlap from counting; they say nothing of the collocates followed.
    stop_words
        Words that are neither kept nor followed.
    window, unit, measure, min_freq, min_docs, case, confidence
        As for :func:`collocates`.

    Returns
    -------
    DataFrame
        One row per edge, in the order found: ``source`` (the node), ``target`` (its collocate), ``freq`` (near each
        other), ``documents``, ``weight`` (the measure), ``log_ratio`` with ``low, high`` (over documents), ``step``
        (at which the edge was found, from 1), ``base`` (see :func:`caption`). Edges are directed: what a node
        attracts need not attract it. :func:`discourse.plots.collocation_network` draws it.

    Notes
    -----
    The picture depends on ``n``, the window, and the thresholds (Brezina, McEnery & Wattam 2015 ask to report them; the
    caption does). The words shown were chosen as the highest of many: their weights are somewhat too high.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["old dam broke", "old dam held"]})
    >>> edges = collocation_network(tokenize(articles), "dam", min_freq=2, min_docs=1)
    >>> edges[["source", "target", "step"]].values.tolist()
    [['dam', 'old', 1], ['old', 'dam', 2]]
    """
    if steps < 1 or n < 1:
        raise ArgumentError(f"steps and n must be 1 or more, not {steps} and {n}")
    index = index_tokens(tokens, case=case)
    sources = [query] if isinstance(query, str) else list(query)
    followed, found = dict.fromkeys(sources), []
    for step in range(1, steps + 1):
        reached: dict[str, None] = {}
        for source in sources:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore" if step > 1 else "default", NoHitsWarning)
                table = collocates(
                    index,
                    source,
                    window=window,
                    unit=unit,
                    unless=unless if step == 1 else (),
                    measure=measure,
                    min_freq=min_freq,
                    min_docs=min_docs,
                    case=case,
                    confidence=confidence,
                )
            table = table[~table["token"].isin(stop_words) & np.isfinite(table[measure])].head(n)
            found.append(table.assign(source=source, step=step, weight=table[measure]))
            reached |= dict.fromkeys(table["token"].tolist())
        sources = [word for word in reached if word not in followed]
        followed |= dict.fromkeys(sources)
    if not any(len(table) for table in found):
        return empty("collocation_network")
    edges = pd.concat([table for table in found if len(table)], ignore_index=True).rename(columns={"token": "target"})
    edges["source"] = edges["source"].astype("str")
    reach = f"({window}, {window})" if isinstance(window, int) else str(tuple(window))
    said = (
        f"The {n} collocates of each node ranked highest by {measure}, followed over {steps} steps; windows {reach} "
        f"within the {unit}, merged; at least {min_freq:,} times in {min_docs:,} documents; "
        f"{len(stop_words):,} stop words left out; "
        f"begun at {query_named(query, unless)}; intervals ({100 * confidence:g} %) over documents"
    )
    edges["base"] = constant(said, len(edges))
    return edges[columns("collocation_network")]
