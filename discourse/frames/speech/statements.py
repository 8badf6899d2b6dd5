"""Articles → statements: who reports what in whose words, one row for each reported statement."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from discourse.errors import TableError, listing
from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.confidence import MIN_CONFIDENCE
from discourse.frames.speech.cues import CueLexicon, read_cues
from discourse.frames.speech.polarity import set_polarities
from discourse.frames.speech.presentation import presentation
from discourse.frames.speech.speakers import resolve_speakers
from discourse.tables import check, columns, document_variables, empty


def reported_speech(
    articles: pd.DataFrame,
    *,
    engine: str = "rules",
    cues: str | Path | pd.DataFrame | None = None,
    min_confidence: float = MIN_CONFIDENCE,
) -> pd.DataFrame:
    """Find reported speech, thought and writing. *Who is reported to say what, with which word?*"""
    check(articles, "articles")
    reserved = [name for name in document_variables(articles, "articles") if name in columns("statements")]
    if reserved:
        raise TableError(
            f"articles has document variables named like columns of statements: {listing(reserved)}; "
            f"rename them first, e.g. articles.rename(columns={{'{reserved[0]}': '{reserved[0]}_given'}})"
        )
    lexicon = read_cues(cues)
    found = _engine(articles, engine, lexicon, min_confidence)
    rows: list[dict] = []
    numbers: list[int] = []
    for number, (doc_id, (page, attributions)) in enumerate(zip(articles["doc_id"], found, strict=True)):
        mine = _rows(doc_id, page, attributions)
        rows += mine
        numbers += [number] * len(mine)
    statements = pd.DataFrame(rows, columns=columns("statements")) if rows else empty("statements")
    statements["engine"] = engine
    kinds = empty("statements").dtypes
    statements = statements.astype(kinds)
    for name in document_variables(articles, "articles"):
        statements[name] = articles[name].take(numbers).reset_index(drop=True)
    return statements


def _engine(articles: pd.DataFrame, engine: str, lexicon: CueLexicon, min_confidence: float
) -> Iterable[tuple[Page, list[Attribution]]]:
    if engine == "rules":
        from discourse.frames.speech.rules import rule_attributions

        return rule_attributions(articles, lexicon, min_confidence=min_confidence)
    from discourse.frames.speech.parsed import parsed_attributions

    return parsed_attributions(articles, lexicon, engine, min_confidence=min_confidence)


def _rows(doc_id: str, page: Page, attributions: list[Attribution]) -> list[dict]:
    starts = [quotation.start for quotation in page.quotations]
    polarities = set_polarities(page.text, attributions)
    speakers = resolve_speakers(page, attributions)
    rows = []
    numbered = enumerate(zip(attributions, polarities, speakers, strict=True), start=1)
    for number, (item, polarity, speaker) in numbered:
        spans = [*item.cue_spans, *item.speaker_spans, *item.content_spans]
        rows.append(
            {
                "doc_id": f"{doc_id}#{number}",
                "text": " … ".join(page.text[s:e] for s, e in item.content_spans),
                "article_id": doc_id,
                "start": min(s for s, _ in spans),
                "end": max(e for _, e in spans),
                "speaker": speaker.name,
                "speaker_id": speaker.name.lower(),
                "speaker_type": speaker.kind,
                "speaker_method": speaker.method,
                "speaker_confidence": speaker.confidence,
                "cue": " ".join(page.text[s:e] for s, e in item.cue_spans),
                "cue_lemma": item.cue.lemma if item.cue else "",
                "cue_class": item.cue.cue_class if item.cue else "",
                "cue_negated": item.negated,
                "cue_modal": item.modal,
                "polarity": polarity,
                "presentation": presentation(page.text, item, page.quotations, starts),
                "speaker_spans": item.speaker_spans,
                "cue_spans": item.cue_spans,
                "content_spans": item.content_spans,
                "rule": item.rule,
                "confidence": item.confidence,
                "engine": "",
            }
        )
    return rows
