from pathlib import Path

import pytest

from discourse.corpus.corpora import corpus_files, describe_corpus, entries_of, list_corpora
from discourse.corpus.entries import read_entries
from discourse.errors import ArgumentError, ReadError, UnknownNameError

TWO = """
[abc]
path = "data/abc"
title = "ABC"
language = "en"
[times]
path = "data/times.csv.gz"
licence = "CC0"
selection = "iran"
"""


def test_corpora_are_listed_as_described(project):
    project.describe(TWO)
    assert list_corpora().to_dict("list") == {
        "corpus": ["abc", "times"],
        "title": ["ABC", ""],
        "path": ["data/abc", "data/times.csv.gz"],
        "format": ["", "csv"],
        "language": ["en", ""],
        "licence": ["", "CC0"],
        "selection": ["", "iran"],
    }


def test_no_corpora_give_the_same_columns(project):
    project.describe(TWO)
    columns = list(list_corpora().columns)
    project.describe("")
    assert list(list_corpora().columns) == columns
    assert len(list_corpora()) == 0


def test_a_description_names_the_files_behind_it(project):
    project.describe(TWO)
    files = [project.write(f"data/abc/{name}.txt", "x") for name in "ba"]
    assert sorted(files) == list(describe_corpus("abc").files)
    assert corpus_files("abc") == sorted(files)


def test_files_are_found_from_below_the_root(project, monkeypatch):
    project.describe(TWO)
    file = project.write("data/abc/a.txt", "x")
    (project.root / "notebooks").mkdir()
    monkeypatch.chdir(project.root / "notebooks")
    assert corpus_files("abc") == [file]
    assert corpus_files("data/abc") == [file]


def test_joined_corpora_give_all_files(project):
    project.describe(TWO)
    a, b = project.write("data/abc/a.txt", "x"), project.write("more/b.csv", "text\nx\n")
    assert [file.resolve() for file in corpus_files("abc + more/b.csv")] == [a, b]


def test_a_path_with_a_plus_is_the_path(project):
    file = project.write("a+b.csv", "text\nx\n")
    assert [entry.name for entry in entries_of("a+b.csv")] == ["a+b"]
    assert [entry.name for entry in entries_of(file)] == ["a+b"]


def test_a_bare_name_is_the_corpus_and_a_dotted_path_the_folder(project):
    project.describe(TWO)
    project.write("abc/x.txt", "x")
    assert entries_of("abc")[0].described
    assert not entries_of("./abc")[0].described


def test_names_and_paths_that_are_not_there(project):
    project.describe(TWO)
    with pytest.raises(UnknownNameError, match="did you mean 'times'"):
        entries_of("tims")
    with pytest.raises(UnknownNameError, match="no corpus called 'New York'"):
        entries_of("New York")
    project.write("data/articles.csv", "text\n")
    with pytest.raises(ReadError, match=r"no file or folder 'data/article\.csv'; did you mean 'articles\.csv'"):
        entries_of("data/article.csv")
    with pytest.raises(ReadError, match=r"corpus 'times': there is no file or folder"):
        describe_corpus("times")
    with pytest.raises(UnknownNameError):
        describe_corpus("data/articles.csv")


@pytest.mark.parametrize(
    ("x", "what"),
    [
        ("abc+abc", "names 'abc' twice"),
        ("abc+", "names no corpus"),
        ("", "names no corpus"),
        (7, "a name, a path or a DataFrame"),
        ("a long text. " * 500, "neither a corpus name nor a path"),
    ],
)
def test_what_names_no_corpus(project, x, what):
    project.describe(TWO)
    with pytest.raises(ArgumentError, match=what):
        entries_of(x)


def test_the_shipped_corpora_are_described_well():
    shipped = Path(__file__).parents[2] / "data" / "corpora.toml"
    lee = read_entries(shipped)["lee"]
    assert describe_corpus("lee", corpora=shipped).files[0].name == "lee_background.cor"
    assert all((lee.title, lee.description, lee.licence, lee.source, lee.selection, lee.language))
