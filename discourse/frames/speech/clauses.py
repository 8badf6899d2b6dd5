"""Reporting verbs without a parser: who stands before or after them, and which clause they report."""

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.contents import as_clause, content_of
from discourse.frames.speech.cues import Cue, CueLexicon
from discourse.frames.speech.ends import clause_end
from discourse.frames.speech.phrases import (
    VerbGroup,
    broken,
    left_noun_phrase,
    parenthesis_start,
    right_noun_phrase,
    verb_group,
)
from discourse.frames.speech.words import Words


def verb_attributions(words: Words, first: int, last: int, lexicon: CueLexicon) -> list[Attribution]:
    """Return the attributions of the reporting verbs in the sentence of the words ``first`` to ``last`` (exclusive)."""
    found: list[Attribution] = []
    speaker: tuple[int, int] | None = None
    for at in range(first, last):
        opens = at == first and words.low[at] in _ADDRESSED
        if (words.tag[at] not in "VvGN" and not opens) or words.low[at] not in lexicon.verbs:
            continue
        cue, end = _longest(words, at, last, lexicon)
        if cue is None or not _is_verb(words, at, first, last):
            continue
        group = verb_group(words, at, first)
        group.last = end
        made = _attribution(words, cue, group, first, last, speaker)
        if made is None:
            continue
        attribution, subject = made
        nested = any(s <= attribution.cue_start < e for other in found for s, e in other.content_spans)
        speaker = speaker if nested and speaker else subject
        found.append(attribution)
    return found


def _longest(words: Words, at: int, last: int, lexicon: CueLexicon) -> tuple[Cue | None, int]:
    """The longest cue that begins here: *call for* before *call*; its last word."""
    for cue in lexicon.verbs[words.low[at]]:
        parts = cue.lemma.split()
        end = at + len(parts) - 1
        if (
            end < last
            and words.low[at + 1 : end + 1] == parts[1:]
            and not any(broken(words, i) for i in range(at, end))
        ):
            return cue, end
    return None, at


def _is_verb(words: Words, at: int, first: int, last: int) -> bool:
    """Whether a form that may be a noun or adjective is a verb where it stands."""
    low, tag = words.low[at], words.tag[at]
    before = words.tag[at - 1] if at > first and not broken(words, at - 1) else ""
    after = words.tag[at + 1] if at + 1 < last and not broken(words, at) else ""
    if low.endswith("ing"):
        return before not in ("D", "O", "I") or (before == "I" and words.low[at - 1] in ("by", "for", "in", "after"))
    if low.endswith("ed") or tag == "V":
        if before in ("D", "O") and words.low[at - 1] not in _PRONOUNS:
            return False
        if before == "I" and after in ("N", "K"):
            return False
        return not (low.endswith(("ed", "n")) and before == "" and after in ("N",) and at > first)
    if before in ("M", "t", "P", "Q"):
        return True
    if before in ("D", "O", "I", "B", "V") and words.low[at - 1] not in _PRONOUNS:
        return False
    if before in ("G", "v", "#"):
        return after in ("T", "W", "P", "D")
    return before in ("K", "N", "R", "A", "C", "", "D") and (after == "" or after in "TDPWKOtGIS#")


_PRONOUNS = frozenset("some many several others most few all both these those".split())


def _attribution(
    words: Words, cue: Cue, group: VerbGroup, first: int, last: int, earlier: tuple[int, int] | None
) -> tuple[Attribution, tuple[int, int] | None] | None:
    inverted = _inverted(words, cue, group, first, last)
    subject = inverted or _subject(words, group, first, earlier)
    if group.passive or _bare_passive(words, group, first, last):
        return _passive(words, cue, group, last, subject if group.passive else None)
    content, rule = as_clause(words, cue, group, first, last, subject)
    if not content:
        content, rule = content_of(words, cue, group, first, last, subject, inverted is not None)
    if not content and not rule:
        return None
    if subject is None and group.form != "participle":
        return None
    attribution = Attribution(
        cue,
        rule,
        [words.span(group.first, group.last)],
        [words.span(*subject)] if subject else [],
        content,
        group.negated,
        group.modal,
    )
    return attribution, subject


def _inverted(words: Words, cue: Cue, group: VerbGroup, first: int, last: int) -> tuple[int, int] | None:
    """The subject after the verb, as in *“…,” said the minister*."""
    before = group.first - 1
    if group.form != "finite" or group.passive or group.first != group.main or "object-clause" in cue.frames:
        return None
    opens = before < first or any(sign in words.gap[before] for sign in ",”\"'—?!")
    if not opens or broken(words, group.last):
        return None
    if before < first and not (group.last + 1 < last and words.tag[group.last + 1] in "KP"):
        return None
    phrase = right_noun_phrase(words, group.last + 1, last)
    if phrase is None or (words.tag[phrase[0]] == "P" and words.low[phrase[0]] not in ("he", "she", "they", "it", "i")):
        return None
    end = phrase[1]
    if words.tag[end] in "RD":
        return None
    ends = (
        end + 1 >= last
        or broken(words, end)
        or words.tag[end + 1] in "SQG"
        or (words.tag[end + 1] in "It" and words.tag[end] == "K")
    )
    return phrase if ends else None


