import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, NoHitsWarning, UnknownNameError
from discourse.lexis.caption import caption
from discourse.lexis.collocates import collocates
from discourse.lexis.compare_collocates import compare_collocates
from discourse.lexis.network import collocation_network
from discourse.stats import association
from discourse.tables import check, columns
from discourse.text.index import index_tokens
from discourse.text.tokenize import tokenize


def near(tokens, query="dam", **settings) -> pd.DataFrame:
    return collocates(tokens, query, min_freq=1, min_docs=1, **settings).set_index("token")


def test_counts_near_and_elsewhere(tokens_of):
    tokens = tokens_of("The old dam broke today", "An old house. The dam held", "old news")
    table = check(collocates(tokens, "dam", window=2, min_freq=1, min_docs=1), "collocates").set_index("token")
    assert table.loc["old", ["freq", "freq_ref", "documents", "documents_ref"]].tolist() == [1, 2, 1, 3]
    assert table.loc["the", ["freq", "freq_ref"]].tolist() == [2, 0]
    assert "house" not in table.index  # another sentence
    assert near(tokens, window=3, unit="document").loc["house", "freq"] == 1
    # 13 tokens in all, 2 nodes, 6 in windows
    assert table.loc["old", "expected"] == pytest.approx(6 * 3 / 11)
    assert table.loc["old", "log_dice"] == pytest.approx(14 + np.log2(2 * 1 / (6 + 3)))
    assert table.loc["old", "g2"] == pytest.approx(float(association.log_likelihood(1, 6, 3, 11)))


def test_left_and_right_windows(tokens_of):
    tokens = tokens_of("a b dam c d")
    assert near(tokens, window=(1, 0)).index.tolist() == ["b"]
    assert near(tokens, window=(0, 2)).index.tolist() == ["c", "d"]
    with pytest.raises(ArgumentError, match="window must be 0 or more"):
        near(tokens, window=(-1, 2))
    with pytest.raises(ArgumentError, match=r"or \(left, right\), not '5'"):
        near(tokens, window="5")
    with pytest.raises(ArgumentError, match="unit must be one of document, sentence"):
        near(tokens, unit="paragraph")


def test_no_token_counts_twice_and_nodes_are_near_nothing(tokens_of):
    # x is near both dams, and the second dam is near the first
    table = near(tokens_of("dam x dam"), window=2)
    assert table.index.tolist() == ["x"]
    assert table.loc["x", ["freq", "freq_ref"]].tolist() == [1, 0]


def test_filtered_tables_keep_their_distances(tokens_of):
    tokens = tokens_of("dam one two three")
    kept = tokens[tokens["token"] != "one"]
    assert near(kept, window=2).index.tolist() == ["two"]


def test_order_of_rows_and_documents_is_irrelevant(tokens_of, articles_of):
    texts = ["old dam here", "dam old there", "new old dam"]
    tokens = tokens_of(*texts)
    table = near(tokens)
    pd.testing.assert_frame_equal(table, near(tokens.sample(frac=1, random_state=1)))
    pd.testing.assert_frame_equal(table, near(tokenize(articles_of(*texts)[::-1])))


def test_interval_and_p_take_the_document_for_the_unit(tokens_of):
    # the same totals near the node: spread over all documents, or bunched in one that repeats itself
    spread = ["old dam x x x x. old x x x"] * 40
    bunched = ["old dam x x x x. x x x x"] * 39 + ["old dam x x x x. " + "old " * 40 + "x x x"]
    once = near(tokens_of(*spread), window=1).loc["old"]
    again = near(tokens_of(*bunched), window=1).loc["old"]
    assert once["high"] - once["low"] < 1e-6
    assert again["high"] - again["low"] > 1
    few = near(tokens_of(*spread[:9]), window=1)
    assert set(few["note"]) == {"node in fewer than 10 documents, so no interval"}
    assert few[["low", "high", "p", "q"]].isna().all(axis=None)


