import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError, TooSmallError, UnknownNameError
from discourse.lexis.caption import caption
from discourse.lexis.keywords import keywords
from discourse.lexis.measures import KEYNESS
from discourse.stats import effect, keyness
from discourse.tables import check, columns
from discourse.text.index import index_tokens
from discourse.text.merge import merge_phrases


def two_groups(tokens_of) -> tuple[pd.DataFrame, pd.DataFrame]:
    texts = ["dam river water"] * 10 + ["vote party water"] * 10
    tokens = tokens_of(*texts, outlet=["A"] * 10 + ["B"] * 10)
    return tokens[tokens["outlet"] == "A"], tokens[tokens["outlet"] == "B"]


def test_counts_effect_and_evidence(tokens_of):
    a, b = two_groups(tokens_of)
    table = check(keywords(a, reference=b, random_state=1), "keywords").set_index("token")
    assert table.loc["dam", ["freq", "freq_ref", "documents", "documents_ref"]].tolist() == [10, 0, 10, 0]
    assert table.loc["dam", "log_ratio"] == pytest.approx(np.log2((10 / 30) / (0.5 / 30)))
    assert table.loc["vote", "log_ratio"] == pytest.approx(-table.loc["dam", "log_ratio"])
    assert table.loc["water", ["log_ratio", "g2", "p"]].tolist() == [0, 0, 1]
    assert table.loc["dam", "p"] == pytest.approx(1 / 2001)
    assert table.loc["dam", "q"] < 0.01
    assert np.isnan(table.loc["dam", "low"])
    assert table.loc["dam", "note"] == "not in both groups, so no interval"
    assert table.loc["dam", ["per_million", "per_million_ref"]].tolist() == pytest.approx([1e6 / 3, 0])


def test_a_word_the_target_lacks_is_a_negative_keyword(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a, reference=b, permutations=0, measure="log_ratio")
    assert table["token"].iloc[-1] == "vote"
    assert table.iloc[-1][["freq", "freq_ref"]].tolist() == [0, 10]


def test_without_permutations_no_random_state_is_needed(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a, reference=b, permutations=0)
    assert table[["p", "q"]].isna().all(axis=None)
    with pytest.raises(ArgumentError, match="random_state="):
        keywords(a, reference=b)


def test_same_seed_same_table_and_order_of_documents_irrelevant(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a, reference=b, random_state=7, permutations=200)
    again = keywords(a.sample(frac=1, random_state=1), reference=b, random_state=7, permutations=200)
    pd.testing.assert_frame_equal(table, again)
    turned = keywords(a[::-1], reference=b[::-1], random_state=7, permutations=200)
    pd.testing.assert_frame_equal(table, turned)


def test_an_index_gives_the_same_table_and_may_keep_case(tokens_of):
    tokens = tokens_of(*["US us dam"] * 3, *["us dam dam"] * 3, outlet=["A"] * 3 + ["B"] * 3)
    a, b = tokens[tokens["outlet"] == "A"], tokens[tokens["outlet"] == "B"]
    folded = keywords(a, reference=b, permutations=0, min_freq=1)
    pd.testing.assert_frame_equal(
        folded, keywords(index_tokens(a), reference=index_tokens(b), permutations=0, min_freq=1)
    )
    cased = keywords(index_tokens(a, case=True), reference=index_tokens(b, case=True), permutations=0, min_freq=1)
    assert set(folded["token"]) == {"us", "dam"}
    assert set(cased["token"]) == {"US", "us", "dam"}


def test_documents_cannot_be_on_both_sides(tokens_of):
    a, b = two_groups(tokens_of)
    with pytest.raises(TableError, match="more than one of the token tables: d0"):
        keywords(a, reference=pd.concat([a, b]), random_state=1)


def test_small_groups_are_refused(tokens_of):
    a, b = two_groups(tokens_of)
    with pytest.raises(TooSmallError, match="the target has 1 and the reference 10"):
        keywords(a[a["doc_id"] == "d0"], reference=b, random_state=1)
    with pytest.raises(TooSmallError, match="no term is left"):
        keywords(a, reference=b, min_freq=50, random_state=1)


