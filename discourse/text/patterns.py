"""The one pattern language: how a search pattern is written and read.

======================= ==================================================================
``sovereign*``          ``*`` stands for any characters inside a word
``foreign troops``      words in a row, within one sentence; a space also matches a hyphen
``(foreign|outside) x`` one of several; alternatives may hold several words
``defen(c|s)e``         also inside a word
``(own)? affairs``      a group that may be absent
``breach* ~4 border*``  a gap of up to four words, within the sentence
``re:no\\s+\\w+ deal``    a regular expression on one sentence as it stands in the text
======================= ==================================================================

Upper and lower case (unless asked for with ``case``), the two apostrophes and a possessive ``'s`` make no difference,
nor do Arabic and Persian spellings of one letter (:data:`discourse.text.characters.NORMALISED`). Where ``unless``
patterns are given, a match that overlaps one of theirs does not count. Of matches that overlap, the longest counts, of
equally long ones the leftmost, once for each theme.
"""

import re
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from discourse.errors import PatternError
from discourse.text.characters import fold, straighten, token_mask

#: More plain sequences or spellings than this are a slip in the pattern, not a wish.
_MOST_SEQUENCES = 500
#: A gap reaches over no more words than a long sentence has.
_LONGEST_GAP = 50
#: What search engines and news archives take for operators; in lower case they are words.
_OPERATORS = frozenset({"OR", "AND", "NOT", "NEAR"})


@dataclass(frozen=True)
class Word:
    """One word of a pattern: any of these spellings, in which ``*`` stands for any characters."""

    globs: tuple[str, ...]


@dataclass(frozen=True)
class Gap:
    """Up to ``most`` words of any kind."""

    most: int


Sequence = tuple[Word | Gap, ...]


@dataclass(frozen=True)
class Pattern:
    """A pattern as it was read: its text, and the plain sequences it stands for (or a regular expression)."""

    text: str
    sequences: tuple[Sequence, ...]
    regex: re.Pattern[str] | None = None
    case: bool = False

    def __str__(self) -> str:
        return f"{self.text!r}, read as {describe(self)}"


def parse_pattern(text: str, *, case: bool = False) -> Pattern:
    """Read one pattern.

    Parameters
    ----------
    text
        The pattern, in the language described at the top of this module.
    case
        Whether upper and lower case differ.

    Raises
    ------
    PatternError
        Saying where the pattern cannot be understood and how it is written right.

    Examples
    --------
    >>> print(parse_pattern("(own)? affair*"))
    '(own)? affair*', read as [affair*] or [own] [affair*]
    """
    if not isinstance(text, str) or not text.strip():
        raise PatternError(f"a pattern must be a text with at least one word, not {text!r}")
    if text.startswith("re:"):
        try:
            compiled = re.compile(text[3:], 0 if case else re.IGNORECASE)
        except re.error as error:
            raise PatternError(f"pattern {text!r}: not a regular expression ({error})") from None
        if compiled.match(""):
            raise PatternError(f"pattern {text!r} matches an empty text; it must ask for at least one character")
        return Pattern(text, (), compiled, case)
    operators = [word for word in text.replace("(", " ").replace(")", " ").split() if word in _OPERATORS]
    if operators and not case:
        raise PatternError(
            f"pattern {text!r}: {operators[0]} is not an operator here; write alternatives as "
            "'(sovereignty|independence)', nearness as 'a ~5 b', and give what must not match to 'unless'"
        )
    normal = " ".join((straighten(text) if case else fold(text)).split())
    sequences = tuple(dict.fromkeys(_sequence(normal, text)))
    for sequence in sequences:
        _check_sequence(sequence, text)
    return Pattern(text, sequences, None, case)


def describe(pattern: Pattern) -> str:
    """Say in brackets how a pattern was read, for messages and captions."""
    if pattern.regex is not None:
        return f"the regular expression {pattern.regex.pattern} on each sentence"
    written = [
        " ".join(f"[{'|'.join(item.globs)}]" if isinstance(item, Word) else f"[up to {item.most} words]" for item in s)
        for s in pattern.sequences
    ]
    more = f" or {len(written) - 4} more" if len(written) > 4 else ""
    return " or ".join(written[:4]) + more


def _sequence(text: str, whole: str) -> list[Sequence]:
    """All plain sequences that a stretch of pattern stands for."""
    choices: list[list[Sequence]] = []
    for chunk in _split(text, " ", whole):
        if re.fullmatch(r"~\d+", chunk):
            choices.append([(Gap(int(chunk[1:])),)])
        elif chunk.startswith("(") and _closing(chunk, 0, whole) in (len(chunk) - 1, len(chunk) - 2):
            choices.append(_group(chunk, whole))
        else:
            choices.append([(Word(tuple(_spellings(chunk, whole))),)])
    _check_number(prod(map(len, choices)), whole)
    return [tuple(item for part in choice for item in part) for choice in product(*choices)]