def jackknife(o, u, r, s) -> float:
    """Standard error of log((O/R)/(U/S)), leaving out one document after the other."""
    k = len(o)
    without = [np.log(((o.sum() - o[i]) / (r.sum() - r[i])) / ((u.sum() - u[i]) / (s.sum() - s[i]))) for i in range(k)]
    return float(np.sqrt((k - 1) / k * np.sum((without - np.mean(without)) ** 2)))


def test_the_standard_error_is_near_that_of_a_jackknife(tokens_of):
    generator = np.random.default_rng(3)
    texts = [
        " ".join(
            generator.choice(
                ["old", "new", "x", "y", "dam"], p=[0.2, 0.2, 0.25, 0.25, 0.1], size=generator.integers(20, 60)
            )
        )
        for _ in range(200)
    ]
    tokens = tokens_of(*texts)
    row = near(tokens, window=1).loc["old"]
    words = [np.array(text.split()) for text in texts]
    sums = []
    for text in words:
        node = text == "dam"
        window = (np.append(node[1:], False) | np.append(False, node[:-1])) & ~node
        old, out = text == "old", ~window & ~node
        sums.append([(old & window).sum(), (old & out).sum(), window.sum(), out.sum()])
    o, u, r, s = np.array(sums, dtype=float).T
    assert (o.sum(), u.sum()) == (row["freq"], row["freq_ref"])
    width = (row["high"] - row["low"]) / 2 / 1.959964 * np.log(2)
    assert width == pytest.approx(jackknife(o, u, r, s), rel=0.03)


def test_measures_by_name(tokens_of):
    tokens = tokens_of("old dam", "new dam", "old old new")
    table = collocates(tokens, "dam", min_freq=1, min_docs=1, measure=["mi", "t_score"])
    assert table.columns.tolist() == [*columns("collocates"), "mi", "t_score"]
    assert table["mi"].is_monotonic_decreasing
    assert table.loc[0, "token"] == "new"
    with pytest.raises(UnknownNameError, match=r"no measure called 'logdice'.* did you mean 'log_dice'"):
        near(tokens, measure="logdice")


def test_no_hits_and_an_empty_corpus_keep_the_columns(tokens_of):
    full = collocates(tokens_of("old dam"), "dam", min_freq=1, min_docs=1)
    for tokens in (tokens_of("x"), tokens_of()):
        with pytest.warns(NoHitsWarning):
            none = collocates(tokens, "dam")
        assert none.columns.tolist() == full.columns.tolist()
        assert none.dtypes.drop("base").equals(full.dtypes.drop("base"))


def test_case_and_phrases(tokens_of):
    tokens = tokens_of("The US dam", "tell us a dam", "human rights watch")
    assert {"US", "us"} <= set(near(index_tokens(tokens, case=True), case=True).index)
    assert near(tokens, "human rights").index.tolist() == ["watch"]


@given(st.lists(st.text(alphabet="abn .", max_size=30), min_size=1, max_size=5), st.integers(0, 3), st.booleans())
@settings(max_examples=30, deadline=None)
def test_the_windows_by_hand(texts, window, bounded):
    ids = [f"d{number}" for number in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"doc_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")}))
    rows = list(zip(tokens["doc_id"], tokens["sentence"], tokens["position"], tokens["token"], strict=True))
    if not any(row[3] == "n" for row in rows):
        return
    expected: dict[str, int] = {}
    for doc, sentence, position, word in rows:
        beside = [
            n
            for n in rows
            if n[3] == "n" and n[0] == doc and abs(n[2] - position) <= window and (not bounded or n[1] == sentence)
        ]
        if word != "n" and beside:
            expected[word] = expected.get(word, 0) + 1
    table = collocates(tokens, "n", window=window, unit="sentence" if bounded else "document", min_freq=1, min_docs=1)
    assert dict(zip(table["token"], table["freq"], strict=True)) == expected


