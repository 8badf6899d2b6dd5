import numpy as np
import pytest

from discourse.errors import ArgumentError
from discourse.frames.measures.leaving import leave_one_out
from discourse.frames.measures.rates import theme_rates
from discourse.tables import check, columns


@pytest.fixture
def tokens(tokens_of):
    """A alone uses the theme: 10 documents with a hit; B and C have none; 12 documents each."""
    return tokens_of(*["a threat"] * 10, *["a word"] * 26, outlet=["A"] * 12 + ["B"] * 12 + ["C"] * 12)


def test_a_result_that_rests_on_one_outlet(tokens, codebook):
    table = check(leave_one_out(tokens, codebook, random_state=1), "left_out")
    table = table[table["theme"] == "threat"].set_index("left_out")
    assert table.index.tolist() == ["", "A", "B", "C"]
    assert table["value"].tolist() == pytest.approx([10 / 72 * 1000, 0, 10 / 48 * 1000, 10 / 48 * 1000])
    assert table["change"].tolist() == pytest.approx([0, -10 / 72 * 1000, 10 / 144 * 1000, 10 / 144 * 1000])
    assert table.loc["A", "note"] == "no hit, so no interval"


def test_what_stays_is_measured_as_theme_rates_measures_it(tokens, codebook):
    table = leave_one_out(tokens, codebook, unit="sentence", random_state=1)
    rest = theme_rates(tokens[tokens["outlet"] != "B"], codebook, unit="sentence", random_state=1)
    mine = table[table["left_out"] == "B"].reset_index(drop=True)
    assert mine[["value", "low", "high"]].equals(rest[["value", "low", "high"]])


def test_documents_without_a_value_always_stay(tokens_of, codebook):
    tokens = tokens_of(*["a threat"] * 3, outlet=["A", "B", None])
    table = leave_one_out(tokens, codebook, random_state=1)
    assert table.loc[table["theme"] == "threat", "documents"].tolist() == [3, 2, 2]


def test_nothing_would_be_left(tokens, tokens_of, codebook):
    with pytest.raises(ArgumentError, match="nothing would be left: 'outlet' has fewer than two values"):
        leave_one_out(tokens[tokens["outlet"] == "A"], codebook, random_state=1)
    assert leave_one_out(tokens_of(outlet=[]), codebook, random_state=1).columns.tolist() == columns("left_out")
    assert np.isnan(leave_one_out(tokens, codebook, random_state=1).loc[0, "low"])
