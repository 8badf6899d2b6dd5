"""How actors are named, qualified and cast: shares of labels, premodifiers or roles, by group."""

from collections.abc import Sequence

import pandas as pd

from discourse.errors import TableError, unknown_name
from discourse.frames.measures.counts import names_of
from discourse.frames.voices.contrasts import contrasts
from discourse.frames.voices.estimates import check_by, group_table
from discourse.stats.bootstrap import check_random_state
from discourse.tables import check, columns

#: What a table of mentions can be counted by.
_KINDS = {"label": "nominations", "label_class": "nominations", "premodifier": "premodifiers", "role": "actor_roles"}
_KINDS |= {"construction": "actor_roles"}
NONE = "(none)"


def actor_shares(
    mentions: pd.DataFrame,
    *,
    of: str,
    by: str | Sequence[str] | None = None,
    n: int = 12,
    prior: float = 10.0,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Count what is said of actors, by group. *Which outlet calls it a regime, and where is it the one acted upon?*

    Parameters
    ----------
    mentions
        What :func:`nominations`, :func:`premodifiers` or :func:`actor_roles` returned.
    of
        The column to count: ``"label"``, ``"label_class"``, ``"premodifier"``, ``"role"`` or ``"construction"``.
    by
        A document variable, or several, whose values are compared; ``None`` counts all documents together.
    n
        How many values are listed for each actor, the most frequent; the others stand together as ``(others)``.
    prior
        Strength of the prior of the log-odds, in mentions.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group, actor and value: the ``by`` columns, ``actor``, ``value`` (``(none)`` for mentions without
        one), ``hits``, ``total`` (rows of the actor in the group), ``share`` with ``low, high``, ``log_odds`` (against
        all other groups together; NaN without ``by``) with ``log_odds_low, log_odds_high``, ``documents`` (of the
        group, with the actor), ``note``. Intervals draw whole documents.

    Notes
    -----
    The share is of mentions, in anybody's mouth: lay :func:`hit_voices` over the mentions and keep one voice before
    comparing outlets, since who is quoted differs. Weighted log-odds after Monroe, Colaresi & Quinn (2008).

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["The Arvenian regime hit the Arvenian army."]}))
    >>> called = dc.nominations(tokens, dc.read_actors("seeds/actors.toml"))
    >>> dc.actor_shares(called, of="label", random_state=1)[["actor", "value", "hits", "share"]].values.tolist()
    [['Arvenia', 'army', 1, 0.5], ['Arvenia', 'regime', 1, 0.5]]
    """
    state = check_random_state(random_state, what="documents are drawn")
    if of not in _KINDS:
        raise unknown_name("column to count", of, list(_KINDS), where="actor_shares")
    if of not in mentions.columns:
        raise TableError(f"mentions has no column '{of}'; {_KINDS[of]}() makes a table that has")
    check(mentions, _KINDS[of], name="mentions")
    names = names_of(by)
    check_by(names, [name for name in mentions.columns if name != of], columns("actor_shares"), where="mentions")
    parts = []
    for actor, rows in mentions.groupby("actor", sort=True, observed=True):
        grouped = rows.groupby(names, dropna=False, sort=True, observed=True) if names else None
        values = rows[of].astype("str").replace("", NONE)
        often = values.value_counts().rename_axis("value").reset_index()
        kept = often.sort_values(["count", "value"], ascending=[False, True])["value"].head(n)
        keys = rows[["doc_id", *names]].assign(
            category=values.where(values.isin(kept), "(others)"), group=grouped.ngroup() if grouped is not None else 0
        )
        table = contrasts(keys, prior=prior, confidence=confidence, random_state=state)
        groups = keys.drop_duplicates("group").set_index("group")[names]
        table = table.join(groups, on="group").assign(actor=actor)
        parts.append(table.rename(columns={"category": "value", "count": "hits"}))
    return group_table(parts, "actor_shares", names)
