"""How speech is presented, after Leech and Short (1981): direct, indirect, mixed, or as a partial quotation."""

from bisect import bisect_right

from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.quotes import Quotation

#: Share of the content's letters inside quotation marks from which it is direct.
_DIRECT = 0.9
#: Up to this many quoted words inside an indirect report make a partial (scare) quotation.
_PARTIAL = 3


def presentation(text: str, attribution: Attribution, quotations: list[Quotation], starts: list[int]) -> str:
    """Return ``direct``, ``indirect``, ``mixed`` or ``partial``.

    Parameters
    ----------
    text, attribution
        The article and one of its attributions.
    quotations, starts
        The article's quotations in order, and where each starts.
    """
    quoted = letters = words = 0
    for start, end in attribution.content_spans:
        letters += _letters(text, start, end)
        for quotation in quotations[max(0, bisect_right(starts, start) - 1) :]:
            if quotation.start >= end:
                break
            first, last = max(start, quotation.start), min(end, quotation.end)
            if first < last:
                quoted += _letters(text, first, last)
                words += len(text[first:last].split())
    if not quoted:
        return "indirect"
    if quoted >= _DIRECT * letters:
        return "direct"
    return "partial" if words <= _PARTIAL else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end])
