import tomllib
from pathlib import Path

import numpy as np
import pytest

import discourse as dc
from discourse.errors import ArgumentError
from discourse.tables import check
from discourse.topics.fit import fit_topics
from discourse.topics.recall import seed_recall
from discourse.topics.seeds import seed_weights, word_shares


@pytest.fixture(scope="module")
def themes(planting):
    """The ten most frequent words of each of five planted topics, three to seed and seven to hold out."""
    dtm, _ = planting(topics=5, documents=400, length=60, terms=250, random_state=4)
    topics = fit_topics(dtm, n_topics=5, random_state=1)
    words, taken = {}, set()
    for topic, row in topics.topic_terms.iterrows():
        own = [word for word in row.sort_values(ascending=False).index if word not in taken][:10]
        words[f"theme{topic}"] = own
        taken.update(own)
    return dtm, words


def test_seeds_lead_their_topic_and_held_out_words_follow(themes):
    dtm, words = themes
    seeds = {name: own[:3] for name, own in words.items()}
    recall = check(
        seed_recall(
            dtm, seeds, n_topics=8, held_out={n: own[3:6] for n, own in words.items()}, repeats=2, random_state=1
        ),
        "seed_recall",
    )
    assert len(recall) == 2 * 5 * 3
    assert recall["share"].mean() > 0.6 > recall["chance"].max() == 0.125


LISTS = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "lee_seeds.toml").read_text(encoding="utf-8"))
SEEDS = {name: entry["seeds"] for name, entry in LISTS.items()}
HELD_OUT = {name: entry["held_out"] for name, entry in LISTS.items()}


@pytest.fixture(scope="module")
def lee():
    return dc.document_term_matrix(dc.tokenize(dc.read_articles("lee")), min_docs=3, max_share=0.5, stop_words="en")


def stock_recall(dtm, state):
    """What gensim makes of the same prior: with eta alone held-out words are near chance (.10)."""
    from gensim.models import LdaModel

    from discourse.topics.rows import rows
    from discourse.topics.seeds import seed_prior

    prior, _, _ = seed_prior(SEEDS, dtm, n_topics=10, seed_share=0.005, tokens=int(dtm.counts.sum()))
    stock = LdaModel(list(rows(dtm)), num_topics=10, eta=1 / 10 + prior, passes=20, chunksize=300, random_state=state,
                     id2word=dict(enumerate(dtm.terms)), dtype=np.float64, eval_every=None)  # fmt: skip
    statistics = stock.state.sstats / stock.state.sstats.sum(axis=0)
    places = [dtm.terms.get_indexer(words) for words in HELD_OUT.values()]
    return np.concatenate([statistics[topic, place] for topic, place in enumerate(places)]).mean()


def test_gensims_own_start_does_not_see_the_seeds_and_ours_does(lee):
    recall = seed_recall(lee, SEEDS, n_topics=10, held_out=HELD_OUT, repeats=1, random_state=0)
    assert stock_recall(lee, 0) < 0.3
    assert recall["share"].mean() > 0.7


@pytest.mark.proof
def test_held_out_words_find_their_topic_in_eight_random_states(lee):
    recall = seed_recall(lee, SEEDS, n_topics=10, held_out=HELD_OUT, repeats=8, random_state=0)
    by_state = recall.groupby("random_state")["share"].mean()
    assert by_state.mean() >= 0.77
    assert by_state.min() >= 0.70
    assert np.mean([stock_recall(lee, state) for state in range(8)]) < 0.2


def test_the_table_of_seeds_says_what_became_of_them(themes):
    dtm, words = themes
    seeds = {"one": words["theme1"][:3], "two": [*words["theme2"][:2], "nowhere"]}
    with pytest.warns(UserWarning, match="'nowhere' of 'two'"):
        topics = fit_topics(dtm, n_topics=6, random_state=1, seed_words=seeds)
    table = check(seed_weights(topics), "seed_weights")
    assert table["token"].tolist() == [*seeds["one"], *seeds["two"]]
    missing = table.iloc[-1]
    assert (missing["freq"], missing["note"]) == (0, "no term of the matrix")
    known = table[table["note"] == ""]
    assert known["share"].between(0, 1).all()
    assert known["dominance"].between(0, 0.2).all()
    assert known.groupby("name")["pseudo"].sum().round(6).tolist() == [0.005 * dtm.counts.sum()] * 2
    assert topics.priors["name"].tolist()[:3] == ["one", "two", ""]
    assert seed_weights(fit_topics(dtm, n_topics=4, random_state=1)).empty


def test_shares_of_a_word_sum_to_1(themes):
    dtm, words = themes
    topics = fit_topics(dtm, n_topics=6, random_state=1, seed_words={"one": words["theme1"][:3]})
    assert word_shares(topics, words["theme2"]).sum(axis=1).to_numpy() == pytest.approx(1)


def test_all_that_is_wrong_with_seeds_is_said_at_once(themes):
    dtm, words = themes
    word = words["theme1"][0]
    with pytest.raises(ArgumentError) as error:
        fit_topics(dtm, n_topics=3, random_state=1, seed_share=0.04,
                   seed_words={"a": [word], "b": [word], "c": ["nowhere"]})  # fmt: skip
    message = str(error.value)
    for part in ("'c' has no word", f"in two seed lists: {word}", "n_topics=3 leaves no topic", "seed_share=0.04"):
        assert part in message
    with pytest.raises(ArgumentError, match="one string"):
        fit_topics(dtm, n_topics=3, random_state=1, seed_words={"a": word})
    with pytest.raises(ArgumentError, match="has no prior"):
        fit_topics(dtm, n_topics=3, random_state=1, seed_words={"a": [word]}, model="nmf")


def test_a_third_of_each_list_is_hidden_by_chance(themes):
    dtm, words = themes
    seeds = {name: words[name][:6] for name in ("theme1", "theme2")}
    recall = seed_recall(dtm, seeds, n_topics=6, repeats=2, random_state=5)
    assert recall.groupby(["random_state", "name"]).size().tolist() == [2] * 4
    assert all(token in seeds[name] for name, token in zip(recall["name"], recall["token"], strict=True))
    with pytest.raises(ArgumentError, match="held_out has 'x'") as error:
        seed_recall(dtm, seeds, n_topics=6, random_state=1, held_out={"x": ["nowhere"], "theme1": [seeds["theme1"][0]]})
    assert "no terms of the matrix: nowhere" in str(error.value)
    assert "that are its seeds" in str(error.value)
