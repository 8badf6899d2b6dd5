import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.measures.counts import theme_counts
from discourse.frames.measures.event import placebo_differences, theme_event
from discourse.tables import check, columns


@pytest.fixture
def tokens(tokens_of):
    """A document a day for 400 days; every fifth has a hit, in the 40 days from day 200 every second."""
    hit = [(number % 2 == 0) if 200 <= number < 240 else (number % 5 == 0) for number in range(400)]
    texts = [f"a {'threat' if there else 'word'} b c" for there in hit]
    return tokens_of(*texts, date=pd.date_range("2030-01-01", periods=400))


EVENT = "2030-07-20"  # day 200


def threat(table):
    return table[table["theme"] == "threat"].iloc[0]


def test_before_and_after_by_hand(tokens, codebook):
    found = threat(check(theme_event(tokens, codebook, event=EVENT, days=40, random_state=1), "events"))
    assert found[["value", "value_reference", "difference", "ratio"]].tolist() == [125, 50, 75, 2.5]
    assert found[["hits", "documents", "hits_reference", "documents_reference"]].tolist() == [20, 40, 8, 40]
    assert found["low"] > 0
    assert found["p"] < 0.02
    assert found["event"] == pd.Timestamp(EVENT)


def test_placebo_days_are_all_whose_windows_lie_on_one_side_of_the_event(tokens, codebook):
    """Before the event days 40 to 160, after it 240 to 360; compared with a plain loop."""
    counts = theme_counts(tokens, codebook, unit="token")
    day = np.array([int(name[1:]) for name in counts.documents.index]) - 200
    hits = pd.Series(counts.having[:, 1], index=day).sort_index()
    expected = [
        (hits.loc[at : at + 39].sum() - hits.loc[at - 40 : at - 1].sum()) / 160 * 1000
        for at in [*range(-160, -39), *range(40, 161)]
    ]
    assert placebo_differences(counts, day, 40)[:, 1].tolist() == pytest.approx(expected)
    found = threat(theme_event(tokens, codebook, event=EVENT, days=40, random_state=1))
    assert found["placebos"] == 121 + 121
    larger = sum(abs(apart) >= 75 for apart in expected)
    assert 1 <= larger <= 5  # the fall back to the old level, 40 days after the event
    assert found["placebo_p"] == (1 + larger) / (1 + 242)


def test_too_short_a_series_has_no_placebo_and_says_so(tokens, codebook):
    found = threat(theme_event(tokens, codebook, event=EVENT, days=199, random_state=1))
    assert np.isnan(found["placebo_p"])
    assert found["note"] == "fewer than 10 placebo days, so no placebo_p"
    outside = threat(theme_event(tokens, codebook, event="2035-01-01", random_state=1))
    assert outside["documents"] == 0
    assert outside["note"] == "fewer than 10 documents in a group, so no comparison"


def test_each_outlet_for_itself(tokens_of, codebook):
    texts = ["a threat" if number >= 40 or number % 4 == 0 else "a word" for number in range(80)]
    days = np.repeat(pd.date_range("2031-01-01", periods=40), 2)
    tokens = tokens_of(*texts, date=days, outlet=["A", "B"] * 40)
    table = theme_event(tokens, codebook, event="2031-01-21", days=20, by="outlet", random_state=1)
    table = table[table["theme"] == "threat"].set_index("outlet")
    assert table.loc["A", ["value", "value_reference"]].tolist() == [500, 250]
    assert table.loc["B", ["value", "value_reference"]].tolist() == [500, 0]


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    table = theme_event(tokens_of(date=pd.to_datetime([])), codebook, event=EVENT, random_state=1)
    assert table.columns.tolist() == columns("events")


def test_bad_arguments(tokens, codebook):
    with pytest.raises(ArgumentError, match="event must be a day written as in '2031-07-14', not '14 July'"):
        theme_event(tokens, codebook, event="14 July", random_state=1)
    with pytest.raises(ArgumentError, match="days must be 1 or more"):
        theme_event(tokens, codebook, event=EVENT, days=0, random_state=1)
