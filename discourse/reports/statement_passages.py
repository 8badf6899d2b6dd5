"""Passages behind numbers about speakers: the sentences as they stand, with what the engine made of them."""

from collections.abc import Iterable

import pandas as pd

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_hits
from discourse.frames.speech.passages import quote_statement
from discourse.frames.voices.voice import hit_voices
from discourse.reports.quotes import quote, quote_window, within_limit
from discourse.text.index import TokenIndex

#: How a polarity is called where it is no decision about anybody's stance.
_SIDES = {"agrees": "not denied", "disagrees": "denied", "open": "hypothetical"}


def statement_passages(
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "speaker",
    groups: int = 12,
    n: int = 3,
    quotes: str,
    random_state: int,
) -> pd.DataFrame:
    """Draw statements and give the sentences they stand in. *Where exactly is this speaker read?*

    Parameters
    ----------
    statements
        A statements table.
    articles
        The articles it was made from.
    by, groups, n
        Draw ``n`` statements of each of the ``groups`` most frequent values of this column.
    quotes
        How much text is shown, as in :func:`discourse.quote`; a sentence is shown whole or as its place only.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        What :func:`show_passages` shows: ``doc_id`` (the article), ``start, end`` (of the reported content), ``left,
        node, right`` (verbatim), ``statement_id``, the columns of ``statements``, ``of``, and ``remark``: who was read
        as the speaker by which rule, and how sure that is.
    """
    counts = statements[by].value_counts().rename_axis(by).reset_index()
    kept = counts.sort_values(["count", by], ascending=[False, True])[by].head(groups)
    chosen = statements[statements[by].isin(kept)]
    places = chosen.rename(columns={"doc_id": "statement_id", "article_id": "doc_id"})
    drawn = quote(places.assign(left="", node="", right=""), quotes=quotes, n=n, by=by, random_state=random_state)
    sentences = pd.DataFrame(
        [_sentence(chosen, articles, name) for name in drawn["statement_id"]],
        columns=["start", "end", "left", "node", "right"],
        index=drawn.index,
    )
    shown = drawn.assign(**{name: sentences[name] for name in sentences})
    shown = shown.assign(remark=[_read_as(row, quotes) for row in shown.to_dict("records")])
    return within_limit(shown, quotes=quotes)


def voice_passages(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    n: int = 3,
    quotes: str,
    random_state: int,
) -> pd.DataFrame:
    """Draw ``n`` hits of each theme in each voice; ``remark`` says the voice, and the statement around the hit."""
    voiced = hit_voices(theme_hits(tokens, codebook, window=quote_window(quotes)), statements)
    drawn = quote(voiced, quotes=quotes, n=n, by=["theme", "voice"], random_state=random_state)
    found, theme = statements.set_index("doc_id"), drawn["theme"].astype("str")
    return drawn.assign(
        heading=theme.map(codebook.titles),
        of=theme.map(voiced["theme"].astype("str").value_counts()),
        remark=[_voice_read(hit, found) for hit in drawn.to_dict("records")],
    )


def reply_passages(
    replies: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame, *, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw the accusations and replies behind :func:`discourse.reply_rates`, under a heading for each actor."""
    heads = {"accused_ids": "read as accused", "reply_ids": "read as speaking in the same article"}
    pairs = [
        (statement, f"{row['actor']}, {head}")
        for row in replies.to_dict("records")
        for column, head in heads.items()
        for statement in row[column]
    ]
    return _under(pairs, statements, articles, quotes=quotes, random_state=random_state)


def edge_passages(
    edges: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame, *, quotes: str, random_state: int
) -> pd.DataFrame:
    """Draw the statements behind edges of :func:`discourse.actor_concepts`, under a heading for each edge."""
    pairs = [
        (statement, f"{row['actor']}, {row['concept']}, {_SIDES[row['agreement']]} ({row['reviewed']})")
        for row in edges.to_dict("records")
        for statement in row["statement_ids"]
    ]
    return _under(pairs, statements, articles, quotes=quotes, random_state=random_state)


def _under(
    pairs: Iterable[tuple[str, str]],
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    quotes: str,
    random_state: int,
) -> pd.DataFrame:
    """Draw statements under headings; a statement can stand under several."""
    headings = pd.DataFrame(list(pairs), columns=["doc_id", "heading"]).astype("str").drop_duplicates()
    chosen = statements.merge(headings, on="doc_id", how="inner")
    return statement_passages(chosen, articles, by="heading", quotes=quotes, random_state=random_state)


def _sentence(statements: pd.DataFrame, articles: pd.DataFrame, name: str) -> tuple[int, int, str, str, str]:
    """The place of the reported content, and the sentences around it in three parts."""
    passage = quote_statement(statements, articles, name)
    start, end = passage.content_spans[0][0], passage.content_spans[-1][1]
    left, right = start - passage.start, end - passage.start
    return start, end, passage.text[:left], passage.text[left:right], passage.text[right:]


def _read_as(row: dict, quotes: str) -> str:
    cue = f"cue “{row['cue']}” " if quotes != "none" and row["cue"] else "cue "
    return (
        f"Speaker read as {row['speaker'] or 'nobody'} ({row['speaker_method'] or 'not found'}, "
        f"{row['speaker_confidence']:.2f}); {cue}({row['cue_class']}); {row['polarity']}, {row['presentation']}; "
        f"rule {row['rule']}, confidence {row['confidence']:.2f}."
    )


def _voice_read(hit: dict, statements: pd.DataFrame) -> str:
    if not hit["statement_id"]:
        where = {"cue": "The hit is a reporting word itself.", "speaker": "The hit stands in the naming of a speaker."}
        return f"unattributed. {where.get(hit['place'], 'No attribution was found here.')}"
    row = statements.loc[hit["statement_id"]]
    return f"{hit['voice']}. Source read as {hit['source']}; rule {row['rule']}, confidence {row['confidence']:.2f}."
