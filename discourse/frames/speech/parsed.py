"""The engine with a dependency parser: an installed spaCy pipeline, the cue lexicon, quotation marks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.confidence import sure_attributions
from discourse.frames.speech.cues import CueLexicon
from discourse.frames.speech.dependencies import verb_attributions
from discourse.frames.speech.dependent_nouns import nominal_attributions
from discourse.frames.speech.parser import parse_chunks
from discourse.frames.speech.rules import page_of, sentence_attributions
from discourse.frames.speech.words import read_words

if TYPE_CHECKING:
    from spacy.language import Language


def parsed_attributions(
    articles: pd.DataFrame, lexicon: CueLexicon, pipeline: "Language", *, min_confidence: float
) -> Iterator[tuple[Page, list[Attribution]]]:
    """Return for each article in order its page and its attributions."""
    documents = list(read_words(articles, lexicon))
    pages = [page_of(words) for words in documents]
    for words, page, parses in zip(documents, pages, parse_chunks(pipeline, pages), strict=True):
        found = []
        for doc, offset in parses:
            found += verb_attributions(doc, offset, lexicon)
            found += nominal_attributions(doc, offset, lexicon)
        found = _completed(found, sentence_attributions(words, lexicon))
        yield page, sure_attributions(page, found, "parse", min_confidence)


def _completed(parsed: list[Attribution], shallow: list[Attribution]) -> list[Attribution]:
    """Take from the shallow patterns the speakers the parser did not find, and the cues it passed over."""
    by_place = {end: a for a in parsed for _, end in a.cue_spans}
    found = list(parsed)
    for item in shallow:
        same = next((by_place[end] for _, end in item.cue_spans if end in by_place), None)
        if same is None:
            same = next((a for a in parsed if _overlap(a, item)), None)
        if same is None:
            item.rule = f"shallow-{item.rule}" if item.rule != "colon" else item.rule
            found.append(item)
        elif not same.speaker_spans and item.speaker_spans:
            same.speaker_spans = item.speaker_spans
    return found


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(s < end and start < e for s, e in one.cue_spans for start, end in other.cue_spans)
