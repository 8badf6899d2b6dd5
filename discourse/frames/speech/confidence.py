"""How sure a statement is: a logistic score of its rule, cue and form, its weights fitted to annotated articles."""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import exp
from pathlib import Path

from discourse.frames.speech.attach import Page, attach
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.nesting import holding

#: Statements below this are left out by default: where, on annotated articles, theme hits inside and outside reported
#: content are told apart about best without a parser (chosen on training articles), and content precision reaches .92
#: with one.
MIN_CONFIDENCE = {"rules": 0.1, "parse": 0.32}
#: Rules whose content is a clause or quotation; the others report acts and attitudes, at a stricter threshold.
_CLAUSES = frozenset(
    "clause bare inserted inverted quoted announced object-clause as-clause according-to noun-clause "
    "adjective-clause signed quotation".split()
)
_STRICTER = 1.4
_PRONOUNS = {
    **dict.fromkeys(("he", "she"), "he"),
    **dict.fromkeys(("i", "we", "you", "us", "me"), "first"),
    **dict.fromkeys(("they", "them"), "they"),
    **dict.fromkeys(("it", "this", "that", "these", "those", "which", "what"), "thing"),
    **dict.fromkeys(("who", "whom"), "who"),
    **dict.fromkeys(("his", "her", "their", "its", "our", "my", "your"), "possessive"),
}
_OPENERS = frozenset("that to whether if how why what when who a an the he she they it we i his her their its".split())


def features(page: Page, attribution: Attribution, nested: bool) -> Iterator[str]:
    """Yield what a statement's confidence depends on, each as a short name."""
    text, cue = page.text, attribution.cue
    lemma, pos, kind = (cue.lemma, cue.pos, cue.cue_class) if cue else ("", "none", "none")
    rule = attribution.rule
    yield f"rule {rule}"
    yield f"class {kind} {pos}"
    yield f"cue {lemma} {pos}"
    yield f"cue {lemma} {rule}"
    speaker = _speaker_kind(text, attribution)
    yield f"speaker {speaker}"
    yield f"speaker {speaker} {rule}"
    yield f"form {_form(text, attribution)} {pos}"
    yield f"form {_form(text, attribution)} {rule}"
    if attribution.negated:
        yield "negated"
    if attribution.modal:
        yield "modal"
    start, end = attribution.content_spans[0]
    opener = text[start:end].split(maxsplit=1)[0]
    low = opener.lower().strip(",.;:")
    shape = low if low in _OPENERS else "quote" if opener[0] in "“\"'«‘" else "name" if opener[0].isupper() else "word"
    yield f"content {shape}"
    yield f"content {shape} {rule}"
    length = sum(len(text[s:e].split()) for s, e in attribution.content_spans)
    size = next(limit for limit in (1, 2, 4, 8, 16, 32, 64, 10**9) if length <= limit)
    yield f"length {size}"
    yield f"length {size} {rule}"
    yield f"parts {min(3, len(attribution.content_spans))}"
    quoted = any(_touches(page, start, end) for start, end in attribution.content_spans)
    yield f"quoted {quoted} {rule}"
    yield f"nested {nested} {pos}"
    if page.paragraph(attribution.cue_start) == 0:
        yield "first paragraph"


def _touches(page: Page, start: int, end: int) -> bool:
    place = bisect_left(page.quotations, end, key=lambda q: q.start) - 1
    return place >= 0 and page.quotations[place].end > start


def _speaker_kind(text: str, attribution: Attribution) -> str:
    if not attribution.speaker_spans:
        return "none"
    words = text[attribution.speaker_spans[0][0] : attribution.speaker_spans[-1][1]].split()
    low = words[0].lower()
    if len(words) == 1 and low in _PRONOUNS:
        return _PRONOUNS[low]
    if words[-1][0].isupper():
        return "name" if words[0][0].isupper() else "named"
    return "named" if any(word[0].isupper() for word in words[1:]) else "common"


def _form(text: str, attribution: Attribution) -> str:
    if not attribution.cue_spans:
        return "none"
    words = text[attribution.cue_spans[0][0] : attribution.cue_spans[-1][1]].lower().split()
    last = words[-1] if attribution.cue and " " not in attribution.cue.lemma else words[0]
    ending = (
        "ing" if last.endswith("ing") else "ed" if last.endswith(("ed", "said")) else "s" if last.endswith("s") else "-"
    )
    return f"to {ending}" if "to" in words[:-1] else ending


@cache
def weights(kind: str) -> dict[str, float]:
    """Return the weight of each feature for the engine ``rules`` or ``parse``."""
    with (Path(__file__).parent / "confidence.csv").open(encoding="utf-8", newline="") as file:
        return {row["feature"]: float(row[kind]) for row in csv.DictReader(file) if row[kind]}


def confidence(page: Page, attribution: Attribution, nested: bool, kind: str) -> float:
    """Return the estimated chance that cue, content and speaker are found as an annotator would mark them."""
    table = weights(kind)
    score = table.get("constant", 0.0) + sum(table.get(name, 0.0) for name in features(page, attribution, nested))
    return round(1 / (1 + exp(-score)), 3)


def sure_attributions(page: Page, found: list[Attribution], kind: str, min_confidence: float) -> list[Attribution]:
    """Attach quotations, leave out what is less sure than ``min_confidence``, and attach again without it."""
    fresh = [replace(a, content_spans=list(a.content_spans)) for a in found]
    first = _scored(page, attach(page, found), kind)
    if not min_confidence:
        return first
    doubtful = {_place(a) for a in first if a.confidence < _least(page, a, min_confidence)}
    kept = attach(page, [a for a in fresh if _place(a) not in doubtful])
    return [a for a in _scored(page, kept, kind) if a.confidence >= _least(page, a, min_confidence)]


def _least(page: Page, attribution: Attribution, min_confidence: float) -> float:
    """What is wholly quoted is somebody's words even if the cue is doubtful; an act or attitude needs more.

    At one confidence (which counts speaker and extent too) the words of a clause are reported more often than those
    of an object, so half of ``min_confidence`` suffices inside quotation marks and 1.4 times is asked of objects.
    """
    if all(_quoted(page, start, end) for start, end in attribution.content_spans):
        return min_confidence / 2
    return min_confidence if attribution.rule.removeprefix("shallow-") in _CLAUSES else min_confidence * _STRICTER


def _quoted(page: Page, start: int, end: int) -> bool:
    place = bisect_right(page.quotations, start + 1, key=lambda q: q.start) - 1
    return place >= 0 and page.quotations[place].end >= end - 1


def _place(attribution: Attribution) -> tuple:
    return (attribution.rule, tuple(attribution.cue_spans), tuple(attribution.speaker_spans))


def _scored(page: Page, attributions: list[Attribution], kind: str) -> list[Attribution]:
    for attribution, around in zip(attributions, holding(attributions), strict=True):
        attribution.confidence = confidence(page, attribution, bool(around), kind)
    return attributions
