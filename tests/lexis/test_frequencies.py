import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, UnknownNameError
from discourse.lexis.caption import caption
from discourse.lexis.dispersion import dispersion
from discourse.lexis.diversity import lexical_diversity
from discourse.lexis.frequencies import frequencies
from discourse.lexis.words import count_words
from discourse.stats import diversity
from discourse.tables import check
from discourse.text.index import index_tokens
from discourse.text.matrix import document_term_matrix
from discourse.text.tokenize import tokenize


def test_frequencies_by_hand(tokens_of):
    table = check(frequencies(tokens_of("dam Dam river", "dam")), "frequencies").set_index("token")
    assert table.loc["dam", ["freq", "documents", "range"]].tolist() == [3, 2, 1.0]
    assert table.loc["river", "per_million"] == 250_000
    assert table["note"].tolist() == ["fewer than 10 documents, so no interval"] * 2


def test_the_interval_takes_the_document_for_the_unit(tokens_of):
    texts = ["dam x x x"] * 20 + ["x x x x"] * 20
    even = frequencies(tokens_of(*texts)).set_index("token").loc["dam"]
    bunched = (
        frequencies(tokens_of(*["dam " * 7, *["dam x x x"] * 13, *["x x x x"] * 26])).set_index("token").loc["dam"]
    )
    assert even["low"] < even["per_million"] < even["high"]
    # p = .125 with 20 of 40 documents: the log rate's error is sqrt(40/39 * .025)
    assert np.log(even["high"] / even["per_million"]) == pytest.approx(1.959964 * np.sqrt(40 / 39 * 0.025))
    assert bunched["high"] / bunched["low"] > even["high"] / even["low"]


def test_groups_and_sequences(tokens_of):
    tokens = tokens_of("old dam. Old dam", "old", "x", outlet=["A", "B", None])
    table = frequencies(tokens, by="outlet", ngram=2)
    assert table[["outlet", "token", "freq"]].to_numpy().tolist() == [["A", "old dam", 2]]
    table = frequencies(tokens, by="outlet")
    assert table["outlet"].unique().tolist() == ["A", "B"]
    assert "1 documents without outlet left out" in caption(table)
    with pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        frequencies(tokens, by="outlets")
    with pytest.raises(ArgumentError, match="ngram must be 1"):
        frequencies(tokens, ngram=0)


def test_empty_corpora_keep_the_columns(tokens_of):
    full = frequencies(tokens_of("a", outlet=["A"]), by="outlet")
    none = frequencies(tokens_of(outlet=[]), by="outlet")
    assert none.columns.tolist() == full.columns.tolist()
    assert len(frequencies(tokens_of())) == len(dispersion(tokens_of())) == len(lexical_diversity(tokens_of())) == 0
    assert dispersion(tokens_of()).columns.tolist() == dispersion(tokens_of("a")).columns.tolist()


_WORDS = st.lists(st.sampled_from(["a", "b", "B", "self-rule", "it’s"]), max_size=12)


@given(st.lists(_WORDS, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_counts_agree_with_the_document_term_matrix(texts, chance):
    if not any(texts):
        return
    ids = [f"d{number}" for number in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"doc_id": ids, "text": pd.Series([" ".join(t) for t in texts], dtype="str")}))
    rows = list(range(len(tokens)))
    chance.shuffle(rows)
    dtm = document_term_matrix(tokens)
    for given_tokens in (tokens, tokens.iloc[rows], index_tokens(tokens)):
        table = frequencies(given_tokens).set_index("token")
        assert table.loc[dtm.terms, "freq"].tolist() == dtm.counts.sum(axis=0).tolist()
        assert table.loc[dtm.terms, "documents"].tolist() == (dtm.counts > 0).sum(axis=0).tolist()


def test_documents_without_a_sequence_keep_their_rows(tokens_of):
    counts = count_words(tokens_of("a b", "a", "b a"), ngram=2)
    assert counts.counts.toarray().tolist() == [[1, 0], [0, 0], [0, 1]]
    assert counts.words == ["a b", "b a"]


def test_dispersion_over_documents_and_over_groups(tokens_of):
    tokens = tokens_of("dam dam x x", "dam dam x x", "x x x x", outlet=["A", "A", "B"])
    table = check(dispersion(tokens, min_freq=1), "dispersion").set_index("token")
    assert table.loc["dam", ["parts", "range"]].tolist() == [3, 2]
    assert table.loc["dam", "dp"] == pytest.approx(1 / 3)
    assert table.loc["dam", "dp_norm"] == pytest.approx(0.5)
    by = dispersion(tokens, by="outlet", min_freq=1).set_index("token")
    assert by.loc["dam", ["parts", "range"]].tolist() == [2, 1]
    assert by.loc["dam", "dp"] == pytest.approx(1 / 3)  # all in a part of two thirds
    assert "2 values of outlet as parts" in caption(by.reset_index())
    one = dispersion(tokens_of("dam"), min_freq=1)
    assert one[["juilland_d", "dp", "da", "dkl"]].isna().all(axis=None)


@given(st.lists(_WORDS, min_size=2, max_size=6))
@settings(max_examples=25, deadline=None)
def test_dispersion_keeps_its_bounds(texts):
    ids = [f"d{number}" for number in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"doc_id": ids, "text": pd.Series([" ".join(t) for t in texts], dtype="str")}))
    table = dispersion(tokens, min_freq=1)
    known = table.dropna()
    for name in ("dp", "dp_norm", "dp_egbert", "da", "dkl", "carroll_d2", "juilland_d", "range_share"):
        assert known[name].between(-1e-9, 1 + 1e-9).all(), name
    assert known["rosengren_s"].between(0, 1 + 1e-9).all()


def brute_mattr(words: list, window: int) -> float:
    return np.mean([len(set(words[i : i + window])) / window for i in range(len(words) - window + 1)])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_the_moving_average_counts_every_window(words, window):
    found = diversity.mattr(np.array(words), window=window)
    assert np.isnan(found) if len(words) < window else found == pytest.approx(brute_mattr(words, window))


def test_diversity_of_documents(tokens_of):
    tokens = tokens_of("a b a b", "x " * 150, outlet=["A", "B"])
    table = check(lexical_diversity(tokens, window=50), "lexical_diversity").set_index("doc_id")
    assert table.loc["d0", ["tokens", "types"]].tolist() == [4, 2]
    assert np.isnan(table.loc["d0", "mattr"])
    assert table.loc["d0", "note"] == "shorter than the window of 50 tokens, so no mattr"
    assert table.loc["d1", "mattr"] == pytest.approx(1 / 50)
    assert table.loc["d1", "mtld"] == pytest.approx(2)
    assert table["outlet"].tolist() == ["A", "B"]
    with pytest.raises(ArgumentError, match="threshold between 0 and 1"):
        lexical_diversity(tokens, threshold=1)
    assert np.isnan(diversity.mtld(np.array([], dtype=int)))
    assert diversity.mtld(np.arange(10)) == 10
