"""The matcher against a slow, obvious one that walks every sentence with a regular expression."""

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
