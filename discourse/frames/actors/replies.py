"""Do those who are accused get to speak?"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, UnknownNameError, did_you_mean, listing
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.mentions import mention_matches
from discourse.frames.measures.counts import names_of
from discourse.frames.speech.cues import cue_table
from discourse.frames.voices.attributed import documents_of
from discourse.frames.voices.cover import sorted_statements
from discourse.frames.voices.estimates import document_groups, group_table, with_group
from discourse.frames.voices.voicing import match_spans
from discourse.stats.bootstrap import check_confidence
from discourse.stats.prevalence import wilson
from discourse.tables import columns
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.tokenize import tokenize

#: Cues whose speaker blames somebody.
ACCUSING = ("critical",)


def reply_rates(
    tokens: pd.DataFrame | TokenIndex,
    statements: pd.DataFrame,
    actors: Actors,
    *,
    by: str | Sequence[str] | None = None,
    cue_classes: Sequence[str] = ACCUSING,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how often an accused actor also speaks in the same article. *Does the other side get a word in?*

    Parameters
    ----------
    tokens
        A tokens table, or an index made with ``case=True``.
    statements
        What :func:`reported_speech` returned for the same articles.
    actors
        What :func:`read_actors` returned.
    by
        A document variable, or several, whose values are compared.
    cue_classes
        Classes of cues that accuse.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per group and actor: the ``by`` columns, ``actor``, ``documents`` (of the group), ``accused``
        (documents in which somebody else accuses the actor), ``replied`` (of them, those in which the actor speaks
        too), ``rate`` with ``low, high`` (Wilson's interval), ``accused_ids`` and ``reply_ids`` (lists of the
        statements: read them), ``note``.

    Raises
    ------
    UnknownNameError
        If a class of cues is not among those of the statements.

    Notes
    -----
    An accusation is a statement with such a cue, by another speaker, that mentions the actor between its cue and the
    end of its content (*accused Arvenia of …*, *criticised … in Arvenia*). An actor speaks where one of its aliases
    stands in the speaker's name or in the words that name the speaker: with ``Iranian*`` any *Iranian official* speaks
    for Iran, so choose aliases accordingly. Read the accusations before using the rate; the actor may be mentioned
    without being the one accused.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> text = "Sand accused Tollmer of lying. Tollmer said that was untrue."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> given = dc.tokenize(articles), dc.reported_speech(articles), dc.read_actors("seeds/actors.toml")
    >>> rates = dc.reply_rates(*given).set_index("actor")
    >>> rates.loc["Ray Tollmer", ["accused", "replied"]].tolist()
    [1, 1]
    """
    check_confidence(confidence)
    rows = sorted_statements(statements)
    there = sorted({*rows["cue_class"], *cue_table()["cue_class"]})  # no accusation at all is no misspelling
    if isinstance(cue_classes, str) or not cue_classes:
        raise ArgumentError("cue_classes must be a list of at least one class, as in ['critical']")
    if len(rows) and not set(cue_classes) & set(there):
        raise UnknownNameError(
            f"no statement has a cue of class {listing(cue_classes)}; classes there: {listing(there)}"
            f"{did_you_mean(cue_classes[0], there)}"
        )
    index, names = index_tokens(tokens, case=True), names_of(by)
    documents = documents_of(index.tokens, by, "reply_rates")
    rows = rows[rows["article_id"].isin(documents["doc_id"])].reset_index(drop=True)
    matches = mention_matches(index, actors)
    mentions = match_spans(index, matches).assign(actor=matches["actor"].to_numpy())
    speaking = _speaking(rows, mentions, actors)
    accused = _accused(rows, mentions, actors.names, list(cue_classes)) & ~speaking
    parts = []
    for _, group in document_groups(documents, names):
        table = _rates(rows[rows["article_id"].isin(group["doc_id"])], accused, speaking, len(group), confidence)
        parts.append(with_group(table, group, names))
    return group_table(parts, "reply_rates", names)


