"""The parts of a report on actors: whether the accused are heard, and who shares concepts with whom."""

import pandas as pd

from discourse.frames.actors.actor_concepts import actor_concepts, actor_network
from discourse.frames.actors.actor_list import Actors, read_actors
from discourse.frames.codebooks.codebook import Codebook
from discourse.reports.display import keep_table, show_figure, show_table, show_text
from discourse.reports.sections_speakers import WARNING
from discourse.tables import document_variables


def actor_list(path: str | None) -> Actors:
    """Read a list of actors, or return an empty one if no file is named."""
    return read_actors(path) if path else Actors((), "no list", "")


def show_replies(replies: pd.DataFrame, actors: Actors) -> None:
    """Show how often those accused are also heard in the same article."""
    keep_table(replies.drop(columns=["accused_ids", "reply_ids"], errors="ignore"), "reply_rates")
    if not actors.actors:
        show_text("No list of actors was given, so replies of the accused were not counted.", style="note")
        return
    accused = replies[replies["accused"] > 0]
    if accused.empty:
        show_text("No actor of the list is accused in a statement found here.", style="note")
        return
    by = document_variables(replies, "reply_rates")
    show_table(
        accused,
        "reply_rates_shown",
        caption="Documents in which an actor is accused, and in how many of them it also speaks.",
        note="low, high: Wilson's 95 % interval. Accused: another speaker's statement with a critical cue mentions the "
        f"actor; the actor may be mentioned without being the one accused, so read them. {WARNING}",
        columns=[*by, "actor", "documents", "accused", "replied", "rate", "low", "high"],
    )


def show_actor_network(claims: pd.DataFrame, codebook: Codebook, *, min_documents: int = 2, n: int = 20) -> None:
    """Show actors, concepts and who shares them; every edge is called unreviewed until a person confirmed it."""
    from discourse.plots import actor_network as draw
    from discourse.plots import actor_network_alt

    edges = actor_concepts(claims)
    pairs = actor_network(edges, min_documents=min_documents)
    keep_table(claims.drop(columns=["text"]), "actor_claims")
    keep_table(edges, "actor_concepts")
    keep_table(pairs, "actor_network")
    if edges.empty:
        show_text("No statement of an actor holds vocabulary of the codebook, so there is no network.", style="note")
        return
    unreviewed = int((claims["reviewed"] == "unreviewed").sum())
    show_text(
        f"Unreviewed: {unreviewed:,} of {len(claims):,} claims were read by nobody. Agreement here means that the "
        "vocabulary stands in a statement that is not denied; it is not the speaker's stance.",
        style="banner",
    )
    if len(pairs):
        caption = f"Actors that share concepts, each edge in {min_documents} documents or more. Places mean nothing."
        show_figure(lambda: draw(pairs), "actor_network", caption=caption, alt=actor_network_alt(pairs))
    show_table(
        edges.sort_values(["documents", "statements"], ascending=False, kind="stable"),
        "actor_concepts_shown",
        caption="Actors and concepts by the number of documents.",
        note="Counts, not rates: an actor quoted often has more. Passages below; "
        "tables/actor_concepts.csv has all ids.",
        columns=["actor", "concept", "agreement", "statements", "documents", "reviewed"],
        n=n,
        titles=codebook.titles,
    )
