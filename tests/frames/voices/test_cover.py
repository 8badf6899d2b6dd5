"""Intervals over intervals, against a slow reading of the same rule."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.frames.voices import cover
from discourse.frames.voices.cover import innermost, without

spans = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda s: (s[0], s[0] + s[1])), max_size=4)


@given(spans, spans)
def test_without_keeps_exactly_the_characters_outside_the_holes(kept, holes):
    wanted = {n for a, b in kept for n in range(a, b)} - {n for a, b in holes for n in range(a, b)}
    found = [n for a, b in without(kept, holes) for n in range(a, b)]
    assert found == sorted(wanted)


stretch = st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(1, 6))


@settings(max_examples=100, deadline=None)
@given(st.lists(stretch, max_size=8), st.lists(st.tuples(st.sampled_from("ab"), spans), max_size=6), st.booleans())
def test_innermost_is_what_a_slow_reading_finds(stretches, statements, small_blocks):
    rows = pd.DataFrame([(d, s, s + n) for d, s, n in stretches], columns=["doc_id", "start", "end"])
    merged = [(doc, without(found, [])) for doc, found in statements]
    flat = [(n, doc, a, b) for n, (doc, found) in enumerate(merged) for a, b in found]
    pieces = pd.DataFrame(flat, columns=["statement", "doc_id", "start", "end"])
    before, cover._BLOCK = cover._BLOCK, 2 if small_blocks else cover._BLOCK
    try:
        found = innermost(rows, pieces)
    finally:
        cover._BLOCK = before
    for (doc, start, length), answer in zip(stretches, found.tolist(), strict=True):
        mine = {*range(start, start + length)}
        covering = [
            (sum(b - a for a, b in spans_), -spans_[0][0], -number)
            for number, (other, spans_) in enumerate(merged)
            if other == doc and 2 * len(mine & {n for a, b in spans_ for n in range(a, b)}) >= length and spans_
        ]
        assert answer == (-min(covering)[2] if covering else -1)


def test_many_pairs_are_laid_over_each_other_in_blocks():
    many = np.arange(1500)
    pieces = pd.DataFrame({"statement": many, "doc_id": "a", "start": many, "end": 3001 - many})
    rows = pd.DataFrame({"doc_id": "a", "start": many, "end": many + 1})
    assert innermost(rows, pieces).tolist() == many.tolist()
