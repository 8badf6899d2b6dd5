"""The measures find what was planted in the demo corpus, and nothing where nothing was planted."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.frames.measures.changes import series_changes
from discourse.frames.measures.contrast import contrast, with_q
from discourse.frames.measures.counts import ThemeCounts

ROOT = Path(__file__).parents[2]
EVENT = "2031-07-14"
PLANTED = {"foreign_intervention": 1, "rights_repression": -1}  # the Ledger against the Courier
LEDGER, COURIER = "The Harbour Ledger", "The Northern Courier"
NOT_PLANTED = ["dialogue_cooperation", "economic_ties_sanctions"]
EVERY = [*PLANTED, *NOT_PLANTED, "security_threat_deterrence"]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """The articles without the reprinted wire stories."""
    articles = dc.read_articles("demo", corpora=ROOT / "data" / "corpora.toml")
    return articles[articles["wire_copy_of"] == ""].reset_index(drop=True)


@pytest.fixture(scope="module")
def truth(articles) -> ThemeCounts:
    """Sentences with each theme as they were meant."""
    table = pd.read_csv(ROOT / "data" / "demo" / "truth_sentences.csv", keep_default_na=False)
    documents = articles.set_index("doc_id")[["outlet", "date"]].sort_index()
    held = pd.DataFrame({name: table["themes"].str.split(";").map(lambda got, n=name: n in got) for name in EVERY})
    sums = held.groupby(table["doc_id"]).sum().reindex(documents.index)
    sizes = table.groupby("doc_id").size().reindex(documents.index).to_numpy()
    number = np.arange(len(documents))
    return ThemeCounts(
        documents=documents,
        themes=EVERY,
        unit="sentence",
        tokens=sizes,
        sizes=sizes,
        hits=sums.to_numpy(np.int64),
        having=sums.to_numpy(np.int64),
        clusters=number,
        blocks=None,
        base="truth",
    )


@pytest.fixture(scope="module")
def index(articles) -> dc.TokenIndex:
    return dc.index_tokens(dc.tokenize(articles))


@pytest.fixture(scope="module")
def codebook() -> dc.Codebook:
    return dc.read_codebook(ROOT / "seeds" / "codebook.toml", themes=EVERY)


def pair(counts: ThemeCounts, one: str, other: str) -> pd.DataFrame:
    outlet = counts.documents["outlet"].astype(str).to_numpy()
    rows = np.flatnonzero((outlet == one) | (outlet == other))
    mine = outlet[rows] == one
    return with_q(contrast(counts.take(rows), mine, confidence=0.95, permutations=999, random_state=1)).set_index(
        "theme"
    )


def test_planted_differences_of_outlets_are_found_in_the_truth(truth):
    found = pair(truth, LEDGER, COURIER)
    for theme, sign in PLANTED.items():
        assert sign * found.loc[theme, "low" if sign > 0 else "high"] > 0, theme
        assert found.loc[theme, "q"] <= 0.05, theme


def test_planted_differences_of_outlets_are_found_by_the_codebook(index, codebook):
    found = dc.compare_rates(index, codebook, by="outlet", reference=COURIER, unit="sentence", random_state=1)
    found = found[found["group"] == LEDGER].set_index("theme")
    for theme, sign in PLANTED.items():
        assert sign * found.loc[theme, "difference"] > 0, theme
        assert sign * found.loc[theme, "low" if sign > 0 else "high"] > 0, theme


def test_no_difference_of_outlets_where_none_was_planted(truth, index, codebook):
    for one, other in combinations(sorted(truth.documents["outlet"].unique()), 2):
        found = pair(truth, one, other).loc[NOT_PLANTED]
        assert (found["p"] > 0.05).all(), (one, other)
    themes = dc.select_themes(codebook, NOT_PLANTED)
    found = dc.compare_rates(index, themes, by="outlet", unit="sentence", random_state=1)
    assert (found["q"] > 0.05).all()


def test_the_event_raises_its_theme_in_every_outlet(truth):
    for outlet in truth.documents["outlet"].unique():
        rows = np.flatnonzero(truth.documents["outlet"].astype(str) == outlet)
        late = (truth.documents["date"].iloc[rows] >= EVENT).to_numpy()
        found = contrast(truth.take(rows), late, confidence=0.95, permutations=999, random_state=1).set_index("theme")
        assert found.loc["security_threat_deterrence", "low"] > 0, outlet
        assert found.loc["security_threat_deterrence", "ratio"] > 2, outlet


def test_the_event_is_a_change_of_level_and_nothing_else_is(truth):
    month = truth.documents["date"].dt.to_period("M")
    bins = month.astype(str).rank(method="dense").astype(int).to_numpy() - 1
    starts = pd.date_range("2031-01-01", periods=12, freq="MS")
    rows = pd.DataFrame(series_changes(truth, bins, starts, confidence=0.95, permutations=999, random_state=1))
    assert rows.loc[rows["change"].notna(), "theme"].tolist() == ["security_threat_deterrence"]
    found = rows[rows["change"].notna()].iloc[0]
    assert found["low"] <= pd.Timestamp("2031-07-01") <= found["high"]
    assert found["after"] > 2 * found["before"]


def test_the_event_is_found_by_the_codebook(index, codebook):
    """In shares of articles: its hits are too few and too bunched to tell rates per sentence apart."""
    found = dc.theme_event(index, codebook, event=EVENT, days=200, unit="document", random_state=1).set_index("theme")
    assert found.loc["security_threat_deterrence", "low"] > 0
    assert found.loc["security_threat_deterrence", "p"] <= 0.05


def test_the_codebook_finds_no_change_where_none_was_planted(index, codebook):
    themes = dc.select_themes(codebook, NOT_PLANTED)
    for period in ("week", "month"):
        changes = dc.theme_changes(index, themes, period=period, unit="sentence", random_state=1)
        assert changes["change"].isna().all(), period
