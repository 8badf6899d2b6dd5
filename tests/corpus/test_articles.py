import csv
import json
import logging
import subprocess
import sys
import time
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.corpus import check_articles, read_articles, selection_flow
from discourse.errors import ArgumentError, ReadError, UnknownNameError
from discourse.tables import check, columns

LINES = """
[lines]
path = "data/lines.txt"
format = "lines"
language = "en"
constants = { outlet = "ABC" }
[news]
path = "data/news.csv"
columns = { doc_id = "id", text = "body", date = "published" }
date_format = "%d.%m.%Y"
on_bad = "skip"
"""

BAD = "doc_id,date,text\na,2016-07-14,fine\na,14.7.2016,taken\n,,no id\nb,,ok\nc\n"


def test_a_csv_file_becomes_the_articles_table(project):
    project.write("news.csv", 'outlet,published,body,id,n\r\nNA,2016-07-14,"A\r\nB",007,1\r\nNone,,,8,2\r\n')
    articles = read_articles("news.csv", text="body", doc_id="id", date="published")
    assert list(articles.columns) == ["doc_id", "text", "date", "outlet", "n"]
    assert articles.drop(columns="date").to_numpy().tolist() == [["007", "A\r\nB", "NA", "1"], ["8", "", "None", "2"]]
    assert articles["date"].isna().tolist() == [False, True]
    assert articles["date"][0] == pd.Timestamp("2016-07-14")
    assert {str(articles[name].dtype) for name in ("doc_id", "text", "outlet", "n")} == {"str"}
    assert isinstance(articles.index, pd.RangeIndex)
    check(articles, "articles")


def test_every_format_gives_the_same_table(project):
    table = pd.DataFrame({"doc_id": ["a", "b"], "text": ['say "NA",\nhe said', "Größe"], "date": ["2016-07-14", None]})
    lines = table.to_json(orient="records", lines=True)
    table.to_csv("a.csv", index=False)
    table.to_csv("b.csv", index=False, sep=";", encoding="utf-16")
    table.to_csv("c.csv.gz", index=False)
    table.to_csv("d.tsv", index=False, sep="\t")
    table.to_csv("e.csv.zip", index=False)
    table.to_excel("f.xlsx", index=False)
    table.to_parquet("g.parquet")
    project.write("h.jsonl", lines)
    table.to_json("i.jsonl.xz", orient="records", lines=True)
    expected = read_articles(table)
    for name in ("a.csv", "b.csv", "c.csv.gz", "d.tsv", "e.csv.zip", "f.xlsx", "g.parquet", "h.jsonl", "i.jsonl.xz"):
        pd.testing.assert_frame_equal(read_articles(name), expected, obj=name)


def test_a_named_corpus_brings_its_settings(project):
    project.describe(LINES)
    project.write("data/lines.txt", "One.\nTwo.\n")
    articles = read_articles("lines")
    assert articles.to_numpy().tolist() == [["lines-1", "One.", "ABC", "en"], ["lines-2", "Two.", "ABC", "en"]]
    assert list(articles.columns) == ["doc_id", "text", "outlet", "language"]
    with pytest.raises(ArgumentError, match="'lines' is described in"):
        read_articles("lines", date="day")
    with pytest.raises(UnknownNameError, match="did you mean 'lines'"):
        read_articles("line")


def test_keywords_are_for_the_parts_that_are_paths(project):
    project.describe(LINES)
    project.write("data/lines.txt", "One.\n")
    project.write("more.csv", "id,body\n7,Two.\n")
    articles = read_articles("lines+more.csv", doc_id="id", text="body")
    assert articles[["doc_id", "corpus", "outlet"]].to_numpy().tolist() == [
        ["lines-1", "lines", "ABC"],
        ["7", "more", ""],
    ]


