"""What p, q and intervals of keywords promise, tried on a real corpus divided by chance (``make proof``)."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc

pytestmark = pytest.mark.proof

SPLITS = 40


@pytest.fixture(scope="module")
def tokens() -> pd.DataFrame:
    return dc.tokenize(dc.read_articles("lee"))


def halves(tokens: pd.DataFrame, random_state: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tokens of a random half of the documents, and those of the other half."""
    ids = np.sort(tokens["doc_id"].unique().astype("str").to_numpy())
    chosen = np.random.default_rng(random_state).permutation(ids)[: len(ids) // 2]
    inside = tokens["doc_id"].isin(chosen)
    return tokens[inside], tokens[~inside]


def test_halves_of_one_corpus_differ_in_one_word_of_twenty(tokens):
    shares, covered = [], []
    for split in range(SPLITS):
        one, other = halves(tokens, split)
        table = dc.keywords(one, reference=other, min_docs=10, permutations=199, random_state=split)
        shares.append((table["p"] < 0.05).mean())
        known = table.dropna(subset="low")
        covered.append(((known["low"] <= 0) & (known["high"] >= 0)).mean())
    assert 0.03 <= np.mean(shares) <= 0.07
    assert 0.92 <= np.mean(covered) <= 0.98


def test_no_word_is_called_different_after_correction(tokens):
    found = []
    for split in range(10):
        one, other = halves(tokens, 100 + split)
        table = dc.keywords(one, reference=other, min_docs=10, permutations=999, random_state=split)
        found.append((table["q"] < 0.05).sum())
    assert np.mean(np.array(found) > 0) <= 0.3


def test_collocates_of_nothing_are_few():
    """Words dealt at random keep no company: about one p in twenty is below .05, and intervals cover 0."""
    generator = np.random.default_rng(1)
    words = np.array([f"w{number}" for number in range(40)] + ["node"])
    shares, covered = [], []
    for _ in range(30):
        texts = [" ".join(generator.choice(words, size=generator.integers(40, 120))) for _ in range(150)]
        ids = pd.Series([f"d{number}" for number in range(len(texts))], dtype="str")
        table = dc.collocates(dc.tokenize(pd.DataFrame({"doc_id": ids, "text": texts})), "node", window=3)
        shares.append((table["p"] < 0.05).mean())
        covered.append(((table["low"] <= 0) & (table["high"] >= 0)).mean())
    assert 0.03 <= np.mean(shares) <= 0.07
    assert 0.93 <= np.mean(covered) <= 0.97
