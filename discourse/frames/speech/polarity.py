"""Is what is reported asserted, denied, or only supposed? Read off the cue, its negation and the content's opening."""

import re

from discourse.frames.speech.attribution import Attribution

#: Thoughts that hold something open; other cognitive cues (think, know) assert what they report.
_OPEN_THOUGHT = frozenset(
    "hope fear worry expect want wish desire need prefer dread dream anticipate imagine envision envisage contemplate "
    "mull ponder long yearn crave wonder afraid hopeful worried concerned fearful wary optimistic pessimistic anxious "
    "eager concern expectation anxiety optimism ambition fret predict prophesy forecast prediction projection project "
    "hypothesize theorize speculate estimate ask question query inquire enquire offer propose suggest willing "
    "determined prepared ready committed reluctant unwilling set plan".split()
)
#: Reports of these are of a possible course, although their class is that of the speaker's tone.
_PROPOSING = frozenset(
    "propose suggest advocate recommend offer float pitch proposal suggestion agree agreement".split()
)
#: Thoughts whose negation denies what is thought: *does not believe that*.
_RAISING = frozenset("believe think expect want imagine suppose feel see consider".split())
#: Promises and warnings: what they say in a clause is asserted, what they do not is a possible course.
_STATING = frozenset("promise vow pledge warn caution threaten warning promise pledge vow".split())
_CLAUSES = ("clause", "bare", "inserted", "inverted", "quoted", "announced", "object-clause", "noun-clause", "colon")
#: Negating words that doubt or answer rather than deny.
_ANSWERING = frozenset("counter protest challenge resist push back shrug off objection".split())
_HEDGED = re.compile(
    r"\b(?:would|could|might|should|may|ought to|were to)\b|^\W*(?:that\W+)?(?:if|whether|unless)\b", re.I
)
#: Words of the content in which a modal makes it hypothetical: its first clause, roughly.
_OPENING = 10
#: Attributions before and after in which one that is denied is looked for.
_NEAR = 10


def set_polarities(text: str, attributions: list[Attribution]) -> list[str]:
    """Return ``asserted``, ``denied`` or ``hypothetical`` for each attribution of one article.

    Parameters
    ----------
    text
        The article.
    attributions
        Its attributions in the order of the text.

    Notes
    -----
    A claim inside what is denied (*rejected claims that …*) is denied as well. Questions, demands, hopes and fears,
    what a modal or *if* holds open, and what somebody did *not* say are hypothetical. Irony is not seen.
    """
    polarities = [_own_polarity(text, attribution) for attribution in attributions]
    for place, outer in enumerate(attributions):
        if (
            polarities[place] != "denied"
            or outer.cue is None
            or outer.rule in ("clause", "quoted", "inserted", "inverted")
        ):
            continue
        for number in range(max(0, place - _NEAR), min(len(attributions), place + _NEAR)):
            inner = attributions[number]
            if inner is not outer and inner.cue and inner.cue.pos == "noun" and _contains(outer, inner):
                polarities[number] = "denied"
    return polarities


def _contains(outer: Attribution, inner: Attribution) -> bool:
    """Whether the cue of ``inner`` stands at the start of what ``outer`` reports."""
    start = outer.content_spans[0][0]
    return any(s <= inner.cue_start < e for s, e in outer.content_spans) and inner.cue_start - start < 60


def _own_polarity(text: str, attribution: Attribution) -> str:
    cue = attribution.cue
    content = " ".join(text[start:end] for start, end in attribution.content_spans)
    opening = " ".join(content.split()[:_OPENING])
    held_open = bool(_HEDGED.search(opening))
    if cue is None:
        return "hypothetical" if held_open else "asserted"
    lemma, quoted = cue.lemma, content[:1] in '“"«„'
    if cue.cue_class == "negating" and lemma not in _ANSWERING and not quoted:
        return "hypothetical" if attribution.negated and lemma not in ("refuse to", "decline") else "denied"
    if attribution.negated:
        return "denied" if lemma in _RAISING else "hypothetical"
    if attribution.modal or lemma in _OPEN_THOUGHT | _PROPOSING:
        return "hypothetical"
    if cue.cue_class == "directive" and not (lemma in _STATING and attribution.rule in _CLAUSES):
        return "hypothetical"
    if attribution.rule in ("to", "object-to", "noun-to", "adjective-to"):
        return "hypothetical"
    return "hypothetical" if held_open else "asserted"