def _subject(words: Words, group: VerbGroup, first: int, earlier: tuple[int, int] | None) -> tuple[int, int] | None:
    before = group.first - 1
    while before > first and words.tag[before] == "R" and not broken(words, before):
        before -= 1
    if before < first:
        return None
    if group.form == "participle" and not broken(words, before) and words.tag[before] in "NK":
        return left_noun_phrase(words, before, first)
    if group.form == "participle" or words.tag[before] == "C":
        return earlier or _first_subject(words, first, before)
    if broken(words, before):
        mark = words.gap[before].strip()
        start = parenthesis_start(words, before, first)
        if start is not None and words.tag[start] == "#" and start > first and words.gap[start - 1].strip() == ",":
            start -= 1  # Yin May, 60, a doctor,
        if start is not None:
            phrase = left_noun_phrase(words, start, first)
            if phrase and words.tag[phrase[1]] not in "#":
                describes = words.tag[start + 1] not in "QIGV" and mark == ","
                return (phrase[0], before if describes else phrase[1])
        return earlier or _first_subject(words, first, before)
    return left_noun_phrase(words, before, first)


def _first_subject(words: Words, first: int, before: int) -> tuple[int, int] | None:
    """The subject of the sentence's first verb."""
    for at in range(first + 1, before + 1):
        if words.tag[at] in "VABM" and words.tag[at - 1] in "KNPO#vRC":
            group = verb_group(words, at, first)
            phrase = left_noun_phrase(words, group.first - 1, first) if group.first > first else None
            if phrase:
                return phrase
    return None


def _bare_passive(words: Words, group: VerbGroup, first: int, last: int) -> bool:
    """*Asked whether …*, *when asked about …*: a participle without its subject."""
    low, main = words.low, group.main
    if low[main] not in _ADDRESSED or group.first != main or main + 1 >= last:
        return False
    opens = main == first or low[main - 1] in ("when", "if", "once", "repeatedly") or "," in words.gap[main - 1]
    return opens and (words.tag[main + 1] in "W" or low[main + 1] in ("if", "whether", "how", "about", "on", "by"))


def _passive(
    words: Words, cue: Cue, group: VerbGroup, last: int, subject: tuple[int, int] | None
) -> tuple[Attribution, tuple[int, int] | None] | None:
    """*is expected to …*, *was criticised by … for …*, *it was announced that …*"""
    after = group.last + 1
    agent = None
    if after < last and words.low[after] == "by" and not broken(words, group.last):
        agent = right_noun_phrase(words, after + 1, last)
    content: list[Span] = []
    if agent and subject:
        content = [words.span(*subject)]
        then = agent[1] + 1
        if then < last and not broken(words, agent[1]) and (words.low[then] in _AFTER_AGENT or words.tag[then] == "W"):
            content.append(words.span(then, clause_end(words, then, last)))
    elif after < last and _follows_passive(words, cue, after):
        begin = after + (words.tag[after] == "I" and words.low[after] != "as" and after + 1 < last)
        end = clause_end(words, begin, last)
        if subject is None and words.low[group.main] in _ADDRESSED:  # the main clause follows
            end = next((at for at in range(begin, end) if "," in words.gap[at]), end)
        content = [words.span(begin, end)]
        if subject and words.tag[after] not in "TW" and words.low[subject[0]] != "it":
            content.insert(0, words.span(*subject))
    if not content:
        return None
    rule = "passive-agent" if agent and subject else "passive"
    spans = [words.span(*agent)] if agent else []
    cues = [words.span(group.first, group.last)]
    return Attribution(cue, rule, cues, spans, content, group.negated, group.modal), agent


#: Participles of questions put to somebody: *Asked whether …, he left*.
_ADDRESSED = frozenset(("asked", "pressed", "questioned"))
#: What goes on with the content behind *by* and a speaker.
_AFTER_AGENT = frozenset("as for of to about whether if that how".split())
#: Cues whose passive needs no speaker: *is seen as*, *was considered*.
_REGARDED = frozenset("see view consider regard describe portray know cast depict perceive".split())


def _follows_passive(words: Words, cue: Cue, at: int) -> bool:
    """Whether what is reported follows a passive cue without a speaker."""
    tag, low = words.tag[at], words.low[at]
    if tag in "tTW" or low in ("if", "whether"):
        return bool(cue.frames & {"clause", "to", "object-clause", "object-to"})
    if cue.lemma in _REGARDED:
        return low == "as" or (cue.lemma == "consider" and tag in "DN")
    return low in cue.frames and low in ("about", "of") and not broken(words, at - 1)