def speaking_actors(rows: pd.DataFrame, tokens: pd.DataFrame, actors: Actors) -> pd.DataFrame:
    """Statements × actors: whether the actor is the speaker, by name or by the words that name the speaker."""
    index = index_tokens(tokens, case=True)
    matches = mention_matches(index, actors)
    return _speaking(rows, match_spans(index, matches).assign(actor=matches["actor"].to_numpy()), actors)


def _speaking(rows: pd.DataFrame, mentions: pd.DataFrame, actors: Actors) -> pd.DataFrame:
    """Statements × actors: whether the actor is the speaker."""
    spoken = _mentioned(rows, mentions, actors.names, [tuple(spans) for spans in rows["speaker_spans"]])
    names = sorted(set(rows["speaker"]) - {""})
    listed = pd.DataFrame({"doc_id": [str(n) for n in range(len(names))], "text": pd.Series(names, dtype="str")})
    index = index_tokens(tokenize(listed), case=True)
    found = mention_matches(index, actors)
    named = {
        (names[int(doc)], actor) for doc, actor in zip(match_spans(index, found)["doc_id"], found["actor"], strict=True)
    }
    by_name = [[(speaker, actor) in named for actor in actors.names] for speaker in rows["speaker"]]
    return spoken | np.array(by_name, dtype=bool).reshape(spoken.shape)


def _accused(rows: pd.DataFrame, mentions: pd.DataFrame, actors: list[str], classes: list[str]) -> pd.DataFrame:
    """Statements × actors: whether the statement blames somebody and mentions the actor behind its cue."""
    reach = []
    for cues, content in zip(rows["cue_spans"], rows["content_spans"], strict=True):
        places = [place for span in (*cues, *content) for place in span]
        after = [(min(start for start, _ in cues), max(places))] if cues else []
        reach.append((*after, *content))
    found = _mentioned(rows, mentions, actors, reach)
    return found.mul(rows["cue_class"].isin(classes).to_numpy(), axis=0).astype(bool)


def _mentioned(rows: pd.DataFrame, mentions: pd.DataFrame, actors: list[str], spans: list[tuple]) -> pd.DataFrame:
    """Statements × actors: whether a mention lies in these spans of the statement."""
    found = pd.DataFrame(False, index=rows.index, columns=actors)
    by_document = dict(iter(mentions.groupby("doc_id", sort=False)))
    for number, (doc_id, places) in enumerate(zip(rows["article_id"], spans, strict=True)):
        if doc_id not in by_document or not places:
            continue
        mine = by_document[doc_id]
        start, end = mine["start"].to_numpy(), mine["end"].to_numpy()
        inside = np.zeros(len(mine), dtype=bool)
        for opening, closing in places:
            inside |= (start >= opening) & (end <= closing)
        for actor in set(mine["actor"].to_numpy()[inside]):
            found.at[number, actor] = True
    return found


def _rates(
    rows: pd.DataFrame, accused: pd.DataFrame, speaking: pd.DataFrame, documents: int, confidence: float
) -> pd.DataFrame:
    """The reply rates of all actors in one group of documents."""
    made = []
    for actor in accused.columns:
        blames = rows[accused.loc[rows.index, actor]]
        blamed = set(blames["article_id"])
        replies = rows[speaking.loc[rows.index, actor] & rows["article_id"].isin(blamed)]
        number, replied = len(blamed), replies["article_id"].nunique()
        low, high = wilson(replied / number if number else np.nan, number, confidence=confidence)
        made.append(
            {
                "actor": actor,
                "documents": documents,
                "accused": number,
                "replied": replied,
                "rate": replied / number if number else np.nan,
                "low": low,
                "high": high,
                "accused_ids": blames["doc_id"].tolist(),
                "reply_ids": replies["doc_id"].tolist(),
                "note": "" if number else "accused in no document, so no rate",
            }
        )
    return pd.DataFrame(made, columns=columns("reply_rates"))
