import json

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, ReadError, TooSmallError, UnknownNameError
from discourse.tables import check
from discourse.topics.effects import topic_effects
from discourse.topics.groups import run_shares
from discourse.topics.heldout import completion_perplexity, split_tokens
from discourse.topics.rates import topic_rates, topic_trend
from discourse.topics.runs import fit_topic_runs, sample, topic_stability
from discourse.topics.search import search_topics
from discourse.topics.stability import match_topics, matched_agreement, medoid


@pytest.fixture(scope="module")
def runs(five):
    return fit_topic_runs(five, n_topics=5, random_state=3, runs=5)


def test_planted_topics_are_stable_and_a_sixth_is_not(five, runs):
    table = check(topic_stability(runs), "topic_stability")
    assert (table["jaccard"] > 0.7).all()
    assert (table["low"] <= table["prevalence"]).all()
    assert (table["prevalence"] <= table["high"]).all()
    assert (table["note"] == "").all()
    assert "5 stable" in repr(runs)
    many = topic_stability(fit_topic_runs(five, n_topics=12, random_state=3, runs=4))
    assert (many["note"] == "unstable: don't interpret").any()
    assert ((many["jaccard"] < 0.5) == (many["note"] != "")).all()


def test_runs_are_matched(runs):
    assert runs.shares.shape == (5, 300, 5)
    assert runs.shares.sum(axis=2) == pytest.approx(1, abs=1e-5)
    model, _ = run_shares(runs)
    own = medoid(runs.run_agreement)
    assert np.allclose(runs.shares[own], model.doc_topics, atol=1e-6)
    for other in runs.shares:  # the same document is about the same matched topic
        assert np.corrcoef(other.ravel(), runs.shares[own].ravel())[0, 1] > 0.8


@pytest.mark.proof  # starting interpreters takes longer than all else here
def test_processes_change_no_bit(five, runs):
    again = fit_topic_runs(five, n_topics=5, random_state=3, runs=5, workers=2)
    searched = [search_topics(five, n_topics=[3], random_state=2, runs=3, workers=workers) for workers in (1, 2)]
    pd.testing.assert_frame_equal(*searched, check_exact=True)
    assert again.shares.tobytes() == runs.shares.tobytes()
    pd.testing.assert_frame_equal(again.topics.topic_terms, runs.topics.topic_terms, check_exact=True)


def test_matching_with_fewer_partners():
    assert match_topics(np.array([[0.1, 0.9], [0.8, 0.7], [0.9, 0.1]])).tolist() == [1, -1, 0]
    one, other = [["a", "b"], ["c", "d"]], [["d", "c"]]
    table = matched_agreement(one, [other])
    assert table["partner"].tolist() == [0, 1]
    assert table["jaccard"].tolist() == [0.0, 0.5]


def test_samples(five):
    drawn, rest = sample(five, resample="subsample", share=0.8, random_state=[1, 2])
    assert len(drawn.doc_ids) == 240
    assert set(drawn.doc_ids) | set(five.doc_ids[rest]) == set(five.doc_ids)
    boot, left = sample(five, resample="bootstrap", share=0.8, random_state=[1, 2])
    assert len(boot.doc_ids) == 300
    assert 80 < len(left) < 140
    for wrong, message in (({"resample": "jackknife"}, "no resample called"), ({"share": 1.0}, "share must lie")):
        with pytest.raises((UnknownNameError, ArgumentError), match=message):
            fit_topic_runs(five, n_topics=5, random_state=1, **wrong)


def test_halves_of_documents_are_tokens_of_documents(five):
    seen, hidden = split_tokens(five.counts, random_state=1)
    assert (seen + hidden - five.counts).nnz == 0 or abs(seen + hidden - five.counts).sum() == 0
    assert seen.sum(axis=1).tolist() == [30] * 300


def test_perplexity_tells_a_right_model_from_a_wrong_one(planting):
    dtm, _ = planting(topics=3, documents=100, length=80, random_state=9)
    generator = np.random.default_rng(9)
    truth = generator.dirichlet(np.full(300, 0.05), size=3)
    kept = [int(term[1:]) for term in dtm.terms]
    truth = truth[:, kept] / truth[:, kept].sum(axis=1, keepdims=True)
    right = completion_perplexity(truth, dtm.counts, random_state=1)
    flat = completion_perplexity(np.full_like(truth, 1 / truth.shape[1]), dtm.counts, random_state=1)
    assert flat == pytest.approx(truth.shape[1])
    assert right < flat / 3
    assert np.isnan(completion_perplexity(truth, dtm.counts[:0], random_state=1))


