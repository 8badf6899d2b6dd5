"""Copies planted among real articles are found, and real corpora without copies give none."""

import importlib.util
from pathlib import Path

import pytest

import discourse as dc

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "near_duplicates.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("benchmark_near_duplicates", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.proof
@pytest.mark.parametrize("corpus", [("allsides_iran.jsonl.gz", "id"), ("tehran_times_sovereignty.jsonl.gz", "news_id")])
def test_edited_and_cut_copies_are_found(benchmark, shared, corpus):
    articles = benchmark.sample_of(shared / "data" / "corpora" / corpus[0], corpus[1], number=200, random_state=7)
    assert len(articles) == 200
    for edits, cut in benchmark.KINDS.values():
        tokens = dc.tokenize(benchmark.planted(articles, edits=edits, cut=cut, random_state=8))
        recall, precision = benchmark.recall_and_precision(dc.near_duplicates(tokens), articles["doc_id"])
        assert recall >= 0.98
        assert precision >= 0.99


@pytest.mark.proof
def test_no_copies_among_the_speeches_of_twenty_states(index_named):
    assert dc.near_duplicates(index_named("ungdc").tokens).empty


@pytest.mark.proof
def test_the_copies_known_among_all_speeches(benchmark, shared):
    articles = benchmark.read(shared / "data" / "corpora" / "ungdc_v13_1946_2024.jsonl.xz", "id")
    copies = dc.near_duplicates(dc.tokenize(articles))
    pairs = {tuple(group) for _, group in copies.groupby("cluster")["doc_id"]}
    assert pairs == {("CAF_39_1984", "ZAF_39_1984"), ("FJI_27_1972", "IRL_27_1972"), ("ARE_27_1972", "MNG_27_1972")}
