"""Who a mention means within one article: names, roles and pronouns traced to one canonical speaker."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from discourse.frames.speech.attach import Page
from discourse.frames.speech.attribution import Attribution
from discourse.frames.speech.cast import Cast, cast_of, role_of
from discourse.frames.speech.mentions import Mention, read_mention

#: How sure each way of resolving a mention is, an ordering by judgement; only the whole was measured by hand.
CONFIDENCE = {
    **{"manual": 1.0, "full-name": 0.95, "surname": 0.92, "variant": 0.85, "organisation": 0.85, "country": 0.8},
    **{"role": 0.75, "pronoun": 0.8, "pronoun-far": 0.6, "antecedent": 0.7, "single-name": 0.65, "corpus": 0.7},
    **{"description": 0.6, "unresolved": 0.3, "none": 0.0},
}
#: Paragraphs back to which a pronoun may refer.
_BACK = 2


@dataclass(slots=True)
class Resolved:
    """A speaker: canonical name, kind, how it was found, how surely."""

    name: str
    kind: str
    method: str
    at: int = 0
    gender: str = ""
    plural: bool = False
    confidence: float = field(default=0.0)


def resolve_speakers(page: Page, attributions: list[Attribution]) -> list[Resolved]:
    """Return the canonical speaker of each attribution of one article, in order."""
    cast = cast_of(page, attributions)
    solved: dict[int, Resolved] = {}
    order = sorted(range(len(attributions)), key=lambda n: _speaker_start(attributions[n]))
    earlier: list[Resolved] = []
    for number in order:
        item = attributions[number]
        at = _speaker_start(item)
        spans = item.speaker_spans
        text = page.text[spans[0][0] : spans[-1][1]] if spans else ""
        resolved = _resolve(page, cast, read_mention(text), at, earlier)
        resolved.at, resolved.confidence = at, CONFIDENCE[resolved.method]
        solved[number] = resolved
        if resolved.kind not in ("none", "pronoun") and not _inside_quotation(page, at):
            earlier.append(resolved)
    return [solved[number] for number in range(len(attributions))]


def _speaker_start(item: Attribution) -> int:
    return (item.speaker_spans or item.cue_spans or item.content_spans)[0][0]


def _inside_quotation(page: Page, at: int) -> bool:
    place = bisect_right(page.quotations, at, key=lambda q: q.start) - 1
    return place >= 0 and at < page.quotations[place].end


def _resolve(page: Page, cast: Cast, mention: Mention, at: int, earlier: list[Resolved]) -> Resolved:
    if mention.kind == "none":
        return Resolved("", "none", "none")
    if mention.kind == "person":
        name, method = cast.full_name(mention.name, at)
        gender = mention.gender or cast.genders.get(name.split()[-1], "")
        return Resolved(name, "person", method, gender=gender)
    if mention.kind == "organisation":
        return Resolved(mention.name, "organisation", "organisation", plural=True)
    if mention.kind == "country":
        return Resolved(mention.name, "country", "country")
    if mention.kind == "role":
        holder = cast.holder(role_of(mention.role), mention.country, at)
        if holder:
            name, _ = cast.full_name(holder, at)
            return Resolved(name, "person", "role", gender=cast.genders.get(name.split()[-1], ""))
    if mention.kind == "pronoun":
        return _antecedent(page, cast, mention, at, earlier)
    named = _apposed(page, cast, at) if mention.kind in ("role", "unnamed") else None
    if named:
        return named
    text = " ".join(mention.text.split())
    return Resolved(text, "unnamed", "description", plural=mention.plural, gender=mention.gender)


def _apposed(page: Page, cast: Cast, at: int) -> Resolved | None:
    """The person a description follows directly: *Mohammed Hussein, the top cleric in the city*."""
    place = bisect_left(cast.places, (at,)) - 1
    if place < 0 or page.text[cast.places[place][1] : at] != ", ":
        return None
    name, method = cast.full_name(cast.places[place][2], at)
    return Resolved(name, "person", method, gender=cast.genders.get(name.split()[-1], ""))


def _antecedent(page: Page, cast: Cast, mention: Mention, at: int, earlier: list[Resolved]) -> Resolved:
    """The speaker a pronoun stands for."""
    low = mention.text.lower()
    if low in ("who", "which", "that", "whose"):
        return _before_relative(page, cast, mention, at)
    if low in ("i", "we", "you", "my", "our") or not earlier:
        return _named_before(page, cast, mention, at) or Resolved(mention.text, "pronoun", "unresolved")
    here = page.paragraph(at)
    for candidate in reversed(earlier):
        back = here - page.paragraph(candidate.at)
        if back > _BACK:
            break
        if not _agrees(low, candidate, mention.gender):
            continue
        named = _named_before(page, cast, mention, at, after=candidate.at) if back else None
        if named:
            return named
        return Resolved(
            candidate.name,
            candidate.kind,
            "pronoun" if back < _BACK else "pronoun-far",
            gender=candidate.gender or mention.gender,
            plural=candidate.plural,
        )
    return _named_before(page, cast, mention, at) or Resolved(mention.text, "pronoun", "unresolved")


def _agrees(low: str, candidate: Resolved, gender: str) -> bool:
    if gender:
        singular = candidate.kind in ("person",) or (candidate.kind == "unnamed" and not candidate.plural)
        return singular and candidate.gender in ("", gender)
    if low in ("they", "them", "their", "these", "those", "both", "others"):
        return candidate.plural or candidate.kind in ("organisation",)
    if low in ("it", "its", "this", "that"):
        return candidate.kind in ("organisation", "country")
    return False


def _named_before(page: Page, cast: Cast, mention: Mention, at: int, *, after: int = -1) -> Resolved | None:
    """The subject of the sentence before, if it begins with a name and the pronoun may mean a person."""
    if not mention.gender:
        return None
    place = bisect_right(page.sentences, (at, len(page.text))) - 1
    for sentence in range(place, max(place - 3, -1), -1):
        start, end = page.sentences[sentence]
        first = bisect_left(cast.places, (start,))
        for name_start, _, name in cast.places[first : first + 5]:
            if start <= name_start < min(end, at) and name_start - start < 40 and name_start > after:
                full, _ = cast.full_name(name, at)
                gender = cast.genders.get(full.split()[-1], "")
                if gender in ("", mention.gender):
                    return Resolved(full, "person", "pronoun-far", gender=mention.gender)
    return None


def _before_relative(page: Page, cast: Cast, mention: Mention, at: int) -> Resolved:
    """The noun phrase that *who* or *which* follows."""
    before = page.text[max(0, at - 120) : at].rstrip(" ,")
    end = max(0, at - 120) + len(before)
    last = bisect_right(cast.places, (end,))
    near = [name for _, stop, name in cast.places[max(0, last - 5) : last] if stop <= end + 1 and end - stop < 60]
    if near and mention.text.lower() in ("who", "whose"):
        between = page.text[:end][-60:]
        if (
            not re.search(r"[.;“”]", between[between.rfind(near[-1].split()[-1]) :])
            if near[-1].split()[-1] in between
            else True
        ):
            name, _ = cast.full_name(near[-1], at)
            return Resolved(name, "person", "antecedent", gender=cast.genders.get(name.split()[-1], ""))
    phrase = re.split(r"[.,;:“”\"()]|\b(?:by|with|from|to|and|that|is|was|were|are|as)\b", before)[-1].strip()
    described = read_mention(phrase) if phrase else Mention("", "none")
    if described.kind in ("organisation", "country"):
        return Resolved(described.name, described.kind, "antecedent")
    if described.kind in ("unnamed", "role"):
        return Resolved(" ".join(phrase.split()), "unnamed", "antecedent", plural=described.plural)
    return Resolved(mention.text, "pronoun", "unresolved")
