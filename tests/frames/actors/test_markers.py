"""The shipped hedges and boosters hit their own examples and nothing else."""

import pandas as pd

from discourse.frames.actors.markers import read_markers
from discourse.frames.hits import theme_hits
from discourse.text.tokenize import tokenize


def found(text):
    return theme_hits(tokenize(pd.DataFrame({"doc_id": ["a"], "text": [text]})), read_markers())["theme"].tolist()


def test_every_marker_hits_its_examples_and_not_the_counter_examples():
    for theme in read_markers().themes:
        assert len(theme.examples) >= 2
        for text in theme.examples:
            assert found(text) == [theme.name]
        for text in theme.counter_examples:
            assert found(text) == []


def test_a_month_is_no_hedge_and_almost_certainly_is_one():
    assert found("On May 3 Theresa May met them; by mid May, or 4 May, it was over.") == []
    assert found("It may rain, almost certainly.") == ["hedge", "hedge"]
