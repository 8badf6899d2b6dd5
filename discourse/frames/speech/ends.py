"""Where a clause and an object end, without a parser."""

from discourse.frames.speech.phrases import broken, right_noun_phrase
from discourse.frames.speech.words import Words

#: What follows an object on its own account: *endorsed him although he lost*.
_ENDING = frozenset("because although though while whereas until if".split())
#: After a comma, these say what else was said.
_ADDING = frozenset(
    "adding saying noting arguing calling citing referring explaining warning insisting stressing suggesting telling "
    "claiming accusing describing pointing urging emphasizing asserting asking declaring predicting".split()
)
#: After a name, these make a sentence of their own.
_SAYING = frozenset("said says told added wrote writes argued noted insisted warned continued explained".split())


def clause_end(words: Words, at: int, last: int) -> int:
    """Return the last word of the clause that starts with ``at``: the sentence's end or a break that closes it."""
    for end in range(at, last - 1):
        gap = words.gap[end]
        if gap == " " or not broken(words, end):
            continue
        after = end + 1
        if ";" in gap:
            return end
        if "," in gap and ((words.tag[after] == "G" and words.low[after] in _ADDING) or _reports(words, after, last)):
            return end
    return last - 1


def object_end(words: Words, at: int, last: int) -> int:
    """Return the last word of the object or infinitive that starts with ``at``: shorter than a clause."""
    for end in range(at, last - 1):
        after = end + 1
        tag, low = words.tag[after], words.low[after]
        if broken(words, end):
            if any(sign in words.gap[end] for sign in ";—–:") or " - " in words.gap[end] or tag in "CGQSVPRIDBA":
                return end
        elif (
            (tag == "C" and after + 1 < last and words.tag[after + 1] in "VABMX")
            or low in _ENDING
            or (low in ("by", "in") and after + 1 < last and words.tag[after + 1] == "G")
            or (
                low in ("last", "next", "this")
                and after + 1 < last
                and words.low[after + 1] in ("week", "month", "year")
            )
        ):
            return end
    return last - 1


def _reports(words: Words, at: int, last: int) -> bool:
    """Whether *according to …* or *he said* begins here."""
    if words.low[at : at + 2] == ["according", "to"]:
        return at + 2 < last
    phrase = right_noun_phrase(words, at, last)
    return phrase is not None and phrase[1] + 1 < last and words.low[phrase[1] + 1] in _SAYING
