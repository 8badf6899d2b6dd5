"""Where paragraphs begin and end in a text, hard-wrapped or not."""

import re
from itertools import pairwise
from statistics import median

#: Lines of hard-wrapped text are of nearly one length: most are within these shares of the middle one.
_SHORTEST, _LONGEST, _MOST = 0.8, 1.25, 0.6
#: How long the lines of hard-wrapped text are, and how many there must be to tell.
_NARROWEST, _WIDEST, _FEWEST = 30, 100, 5
_LINE = re.compile(r"[^\n\r\u2029]+")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r\r|\u2029")
_STOP = re.compile(r"[.!?:…؟۔][\"'”’»)\]]*\s*$")
_NEW = re.compile(r"\s{2,}\S|\s*(?:\d{1,4}|[a-z]|[ivx]{1,5})[.)]\s|\s*\([a-z\d]{1,4}\)\s|\s*[•–—-]\s", re.IGNORECASE)


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each paragraph, without the white space around it.

    A blank line always parts two paragraphs. A single line break does, unless the text is hard-wrapped (most of its
    lines are of nearly one length, 30 to 100 characters); there it does only after a line that ends with a stop, if
    that line is short or the next one is numbered or indented.

    Examples
    --------
    >>> paragraph_spans("One.\\nTwo.\\n\\n Three. ")
    [(0, 4), (5, 9), (12, 18)]
    """
    lines = [match.span() for match in _LINE.finditer(text) if match[0].strip()]
    if not lines:
        return []
    usual = _usual_length([end - start for start, end in lines])
    spans, opened = [], lines[0][0]
    for (start, end), (below, below_end) in pairwise(lines):
        parted = usual is None or _BLANK.search(text, end, below) is not None
        if not parted and _STOP.search(text, start, end):
            parted = end - start < _SHORTEST * usual or _NEW.match(text, below, below_end) is not None
        if parted:
            spans.append((opened, end))
            opened = below
    spans.append((opened, lines[-1][1]))
    return [_trimmed(text, start, end) for start, end in spans]


def _usual_length(lengths: list[int]) -> float | None:
    """The length at which the lines are wrapped, or None if they are not."""
    middle = median(lengths)
    alike = sum(_SHORTEST * middle <= length <= _LONGEST * middle for length in lengths)
    wrapped = len(lengths) >= _FEWEST and _NARROWEST <= middle <= _WIDEST and alike >= _MOST * len(lengths)
    return middle if wrapped else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
