import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TooSmallError
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.codebooks.suggest import suggest_terms
from discourse.frames.codebooks.term_candidates import NAME
from discourse.frames.codebooks.term_collocates import hit_collocates
from discourse.frames.codebooks.term_counts import common_vocabulary, stream_of
from discourse.stats.association import log_dice
from discourse.stats.effect import log_ratio_walter
from discourse.tables import check, empty
from discourse.text.index import index_tokens
from discourse.text.tokenize import tokenize

SEED = "They broke the treaty. A broken treaty, said Orvik, is a breach of faith. France's breach of faith."
CORPUS = [
    "The breach of faith hurt. We saw Orvik.",
    "A breach, of faith. In Orvik the treaty stands.",
    "The treaty of Orvik, the treaty of friends.",
    "France and the rain. The rain, the river and friends.",
]

BOOK = """
name = "b"
version = "1"
language = "en"
[themes.treaty]
definition = "d"
patterns = ["treat*"]
[themes.weather]
definition = "d"
patterns = ["rain*"]
"""


@pytest.fixture
def seed(articles_of):
    return articles_of(SEED).assign(doc_id="seed")


def row(table: pd.DataFrame, term: str) -> pd.Series:
    return table.set_index("term").loc[term]


def test_counts_and_effect_by_hand(seed, tokens_of):
    table = check(suggest_terms(seed, tokens_of(*CORPUS), min_docs=1, lines=0), "suggestions")
    phrase = row(table, "breach of faith")
    assert phrase[["freq", "freq_ref", "documents"]].tolist() == [2, 1, 1]  # a comma parts the other one
    c, d = 18, 8 + 9 + 8 + 10
    assert len(tokenize(seed)) == c
    assert len(tokens_of(*CORPUS)) == d
    assert phrase["log_ratio"] == pytest.approx(np.log2((2.5 / 18.5) / (1.5 / (d + 0.5))))
    assert phrase["g2"] == pytest.approx(2 * (2 * np.log(2 / (c * 3 / (c + d))) + np.log(1 / (d * 3 / (c + d)))))
    word = row(table, "breach")
    assert word[["freq", "freq_ref", "documents"]].tolist() == [2, 2, 2]
    assert table["rank"].tolist() == list(range(1, len(table) + 1))
    plain = table[table["note"] == ""]
    assert plain["log_ratio"].is_monotonic_decreasing
    assert (table["log_ratio"] > 0).all()


def test_what_is_never_suggested(seed, tokens_of):
    terms = suggest_terms(seed, tokens_of(*CORPUS), min_docs=1, lines=0)["term"].tolist()
    assert "broke" not in terms  # not in the corpus
    assert not {"the", "of faith", "a breach"} & set(terms)  # stop words, also at the edge of a phrase
    assert not [term for term in terms if "france" in term]  # an actor
    assert [
        term
        for term in suggest_terms(seed, tokens_of(*CORPUS), min_docs=1, lines=0, actors=[])["term"]
        if "france" in term
    ]
    assert "of faith" in suggest_terms(seed, tokens_of(*CORPUS), min_docs=1, lines=0, stop_words=None)["term"].tolist()
    assert "breach of faith" not in suggest_terms(seed, tokens_of(*CORPUS), min_docs=2, lines=0)["term"].tolist()
    assert "faith" not in suggest_terms(seed, tokens_of(*CORPUS), min_docs=1, min_freq=3, lines=0)["term"].tolist()


def test_words_that_look_like_names_come_last_with_a_note(articles_of, tokens_of):
    corpus = ["We saw Orvik and the treaty.", "In Orvik we saw the treaty. Orvik slept.", "They rested."]
    table = suggest_terms(articles_of("A treaty of Orvik.").assign(doc_id="s"), tokens_of(*corpus), lines=0, min_docs=2)
    assert table[["term", "note"]].values.tolist() == [["treaty", ""], ["orvik", NAME]]


def test_seed_articles_in_the_corpus_are_not_their_own_reference(articles_of, tokens_of):
    tokens = tokens_of("war and war", "war", "peace", "peace")
    table = suggest_terms(tokens[tokens["doc_id"] == "d0"], tokens, lines=0, min_docs=1)
    assert row(table, "war")[["freq", "freq_ref", "documents"]].tolist() == [2, 1, 2]
    with pytest.raises(TooSmallError, match="one of the two holds no word"):
        suggest_terms(tokens, tokens, lines=0)
    with pytest.raises(TooSmallError, match="one of the two holds no word"):
        suggest_terms(articles_of("…").assign(doc_id="x"), tokens, lines=0)


