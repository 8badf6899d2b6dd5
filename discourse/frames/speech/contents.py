"""What a reporting verb reports, without a parser: the clause, infinitive, object or quotation beside it."""

from discourse.frames.speech.attribution import Span
from discourse.frames.speech.cues import Cue
from discourse.frames.speech.ends import clause_end, object_end
from discourse.frames.speech.phrases import VerbGroup, broken, right_noun_phrase
from discourse.frames.speech.words import Words

_QUOTE = '“”"«»„'
_OPENING, _CLOSING = (*'“"«„', "``", "''"), (*'”"»', "''")
_ADDRESSEE = frozenset("to with in on at during by from".split())


def content_of(
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
    if clausal and after < last and not inverted:
        that = _past_aside(words, after, last)
        if that > after and group.form != "infinitive":
            return [words.span(that, clause_end(words, that, last))], "clause"
    ends = after >= last or broken(words, after - 1)
    if inverted and clausal:
        return ([left] if left else []) + _rest(words, after, last, closes), "inverted"
    finite = group.form == "finite" or (closes and ends)
    if (
        clausal
        and left
        and finite
        and (closes or not opens)
        and (ends or closes or _adverbial_to_end(words, after, last) or _addressee_to_end(words, cue, after, last))
    ):
        firm = closes and any(sign in words.gap[start - 1] for sign in ",?!.—")
        follows = (
            firm
            or not closes
            or opens
            or not (after < last and (words.tag[after] in "TW" or _is_clause(words, after, last)))
        )
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


def as_clause(
    words: Words, cue: Cue, group: VerbGroup, first: int, last: int, subject: tuple[int, int] | None
) -> tuple[list[Span], str]:
    """What stands around *as she noted*: the clause before it, the clause after it, or both."""
    if subject is None or subject[0] <= first or words.low[subject[0] - 1] != "as" or group.form != "finite":
        return [], ""
    at, after = subject[0] - 1, group.last + 1
    if "clause" not in cue.frames or subject[1] >= group.first:
        return [], ""
    opens = at - first < 2
    if not opens and not any(sign in words.gap[at - 1] for sign in (",", "—", "–", *_CLOSING)):
        return [], ""
    if after >= last or broken(words, after - 1):
        end = after - 1
    elif _adverbial_to_end(words, after, last):
        end = next((i for i in range(after, last) if broken(words, i)), last - 1)
    else:
        return [], ""
    content = [] if opens else [words.span(first, at - 1)]
    if end + 1 < last and any(sign in words.gap[end] for sign in (",", ":", *_OPENING)):
        content.append(words.span(end + 1, clause_end(words, end + 1, last)))
    return (content, "as-clause") if content else ([], "")


def _past_aside(words: Words, after: int, last: int) -> int:
    """Where *that* follows an aside between commas: *said, among other things, that …*; else ``after``."""
    if words.gap[after - 1].strip() != "," or words.tag[after] not in "IRS":
        return after
    close = next((i for i in range(after, min(after + 12, last - 1)) if broken(words, i)), None)
    aside = close is not None and words.gap[close].strip() == "," and words.tag[close + 1] == "T"
    return close + 1 if aside else after


def _left_content(words: Words, first: int, start: int) -> Span | None:
    """The part of the sentence before an inserted *he said*, if a comma or mark sets it off."""
    if start <= first or not (broken(words, start - 1) or words.gap[start - 1].strip()):
        return None
    gap = words.gap[start - 1]
    if any(sign in gap for sign in _CLOSING):
        for at in range(start - 2, first - 1, -1):  # only the quotation, if a comma or dash stands before it
            if any(sign in words.gap[at] for sign in _OPENING):
                return (
                    words.span(at + 1, start - 1)
                    if any(sign in words.gap[at] for sign in ",—–:")
                    else words.span(first, start - 1)
                )
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


def _addressee_to_end(words: Words, cue: Cue, at: int, last: int) -> bool:
    """Whether only an addressee follows: *…, he told reporters.*"""
    phrase = right_noun_phrase(words, at, last) if "object-clause" in cue.frames else None
    if phrase is None:
        return False
    then = phrase[1] + 1
    return then >= last or broken(words, phrase[1]) or _adverbial_to_end(words, then, last)


def _rest(words: Words, at: int, last: int, quoted: bool) -> list[Span]:
    """What follows an inserted *he said*: the next quotation, or the rest of the clause it interrupted."""
    for end in range(max(at - 1, 0), last - 1):
        if not broken(words, end):
            continue
        opens = any(sign in words.gap[end] for sign in _OPENING)
        goes_on = end == at - 1 and words.gap[end].strip() == "," and words.tag[end + 1] in "CS"
        if not opens and not goes_on and (words.tag[end + 1] in "GQCS" or end - at > 15):
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
            if "object-clause" in frames and then < last and _opens_clause(words, then, last):
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


def _opens_clause(words: Words, at: int, last: int) -> bool:
    opens = any(sign in words.gap[at - 1] for sign in (*_OPENING, ":"))
    return words.tag[at] in "TW" or opens or _is_clause(words, at, last)


def _after_adverbials(words: Words, at: int, last: int) -> int:
    """Skip *on Tuesday*, *in a statement*, *to reporters*, *earlier* before a clause."""
    while at < last:
        if words.tag[at] == "R" or words.low[at] in _TIMES:
            at += 1
            continue
        if words.low[at] in ("this", "last", "next", "that") and at + 1 < last and words.low[at + 1] in _TIMES:
            at += 2
            continue
        if words.tag[at] == "I" or words.low[at] in ("to", "after", "before", "since"):
            phrase = right_noun_phrase(words, at + 1, last)
            if phrase and phrase[1] + 1 < last and words.low[at] != "of":
                after = phrase[1] + 1
                if words.low[at] in _ADDRESSEE or words.tag[after] == "T":
                    at = after
                    continue
                if words.low[phrase[1]] in _TIMES and words.tag[after] in "PDKITR":
                    at = after
                    continue
        return at
    return at


_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday night morning afternoon evening week month year weeks "
    "months years days weekend time".split()
)


def _is_clause(words: Words, at: int, last: int) -> bool:
    """Whether a subject and its verb begin here."""
    if words.tag[at] == "P":
        return at + 1 < last and (
            words.tag[at + 1] in "BAMVvRX" or words.low[at].endswith(("'s", "'re", "'ve", "'d", "'ll", "'m"))
        )
    phrase = right_noun_phrase(words, at, last)
    if phrase is None:
        return False
    for number in range(phrase[1] + 1, min(phrase[1] + 10, last)):
        if words.tag[number] in "BAMVv":
            return True
        if words.tag[number] in "CTG" or ("," in words.gap[number - 1] and words.tag[number] not in "DKQI"):
            return False
    return False
