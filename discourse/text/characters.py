"""Which characters make a word: one class for every Unicode code point."""

from functools import cache
from sys import maxunicode

import numpy as np
from numpy.typing import NDArray

OTHER, LETTER, DIGIT, MARK, JOINER, NUMERIC, PERIOD = range(7)

#: Hyphens that may join the parts of a word.
HYPHEN = "-‐‑"
#: Characters that stay inside a word between two letters or digits: apostrophes, hyphens, underscores, and the
#: invisible joiners of Persian, Arabic and hyphenation.
JOINERS = "'’＇_\u00ad\u200c\u200d\u2060" + HYPHEN
#: Characters that stay inside a number between two digits: 12,000 · 6+2 · ۳٫۵.
NUMERICS = ",+٫٬"

#: How spellings are made alike where they are compared (never in the text): one apostrophe, one hyphen, nothing
#: invisible; Persian ی and ک for Arabic ي and ك; no tatweel and no Arabic vowel signs.
NORMALISED = str.maketrans(
    dict.fromkeys("’＇ʼ", "'")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("\u00ad\u2060\u200c\u200d\u0640\u0670", "")
    | {chr(sign): "" for sign in range(0x064B, 0x0653)}
    | {"ي": "ی", "ك": "ک"}
)


@cache
def character_classes(*, hyphens: bool = True) -> NDArray[np.uint8]:
    """Return the class of every code point as an array of length 0x110000; without ``hyphens`` they join nothing."""
    from unicodedata import category

    kinds = dict.fromkeys(("Lu", "Ll", "Lt", "Lm", "Lo"), LETTER)
    kinds |= dict.fromkeys(("Nd", "Nl", "No"), DIGIT) | dict.fromkeys(("Mn", "Mc", "Me"), MARK)
    table = np.zeros(maxunicode + 1, dtype=np.uint8)
    for points in (range(0x40000), range(0xE0000, 0xE1000)):  # the planes between have no characters
        table[points.start : points.stop] = [kinds.get(category(chr(point)), OTHER) for point in points]
    table[[ord(character) for character in JOINERS]] = JOINER
    table[[ord(character) for character in NUMERICS]] = NUMERIC
    table[ord(".")] = PERIOD
    if not hyphens:
        table[[ord(character) for character in HYPHEN]] = OTHER
    return table


def token_mask(text: str, *, hyphens: bool = True) -> NDArray[np.bool_]:
    """Return, for every code point of ``text``, whether it belongs to a token.

    A token is a run of letters and digits with the marks on them. An apostrophe, hyphen or underscore between two
    of them stays inside (``Tehran’s``, ``Ale-Sadeq``), as do a comma, point or plus between digits (``12,000``,
    ``6+2``) and the points of an abbreviation of single letters (``U.S``). These are the rules in their plainest
    form; large corpora are split by :mod:`discourse.text.kernels`, which must give the same.

    Raises
    ------
    UnicodeEncodeError
        If the text holds half a character (a lone surrogate).
    """
    kind = character_classes(hyphens=hyphens)[np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)]
    bearer = np.maximum.accumulate(np.where(kind != MARK, np.arange(len(kind)), 0))
    kind = np.where(kind == MARK, np.where((kind == LETTER) | (kind == DIGIT), kind, OTHER)[bearer], kind)
    padded = np.pad(kind, 2)
    is_word = (padded == LETTER) | (padded == DIGIT)
    before, after = padded[1:-3], padded[3:-1]
    joined = (kind == JOINER) & is_word[1:-3] & is_word[3:-1]
    number = ((kind == NUMERIC) | (kind == PERIOD)) & (before == DIGIT) & (after == DIGIT)
    lone_before = (before == LETTER) & ~is_word[:-4]
    lone_after = (after == LETTER) & ~is_word[4:]
    initials = (kind == PERIOD) & lone_before & lone_after
    return is_word[2:-2] | joined | number | initials


def fold(word: str) -> str:
    """Return the form under which words are compared: NFC, lower case, :data:`NORMALISED`."""
    if word.isascii():
        lower = word.lower()
        return lower if lower.isalnum() else " ".join(lower.split())
    from unicodedata import normalize

    return straighten(normalize("NFC", word).lower().replace("i̇", "i"))


def folded(words: list[str]) -> list[str]:
    """What :func:`fold` makes of each word; of plain ones all at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    given = pa.array(words, type=pa.large_string())
    lower = pc.ascii_lower(given).to_pylist()
    plain = pc.and_not(pc.string_is_ascii(given), pc.match_substring_regex(given, r"[\x00-\x20\x7f]"))
    for place in np.flatnonzero(~plain.to_numpy(zero_copy_only=False)).tolist():
        lower[place] = fold(words[place])
    return lower


def straighten(word: str) -> str:
    """Return ``word`` in NFC and as :data:`NORMALISED` says, its case untouched, any white space in it one space."""
    if word.isascii():
        return " ".join(word.split())
    from unicodedata import normalize

    return " ".join(normalize("NFC", word).translate(NORMALISED).split()) or word


def without_possessive(word: str) -> str:
    """Return a folded word without a final possessive ``'s``."""
    return word[:-2] if word.endswith("'s") and len(word) > 2 else word
