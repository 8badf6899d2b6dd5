"""Theme hits against a slow, obvious way of finding them: every rule of a codebook written out once more, by lists."""

import json
import lzma
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.hits import theme_matches
from discourse.text.characters import fold, without_possessive
from discourse.text.index import index_tokens
from discourse.text.patterns import Gap, Word, parse_pattern
from discourse.text.tokenize import tokenize

ROOT = Path(__file__).parents[2]
UN = ROOT / ".." / "shared" / "data" / "corpora" / "ungdc_v13_1946_2024.jsonl.xz"


@dataclass(frozen=True)
class Slot:
    """A part of a word between hyphens, with what is known of its word."""

    part: str
    whole: str  # "" but for the first part of a word of several
    first: bool
    width: int
    token: int  # row of the token table


@cache
def fits(glob: str, word: str) -> bool:
    pattern = ".*".join(map(re.escape, glob.split("*")))
    return any(re.fullmatch(pattern, written, re.DOTALL) for written in (word, without_possessive(word)))


def slots_of(tokens: pd.DataFrame) -> list[list[Slot]]:
    """The sentences of a token table, as lists of slots."""
    sentences: dict[tuple[str, int], list[Slot]] = defaultdict(list)
    rows = zip(tokens["doc_id"].astype(str), tokens["sentence"], tokens["token"].astype(str), strict=True)
    for number, (doc_id, sentence, token) in enumerate(rows):
        word = fold(token)
        parts = [part for part in word.split("-") if part] or [word]
        for place, part in enumerate(parts):
            whole = word if len(parts) > 1 and place == 0 else ""
            sentences[doc_id, sentence].append(Slot(part, whole, place == 0, len(parts), number))
    return list(sentences.values())


def behind(slots: list[Slot], at: int, word: Word) -> set[int]:
    """Where one may stand after reading ``word`` at a slot: past the part, or past the whole compound."""
    if at >= len(slots):
        return set()
    slot, found = slots[at], set()
    if any(fits(glob, slot.part) for glob in word.globs):
        found.add(at + 1)
    if slot.whole and any(fits(glob, slot.whole) for glob in word.globs):
        found.add(at + slot.width)
    return found


def walk(slots: list[Slot], at: int, items: tuple) -> set[int]:
    """All slots behind a reading of ``items`` from slot ``at`` on."""
    if not items:
        return {at}
    head, rest = items[0], items[1:]
    if isinstance(head, Gap):
        if isinstance(rest[0], Gap):
            return walk(slots, at, (Gap(head.most + rest[0].most), *rest[1:]))
        if at >= len(slots):
            return set()
        # so many whole words; what is left of a compound that was begun is none of them
        last = slots[at].token + head.most + (not slots[at].first)
        return {
            end for place in range(at, len(slots)) if slots[place].token <= last for end in walk(slots, place, rest)
        }
    return {end for place in behind(slots, at, head) for end in walk(slots, place, rest)}


def readings(slots: list[Slot], pattern) -> set[tuple[int, int]]:
    """First slot and slot behind of every match of a pattern of words in a sentence."""
    found = set()
    for sequence in pattern.sequences:
        for at in range(len(slots)):
            if slots[at].first:
                found |= {(at, end) for end in walk(slots, at, sequence) if end == len(slots) or slots[end].first}
    return found


