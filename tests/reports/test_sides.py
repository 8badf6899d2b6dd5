import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.reports.sides import Sides, choose_sides, select_sides


@pytest.fixture
def articles(articles_of):
    return articles_of("v", "w", "x", "y", "z", outlet=["Post", "Echo", "Post", "Wire", None])


def test_the_two_largest_values_of_equals_the_first_by_name(articles):
    assert choose_sides(articles, by="outlet") == Sides("outlet", "Post", "Echo")
    assert choose_sides(articles, by="outlet", b="Post") == Sides("outlet", "Echo", "Post")
    assert choose_sides(articles, by="outlet", a="Wire") == Sides("outlet", "Wire", "Post")


def test_documents_of_other_sides_or_of_none_are_left_out(articles):
    kept = select_sides(articles, choose_sides(articles, by="outlet", a="Wire", b="Echo"))
    assert kept[["doc_id", "side"]].values.tolist() == [["d1", "Echo"], ["d3", "Wire"]]


def test_one_value_against_all_others(articles):
    sides = choose_sides(articles, by="outlet", a="Post", b="*")
    assert select_sides(articles, sides)["side"].tolist() == ["Post", "all others", "Post", "all others"]


def test_one_side_only_is_no_error(articles_of):
    one = articles_of("x", "y", outlet=["Post", "Post"])
    assert choose_sides(one, by="outlet").names == ["Post"]
    assert choose_sides(one, by="outlet", b="*").names == ["Post"]
    assert len(select_sides(one, choose_sides(one, by="outlet"))) == 2


def test_unknown_names_are_errors(articles):
    with pytest.raises(UnknownNameError, match=r"Pots.*Post"):
        choose_sides(articles, by="outlet", a="Pots")
    with pytest.raises(UnknownNameError, match="outlets"):
        choose_sides(articles, by="outlets")
    with pytest.raises(ArgumentError, match="both sides"):
        choose_sides(articles, by="outlet", a="Post", b="Post")
    with pytest.raises(ArgumentError, match="'side' already"):
        select_sides(articles.assign(side="x"), choose_sides(articles, by="outlet"))


def test_numbers_are_values_too(articles_of):
    table = articles_of("x", "y", "z", year=pd.Series([2019, 2020, 2020], dtype="Int64"))
    sides = choose_sides(table, by="year", a="2019", b="2020")
    assert select_sides(table, sides)["side"].tolist() == ["2019", "2020", "2020"]
