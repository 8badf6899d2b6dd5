"""Articles → statements: who reports what in whose words, one row for each reported statement."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from discourse.errors import ArgumentError, TableError, listing
from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.confidence import MIN_CONFIDENCE
from discourse.frames.speech.cues import CueLexicon, read_cues
from discourse.frames.speech.decisions import apply_decisions, read_decisions
from discourse.frames.speech.nesting import holders
from discourse.frames.speech.persons import unify_persons
from discourse.frames.speech.polarity import set_polarities
from discourse.frames.speech.presentation import presentation
from discourse.frames.speech.speakers import resolve_speakers
from discourse.tables import check, columns, document_variables, empty

#: Articles worked on at a time; bounds the memory used, not the result.
_BATCH = 500


def reported_speech(
    articles: pd.DataFrame,
    *,
    engine: str = "rules",
    cues: str | Path | pd.DataFrame | None = None,
    speakers: str | Path | pd.DataFrame | None = None,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Find reported speech, thought and writing. *Who is reported to say what, with which word?*

    Parameters
    ----------
    articles
        An articles table in English; its document variables travel with each statement.
    engine
        ``"rules"`` needs no model: words, quotation marks, the cue lexicon and shallow patterns. The name of an
        installed spaCy pipeline (``"en_core_web_sm"``) uses its dependency parse; the table is the same.
    cues
        Own cues over those of the package: a CSV file or table (:func:`cue_table`).
    speakers
        Decisions about speakers, a CSV file or table made from :func:`review_speakers`; they win.
    min_confidence
        Statements less sure than this are left out (0 keeps every candidate); half of it suffices for what is wholly
        quoted, 1.4 times is asked of acts and attitudes (*supports the plan*). By default .10 with rules and .32 with
        a parser.

    Returns
    -------
    DataFrame
        One row for each statement, in the order of the articles and of the text; itself an articles table:
        ``doc_id`` (``<article_id>#<n>``), ``text`` (what is reported, its parts joined by " … "), ``article_id``,
        ``start``, ``end``; ``speaker`` (canonical name), ``speaker_id`` (the same folded; empty unless a person,
        organisation or country), ``speaker_type`` (person, organisation, country, unnamed, pronoun, none),
        ``speaker_method``, ``speaker_confidence``; ``cue``, ``cue_lemma``, ``cue_class`` (lexical class of the cue),
        ``cue_negated``, ``cue_modal``; ``polarity`` (asserted, denied, hypothetical); ``presentation`` (direct,
        indirect, mixed, partial: Leech & Short 1981); ``speaker_spans``, ``cue_spans``, ``content_spans`` (lists of
        (start, end) into the unchanged article), ``rule``, ``confidence``, ``engine`` (with model and version),
        ``within`` (the ``doc_id`` of the innermost statement in whose content this one's cue stands: speech within
        speech), then the document variables. No article is refused.

    Raises
    ------
    TableError
        If this is not an articles table, or a document variable is named like a column of the result.
    ArgumentError
        If the pipeline is not installed, or cues or decisions cannot be used.

    Notes
    -----
    ``confidence`` is the estimated chance that cue, speaker and content agree with a human annotator's, from a
    logistic score fitted to the news articles of PolNeAR (Newell, Margolin & Ruths 2018); it holds for US news and
    less elsewhere. A class of cues is a fact about words: *claimed* does not say what an outlet thinks. What was not
    found is **unattributed**, not the outlet's own voice; ``benchmarks/results/attribution.md`` says how much that
    is. Irony, free indirect speech and attributions across distant paragraphs are not seen. A surname alone takes
    the full name the given articles use for it, so the name can depend on which articles are given.

    Examples
    --------
    >>> text = "“We agreed,” said Lena Orvik. She denied that the army had left."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> reported_speech(articles)[["speaker", "cue", "polarity", "presentation", "text"]]
          speaker     cue  polarity presentation                    text
    0  Lena Orvik    said  asserted       direct            “We agreed,”
    1  Lena Orvik  denied    denied     indirect  that the army had left
    """
    _check_input(articles, min_confidence)
    kind = "rules" if engine == "rules" else "parse"
    least = MIN_CONFIDENCE[kind] if min_confidence is None else min_confidence
    lexicon = read_cues(cues)
    decisions = None if speakers is None else read_decisions(speakers)
    rows: list[dict] = []
    numbers: list[int] = []
    number = 0
    for name, batch in _found(articles, engine, lexicon, least):
        for doc_id, (page, attributions) in batch:
            mine = _rows(doc_id, page, attributions, name)
            rows += mine
            numbers += [number] * len(mine)
            number += 1
    frame = pd.DataFrame(rows, columns=columns("statements")) if rows else empty("statements")
    statements = unify_persons(frame.astype(empty("statements").dtypes))
    if decisions is not None:
        statements = apply_decisions(statements, decisions)
    statements = statements.astype(empty("statements").dtypes)
    variables = articles[document_variables(articles, "articles")].iloc[numbers].reset_index(drop=True)
    return pd.concat([statements, variables], axis=1)


