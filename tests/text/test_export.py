import csv
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.io import mmread

import discourse as dc
from discourse.errors import ArgumentError, TableError
from discourse.text.export import export_corpus
from discourse.text.matrix import document_term_matrix
from discourse.text.tokenize import tokenize

HARD = ['=1+1, "quoted"\r\nline; two', "", "\ttab, é 🙂\n\n", "می‌خواهد", "+49 @x -y", "lone\rreturn '"]


def corpus(articles_of):
    return articles_of(*HARD, outlet=["A;b", "", None, '"C"', "=D", "E"], year=[2001, 2002, 2003, 2004, 2005, 2006])


def test_the_csv_is_read_back_to_the_letter(articles_of, tmp_path):
    articles = corpus(articles_of)
    paths = export_corpus(articles, tmp_path / "out")
    assert [path.name for path in paths] == ["corpus.csv", "read_in_r.R"]
    back = dc.read_articles(paths[0], on_bad="raise")
    assert back["doc_id"].tolist() == articles["doc_id"].tolist()
    assert back["text"].tolist() == articles["text"].tolist()
    assert back["outlet"].fillna("").tolist() == articles["outlet"].fillna("").tolist()


def test_the_matrix_and_its_labels(articles_of, tmp_path):
    articles = corpus(articles_of)
    dtm = document_term_matrix(articles)
    export_corpus(articles, tmp_path, dtm=dtm)
    assert np.array_equal(mmread(tmp_path / "dtm.mtx").toarray(), dtm.counts.toarray())
    with (tmp_path / "dtm_terms.csv").open(encoding="utf-8", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["term", *dtm.terms]
    with (tmp_path / "dtm_documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["doc_id", "outlet", "year"]
    assert [row[0] for row in rows[1:]] == dtm.doc_ids.tolist()
    assert rows[1] == ["d0", "A;b", "2001"]


def test_text_files_hold_the_exact_text_under_safe_names(articles_of, tmp_path):
    articles = articles_of("One\r\ntwo", "é", date=pd.to_datetime(["2020-01-02", None]))
    articles["doc_id"] = ["../../etc/passwd", "a/b c"]
    paths = export_corpus(articles, tmp_path, layout="txt")
    assert [path.name for path in paths] == ["1-etc_passwd.txt", "2-a_b_c.txt", "variables.csv"]
    assert all(path.parent == tmp_path for path in paths)
    assert [path.read_bytes().decode() for path in paths[:2]] == ["One\r\ntwo", "é"]
    lines = paths[2].read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ['"1-etc_passwd.txt","../../etc/passwd","2020-01-02"', '"2-a_b_c.txt","a/b c",""']


@settings(max_examples=50, deadline=None)
@given(text=st.text(min_size=1, max_size=50).filter(str.strip))
def test_any_text_survives(text, tmp_path_factory):
    articles = pd.DataFrame({"doc_id": ["a"], "text": pd.Series([text], dtype="str")})
    path = export_corpus(articles, tmp_path_factory.mktemp("out") / "new")[0]
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["a", text]


def test_nothing_is_overwritten_and_bad_arguments_are_refused(articles_of, tmp_path):
    articles = articles_of("a word", "b")
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    with pytest.raises(ArgumentError, match="is there and not an empty folder; name a new one"):
        export_corpus(articles, tmp_path)
    with pytest.raises(ArgumentError, match="layout must be one of 'tif', 'txt'"):
        export_corpus(articles, tmp_path / "x", layout="csv")
    dtm = document_term_matrix(tokenize(articles))
    with pytest.raises(ArgumentError, match="layout='tif' only"):
        export_corpus(articles, tmp_path / "x", dtm=dtm, layout="txt")
    with pytest.raises(TableError, match="not among the articles: d1"):
        export_corpus(articles.head(1), tmp_path / "x", dtm=dtm)
    assert not (tmp_path / "x").exists()


R_CHECK = """
folder <- commandArgs(TRUE)[1]
source(file.path(folder, "read_in_r.R"))
stopifnot(identical(articles$doc_id, paste0("d", 0:5)))
stopifnot(identical(nchar(articles$text, "chars"), c({lengths})))
stopifnot(identical(articles$year, 2001:2006), is.na(articles$outlet[3]), articles$outlet[5] == "=D")
stopifnot(identical(dim(counts), c({rows}L, {columns}L)), sum(counts) == {total})
stopifnot(counts["d0", "1+1"] == 1, length(stm_input$documents) == {rows}, nrow(stm_input$meta) == {rows})
first <- stm_input$documents[[1]]
stopifnot(is.integer(first), sum(first[2, ]) == sum(counts[1, ]))
stopifnot(identical(sort(stm_input$vocab[first[1, ]]), sort(names(which(counts[1, ] > 0)))))
if (exists("dfm")) stopifnot(quanteda::ntoken(dfm)[["d0"]] == sum(counts[1, ]))
cat("read")
"""


def has_r() -> bool:
    rscript = shutil.which("Rscript")
    return bool(rscript) and not subprocess.run([rscript, "-e", "library(Matrix)"], capture_output=True).returncode


@pytest.mark.skipif(not has_r(), reason="needs Rscript with the package Matrix")
def test_the_script_reads_the_folder_in_r(articles_of, tmp_path):
    articles = corpus(articles_of)
    dtm = document_term_matrix(articles)
    export_corpus(articles, tmp_path / "out", dtm=dtm)
    script = tmp_path / "check.R"
    lengths = [len(text.replace("\r\n", "\n")) for text in HARD]  # as R's read.csv does
    values = {
        "lengths": ", ".join(f"{length}L" for length in lengths),
        "rows": dtm.counts.shape[0],
        "columns": dtm.counts.shape[1],
        "total": int(dtm.counts.sum()),
    }
    script.write_text(R_CHECK.format(**values), encoding="utf-8")
    run = subprocess.run(["Rscript", script, tmp_path / "out"], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("read")
