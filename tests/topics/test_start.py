import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from discourse.text.matrix import DTM
from discourse.topics.rows import rows
from discourse.topics.stability import match_topics
from discourse.topics.start import nmf_start, rotated, tf_idf, varimax


def test_rows_of_short_texts_are_shorter():
    counts = csr_array(np.array([[150, 0, 0], [0, 25, 25], [0, 0, 450]]))
    squares = (tf_idf(counts).toarray() ** 2).sum(axis=1)
    assert squares == pytest.approx([1 / 2, 1 / 4, 3 / 4])


def test_varimax_turns_mixed_columns_back():
    apart = np.kron(np.eye(3), np.ones((40, 1))) / np.sqrt(40)
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(3, 3)))[0]
    rotation = varimax(apart @ turn)
    assert rotation.T @ rotation == pytest.approx(np.eye(3), abs=1e-5)
    found = np.abs(apart @ turn @ rotation)
    assert sorted(found.argmax(axis=0) // 40) == [0, 1, 2]
    assert (found > 1e-3).sum() == 120


def test_the_start_finds_planted_topics_in_other_halves_of_the_documents(planting):
    dtm, _ = planting(topics=5, documents=400, length=80, random_state=3)
    halves = [DTM(csr_array(dtm.counts[half::2]), dtm.doc_ids[half::2], dtm.terms) for half in (0, 1)]
    starts = [nmf_start(rows(half), n_topics=5, random_state=1, tokens=10_000) for half in halves]
    assert all(start.sum(axis=1) == pytest.approx(2_000, rel=1e-4) for start in starts)
    likeness = np.sqrt(starts[0] / 2_000) @ np.sqrt(starts[1] / 2_000).T
    assert likeness[np.arange(5), match_topics(likeness)].min() > 0.9


def test_topics_beyond_the_terms_are_empty_and_start_alike():
    generator = np.random.default_rng(1)
    counts = csr_array(generator.integers(1, 9, size=(60, 6)))
    assert (rotated(tf_idf(counts), n_topics=8, random_state=1)[:, 6:] == 0).all()
    ids = pd.Index([f"d{number:02}" for number in range(60)], dtype="str")
    dtm = DTM(counts, ids, pd.Index(list("abcdef"), dtype="str"))
    start = nmf_start(rows(dtm), n_topics=8, random_state=1, tokens=4_800)
    assert start[6:] == pytest.approx(100)
    assert np.isfinite(start).all()
