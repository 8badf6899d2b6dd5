"""With which verbs whose words are reported: lexical classes of cues by speaker or outlet."""

from collections.abc import Sequence

import pandas as pd

from discourse.frames.measures.counts import names_of
from discourse.frames.voices.contrasts import contrasts
from discourse.frames.voices.cover import sorted_statements
from discourse.frames.voices.estimates import check_by, group_table
from discourse.frames.voices.source_names import ANONYMOUS, MIN_CONFIDENCE, OTHERS, sources_of
from discourse.stats.bootstrap import check_random_state
from discourse.tables import columns, document_variables

#: Columns of the statements that name whose words they are.
_OF_SPEAKER = ("speaker", "speaker_type")


def cue_classes(
    statements: pd.DataFrame,
    *,
    by: str | Sequence[str],
    n: int = 12,
    min_confidence: float = MIN_CONFIDENCE,
    prior: float = 10.0,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Compare the classes of reporting cues. *Who says, who claims, who admits; and in which outlet?*

    Parameters
    ----------
    statements
        What :func:`reported_speech` returned.
    by
        ``"speaker"``, ``"speaker_type"``, a document variable of the statements (``"outlet"``), or several of these.
    n
        How many speakers are listed, those with most statements; the others stand together as ``(other speakers)``.
    min_confidence
        A speaker the table is less sure of is counted as ``(not resolved)``.
    prior
        Strength of the prior in statements: each group is pulled towards the shares of all statements together.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group and class of cue: the ``by`` columns, ``cue_class``, ``statements``, ``total`` (statements of
        the group), ``share`` with ``low, high``, ``log_odds`` (against all other groups together) with
        ``log_odds_low, log_odds_high``, ``z``, ``documents`` (with a statement of the group), ``note``. Intervals draw
        whole documents.

    Notes
    -----
    A class is a lexical class of the cue (*claim* is ``distancing``), not the outlet's stance: agencies vary verbs for
    style, and *admit* follows from what is reported. Compare like with like: the same speakers in two outlets. Weighted
    log-odds after Monroe, Colaresi & Quinn (2008); ``z`` is theirs and takes statements for independent, the intervals
    do not.

    Examples
    --------
    >>> import discourse as dc
    >>> from discourse.tables import empty
    >>> dc.cue_classes(empty("statements"), by="speaker", random_state=1).columns[:3].tolist()
    ['speaker', 'cue_class', 'statements']
    """
    state = check_random_state(random_state, what="documents are drawn")
    names, rows = names_of(by), sorted_statements(statements)
    check_by(names, [*_OF_SPEAKER, *document_variables(rows, "statements")], columns("cue_classes"), where="statements")
    if not len(rows):
        return group_table([], "cue_classes", names)
    groups = rows[["article_id", "cue_class", *names]].rename(columns={"article_id": "doc_id", "cue_class": "category"})
    for level in set(names) & set(_OF_SPEAKER):
        groups[level] = sources_of(rows, level=level, min_confidence=min_confidence)
    if "speaker" in names:
        groups["speaker"] = _largest(groups["speaker"], n)
    grouped = groups.groupby(names, dropna=False, sort=True, observed=True)
    keys = groups.assign(group=grouped.ngroup())
    table = contrasts(keys, prior=prior, confidence=confidence, random_state=state)
    values = keys.drop_duplicates("group").set_index("group")[names]
    table = table.join(values, on="group").rename(columns={"category": "cue_class", "count": "statements"})
    return group_table([table], "cue_classes", names)


def _largest(sources: pd.Series, n: int) -> pd.Series:
    """All but the ``n`` most frequent named sources are called ``(other speakers)``."""
    named = sources[~sources.isin(ANONYMOUS)].value_counts().rename_axis("source").reset_index()
    kept = named.sort_values(["count", "source"], ascending=[False, True])["source"].head(n)
    return sources.where(sources.isin(kept) | sources.isin(ANONYMOUS), OTHERS)
