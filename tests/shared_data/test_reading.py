"""Real files with real traps: selected, undated, without ids, very long."""

import gzip
import json
import lzma
import re
from itertools import chain

import pandas as pd
import pytest

import discourse as dc

#: Words of the longest file met in the wild (left out of the data); as long a one is put together here.
LONGEST = 183_096


def test_the_description_selects_what_it_says(shared, articles_named):
    expected = []
    with lzma.open(shared / "data" / "corpora" / "tehran_times_33k.jsonl.xz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            dated = record["date_est"] is not None and "2016-07-01" <= record["date_est"] <= "2020-07-31"
            if dated and len(re.findall(r"\bIran\b", record["text"])) >= 3:
                expected.append(str(record["news_id"]))
    articles = articles_named("tehran_times")
    assert articles["doc_id"].tolist() == expected
    assert articles["date"].between("2016-07-01", "2020-07-31").all()


def test_missing_dates_stay_missing(shared, articles_named):
    with gzip.open(shared / "data" / "corpora" / "allsides_iran.jsonl.gz", "rt", encoding="utf-8") as lines:
        undated = [record["id"] for record in map(json.loads, lines) if not record["date"]]
    articles = articles_named("allsides_iran")
    assert len(undated) == 176
    assert articles.loc[articles["date"].isna(), "doc_id"].tolist() == undated


def test_a_corpus_without_ids_and_outlet(articles_named):
    articles = articles_named("wikinews")
    assert articles.columns.tolist() == ["doc_id", "text", "title", "date", "outlet", "url", "language"]
    assert articles["doc_id"].tolist() == [f"wikinews_2019_2020-{line}" for line in range(1, 296)]
    assert articles["date"].dt.year.value_counts().to_dict() == {2019: 171, 2020: 122, 2021: 2}
    assert set(articles["outlet"]) == {"Wikinews"}


def test_a_very_long_document(articles_named):
    texts = articles_named("tehran_times")["text"]
    enough = int((texts.str.split().str.len().cumsum() < LONGEST).sum()) + 1
    text = "\n".join(texts.head(enough))
    assert len(text.split()) >= LONGEST
    tokens = dc.tokenize(pd.DataFrame({"doc_id": ["long"], "text": [text]}))
    assert len(tokens) > LONGEST
    assert tokens["position"].tolist() == list(range(len(tokens)))
    assert "".join(chain(*zip(tokens["token"], tokens["after"], strict=True))) == text[tokens["start"].iloc[0] :]


@pytest.mark.parametrize("name", ["allsides_iran", "ungdc", "speeches", "wikinews"])
def test_tokens_give_back_the_longest_texts(articles_named, name):
    articles = articles_named(name)
    longest = articles.loc[articles["text"].str.len().nlargest(20).index]
    tokens = dc.tokenize(longest)
    for doc_id, text in zip(longest["doc_id"], longest["text"], strict=True):
        words = tokens[tokens["doc_id"] == doc_id]
        assert "".join(chain(*zip(words["token"], words["after"], strict=True))) == text[words["start"].iloc[0] :]
