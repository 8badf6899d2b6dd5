"""The engine on real texts: both ways of splitting agree, offsets are exact, tables are lean."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.text import words

pytestmark = pytest.mark.proof


@pytest.mark.parametrize("name", ["ungdc", "allsides_iran", "wikinews"])
def test_the_compiled_way_and_the_plain_rules_give_one_table(articles_named, monkeypatch, name):
    articles = articles_named(name)[["doc_id", "text"]]
    monkeypatch.setattr(words, "COMPILED_FROM", 0)
    monkeypatch.setattr(words, "COMPILED_FROM_TOKENS", 0)
    compiled = dc.tokenize(articles), dc.document_term_matrix(articles, stop_words="en")
    monkeypatch.setattr(words, "COMPILED_FROM", 10**12)
    monkeypatch.setattr(words, "COMPILED_FROM_TOKENS", 10**12)
    plain = dc.tokenize(articles), dc.document_term_matrix(articles, stop_words="en")
    pd.testing.assert_frame_equal(compiled[0], plain[0])
    assert compiled[1].terms.equals(plain[1].terms)
    assert compiled[1].doc_ids.equals(plain[1].doc_ids)
    assert (compiled[1].counts != plain[1].counts).nnz == 0


def test_offsets_and_sentences_of_speeches(articles_named):
    articles = articles_named("ungdc")[["doc_id", "text"]]
    tokens = dc.tokenize(articles)
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    for name in articles["doc_id"].iloc[::20]:
        table, text = tokens[(tokens["doc_id"] == name).to_numpy()], texts[name]
        rebuilt = "".join((table["token"].astype(str) + table["after"].astype(str)).tolist())
        assert text[table["start"].iloc[0] :] == rebuilt
        assert (table["end"] - table["start"]).tolist() == [len(token) for token in table["token"]]
    number = tokens["doc_id"].cat.codes.to_numpy(dtype=np.int64) * 100_000 + tokens["sentence"].to_numpy()
    lengths = np.unique(number, return_counts=True)[1]
    assert (lengths > 150).mean() < 0.001
    assert (lengths == 1).mean() < 0.02
    lean = tokens.memory_usage(deep=True, index=False).sum() / len(tokens)
    assert lean <= 30
