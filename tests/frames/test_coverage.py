import pandas as pd
import pytest

from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.frames.coverage import uncovered
from discourse.text.index import index_tokens

COLUMNS = ["sentences", "uncovered", "share", "documents"]


@pytest.fixture
def tokens(tokens_of) -> pd.DataFrame:
    """Outlet A: two of three sentences without a theme. B: none of one. No outlet: one of one."""
    texts = ["A threat to sovereignty. It rained. It snowed.", "Sovereignty. Threats, threats!", "Sovereign debt fell."]
    return tokens_of(*texts, outlet=["A", "B", None])


def test_sentences_without_a_hit_by_group(tokens, codebook):
    table = uncovered(tokens, codebook, by="outlet")
    assert table.columns.tolist() == ["outlet", *COLUMNS]
    assert table[COLUMNS].to_numpy().tolist() == [[3, 2, 2 / 3, 1], [2, 0, 0, 1], [1, 1, 1, 1]]
    assert table["outlet"].tolist()[:2] == ["A", "B"]
    assert table["outlet"].isna().tolist() == [False, False, True]


def test_all_documents_together(tokens, codebook):
    table = uncovered(tokens, codebook)
    assert table.columns.tolist() == COLUMNS
    assert table.to_numpy().tolist() == [[6, 3, 0.5, 3]]
    assert uncovered(index_tokens(tokens), codebook).equals(table)


def test_the_order_of_the_rows_makes_no_difference(tokens, codebook):
    shuffled = tokens.sample(frac=1, random_state=1)
    assert uncovered(shuffled, codebook, by="outlet").equals(uncovered(tokens, codebook, by="outlet"))


def test_sentences_filtered_away_do_not_count(tokens, codebook):
    kept = tokens[tokens["token"] != "It"]
    kept = kept[kept["token"] != "rained"]
    assert uncovered(kept, codebook)["sentences"].tolist() == [5]


def test_no_documents_give_the_same_columns(tokens_of, tokens, codebook):
    none = uncovered(tokens_of(), codebook)
    assert len(none) == 0
    assert none.dtypes.equals(uncovered(tokens, codebook).dtypes)
    assert uncovered(tokens_of(outlet=[]), codebook, by="outlet").columns.tolist() == ["outlet", *COLUMNS]


def test_wrong_groups_are_refused(tokens, codebook):
    with pytest.raises(UnknownNameError, match=r"no document variable called 'outlt' .* did you mean 'outlet'"):
        uncovered(tokens, codebook, by="outlt")
    with pytest.raises(ArgumentError, match="by='share' has the name of a column of the result"):
        uncovered(tokens.assign(share="x"), codebook, by="share")
    with pytest.raises(TableError, match="outlet changes within documents"):
        uncovered(tokens.assign(outlet=[str(n) for n in range(len(tokens))]), codebook, by="outlet")
