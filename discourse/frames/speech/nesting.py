"""Speech within speech: in whose content a cue stands."""

from bisect import bisect_right

from discourse.frames.speech.attribution import Attribution

#: Contents looked at before a cue to see whether it stands inside one.
_NEAR = 40


def holding(attributions: list[Attribution]) -> list[list[int]]:
    """For each attribution the numbers of the others whose content holds its cue, the innermost first."""
    spans = sorted((s, e, n) for n, item in enumerate(attributions) for s, e in item.content_spans)
    found = []
    for number, item in enumerate(attributions):
        place = bisect_right(spans, (item.cue_start, len(spans), len(spans)))
        near = spans[max(0, place - _NEAR) : place]
        around = sorted((end - start, owner) for start, end, owner in near if end > item.cue_start and owner != number)
        found.append([owner for _, owner in around])
    return found


def holders(attributions: list[Attribution]) -> list[int | None]:
    """For each attribution the number of the innermost one it is a part of, or None.

    What holds is longer than what is held, so nothing is within itself, by whatever way round.
    """
    extents = [
        max(end for _, end in spans) - min(start for start, _ in spans)
        for item in attributions
        for spans in [[*item.cue_spans, *item.speaker_spans, *item.content_spans]]
    ]
    return [
        next((owner for owner in around if extents[owner] > extents[number]), None)
        for number, around in enumerate(holding(attributions))
    ]
