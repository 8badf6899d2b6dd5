import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.frames.measures.compare import compare_rates
from discourse.tables import check, columns
from discourse.text.tokenize import tokenize


@pytest.fixture
def tokens(tokens_of):
    """A: 20 documents of 4 words, 16 with a hit; B: the same with 4; C: the same with 10; D: 3 documents."""
    with_hit = {"A": 16, "B": 4, "C": 10, "D": 3}
    size = {"A": 20, "B": 20, "C": 20, "D": 3}
    texts = [
        f"a {'threat' if number < with_hit[outlet] else 'word'} came by"
        for outlet in size
        for number in range(size[outlet])
    ]
    return tokens_of(*texts, outlet=[outlet for outlet in size for _ in range(size[outlet])])


def of(table, group, theme="threat"):
    return table[(table["group"] == group) & (table["theme"] == theme)].iloc[0]


def test_difference_and_ratio_by_hand(tokens, codebook):
    table = check(compare_rates(tokens, codebook, by="outlet", reference="B", random_state=1), "comparisons")
    a = of(table, "A")
    assert a[["value", "value_reference", "difference", "ratio"]].tolist() == [200, 50, 150, 4]
    assert a[["hits", "documents", "documents_with"]].tolist() == [16, 20, 16]
    assert a[["hits_reference", "documents_reference", "documents_with_reference"]].tolist() == [4, 20, 4]
    # standard error of the difference of two shares of 20: sqrt(.8 * .2 / 20 * 2), in hits per 1,000 tokens 250 times
    assert (a["high"] - a["low"]) / 2 == pytest.approx(1.96 * np.sqrt(0.4 * 0.4 / 20 * 2) * 250, rel=0.1)
    assert a["ratio_low"] < 4 < a["ratio_high"]
    assert a["p"] < 0.002
    assert table["group"].unique().tolist() == ["A", "C", "D"]


def test_below_the_stated_bases_a_reason_is_given(tokens, codebook):
    table = compare_rates(tokens, codebook, by="outlet", reference="B", random_state=1)
    assert of(table, "D")[["low", "ratio_low", "p", "q"]].isna().all()
    assert of(table, "D")["note"] == "fewer than 10 documents in a group, so no comparison"
    assert of(table, "A", "sovereignty")["note"] == "no hit, so no comparison"
    assert np.isnan(of(table, "A", "sovereignty")["ratio"])


def test_each_group_against_all_others_or_one_of_two(tokens, codebook):
    table = compare_rates(tokens, codebook, by="outlet", random_state=1)
    assert set(table["reference"]) == {"all others"}
    assert of(table, "A")["documents_reference"] == 43
    two = compare_rates(tokens[tokens["outlet"].isin(["A", "C"])], codebook, by="outlet", random_state=1)
    assert two[["group", "reference"]].drop_duplicates().to_numpy().tolist() == [["A", "C"]]


def test_swapping_the_groups_swaps_the_result(tokens, codebook):
    pair = tokens[tokens["outlet"].isin(["A", "B"])]
    one = of(compare_rates(pair, codebook, by="outlet", reference="B", random_state=1), "A")
    other = of(compare_rates(pair, codebook, by="outlet", reference="A", random_state=1), "B")
    assert one["difference"] == -other["difference"]
    assert one["ratio"] == 1 / other["ratio"]
    assert one["low"] == pytest.approx(-other["high"], abs=15)
    assert one["p"] == pytest.approx(other["p"], abs=0.002)


def test_false_discovery_rate_over_all_rows(tokens, codebook):
    from discourse.stats.permutation import false_discovery

    table = compare_rates(tokens, codebook, by="outlet", reference="B", random_state=1)
    assert table["q"].to_numpy() == pytest.approx(false_discovery(table["p"].to_numpy()), nan_ok=True)
    assert of(table, "A")["q"] == pytest.approx(2 * of(table, "A")["p"])


