"""Every hit is where it says it is; the article the codebook began with is found line by line."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc

#: Articles looked at, and hits at most.
ARTICLES, HITS = 500, 10_000


#: The article is one side's; these are not in it.
NOT_IN_IT = {"rights_repression", "terrorism_extremism", "treaty_compliance", "democracy_autocracy"}


def test_every_line_of_the_first_article_is_hit_and_by_the_themes_it_speaks_of(shared, codebook):
    (file,) = (shared / "seeds").glob("*.txt")
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    hits = dc.theme_hits(dc.tokenize(pd.DataFrame({"doc_id": ["seed"], "text": [text]})), codebook)
    ends = np.cumsum([len(line) for line in lines])
    assert len(lines) == 17
    assert set(np.searchsorted(ends, hits["start"], side="right")) == set(range(17))
    assert set(hits["theme"]) == set(codebook.theme_names) - NOT_IN_IT


@pytest.mark.parametrize(("name", "themes", "words"), [("tehran_times", 1_500, 10_000), ("wikinews", 200, 10_000)])
def test_hits_slice_the_unchanged_text(articles_named, codebook, name, themes, words):
    articles = articles_named(name).head(ARTICLES)
    tokens = dc.index_tokens(dc.tokenize(articles))
    by_theme = dc.theme_hits(tokens, codebook)
    by_query = dc.concordance(tokens, ["(the|of) *", "*ing", "*n't"])
    texts = articles.set_index("doc_id")["text"].to_dict()
    for hits, fewest in ((by_theme.head(HITS), themes), (by_query.head(HITS), words)):
        assert len(hits) >= fewest
        assert not [hit for hit in hits.itertuples() if texts[hit.doc_id][hit.start : hit.end] != hit.node]
        assert not [hit for hit in hits.itertuples() if hit.left + hit.node + hit.right not in texts[hit.doc_id]]
