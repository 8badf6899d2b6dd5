"""Speakers named before a colon: transcripts (*TRUMP: …*) and headlines (*Iran: talks go on*)."""

import re

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.cues import Cue

COLON = Cue(":", "phrase", "neutral", frozenset({"clause"}))
_NAME = r"(?:[A-Z][\w.'’-]*|of|the|de|al|el|bin|van)"
_LABEL = re.compile(rf"((?:The )?[A-Z][\w.'’-]*(?: {_NAME}){{0,4}}(?: \([^)\n]{{1,20}}\))?)(:)(?=\s*\S)")
#: Labels that name no speaker.
_NOT_NAMES = frozenset(
    "abstract note photo photos video watch update related correction contributing read more source full text editor "
    "breaking exclusive opinion analysis editorial q question credit story image listen see also ps time date".split()
)


def transcript_attributions(text: str, paragraphs: list[Span]) -> list[Attribution]:
    """Return one attribution for each paragraph that begins with a name and a colon."""
    found = []
    for start, end in paragraphs:
        label = _LABEL.match(text, start, end)
        if label is None or label.end() >= end or label[1].split()[0].lower() in _NOT_NAMES:
            continue
        if text[label.end()] not in " \u00a0\n\t“\"'‘«":
            continue
        found.append(Attribution(COLON, "colon", [label.span(2)], [label.span(1)], [(label.end(), end)]))
    return found
