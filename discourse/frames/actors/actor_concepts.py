"""Discourse networks: which actors are reported for and against which concepts."""

from pathlib import Path

import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.decisions import REVIEWED, decided
from discourse.frames.actors.replies import speaking_actors
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.voices.cover import content_pieces, innermost, sorted_statements
from discourse.frames.voices.source_names import ANONYMOUS, MIN_CONFIDENCE, sources_of
from discourse.frames.voices.voicing import match_spans
from discourse.tables import check, columns, empty
from discourse.text.index import TokenIndex, index_tokens

#: Polarity of a statement → what the network takes it for. A wish or demand is neither until somebody has read it.
AGREEMENT = {"asserted": "agrees", "denied": "disagrees", "hypothetical": "open"}


def actor_claims(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    actors: Actors | None = None,
    min_confidence: float = MIN_CONFIDENCE,
    decisions: str | Path | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """List who is reported for or against what, statement by statement. *Which passages make up the network?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned; its themes are the concepts.
    statements
        What :func:`reported_speech` returned for the same articles.
    actors
        Whom to look at (:func:`read_actors`); ``None`` takes every named speaker for an actor.
    min_confidence
        Speakers the table is less sure of are left out.
    decisions
        What a person decided about claims: a table or CSV file, see :func:`write_claims`. ``None``: nothing yet.

    Returns
    -------
    DataFrame
        One row per statement, actor and concept in it: ``statement_id``, ``doc_id`` (article), ``actor``, ``concept``,
        ``agreement`` (``agrees``, ``disagrees``, ``open``), ``reviewed`` (``unreviewed`` or ``confirmed``),
        ``speaker``, ``cue``, ``text`` (verbatim content), ``content_spans``, ``rule`` and ``confidence`` (of the
        statement), then the document variables of ``statements``. Claims a person rejected are gone.

    Notes
    -----
    The polarity of a statement is not its speaker's stance on a theme: *they violate our sovereignty* is for it, and
    asserts its breach. Before decisions an ``agrees`` says only that the vocabulary was used in a statement that is
    not denied; so every row is ``unreviewed``, and figures say so. Leifeld (2017) on discourse networks.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> text = "Sand said sovereignty comes first. Tollmer denied that troops had violated its airspace."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> tokens, statements = dc.tokenize(articles), dc.reported_speech(articles)
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.actor_claims(tokens, codebook, statements)[["actor", "concept", "agreement", "reviewed"]].values.tolist()
    [['Sand', 'sovereignty', 'agrees', 'unreviewed'], ['Tollmer', 'sovereignty', 'disagrees', 'unreviewed']]
    """
    rows = sorted_statements(statements)
    index = index_tokens(tokens)
    rows = rows[rows["article_id"].isin(set(index.tokens["doc_id"].astype("str")))].reset_index(drop=True)
    matches = theme_matches(index, codebook)
    found = innermost(match_spans(index, matches), content_pieces(rows))
    pairs = pd.DataFrame({"statement": found, "concept": matches["theme"].to_numpy()})
    pairs = pairs[pairs["statement"] >= 0].drop_duplicates().sort_values(["statement", "concept"])
    named = pairs.merge(_actors(rows, index, actors, min_confidence), on="statement", how="inner")
    taken = rows.iloc[named["statement"].to_numpy()].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "statement_id": taken["doc_id"],
            "doc_id": taken["article_id"],
            "actor": named["actor"].astype("str").to_numpy(),
            "concept": named["concept"].astype("str").to_numpy(),
            "agreement": taken["polarity"].map(AGREEMENT).astype("str"),
            "reviewed": REVIEWED[0],
            **{name: taken[name] for name in ("speaker", "cue", "text", "content_spans", "rule", "confidence")},
        }
    )
    variables = [name for name in rows.columns if name not in empty("statements").columns and name not in table.columns]
    table = pd.concat([table, taken[variables]], axis=1)
    return decided(table, decisions) if decisions is not None else table


def _actors(rows: pd.DataFrame, index: TokenIndex, actors: Actors | None, min_confidence: float) -> pd.DataFrame:
    """Who speaks in which statement: ``statement, actor``."""
    sources = sources_of(rows, level="speaker", min_confidence=min_confidence)
    known = ~sources.isin(ANONYMOUS)
    if actors is None:
        return pd.DataFrame({"statement": rows.index[known], "actor": sources[known].to_numpy()})
    speaking = speaking_actors(rows, index.tokens, actors)
    pairs = [(number, actor) for actor in actors.names for number in rows.index[speaking[actor] & known]]
    return pd.DataFrame(pairs, columns=["statement", "actor"]).astype({"statement": "int64", "actor": "str"})


