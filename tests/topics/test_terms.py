import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.stats.shares import linear_effects, rubin
from discourse.text.matrix import document_term_matrix
from discourse.topics import stability
from discourse.topics.coherence import MEASURES, mean_coherence, topic_coherence
from discourse.topics.model import best_terms, topic_model
from discourse.topics.terms import diversity, exclusivity, frex, top_terms

CASES = tomllib.loads((Path(__file__).parents[1] / "gold" / "topics.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_worked_numbers(case, tokens_of):
    found = {
        "average_jaccard": lambda: stability.average_jaccard(*case["inputs"]),
        "agreement": lambda: stability.agreement(*case["inputs"]),
        "rbo": lambda: stability.rbo(*case["inputs"], p=0.9),
        "frex": lambda: frex(np.array(case["inputs"])),
        "exclusivity": lambda: exclusivity(np.array(case["inputs"]), n=2),
        "rubin": lambda: _pooled(*case["inputs"]),
        **dict.fromkeys(MEASURES, lambda: _coherence(case, tokens_of)),
    }[case["measure"]]()  # fmt: skip
    assert np.allclose(found, case["expected"], atol=case["tolerance"], rtol=0)


def _pooled(estimates, errors):
    estimate, error, _, _ = rubin(np.array(estimates)[:, None], np.array(errors)[:, None] ** 2)
    return [float(estimate), float(error)]


def _coherence(case, tokens_of):
    dtm = document_term_matrix(tokens_of(*case["documents"]))
    return mean_coherence(dtm.terms.get_indexer(case["inputs"])[None], dtm.counts, measure=case["measure"])


@pytest.fixture
def small():
    """Two topics over four terms; 'd' is rare and only in the second."""
    return topic_model(
        np.array([[0.6, 0.3, 0.1, 0.0], [0.1, 0.3, 0.5, 0.1]]),
        np.array([[0.5, 0.5]]),
        terms=pd.Index(["a", "b", "c", "d"]),
        doc_ids=pd.Index(["x"]),
        doc_lengths=np.array([100]),
        term_counts=np.array([35, 30, 33, 2]),
        settings={"model": "planted", "n_topics": 2, "random_state": 0},
    )


def test_each_measure_has_its_order(small):
    best = {measure: top_terms(small, n=2, measure=measure) for measure in ("probability", "frex", "lift", "relevance")}
    second = {measure: table[table["topic"] == 2]["token"].tolist() for measure, table in best.items()}
    assert second["probability"] == ["c", "b"]
    assert second["lift"] == ["d", "c"]
    assert second["frex"][0] == "c"
    lift = best["lift"].query("topic == 2 and token == 'd'")["score"].item()
    assert lift == pytest.approx(0.1 / 0.02)
    relevance = best["relevance"].query("topic == 2")["score"].iloc[0]
    assert relevance == pytest.approx(max(0.5 * np.log(p) + 0.5 * np.log(p / f) for p, f in [(0.5, 0.33), (0.1, 0.02)]))
    weighted = top_terms(small, n=1, measure="relevance", weight=1.0)["token"].tolist()
    assert weighted == top_terms(small, n=1)["token"].tolist()


def test_terms_of_equal_score_come_by_probability_then_alphabet():
    topics = topic_model(
        np.array([[0.4, 0.2, 0.2, 0.2], [0.25, 0.25, 0.25, 0.25]]), np.array([[0.5, 0.5]]),
        terms=pd.Index(["d", "c", "b", "a"]), doc_ids=pd.Index(["x"]), doc_lengths=np.array([4]),
        term_counts=np.array([1, 1, 1, 1]), settings={},
    )  # fmt: skip
    assert top_terms(topics, n=3)["token"].tolist() == ["d", "a", "b", "a", "b", "c"]


def test_unknown_measures_and_weights(small, five, fitted):
    with pytest.raises(UnknownNameError, match="did you mean 'frex'"):
        top_terms(small, measure="frx")
    with pytest.raises(ArgumentError, match="between 0 and 1"):
        top_terms(small, measure="frex", weight=2)
    with pytest.raises(UnknownNameError, match="u_mass_gensim"):
        topic_coherence(fitted, five, measure="u_mass")
    with pytest.raises(ArgumentError, match="pairs"):
        topic_coherence(fitted, five, n=1)


def test_best_terms_break_ties_by_place():
    values = np.array([[0.2, 0.4, 0.2, 0.2]])
    assert best_terms(values, n=2).tolist() == [[1, 0]]
    assert best_terms(values, n=9).tolist() == [[1, 0, 2, 3]]
    assert diversity(np.array([[0, 1], [1, 2]])) == 0.75


def test_coherence_is_never_nan_without_a_reason(tokens_of, small):
    dtm = document_term_matrix(tokens_of("a b", "a c", "a"))
    table = topic_coherence(small, dtm, n=3)
    assert table["note"].tolist() == ["", ""]
    assert topic_coherence(small, dtm, n=4)["note"].tolist() == ["no document has d"] * 2
    every = document_term_matrix(tokens_of("a b", "a b", "a b c"))
    assert topic_coherence(small, every, n=2)["note"].tolist()[0] == "every document has a, b"


def test_npmi_anchors(tokens_of):
    together = document_term_matrix(tokens_of("a b", "a b", "c", "d"))
    assert mean_coherence(np.array([[0, 1]]), together.counts, measure="npmi") == pytest.approx(1)
    assert mean_coherence(np.array([[0, 2]]), together.counts, measure="npmi") == -1
    independent = document_term_matrix(tokens_of("a b", "a", "b", "c"))
    assert mean_coherence(np.array([[0, 1]]), independent.counts, measure="npmi") == pytest.approx(0)


def test_clustered_errors_are_those_of_statsmodels():
    from statsmodels.api import OLS

    generator = np.random.default_rng(1)
    design = np.column_stack([np.ones(60), generator.normal(size=60)])
    outcome = generator.normal(size=60)
    groups = np.arange(60) // 5
    theirs = OLS(outcome, design).fit(cov_type="cluster", cov_kwds={"groups": groups})
    estimate, variance = linear_effects(design, outcome[:, None], clusters=groups)
    assert estimate[:, 0] == pytest.approx(theirs.params)
    assert np.sqrt(variance[:, 0]) == pytest.approx(theirs.bse)
