"""A first look at undescribed files."""

import tomllib

import pandas as pd
import pytest

from discourse.corpus import corpus_entry, outlet_spellings, propose_columns, propose_dates, read_articles
from discourse.errors import ArgumentError, ReadError, UnknownNameError
from discourse.tables import columns, empty


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text(
        'ID,Headline,Body,Published,Paper,pages\n1,"One, two",The first text.,03.02.2020,Echo,4\n'
        "2,Three,The second text.,13.02.2020,The Echo,\n2,,Third.,2020-02-30,Post,5\n",
        encoding="utf-8",
    )
    return path


def test_columns_are_proposed_by_their_usual_names(table):
    proposed = propose_columns(table)
    assert list(proposed) == columns("column_proposals")
    found = dict(zip(proposed["column"], proposed["role"], strict=True))
    assert found == {"ID": "", "Headline": "title", "Body": "text", "Published": "date", "Paper": "outlet", "pages": ""}
    assert proposed.set_index("column").loc["pages", ["filled", "distinct", "example"]].tolist() == [2, 2, "4"]


def test_an_id_must_be_unique_and_the_longest_column_may_be_the_text(tmp_path):
    pd.DataFrame({"uid": [1, 2], "x": ["a" * 300, "b" * 250], "y": ["c", "d"]}).to_csv(tmp_path / "a.csv", index=False)
    proposed = propose_columns(tmp_path / "a.csv").set_index("column")
    assert proposed["role"].to_dict() == {"uid": "doc_id", "x": "text", "y": ""}
    assert proposed.loc["x", "why"] == "the longest values"


def test_dates_are_tried_and_what_stays_unread_is_shown(table):
    proposed = propose_dates(table, date="Published")
    assert list(proposed) == columns("date_proposals")
    assert proposed.iloc[0].tolist() == ["%d.%m.%Y", 2, 1, "2020-02-03", "2020-02-13", "2020-02-30"]
    with pytest.raises(UnknownNameError, match=r"no column called 'published'.*did you mean 'Published'"):
        propose_dates(table, date="published")


def test_two_formats_that_read_everything_are_both_shown(tmp_path):
    (tmp_path / "a.csv").write_text("text,date\nx,05/06/2020\ny,06/05/2020\n", encoding="utf-8")
    both = propose_dates(tmp_path / "a.csv")
    assert both["date_format"].tolist() == ["%d/%m/%Y", "%m/%d/%Y"]
    assert both["unread"].tolist() == [0, 0]
    (tmp_path / "b.csv").write_text("text,date\nx,someday\n", encoding="utf-8")
    assert propose_dates(tmp_path / "b.csv").dtypes.tolist() == empty("date_proposals").dtypes.tolist()


def test_spellings_of_one_outlet_are_found():
    names = ["New York Times", "The New York Times", "NewYork Times", "Post", "NA"]
    articles = pd.DataFrame({"doc_id": list("abcde"), "text": "x", "outlet": names})
    found = outlet_spellings(articles).set_index("outlet")["like"]
    assert found["The New York Times"] != ""
    assert found["NewYork Times"] != ""
    assert found[["Post", "NA"]].tolist() == ["", ""]
    with pytest.raises(UnknownNameError, match="no document variable called 'outlet'"):
        outlet_spellings(articles[["doc_id", "text"]])


@pytest.mark.usefixtures("table")
def test_an_entry_is_toml_that_reads_the_corpus(tmp_path):
    text = corpus_entry(
        "news", "news.csv", columns={"text": "Body", "title": "Headline"}, date_format="%d.%m.%Y", language="en",
        licence='say "please"', selection="all",
    )  # fmt: skip
    assert tomllib.loads(text)["news"]["licence"] == 'say "please"'
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "corpora.toml").write_text(text, encoding="utf-8")
    assert len(read_articles("news", corpora=tmp_path / "data" / "corpora.toml")) == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "a b"}, "a corpus is named with"),
        ({"columns": {"body": "Body"}}, "no standard column called body"),
        ({"date_format": "%d"}, "holds no year"),
    ],
)
def test_an_entry_that_could_not_be_read_is_refused(changes, said):
    good = {"name": "a", "path": "a.csv", "columns": {}, "language": "en", "licence": "l", "selection": "s"} | changes
    with pytest.raises(ArgumentError, match=said):
        corpus_entry(good.pop("name"), good.pop("path"), **good)


def test_what_cannot_be_read_is_said(tmp_path):
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(ReadError, match="is empty"):
        propose_columns(tmp_path / "a.jsonl")
