"""Which characters make a word: one class for every Unicode code point."""

from functools import cache
from sys import maxunicode

import numpy as np
from numpy.typing import NDArray

OTHER, LETTER, DIGIT, JOINER, NUMERIC, PERIOD = range(6)

#: Characters that stay inside a word between two letters or digits: apostrophes (both kinds),
#: hyphens, and the invisible joiners of Persian, Arabic and hyphenation.
JOINERS = "'’＇-‐‑\u00ad\u200c\u200d"
#: Characters that stay inside a number between two digits: 12,000 · 6+2 · ۳٫۵.
NUMERICS = ",+٫٬"

APOSTROPHES = str.maketrans(dict.fromkeys("’＇ʼ", "'"))
HYPHENS = str.maketrans(dict.fromkeys("‐‑", "-"))


@cache
def character_classes() -> NDArray[np.uint8]:
    """Return the class of every code point as an array of length 0x110000."""
    from unicodedata import category

    letter = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Pc"))
    digit = frozenset(("Nd", "Nl", "No"))
    table = np.zeros(maxunicode + 1, dtype=np.uint8)
    for point in range(maxunicode + 1):
        kind = category(chr(point))
        if kind in letter:
            table[point] = LETTER
        elif kind in digit:
            table[point] = DIGIT
    table[[ord(character) for character in JOINERS]] = JOINER
    table[[ord(character) for character in NUMERICS]] = NUMERIC
    table[ord(".")] = PERIOD
    return table


def token_mask(text: str) -> NDArray[np.bool_]:
    """Return, for every code point of ``text``, whether it belongs to a token.

    A token is a run of letters, marks and digits. An apostrophe or hyphen between two of them
    stays inside (``Tehran’s``, ``Ale-Sadeq``), as do a comma, point or plus between digits
    (``12,000``, ``6+2``) and the points of an abbreviation of single letters (``U.S``).
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kind = character_classes()[points]
    word = (kind == LETTER) | (kind == DIGIT)
    padded = np.pad(kind, 2)
    before, after = padded[1:-3], padded[3:-1]
    word_before = (before == LETTER) | (before == DIGIT)
    word_after = (after == LETTER) | (after == DIGIT)
    joined = (kind == JOINER) & word_before & word_after
    number = ((kind == NUMERIC) | (kind == PERIOD)) & (before == DIGIT) & (after == DIGIT)
    padded_word = np.pad(word, 2)
    lone_before = (before == LETTER) & ~padded_word[:-4]
    lone_after = (after == LETTER) & ~padded_word[4:]
    initials = (kind == PERIOD) & lone_before & lone_after
    return word | joined | number | initials


def fold(word: str) -> str:
    """Return the form under which words are compared: NFC, lower case, one kind of apostrophe and hyphen."""
    from unicodedata import normalize

    return straighten(normalize("NFC", word).lower())


def straighten(word: str) -> str:
    """Return ``word`` with one kind of apostrophe and of hyphen, its case untouched."""
    return word.translate(APOSTROPHES).translate(HYPHENS)


def without_possessive(word: str) -> str:
    """Return a folded word without a final possessive ``'s``."""
    return word[:-2] if word.endswith("'s") and len(word) > 2 else word
