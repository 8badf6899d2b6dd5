"""Where sentences end: rules on the characters between two tokens, applied once per distinct spelling."""

import re

import numpy as np
from numpy.typing import NDArray

#: Titles: written with a capital, a sentence never ends after them.
TITLES = frozenset(
    "Mr Mrs Ms Messrs Dr Prof Rev Fr St Ste Gen Lt Col Maj Capt Cpl Sgt Adm Cmdr Gov Sen Rep Pres Hon Amb".split()
)
#: Abbreviations a sentence may end after; it does when a common opener follows.
ABBREVIATIONS = frozenset(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "
    "No Nos Vol Fig Figs Art Arts Sec Para Paras Ch Ed Eds Inc Co Corp Ltd Llc Plc Jr Sr Bros Dept Univ Ave "
    "no nos vs v etc cf ca approx al pp p inc ltd co corp".split()
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


def sentence_breaks(
    token_types: list[str], tokens: NDArray[np.int32], after_types: list[str], afters: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Return, for each token of a running text, whether a sentence ends after it.

    Parameters
    ----------
    token_types, after_types
        The distinct tokens and the distinct stretches of characters after a token.
    tokens, afters
        For each token in order, its number in these two lists.

    Notes
    -----
    A blank line always ends a sentence. ``. ! ? …`` (with closing quotes) end one if the next word does
    not start in lower case; after an abbreviation or initial a point does so only before a common opener
    (``No. 5`` goes on, ``He said no. The …`` ends), or if a quotation closes with it; after a title never.
    A single line break does not, so hard-wrapped text stays whole.
    """
    paragraph = _flags(after_types, lambda after: _PARAGRAPH.search(after) is not None)[afters]
    stops = [match[1] if (match := _STOP.match(after)) else "" for after in after_types]
    strong = _flags(stops, lambda stop: stop not in ("", "."))[afters]
    point = _flags(stops, lambda stop: stop == ".")[afters]
    never = _flags(token_types, lambda token: token in TITLES)[tokens]
    perhaps = _flags(token_types, _may_be_abbreviation)[tokens]
    lower = _flags(token_types, lambda token: token[0].islower())[tokens]
    opener = _flags(token_types, lambda token: token[0].isupper() and token.lower() in OPENERS)[tokens]
    next_lower = np.append(lower[1:], False)
    next_opener = np.append(opener[1:], True)
    full = point & ~never & (~perhaps | next_opener)
    return paragraph | ((strong | full) & ~next_lower)


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


def _may_be_abbreviation(token: str) -> bool:
    initials = "." in token and not token[0].isdigit()
    return initials or (len(token) == 1 and token.isupper()) or token in ABBREVIATIONS


def _flags(types: list[str], test) -> NDArray[np.bool_]:
    return np.fromiter((test(entry) for entry in types), dtype=bool, count=len(types))
