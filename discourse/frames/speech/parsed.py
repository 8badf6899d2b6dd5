"""The engine with a dependency parser: an installed spaCy pipeline, the cue lexicon, quotation marks."""

from collections.abc import Iterator

import pandas as pd

from discourse.frames.speech.attach import Page, attach
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.cues import CueLexicon
from discourse.frames.speech.dependencies import verb_attributions
from discourse.frames.speech.dependent_nouns import nominal_attributions
from discourse.frames.speech.parser import chunk, load_pipeline, parse_chunks
from discourse.frames.speech.rules import page_of
from discourse.frames.speech.transcripts import transcript_attributions
from discourse.frames.speech.words import read_words


def parsed_attributions(
    articles: pd.DataFrame, lexicon: CueLexicon, name: str
) -> Iterator[tuple[Page, list[Attribution]]]:
    """Return for each article in order its page and its attributions."""
    pipeline = load_pipeline(name)
    pages = [page_of(words) for words in read_words(articles, lexicon)]
    chunks = [chunk(page.paragraphs, page.sentences) for page in pages]
    texts = [page.text for page in pages]
    for page, parses in zip(pages, parse_chunks(pipeline, texts, chunks), strict=True):
        found = transcript_attributions(page.text, page.paragraphs)
        for doc, offset in parses:
            found += verb_attributions(doc, offset, lexicon)
            found += nominal_attributions(doc, offset, lexicon)
        yield page, attach(page, found)