def uneven(tokens_of, n: int = 12) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Target documents of growing length in which dam stands once to four times; short reference documents."""
    target = [f"dam {'dam ' * (number % 4)}{'fill ' * number * 3}" for number in range(n)]
    tokens = tokens_of(*target, *["dam fill fill fill"] * n, outlet=["A"] * n + ["B"] * n)
    return tokens[tokens["outlet"] == "A"], tokens[tokens["outlet"] == "B"]


def test_the_interval_is_that_of_a_bootstrap_over_documents(tokens_of):
    a, b = uneven(tokens_of)
    table = keywords(a, reference=b, permutations=0).set_index("token")
    # by hand: the reference never varies (1/4), the target's rate is a ratio of two sums over documents
    counts, sizes = (a.groupby("doc_id", observed=True)["token"].agg(f) for f in (lambda w: (w == "dam").sum(), "size"))
    draws = np.random.default_rng(9).integers(12, size=(4000, 12))
    rates = counts.to_numpy()[draws].sum(axis=1) / sizes.to_numpy()[draws].sum(axis=1)
    low, high = np.quantile(np.log2(rates / 0.25), [0.025, 0.975])
    assert table.loc["dam", ["low", "high"]].tolist() == pytest.approx([low, high], abs=0.1)
    half = keywords(a, reference=b, permutations=0, confidence=0.5).set_index("token")
    assert table.loc["dam", "low"] < half.loc["dam", "low"] < half.loc["dam", "high"] < table.loc["dam", "high"]


def test_sizes_count_every_token_not_only_the_words_compared(tokens_of):
    a, b = uneven(tokens_of)
    table = keywords(a, reference=b, permutations=0, min_freq=30).set_index("token")
    dam = (a["token"] == "dam").sum(), (b["token"] == "dam").sum()
    assert table.loc["dam", "log_ratio"] == pytest.approx(np.log2(dam[0] / len(a) / (dam[1] / len(b))))


def test_few_documents_have_no_interval(tokens_of):
    a, b = uneven(tokens_of, n=9)
    table = keywords(a, reference=b, random_state=1, permutations=50)
    assert table[["low", "high"]].isna().all(axis=None)
    assert set(table["note"]) == {"fewer than 10 documents in a group, so no interval"}


def test_corpora_with_different_variables_can_be_compared(tokens_of):
    a, b = two_groups(tokens_of)
    table = keywords(a.assign(year=2001), reference=b.assign(year=pd.Categorical([None] * len(b))), permutations=0)
    assert len(table) == 5


def test_each_group_against_the_rest(tokens_of):
    a, b = two_groups(tokens_of)
    texts = ["dam river water"] * 10 + ["vote party water"] * 10 + ["tree"]
    tokens = tokens_of(*texts, outlet=["A"] * 10 + ["B"] * 10 + [None])
    table = keywords(tokens, reference="rest", by="outlet", permutations=100, random_state=1)
    assert table.columns[0] == "outlet"
    assert table["outlet"].unique().tolist() == ["A", "B"]
    alone = keywords(a, reference=b, permutations=100, random_state=1)
    first = table[table["outlet"] == "A"].drop(columns=["outlet", "base"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(first, alone.drop(columns="base"))
    assert table["base"].iloc[0].endswith("; outlet: A against the rest (1 documents without outlet left out)")
    with pytest.raises(ArgumentError, match="'rest' together with by="):
        keywords(tokens, reference="rest", permutations=0)
    with pytest.raises(ArgumentError, match="give it with reference='rest'"):
        keywords(a, reference=b, by="outlet", permutations=0)
    with pytest.raises(UnknownNameError, match=r"no document variable called 'outlets' .*did you mean 'outlet'"):
        keywords(tokens, reference="rest", by="outlets", permutations=0)


def test_a_frequency_list_as_reference(tokens_of):
    a, _ = two_groups(tokens_of)
    listed = pd.DataFrame({"token": ["Water", "water", "sea"], "freq": [20, 30, 50]})
    table = keywords(a, reference=listed, reference_tokens=1000, random_state=1).set_index("token")
    assert table.loc["water", ["freq", "freq_ref"]].tolist() == [10, 50]
    assert table.loc["water", "g2"] == pytest.approx(float(keyness.g2(10, 50, 30, 1000)))
    assert table.loc["sea", ["freq", "freq_ref"]].tolist() == [0, 50]
    assert table[["p", "q", "documents_ref"]].isna().all(axis=None)
    assert "frequency list of 1,000 tokens" in caption(table.reset_index())
    with pytest.raises(ArgumentError, match="add up to 100"):
        keywords(a, reference=listed, reference_tokens=99, permutations=0)
    with pytest.raises(TableError, match="column 'token' is missing"):
        keywords(a, reference=listed.drop(columns="token"), permutations=0)


def test_measures_are_columns_of_their_names(tokens_of):
    a, b = uneven(tokens_of)
    every = [*KEYNESS, "log_ratio_conservative", "log_ratio_conservative_normal", "weighted_log_odds"]
    table = keywords(a, reference=b, permutations=0, measure=every)
    assert set(every) <= set(table.columns)
    counts = (table["freq"], table["freq_ref"], len(a), len(b))
    np.testing.assert_allclose(table["chi2_yates"], keyness.chi2_yates(*counts))
    np.testing.assert_allclose(
        table["log_ratio_conservative"], effect.log_ratio_conservative(*counts, family=len(table))
    )
    assert keywords(a, reference=b, permutations=0, measure="odds_ratio").columns[-1] == "odds_ratio"
    with pytest.raises(UnknownNameError, match=r"no measure called 'logratio' .*did you mean 'log_ratio'"):
        keywords(a, reference=b, permutations=0, measure="logratio")


def test_one_document_cannot_make_a_keyword_unseen(tokens_of):
    texts = ["dam " * 30, *["dam fill"] * 11, *["fill fill"] * 12]
    tokens = tokens_of(*texts, outlet=["A"] * 12 + ["B"] * 12)
    a, b = (tokens[tokens["outlet"] == name] for name in "AB")
    table = keywords(a, reference=b, permutations=0).set_index("token")
    assert table.loc["dam", "top_share"] == pytest.approx(30 / 41)
    assert table.loc["dam", "dominated"]
    assert not table.loc["fill", "dominated"]


def test_sequences_of_words_stay_within_sentences(tokens_of):
    texts = ["Foreign troops left. Troops came", "foreign troops", "no troops"]
    tokens = tokens_of(*texts, *["old dam"] * 3, outlet=["A"] * 3 + ["B"] * 3)
    a, b = (tokens[tokens["outlet"] == name] for name in "AB")
    table = keywords(a, reference=b, permutations=0, min_freq=1, min_docs=1, ngram=2).set_index("token")
    assert table.loc["foreign troops", ["freq", "documents"]].tolist() == [2, 2]
    assert table.loc["old dam", "freq_ref"] == 3
    assert "left troops" not in table.index


def test_swapping_the_sides_turns_the_signs(tokens_of):
    a, b = uneven(tokens_of)
    one = keywords(a, reference=b, permutations=0).set_index("token").sort_index()
    two = keywords(b, reference=a, permutations=0).set_index("token").sort_index()
    np.testing.assert_allclose(one["g2"], two["g2"])
    np.testing.assert_allclose(one["log_ratio"], -two["log_ratio"])
    np.testing.assert_allclose(one["low"], -two["high"])


def test_the_caption_has_the_conditions(tokens_of):
    a, b = two_groups(tokens_of)
    said = caption(keywords(a, reference=b, random_state=1, permutations=10))
    assert said == (
        "Words with at least 5 occurrences in 3 documents; 10 documents of 30 tokens against 10 documents of 30 "
        "tokens; ranked by g2; g2 is two-term, log_ratio Hardie's with 95 % intervals over documents; p by 10 "
        "permutations of documents, q (Benjamini–Hochberg) over 5 words. 5 rows."
    )
    with pytest.raises(TableError, match="column 'base'"):
        caption(a)
    assert columns("keywords")[-1] == "base"


def test_only_words_that_patterns_match_are_compared(tokens_of):
    a, b = two_groups(tokens_of)
    every = keywords(a, reference=b, permutations=0)
    table = keywords(a, reference=b, permutations=0, query="(dam|w*)")
    assert sorted(table["token"]) == ["dam", "water"]
    shared = every.columns.drop("base")
    expected = every[every["token"].isin(["dam", "water"])][shared].reset_index(drop=True)
    pd.testing.assert_frame_equal(table[shared], expected)
    assert ", of (dam|w*)" in caption(table)
    less = keywords(a, reference=b, permutations=0, unless=["dam", "vote"])
    assert sorted(less["token"]) == ["party", "river", "water"]
    assert ", of all words unless dam, vote" in caption(less)


def test_of_sequences_those_with_a_match(tokens_of):
    a, b = two_groups(tokens_of)
    pairs = keywords(a, reference=b, permutations=0, ngram=2, query="river water", unless="vote")
    assert pairs["token"].tolist() == ["river water"]
    assert keywords(a, reference=b, permutations=0, ngram=2, query="water")["token"].nunique() == 2


def test_patterns_that_leave_no_word_say_how_they_were_read(tokens_of):
    a, b = two_groups(tokens_of)
    with pytest.raises(TooSmallError, match=r"no word is left to compare: .*come near: dam"):
        keywords(a, reference=b, permutations=0, query="damn")
    with pytest.raises(TooSmallError, match="leaves all 5 out"):
        keywords(a, reference=b, permutations=0, unless=["dam", "river", "water", "vote", "party"])


def test_a_filter_respects_the_case_of_an_index(tokens_of):
    tokens = tokens_of(*["US us dam"] * 3, *["us dam dam"] * 3, outlet=["A"] * 3 + ["B"] * 3)
    a, b = (index_tokens(tokens[tokens["outlet"] == name], case=True) for name in "AB")
    assert keywords(a, reference=b, permutations=0, min_freq=1, query="US")["token"].tolist() == ["US"]


def test_sequences_with_merged_words_are_filtered_too(tokens_of):
    tokens = merge_phrases(tokens_of(*["the water treaty holds"] * 10, outlet=["A", "B"] * 5), ["water treaty"])
    a, b = (tokens[tokens["outlet"] == name] for name in "AB")
    kept = keywords(a, reference=b, permutations=0, ngram=2, query="water treaty")["token"]
    assert sorted(kept) == ["the water treaty", "water treaty holds"]
    assert keywords(a, reference=b, permutations=0, query="water treaty")["token"].tolist() == ["water treaty"]
