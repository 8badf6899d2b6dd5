"""Reporting verbs without a parser: who stands before or after them, and which clause they report."""

from discourse.frames.speech.attribution import Attribution, Span
from discourse.frames.speech.contents import clause_end, content_of
from discourse.frames.speech.cues import Cue, CueLexicon
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
        if words.tag[at] not in "VvGN" or words.low[at] not in lexicon.verbs:
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
    return before in ("K", "N", "R", "A", "C", "", "D") and after in (
        "T",
        "D",
        "P",
        "W",
        "K",
        "O",
        "",
        "t",
        "G",
        "I",
        "S",
    )


_PRONOUNS = frozenset("some many several others most few all both these those".split())


def _attribution(
    words: Words, cue: Cue, group: VerbGroup, first: int, last: int, earlier: tuple[int, int] | None
) -> tuple[Attribution, tuple[int, int] | None] | None:
    inverted = _inverted(words, cue, group, first, last)
    subject = inverted or _subject(words, group, first, earlier)
    if group.passive:
        return _passive(words, cue, group, last, subject)
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
        if agent[1] + 1 < last and words.low[agent[1] + 1] in ("as", "for", "of", "to") and not broken(words, agent[1]):
            content.append(words.span(agent[1] + 1, clause_end(words, agent[1] + 1, last)))
    elif after < last and words.tag[after] in "tTW" and ("clause" in cue.frames or "to" in cue.frames):
        content = [words.span(after, clause_end(words, after, last))]
        if subject and words.tag[after] == "t" and words.low[subject[0]] != "it":
            content.insert(0, words.span(*subject))
    if not content:
        return None
    rule = "passive-agent" if agent else "passive"
    spans = [words.span(*agent)] if agent else []
    cues = [words.span(group.first, group.last)]
    return Attribution(cue, rule, cues, spans, content, group.negated, group.modal), agent
