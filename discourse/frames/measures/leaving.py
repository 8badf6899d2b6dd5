"""What every rate would be without one outlet."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import theme_counts
from discourse.frames.measures.rates import group_rates
from discourse.frames.voices.voicing import with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex


def leave_one_out(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str = "outlet",
    unit: str = "token",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Measure each theme again without each outlet. *Does the result rest on one of them?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it: the documents one estimate is made from.
    codebook
        What :func:`read_codebook` returned.
    by
        The document variable whose values are left out one by one.
    unit, articles, statements, near_duplicates, copies, confidence, random_state
        As for :func:`theme_rates`.

    Returns
    -------
    DataFrame
        One row per value left out and theme, after those of ``left_out`` ``""`` (nothing): ``left_out, theme``,
        ``value, low, high`` (of the documents that stay), ``change`` (``value`` minus that of all documents),
        ``documents, documents_with, unit, base, note``.

    Raises
    ------
    ArgumentError
        If ``by`` has fewer than two values.

    Notes
    -----
    With fewer than ten outlets an interval over outlets cannot be had; this table stands in its place. A change
    larger than the interval of the whole is wide says that the rate is that outlet's, not the corpus's.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> dc.leave_one_out(tokens, codebook, random_state=1)["left_out"].tolist()
    ['', 'Belmora Daily', 'Meridian Wire', 'The Harbour Ledger', 'The Northern Courier']
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    counts = theme_counts(
        tokens,
        codebook,
        unit=unit,
        variables=[by],
        table="left_out",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
    )
    if not len(counts.documents):
        return with_voice(empty("left_out"), statements)
    group = counts.documents[by].astype(object).to_numpy()
    values = sorted({value for value in group if pd.notna(value)})
    if len(values) < 2:
        raise ArgumentError(f"nothing would be left: '{by}' has fewer than two values")
    parts = []
    for left_out in [None, *values]:
        kept = counts.take(np.flatnonzero(group != left_out))
        rates = group_rates(kept, {}, confidence=confidence, method="percentile", random_state=state)
        name = "" if left_out is None else str(left_out)
        parts.append(rates.assign(left_out=name, change=rates["value"] - (parts[0] if parts else rates)["value"]))
    return with_voice(pd.concat(parts, ignore_index=True)[columns("left_out")], statements)
