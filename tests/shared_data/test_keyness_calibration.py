"""Document permutation on news (PolNeAR): calibrated where G2 over words is not, and able to find what is there."""

import re

import numpy as np
import pandas as pd
import pytest

import discourse as dc

pytestmark = pytest.mark.proof

SPLITS = 25
#: The value of G2 above which a chi-squared of one degree of freedom calls a difference significant at .05.
NOMINAL = 3.841


@pytest.fixture(scope="module")
def articles(shared) -> pd.DataFrame:
    given = pd.read_json(next((shared / "data" / "gold").glob("polnear_train*")), lines=True)
    return pd.DataFrame({"doc_id": given["doc_id"].astype("str"), "text": given["text"]})


def half(articles: pd.DataFrame, random_state: int) -> np.ndarray:
    """Which documents are in a random half."""
    return np.random.default_rng(random_state).permutation(len(articles)) < len(articles) // 2


def split(tokens: pd.DataFrame, articles: pd.DataFrame, chosen: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    inside = tokens["doc_id"].isin(articles["doc_id"][chosen])
    return tokens[inside], tokens[~inside]


def test_null_halves(articles):
    tokens = dc.tokenize(articles)
    permuted, nominal, covered = [], [], []
    for number in range(SPLITS):
        one, other = split(tokens, articles, half(articles, number))
        table = dc.keywords(one, reference=other, min_docs=10, permutations=199, random_state=number)
        permuted.append((table["p"] < 0.05).mean())
        nominal.append((table["g2"] > NOMINAL).mean())
        known = table.dropna(subset="low")
        covered.append(((known["low"] <= 0) & (known["high"] >= 0)).mean())
    print(f"p < .05: {np.mean(permuted):.3f}; G2: {np.mean(nominal):.3f}; intervals with 0: {np.mean(covered):.3f}")
    assert 0.03 <= np.mean(permuted) <= 0.07
    assert np.mean(nominal) > 0.10
    assert 0.92 <= np.mean(covered) <= 0.98


def test_planted_words_are_found(articles):
    """Twenty words twice as frequent in a random half: at least 18 of them at q < .05.

    They are drawn from words of 100 occurrences and more that are spread (DPnorm up to .6). Of words that a few
    documents repeat (*percent*, *race*), halves of one corpus differ by as much without any planting, and the test is
    right not to call them. Nor can 2,000 permutations do it: q of 20 among 4,500 words would not get below .11.
    """
    counts = dc.dispersion(dc.tokenize(articles), min_freq=100)
    plain = counts["token"].str.fullmatch(r"[a-z]+") & (counts["dp_norm"] <= 0.6)
    words = np.random.default_rng(11).choice(counts.loc[plain, "token"].to_numpy(), size=20, replace=False)
    chosen = half(articles, 12)
    doubled = re.compile(rf"\b({'|'.join(words)})\b(?!['’\-])", re.IGNORECASE)
    texts = [
        doubled.sub(r"\1 \1", text) if inside else text for text, inside in zip(articles["text"], chosen, strict=True)
    ]
    one, other = split(dc.tokenize(articles.assign(text=texts)), articles, chosen)
    table = dc.keywords(one, reference=other, min_docs=10, permutations=9_999, random_state=1).set_index("token")
    found, others = (table.loc[words, "q"] < 0.05).sum(), table.drop(index=words)
    print(f"found {found} of 20; called different without being planted: {(others['q'] < 0.05).sum()} of {len(others)}")
    assert found >= 18
    assert (table.loc[words, "log_ratio"] > 0).all()
    assert (others["q"] < 0.05).mean() < 0.005
