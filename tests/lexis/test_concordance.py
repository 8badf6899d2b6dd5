import pytest

from discourse.errors import ArgumentError, NoHitsWarning, PatternError, TableError
from discourse.lexis.concordance import concordance
from discourse.text.index import index_tokens


def test_every_hit_with_context_and_variables(tokens_of):
    lines = concordance(tokens_of("The dam held. A dam broke", "No", outlet=["A", "B"]), "dam", window=1)
    assert lines.columns.tolist() == ["doc_id", "start", "end", "left", "node", "right", "pattern", "outlet"]
    assert lines.to_numpy().tolist() == [
        ["d0", 4, 7, "The ", "dam", " held", "dam", "A"],
        ["d0", 16, 19, "A ", "dam", " broke", "dam", "A"],
    ]


def test_count_of_a_word_equals_its_frequency(tokens_of):
    tokens = tokens_of("a b a", "A c", "b")
    assert len(concordance(tokens, "a")) == (tokens["token"].str.lower() == "a").sum()


def test_no_hit_says_how_the_query_was_read_and_keeps_the_columns(tokens_of):
    tokens = tokens_of("sovereignty first", outlet=["A"])
    with pytest.warns(
        NoHitsWarning, match=r"no hits in 2 tokens for 'soverein\*', read as \[soverein\*\]; .*sovereign"
    ):
        none = concordance(tokens, "soverein*")
    assert none.columns.tolist() == concordance(tokens, "first").columns.tolist()
    with pytest.warns(NoHitsWarning, match="no word there comes near"):
        concordance(tokens, "zzz")


def test_case_and_several_queries(tokens_of):
    tokens = tokens_of("US us policy")
    assert concordance(tokens, "US", case=True)["node"].tolist() == ["US"]
    assert concordance(tokens, ["us", "us policy"])["pattern"].tolist() == ["us", "us policy"]


def test_a_seeded_draw_of_hits(tokens_of):
    tokens = index_tokens(tokens_of("a " * 50))
    drawn = concordance(tokens, "a", n=5, random_state=2)
    assert drawn.equals(concordance(tokens, "a", n=5, random_state=2))
    assert len(drawn) == 5
    assert drawn["start"].is_monotonic_increasing
    assert not drawn.equals(concordance(tokens, "a", n=5, random_state=3))
    with pytest.raises(ArgumentError, match=r"5 hits are drawn by chance, so random_state="):
        concordance(tokens, "a", n=5)


def test_bad_input(tokens_of):
    with pytest.raises(ArgumentError, match="window must be 0 or more"):
        concordance(tokens_of("a"), "a", window=-1)
    with pytest.raises(ArgumentError, match="at least one pattern"):
        concordance(tokens_of("a"), [])
    with pytest.raises(PatternError):
        concordance(tokens_of("a"), "(a")
    with pytest.raises(TableError, match="column 'after' is missing"):
        concordance(tokens_of("a").drop(columns="after"), "a")
