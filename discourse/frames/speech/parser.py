"""An installed spaCy pipeline, fed paragraph by paragraph with offsets that stay those of the article."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from discourse.frames.pipeline import load_parser

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from discourse.frames.speech.attach import Page
    from discourse.frames.speech.attribution import Span

#: One character for one, so that offsets hold: spaCy's English models were trained on straight apostrophes.
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
#: Components this engine does without.
_UNUSED = ("ner", "lemmatizer", "senter", "textcat", "attribute_ruler")
#: A paragraph longer than this is cut at sentence ends, so that time and memory grow with the length only.
LONGEST = 5_000


def load_pipeline(name: str) -> "Language":
    """Load an installed spaCy pipeline by name; see :func:`load_parser`."""
    pipeline = load_parser(name, without=_UNUSED, instead="or use engine='rules'")
    _keep_hyphens(pipeline)
    return pipeline


def engine_name(pipeline: "Language") -> str:
    """Return the name and version of a pipeline, as the statements table records it."""
    import spacy

    meta = pipeline.meta
    return f"{meta['lang']}_{meta['name']} {meta['version']} (spaCy {spacy.__version__})"


def _keep_hyphens(pipeline: "Language") -> None:
    """Do not split *Ale-Sadeq* at its hyphen."""
    from spacy.util import compile_infix_regex

    infixes = [rule for rule in pipeline.Defaults.infixes or () if not _splits_hyphens(rule)]
    pipeline.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _splits_hyphens(rule: str) -> bool:
    import re

    return re.search(rule, "Ale-Sadeq") is not None


def parse_chunks(pipeline: "Language", pages: list["Page"]) -> Iterator[list[tuple["Doc", int]]]:
    """Parse each page chunk by chunk; for each page the parses and where they start."""
    chunks = [chunk(page.paragraphs, page.sentences) for page in pages]
    parses = pipeline.pipe(_documents(pipeline, pages, chunks), batch_size=64)
    for spans in chunks:
        yield [(next(parses), start) for start, _ in spans]


def _documents(pipeline: "Language", pages: list["Page"], chunks: list[list["Span"]]) -> Iterator["Doc"]:
    """Tokenise chunks and set where their sentences start."""
    for page, spans in zip(pages, chunks, strict=True):
        text = page.text.translate(_STRAIGHT)
        starts = [start for start, _ in page.sentences]
        for start, end in spans:
            doc = pipeline.make_doc(text[start:end])
            mine = starts[bisect_left(starts, start + 1) : bisect_left(starts, end)]
            sentence = 0
            for token in doc[1:]:
                token.is_sent_start = sentence < len(mine) and start + token.idx + len(token) > mine[sentence]
                sentence += bool(token.is_sent_start)
            yield doc


def chunk(paragraphs: list["Span"], sentences: list["Span"]) -> list["Span"]:
    """Return the paragraphs, those longer than :data:`LONGEST` cut at sentence ends (at any place, if need be)."""
    found: list[Span] = []
    starts = [start for start, _ in sentences]
    at = 0
    for start, end in paragraphs:
        while end - start > LONGEST:
            while at < len(starts) and starts[at] <= start + LONGEST:
                at += 1
            cut = starts[at - 1] if at and starts[at - 1] > start else start + LONGEST
            found.append((start, cut))
            start = cut
        found.append((start, end))
    return found
