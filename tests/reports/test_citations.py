"""Quoted articles for reference managers."""

import json

import pandas as pd
import pytest

from discourse.reports.citations import bibtex, cite_articles, keep_citations


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "doc_id": ["b", "a 1", "a_1"],
            "text": ["x", "y", "z"],
            "title": ["Second", r"50 % {of} \input{x} $5bn", ""],
            "author": ["", "Corin Vasht and Odo Perrin", ""],
            "outlet": ["Echo", "NA", ""],
            "date": pd.to_datetime(["2031-07-14", None, None]),
        }
    )


def test_items_hold_what_is_known_and_nothing_else(articles):
    first, second = cite_articles(articles, ["b", "a 1", "absent"])
    assert first["author"] == [{"literal": "Corin Vasht and Odo Perrin"}]
    assert "issued" not in first
    assert first["container-title"] == "NA"
    assert second["issued"] == {"date-parts": [[2031, 7, 14]]}
    assert "author" not in second
    assert cite_articles(articles, []) == []


def test_bibtex_is_escaped_and_its_keys_are_unique(articles):
    text = bibtex(cite_articles(articles, articles["doc_id"]))
    assert r"title = {50 \% \{of\} \textbackslash{}input\{x\} \$5bn}" in text
    assert "@article{a_1-0,\n" in text
    assert "@article{a_1-1,\n}" in text
    assert "author = {{Corin Vasht and Odo Perrin}}" in text


def test_files_are_written_in_a_report_run_only(articles, tmp_path, monkeypatch):
    keep_citations(articles, ["b"])
    monkeypatch.setenv("DISCOURSE_REPORT", str(tmp_path))
    keep_citations(articles, ["b"])
    assert json.loads((tmp_path / "citations" / "articles.json").read_text(encoding="utf-8"))[0]["id"] == "b"
    assert "@article{b," in (tmp_path / "citations" / "articles.bib").read_text(encoding="utf-8")
