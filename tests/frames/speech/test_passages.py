"""A statement as it may be printed."""

import pytest

from discourse.errors import TableError, UnknownNameError
from discourse.frames.speech.passages import quote_statement
from discourse.frames.speech.statements import reported_speech

TEXT = "It rained. “We waited,” the envoy said. “Nobody came to us.” It snowed."


def test_the_passage_is_verbatim_and_whole(articles_of):
    articles = articles_of(TEXT)
    passage = quote_statement(reported_speech(articles), articles, "d0#1")
    assert passage.text == TEXT[passage.start : passage.end] == "“We waited,” the envoy said. “Nobody came to us.”"
    assert passage.text in str(passage)
    assert passage.rule in str(passage)
    assert [TEXT[s:e] for s, e in passage.cue_spans] == ["said"]


def test_errors(articles_of):
    articles = articles_of(TEXT)
    found = reported_speech(articles)
    with pytest.raises(UnknownNameError, match="no statement called 'd0#9'"):
        quote_statement(found, articles, "d0#9")
    with pytest.raises(TableError, match="other text"):
        quote_statement(
            found, articles_of("Another text altogether, long enough to be cut somewhere in the middle of it."), "d0#1"
        )
