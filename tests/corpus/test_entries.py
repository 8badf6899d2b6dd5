import pytest

from discourse.corpus.entries import read_entries
from discourse.errors import ReadError

EVERY_KEY = """
[tehran]
path = "data/tehran.jsonl.xz"
columns = { doc_id = "news_id", date = "date_est" }
constants = { outlet = "Tehran Times" }
date_format = "%Y-%m-%d"
encoding = "utf-8"
file_pattern = "{doc_id}.txt"
language = "en"
title = "Tehran Times"
description = "…"
licence = "CC BY 4.0"
source = "…"
selection = "all"
selection_patterns = ["iran*"]
mentions = { word = "Iran", times = 3 }
since = 2016-01-01
until = "2023-12-31"
on_bad = "skip"
outlets = { "Tehran Times - News" = "Tehran Times" }
outlet_table = "data/outlets.csv"
dates = "estimated"
"""


def complaint(project, text):
    project.describe(text)
    with pytest.raises(ReadError) as caught:
        read_entries("data/corpora.toml")
    return str(caught.value)


def test_every_key_is_read(project):
    project.describe(EVERY_KEY)
    entry = read_entries("data/corpora.toml")["tehran"]
    assert entry.columns == {"doc_id": "news_id", "date": "date_est"}
    assert entry.selection_patterns == ("iran*",)
    assert (entry.since, entry.until, entry.on_bad) == ("2016-01-01", "2023-12-31", "skip")
    assert entry.location == project.root / "data" / "tehran.jsonl.xz"
    assert entry.described


def test_paths_may_lie_outside_the_project(project):
    project.describe('[a]\npath = "../a.csv"\n[b]\npath = "/data/b.csv"\n')
    entries = read_entries("data/corpora.toml")
    assert entries["a"].location.resolve() == project.root.parent / "a.csv"
    assert str(entries["b"].location) == "/data/b.csv"


def test_a_package_is_found_without_importing_it(project):
    project.describe('[a]\npackage = "discourse"\npath = "errors.py"\n[b]\npackage = "nosuchpackage"\npath = "x.txt"\n')
    entries = read_entries("data/corpora.toml")
    assert entries["a"].location.name == "errors.py"
    assert entries["a"].location.is_file()
    with pytest.raises(ReadError, match="'nosuchpackage', which is not installed"):
        _ = entries["b"].location


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('licens = "CC0"', "did you mean 'licence'?"),
        ("title = 7", "'title' must be a string, not 7"),
        ('columns = { dat = "day" }', "did you mean 'date'?"),
        ("columns = { date = 7 }", "'columns' must be a table of strings"),
        ('constants = { outlet = ["x"] }', "'constants' must be a table of single values"),
        ('columns = { date = "day" }\nconstants = { date = "2016-07-14" }', "both in columns and in constants"),
        ('language = "en"\nconstants = { language = "en" }', "'language' is stated twice"),
        ('format = "csv"', "only 'lines' is stated"),
        ('dates = "guessed"', "must be 'recorded' or 'estimated'"),
        ('on_bad = "ignore"', "must be 'raise' or 'skip'"),
        ('date_format = "%d %B"', "holds no year"),
        ('encoding = "latin-1252"', "is not known"),
        ('file_pattern = "plain.txt"', "no name in braces"),
        ('mentions = { word = "Iran" }', "'mentions' must be written"),
        ('mentions = { word = "Iran", times = 0 }', "whole number from 1"),
        ('since = "2016"', "is not an ISO date"),
        ('since = 2016-01-02\nuntil = "2016-01-01"', "is after until"),
        ('selection_patterns = "iran*"', "must be a list of strings"),
        ('package = "os.path"', "top-level package"),
    ],
)
def test_each_fault_is_said(project, line, expected):
    assert expected in complaint(project, f'[a]\npath = "a.csv"\n{line}\n')


@pytest.mark.parametrize("path", ["../outside.txt", "/abs.txt"])
def test_a_path_in_a_package_stays_inside(project, path):
    assert "must lie inside the package" in complaint(project, f'[a]\npackage = "gensim"\npath = "{path}"\n')


def test_all_faults_of_all_entries_are_said_at_once(project):
    message = complaint(project, '[a]\nlicens = "x"\ntitle = 7\n["b+c"]\npath = "x.csv"\n')
    assert all(part in message for part in ("'path' is missing", "'licens'", "must be a string", "letters, digits"))


def test_what_is_no_toml_is_said(project):
    assert "is not TOML" in complaint(project, "[a\n")
    assert "must be a table" in complaint(project, "a = 1\n")


def test_corpora_of_one_machine_are_read_too_but_take_no_name(project):
    project.describe('[a]\npath = "a.csv"\n')
    project.describe('[b]\npath = "b.csv"\n', local=True)
    assert list(read_entries("data/corpora.toml")) == ["a", "b"]
    project.describe('[a]\npath = "b.csv"\n', local=True)
    with pytest.raises(ReadError, match=r"corpora\.local\.toml \[a\]: also described in corpora\.toml"):
        read_entries("data/corpora.toml")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ReadError, match="there is no file"):
        read_entries(tmp_path / "corpora.toml")
