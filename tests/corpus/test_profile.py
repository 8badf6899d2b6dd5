import pandas as pd
import pytest

from discourse.corpus.profile import coverage, profile
from discourse.errors import TableError

COLUMNS = ["outlet", "month", "documents", "words", "empty", "duplicate", "undated"]


def table(*rows):
    frame = pd.DataFrame(rows, columns=["outlet", "date", "text"])
    return frame.assign(doc_id=[str(number) for number in range(len(rows))], date=pd.to_datetime(frame["date"]))


def test_counts_by_outlet_and_month_with_gaps():
    articles = table(
        ("B", "2016-11-30", "same words"),
        ("A", "2016-07-14", "one two three"),
        ("B", "2017-02-01", "same words"),
        ("B", "2017-02-02", " \n"),
        ("B", "2017-02-03", " \n"),
        ("B", None, "Iran's"),
    )
    counts = profile(articles)
    assert list(counts.columns) == COLUMNS
    assert counts.to_numpy().tolist() == [
        ["A", "2016-07", 1, 3, 0, 0, 0],
        ["B", "2016-11", 1, 2, 0, 0, 0],
        ["B", "2016-12", 0, 0, 0, 0, 0],
        ["B", "2017-01", 0, 0, 0, 0, 0],
        ["B", "2017-02", 3, 2, 2, 1, 0],
        ["B", "", 1, 2, 0, 0, 1],
    ]


def test_without_outlets_and_dates_all_is_one_row():
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": ["سلام دنیا", ""]})
    assert profile(articles).to_numpy().tolist() == [["", "", 2, 2, 1, 0, 2]]


def test_categories_and_missing_outlets_are_counted_once():
    articles = table(("A", "2016-07-14", "x"), (None, "2016-07-14", "y"))
    articles["outlet"] = articles["outlet"].astype(pd.CategoricalDtype(["A", "unused"]))
    assert profile(articles)[["outlet", "documents"]].to_numpy().tolist() == [["", 1], ["A", 1]]


def test_no_articles_give_the_same_columns_and_types():
    full, none = profile(table(("A", "2016-07-14", "x"))), profile(table(("A", "2016-07-14", "x")).iloc[:0])
    assert len(none) == 0
    assert none.dtypes.to_dict() == full.dtypes.to_dict()
    assert len(profile(pd.DataFrame({"doc_id": [], "text": []}, dtype="str"))) == 0


def test_it_is_said_what_is_no_articles_table():
    with pytest.raises(TableError, match="'text' is missing"):
        profile(pd.DataFrame({"doc_id": ["a"]}))
    with pytest.raises(TableError, match="not dates"):
        profile(pd.DataFrame({"doc_id": ["a"], "text": ["x"], "date": ["2016"]}))


def test_coverage_sums_up_by_outlet():
    articles = table(("A", "2016-07-14", "x"), ("A", "2016-10-01", "y z"), ("B", None, "x"))
    summed = coverage(profile(articles))
    assert summed.columns.tolist() == [
        *["outlet", "documents", "words", "first", "last", "gaps", "empty", "duplicate", "undated"]
    ]
    assert summed.to_numpy().tolist() == [
        ["A", 2, 3, "2016-07", "2016-10", 2, 0, 0, 0],
        ["B", 1, 1, "", "", 0, 0, 1, 1],
    ]
    none = coverage(profile(articles.head(0)))
    assert len(none) == 0
    assert none.columns.tolist() == summed.columns.tolist()