def test_text_files_with_headers_and_telling_names(project):
    project.write("t/ABC_1.txt", "---\ndate: 2016-07-14\n---\nText")
    project.write("t/ABC_2.txt", "Text only")
    articles = read_articles("t", file_pattern="{outlet}_{doc_id}.txt")
    assert articles["doc_id"].tolist() == ["1", "2"]
    assert articles["text"].tolist() == ["Text", "Text only"]
    assert articles["date"].isna().tolist() == [False, True]
    assert read_articles("t")["doc_id"].tolist() == ["ABC_1", "ABC_2"]


def test_an_archive_of_texts_is_read_like_the_folder(project):
    with zipfile.ZipFile(project.root / "t.zip", "w") as target:
        target.writestr("x/b.txt", "B")
        target.writestr("a.txt", "A")
    assert read_articles("t.zip").to_numpy().tolist() == [["a", "A"], ["x/b", "B"]]


def test_one_error_names_all_bad_rows(project):
    project.write("bad.csv", BAD)
    with pytest.raises(ReadError) as caught:
        read_articles("bad.csv")
    message = str(caught.value)
    assert "bad: 3 bad rows" in message
    assert 'on_bad="skip"' in message
    for line in (
        "bad.csv, row 3: date '14.7.2016' is not ISO",
        "bad.csv, row 3: doc_id 'a' is taken by bad.csv, row 2",
        "bad.csv, row 4: has no doc_id",
        "bad.csv, row 6: has 1 fields, the header has 3",
    ):
        assert line in message


def test_bad_rows_are_skipped_on_demand_and_never_silently(project, caplog):
    project.write("bad.csv", BAD)
    with caplog.at_level(logging.WARNING):
        articles = read_articles("bad.csv", on_bad="skip")
    assert articles["doc_id"].tolist() == ["a", "b"]
    assert caplog.messages == ["bad: 3 bad rows skipped; check_articles lists them"]


