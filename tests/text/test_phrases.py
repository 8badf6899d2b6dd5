import math
import tomllib
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import ArgumentError
from discourse.text.phrases import find_phrases
from discourse.text.tokenize import tokenize

GOLD = tomllib.loads((Path(__file__).parents[1] / "gold" / "phrases.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", GOLD, ids=lambda case: case["id"])
def test_published_values(tokens_of, case):
    table = find_phrases(tokens_of(case["text"]), length=case["length"], min_freq=case["min_freq"]).set_index("phrase")
    assert set(table.index) == set(case["expected"])
    for phrase, values in case["expected"].items():
        assert table.loc[phrase, ["lambda", "z"]].tolist() == pytest.approx(values, abs=case["tolerance"])


def slow_lambda(sentences, phrase):
    """Blaheta & Johnson's lambda and its standard error by counting every row of words against every mask."""
    size = len(phrase)
    rows = [words[at : at + size] for words in sentences for at in range(len(words) - size + 1)]
    cells = dict.fromkeys(product([False, True], repeat=size), 0.5)
    for row in rows:
        cells[tuple(a == b for a, b in zip(row, phrase, strict=True))] += 1
    strength = sum((-1) ** (size - sum(mask)) * math.log(count) for mask, count in cells.items())
    return strength, math.sqrt(sum(1 / count for count in cells.values()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=8), min_size=1, max_size=4), st.sampled_from([2, 3])
)
def test_equal_to_slow_counting(sentences, length):
    text = "\n\n".join(" ".join(words) for words in sentences)
    table = find_phrases(tokenize(pd.DataFrame({"doc_id": ["d"], "text": [text]})), length=length, min_freq=1)
    for row in table.itertuples():
        strength, error = slow_lambda(sentences, row.phrase.split())
        assert row[5] == pytest.approx(strength, abs=1e-9)
        assert row.z == pytest.approx(strength / error, abs=1e-9)


def test_npmi_is_1_for_words_never_apart_and_0_for_independent_ones(tokens_of):
    table = find_phrases(tokens_of("X y. X y. P q. P r. S q. S r. S r"), min_freq=1).set_index("phrase")
    assert table.loc["x y", "npmi"] == pytest.approx(1)
    assert find_phrases(tokens_of("x y"), min_freq=1).loc[0, "npmi"] == 1
    together, p, q = 1 / 7, 2 / 7, 2 / 7
    assert table.loc["p q", "npmi"] == pytest.approx(math.log(together / (p * q)) / -math.log(together))


def test_sentences_documents_filtered_words_and_thresholds_part_phrases(tokens_of):
    tokens = tokens_of("a b. A b", "b a b", "a x b")
    table = find_phrases(tokens, min_freq=1).set_index("phrase")
    assert table["freq"].to_dict() == {"a b": 3, "b a": 1, "a x": 1, "x b": 1}
    assert table.loc["a b", "documents"] == 2
    assert find_phrases(tokens, min_freq=1, min_docs=2)["phrase"].tolist() == ["a b"]
    without = find_phrases(tokens[tokens["token"] != "x"], min_freq=1)
    assert without.set_index("phrase")["freq"].to_dict() == {"a b": 3, "b a": 1}
    assert find_phrases(tokens, min_freq=1, n=1)["phrase"].tolist() == [table.index[0]]


def test_case_and_stop_words(tokens_of):
    tokens = tokens_of("the Red Cross of the red cross")
    assert find_phrases(tokens, min_freq=2, stop_words="en")["phrase"].tolist() == ["red cross"]
    assert "Red Cross" in set(find_phrases(tokens, min_freq=1, case=True)["phrase"])
    three = find_phrases(tokens_of("state of play, state of play"), length=3, min_freq=2, stop_words="en")
    assert three["phrase"].tolist() == ["state of play"]


def test_order_of_documents_and_rows_is_irrelevant(tokens_of):
    tokens = tokens_of("a b c a b", "c a b", "b c")
    shuffled = tokens.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(find_phrases(tokens, min_freq=1), find_phrases(shuffled, min_freq=1))


def test_no_phrase_has_the_same_columns(tokens_of):
    full = tables.check(find_phrases(tokens_of("a b"), min_freq=1), "phrases")
    for tokens in (tokens_of(), tokens_of("a"), tokens_of("a b")):
        table = tables.check(find_phrases(tokens, min_freq=2), "phrases")
        assert len(table) == 0
        assert table.columns.tolist() == full.columns.tolist()


def test_bad_arguments(tokens_of):
    with pytest.raises(ArgumentError, match="measure must be one of 'z', 'lambda', 'npmi', not 'pmi'"):
        find_phrases(tokens_of("a b"), measure="pmi")
    with pytest.raises(ArgumentError, match="length must be 2 to 5 words"):
        find_phrases(tokens_of("a b"), length=6)