def longest_first(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of (begin, end, pattern) keep the longest, then leftmost, then first written, without overlap."""
    kept: list[tuple[int, int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0] - span[1], span[0], span[2])):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return kept


def slow_theme(slots: list[Slot], theme: Theme, window: int, read) -> set[tuple]:
    """The hits of a theme in a sentence: first and last row, pattern, sub-tag, weak, weight."""
    spans = [(a, b, number) for number, pattern in enumerate(theme.patterns) for a, b in read(slots, pattern)]
    if not spans:
        return set()
    out = [span for pattern in theme.unless for span in read(slots, pattern)]
    spans = [span for span in spans if not any(span[0] < b and a < span[1] for a, b in out)]
    strong = longest_first([span for span in spans if not theme.weak[span[2]]])
    near = []
    for a, b, number in spans:
        if theme.weak[number] and all(b <= c or d <= a for c, d, _ in strong):
            words = [range(slots[c].token, slots[d - 1].token + 1) for c, d, _ in strong]
            mine = range(slots[a].token, slots[b - 1].token + 1)
            if any(abs(one - other) <= window for word in words for one in word for other in mine):
                near.append((a, b, number))
    return {
        (
            slots[a].token,
            slots[b - 1].token,
            theme.name,
            theme.patterns[number].text,
            theme.sub_tags[number],
            theme.weak[number],
            theme.weights[number],
        )
        for a, b, number in strong + longest_first(near)
    }


def fast(tokens: pd.DataFrame, codebook: Codebook) -> set[tuple]:
    columns = ["first", "last", "theme", "pattern", "sub", "weak", "weight"]
    matches = theme_matches(index_tokens(tokens), codebook)
    found = list(matches[columns].itertuples(index=False, name=None))
    assert len(found) == len(set(found))
    return set(found)


WORDS = ["a", "b", "c", "d", "a-b", "c-d-a", "B's", "ab"]
PATTERNS = ["a", "a*", "b", "a b", "(a|b c) d", "a ~2 b", "(a)? b c", "c-d-a", "d ~1 (b|ab)", "ab", "* b"]
CHOSEN = st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=5, unique=True)


@st.composite
def themes(draw, name: str) -> Theme:
    texts = draw(CHOSEN)
    number = len(texts)
    return Theme(
        name=name,
        definition="d",
        include="",
        exclude="",
        patterns=tuple(map(parse_pattern, texts)),
        sub_tags=tuple(draw(st.lists(st.sampled_from(["", "x"]), min_size=number, max_size=number))),
        unless=tuple(map(parse_pattern, draw(st.lists(st.sampled_from(PATTERNS), max_size=2)))),
        companions=(),
        examples=(),
        counter_examples=(),
        weak=tuple(draw(st.lists(st.booleans(), min_size=number, max_size=number))),
        weights=tuple(draw(st.lists(st.sampled_from([1.0, 0.5, 3.0]), min_size=number, max_size=number))),
    )


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), min_size=1, max_size=4),
    themes("one"),
    themes("two"),
    st.integers(1, 4),
)
def test_equal_to_the_slow_way(sentences, one, two, window):
    text = "\n\n".join(" ".join(words) for words in sentences)
    tokens = tokenize(pd.DataFrame({"doc_id": ["d"], "text": [text]}))
    codebook = Codebook("x", "1", "en", (one, two), "x", weak_window=window)
    slow = {
        hit for slots in slots_of(tokens) for theme in (one, two) for hit in slow_theme(slots, theme, window, readings)
    }
    assert fast(tokens, codebook) == slow


@cache
def speeches() -> pd.DataFrame:
    """The tokens of 5,000 sentences of the UN General Debate of 2017 (17,145 sentences in all)."""
    if not UN.is_file():
        pytest.skip("needs ../shared (research data that is not part of the project)")
    with lzma.open(UN, "rt", encoding="utf-8") as file:
        read = [json.loads(line) for line in file if '"year":2017' in line or '"year": 2017' in line]
    texts = pd.DataFrame({"doc_id": [str(row["id"]) for row in read], "text": [row["text"] for row in read]})
    tokens = tokenize(texts)
    number = tokens.groupby(["doc_id", "sentence"], observed=True, sort=False).ngroup().to_numpy()
    assert number.max() > 15_000
    return tokens[number < 5_000].reset_index(drop=True)


def with_weak(codebook: Codebook) -> Codebook:
    """The same codebook with every third pattern weak and every fifth of another weight."""
    themes = []
    for theme in codebook.themes:
        number = range(len(theme.patterns))
        weak, weights = tuple(n % 3 == 1 for n in number), tuple(2.5 if n % 5 == 0 else 1.0 for n in number)
        themes.append(replace(theme, weak=weak, weights=weights))
    return replace(codebook, themes=tuple(themes))


@pytest.mark.proof
@pytest.mark.parametrize("change", [lambda codebook: codebook, with_weak], ids=["as shipped", "with weak patterns"])
def test_no_difference_on_five_thousand_sentences_of_un_speeches(change):
    tokens = speeches()
    codebook = change(read_codebook(ROOT / "seeds" / "codebook.toml"))
    sentences = slots_of(tokens)
    having: dict[str, set[int]] = defaultdict(set)  # word or part → the sentences with it
    for number, slots in enumerate(sentences):
        for slot in slots:
            having[slot.part].add(number)
            having[slot.whole].add(number)
    text_of = {id(slots): sentence_text(tokens, slots) for slots in sentences}

    @cache
    def with_glob(glob: str) -> frozenset[int]:
        return frozenset().union(*(numbers for word, numbers in having.items() if fits(glob, word)))

    @cache
    def worth_reading(text: str) -> frozenset[int]:
        """The sentences that hold a fitting word for each word of a sequence of the pattern."""
        found: set[int] = set()
        for sequence in parse_pattern(text).sequences:
            each = [set().union(*map(with_glob, item.globs)) for item in sequence if isinstance(item, Word)]
            found |= set.intersection(*each)
        return frozenset(found)

    number_of = {id(slots): number for number, slots in enumerate(sentences)}

    def read(slots, pattern):
        if pattern.regex is not None:
            return regex_readings(pattern, text_of[id(slots)])
        return readings(slots, pattern) if number_of[id(slots)] in worth_reading(pattern.text) else set()

    slow = {hit for slots in sentences for theme in codebook.themes for hit in slow_theme(slots, theme, 10, read)}
    found = fast(tokens, codebook)
    assert len(found) > 500
    if change is with_weak:
        assert any(hit[5] for hit in found)
    assert found - slow == set()
    assert slow - found == set()


def sentence_text(tokens: pd.DataFrame, slots: list[Slot]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence as it stands in the text, and where each of its slots' words lies in it."""
    rows = sorted({slot.token for slot in slots})
    text, spans = "", {}
    for row in rows:
        token, after = str(tokens["token"].iloc[row]), str(tokens["after"].iloc[row])
        spans[row] = (len(text), len(text) + len(token))
        text += token + (after if row != rows[-1] else "")
    return text, [spans[slot.token] for slot in slots]


def regex_readings(pattern, sentence) -> set[tuple[int, int]]:
    text, spans = sentence
    found = set()
    for match in pattern.regex.finditer(text):
        touched = [n for n, (start, end) in enumerate(spans) if start < match.end() and match.start() < end]
        if touched:
            found.add((touched[0], touched[-1] + 1))
    return found
