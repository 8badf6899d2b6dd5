"""Quotations and cues brought together: each quotation goes to the cue that reports it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from discourse.frames.speech.attribution import Attribution, Span, joined, without
from discourse.frames.speech.quotes import Quotation

#: A cue inside a quotation of this many words and more belongs to the speaker's own words.
_LONG = 3
#: Shorter quotations without a cue of their own (*the so-called “plan”*) are left to the outlet.
_SCARE = 4
#: Contents that share as much of a quotation, up to this many characters, are told apart by their cue's distance.
_SAME = 12
#: Paragraphs back to which a quotation without any cue may go on.
_BACK = 2


@dataclass(slots=True)
class Page:
    """A text with the places that quotations are attached by."""

    text: str
    paragraphs: list[Span]
    quotations: list[Quotation]
    sentences: list[Span]

    def paragraph(self, at: int) -> int:
        """Number of the paragraph a character stands in."""
        return max(0, bisect_right(self.paragraphs, (at, len(self.text) + 1)) - 1)


def attach(page: Page, attributions: list[Attribution]) -> list[Attribution]:
    """Return the attributions with the quotations they report, those inside a speaker's quoted words left out."""
    long = [q for q in page.quotations if _words(page.text, q) >= _LONG]
    starts = [q.start for q in long]
    kept = [a for a in attributions if not _inside(long, starts, a.cue_start)]
    kept.sort(key=lambda a: a.cue_start)
    cues = [a.cue_start for a in kept]
    last: Attribution | None = None
    last_paragraph = -_BACK
    for quotation in page.quotations:
        here = page.paragraph(quotation.start)
        found = _overlapping(kept, cues, quotation)
        if found is None and _words(page.text, quotation) >= _SCARE:
            found = _beside(page, kept, cues, quotation, here)
            if found is None and last is not None and last_paragraph == here:
                found = last
            if found is None:
                found = _in_paragraph(page, kept, cues, here)
            if found is None and last is not None and here - last_paragraph <= _BACK:
                found = last
            if found is None:
                found = Attribution(None, "quotation", [], [], [(quotation.start, quotation.end)])
                kept.append(found)
                continue
        if found is not None:
            found.content_spans = joined([*found.content_spans, (quotation.start, quotation.end)])
            last, last_paragraph = found, here
    return sorted((a for a in kept if _cleaned(page.text, a)), key=lambda a: (a.start, a.cue_start))


def _words(text: str, quotation: Quotation) -> int:
    return text.count(" ", quotation.start, quotation.end) + 1


def _inside(quotations: list[Quotation], starts: list[int], at: int) -> bool:
    place = bisect_right(starts, at) - 1
    return place >= 0 and at < quotations[place].end


def _overlapping(kept: list[Attribution], cues: list[int], quotation: Quotation) -> Attribution | None:
    """The attribution whose content shares most with the quotation; of equal ones the nearest cue."""
    first = bisect_left(cues, quotation.start - 1500)
    best, most = None, 0
    for attribution in kept[first : bisect_right(cues, quotation.end + 1500)]:
        if attribution.cue is None:
            continue
        shared = sum(max(0, min(e, quotation.end) - max(s, quotation.start)) for s, e in attribution.content_spans)
        close = shared and abs(shared - most) <= _SAME
        if (shared > most and not close) or (close and _nearer(attribution, best, quotation)):
            best, most = attribution, shared
    return best


def _nearer(one: Attribution, other: Attribution | None, quotation: Quotation) -> bool:
    return other is None or _distance(one, quotation) < _distance(other, quotation)


def _distance(attribution: Attribution, quotation: Quotation) -> int:
    start, end = attribution.cue_spans[0][0], attribution.cue_spans[-1][1]
    return max(quotation.start - end, start - quotation.end, 0)


def _beside(
    page: Page, kept: list[Attribution], cues: list[int], quotation: Quotation, here: int
) -> Attribution | None:
    """A cue in the sentence of the quotation, or that closes the sentence before with a colon."""
    place = max(0, bisect_right(page.sentences, (quotation.start, len(page.text))) - 1)
    end = place
    while end + 1 < len(page.sentences) and page.sentences[end + 1][0] < quotation.end:
        end += 1
    start, stop = page.sentences[place][0], page.sentences[end][1]
    mine = [a for a in kept[bisect_left(cues, start) : bisect_left(cues, stop)] if a.cue is not None]
    mine = [a for a in mine if page.paragraph(a.cue_start) == here]
    if mine:
        return min(mine, key=lambda a: _distance(a, quotation))
    following = bisect_left(cues, quotation.end)
    announces = following < len(kept) and kept[following].rule == "announced"
    if announces and 0 <= kept[following].start - quotation.end <= 2:
        return kept[following]
    before = bisect_left(cues, quotation.start) - 1
    if before >= 0 and kept[before].cue_spans:
        between = page.text[kept[before].cue_spans[-1][1] : quotation.start]
        if len(between) < 200 and between.rstrip().endswith((":", ",")):
            return kept[before]
    return None


def _in_paragraph(page: Page, kept: list[Attribution], cues: list[int], here: int) -> Attribution | None:
    """The first cue of the paragraph that reports speech by a clause."""
    start, end = page.paragraphs[here]
    for attribution in kept[bisect_left(cues, start) : bisect_left(cues, end)]:
        if attribution.cue is not None and "clause" in attribution.cue.frames and attribution.speaker_spans:
            return attribution
    return None


def _cleaned(text: str, attribution: Attribution) -> bool:
    """Cut cue and speaker out of the content and trim it; whether anything is left."""
    holes = [*attribution.cue_spans]
    holes += [s for s in attribution.speaker_spans if attribution.rule not in ("object-to",)]
    attribution.speaker_spans = [part for span in attribution.speaker_spans if (part := _trimmed(text, span))]
    spans = without(joined(attribution.content_spans), holes)
    attribution.content_spans = [part for span in spans if (part := _trimmed(text, span))]
    return bool(attribution.content_spans)


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:—–-.)"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:—–-("):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
