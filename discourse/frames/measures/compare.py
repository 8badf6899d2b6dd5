"""How much more one group uses each theme than another."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, unknown_name
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.contrast import contrast, with_circularity, with_q
from discourse.frames.measures.counts import theme_counts
from discourse.frames.voices.voicing import with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex, index_tokens

#: How the reference is called where each group is compared with all others together.
REST = "all others"


def compare_rates(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str,
    reference: object = None,
    unit: str = "token",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    block: str | None = None,
    selection_patterns: Sequence[str] = (),
    confidence: float = 0.95,
    permutations: int = 1999,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare groups in every theme. *How much more does one use it than the other, and how sure is that?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    by
        The document variable whose values are compared; documents without a value are left out.
    reference
        The value all others are compared with; ``None`` compares two groups with each other, and of more each with all
        others together.
    unit
        ``"token"``: hits per 1,000 tokens; ``"sentence"`` or ``"document"``: the share of them with at least one hit.
    articles, statements, near_duplicates, copies, block
        The base and what is drawn together, as for :func:`theme_rates`.
    selection_patterns
        The query the corpus was collected with; comparisons of themes that overlap it by 5 % of their hits or more say
        so in ``note``.
    confidence
        Of the intervals.
    permutations
        Deals of the group labels over documents for ``p``; 0 gives none.
    random_state
        Where chance starts (bootstrap, permutations).

    Returns
    -------
    DataFrame
        One row per comparison and theme: ``group, reference, theme``; ``value, value_reference`` (in the ``unit``);
        ``difference, low, high``; ``ratio, ratio_low, ratio_high``; ``p`` (two-sided, permutation of documents), ``q``
        (Benjamini–Hochberg over all rows); ``hits, documents, documents_with`` and the same with ``_reference``;
        ``unit``, ``base``, ``note`` (why a number is missing, or a warning, or ``""``).

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable or ``reference`` none of its values.
    ArgumentError
        If ``by`` has fewer than two values.

    Notes
    -----
    A difference in vocabulary, in anyone's mouth. Intervals are percentile bootstrap intervals over documents, each
    group drawn for itself; near-copies that lie in both groups, with ``copies="cluster"``, are drawn for both at once.
    Small differences between large groups get small p; read the interval. In groups of fewer than 10 documents and
    themes that fewer than 3 documents hit in either group nothing is compared. Benjamini & Hochberg (1995); Chung &
    Romano (2013) on the statistic that is permuted.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> pair = tokens[tokens["outlet"].isin(["The Harbour Ledger", "The Northern Courier"])]
    >>> found = dc.compare_rates(pair, codebook, by="outlet", reference="The Northern Courier", random_state=1)
    >>> found.loc[0, "group"], bool(found.loc[0, "low"] > 0)
    ('The Harbour Ledger', True)
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if block == by:
        raise ArgumentError(f"block='{block}' is what is compared; a group cannot be drawn as a whole")
    index = index_tokens(tokens)
    counts = theme_counts(
        index,
        codebook,
        unit=unit,
        variables=[by],
        table="comparisons",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
        block=block,
    )
    counts = counts.take(np.flatnonzero(counts.documents[by].notna()))
    if not len(counts.documents):
        return with_voice(empty("comparisons"), statements)
    group = counts.documents[by].astype(object).to_numpy()
    parts = []
    for one, other in _pairs(group, by, reference):
        rows = np.flatnonzero((group == one) | (group == other)) if other is not None else np.arange(len(group))
        found = contrast(
            counts.take(rows),
            group[rows] == one,
            confidence=confidence,
            permutations=permutations,
            random_state=state,
        )
        parts.append(found.assign(group=str(one), reference=REST if other is None else str(other)))
    compared = pd.concat(parts, ignore_index=True)[columns("comparisons")]
    return with_circularity(with_voice(with_q(compared), statements), index, codebook, selection_patterns)


def _pairs(group: np.ndarray, by: str, reference: object) -> list[tuple[object, object | None]]:
    """Which groups are compared with which."""
    values = sorted(set(group.tolist()))
    if len(values) < 2:
        raise ArgumentError(f"nothing to compare: '{by}' has one value, {values[0]!r}; name a variable with several")
    if reference is not None:
        if reference not in values:
            raise unknown_name("value", reference, values, where=f"'{by}'")
        return [(value, reference) for value in values if value != reference]
    return [(values[0], values[1])] if len(values) == 2 else [(value, None) for value in values]
