import pandas as pd
import pytest

import discourse as dc
from discourse.corpus.corpora import corpus_files
from discourse.corpus.outlet_table import read_outlet_table, with_outlets
from discourse.errors import ReadError

HEAD = "outlet,country,ownership,source,as_of\n"
GOOD = HEAD + "Daily,Arvenia,state,Press Atlas p. 4,2030-05-31\nWire,Belmora,private,Press Atlas p. 9,2030-05-31\n"


def complaint(tmp_path, text):
    file = tmp_path / "outlets.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_outlet_table(file)
    return str(caught.value)


def test_a_corpus_with_a_table_of_outlets(project):
    project.write("data/outlets.csv", GOOD)
    project.write("data/news.csv", "doc_id,text,outlet\na,x,Daily\nb,y,The Wire\nc,z,Other\n")
    project.describe(
        '[news]\npath = "data/news.csv"\noutlets = { "The Wire" = "Wire" }\noutlet_table = "data/outlets.csv"'
    )
    articles = dc.read_articles("news")
    assert articles["outlet_ownership"].tolist()[:2] == ["state", "private"]
    assert articles["outlet_country"].iloc[2] == ""
    assert "source" not in articles.columns
    assert [file.name for file in corpus_files("news")] == ["news.csv", "outlets.csv"]  # a change makes reports anew


def test_what_is_not_cited_is_not_used(tmp_path):
    said = complaint(
        tmp_path, HEAD + "Daily,Arvenia,state,,2030-05-31\nWire,Belmora,private,Atlas,May\nWire,,,Atlas,2030-01-01\n"
    )
    assert "row 2: no source" in said
    assert "row 3: as_of is 'May', not a day" in said
    assert "'Wire' stands there twice" in said


def test_no_table_of_outlets(tmp_path):
    assert "no column 'as_of'" in complaint(tmp_path, "outlet,country,source\nDaily,Arvenia,Atlas\n")
    assert "cannot be read" in complaint(tmp_path, "")
    with pytest.raises(ReadError, match="cannot be read"):
        read_outlet_table(tmp_path / "nowhere.csv")


def test_columns_are_not_overwritten(tmp_path):
    (tmp_path / "outlets.csv").write_text(GOOD, encoding="utf-8")
    table = read_outlet_table(tmp_path / "outlets.csv")
    with pytest.raises(ReadError, match="outlet_country"):
        with_outlets(pd.DataFrame({"outlet": ["Daily"], "outlet_country": ["x"]}), table)
