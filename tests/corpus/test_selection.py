import pandas as pd
import pytest

from discourse.corpus.selection import mentioning, select_dates
from discourse.errors import ArgumentError, TableError


@pytest.fixture
def articles():
    dates = pd.to_datetime(["2016-07-14T00:00", "2016-07-14T23:59", "2016-07-15T00:00", None])
    return pd.DataFrame({"doc_id": list("abcd"), "text": "…", "date": dates})


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (None, None, "abcd"),
        ("2016-07-14", None, "abc"),
        (None, "2016-07-14", "ab"),
        ("2016-07-15", "2016-07-15", "c"),
        ("2017-01-01", None, ""),
    ],
)
def test_both_bounds_are_included_and_undated_articles_only_without_bounds(articles, since, until, kept):
    selected = select_dates(articles, since=since, until=until)
    assert "".join(selected["doc_id"]) == kept
    assert list(selected.columns) == list(articles.columns)
    assert isinstance(selected.index, pd.RangeIndex)


@pytest.mark.parametrize(
    "bounds", [{"since": "14.07.2016"}, {"until": ""}, {"since": "2016-07-15", "until": "2016-07-14"}]
)
def test_bounds_are_checked(articles, bounds):
    with pytest.raises(ArgumentError, match=r"since=|until="):
        select_dates(articles, **bounds)


def test_a_table_without_dates_is_said(articles):
    with pytest.raises(TableError, match="no column 'date'"):
        select_dates(articles.drop(columns="date"), since="2016-07-14")
    with pytest.raises(TableError, match="not dates"):
        select_dates(articles.assign(date="2016-07-14"), since="2016-07-14")


@pytest.mark.parametrize(
    ("text", "times"), [("Iran", 1), ("Iran, Iran's (Iran)", 3), ("Iranian Iran_x iran IRAN", 0), ("", 0)]
)
def test_words_are_whole_and_their_case_counts(text, times):
    table = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    assert len(mentioning(table, word="Iran", times=max(times, 1))) == (times > 0)
    assert len(mentioning(table, word="Iran", times=times + 1)) == 0


def test_a_word_is_no_pattern():
    table = pd.DataFrame({"doc_id": ["a", "b"], "text": ["U.S. policy", "UxSx policy"]})
    assert mentioning(table, word="U.S.", times=1)["doc_id"].tolist() == ["a"]
