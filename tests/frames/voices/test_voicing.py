"""Every measure of themes splits by voice, and a split measure of one voice is that of its hits alone."""

import numpy as np
import pandas as pd
import pytest

from discourse.frames.measures.changes import theme_changes
from discourse.frames.measures.compare import compare_rates
from discourse.frames.measures.event import theme_event
from discourse.frames.measures.leaving import leave_one_out
from discourse.frames.measures.overlap import theme_overlap
from discourse.frames.measures.rates import theme_rates
from discourse.frames.measures.regression import theme_regression
from discourse.frames.measures.trend import theme_trend
from discourse.frames.voices.voice import VOICES
from discourse.tables import empty


@pytest.fixture
def corpus(tokens_of, statements_of):
    """Outlet A quotes a threat in every other document, B never; both have one outside reported words."""
    texts = ["a threat here and a threat there", "nothing of it"] * 30
    days = list(pd.date_range("2031-01-01", periods=60, freq="5D"))
    tokens = tokens_of(*texts, outlet=["A"] * 30 + ["B"] * 30, date=days)
    rows = [{"article_id": f"d{n}", "content_spans": [(2, 8)], "polarity": "denied"} for n in range(0, 30, 2)]
    return tokens, statements_of(*rows)


def test_compared(corpus, codebook):
    tokens, statements = corpus
    found = compare_rates(tokens, codebook, by="outlet", statements=statements, permutations=0, random_state=1)
    assert found.columns.tolist()[2:4] == ["theme", "voice"]
    threat = found[found["theme"] == "threat"].set_index("voice")
    assert threat.index.tolist() == list(VOICES)
    assert threat[["hits", "hits_reference"]].to_numpy().tolist() == [[0, 0], [15, 0], [0, 0], [15, 30]]


def test_followed_through_time(corpus, codebook):
    tokens, statements = corpus
    trend = theme_trend(tokens, codebook, period="quarter", statements=statements, min_docs=5, random_state=1)
    sums = trend.groupby(["start", "theme"])["hits"].sum()
    whole = theme_trend(tokens, codebook, period="quarter", min_docs=5, random_state=1)
    assert sums.tolist() == whole.sort_values(["start", "theme"])["hits"].tolist()
    assert trend[trend["voice"] == "denied"]["hits"].sum() == 15


@pytest.mark.parametrize(
    "measure",
    [
        lambda *given, **more: theme_event(*given, event="2031-05-30", permutations=0, **more),
        lambda *given, **more: theme_changes(*given, permutations=99, **more),
        lambda *given, **more: leave_one_out(*given, by="outlet", **more),
        lambda *given, **more: theme_trend(*given, **more),
        lambda *given, **more: compare_rates(*given, by="outlet", permutations=0, **more),
    ],
)
def test_all_others_have_a_row_for_each_voice_too(corpus, codebook, measure):
    tokens, statements = corpus
    split = measure(tokens, codebook, statements=statements, random_state=1)
    whole = measure(tokens, codebook, random_state=1)
    assert len(split) >= 4 * len(whole)
    assert set(split["voice"]) == set(VOICES)
    assert [name for name in split.columns if name != "voice"] == whole.columns.tolist()


def test_regression(corpus, codebook):
    tokens, statements = corpus
    found = theme_regression(tokens, codebook, on="outlet", statements=statements)
    denied = found[(found["theme"] == "threat") & (found["voice"] == "unattributed")]
    assert denied["term"].tolist() == ["(constant)", "outlet=B"]


def test_sentences_and_copies_split_like_tokens(corpus, codebook):
    tokens, statements = corpus
    rates = theme_rates(tokens, codebook, unit="sentence", statements=statements, random_state=1)
    threat = rates[rates["theme"] == "threat"].set_index("voice")
    assert threat.loc["denied", "units_with"] == 15
    assert threat.loc["unattributed", "units_with"] == 30  # one sentence can have two voices
    assert threat.loc["denied", "share"] == pytest.approx(15 / 60)


def test_a_variable_called_voice_is_refused(corpus, codebook):
    from discourse.errors import ArgumentError

    tokens, _ = corpus
    with pytest.raises(ArgumentError, match="by='voice'"):
        theme_rates(tokens.assign(voice="x"), codebook, by="voice", statements=empty("statements"), random_state=1)


def test_one_voice_alone_is_measured_as_if_the_others_were_not_there(corpus, codebook):
    tokens, statements = corpus
    split = theme_rates(tokens, codebook, by="outlet", statements=statements, random_state=1)
    reported = statements.assign(polarity="asserted")
    other = theme_rates(tokens, codebook, by="outlet", statements=reported, random_state=1)
    columns = ["hits", "per_1000", "low", "high", "documents_with", "share"]
    one = split[split["voice"] == "denied"][columns].reset_index(drop=True)
    two = other[other["voice"] == "reported"][columns].reset_index(drop=True)
    np.testing.assert_array_equal(one.to_numpy(np.float64), two.to_numpy(np.float64))


def test_two_themes_meet_in_one_voice(tokens_of, statements_of, codebook):
    # "sovereign threat" is denied in every other document; in the rest only the threat is, so the two do not meet
    tokens = tokens_of(*["Sovereign threat. No more of it."] * 30)
    spans = [(0, 16) if n % 2 else (10, 16) for n in range(30)]
    statements = statements_of(
        *[{"article_id": f"d{n}", "content_spans": [span], "polarity": "denied"} for n, span in enumerate(spans)]
    )
    whole = theme_overlap(tokens, codebook, random_state=1)
    split = theme_overlap(tokens, codebook, statements=statements, random_state=1)
    assert split.columns.tolist() == ["theme", "voice", *whole.columns[1:]]
    assert split["voice"].tolist() == list(VOICES)
    assert set(split["theme_2"]) == set(whole["theme_2"])
    found = split.set_index("voice")
    assert whole["both"].tolist() == [30]
    assert found["both"].tolist() == [0, 15, 0, 0]
    assert found.loc["denied", ["with_theme", "with_theme_2"]].tolist() == [15, 30]
    documents = theme_overlap(tokens, codebook, unit="document", statements=statements, random_state=1)
    assert documents["both"].tolist() == [0, 15, 0, 0]
    nothing = theme_overlap(tokens.iloc[:0], codebook, statements=statements.iloc[:0], random_state=1)
    assert nothing.columns.tolist() == split.columns.tolist()
