"""Shallow phrases over tagged words: noun phrases left and right of a verb, verb groups, ends of clauses."""

import re
from dataclasses import dataclass

from discourse.frames.speech.words import Words

_BREAK = re.compile(r"[,;:()!?“”\"«»—–…\[\]]|''|``|\s-\s|--|\.(?=\s+[“\"‘(])|\n\s*\n")
_TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow january february march "
    "april may june july august september october november december week month year morning afternoon evening night "
    "weekend day time".split()
)
_NOUN = frozenset("NKO#Dv")
#: Prepositions that join two parts of one name or noun phrase.
_LINKS = frozenset("of for in at from on with to behind against and & near between".split())
_LONGEST = 30


@dataclass(slots=True)
class VerbGroup:
    """Auxiliaries, adverbs and a verb: numbers of its first, main and last word, and how it is put."""

    first: int
    main: int
    last: int
    passive: bool = False
    negated: bool = False
    modal: bool = False
    #: finite, participle (saying …), infinitive (to say)
    form: str = "finite"


def broken(words: Words, number: int) -> bool:
    """Whether punctuation stands after a word."""
    gap = words.gap[number]
    return gap != " " and bool(_BREAK.search(gap))


def verb_group(words: Words, main: int, first: int) -> VerbGroup:
    """Return the verb group around a main verb in the sentence that starts with the word ``first``."""
    group = VerbGroup(main, main, main)
    low, tag = words.low, words.tag
    if low[main].endswith("ing"):
        group.form = "participle"
    at = main - 1
    while at >= first and not broken(words, at) and tag[at] in "ABMXRt":
        if tag[at] == "R" and low[at] in ("here", "there", "well"):
            break
        if tag[at] == "B":
            group.form = "finite"
            group.passive = not low[main].endswith("ing")
        elif tag[at] in "AM" and group.form == "infinitive":
            group.form = "finite"
        elif tag[at] == "t":
            if group.form == "infinitive":
                break
            group.form = "infinitive"
        group.modal |= tag[at] == "M" and low[at] not in ("won't", "can't", "cannot")
        group.negated |= tag[at] == "X" or low[at].endswith("n't") or low[at] in ("cannot", "hardly", "barely")
        group.first = at
        at -= 1
    if group.form == "infinitive":
        _governor(words, group, first)
    return group


def _governor(words: Words, group: VerbGroup, first: int) -> None:
    """Take the verb before ``to`` into the group: *went on to say*, *declined to say*, *is expected to announce*."""
    at = group.first - 1
    particle = at > first and words.low[at] in ("on", "forward", "out")
    at -= particle
    if at < first or broken(words, at):
        return
    if words.low[at] in _INCLINED:
        while at > first and words.tag[at] != "B" and words.tag[at] in "RXDNV" and not broken(words, at - 1):
            at -= 1
        if words.tag[at] != "B":
            return
    if words.tag[at] not in "VvAGB":
        return
    before = verb_group(words, at, first)
    group.negated |= before.negated or words.low[at] in _REFUSING
    group.modal |= before.modal
    if before.form == "finite":
        group.first, group.form = before.first, "finite"


_INCLINED = frozenset("likely unlikely quick keen careful able ready happy willing eager reluctant first".split())
_REFUSING = frozenset(
    "refused refuses refuse declined declines decline refusing declining failed fails fail neglected".split()
)