def test_search_goes_on_where_it_was_broken_off(five, tmp_path):
    file = tmp_path / "search.jsonl"
    whole = check(search_topics(five, n_topics=[3, 5], random_state=2, runs=3), "topic_search")
    first = search_topics(five, n_topics=[3, 5], random_state=2, runs=3, file=file)
    lines = file.read_text().splitlines()
    assert len(lines) == 6
    file.write_text("\n".join(lines[:3]) + "\n" + lines[4][:40])  # killed while writing the fifth
    again = search_topics(five, n_topics=[3, 5], random_state=2, runs=3, file=file)
    for other in (first, again):
        pd.testing.assert_frame_equal(whole, other, check_exact=True)
    assert whole.groupby("n_topics")["medoid"].sum().tolist() == [1, 1]
    assert whole.groupby("n_topics")["stability"].mean()[5] > 0.6
    with pytest.raises(ReadError, match="another corpus or other settings"):
        search_topics(five, n_topics=[3], random_state=3, runs=3, file=file)
    assert json.loads(lines[0])["row"]["n_topics"] == 3


def test_rates_sum_to_1_and_have_intervals(runs, fitted, articles):
    rates = check(topic_rates(runs, articles, by="outlet", random_state=1), "topic_rates")
    assert rates.groupby("outlet")["share"].sum().tolist() == pytest.approx([1, 1])
    assert (rates["low"] < rates["share"]).all()
    assert (rates["share"] < rates["high"]).all()
    assert set(rates["runs"]) == {5}
    one = topic_rates(fitted, articles, random_state=1)
    lengths = fitted.doc_lengths.to_numpy()
    assert one["share"].to_numpy() == pytest.approx(lengths @ fitted.doc_topics.to_numpy() / lengths.sum())
    few = articles.assign(outlet=["rare"] * 4 + ["B"] * 296)
    rare = topic_rates(fitted, few, by="outlet", random_state=1).query("outlet == 'rare'")
    assert rare["low"].isna().all()
    assert set(rare["note"]) == {"fewer than 10 documents, so no interval"}


def test_a_groups_interval_depends_on_that_group_alone(fitted, articles):
    rates = topic_rates(fitted, articles, by="outlet", random_state=1)
    other = articles.assign(outlet=articles["outlet"].where(articles["outlet"] == "A", articles["author"]))
    again = topic_rates(fitted, other.iloc[::-1], by="outlet", random_state=1)
    columns = ["topic", "share", "low", "high"]
    pd.testing.assert_frame_equal(
        rates.query("outlet == 'A'")[columns].reset_index(drop=True),
        again.query("outlet == 'A'")[columns].reset_index(drop=True),
    )


def test_trends_show_gaps_and_count_the_undated(fitted, articles):
    dated = articles.assign(date=articles["date"].where(articles["date"].dt.month != 4))
    trend = check(topic_trend(fitted, dated, unit="month", random_state=1), "topic_trend")
    april = trend[trend["period"] == "2024-04-01"]
    assert april["share"].isna().all()
    assert set(april["note"]) == {"no counted tokens, so no share"}
    assert trend["note"].iloc[0] == "30 undated left out"
    assert trend["period"].nunique() == 11
    with pytest.raises(UnknownNameError, match="did you mean 'month'"):
        topic_trend(fitted, articles, unit="months", random_state=1)
    with pytest.raises(UnknownNameError, match="no document variable called 'outlets'"):
        topic_rates(fitted, articles, by="outlets", random_state=1)


def test_a_planted_effect_is_found_and_its_placebo_is_not(runs, articles):
    about = runs.topics.doc_topics[1].to_numpy()
    table = articles.assign(loud=pd.Series(np.where(about > np.median(about), "yes", "no"), dtype="str"))
    effects = check(
        topic_effects(runs, table, by="loud", clusters="author", permutations=99, random_state=1), "topic_effects"
    )
    row = effects.query("topic == 1 and term == 'loud=yes'").iloc[0]
    assert row["low"] > 0.2
    assert row["p_placebo"] == 0.01
    assert row["same_sign"] == 1
    assert (row["clusters"], row["documents"], row["runs"]) == (40, 300, 5)
    nothing = topic_effects(runs, articles, by="outlet", permutations=99, random_state=1).query("term == 'outlet=B'")
    assert nothing["p_placebo"].min() > 0.01
    total = effects[effects["term"] == "loud=yes"]["estimate"].sum()
    assert total == pytest.approx(0, abs=1e-6)  # shares sum to 1, so effects sum to 0


def test_what_effects_refuse(runs, five, articles):
    few = fit_topic_runs(five, n_topics=5, random_state=3, runs=2)
    with pytest.raises(TooSmallError, match="one run is not a finding"):
        topic_effects(few, articles, by="outlet", random_state=1)
    with pytest.raises(ArgumentError, match="must vary"):
        topic_effects(runs, articles.assign(outlet="A"), by="outlet", random_state=1)
    gone = articles.assign(outlet=articles["outlet"].where(np.arange(300) > 9))
    effects = topic_effects(runs, gone, by="outlet", random_state=1)
    assert effects["note"].str.contains("10 documents without a value").all()
