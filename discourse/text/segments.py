"""Articles → paragraphs or sentences, and back."""

import re

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing
from discourse.tables import check, columns, document_variables, empty
from discourse.text.paragraphs import paragraph_spans
from discourse.text.sentences import sentence_breaks, split_at_stop
from discourse.text.words import split_words

#: The units an article can be cut into, with the letter in their ids.
UNITS = {"paragraph": "p", "sentence": "s"}
_OPENING = re.compile(r"\S*\Z")


def segments(articles: pd.DataFrame, *, unit: str) -> pd.DataFrame:
    """Cut articles into paragraphs or sentences. *What if the unit of analysis is smaller than an article?*

    Parameters
    ----------
    articles
        An articles table.
    unit
        ``"paragraph"`` or ``"sentence"``.

    Returns
    -------
    DataFrame
        One row per segment, in the order of the text; itself an articles table: ``doc_id``
        (``<article_id>#p1``, ``#s1``, …), ``text`` (``article[start:end]``, unchanged), ``article_id``, ``start``,
        ``end`` (code points into the article), then the document variables. White space between segments belongs to
        none. An article without a word has no sentences, one without a character no paragraphs.

    Raises
    ------
    ArgumentError
        If the unit is neither of the two.
    TableError
        If these are segments already, or a document variable has the name of a column of the result.

    Notes
    -----
    Sentences are those of the tokens table (:mod:`discourse.text.sentences`): rules for punctuation, not grammar.
    Single line breaks part paragraphs unless the text is hard-wrapped (:mod:`discourse.text.paragraphs`); the last
    line of a paragraph in hard-wrapped text is known by its length, so one that is full by chance joins the next.
    Segments of one article are not independent: name ``article_id`` as the cluster where intervals are made.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["He left. “She stayed.”"]})
    >>> segments(articles, unit="sentence")[["doc_id", "text", "start", "end"]]
      doc_id           text  start  end
    0   a#s1       He left.      0    8
    1   a#s2  “She stayed.”      9   22
    """
    check(articles, "articles")
    if unit not in UNITS:
        raise ArgumentError(f"unit must be one of {', '.join(map(repr, UNITS))}, not {unit!r}")
    variables = document_variables(articles, "articles")
    taken = [name for name in variables if name in columns("segments")]
    if taken:
        raise TableError(
            f"articles has columns named like those of segments: {listing(taken)}; segments are made of whole "
            "articles: pass the articles, or drop or rename these columns"
        )
    spans = _sentence_spans(articles) if unit == "sentence" else [paragraph_spans(text) for text in articles["text"]]
    rows = np.repeat(np.arange(len(articles)), [len(found) for found in spans])
    if not len(rows):
        return pd.concat([empty("segments"), articles[variables].iloc[:0]], axis=1)
    pieces = zip(articles["doc_id"].tolist(), articles["text"].tolist(), spans, strict=True)
    table = pd.DataFrame(
        [
            (f"{article}#{UNITS[unit]}{number}", text[start:end], article, start, end)
            for article, text, found in pieces
            for number, (start, end) in enumerate(found, start=1)
        ],
        columns=columns("segments"),
    )
    return pd.concat([table, articles[variables].iloc[rows].reset_index(drop=True)], axis=1)


def _sentence_spans(articles: pd.DataFrame) -> list[list[tuple[int, int]]]:
    """Start and end of each sentence of each article, with the marks that open and close it."""
    words = split_words(articles)
    if not len(words.word):
        return [[] for _ in range(len(articles))]
    last = sentence_breaks(words)
    last[words.bounds[1:][np.diff(words.bounds) > 0] - 1] = True
    lasts = np.flatnonzero(last)
    firsts = np.append(0, lasts[:-1] + 1)
    split = [split_at_stop(after) for after in words.afters]
    closing, opening = (np.array([len(pair[side]) for pair in split])[words.after] for side in (0, 1))
    starts = words.start[firsts] - np.append(0, opening[lasts[:-1]])
    ends = words.end[lasts] + closing[lasts]
    spans: list[list[tuple[int, int]]] = [[] for _ in range(len(articles))]
    document = np.searchsorted(words.bounds, firsts, side="right") - 1
    texts = articles["text"].tolist()
    for number, first, start, end in zip(
        document.tolist(), words.start[firsts].tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        if not spans[number]:
            start = _OPENING.search(texts[number][:first]).start()
        spans[number].append((start, end))
    return spans


def to_articles(hits: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Lift what was found in segments to their articles. *Where in the article does this hit stand?*

    Parameters
    ----------
    hits
        A table with ``doc_id, start, end`` made from the segments: hits of a query or a theme, statements.
    segments
        The segments, as :func:`segments` made them.

    Returns
    -------
    DataFrame
        The same rows and columns; ``doc_id`` is the article, ``start`` and ``end`` are code points into it. A column
        ``article_id``, if there is one, goes, since ``doc_id`` now says the same.

    Raises
    ------
    TableError
        If a column is missing, the table holds tokens, or a row is of none of the segments.

    Notes
    -----
    A tokens table cannot be lifted, since its positions and sentences count within the segment: tokenise the
    articles instead.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["He left. She stayed."]})
    >>> sentences = dc.segments(articles, unit="sentence")
    >>> hits = dc.concordance(dc.tokenize(sentences), "stayed")
    >>> dc.to_articles(hits, sentences)[["doc_id", "start", "end", "node"]]
      doc_id  start  end    node
    0      a     13   19  stayed
    """
    check(segments, "segments")
    missing = [name for name in ("doc_id", "start", "end") if name not in hits.columns]
    if missing or "position" in hits.columns:
        what = f"column {listing(missing)} is missing" if missing else "this is a tokens table; tokenise the articles"
        raise TableError(f"hits must be a table with doc_id, start and end found in segments: {what}")
    place = segments.set_index("doc_id")[["article_id", "start"]]
    unknown = hits["doc_id"][~hits["doc_id"].isin(place.index)].unique()
    if len(unknown):
        raise TableError(
            f"{len(unknown)} doc_ids are of none of the segments: {listing(unknown, n=5)}; "
            "pass the segments the hits were found in"
        )
    place = place.loc[hits["doc_id"].astype("str")]
    lifted = hits.assign(
        doc_id=place["article_id"].to_numpy(),
        start=hits["start"].to_numpy() + place["start"].to_numpy(),
        end=hits["end"].to_numpy() + place["start"].to_numpy(),
    )
    return lifted.drop(columns="article_id", errors="ignore").astype({"doc_id": "str"})