def _group(chunk: str, whole: str) -> list[Sequence]:
    """The sequences of ``(a|b c)`` or ``(a)?``; its one-word alternatives are joined into one word."""
    optional = chunk.endswith("?")
    if not optional and not chunk.endswith(")"):
        return [(Word(tuple(_spellings(chunk, whole))),)]
    found: list[Sequence] = [()] if optional else []
    globs: list[str] = []
    for alternative in _split(chunk[1 : chunk.rindex(")")], "|", whole):
        for sequence in _sequence(alternative, whole):
            if len(sequence) == 1 and isinstance(sequence[0], Word):
                globs.extend(sequence[0].globs)
            else:
                found.append(sequence)
    if globs:
        found.append((Word(tuple(dict.fromkeys(globs))),))
    return found


def _spellings(chunk: str, whole: str) -> list[str]:
    """All spellings of one word with groups inside it: ``defen(c|s)e`` → defence, defense."""
    opening = chunk.find("(")
    if opening < 0:
        for wrong, meaning in (("?", "( … )? marks an optional group"), ("~", "a gap is written ~N, as in ~4")):
            if wrong in chunk:
                raise PatternError(f"pattern {whole!r}: a lone {wrong!r} has no meaning; {meaning}")
        return [chunk]
    closing = _closing(chunk, opening, whole)
    if " " in chunk[opening:closing]:
        raise PatternError(
            f"pattern {whole!r}: {chunk!r} is one word, so its group cannot hold spaces; "
            "write an optional word as '(own)? affairs', with the space outside"
        )
    options = _split(chunk[opening + 1 : closing], "|", whole)
    rest = chunk[closing + 1 :]
    if rest.startswith("?"):
        options, rest = ["", *options], rest[1:]
    inner = [spelling for option in options for spelling in (_spellings(option, whole) if option else [""])]
    tails = _spellings(rest, whole) if rest else [""]
    _check_number(len(inner) * len(tails), whole)
    return [chunk[:opening] + middle + tail for middle in inner for tail in tails]


def _split(text: str, separator: str, whole: str) -> list[str]:
    """Split outside parentheses; empty alternatives and doubled bars are errors, doubled spaces are not."""
    pieces, depth, last = [], 0, 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            raise PatternError(f"pattern {whole!r}: a closing parenthesis without an opening one")
        if character == separator and depth == 0:
            pieces.append(text[last:place])
            last = place + 1
        elif character == "|" and depth == 0:
            raise PatternError(f"pattern {whole!r}: write alternatives in parentheses: (a|b)")
    if depth:
        raise PatternError(f"pattern {whole!r}: an opening parenthesis without a closing one")
    pieces = [piece.strip() for piece in (*pieces, text[last:])]
    if separator == " ":
        return [piece for piece in pieces if piece]
    if not all(pieces):
        raise PatternError(f"pattern {whole!r}: an empty alternative; an optional group is written ( … )?")
    return pieces


def _closing(text: str, opening: int, whole: str) -> int:
    """Where the parenthesis opened at ``opening`` closes."""
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    raise PatternError(f"pattern {whole!r}: an opening parenthesis without a closing one")


def _check_number(number: int, whole: str) -> None:
    if number > _MOST_SEQUENCES:
        raise PatternError(f"pattern {whole!r} stands for {number:,} sequences of words; split it into several")


def _check_sequence(sequence: Sequence, whole: str) -> None:
    words = [item for item in sequence if isinstance(item, Word)]
    if all(set(glob) == {"*"} for word in words for glob in word.globs):
        raise PatternError(f"pattern {whole!r} would match any text; it must ask for at least one definite word")
    if isinstance(sequence[0], Gap) or isinstance(sequence[-1], Gap):
        raise PatternError(f"pattern {whole!r}: a gap must stand between two words")
    for item in sequence:
        if isinstance(item, Gap) and item.most > _LONGEST_GAP:
            raise PatternError(f"pattern {whole!r}: a gap holds at most {_LONGEST_GAP} words, not {item.most}")
    for glob in dict.fromkeys(glob for word in words for glob in word.globs):
        _check_glob(glob, whole)


def _check_glob(glob: str, whole: str) -> None:
    """A word of a pattern must be one that the tokeniser can give, or it would never be found."""
    spelled = glob.replace("*", "a")
    if spelled.isascii() and spelled.isalnum():  # most words: letters and digits on end are one word
        return
    mask = token_mask(spelled)
    if not mask.all():
        edges = np.flatnonzero(np.diff(np.pad(mask, 1).astype(np.int8)))
        pieces = [glob[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        advice = f"write {' '.join(pieces)!r}" if pieces else "punctuation is not a word"
        raise PatternError(f"pattern {whole!r}: {glob!r} is not one word of a text; {advice}")
