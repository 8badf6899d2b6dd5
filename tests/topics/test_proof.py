"""Calibrations of the topic room: planted numbers of topics, coverage of effects, effects of known direction."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from discourse.text.matrix import DTM
from discourse.topics.effects import topic_effects
from discourse.topics.runs import fit_topic_runs
from discourse.topics.search import search_topics
from discourse.topics.stability import match_topics

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("first", range(0, 50, 10))
def test_five_planted_topics_are_the_most_stable_number(planting, first):
    right = 0
    for draw in range(first, first + 10):
        dtm, _ = planting(topics=5, documents=300, length=80, random_state=100 + draw)
        search = search_topics(dtm, n_topics=[3, 4, 5, 6, 8], random_state=draw, runs=4)
        right += search.groupby("n_topics")["stability"].mean().idxmax() == 5
    assert right >= 8, f"K = 5 was the most stable in {right} of 10"


@pytest.mark.parametrize("passes", [None, 20])
@pytest.mark.parametrize("concentration", [1, 4])
def test_intervals_of_a_known_effect_hold_it_as_often_as_they_say(concentration, passes):
    """Shares drawn with a concentration of 1 are mostly of one or two topics, as in news; with 4 each is of all."""
    simulations, covered, effect, length = 400, 0, 0.12, 150
    words = np.random.default_rng(7).dirichlet(np.full(200, 0.05), size=4)
    for number in range(simulations):
        generator = np.random.default_rng([8, number])
        group = np.arange(200) % 2
        mean = np.array([0.4, 0.3, 0.2, 0.1])
        shift = np.array([effect, -effect, 0, 0]) / 2
        shares = np.array([generator.dirichlet(concentration * (mean + (1 if g else -1) * shift)) for g in group])
        counts = np.array([generator.multinomial(length, share @ words) for share in shares])
        ids = pd.Index([f"d{n:03}" for n in range(200)], dtype="str")
        dtm = DTM(csr_array(counts), ids, pd.Index([f"w{n:03}" for n in range(200)], dtype="str"))
        runs = fit_topic_runs(dtm, n_topics=4, random_state=number, runs=5, passes=passes)
        articles = pd.DataFrame({"doc_id": ids, "text": "", "group": pd.Series(np.where(group, "b", "a"), dtype="str")})
        effects = topic_effects(runs, articles, by="group", random_state=number).query("term == 'group=b'")
        partner = match_topics(np.sqrt(words) @ np.sqrt(runs.topics.topic_terms.to_numpy()).T)
        row = effects.iloc[partner[0]]
        covered += row["low"] <= effect <= row["high"]
    assert 0.90 <= covered / simulations <= 0.97, f"{covered} of {simulations} intervals hold the effect"


def test_blogs_lean_as_their_ratings_say(poliblog):
    """stm's vignette (Roberts, Stewart & Tingley 2019, fig. on the effect of rating) with 20 topics of the same posts:
    Obama (in an earlier edition his pastor Wright) with conservative blogs, the Bush presidency with liberal ones, and
    Sarah Palin "close to the middle". Topics are found by these words.
    """
    dtm, articles = poliblog
    runs = fit_topic_runs(dtm, n_topics=20, random_state=1, runs=5)
    effects = topic_effects(runs, articles, by="rating", random_state=1).query("term == 'rating=Liberal'")
    by_topic = effects.set_index("topic")
    terms = runs.topics.topic_terms

    def about(*words):
        return int(terms[list(words)].sum(axis=1).idxmax())

    assert by_topic["high"][about("ayer", "wright")] < 0
    assert by_topic["low"][about("bush", "tortur", "administr")] > 0
    size = by_topic["estimate"].abs()
    assert size[about("palin", "sarah")] < size[about("ayer", "wright")] / 2
    assert size[about("palin", "sarah")] < size[about("bush", "tortur", "administr")] / 2


@pytest.fixture
def poliblog():
    from pathlib import Path

    file = Path(__file__).parents[2] / ".." / "shared" / "data" / "reference" / "stm_poliblog5k.jsonl.gz"
    if not file.is_file():
        pytest.skip("needs ../shared (research data that is not part of the project)")
    table = pd.read_json(file, lines=True)
    ids = pd.Index([f"p{n:05}" for n in range(len(table))], dtype="str")
    words = table["bow"].str.split()
    column, terms = pd.factorize(words.explode(), sort=True)
    row = np.repeat(np.arange(len(table)), words.str.len())
    counts = csr_array((np.ones(len(row), dtype=np.int64), (row, column)), shape=(len(table), len(terms)))
    counts.sum_duplicates()
    articles = pd.DataFrame({"doc_id": ids, "text": "", "rating": table["rating"].astype("str")})
    return DTM(counts, ids, pd.Index(terms, dtype="str")), articles