def left_noun_phrase(words: Words, last: int, first: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends with the word ``last``, not before ``first``; its appositions included."""
    last = _without_time(words, last, first)
    if last < first:
        return None
    tag = words.tag
    if tag[last] in "PQT":
        return (last, last)
    if tag[last] == "D" and words.low[last] in _ALONE:
        return (last, last)
    if tag[last] not in "NKO#v":
        return None
    at = last
    while at > first and last - at < _LONGEST:
        before = at - 1
        if broken(words, before):
            if words.gap[before].strip() != "," or not _listed(words, before, at, first):
                break
            at = before
            continue
        step = tag[before]
        if tag[at] == "D":
            joint = step in "IC" and words.low[before] in _LINKS and before > first
            if joint and not broken(words, before - 1) and tag[before - 1] in _NOUN:
                at = before - 1
                continue
            if step != "D":
                break
            at = before
        elif step in _NOUN or (step == "R" and words.low[before] in ("most", "more", "then", "nearly", "about")):
            at = before
        elif step in "VG" and at > first + 1 and tag[before - 1] in ("DOR#" if step == "G" else "DOR"):
            at = before  # the elected president
        elif step in "ICt" and words.low[before] in _LINKS and before > first:
            if broken(words, before - 1) or tag[before - 1] not in _NOUN or tag[before - 1] == "D":
                break
            at = before - 1
        else:
            break
    return (_after_time(words, at, last), last)


_ALONE = frozenset(
    "one two three four five six seven eight nine ten some many several few most both all others another these "
    "those this that any".split()
)


def _listed(words: Words, before: int, at: int, first: int) -> bool:
    """Whether a comma stands inside a name (Austin, Texas) or a list of names joined by *and*."""
    return False if before <= first else words.tag[before] == "K" and words.tag[at] == "C"


def _without_time(words: Words, last: int, first: int) -> int:
    while last > first and words.low[last] in _TIME and not broken(words, last - 1) and words.tag[last - 1] in "ID":
        last -= 1
        while last > first and words.tag[last] in "ID" and not broken(words, last):
            last -= 1
    return last


def _after_time(words: Words, at: int, last: int) -> int:
    while at < last and words.low[at] in _TIME:
        at += 1
    return at


def parenthesis_start(words: Words, last: int, first: int) -> int | None:
    """Return the last word before an inserted phrase that ends, with a comma or bracket, at the word ``last``.

    *Kerry, the secretary of state, said*: from *state* to *Kerry*.
    """
    mark = next((sign for sign in ")],—–-" if sign in words.gap[last]), ",")
    opener = {")": "(", "]": "["}.get(mark, mark)
    for at in range(last - 1, max(first, last - _LONGEST) - 1, -1):
        gap = words.gap[at]
        if opener not in gap:
            if any(sign in gap for sign in ';:“”"'):
                return None
            continue
        after = words.tag[at + 1]
        if opener != ",":
            return at
        if after in "DQWNIGV#O" or (after == "K" and at + 1 < last and words.tag[at + 2] in "KNI"):
            return at
        if after == "K" and last - at > 3:
            return at
    return None


def right_noun_phrase(words: Words, at: int, last: int) -> tuple[int, int] | None:
    """Return the noun phrase that starts with the word ``at``, with what describes it, before ``last`` (exclusive)."""
    tag = words.tag
    if at >= last or tag[at] not in "DNKO#PRv":
        return None
    if tag[at] == "P":
        return (at, at)
    end = at
    while end + 1 < last and not broken(words, end):
        after = tag[end + 1]
        if after in "NKO#v" or (after == "D" and tag[end] in "DI"):
            end += 1
        elif after in "VG" and _modifies(words, end + 1, last):
            end += 2
        elif after in "IC" and words.low[end + 1] in _LINKS and end + 2 < last and tag[end + 2] in "DNKO#":
            if words.low[end + 2] in _TIME or broken(words, end + 1):
                break
            end += 2
        else:
            break
    if tag[end] in "D" and words.low[end] not in _ALONE:
        return None
    return (at, _with_apposition(words, end, last))


def _modifies(words: Words, at: int, last: int) -> bool:
    """Whether a participle stands before its noun: *a written statement*, *the two lobbying firms*."""
    article = words.tag[at - 1] in "#O" or (words.tag[at - 1] == "D" and words.low[at - 1] not in _ALONE)
    participle = words.low[at].endswith(("ing", "ed", "en"))
    return article and participle and at + 1 < last and words.tag[at + 1] in "NKv" and not broken(words, at)


def _with_apposition(words: Words, end: int, last: int) -> int:
    """Take in *, the mayor of Rome,* after a name."""
    if end + 2 >= last or words.gap[end].strip() != "," or words.tag[end + 1] not in "DNK":
        return end
    phrase = right_noun_phrase(words, end + 1, last)
    if phrase is None or phrase[1] - end > 14:
        return end
    closes = phrase[1] + 1 >= last or broken(words, phrase[1])
    return phrase[1] if closes else end