def test_the_company_of_a_word_compared_between_groups(tokens_of):
    tokens = tokens_of(*["old dam x"] * 10, *["new dam x"] * 10, outlet=["A"] * 10 + ["B"] * 10)
    table = compare_collocates(tokens, "dam", by="outlet", random_state=1, permutations=200)
    first = table[table["outlet"] == "A"].set_index("token")
    assert first.loc["old", ["freq", "freq_ref"]].tolist() == [10, 0]
    assert first.loc["old", "q"] < 0.05
    assert first.loc["x", "p"] == 1
    assert caption(table).startswith(
        "Words near dam (5 left, 5 right, within the sentence, windows merged); Words with"
    )


def test_a_network_follows_collocates(tokens_of):
    tokens = tokens_of(*["Old dam. Old stone. Grey stone"] * 4)
    edges = check(collocation_network(tokens, "dam", steps=3, n=2, min_docs=1, min_freq=2), "collocation_network")
    found = edges[["source", "target", "step"]].to_numpy().tolist()
    assert found == [
        ["dam", "old", 1],
        ["old", "dam", 2],
        ["old", "stone", 2],
        ["stone", "grey", 3],
        ["stone", "old", 3],
    ]
    without = collocation_network(tokens, "dam", steps=3, stop_words=["old"], min_docs=1, min_freq=2)
    assert len(without) == 0
    assert without.columns.tolist() == edges.columns.tolist()
    with pytest.raises(ArgumentError, match="steps and n must be 1 or more"):
        collocation_network(tokens, "dam", steps=0)


@given(st.lists(st.text(alphabet="abn -.", max_size=30), min_size=1, max_size=5), st.booleans())
@settings(max_examples=30, deadline=None)
def test_without_intervals_the_counts_are_the_same(texts, shuffle):
    ids = [f"d{number}" for number in range(len(texts))]
    tokens = tokenize(pd.DataFrame({"doc_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")}))
    tokens = tokens.sample(frac=1, random_state=1) if shuffle else tokens
    if "n" not in set(tokens["token"]):
        return
    full, quick = (collocates(tokens, "n", min_freq=1, min_docs=1, confidence=level) for level in (0.95, None))
    unsaid = ["low", "high", "p", "q", "documents_ref", "note", "base"]
    pd.testing.assert_frame_equal(full.drop(columns=unsaid), quick.drop(columns=unsaid))
    assert quick[["low", "high", "p", "q", "documents_ref"]].isna().all(axis=None)


def test_a_comparison_without_a_hit_has_the_same_columns(tokens_of):
    tokens = tokens_of(*["old dam x"] * 10, *["new dam x"] * 10, outlet=["A"] * 10 + ["B"] * 10)
    asked = {"by": "outlet", "permutations": 0, "measure": ["g2", "odds_ratio"]}
    full = compare_collocates(tokens, "dam", **asked)
    with pytest.warns(NoHitsWarning, match=r"no hits in 60 tokens for 'dum', read as \[dum\]; .*dam"):
        none = compare_collocates(tokens, "dum", **asked)
    alone = compare_collocates(tokens, "old dam x", **asked)  # hits, but no word beside them
    for table in (none, alone):
        assert table.columns.tolist() == full.columns.tolist()
        assert len(table) == 0
    with pytest.warns(NoHitsWarning), pytest.raises(UnknownNameError, match="did you mean 'outlet'"):
        compare_collocates(tokens, "dum", by="outlets", permutations=0)


def test_matches_that_do_not_count_are_no_nodes(tokens_of):
    tokens = tokens_of("the state of emergency", "a strong state", outlet=["A", "B"])
    assert near(tokens, "state", unless="state of emergency").index.tolist() == ["a", "strong"]
    said = caption(collocates(tokens, "state", unless=["state of emergency"], min_freq=1, min_docs=1))
    assert "near state unless state of emergency (5 left" in said
