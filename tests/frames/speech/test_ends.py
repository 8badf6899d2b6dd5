"""Where clauses and objects end."""

import pytest

from discourse.frames.speech.ends import clause_end, object_end


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("talks had failed; nobody came", "talks", "failed"),
        ("talks had failed, adding that nobody came", "talks", "failed"),
        ("talks had failed, according to the mayor", "talks", "failed"),
        ("talks had failed, the mayor said", "talks", "failed"),
        ("talks had failed and nobody came", "talks", "came"),
    ],
)
def test_a_clause_ends_before_who_said_it_and_what_was_added(words_of, text, first, last):
    words = words_of(text)
    start = words.low.index(first)
    assert words.low[clause_end(words, start, len(words.low))] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("the new law because it was late", "law"),
        ("the new law by calling it late", "law"),
        ("the new law last week", "law"),
        ("the new law of the land", "land"),
    ],
)
def test_an_object_is_shorter_than_a_clause(words_of, text, last):
    words = words_of(text)
    assert words.low[object_end(words, 0, len(words.low))] == last
