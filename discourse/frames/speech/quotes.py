"""Where quotations stand in a text: paired paragraph by paragraph, so that one lost mark costs one paragraph."""

import re
from dataclasses import dataclass

#: Opening and closing marks; a straight mark is told apart by the characters beside it.
_OPEN, _CLOSE, _STRAIGHT = "“„«‟", "”»", '"＂'
_MARK = re.compile(r"[“”„‟«»\"＂]|''|``|‘|’(?!\w)|(?<!\w)'(?=[\w“])")
_PARAGRAPH = re.compile(r"\n\s*\n\s*|(?<=[.!?…”\"’'»:)])[^\S\n]*\n\s*|(?<=[^\n]{3})\n(?=\s*[“\"«])\s*|\r\r\s*|\u2029")
#: Single marks are taken for a quotation up to this many characters: beyond, an apostrophe is likelier.
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, the marks included."""

    start: int
    end: int
    closed: bool
    #: Whether the paragraph opens with a mark because the quotation of the paragraph before was left open.
    continued: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text start and end, without the space between them.

    A paragraph ends at a blank line, and at a line break after a sentence's end or before an opening mark: a
    hard-wrapped line is not a paragraph.

    Examples
    --------
    >>> paragraphs("One.\\nTwo is\\nwrapped.\\n\\nThree")
    [(0, 4), (5, 20), (22, 27)]
    """
    found, start = [], len(text) - len(text.lstrip())
    for gap in _PARAGRAPH.finditer(text):
        if gap.start() > start:
            found.append((start, gap.start()))
        start = max(start, gap.end())
    end = len(text.rstrip())
    return [*found, (start, end)] if end > start else found


def quotations(text: str, places: list[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of a text in order.

    Parameters
    ----------
    text
        The text.
    places
        Its :func:`paragraphs`. A quotation left open ends with its paragraph; where the next paragraph begins with
        an opening mark, that one continues it.

    Notes
    -----
    Curly, straight, angled, low and doubled single marks are read, and single curly marks where no apostrophe can
    be meant. A mark inside a quotation of another kind belongs to it. Text without marks costs nothing.

    Examples
    --------
    >>> text = "“We agreed,” he said. “They"
    >>> [text[q.start : q.end] for q in quotations(text, paragraphs(text))]
    ['“We agreed,”', '“They']
    """
    found: list[Quotation] = []
    left_open = False
    for start, end in places:
        mine = _paired(text, start, end, left_open)
        found += mine
        left_open = bool(mine) and not mine[-1].closed
    return found


def _paired(text: str, start: int, end: int, after_open: bool) -> list[Quotation]:
    marks = [(mark.start(), mark.end(), _side(text, mark)) for mark in _MARK.finditer(text, start, end)]
    curly = [side == "close" and text[at:to] in _CLOSE for at, to, side in marks]
    left = [sum(curly)]  # closing marks that are not straight still to come
    for closing in curly:
        left.append(left[-1] - closing)
    found: list[Quotation] = []
    opened, kind, depth = -1, "", 0
    for number, (at, to, side) in enumerate(marks):
        same = text[at:to] in _STRAIGHT if kind in _STRAIGHT else text[at:to] not in _STRAIGHT
        single = text[at:to] in ("‘", "’", "'")
        if opened < 0:
            if side == "open" and not single:
                opened, kind, depth = at, text[at:to], 1
            elif side == "open" and (not found or found[-1].end <= at) and (close := _single_end(text, to, end)):
                found.append(Quotation(at, close, True))
            continue
        if single:
            continue
        if side == "close" and (same or (depth == 1 and (kind in _STRAIGHT or not left[number]))):
            depth -= 1
        elif side == "open" and same:
            depth = depth + 1 if left[number] > depth and kind not in _STRAIGHT else depth
        if depth == 0:
            _add(found, Quotation(opened, to, True, after_open and opened == start))
            opened = -1
    if opened >= 0:
        _add(found, Quotation(opened, end, False, after_open and opened == start))
    return found


def _add(found: list[Quotation], new: Quotation) -> None:
    while found and found[-1].end > new.start:
        found.pop()
    found.append(new)


def _side(text: str, mark: re.Match) -> str:
    """Whether a mark opens or closes, from its form or, for a straight one, from what stands beside it."""
    form = mark[0]
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    opening = (before.isspace() or before in "([—–-:/‘'“") and not after.isspace()
    if form in _STRAIGHT or form == "''":
        return "open" if opening else "close"
    if form in _OPEN or form in ("``", "‘", "'"):
        return "close" if form in "“" and after.isspace() and not before.isspace() else "open"
    return "open" if form in _CLOSE and opening and before.isspace() else "close"


def _single_end(text: str, start: int, end: int) -> int:
    """Where a quotation between single marks ends: at a mark after punctuation, or after a few words; else 0."""
    for mark in re.compile(r"[’'](?!\w)").finditer(text, start, min(end, start + _LONGEST_SINGLE)):
        if text[mark.start() - 1] in ".,!?…":
            return mark.end()
        if text.count(" ", start, mark.start()) < 8 and text[mark.start() - 1] != "s":
            return mark.end()
    return 0
