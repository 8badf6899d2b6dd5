"""The compiled loops over words against plain counting."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.lexis.words import count_words
from discourse.text.tokenize import tokenize

TEXTS = st.lists(st.text(alphabet="abcAB .", max_size=30), min_size=1, max_size=6)


def tokens_of(texts: list[str]) -> pd.DataFrame:
    ids = pd.Series([f"d{number}" for number in range(len(texts))], dtype="str")
    return tokenize(pd.DataFrame({"doc_id": ids, "text": pd.Series(texts, dtype="str")}))


@given(texts=TEXTS)
@settings(max_examples=40, deadline=None)
def test_words_are_summed_as_counted_one_by_one_whatever_the_order_of_rows(texts):
    tokens = tokens_of(texts).sample(frac=1, random_state=1)
    by_document = {}
    for doc_id, word in zip(tokens["doc_id"], tokens["token"].astype(str).str.lower(), strict=True):
        by_document.setdefault(doc_id, Counter())[word] += 1
    every = sum(by_document.values(), Counter())
    for counted in (count_words(tokens), count_words(tokens, sums_only=True)):
        assert dict(zip(counted.words, counted.frequency.tolist(), strict=True)) == every
        share = {doc_id: sum(counts.values()) / max(1, len(tokens)) for doc_id, counts in by_document.items()}
        for word, sums in zip(counted.words, counted.sums, strict=True):
            times = {doc_id: counts[word] for doc_id, counts in by_document.items() if counts[word]}
            squares = sum(number**2 for number in times.values())
            weighted = sum(number * share[doc_id] for doc_id, number in times.items())
            expected = [every[word], len(times), max(times.values()), squares, weighted]
            assert sums.tolist() == pytest.approx(expected)


@given(texts=TEXTS)
@settings(max_examples=20, deadline=None)
def test_sums_without_the_matrix_are_those_of_its_cells(texts):
    tokens = tokens_of(texts)
    whole, sums = count_words(tokens), count_words(tokens, sums_only=True)
    np.testing.assert_array_equal(whole.sums, sums.sums)
    assert sums.counts is None
