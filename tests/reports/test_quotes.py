import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.reports.quotes import quote, quote_window


@pytest.fixture
def hits():
    return pd.DataFrame(
        {
            "doc_id": ["a"] * 6 + ["b"] * 2,
            "start": range(8),
            "end": range(1, 9),
            "left": "one two three four five six seven eight ",
            "node": "hit",
            "right": " one two three four five six seven eight",
            "theme": ["t", "u"] * 4,
        }
    )


def test_none_shows_places_only(hits):
    shown = quote(hits, quotes="none", random_state=1)
    assert len(shown) == 8
    assert set(shown[["left", "node", "right"]].to_numpy().ravel()) == {""}
    assert quote_window("none") == 0


def test_short_stops_when_the_words_of_an_article_are_used_up(hits):
    shown = quote(hits, quotes="short", random_state=1)
    words = shown[["left", "node", "right"]].agg("".join, axis=1).str.split().str.len()
    assert words.groupby(shown["doc_id"]).sum().to_dict() == {"a": 51, "b": 34}
    assert quote(hits, quotes="full", random_state=1)["node"].tolist() == ["hit"] * 8


def test_the_draw_is_by_theme_and_seeded(hits):
    drawn = quote(hits, quotes="full", n=2, random_state=3)
    assert drawn["theme"].tolist() == ["t", "t", "u", "u"]
    assert drawn["of"].tolist() == [4, 4, 4, 4]
    assert drawn.equals(quote(hits, quotes="full", n=2, random_state=3))


def test_no_hits_and_bad_arguments(hits):
    assert quote(hits.head(0), quotes="short", random_state=1).columns.tolist() == [*hits.columns, "of"]
    with pytest.raises(ArgumentError, match="quotes must be one of none, short, full, not 'all'"):
        quote(hits, quotes="all", random_state=1)
