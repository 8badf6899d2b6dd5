"""Speech within speech: in whose content a cue stands."""

from bisect import bisect_right

from discourse.frames.speech.attribution import Attribution

#: Contents looked at before a cue to see whether it stands inside one.
_NEAR = 40


def holders(attributions: list[Attribution]) -> list[int | None]:
    """For each attribution the number of the innermost other one whose content holds its cue, or None."""
    spans = sorted((s, e, n) for n, item in enumerate(attributions) for s, e in item.content_spans)
    found: list[int | None] = []
    for number, item in enumerate(attributions):
        place = bisect_right(spans, (item.cue_start, len(spans), len(spans)))
        near = spans[max(0, place - _NEAR) : place]
        holding = [(end - start, owner) for start, end, owner in near if end > item.cue_start and owner != number]
        found.append(min(holding)[1] if holding else None)
    return found
