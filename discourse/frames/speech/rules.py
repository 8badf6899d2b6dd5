"""The engine without a model: tokens, quotation marks, the cue lexicon and shallow patterns."""

from collections.abc import Iterator

import pandas as pd

from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.clauses import verb_attributions
from discourse.frames.speech.confidence import sure_attributions
from discourse.frames.speech.cues import CueLexicon
from discourse.frames.speech.nominal import noun_attributions, phrase_attributions
from discourse.frames.speech.quotes import paragraphs, quotations
from discourse.frames.speech.transcripts import transcript_attributions
from discourse.frames.speech.words import Words, read_words


def rule_attributions(
    articles: pd.DataFrame, lexicon: CueLexicon, *, min_confidence: float
) -> Iterator[tuple[Page, list[Attribution]]]:
    """Return for each article in order its page and its attributions."""
    for words in read_words(articles, lexicon):
        page = page_of(words)
        yield page, sure_attributions(page, sentence_attributions(words, lexicon), "rules", min_confidence)


def sentence_attributions(words: Words, lexicon: CueLexicon) -> list[Attribution]:
    """Return what the patterns find in each sentence of an article, quotations not yet attached."""
    found = transcript_attributions(words.text, paragraphs(words.text))
    for first, last in words.sentences:
        found += verb_attributions(words, first, last, lexicon)
        found += phrase_attributions(words, first, last, lexicon)
        found += noun_attributions(words, first, last, lexicon)
    return found


def page_of(words: Words) -> Page:
    """Return what quotations are attached by in one article."""
    places = paragraphs(words.text)
    starts = [_with_marks(words.text, words.start[first]) for first, _ in words.sentences] or [0]
    sentences = list(zip(starts, [*starts[1:], len(words.text)], strict=True))
    return Page(words.text, places, quotations(words.text, places), sentences)


def _with_marks(text: str, start: int) -> int:
    """Where a sentence starts with the marks that open it."""
    at = start
    while at and text[at - 1] in "“\"‘'«„([`":
        at -= 1
    return at if not at or text[at - 1].isspace() else start
