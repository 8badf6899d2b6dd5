"""One name for one speaker across articles, from the user's list of actors."""

import pandas as pd

from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.mentions import mention_matches
from discourse.tables import check
from discourse.text.index import index_tokens
from discourse.text.tokenize import tokenize


def name_speakers(statements: pd.DataFrame, actors: Actors) -> pd.DataFrame:
    """Call speakers by the names of a list of actors. *Is "Sand" in one article "Mirela Sand" in the next?*

    Parameters
    ----------
    statements
        What :func:`reported_speech` returned: each article names its speakers as fully as it does itself.
    actors
        What :func:`read_actors` returned.

    Returns
    -------
    DataFrame
        The statements; ``speaker`` and ``speaker_id`` are the actor's name where one of its aliases, and of no other
        actor's, is the whole speaker or its last words (*Foreign Minister Mirela Sand*). All others stay as they were.

    Notes
    -----
    An alias matches wherever it is all that is left behind titles, so ``Sand`` also takes in *Peter Sand* unless he is
    an actor of the list himself. A state is not its officials: *an Arvenian official* stays what it is.

    Examples
    --------
    >>> from discourse.frames.actors.actor_list import Actor, Actors
    >>> from discourse.text.patterns import parse_pattern
    >>> from discourse.tables import empty
    >>> sand = Actor("Mirela Sand", "person", ("Sand",), (parse_pattern("Sand", case=True),))
    >>> len(name_speakers(empty("statements"), Actors((sand,), "here", "")))
    0
    """
    check(statements, "statements")
    names = sorted(set(statements["speaker"]) - {""})
    listed = pd.DataFrame({"doc_id": [f"{n:08}" for n in range(len(names))], "text": pd.Series(names, dtype="str")})
    index = index_tokens(tokenize(listed), case=True)
    matches = mention_matches(index, actors)
    ends = index.tokens.groupby("doc_id", observed=True)["position"].max()
    documents = index.tokens["doc_id"].iloc[matches["last"]].astype("str").to_numpy()
    last = index.tokens["position"].iloc[matches["last"]].to_numpy() == ends.loc[documents].to_numpy()
    known = {names[int(doc)]: actor for doc, actor in zip(documents[last], matches["actor"][last], strict=True)}
    speaker = pd.Series([known.get(name, name) for name in statements["speaker"]], index=statements.index, dtype="str")
    changed = speaker != statements["speaker"]
    ids = statements["speaker_id"].where(~changed, speaker.str.lower())
    return statements.assign(speaker=speaker, speaker_id=ids.astype("str"))
