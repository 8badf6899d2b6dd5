"""The planted statements of the demo corpus, as a statements table: measures by voice recover what was planted."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.frames.voices.voice import VOICES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench():
    """The benchmark's reader of the planted truth."""
    spec = importlib.util.spec_from_file_location("bench_voice", ROOT / "benchmarks" / "voice.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def demo(bench):
    articles = dc.read_articles("demo", corpora=ROOT / "data" / "corpora.toml")
    return articles, dc.tokenize(articles), bench.demo_truth(articles)


@pytest.fixture(scope="module")
def codebook():
    return dc.read_codebook(ROOT / "seeds" / "codebook.toml")


def test_contents_are_what_was_marked(demo):
    articles, _, truth = demo
    texts = articles.set_index("doc_id")["text"]
    first = truth[truth["article_id"] == "courier-2031-01-08"].iloc[0]
    assert first["text"].startswith("Arvenian spy drones have violated")
    assert len(truth) == 1047
    for row in truth.head(50).itertuples():
        words = " … ".join(texts[row.article_id][start:end] for start, end in row.content_spans)
        assert words == row.text


def test_single_hits_are_in_the_voice_a_reader_puts_them_in(demo, codebook):
    articles, _, truth = demo
    one = articles[articles["doc_id"] == "courier-2031-01-08"]
    voiced = dc.hit_voices(dc.theme_hits(dc.tokenize(one), codebook), truth)
    read = voiced.set_index("node")[["voice", "speaker"]].to_dict("index")
    assert read["sovereignty"] == {"voice": "reported", "speaker": "Mirela Sand"}
    assert read["spying"] == {"voice": "denied", "speaker": "Ray Tollmer"}


def test_most_of_the_vocabulary_is_somebody_elses(demo, codebook):
    _, tokens, truth = demo
    rates = dc.theme_rates(tokens, codebook, statements=truth, random_state=1)
    by_voice = rates.groupby("voice")["hits"].sum()
    whole = dc.theme_rates(tokens, codebook, random_state=1)["hits"].sum()
    assert by_voice.sum() == whole
    assert by_voice["unattributed"] / whole < 0.5
    assert set(by_voice.index) == set(VOICES)
    spying = rates[rates["theme"] == "surveillance_espionage"].set_index("voice")["share"]
    economy = rates[rates["theme"] == "economic_ties_sanctions"].set_index("voice")["share"]
    assert spying["denied"] > 1.5 * economy["denied"]  # the quarrel is about spying, and Corland denies it


def test_planted_speakers_own_their_themes(demo, codebook):
    _, tokens, truth = demo
    matrix = dc.who_says_what(tokens, codebook, truth, permutations=300, random_state=1).set_index(["speaker", "theme"])
    sand = matrix.loc[("Mirela Sand", "sovereignty")]
    assert sand["log_ratio"] > 1
    assert sand["q"] < 0.1
    shares = dc.source_shares(tokens, codebook, truth, random_state=1)
    assert shares[shares["theme"] == "rights_repression"]["source"].iloc[0] == "Petra Lomm"


def test_all_tables_hold_for_the_demo_in_any_order(demo, codebook):
    _, tokens, truth = demo
    few = dc.select_themes(codebook, ["sovereignty", "nuclear_intent"])
    mixed = tokens.sample(frac=1, random_state=1), few, truth.sample(frac=1, random_state=2)
    for measure in (dc.source_shares, dc.voice_contrast):
        one = measure(tokens, few, truth, by="outlet", random_state=1)
        pd.testing.assert_frame_equal(one, measure(*mixed, by="outlet", random_state=1), check_categorical=False)
