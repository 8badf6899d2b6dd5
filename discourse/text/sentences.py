"""Where sentences end: rules on the characters between two tokens, applied once per distinct spelling."""

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from discourse.text.words import Words

#: Titles: written with a capital, a sentence never ends after them.
TITLES = frozenset(
    "Mr Mrs Ms Messrs Dr Prof Rev Fr St Ste Gen Lt Col Maj Capt Cpl Sgt Adm Cmdr Gov Sen Rep Pres Hon Amb".split()
)
#: Abbreviations a sentence may end after; it does when a common opener follows.
ABBREVIATIONS = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "No Nos Vol Fig Figs Art Arts Sec Sect Para Paras Ch Ed Eds PV Add Rev Corr Doc "
    "Inc Co Corp Ltd Llc Plc Jr Sr Bros Dept Univ Ave "
    "no nos para paras sect vs v etc cf ca approx al pp p inc ltd co corp".split()
)
#: Words that open sentences often and follow an abbreviation rarely.
OPENERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our there here but and or so yet "
    "in on at by for from with after before when while where as if although though because since however "
    "meanwhile earlier later both some many most all no not what who why how".split()
)

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\r\r|\u2029")
_CLOSERS = r"[\"'”’»)\]}]*"
_STOP = re.compile(rf"{_CLOSERS}([.!?…؟۔。！？‼⁇⁈⁉]+{_CLOSERS})(?:\s|$)")
#: What numbers a paragraph: 150. · a. · IV.
_NUMBERING = re.compile(r"\d{1,4}|[A-Za-z]|[IVX]{2,5}|[ivx]{2,5}")
_POINT, _STRONG, _PARAGRAPH_ENDS = 1, 2, 4


def sentence_breaks(words: Words) -> NDArray[np.bool_]:
    """Return, for each word, whether a sentence ends after it.

    Notes
    -----
    A blank line always ends a sentence. ``. ! ? …`` (with closing quotes) end one if the next word does
    not start in lower case; after an abbreviation or initial a point does so only before a common opener
    (``No. 5`` goes on, ``He said no. The …`` ends), or if a quotation closes with it; after a title never; nor after
    the number or letter of a paragraph (``150.`` at the beginning of a line and sentence), which belongs to what it
    numbers. A single line break does not, so hard-wrapped text stays whole. Only words beside a stop are looked at,
    each spelling once.
    """
    kinds = np.array([_kind(after) for after in words.afters], dtype=np.uint8)
    kind = kinds[words.after] if len(kinds) else np.zeros(0, dtype=np.uint8)
    at = np.flatnonzero(kind)
    here, following = words.word[at], words.word[np.minimum(at + 1, len(kind) - 1)]
    never = _flags(words.words, here, _is_title)
    perhaps = _flags(words.words, here, _may_be_abbreviation)
    lower = _flags(words.words, following, lambda word: word[0].islower())
    opener = _flags(words.words, following, lambda word: word[0].isupper() and word.lower() in OPENERS)
    kind = kind[at]
    point, strong, paragraph = kind & _POINT > 0, kind & _STRONG > 0, kind & _PARAGRAPH_ENDS > 0
    full = point & ~never & (~perhaps | opener)
    breaks = np.zeros(len(words.word), dtype=bool)
    breaks[at] = paragraph | ((strong | full) & ~lower)
    numbered = at[point & ~paragraph & _flags(words.words, here, lambda word: _NUMBERING.fullmatch(word) is not None)]
    line = np.array(["\n" in after or "\r" in after for after in words.afters], dtype=bool)
    opens = np.isin(numbered, words.bounds)  # the first of its document, or of its line and sentence
    opens |= (numbered > 0) & breaks[numbered - 1] & line[words.after[numbered - 1]]
    breaks[numbered[opens]] = False
    return breaks


def split_at_stop(after: str) -> tuple[str, str]:
    """Split what stands between two sentences into what closes the first and what opens the second.

    Examples
    --------
    >>> split_at_stop(".” (")
    ('.”', '(')
    >>> split_at_stop("\\n\\n“")
    ('', '“')
    """
    match = _STOP.match(after)
    end = match.end(1) if match else len(after.split(maxsplit=1)[0]) if after[:1].strip() else 0
    return after[:end], after[end:].lstrip()


def _kind(after: str) -> int:
    """What stands in a stretch between two words: a full stop, another stop, the end of a paragraph."""
    match = _STOP.match(after)
    stop = match[1] if match else ""
    kind = _POINT if stop == "." else _STRONG if stop else 0
    return kind | (_PARAGRAPH_ENDS if _PARAGRAPH.search(after) else 0)


def _is_title(token: str) -> bool:
    return token in TITLES or (token.isupper() and token.title() in TITLES)


def _may_be_abbreviation(token: str) -> bool:
    initials = "." in token and not token[0].isdigit()
    return initials or (len(token) == 1 and token.isupper()) or token in ABBREVIATIONS


def _flags(types: list[str], codes: NDArray[np.int32], test: Callable[[str], bool]) -> NDArray[np.bool_]:
    """What the test says of each of the words ``codes``; it is asked once for each type among them."""
    there = np.zeros(len(types), dtype=bool)
    there[codes] = True
    numbers = np.flatnonzero(there)
    there[numbers] = [test(types[number]) for number in numbers.tolist()]
    return there[codes]
