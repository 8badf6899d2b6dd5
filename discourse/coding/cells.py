"""Text in the cells of a sheet: shown to a coder exactly as far as it is safe, and compared on the way back."""

import re
import unicodedata

#: A spreadsheet program keeps no more characters in a cell.
LONGEST = 32_000
_FORMULA = tuple("=+-@|%\t\r＝＋－＠")
_BIDI = "\u200e\u200f\u061c" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff{_BIDI}]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def shown(text: str, *, whole_in: str = "") -> str:
    """Return ``text`` as it may stand in a cell of a spreadsheet.

    A cell that would be taken for a formula begins with an apostrophe; control characters and marks that change the
    direction of writing are written out (``[U+202E]``), since they could disguise what stands beside them. A text too
    long for a cell is cut, naming the file ``whole_in`` that holds all of it.

    Examples
    --------
    >>> shown("=HYPERLINK(0)"), shown("safe \\u202e evil")
    ("'=HYPERLINK(0)", 'safe [U+202E] evil')
    """
    written = _written(text)
    if is_cut(text):
        limit = _limit(written)
        written = f"{written[:limit]} … [cut here; the whole text of {len(text):,} characters is in {whole_in}]"
    return ("'" if written.lstrip(" \n\u00a0").startswith(_FORMULA) else "") + written


def is_cut(text: str) -> bool:
    """Whether a text is too long for a cell."""
    written = _written(text)
    return len(written) > _limit(written)


def _written(text: str) -> str:
    text = text[: 2 * LONGEST].replace("\r\n", "\n").replace("\r", "\n")  # enough to see that it is too long
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def _limit(written: str) -> int:
    """Cells count characters beyond U+FFFF twice."""
    return LONGEST if max(written, default="") <= "\uffff" else LONGEST // 2


def same(one: str, other: str) -> bool:
    """Whether two cells hold the same words, whatever a spreadsheet program did to spaces and line breaks.

    Examples
    --------
    >>> same("a\\n b", "a b"), same("'=1", "=1"), same("a b", "a c")
    (True, True, False)
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text.replace("_x005F_", "_"))  # as workbooks escape
    return " ".join(unicodedata.normalize("NFC", text).split()).removeprefix("'")
