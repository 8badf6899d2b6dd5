"""English inflection, as far as cues need it: the forms of a verb, the plural of a noun."""

#: Verbs whose past forms do not end in -ed: past, past participle (once where they are the same).
_IRREGULAR = {
    **{"say": "said", "tell": "told", "write": "wrote written", "read": "read", "think": "thought", "find": "found"},
    **{"know": "knew known", "see": "saw seen", "speak": "spoke spoken", "feel": "felt", "hear": "heard"},
    **{"hold": "held", "understand": "understood", "foresee": "foresaw foreseen", "swear": "swore sworn"},
    **{"forget": "forgot forgotten", "forbid": "forbade forbidden", "withdraw": "withdrew withdrawn", "put": "put"},
    **{"beg": "begged", "begin": "began begun", "go": "went gone", "make": "made", "take": "took taken"},
    **{"give": "gave given", "mean": "meant", "dream": "dreamed dreamt", "cast": "cast", "broadcast": "broadcast"},
    **{"seek": "sought", "stand": "stood", "hit": "hit", "fight": "fought", "spread": "spread", "spin": "spun"},
    **{"sing": "sang sung", "leave": "left", "bring": "brought", "shoot": "shot", "shut": "shut", "weigh": "weighed"},
    **{"undertake": "undertook undertaken", "teach": "taught", "learn": "learned learnt", "bet": "bet"},
    **{"have": "had", "be": "was been", "come": "came come", "draw": "drew drawn", "choose": "chose chosen"},
    **{"throw": "threw thrown", "lead": "led", "say of": "said", "outline": "outlined", "overstate": "overstated"},
}
#: Verbs that double their last letter before -ed and -ing.
_DOUBLING = frozenset(
    "admit commit concur confer chat dub quip tag rap rip rebut refer regret plan plug pan permit ban beg jab nag "
    "prod nod submit rebut slam spin begin forget hit shut peg blog bag compel propel pin tip wag crib "
    "snap plot sum spot outwit hug drum".split()
)
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> list[str]:
    """Return the forms of a verb: base, -s, past, past participle, -ing.

    Examples
    --------
    >>> verb_forms("deny")
    ['deny', 'denies', 'denied', 'denying']
    >>> verb_forms("write")
    ['write', 'writes', 'wrote', 'written', 'writing']
    """
    forms = [lemma, third_person(lemma), *_past(lemma).split(), _gerund(lemma)]
    return list(dict.fromkeys(forms))


def third_person(lemma: str) -> str:
    """Return the form with -s of a verb (or the plural of a regular noun)."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def plural(noun: str) -> str:
    """Return the plural of a regular noun; of a phrase, that of its last word."""
    return third_person(noun)


def _past(lemma: str) -> str:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _DOUBLING else "") + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in _DOUBLING else "") + "ing"
