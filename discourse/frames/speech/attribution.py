"""What both engines hand on: a cue with the places of its speaker and of what is reported."""

from dataclasses import dataclass, field

from discourse.frames.speech.cues import Cue

Span = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """One cue, its speaker and its content, as character spans of the article."""

    cue: Cue | None
    rule: str
    cue_spans: list[Span] = field(default_factory=list)
    speaker_spans: list[Span] = field(default_factory=list)
    content_spans: list[Span] = field(default_factory=list)
    negated: bool = False
    modal: bool = False
    confidence: float = 0.0

    @property
    def start(self) -> int:
        """Where its first part begins."""
        return min(span[0] for span in (*self.cue_spans, *self.speaker_spans, *self.content_spans))

    @property
    def cue_start(self) -> int:
        """Where its cue begins (its content, if it has none)."""
        return (self.cue_spans or self.content_spans)[0][0]


def trimmed(text: str, span: Span) -> Span | None:
    """Return a span without space, stops and stray dashes at its ends; None if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:.—–-)"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:.—–-("):
        end -= 1
    return (start, end) if start < end else None


def joined(spans: list[Span], *, text: str = "") -> list[Span]:
    """Return spans in order, those that touch or overlap (or have only space between them) as one.

    Examples
    --------
    >>> joined([(8, 12), (0, 4), (3, 6)])
    [(0, 6), (8, 12)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or (text and text[found[-1][1] : start].isspace())):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Return spans with the holes cut out.

    Examples
    --------
    >>> without([(0, 10)], [(2, 4), (9, 12)])
    [(0, 2), (4, 9)]
    """
    for hole_start, hole_end in holes:
        cut: list[Span] = []
        for start, end in spans:
            if hole_end <= start or end <= hole_start:
                cut.append((start, end))
            else:
                cut += [part for part in ((start, hole_start), (hole_end, end)) if part[0] < part[1]]
        spans = cut
    return spans