def test_words_near_hits_are_suggested_with_their_theme_and_what_is_found_is_not(seed, tokens_of, write_codebook):
    book = read_codebook(write_codebook(BOOK))
    table = suggest_terms(seed, tokens_of(*CORPUS), codebook=book, min_docs=1, lines=0, window=3)
    assert "treaty" not in table["term"].tolist()
    assert row(table, "friends")[["origin", "theme"]].tolist() == ["collocate", "treaty"]  # four words from the rain
    river = row(table, "river")
    assert river["theme"] == "weather"
    assert river["log_dice"] == pytest.approx(14 + np.log2(2 * 1 / (2 + 1)))
    assert row(table, "orvik")["theme"] == "treaty"
    assert table.loc[table["origin"] == "seed", "rank"].max() < table.loc[table["origin"] == "collocate", "rank"].max()


def test_collocates_by_hand():
    tokens = tokenize(pd.DataFrame({"doc_id": ["a", "b"], "text": ["x y hit y z. Y", "hit y. Hit"]}))
    vocabulary = common_vocabulary(tokens)
    stream = stream_of(tokens, vocabulary)
    hits = pd.DataFrame({"first": [2, 6, 8], "last": [2, 6, 8]})
    near = hit_collocates(stream, hits, window=2, words=len(vocabulary))
    found = {vocabulary[word]: (together, dice) for word, together, dice in near.itertuples(index=False)}
    # y: three occurrences near, but at two hits; of 3 hits and 4 occurrences
    assert found == {
        "x": (1, pytest.approx(14 + np.log2(2 / 4))),
        "y": (2, pytest.approx(14 + np.log2(4 / 7))),
        "z": (1, pytest.approx(14 + np.log2(2 / 4))),
    }
    assert log_dice(np.array([7.0]), 7, np.array([7.0]))[0] == 14
    assert not len(hit_collocates(stream, hits.iloc[:0], window=2, words=len(vocabulary)))


def test_lines_are_of_the_corpus_and_drawn_by_the_random_state(seed, tokens_of):
    tokens = tokens_of(*[f"Number {number} saw a breach of\n faith here." for number in range(20)])
    table = suggest_terms(seed, tokens, random_state=1)
    lines = row(table, "breach of faith")[["line_1", "line_2", "line_3"]].tolist()
    assert all(line.endswith(")") and "saw a [breach of faith] here" in line for line in lines)
    assert len(set(lines)) == 3
    assert row(suggest_terms(seed, tokens, random_state=2), "breach of faith")["line_1"] != lines[0]
    assert row(suggest_terms(seed, tokens, lines=1, random_state=1), "breach")[["line_2", "line_3"]].tolist() == [
        "",
        "",
    ]
    with pytest.raises(ArgumentError, match="random_state= must be"):
        suggest_terms(seed, tokens)


def test_the_same_from_a_table_an_index_and_rows_in_another_order(seed, tokens_of, write_codebook):
    book = read_codebook(write_codebook(BOOK))
    tokens = tokens_of(*CORPUS)
    table = suggest_terms(seed, tokens, codebook=book, min_docs=1, random_state=1)
    for other in (index_tokens(tokens), tokens.sample(frac=1, random_state=3)):
        pd.testing.assert_frame_equal(suggest_terms(seed, other, codebook=book, min_docs=1, random_state=1), table)


def test_nothing_to_suggest_gives_the_same_columns(articles_of, tokens_of):
    table = suggest_terms(articles_of("word").assign(doc_id="s"), tokens_of("other", "thing"), random_state=1)
    assert table.dtypes.to_dict() == empty("suggestions").dtypes.to_dict()
    assert not len(table)


@pytest.mark.parametrize("wrong", [{"n": 0}, {"window": 0}, {"longest": 4}, {"lines": 4}, {"min_docs": 0}])
def test_numbers_out_of_range(seed, tokens_of, wrong):
    with pytest.raises(ArgumentError, match="must be 1 or more, longest 1 to 3 and lines 0 to 3"):
        suggest_terms(seed, tokens_of("a"), **{"lines": 0, **wrong})


def test_the_discounted_log_ratio_of_nothing_is_finite():
    assert log_ratio_walter(0, 0, 10, 10) == pytest.approx(0, abs=1e-12)
    assert log_ratio_walter(7, 0, 10_000, 100_000) == pytest.approx(np.log2(15 * 100_000.5 / 10_000.5))
