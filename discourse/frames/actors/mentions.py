"""Where actors are mentioned."""

import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.actors.actor_list import Actors
from discourse.tables import columns
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, without_overlaps


def actor_mentions(tokens: pd.DataFrame | TokenIndex, actors: Actors, *, window: int = 8) -> pd.DataFrame:
    """Show every mention of every actor in its context. *Where, and under which name, does an actor stand?*

    Parameters
    ----------
    tokens
        A tokens table, or an index made with ``case=True``.
    actors
        What :func:`read_actors` returned.
    window
        Words of context on each side, within the document.

    Returns
    -------
    DataFrame
        One row per mention in the order of the text: ``doc_id, start, end, left, node, right``, ``actor``, ``kind``,
        ``alias`` (the one that matched), then the document variables. Of mentions that overlap the longest counts,
        so that *National Council of Iran* is not *Iran* if both are listed.

    Notes
    -----
    Names as they are listed, no pronouns and no descriptions (*the capital*): an actor much spoken of as *he* is
    undercounted.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["Arvenian jets left Sarvan for Corland."]}))
    >>> dc.actor_mentions(tokens, dc.read_actors("seeds/actors.toml"))[["node", "actor"]].values.tolist()
    [['Arvenian', 'Arvenia'], ['Sarvan', 'Arvenia'], ['Corland', 'Corland']]
    """
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    index = index_tokens(tokens, case=True)
    matches = mention_matches(index, actors)
    added = ["actor", "kind", "alias"]
    hits = in_context(index, matches, window=window, added=tuple(added))
    place = len(columns("hits"))
    return pd.concat([hits.iloc[:, :place], matches[added], hits.iloc[:, place:]], axis=1).reset_index(drop=True)


def mention_matches(index: TokenIndex, actors: Actors) -> pd.DataFrame:
    """Find mentions as rows of the token table: ``first, last, begin, end, actor, kind, alias``, in text order."""
    listed = [
        (actor, alias, one) for actor in actors.actors for alias, one in zip(actor.aliases, actor.patterns, strict=True)
    ]
    matches = without_overlaps(find_matches(index, [pattern for _, _, pattern in listed]))
    number = matches["pattern"].tolist()
    return matches.assign(
        actor=pd.Series([listed[one][0].name for one in number], index=matches.index, dtype="str"),
        kind=pd.Series([listed[one][0].kind for one in number], index=matches.index, dtype="str"),
        alias=pd.Series([listed[one][1] for one in number], index=matches.index, dtype="str"),
    )