def actor_concepts(claims: pd.DataFrame) -> pd.DataFrame:
    """Draw claims together into the edges of a discourse network. *Who stands where, and how often?*

    Parameters
    ----------
    claims
        What :func:`actor_claims` returned.

    Returns
    -------
    DataFrame
        One row per actor, concept and agreement: ``actor, concept, agreement``, ``statements``, ``documents``,
        ``reviewed`` (``confirmed`` if every claim is, ``unreviewed`` if none, else ``partly``), ``statement_ids``
        (a list: the passages behind the edge).

    Examples
    --------
    >>> from discourse.tables import empty
    >>> actor_concepts(empty("actor_claims")).columns[:3].tolist()
    ['actor', 'concept', 'agreement']
    """
    check(claims, "actor_claims", name="claims")
    if not len(claims):
        return empty("actor_concepts")
    grouped = claims.sort_values("statement_id").groupby(["actor", "concept", "agreement"], sort=True, observed=True)
    edges = grouped.agg(
        statements=("statement_id", "nunique"),
        documents=("doc_id", "nunique"),
        reviewed=("reviewed", _together),
        statement_ids=("statement_id", lambda ids: sorted(set(ids))),
    )
    return edges.reset_index()[columns("actor_concepts")]


def actor_network(edges: pd.DataFrame, *, min_documents: int = 1) -> pd.DataFrame:
    """Project a discourse network on its actors. *Who agrees with whom, and about what do they clash?*

    Parameters
    ----------
    edges
        What :func:`actor_concepts` returned.
    min_documents
        Leave out edges from fewer documents.

    Returns
    -------
    DataFrame
        One row per pair of actors that share a concept: ``actor, other``, ``congruence`` (concepts on which both
        agree, plus those on which both disagree), ``conflict`` (concepts on which one agrees and the other
        disagrees), ``shared`` (concepts on which both take a side), ``balance`` ((congruence − conflict) ÷ shared,
        above 0 for allies), ``concepts`` (a list), ``reviewed``.

    Notes
    -----
    Congruence and conflict networks of discourse network analysis (Leifeld 2017), each concept counted once for each
    side; an actor reported on both sides of a concept counts for both. Edges that are ``open`` take no side.

    Examples
    --------
    >>> import pandas as pd
    >>> edges = pd.DataFrame({"actor": ["A", "B"], "concept": "treaty", "agreement": ["agrees", "disagrees"]})
    >>> edges = edges.assign(statements=1, documents=1, reviewed="unreviewed", statement_ids=[["a#1"], ["a#2"]])
    >>> actor_network(edges)[["actor", "other", "congruence", "conflict"]].values.tolist()
    [['A', 'B', 0, 1]]
    """
    if min_documents < 1:
        raise ArgumentError(f"min_documents must be 1 or more, not {min_documents}")
    check(edges, "actor_concepts", name="edges")
    kept = edges[(edges["documents"] >= min_documents) & edges["agreement"].isin(["agrees", "disagrees"])]
    sides = {actor: _sides(rows) for actor, rows in kept.groupby("actor", sort=True, observed=True)}
    rows = []
    for actor in sides:
        for other in sides:
            shared = sorted(set(sides[actor][0]) & set(sides[other][0])) if actor < other else []
            if shared:
                rows.append(_pair(actor, other, sides[actor], sides[other], shared))
    return pd.DataFrame(rows, columns=columns("actor_network")) if rows else empty("actor_network")


def _sides(rows: pd.DataFrame) -> tuple[dict[str, set[str]], dict[str, str]]:
    sides: dict[str, set[str]] = {}
    for concept, agreement in zip(rows["concept"], rows["agreement"], strict=True):
        sides.setdefault(concept, set()).add(agreement)
    return sides, {concept: _together(group) for concept, group in rows.groupby("concept")["reviewed"]}


def _pair(actor: str, other: str, mine: tuple, its: tuple, shared: list[str]) -> dict[str, object]:
    congruence = sum(len(mine[0][concept] & its[0][concept]) for concept in shared)
    conflict = sum(
        len({"agrees"} & one) * len({"disagrees"} & two)
        for concept in shared
        for one, two in ((mine[0][concept], its[0][concept]), (its[0][concept], mine[0][concept]))
    )
    states = pd.Series([side[1][concept] for side in (mine, its) for concept in shared])
    row = {"actor": actor, "other": other, "congruence": congruence, "conflict": conflict, "shared": len(shared)}
    return row | {"balance": (congruence - conflict) / len(shared), "concepts": shared, "reviewed": _together(states)}


def _together(states: pd.Series) -> str:
    found = set(states)
    return found.pop() if len(found) == 1 else "partly"