def test_problems_are_listed(project):
    project.write("bad.csv", BAD)
    problems = check_articles("bad.csv")
    assert list(problems.columns) == columns("problems")
    assert problems["row"].tolist() == ["6", "3", "3", "4"]
    assert set(problems["file"]) == {"bad.csv"}
    project.write("good.csv", "text\nfine\n")
    good = check_articles("good.csv")
    assert (list(good.columns), len(good)) == (columns("problems"), 0)
    assert good.dtypes.to_dict() == problems.dtypes.to_dict()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"text\ncaf\xe9\n", "not UTF-8"),
        (b'text\n"never\nclosed\n', "the quote opened in line 2"),
        (b"txt\nfine\n", "no column 'text'"),
        (b"", "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_never_skipped(project, content, what):
    project.write("a.csv", content)
    with pytest.raises(ReadError, match=what):
        read_articles("a.csv", on_bad="skip")
    assert check_articles("a.csv")["problem"].str.contains(what).tolist() == [True]


def test_nothing_but_bad_rows_leaves_an_empty_table(project):
    project.write("a.jsonl", "{\n")
    articles = read_articles("a.jsonl", on_bad="skip")
    assert (list(articles.columns), len(articles)) == (["doc_id", "text"], 0)
    project.write("b.csv", "text,date\n")
    assert list(read_articles("b.csv").columns) == ["doc_id", "text", "date"]


def test_real_traps_in_one_folder(project):
    project.write("t/book.txt", "word " * 200_000)
    project.write("t/crlf.txt", "a\r\nb\r\n")
    project.write("t/bom.txt", "\ufeffa")
    project.write("t/nul.txt", "a\0b")
    project.write("t/empty.txt", "")
    project.write("t/nfd.txt", "e\u0301\u202e")
    problems = check_articles("t")
    assert [(file, "NUL" in problem) for file, problem in zip(problems["file"], problems["problem"], strict=True)] == [
        ("t/nul.txt", True)
    ]
    articles = read_articles("t", on_bad="skip").set_index("doc_id")["text"]
    assert articles.drop("book").to_dict() == {"bom": "a", "crlf": "a\r\nb\r\n", "empty": "", "nfd": "e\u0301\u202e"}
    assert len(articles["book"]) == 1_000_000


def test_a_dataframe_is_read_and_left_alone():
    table = pd.DataFrame(
        {
            "id": [1.0, 2.0],
            "body": pd.Categorical(["x", "y"]),
            "day": pd.to_datetime(["2016-07-14", None]),
            "k": pd.Categorical(["p", "q"]),
        },
        index=[5, 9],
    )
    before = table.copy()
    articles = read_articles(table, doc_id="id", text="body", date="day", constants={"outlet": "ABC"})
    pd.testing.assert_frame_equal(table, before)
    assert articles.drop(columns="date").to_numpy().tolist() == [["1", "x", "ABC", "p"], ["2", "y", "ABC", "q"]]
    assert isinstance(articles["k"].dtype, pd.CategoricalDtype)
    assert read_articles(table[["body"]], text="body")["doc_id"].tolist() == ["row-1", "row-2"]
    assert check_articles(table.assign(body=[1, "y"]), text="body").to_numpy().tolist() == [
        ["", "5", "text is a int (1), not a string"]
    ]
    with pytest.raises(ReadError, match="columns named twice: id"):
        read_articles(pd.concat([table, table[["id"]]], axis=1), text="body")


@pytest.mark.parametrize(
    ("keywords", "what"),
    [
        ({"on_bad": "ignore"}, "'raise' or 'skip'"),
        ({"date_format": "%d %B"}, "holds no year"),
        ({"encoding": "nonsense"}, "is not known"),
        ({"file_pattern": "{a}{b}"}, "touch"),
        ({"encoding": "cp1252"}, "a DataFrame has none"),
        ({"constants": {"outlet": ["ABC"]}}, "constants must be single values"),
    ],
)
def test_keywords_are_checked_before_anything_is_read(keywords, what):
    with pytest.raises(ArgumentError, match=what):
        read_articles(pd.DataFrame({"text": ["x"]}), **keywords)


def test_the_flow_counts_what_is_left_and_needs_no_log(project, caplog):
    project.describe(LINES)
    project.write("data/news.csv", "id,published,body\n1,14.07.2016,a\n2,2016-07-14,b\n")
    with caplog.at_level(logging.WARNING):
        flow = selection_flow("news")
    assert flow.to_numpy().tolist() == [["news", "read", 2], ["news", "without bad rows", 1]]
    assert caplog.messages == []
    project.write("data/bad.csv", BAD)
    with pytest.raises(ReadError, match="3 bad rows"):
        selection_flow("data/bad.csv")


TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=8)


@settings(deadline=None, max_examples=60)
@given(texts=TEXTS)
def test_any_text_written_as_csv_or_jsonl_is_read_back_identical(texts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    ids = [f"d{number}" for number in range(len(texts))]
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([("doc_id", "text"), *zip(ids, texts, strict=True)])
    records = [{"doc_id": one, "text": text} for one, text in zip(ids, texts, strict=True)]
    for ascii_only in (True, False):
        lines = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records)
        (folder / f"{ascii_only}.jsonl").write_text(lines, encoding="utf-8", newline="")
        assert read_articles(folder / f"{ascii_only}.jsonl")["text"].tolist() == texts
    assert read_articles(folder / "a.csv")["text"].tolist() == texts


def test_a_long_hostile_line_takes_no_time(project):
    project.write("a.csv", "doc_id,text\na," + '"' + '""' * 500_000 + "\n")
    project.write("b.txt", "---\n" + "a:\n" * 300_000)
    started = time.perf_counter()
    for name in ("a.csv", "b.txt"):
        with pytest.raises(ReadError, match="never closed"):
            read_articles(name)
    assert time.perf_counter() - started < 5


def test_importing_the_room_imports_no_heavy_package():
    code = (
        "import sys, discourse.corpus; "
        "print(sorted({'gensim', 'openpyxl', 'matplotlib', 'scipy', 'papermill'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
