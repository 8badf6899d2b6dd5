"""A statement as it may be printed: the verbatim sentence with its places, never a paraphrase."""

from dataclasses import dataclass

import pandas as pd

from discourse.errors import TableError, unknown_name
from discourse.tables import check
from discourse.text.tokenize import tokenize


@dataclass(frozen=True, slots=True)
class StatementPassage:
    """The sentences of an article a statement stands in, with speaker, cue and content marked by place."""

    doc_id: str
    article_id: str
    #: Verbatim: ``article text[start:end]``.
    text: str
    start: int
    end: int
    speaker_spans: tuple[tuple[int, int], ...]
    cue_spans: tuple[tuple[int, int], ...]
    content_spans: tuple[tuple[int, int], ...]
    speaker: str
    speaker_method: str
    speaker_confidence: float
    rule: str
    confidence: float
    engine: str

    def __str__(self) -> str:
        return (
            f"{self.text}\n[{self.article_id}, characters {self.start}–{self.end}; speaker read as "
            f"{self.speaker or '(nobody)'} ({self.speaker_method}, {self.speaker_confidence:.2f}); rule {self.rule}, "
            f"confidence {self.confidence:.2f}; {self.engine}]"
        )


def quote_statement(statements: pd.DataFrame, articles: pd.DataFrame, doc_id: str) -> StatementPassage:
    """Return the verbatim passage of one statement. *Where exactly does it say so?*

    Parameters
    ----------
    statements
        A statements table.
    articles
        The articles it was made from.
    doc_id
        The ``doc_id`` of the statement (``<article_id>#<n>``).

    Returns
    -------
    StatementPassage
        The whole sentences from the statement's first to its last part, unchanged, with the places of its parts, the
        rule and confidence behind it, and how its speaker was found. Printed, it can be cited.

    Raises
    ------
    UnknownNameError
        If there is no such statement, or its article is not among ``articles``.
    TableError
        If the article is not the text the statement was found in.

    Examples
    --------
    >>> import discourse as dc
    >>> text = "It rained. The ministry said that talks had failed. It snowed."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> quote_statement(dc.reported_speech(articles), articles, "a#1").text
    'The ministry said that talks had failed.'
    """
    check(statements, "statements")
    check(articles, "articles")
    found = statements[statements["doc_id"] == doc_id]
    if found.empty:
        raise unknown_name("statement", doc_id, statements["doc_id"].tolist(), where="statements")
    row = found.iloc[0]
    article = articles[articles["doc_id"] == row["article_id"]]
    if article.empty:
        raise unknown_name("article", row["article_id"], articles["doc_id"].tolist(), where="articles")
    text = article["text"].iloc[0]
    if " … ".join(text[s:e] for s, e in row["content_spans"]) != row["text"]:
        raise TableError(
            f"statement '{doc_id}' does not stand at its place in article '{row['article_id']}'; other text?"
        )
    start, end = _sentences_around(article, row["start"], row["end"])
    spans = {name: tuple(row[name]) for name in ("speaker_spans", "cue_spans", "content_spans")}
    plain = ("speaker", "speaker_method", "speaker_confidence", "rule", "confidence", "engine")
    return StatementPassage(
        doc_id, row["article_id"], text[start:end], start, end, **spans, **{name: row[name] for name in plain}
    )


def _sentences_around(article: pd.DataFrame, start: int, end: int) -> tuple[int, int]:
    """Widen a place to whole sentences."""
    tokens = tokenize(article[["doc_id", "text"]].reset_index(drop=True))
    inside = (tokens["end"] > start) & (tokens["start"] < end)
    mine = tokens[tokens["sentence"].isin(tokens.loc[inside, "sentence"])]
    if mine.empty:
        return start, end
    text = article["text"].iloc[0]
    last = str(mine["after"].iloc[-1])
    stop = int(mine["end"].iloc[-1]) + len(last) - len(last.lstrip(".!?…\"”’'»)"))
    first = int(mine["start"].iloc[0])
    while first and text[first - 1] in "“\"‘'«„([":
        first -= 1
    return min(first, start), max(stop, end)
