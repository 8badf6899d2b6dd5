"""Agents and patients: what actors do, and what is done to them."""

import pandas as pd

from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.clauses import CARRIERS, head_of, premodifiers_of, role_of
from discourse.frames.actors.nominations import read_labels
from discourse.frames.actors.parsed_mentions import parsed_mentions
from discourse.tables import columns, document_variables, empty


def actor_roles(articles: pd.DataFrame, actors: Actors, *, engine: str, window: int = 8) -> pd.DataFrame:
    """Find the role of each mention of an actor in its clause. *Who acts here, and who is acted upon?*

    Parameters
    ----------
    articles
        An articles table.
    actors
        What :func:`read_actors` returned.
    engine
        The name of an installed spaCy pipeline with a parser, such as ``"en_core_web_sm"``.
    window
        Words of context on each side, within the document.

    Returns
    -------
    DataFrame
        One row per mention: ``doc_id, start, end, left, node, right``, ``actor, kind``, ``role`` (``agent``,
        ``patient``, ``described`` or ``other``), ``construction`` (``active``, ``passive``, ``agentless``: a passive
        that does not say by whom, or ``""``), ``verb`` (its lemma) with ``verb_start, verb_end`` (0, 0 without one),
        ``engine``, then the document variables.

    Raises
    ------
    ArgumentError
        If spaCy or the pipeline is not installed. Nothing is ever downloaded.

    Notes
    -----
    ``agent``: subject of an active verb, or named with *by*; ``patient``: object, or subject of a passive;
    ``described``: subject of *be*, *have*, *seem* …, or of a passive that is a state (*is committed*). Places gone to
    and left (*visited Arvenia*) are ``other``. The government, army or parliament of a state stands for it (*the
    Arvenian army*), its people or economy do not. Syntax, not meaning: who *suffers losses* is an agent here.
    Nominalisations (*the attack on Arvenia*), pronouns and implied subjects are ``other`` or unseen. Precision was
    measured on hand-checked sentences (``benchmarks/results/voice.md``). Shares by outlet: :func:`actor_shares`.
    """
    mentions, parses = parsed_mentions(articles, actors, engine=engine, window=window)
    carriers = carrier_nouns()
    found: dict[int, tuple[str, str, str, int, int]] = {}
    for number, span, begin in parses:
        role, construction, verb = role_of(head_of(span, carriers))
        place = (
            (verb.lemma_.lower(), verb.idx + begin, verb.idx + begin + len(verb)) if verb is not None else ("", 0, 0)
        )
        found[number] = (role, construction, *place)
    names = ["role", "construction", "verb", "verb_start", "verb_end"]
    rows = [found.get(number, ("other", "", "", 0, 0)) for number in mentions.index]
    return beside(mentions, pd.DataFrame(rows, columns=names, index=mentions.index), "actor_roles", engine)


def premodifiers(articles: pd.DataFrame, actors: Actors, *, engine: str, window: int = 8) -> pd.DataFrame:
    """Find what stands before an actor in its noun phrase. *Embattled, brutal, democratically elected?*

    Parameters
    ----------
    articles, actors, engine, window
        As in :func:`actor_roles`.

    Returns
    -------
    DataFrame
        One row per premodifier, and one for a mention without any: ``doc_id, start, end, left, node, right`` (of the
        mention), ``actor, kind``, ``premodifier`` (in lower case, or ``""``), ``head`` (of the noun phrase, in lower
        case), ``engine``, then the document variables.

    Notes
    -----
    Adjectives and nouns the parser hangs on the head of the noun phrase, from the left; articles, numbers and words
    of the mention itself are left out. The head is the mention's own, or the label it modifies (*the brutal Arvenian
    regime*: brutal).
    """
    mentions, parses = parsed_mentions(articles, actors, engine=engine, window=window)
    carriers = carrier_nouns()
    rows, numbers = [], []
    for number, span, _ in parses:
        head = head_of(span, carriers)
        before = [token.lower_ for token in premodifiers_of(head, span)]
        rows += [(word, head.lower_) for word in before or [""]]
        numbers += [number] * max(1, len(before))
    added = pd.DataFrame(rows, columns=["premodifier", "head"], index=pd.Index(numbers, dtype="int64")).sort_index(
        kind="stable"
    )
    return beside(mentions.loc[added.index], added, "premodifiers", engine)


def carrier_nouns() -> frozenset[str]:
    """The nouns that stand for the actor they belong to."""
    labels = read_labels()
    return frozenset(label for label, kind in labels.items() if kind in CARRIERS) - {"leadership"}  # mostly a quality


def beside(mentions: pd.DataFrame, added: pd.DataFrame, table: str, engine: str) -> pd.DataFrame:
    """Put what was found beside the mentions, in the order of the table's contract."""
    variables = [name for name in document_variables(mentions, "hits") if name not in ("actor", "kind", "alias")]
    kinds = {name: kind for name, kind in empty(table).dtypes.items() if name in added.columns}
    named = added.astype(kinds).assign(engine=pd.Series(engine, index=added.index, dtype="str"))
    whole = pd.concat([mentions[[*columns("hits"), "actor", "kind"]], named], axis=1)
    return pd.concat([whole[columns(table)], mentions[variables]], axis=1).reset_index(drop=True)
