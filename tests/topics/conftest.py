"""Planted corpora and models that many tests share."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from discourse.text.matrix import DTM
from discourse.topics.fit import fit_topics


def plant(
    *, topics: int, documents: int, length: int, terms: int = 300, random_state: int, concentration: float = 0.05
) -> tuple[DTM, np.ndarray]:
    """Documents drawn from a model of known topics; returns their matrix and their true shares."""
    generator = np.random.default_rng(random_state)
    words = generator.dirichlet(np.full(terms, concentration), size=topics)
    shares = generator.dirichlet(np.full(topics, 0.3), size=documents)
    counts = np.array([generator.multinomial(length, share @ words) for share in shares])
    kept = counts.sum(axis=0) > 0
    names = pd.Index([f"w{number:04}" for number in np.flatnonzero(kept)], dtype="str")
    ids = pd.Index([f"d{number:05}" for number in range(documents)], dtype="str")
    return DTM(csr_array(counts[:, kept]), ids, names), shares


@pytest.fixture(scope="session")
def planting() -> Callable[..., tuple[DTM, np.ndarray]]:
    return plant


@pytest.fixture(scope="session")
def five() -> DTM:
    """300 documents of 60 words about five topics."""
    return plant(topics=5, documents=300, length=60, random_state=1)[0]


@pytest.fixture(scope="session")
def fitted(five):
    return fit_topics(five, n_topics=5, random_state=1)


@pytest.fixture(scope="session")
def articles(five) -> pd.DataFrame:
    """The articles of ``five``, with variables; their texts are their terms, one after another."""
    texts = []
    for row in range(five.counts.shape[0]):
        entries = slice(five.counts.indptr[row], five.counts.indptr[row + 1])
        words = np.repeat(five.terms.to_numpy()[five.counts.indices[entries]], five.counts.data[entries])
        texts.append("  ".join(words))
    number = np.arange(len(texts))
    return pd.DataFrame(
        {
            "doc_id": five.doc_ids,
            "text": pd.Series(texts, dtype="str"),
            "outlet": pd.Series(np.where(number % 2, "B", "A"), dtype="str"),
            "author": pd.Series([f"p{n % 40:02}" for n in number], dtype="str"),
            "date": pd.to_datetime("2024-01-10") + pd.to_timedelta(number, unit="D"),
        }
    )
