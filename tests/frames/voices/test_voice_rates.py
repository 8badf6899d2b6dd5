"""Rates split by voice: by hand, and always adding up to the rate that is not split."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, TableError
from discourse.frames.measures.rates import theme_rates
from discourse.frames.voices import purity
from discourse.frames.voices.voice import VOICES, hit_voices
from discourse.tables import check, empty

TEXT = "Sand denied a threat and Orvik said a threat rose though a threat"


@pytest.fixture
def twelve(tokens_of):
    return tokens_of(*[TEXT] * 12, outlet=["A"] * 12)


@pytest.fixture
def twelve_statements(statements_of):
    return statements_of(
        *[{"article_id": f"d{n}", "content_spans": [(12, 20)], "polarity": "denied"} for n in range(12)],
        *[{"article_id": f"d{n}", "content_spans": [(36, 49)]} for n in range(0, 12, 2)],
    )


def test_voices_by_hand(twelve, twelve_statements, codebook):
    rates = theme_rates(twelve, codebook, by="outlet", statements=twelve_statements, random_state=1)
    check(rates, "voice_rates")
    threat = rates[rates["theme"] == "threat"].set_index("voice")
    assert threat.index.tolist() == list(VOICES)
    assert threat["hits"].tolist() == [6, 12, 0, 18]
    assert threat["tokens"].tolist() == [12 * 13] * 4
    assert threat["per_1000"].tolist() == pytest.approx([n / 156 * 1000 for n in (6, 12, 0, 18)])
    assert threat["share"].tolist() == pytest.approx([1 / 6, 1 / 3, 0, 1 / 2])
    assert threat.loc["denied", ["share_low", "share_high"]].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert 0 < threat.loc["reported", "share_low"] < 1 / 6 < threat.loc["reported", "share_high"] < 1 / 3
    assert threat["documents_with"].tolist() == [6, 12, 0, 12]
    assert threat.loc["hypothetical", "note"] == "no hit, so no interval"
    assert set(rates["base"]) == {"documents with tokens"}
    nothing = rates[rates["theme"] == "sovereignty"]
    assert nothing["share"].isna().all()
    assert nothing["per_1000"].tolist() == [0.0] * 4


def test_a_share_of_every_voice_opens_its_hits(twelve, twelve_statements, codebook):
    from discourse.frames.hits import theme_hits

    voiced = hit_voices(theme_hits(twelve, codebook), twelve_statements)
    rates = theme_rates(twelve, codebook, statements=twelve_statements, random_state=1)
    for row in rates.itertuples():
        assert row.hits == ((voiced["theme"] == row.theme) & (voiced["voice"] == row.voice)).sum()


words = st.lists(st.sampled_from(["threat", "sovereign", "debt", "the", "calm"]), min_size=1, max_size=8).map(" ".join)
places = st.tuples(st.integers(0, 30), st.integers(1, 20)).map(lambda place: (place[0], sum(place)))
statement = st.tuples(
    st.integers(0, 11),
    st.lists(places, min_size=1, max_size=2),
    st.sampled_from(["asserted", "denied", "hypothetical"]),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=1, max_size=12), st.lists(statement, max_size=10), st.integers(0, 5))
def test_the_voices_add_up_to_the_whole(tokens_of, statements_of, codebook, texts, found, shuffle):
    tokens = tokens_of(*texts, outlet=[f"o{n % 2}" for n in range(len(texts))])
    rows = [
        {"article_id": f"d{d}", "content_spans": spans, "polarity": polarity}
        for d, spans, polarity in found
        if d < len(texts)
    ]
    statements = statements_of(*rows)
    whole = theme_rates(tokens, codebook, by="outlet", random_state=1)
    split = theme_rates(tokens, codebook, by="outlet", statements=statements, random_state=1)
    added = split.groupby(["outlet", "theme"], observed=True)[["hits", "per_1000"]].sum()
    expected = whole.set_index(["outlet", "theme"])[["hits", "per_1000"]]
    np.testing.assert_allclose(added.loc[expected.index].to_numpy(), expected.to_numpy())
    again = theme_rates(
        tokens.sample(frac=1, random_state=shuffle),
        codebook,
        by="outlet",
        statements=statements.sample(frac=1, random_state=shuffle),
        random_state=1,
    )
    pd.testing.assert_frame_equal(split, again, check_categorical=False)


def test_a_group_depends_on_itself_alone(tokens_of, statements_of, codebook):
    tokens = tokens_of(*[f"threat {'word ' * n}" for n in range(24)], outlet=["A", "B"] * 12)
    statements = statements_of(*[{"article_id": f"d{n}", "content_spans": [(0, 6)]} for n in range(0, 24, 3)])
    every = theme_rates(tokens, codebook, by="outlet", statements=statements, random_state=1)
    only = theme_rates(tokens[tokens["outlet"] == "A"], codebook, by="outlet", statements=statements, random_state=1)
    pd.testing.assert_frame_equal(every[every["outlet"] == "A"].reset_index(drop=True), only, check_categorical=False)


def test_the_purity_of_unattributed_stands_beside_it_with_its_source(twelve, twelve_statements, codebook, monkeypatch):
    row = {"engine": "hand", "measure": "purity_unattributed", "value": "0.8", "low": "0.75", "high": "0.84"}
    row |= {"n": "1234", "corpus": "annotated news", "source": "benchmarks/results/voice.md"}
    monkeypatch.setattr(purity, "error_rows", lambda: [row])
    rates = theme_rates(twelve, codebook, statements=twelve_statements, random_state=1)
    own = rates["voice"] == "unattributed"
    assert rates.loc[own, ["purity", "purity_low", "purity_high"]].to_numpy().tolist() == [[0.8, 0.75, 0.84]] * 2
    assert rates.loc[~own, "purity"].isna().all()
    assert rates.loc[own, "note"].iloc[1] == (
        "of hits left unattributed, 0.80 (0.75–0.84) stand outside reported content "
        "(annotated news, n = 1,234, engine hand; benchmarks/results/voice.md)"
    )
    mixed = twelve_statements.assign(engine=["hand"] * 17 + ["other"])
    rates = theme_rates(twelve, codebook, statements=mixed, random_state=1)
    assert rates["note"].iloc[-1] == "purity of unattributed not known: several engines (hand, other)"
    rates = theme_rates(twelve, codebook, statements=mixed.tail(1), random_state=1)
    assert rates["note"].iloc[-1] == "purity of unattributed not measured for engine 'other'"


def test_the_shipped_error_rates_are_shares_with_a_source():
    for row in purity.error_rows():
        value, low, high = (float(row[name]) for name in ("value", "low", "high"))
        assert 0 <= low <= value <= high <= 1
        assert int(row["n"]) > 0
        assert row["source"]


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    full = theme_rates(tokens_of("a", x=[1]), codebook, by="x", statements=empty("statements"), random_state=1)
    none = theme_rates(tokens_of(x=[]), codebook, by="x", statements=empty("statements"), random_state=1)
    assert none.columns.tolist() == full.columns.tolist()
    assert full["voice"].tolist() == [*VOICES] * 2


def test_statements_of_other_articles_are_refused(twelve, twelve_statements, codebook):
    astray = twelve_statements.assign(article_id="elsewhere")
    with pytest.raises(TableError, match=r"no statement is of a document among the 12 given.*elsewhere.*d0"):
        theme_rates(twelve, codebook, statements=astray, random_state=1)
    with pytest.raises(ArgumentError, match="by='share'"):
        theme_rates(twelve.assign(share=1), codebook, by="share", statements=twelve_statements, random_state=1)
