"""Reporting verbs without a parser: who stands before or after them, and which clause they report."""

from discourse.frames.speech.attribution import Attribution, Span
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

_QUOTE = '“”"«»„'
_OPENING, _CLOSING = (*'“"«„', "``", "''"), (*'”"»', "''")
_ADDRESSEE = frozenset("to with in on at during by from".split())


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
        group = verb_group(words, at, first, last)
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
        return _passive(words, cue, group, first, last, subject)
    content, rule = _content(words, cue, group, first, last, subject, inverted is not None)
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
    ends = end + 1 >= last or broken(words, end) or words.tag[end + 1] in "SQG" or (
        words.tag[end + 1] in "It" and words.tag[end] == "K"
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
            group = verb_group(words, at, first, before + 1)
            phrase = left_noun_phrase(words, group.first - 1, first) if group.first > first else None
            if phrase:
                return phrase
    return None


def _passive(
    words: Words, cue: Cue, group: VerbGroup, first: int, last: int, subject: tuple[int, int] | None
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
        elif tag == "C" and after + 1 < last and words.tag[after + 1] in "VABMX":
            return end
        elif low in _ENDING or (low in ("by", "in") and after + 1 < last and words.tag[after + 1] == "G"):
            return end
        elif low in ("last", "next", "this") and after + 1 < last and words.low[after + 1] in ("week", "month", "year"):
            return end
    return last - 1


#: What follows an object on its own account: *endorsed him after the debate*.
_ENDING = frozenset("because although though while when after before since until as if".split())
_ADDING = frozenset(
    "adding saying noting arguing calling citing referring explaining warning insisting stressing suggesting telling "
    "claiming accusing describing pointing urging emphasizing asserting asking declaring predicting".split()
)


def _reports(words: Words, at: int, last: int) -> bool:
    """Whether *according to …* or *he said* begins here."""
    if words.low[at : at + 2] == ["according", "to"]:
        return at + 2 < last
    phrase = right_noun_phrase(words, at, last)
    return phrase is not None and phrase[1] + 1 < last and words.low[phrase[1] + 1] in _SAYING


_SAYING = frozenset("said says told added wrote writes argued noted insisted warned continued explained".split())


def _content(
    words: Words, cue: Cue, group: VerbGroup, first: int, last: int, subject: tuple[int, int] | None, inverted: bool
) -> tuple[list[Span], str]:
    """What a verb reports, and by which rule it was found."""
    frames = cue.frames
    clausal = bool(frames & {"clause", "object-clause"})
    after = (subject[1] if inverted and subject else group.last) + 1
    start = min(group.first, subject[0]) if subject and not inverted else group.first
    left = _left_content(words, first, start)
    opens = after < last and any(sign in words.gap[after - 1] for sign in (*_OPENING, ":"))
    closes = start > first and any(sign in words.gap[start - 1] for sign in _CLOSING)
    ends = after >= last or broken(words, after - 1)
    if inverted and clausal:
        return ([left] if left else []) + _rest(words, after, last, closes), "inverted"
    finite = group.form == "finite" or (closes and ends)
    if clausal and left and finite and (closes or not opens) and (ends or closes or _adverbial_to_end(words, after, last)):
        firm = closes and any(sign in words.gap[start - 1] for sign in ",?!.—")
        follows = firm or not closes or opens or not (after < last and (words.tag[after] in "TW" or _is_clause(words, after, last)))
        if follows:
            return [left, *_rest(words, after, last, closes)], "inserted"
    if clausal and ends and not opens and start > first and "," in words.gap[start - 1] and after < last:
        rest = _rest(words, after, last, False) if "," in words.gap[after - 1] else []
        if rest:  # Over the years, she said, it grew
            return [words.span(first, start - 1), *rest], "inserted"
    if ends or opens:
        if opens and (clausal or ":" in words.gap[after - 1]) and group.form != "infinitive":
            return [words.span(after, _quoted_end(words, after, last))], "quoted"
        if ends:
            return [], "announced" if clausal and subject and group.form != "participle" else ""
    content, rule = _complement(words, cue, after, last)
    if not content and clausal and subject and group.form == "finite":
        rule = "announced"
    return content, rule


def _left_content(words: Words, first: int, start: int) -> Span | None:
    """The part of the sentence before an inserted *he said*, if a comma or mark sets it off."""
    if start <= first or not (broken(words, start - 1) or words.gap[start - 1].strip()):
        return None
    gap = words.gap[start - 1]
    if any(sign in gap for sign in _CLOSING):
        for at in range(start - 2, first - 1, -1):  # only the quotation, if a comma or dash stands before it
            if any(sign in words.gap[at] for sign in _OPENING):
                return words.span(at + 1, start - 1) if any(sign in words.gap[at] for sign in ",—–:") else words.span(first, start - 1)
        return words.span(first, start - 1)
    if not any(sign in gap for sign in ",'—?!–-"):
        return None
    if words.tag[first] in "ISR" and not any(words.tag[i] in "BAMV" for i in range(first, start)):
        return None  # In Tehran, he said …
    return words.span(first, start - 1) if start - first > 1 or words.tag[first] in "NKODvP" else None


def _adverbial_to_end(words: Words, at: int, last: int) -> bool:
    """Whether only *on Tuesday*, *in a statement*, *at the time* and the like follows up to a break."""
    if words.tag[at] not in "IRSK" and words.low[at] != "to":
        return False
    limit = next((i for i in range(at, last) if broken(words, i) or i == last - 1), last - 1)
    return limit - at < 14 and not any(words.tag[i] in "BMT" for i in range(at, limit + 1))


def _rest(words: Words, at: int, last: int, quoted: bool) -> list[Span]:
    """What follows an inserted *he said*: the next quotation, or the rest of the clause it interrupted."""
    for end in range(max(at - 1, 0), last - 1):
        if not broken(words, end):
            continue
        opens = any(sign in words.gap[end] for sign in _OPENING)
        if not opens and (words.tag[end + 1] in "GQCS" or end - at > 15):
            return []
        if opens or (not quoted and end - at <= 8):
            return [words.span(end + 1, clause_end(words, end + 1, last))]
    return []


def _quoted_end(words: Words, at: int, last: int) -> int:
    """Where a report that opens with a quotation ends: with it, if a stop stands before its closing mark."""
    for end in range(at, last - 1):
        gap = words.gap[end]
        if any(sign + mark in gap for sign in ",.!?…" for mark in _CLOSING) and not gap.rstrip().endswith(("“", "«")):
            return end
    return clause_end(words, at, last)


def _complement(words: Words, cue: Cue, after: int, last: int) -> tuple[list[Span], str]:
    """What follows the verb directly: a clause, an infinitive, an object, a prepositional phrase."""
    frames, tag, low = cue.frames, words.tag, words.low
    clausal = "clause" in frames
    start = _after_adverbials(words, after, last) if clausal or "object-clause" in frames else after
    if start < last and (clausal or "object-clause" in frames):
        if tag[start] in "TW" or low[start] in ("if", "whether", "how"):
            return [words.span(start, clause_end(words, start, last))], "clause"
        if any(sign in words.gap[start - 1] for sign in (*_OPENING, ":")):
            return [words.span(start, _quoted_end(words, start, last))], "quoted"
    if frames & {"object-clause", "object-to"}:
        addressee = right_noun_phrase(words, after, last)
        if addressee:
            then = addressee[1] + 1
            if "object-to" in frames and then < last and tag[then] == "t":
                return [words.span(after, clause_end(words, after, last))], "object-to"
            then = _after_adverbials(words, then, last)
            if "object-clause" in frames and then < last:
                if (
                    tag[then] in "TW"
                    or any(sign in words.gap[then - 1] for sign in (*_OPENING, ":"))
                    or _is_clause(words, then, last)
                ):
                    return [words.span(then, clause_end(words, then, last))], "object-clause"
    if "to" in frames and tag[after] == "t":
        return [words.span(after, object_end(words, after, last))], "to"
    only = "object" not in frames and start < last and tag[start] in "DNKOP#GMBA"
    if clausal and start < last and (only or _is_clause(words, start, last)):
        return [words.span(start, clause_end(words, start, last))], "bare"
    if low[after] in frames:
        begin = after + 1
        if begin < last:
            return [words.span(begin, object_end(words, begin, last))], low[after]
    if frames & {"object", "object-label"} and tag[after] in "DNKOP#GvR":
        return [words.span(after, object_end(words, after, last))], "object"
    return [], ""


def _after_adverbials(words: Words, at: int, last: int) -> int:
    """Skip *on Tuesday*, *in a statement*, *to reporters*, *earlier* before a clause."""
    while at < last:
        if words.tag[at] == "R" or words.low[at] in _DAYS:
            at += 1
            continue
        if words.tag[at] == "I" or words.low[at] == "to":
            phrase = right_noun_phrase(words, at + 1, last)
            if phrase and words.low[at] in _ADDRESSEE and phrase[1] + 1 < last:
                at = phrase[1] + 1
                continue
        return at
    return at


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _is_clause(words: Words, at: int, last: int) -> bool:
    """Whether a subject and its verb begin here."""
    if words.tag[at] == "P":
        return at + 1 < last and (words.tag[at + 1] in "BAMVvRX" or words.low[at].endswith(("'s", "'re", "'ve", "'d", "'ll", "'m")))
    phrase = right_noun_phrase(words, at, last)
    if phrase is None:
        return False
    for number in range(phrase[1] + 1, min(phrase[1] + 10, last)):
        if words.tag[number] in "BAMVv":
            return True
        if words.tag[number] in "CTG" or ("," in words.gap[number - 1] and words.tag[number] not in "DKQI"):
            return False
    return False
