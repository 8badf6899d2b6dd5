"""Speakers crossed with themes: by hand, and against chance."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.voices.who_says_what import who_says_what
from discourse.tables import check, empty


@pytest.fixture
def corpus(tokens_of, statements_of):
    """In twelve articles Orvik says threats and Sand sovereignty; Tamm speaks in one, somebody unnamed in all."""
    text = "a threat, sovereign lands, threat again, nothing new"
    tokens = tokens_of(*[text] * 12)
    rows = []
    for n in range(12):
        rows += [
            {"article_id": f"d{n}", "speaker": "Orvik", "content_spans": [(0, 8)]},
            {"article_id": f"d{n}", "speaker": "Sand", "content_spans": [(10, 25)]},
            {"article_id": f"d{n}", "speaker": "x", "speaker_type": "unnamed", "content_spans": [(41, 52)]},
        ]
    rows.append({"article_id": "d0", "speaker": "Tamm", "content_spans": [(27, 39)]})
    return tokens, statements_of(*rows)


def test_the_matrix_by_hand(corpus, codebook):
    tokens, statements = corpus
    matrix = check(who_says_what(tokens, codebook, statements, permutations=199, random_state=1), "who_says_what")
    assert matrix["speaker"].drop_duplicates().tolist() == ["Orvik", "Sand", "(other speakers)", "(unnamed)"]
    cells = matrix.set_index(["speaker", "theme"])
    orvik = cells.loc[("Orvik", "threat")]
    assert orvik[["hits", "statements", "documents", "tokens"]].tolist() == [12, 12, 12, 24]
    assert orvik[["per_1000", "low", "high"]].tolist() == [500, 500, 500]
    # eleven articles with three statements, one with four: a hit falls on Orvik by chance in a third, or a fourth
    # (the unlisted speaker's threat of d0 is dealt out too)
    assert orvik["expected"] == pytest.approx(11 / 3 + 2 / 4)
    assert orvik["log_ratio"] == pytest.approx(np.log2(12 / (11 / 3 + 2 / 4)))
    assert orvik["p"] == pytest.approx(1 / 200)
    assert cells.loc[("Sand", "threat"), "hits"] == 0
    assert cells.loc[("Sand", "threat"), "p"] < 0.05
    assert cells.loc[("(other speakers)", "threat"), "hits"] == 1
    assert np.isnan(cells.loc[("(unnamed)", "threat"), "p"])
    assert matrix["hits"].sum() == 25


def test_a_speaker_alone_in_every_article_is_no_evidence(tokens_of, statements_of, codebook):
    tokens = tokens_of(*["a threat"] * 12)
    rows = [{"article_id": f"d{n}", "speaker": "Orvik", "content_spans": [(0, 8)]} for n in range(12)]
    matrix = who_says_what(tokens, codebook, statements_of(*rows), permutations=99, random_state=1)
    threat = matrix[matrix["theme"] == "threat"].iloc[0]
    assert threat[["hits", "expected", "p"]].tolist() == [12, 12, 1]
    assert np.isnan(matrix[matrix["theme"] == "sovereignty"]["p"].iloc[0])


def test_without_permutations_there_is_no_p(corpus, codebook):
    matrix = who_says_what(corpus[0], codebook, corpus[1], permutations=0, random_state=1)
    assert matrix["p"].isna().all()
    assert matrix["q"].isna().all()
    assert matrix["expected"].notna().sum() == 4


def test_the_order_of_the_rows_is_irrelevant(corpus, codebook):
    tokens, statements = corpus
    one = who_says_what(tokens, codebook, statements, permutations=50, random_state=1)
    mixed = tokens.sample(frac=1, random_state=2), codebook, statements.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(one, who_says_what(*mixed, permutations=50, random_state=1))


def test_nobody_speaks(corpus, codebook):
    none = who_says_what(corpus[0], codebook, empty("statements"), random_state=1)
    assert len(none) == 0
    assert none.columns.tolist() == who_says_what(*corpus[:1], codebook, corpus[1], random_state=1).columns.tolist()
    with pytest.raises(ArgumentError, match="permutations must be 0 or more"):
        who_says_what(corpus[0], codebook, corpus[1], permutations=-1, random_state=1)


@pytest.mark.proof
def test_chance_alone_is_called_significant_at_its_rate(tokens_of, statements_of, codebook):
    """Speakers dealt out by chance in 30 articles, 200 times: p is at most .05 in about 5 % of the cells or fewer."""
    generator, found = np.random.default_rng(4), []
    texts = ["threat " * 3 + "calm " * 5] * 30
    tokens = tokens_of(*texts)
    for draw in range(200):
        rows = []
        for n in range(30):
            speakers = generator.permutation(["Orvik", "Orvik", "Sand", "Sand", "Tamm", "Tamm", "Falk", "Falk"])
            places = [(7 * k, 7 * k + 6) for k in range(3)] + [(21 + 5 * k, 25 + 5 * k) for k in range(5)]
            rows += [
                {"article_id": f"d{n}", "speaker": speaker, "content_spans": [place]}
                for speaker, place in zip(speakers, places, strict=True)
            ]
        matrix = who_says_what(tokens, codebook, statements_of(*rows), permutations=199, random_state=draw)
        found += matrix[matrix["theme"] == "threat"]["p"].tolist()
    assert 0.02 <= np.mean(np.array(found) <= 0.05) <= 0.07
