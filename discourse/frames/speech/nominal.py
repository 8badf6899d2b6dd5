"""Reporting nouns, adjectives and phrases without a parser: *his claim that*, *according to*, *reportedly*."""

from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.cues import Cue, CueLexicon
from discourse.frames.speech.ends import clause_end, object_end
from discourse.frames.speech.phrases import broken, left_noun_phrase, right_noun_phrase, verb_group
from discourse.frames.speech.words import Words


def phrase_attributions(words: Words, first: int, last: int, lexicon: CueLexicon) -> list[Attribution]:
    """Return the attributions of *according to* and its like in one sentence."""
    found = []
    for at in range(first, last):
        for cue in lexicon.phrases.get(words.low[at], ()):
            parts = cue.lemma.split()
            end = at + len(parts) - 1
            if end >= last or words.low[at : end + 1] != parts:
                continue
            made = _source_phrase(words, cue, at, end, first, last) if "source" in cue.frames else None
            if "sentence" in cue.frames:
                made = _sentence_adverb(words, cue, at, first, last)
            if made:
                found.append(made)
            break
    return found


def _source_phrase(words: Words, cue: Cue, at: int, end: int, first: int, last: int) -> Attribution | None:
    source = right_noun_phrase(words, end + 1, last)
    if source is None:
        return None
    if at == first or (at - first < 3 and words.tag[first] in "CR"):
        begin = source[1] + 1
        if begin >= last or not broken(words, source[1]):
            begin = next((i + 1 for i in range(source[1], last - 1) if "," in words.gap[i]), last)
        content = [words.span(begin, clause_end(words, begin, last))] if begin < last else []
    else:
        content = [words.span(first, at - 1)]
        rest = source[1] + 1
        if rest < last and words.gap[source[1]].strip() == "," and words.tag[rest] in "BAMVRI":
            content.append(words.span(rest, last - 1))
    if not content:
        return None
    return Attribution(cue, "according-to", [words.span(at, end)], [words.span(*source)], content)


def _sentence_adverb(words: Words, cue: Cue, at: int, first: int, last: int) -> Attribution | None:
    """*reportedly*, *allegedly*: the clause it stands in, without a speaker."""
    begin, end = at, at
    while begin > first and not ("," in words.gap[begin - 1] or ";" in words.gap[begin - 1]):
        begin -= 1
    while end < last - 1 and not (";" in words.gap[end] or "," in words.gap[end]):
        end += 1
    spans = [words.span(*part) for part in ((begin, at - 1), (at + 1, end)) if part[0] <= part[1]]
    return Attribution(cue, "adverb", [words.span(at, at)], [], spans) if spans else None


def noun_attributions(words: Words, first: int, last: int, lexicon: CueLexicon) -> list[Attribution]:
    """Return the attributions of reporting nouns and adjectives in one sentence."""
    found = []
    for at in range(first, last - 1):
        low = words.low[at]
        if low in lexicon.nouns and words.tag[at] in "Nv" and not broken(words, at):
            made = _noun(words, lexicon.nouns[low], at, first, last)
        elif low in lexicon.adjectives and not broken(words, at):
            made = _adjective(words, lexicon.adjectives[low], at, first, last)
        else:
            continue
        if made:
            found.append(made)
    return found


def _noun(words: Words, cue: Cue, at: int, first: int, last: int) -> Attribution | None:
    after, low = words.tag[at + 1], words.low[at + 1]
    if after == "T" and "clause" in cue.frames:
        rule, begin = "noun-clause", at + 1
    elif after == "t" and "to" in cue.frames:
        rule, begin = "noun-to", at + 1
    elif low in cue.frames and at + 2 < last:
        rule, begin = "noun-" + low, at + 2
    else:
        return None
    source = _possessor(words, at, first)
    if source is None and rule != "noun-clause" and cue.lemma not in _UNSIGNED:
        return None
    ending = clause_end if rule == "noun-clause" else object_end
    content = [words.span(begin, ending(words, begin, last))]
    speaker = [words.span(*source)] if source else []
    return Attribution(cue, rule, [words.span(at, at)], speaker, content)


#: Nouns that report somebody's words although nobody owns them in the sentence: *amid calls for …*.
_UNSIGNED = frozenset(
    "accusation allegation anger backlash call complaint concern criticism critique debate demand disagreement doubt "
    "fear hope opposition outrage proposal question rumor speculation support suspicion talk warning worry".split()
)


def _possessor(words: Words, at: int, first: int) -> tuple[int, int] | None:
    """*his* claim, the *minister's* repeated claim; or the subject of the verb before: *he* made the claim."""
    for before in range(at - 1, max(first, at - 5) - 1, -1):
        if broken(words, before):
            return None
        if words.low[before] in ("his", "her", "their", "its", "my", "our", "your", "whose"):
            return (before, before)
        if words.tag[before] == "O":
            return left_noun_phrase(words, before, first)
        if words.tag[before] in "Vv" and before > first:
            group = verb_group(words, before, first)
            return (
                left_noun_phrase(words, group.first - 1, first) if group.first > first and not group.passive else None
            )
        if words.tag[before] not in "NDKR#v":
            return None
    return None


def _adjective(words: Words, cue: Cue, at: int, first: int, last: int) -> Attribution | None:
    """*is confident that*, *was critical of*"""
    before = at - 1
    while before >= first and words.tag[before] in "RXD" and not broken(words, before):
        before -= 1
    if before < first or words.tag[before] != "B":
        return None
    after, low = words.tag[at + 1], words.low[at + 1]
    if "clause" in cue.frames and (after in "TP" or low in ("how", "whether")):
        rule, begin = "adjective-clause", at + 1
    elif "to" in cue.frames and after == "t":
        rule, begin = "adjective-to", at + 1
    elif low in cue.frames and at + 2 < last:
        rule, begin = "adjective-" + low, at + 2
    else:
        return None
    group = verb_group(words, before, first)
    source = left_noun_phrase(words, group.first - 1, first) if group.first > first else None
    if source is None:
        return None
    negated = any(words.tag[i] == "X" or words.low[i].endswith("n't") for i in range(group.first, at))
    ending = clause_end if rule == "adjective-clause" else object_end
    content = [words.span(begin, ending(words, begin, last))]
    return Attribution(cue, rule, [words.span(group.first, at)], [words.span(*source)], content, negated, group.modal)
