import pandas as pd
import pytest

from discourse.corpus.entries import CorpusEntry
from discourse.corpus.reading import join_readings, read_entry
from discourse.errors import ArgumentError, ReadError


def entry(path, **settings):
    return CorpusEntry(name="mine", path=str(path), **settings)


def test_every_step_is_counted(project):
    file = project.write(
        "a.csv",
        "doc_id,date,text\n"
        "1,2016-01-01,Iran Iran\n"
        "2,2016-01-02,Iran\n"
        "3,2017-01-01,Iran Iran\n"
        "4,,Iran Iran\n"
        "5,soon,Iran\n"
        "6\n",
    )
    reading = read_entry(entry(file, until="2016-12-31", mentions={"word": "Iran", "times": 2}))
    assert reading.steps == [
        ("read", 6),
        ("without bad rows", 4),
        ("dated until 2016-12-31", 2),
        ("'Iran' at least 2 times", 1),
    ]
    assert [problem.row for problem in reading.problems] == ["7", "6"]
    assert reading.articles["doc_id"].tolist() == ["1"]


def test_spelling_variants_of_outlets_become_one_name(project):
    file = project.write("a.csv", "outlet,text\nNYT - News,a\nNYT,b\nABC,c\n")
    reading = read_entry(entry(file, outlets={"NYT - News": "NYT"}))
    assert reading.articles["outlet"].tolist() == ["NYT", "NYT", "ABC"]


def test_a_stated_language_is_a_column(project):
    file = project.write("a.csv", "text\na\n")
    assert read_entry(entry(file, language="fa")).articles["language"].tolist() == ["fa"]


def test_files_of_a_folder_may_have_different_other_columns_but_not_lack_the_stated_ones(project):
    project.write("news/a.jsonl", '{"text": "a", "n": 9007199254740993}')
    project.write("news/b.jsonl", '{"text": "b", "m": 1}')
    articles = join_readings([read_entry(entry("news"))], names=["mine"])
    assert articles["n"].tolist() == [9007199254740993, pd.NA]
    assert articles["doc_id"].tolist() == ["a-1", "b-1"]
    project.write("news/c.jsonl", '{"txt": "c"}')
    problems = read_entry(entry("news")).problems
    assert [(problem.file, problem.fatal) for problem in problems] == [("news/c.jsonl", True)]


def test_a_folder_of_files_that_cannot_be_read_names_each(project):
    project.write("news/a.csv", b"text\ncaf\xe9\n")
    project.write("news/b.csv", b"")
    project.write("news/c.csv", b"text\nfine\n")
    problems = read_entry(entry("news")).problems
    assert [(problem.file, problem.fatal) for problem in problems] == [("news/a.csv", True), ("news/b.csv", True)]


def test_settings_that_fit_no_file_are_refused(project):
    file = project.write("a.csv", "text\na\n")
    with pytest.raises(ArgumentError, match=r"file_pattern is for folders of \.txt files"):
        read_entry(entry(file, file_pattern="{doc_id}.txt"))
    project.write("two/a.cor", "x")
    project.write("two/b.cor", "x")
    with pytest.raises(ReadError, match="must be one file"):
        read_entry(entry("two", format="lines"))


def test_joined_corpora_keep_types_and_get_a_column(project):
    first = read_entry(entry(project.write("a.csv", "doc_id,date,text\n1,2016-01-01,a\n")))
    second = read_entry(entry(project.write("b.jsonl", '{"doc_id": "2", "text": "b", "n": 3}')))
    articles = join_readings([first, second], names=["a", "b"])
    assert list(articles.columns) == ["doc_id", "text", "date", "n", "corpus"]
    assert articles["corpus"].tolist() == ["a", "b"]
    assert str(articles["date"].dtype) == "datetime64[us]"
    assert articles["date"].isna().tolist() == [False, True]
    assert articles["n"].tolist() == [pd.NA, 3]
    assert isinstance(articles.index, pd.RangeIndex)


def test_joined_corpora_may_not_share_ids_or_have_a_corpus_of_their_own(project):
    first = read_entry(entry(project.write("a.csv", "doc_id,text\n1,a\n")))
    second = read_entry(entry(project.write("b.csv", "doc_id,corpus,text\n1,x,b\n")))
    with pytest.raises(ReadError, match=r"1 doc_ids are in more than one corpus, e\.g\. '1' in a and c"):
        join_readings([first, first], names=["a", "c"])
    with pytest.raises(ReadError, match="'b' has a column 'corpus' of its own"):
        join_readings([first, second], names=["a", "b"])
