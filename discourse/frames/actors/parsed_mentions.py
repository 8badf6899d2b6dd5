"""Mentions of actors, each with its place in a parse; only paragraphs with a mention are parsed."""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.actors.actor_list import Actors
from discourse.frames.actors.mentions import actor_mentions
from discourse.frames.pipeline import load_parser
from discourse.tables import check
from discourse.text.tokenize import tokenize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

#: One character for one, so that offsets hold: the English models were trained on straight apostrophes.
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\n": " ", "\r": " "})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\r\r|\u2029|\r\n\r\n")
#: A paragraph longer than this is cut at a space, so that time grows with the length only.
_LONGEST = 5_000


def parsed_mentions(
    articles: pd.DataFrame, actors: Actors, *, engine: str, window: int
) -> tuple[pd.DataFrame, Iterator[tuple[int, "Span", int]]]:
    """Find the mentions of actors, and parse around them.

    Returns
    -------
    mentions, parses
        The table of :func:`actor_mentions`, and for each of its rows (in some order) the row's number, the mention in
        its parse, and the character of the article at which that parse begins.
    """
    check(articles, "articles")
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    pipeline = load_parser(engine, without=["ner", "senter", "textcat"])
    mentions = actor_mentions(tokenize(articles), actors, window=window)
    return mentions, _parses(articles, mentions, pipeline)


def _parses(articles: pd.DataFrame, mentions: pd.DataFrame, pipeline: "Language") -> Iterator[tuple[int, "Span", int]]:
    from tqdm import tqdm

    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    wanted: list[tuple[str, tuple[int, int], list[int]]] = []
    for doc_id, rows in mentions.groupby("doc_id", sort=True, observed=True):
        starts = rows["start"].tolist()
        for begin, end in _pieces(texts[doc_id]):
            inside = [number for number, at in zip(rows.index, starts, strict=True) if begin <= at < end]
            if inside:
                wanted.append((doc_id, (begin, end), inside))
    pieces = (
        (texts[doc_id][begin:end].translate(_STRAIGHT), at) for at, (doc_id, (begin, end), _) in enumerate(wanted)
    )
    parsed = pipeline.pipe(pieces, as_tuples=True, batch_size=64)
    shown = tqdm(parsed, total=len(wanted), desc="parse", leave=False, disable=not sys.stderr.isatty())
    for doc, at in shown:
        _, (begin, _), inside = wanted[at]
        for number in inside:
            first, last = mentions.at[number, "start"] - begin, mentions.at[number, "end"] - begin
            span = doc.char_span(first, min(last, len(doc.text)), alignment_mode="expand")
            if span is not None:
                yield number, span, begin


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text begin and end; long ones are cut at a space."""
    edges = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    for begin, end in pairwise(edges):
        while end - begin > _LONGEST:
            cut = max(text.rfind(" ", begin, begin + _LONGEST), text.rfind(". ", begin, begin + _LONGEST) + 1)
            cut = cut if cut > begin else begin + _LONGEST
            yield begin, cut
            begin = cut
        yield begin, end
