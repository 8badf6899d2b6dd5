"""Figures of words: what is drawn, in which order, and what the description says."""

import matplotlib
import numpy as np
import pandas as pd
import pytest

from discourse import plots
from discourse.lexis.barcode import barcode
from discourse.lexis.collocates import collocates
from discourse.lexis.dispersion import dispersion
from discourse.lexis.keywords import keywords
from discourse.lexis.network import collocation_network


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture
def tokens(tokens_of):
    texts = ["old $dam held x"] * 12 + ["new dam fell x"] * 12
    return tokens_of(*texts, outlet=["A"] * 12 + ["B"] * 12)


def test_keywords(tokens):
    table = keywords(tokens, reference="rest", by="outlet", permutations=0)
    table = table[table["outlet"] == "A"]
    ax = plots.keywords(table, n=2)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["held (12 : 0)", "old (12 : 0)", "fell (0 : 12)", "new (0 : 12)"]
    dots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert all(dot.get_markerfacecolor() == "white" for dot in dots)  # none is on both sides, so no interval
    assert dots[0].get_marker() != dots[-1].get_marker()
    said = plots.keywords_alt(table, n=1)
    assert said.startswith(
        "Dot plot of log ratios. More frequent in the target: held 4.58 (no interval). More frequent"
    )
    assert plots.keywords_alt(table.head(0)).endswith("target: none. More frequent in the reference: none.")


def test_collocates(tokens):
    table = collocates(tokens, "dam", window=1)
    ax = plots.collocates(table)
    assert ax.get_yticklabels()[0].get_text() == f"{table['token'][0]} (12 in 12)"
    assert "fell " in plots.collocates_alt(table)
    assert plots.collocates_alt(table.head(0)) == "Dot plot of log ratios near the node: none."
    assert plots.collocates(table.head(0)).get_yticklabels() == []


def test_a_network(tokens):
    edges = collocation_network(tokens, "dam", n=3, window=1)
    ax = plots.collocation_network(edges)
    assert {text.get_text() for text in ax.texts} == set(edges["source"]) | set(edges["target"])
    lines = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(lines) == len(edges)
    centre = next(text for text in ax.texts if text.get_text() == "dam")
    assert centre.xy == pytest.approx((0, 0))
    assert plots.collocation_network_alt(edges).startswith("Network of collocates. dam: ")
    assert "other" in plots.collocation_network_alt(edges, n=1)
    assert plots.collocation_network_alt(edges.head(0)) == "Network of collocates. No edges."
    plots.collocation_network(edges.head(0))


def test_barcodes_in_the_text_and_in_time(tokens_of):
    dates = pd.to_datetime(["2020-01-01", "2020-02-01"])
    tokens = tokens_of("dam $x dam", "dam", date=dates, outlet=["$A", "$B"])
    table = barcode(tokens, "dam", by="outlet")
    ax = plots.barcode(table)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["$A (2)", "$B (1)"]
    assert len(ax.collections[0].get_segments()) == 2
    assert plots.barcode_alt(table) == (
        "Strokes at the places of hits. $A: 2 hits from 0.00 to 1.00, the middle one at 0.00; "
        "$B: 1 hit from 0.00 to 0.00, the middle one at 0.00."
    )
    dated = barcode(tokens, "dam", by="outlet", axis="date")
    assert plots.barcode(dated).get_xlabel() == "date"
    assert "from 2020-02-01 to 2020-02-01" in plots.barcode_alt(dated)
    assert plots.barcode_alt(table, n=1).endswith(". The other 1 rows are in the table.")
    assert plots.barcode_alt(table.head(0)) == "Strokes at the places of hits. None."


def test_dispersion(tokens, tmp_path):
    table = dispersion(tokens)
    ax = plots.dispersion(table, words=("dam", "held"))
    assert {text.get_text() for text in ax.texts} == {"dam", "held"}
    assert np.array_equal(ax.lines[0].get_xdata(), table["freq"])
    assert plots.dispersion_alt(table, words=("dam",)).endswith("; dam: 24 times, DPnorm 0.00.")
    plots.dispersion(table).figure.savefig(tmp_path / "figure.svg")
    assert plots.dispersion_alt(table.head(0)) == "Dots of DPnorm against frequency, no words."


def test_they_draw_into_the_axes_they_are_given(tokens):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    assert plots.dispersion(dispersion(tokens), ax=mine) is mine
    assert plots.collocates(collocates(tokens, "dam"), ax=mine) is mine
