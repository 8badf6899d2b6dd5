"""Speakers named before a colon: transcripts (*TRUMP: …*) and headlines (*Iran: talks go on*)."""

import re

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.cues import Cue

COLON = Cue(":", "phrase", "neutral", frozenset({"clause"}))
_NAME = r"(?:[A-Z][\w.'’-]*|of|the|de|al|el|bin|van)"
_LABEL = re.compile(
    rf"((?:The )?[A-Z][\w.'’-]*(?: {_NAME}){{0,4}}(?: \([^)\n]{{1,20}}\))?)(:|\s[-–—](?=\s[\"“]))(?=\s*\S)"
)
#: Labels that name no speaker.
_NOT_NAMES = frozenset(
    "abstract note photo photos video watch update related correction contributing read more source full text editor "
    "breaking exclusive opinion analysis editorial q question credit story image listen see also ps time date".split()
)


def transcript_attributions(text: str, paragraphs: list[Span]) -> list[Attribution]:
    """Return one attribution for each paragraph that begins with a name and a colon."""
    found = _signed(text, paragraphs)
    for start, end in paragraphs:
        label = _LABEL.match(text, start, end)
        if label is None or label.end() >= end or label[1].split()[0].lower() in _NOT_NAMES:
            continue
        if text[label.end()] not in " \u00a0\n\t“\"'‘«":
            continue
        found.append(Attribution(COLON, "colon", [label.span(2)], [label.span(1)], [(label.end(), end)]))
    return found


_SIGNED = re.compile(rf"[”\"»]\s*([―—–-])\s*({_NAME}(?: {_NAME}){{1,5}}),?[^\n.]{{0,60}}$")


def _signed(text: str, paragraphs: list[Span]) -> list[Attribution]:
    """Return one attribution for each quotation signed at its paragraph's end: *“…” — Name*."""
    found = []
    for number, (start, end) in enumerate(paragraphs):
        signed = _SIGNED.search(text, max(start, end - 150), end)
        if signed and text[start] in '“"«':
            found.append(
                Attribution(COLON, "signed", [signed.span(1)], [signed.span(2)], [(start, signed.start() + 1)])
            )
        elif number and text[start] in "―—–" and text[start - 1] == "\n" and text[paragraphs[number - 1][0]] in '“"«':
            name = re.compile(rf"[―—–]\s*({_NAME}(?: {_NAME}){{1,5}})").match(text, start, end)
            if name:
                before = paragraphs[number - 1]
                found.append(Attribution(COLON, "signed", [(start, start + 1)], [name.span(1)], [before]))
    return found