def _check_input(articles: pd.DataFrame, min_confidence: float | None) -> None:
    check(articles, "articles")
    reserved = [name for name in document_variables(articles, "articles") if name in columns("statements")]
    if reserved:
        raise TableError(
            f"articles has document variables named like columns of statements: {listing(reserved)}; "
            f"rename them first, e.g. articles.rename(columns={{'{reserved[0]}': '{reserved[0]}_given'}}), or give "
            f"it to a standard column in data/corpora.toml, e.g. columns = {{ author = '{reserved[0]}' }}"
        )
    if min_confidence is not None and not 0 <= min_confidence < 1:
        raise ArgumentError(f"min_confidence must be from 0 to below 1, not {min_confidence}")


def _found(
    articles: pd.DataFrame, engine: str, lexicon: CueLexicon, min_confidence: float
) -> Iterable[tuple[str, Iterable[tuple[str, tuple[Page, list[Attribution]]]]]]:
    """The attributions of the articles batch by batch, with the engine's full name."""
    from tqdm import tqdm

    pipeline = None
    if engine != "rules":
        from discourse.frames.speech.parsed import parsed_attributions
        from discourse.frames.speech.parser import engine_name, load_pipeline

        pipeline = load_pipeline(engine)
    else:
        from discourse.frames.speech.rules import rule_attributions
    name = "rules" if pipeline is None else engine_name(pipeline)
    starts = range(0, len(articles), _BATCH)
    for first in tqdm(starts, desc="reported speech", unit="batch", disable=len(starts) < 2 or not sys.stderr.isatty()):
        batch = articles[["doc_id", "text"]].iloc[first : first + _BATCH].reset_index(drop=True)
        if pipeline is None:
            found = rule_attributions(batch, lexicon, min_confidence=min_confidence)
        else:
            found = parsed_attributions(batch, lexicon, pipeline, min_confidence=min_confidence)
        yield name, zip(batch["doc_id"], found, strict=True)


def _rows(doc_id: str, page: Page, attributions: list[Attribution], engine: str) -> list[dict]:
    starts = [quotation.start for quotation in page.quotations]
    polarities = set_polarities(page.text, attributions)
    speakers = resolve_speakers(page, attributions)
    rows = []
    numbered = enumerate(zip(attributions, polarities, speakers, holders(attributions), strict=True), start=1)
    for number, (item, polarity, speaker, holder) in numbered:
        spans = [*item.cue_spans, *item.speaker_spans, *item.content_spans]
        rows.append(
            {
                "doc_id": f"{doc_id}#{number}",
                "text": " … ".join(page.text[s:e] for s, e in item.content_spans),
                "article_id": doc_id,
                "start": min(s for s, _ in spans),
                "end": max(e for _, e in spans),
                "speaker": speaker.name,
                "speaker_id": "",
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
                "engine": engine,
                "within": "" if holder is None else f"{doc_id}#{holder + 1}",
            }
        )
    return rows