def test_the_order_of_rows_and_the_other_groups_change_nothing(tokens, codebook):
    pair = tokens[tokens["outlet"].isin(["A", "B"])]
    table = compare_rates(tokens, codebook, by="outlet", reference="B", random_state=1)
    alone = compare_rates(pair, codebook, by="outlet", reference="B", random_state=1)
    shuffled = compare_rates(
        tokens.sample(frac=1, random_state=3), codebook, by="outlet", reference="B", random_state=1
    )
    pd.testing.assert_frame_equal(table, shuffled)
    kept = [name for name in columns("comparisons") if name != "q"]
    pd.testing.assert_series_equal(of(table, "A")[kept], of(alone, "A")[kept], check_names=False)


def test_a_reference_that_draws_may_leave_without_a_hit(tokens_of, codebook):
    texts = ["a threat here now"] * 20 + ["a threat here now"] * 2 + ["nothing at all here"] * 18
    tokens = tokens_of(*texts, outlet=["A"] * 20 + ["B"] * 20)
    found = of(compare_rates(tokens, codebook, by="outlet", reference="B", random_state=1), "A")
    assert found["low"] > 0
    assert np.isnan(found["ratio_high"])
    assert found["note"] == "some draws of the reference hold no hit, so no interval of the ratio"


def test_copies_in_both_groups_are_drawn_at_once(articles_of, codebook):
    """Both outlets print the same 20 stories: their difference is certain to be 0, however they are drawn."""
    texts = [f"a {'threat' if number < 8 else 'word'} {number}" for number in range(20)]
    articles = articles_of(*texts, *texts, outlet=["A"] * 20 + ["B"] * 20)
    copies = pd.DataFrame(
        {
            "doc_id": articles["doc_id"],
            "cluster": np.tile(np.arange(20), 2),
            "size": 2,
            "first": np.arange(40) < 20,
            "similarity": 1.0,
        }
    )
    tokens = tokenize(articles)
    plain = of(compare_rates(tokens, codebook, by="outlet", near_duplicates=copies, random_state=1), "A")
    joint = compare_rates(tokens, codebook, by="outlet", near_duplicates=copies, copies="cluster", random_state=1)
    assert plain["low"] < 0 < plain["high"]
    assert of(joint, "A")[["low", "high", "ratio_low", "ratio_high", "p"]].tolist() == [0, 0, 1, 1, 1]
    assert of(joint, "A")["base"] == "documents with tokens, 20 near-copies of the corpus drawn with their originals"


def test_circular_comparisons_say_so(tokens, codebook):
    table = compare_rates(
        tokens, codebook, by="outlet", reference="B", selection_patterns=["threat*"], permutations=0, random_state=1
    )
    said = "partly circular: 100% of the hits overlap the selection query"
    assert of(table, "A")["note"] == said
    assert of(table, "D")["note"] == f"fewer than 10 documents in a group, so no comparison; {said}"
    assert "circular" not in of(table, "A", "sovereignty")["note"]
    assert table["p"].isna().all()


def test_documents_without_a_value_are_left_out(tokens_of, codebook):
    tokens = tokens_of(*["a threat"] * 25, outlet=["A"] * 10 + ["B"] * 10 + [None] * 5)
    found = of(compare_rates(tokens, codebook, by="outlet", random_state=1), "A")
    assert found[["documents", "documents_reference"]].tolist() == [10, 10]


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    table = compare_rates(tokens_of(outlet=[]), codebook, by="outlet", random_state=1)
    assert table.columns.tolist() == columns("comparisons")
    assert len(table) == 0


def test_bad_arguments(tokens, codebook):
    with pytest.raises(UnknownNameError, match=r"no value called 'E' in 'outlet'; values there: A, B, C, D"):
        compare_rates(tokens, codebook, by="outlet", reference="E", random_state=1)
    with pytest.raises(ArgumentError, match="nothing to compare: 'outlet' has one value, 'A'"):
        compare_rates(tokens[tokens["outlet"] == "A"], codebook, by="outlet", random_state=1)
    with pytest.raises(ArgumentError, match="a group cannot be drawn as a whole"):
        compare_rates(tokens, codebook, by="outlet", block="outlet", random_state=1)
    with pytest.raises(ArgumentError, match="random_state="):
        compare_rates(tokens, codebook, by="outlet")
