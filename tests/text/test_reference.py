"""The matcher against slow, obvious ones that walk every sentence with regular expressions."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.text.index import index_tokens
from discourse.text.match import find_matches
from discourse.text.patterns import Gap, parse_pattern
from discourse.text.tokenize import tokenize

PATTERNS = ["a", "a*", "a b", "(a|b c) d", "a ~2 b", "(a)? b c", "* b", "a* ~1 (b|ab)", "a ~1 a ~1 a"]


def slow_matches(sentences: list[list[str]], pattern: str) -> set[tuple[int, int, int]]:
    found = set()
    for sequence in parse_pattern(pattern).sequences:
        for number, words in enumerate(sentences):
            for first in range(len(words)):
                for last in walk(words, first, sequence):
                    found.add((number, first, last))
    return found


def walk(words: list[str], at: int, items: tuple) -> set[int]:
    """The last words of all ways in which ``items`` can be read from word ``at`` on."""
    head, rest = items[0], items[1:]
    if isinstance(head, Gap):
        return {end for step in range(head.most + 1) for end in walk(words, at + step, rest)}
    fits = at < len(words) and any(
        re.fullmatch(re.escape(glob).replace(r"\*", ".*"), words[at].lower()) for glob in head.globs
    )
    if not fits:
        return set()
    return walk(words, at + 1, rest) if rest else {at}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "c", "d", "ab", "A"]), min_size=1, max_size=7), min_size=1, max_size=5
    ),
    st.sampled_from(PATTERNS),
)
def test_equal_to_the_slow_matcher(sentences, pattern):
    import pandas as pd

    text = "\n\n".join(" ".join(words) for words in sentences)
    tokens = tokenize(pd.DataFrame({"doc_id": ["d"], "text": [text]}))
    matches = find_matches(index_tokens(tokens), [parse_pattern(pattern)])
    first_of = tokens.groupby("sentence")["position"].transform("min").to_numpy()
    place = tokens["position"].to_numpy() - first_of
    found = {
        (int(tokens["sentence"].iloc[a]), int(place[a]), int(place[b]))
        for a, b in zip(matches["first"], matches["last"], strict=True)
    }
    assert found == slow_matches(sentences, pattern)


HYPHENATED = ["a", "b", "a-b", "a's", "b-a's", "A-b-a", "ab"]
HARDER = [*PATTERNS, "a-b", "a-*", "*'s a", "b a", "* a *", "a ~2 a-b", "b* ~1 (a|a b) a", "(a)? (b)? a", "*b a"]


def fits(item, spelling: str) -> bool:
    """Whether a word of a pattern stands for a spelling, with or without a possessive."""
    forms = {spelling, spelling.removesuffix("'s")}
    return any(re.fullmatch(re.escape(glob).replace(r"\*", ".*"), form) for glob in item.globs for form in forms)


def read_on(tokens: list[list[str]], at: tuple[int, int], items: tuple):
    """All ends of readings of ``items`` from part ``at`` (token, part) on, by the rules for hyphenated words."""
    if not items:
        yield at
        return
    if isinstance(items[0], Gap):
        token, part = at
        places = [(token, later) for later in range(part, len(tokens[token]))] if part else []
        first = token + (part > 0)
        for reached in range(first, min(len(tokens), first + items[0].most + 1)):
            places += [(reached, later) for later in range(len(tokens[reached]))]
        for place in places:
            yield from step(tokens, place, items[1:])
        return
    yield from step(tokens, at, items)


def step(tokens: list[list[str]], at: tuple[int, int], items: tuple):
    token, part = at
    if token == len(tokens):
        return
    if fits(items[0], tokens[token][part]):
        yield from read_on(tokens, (token, part + 1) if part + 1 < len(tokens[token]) else (token + 1, 0), items[1:])
    if part == 0 and len(tokens[token]) > 1 and fits(items[0], "-".join(tokens[token])):
        yield from read_on(tokens, (token + 1, 0), items[1:])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(HYPHENATED), min_size=1, max_size=5), min_size=1, max_size=3),
    st.sampled_from(HARDER),
)
def test_hyphenated_and_possessive_words_are_read_by_the_rules(sentences, pattern):
    import pandas as pd

    text = "\n\n".join(" ".join(words) for words in sentences)
    tokens = tokenize(pd.DataFrame({"doc_id": ["d"], "text": [text]}))
    matches = find_matches(index_tokens(tokens), [parse_pattern(pattern)])
    found = set(zip(matches["first"].tolist(), matches["last"].tolist(), strict=True))
    assert len(found) == len(matches)
    expected, before = set(), 0
    for words in sentences:
        parts = [word.lower().split("-") for word in words]
        for sequence in parse_pattern(pattern).sequences:
            for first in range(len(parts)):
                ends = set(read_on(parts, (first, 0), sequence))
                expected |= {(before + first, before + token - 1) for token, part in ends if part == 0}
        before += len(words)
    assert found == expected
