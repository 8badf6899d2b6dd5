"""Figures of who speaks: every number drawn is one of the table."""

import matplotlib
import numpy as np
import pandas as pd
import pytest

from discourse.plots import (
    actor_network,
    actor_network_alt,
    voices,
    voices_alt,
    who_says_what,
    who_says_what_alt,
)
from discourse.tables import empty

HOSTILE = "$\\frac{$ <b>"


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


def filled(table, **columns):
    frame = pd.DataFrame(columns)
    for name, kind in empty(table).dtypes.items():
        if name not in frame:
            frame[name] = "" if kind == "str" else np.nan if kind == "float64" else 1
    return frame.astype({k: v for k, v in empty(table).dtypes.items() if v != "object"})


@pytest.fixture
def rates():
    values = [1.0, 0.5, 0.0, 2.0, 3.0, 0.1, 0.2, 4.0]
    return filled(
        "voice_rates",
        outlet=[HOSTILE] * 4 + ["B"] * 4,
        theme="self_rule",
        voice=["reported", "denied", "hypothetical", "unattributed"] * 2,
        per_1000=values,
        low=[0.5, 0.2, np.nan, 1.0] * 2,
        high=[1.5, 0.8, np.nan, 5.0] * 2,
        documents=12,
        purity=[np.nan] * 3 + [0.8] + [np.nan] * 3 + [0.8],
        purity_low=0.7,
        purity_high=0.9,
    )


def test_voices_draws_every_rate_with_its_interval(rates, tmp_path):
    ax = voices(rates)
    dots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert [float(dot.get_xdata()[0]) for dot in dots] == rates["per_1000"].tolist()
    assert len({dot.get_marker() for dot in dots[:4]}) == 4  # told apart in grey
    assert [dot.get_markerfacecolor() == "white" for dot in dots[:4]] == [False, False, True, False]
    spans = [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    assert spans[:2] == [[0.5, 1.5], [0.2, 0.8]]
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"{HOSTILE} (12)", "B (12)"]
    assert "80% (70%–90%)" in ax.get_xlabel()
    ax.figure.savefig(tmp_path / "figure.svg")


def test_voices_in_words(rates):
    said = voices_alt(rates)
    assert f"{HOSTILE} reported 1.00 (0.50 to 1.50)" in said
    assert "hypothetical 0.00 (no interval)" in said
    assert said.endswith("Of hits left unattributed, 80% (70%–90%) stand outside reported words.")
    assert "The other 7 rows are in the table" in voices_alt(rates, n=1)
    assert voices(empty("voice_rates")).get_yticklabels() == []


@pytest.fixture
def matrix():
    return filled(
        "who_says_what",
        speaker=[HOSTILE, HOSTILE, "Sand", "Sand"],
        theme=["self_rule", "threat"] * 2,
        hits=[4, 0, 1, 9],
        statements=[7, 7, 5, 5],
        per_1000=[40.0, 0.0, 10.0, 90.0],
        log_ratio=[1.0, np.nan, -2.0, 1.0],
        q=[0.01, np.nan, 0.02, 0.5],
    )


def test_the_matrix_shows_its_numbers(matrix, tmp_path):
    ax = who_says_what(matrix)
    assert [text.get_text() for text in ax.texts] == ["4+", "0", "1−", "9"]
    assert [text.get_weight() for text in ax.texts] == ["bold", "normal", "bold", "normal"]
    assert ax.texts[3].get_color() == "white"  # on the darkest cell
    assert [label.get_text() for label in ax.get_yticklabels()] == [f"{HOSTILE} (7)", "Sand (5)"]
    np.testing.assert_array_equal(ax.images[0].get_array(), [[40, 0], [10, 90]])
    ax.figure.savefig(tmp_path / "figure.svg")
    said = who_says_what_alt(matrix)
    assert said.startswith("Heat map of 2 speakers and 2 themes. Sand, threat: 9 hits, 90.0 per 1,000 reported words")
    assert "The other 2 cells with hits" in who_says_what_alt(matrix, n=1)
    who_says_what(empty("who_says_what"))


def test_the_network_says_that_nobody_has_reviewed_it(tmp_path):
    pairs = pd.DataFrame(
        {
            "actor": ["A", "A", HOSTILE],
            "other": ["B", HOSTILE, "B"],
            "congruence": [3, 0, 1],
            "conflict": [0, 2, 1],
            "shared": [3, 2, 2],
            "balance": [1.0, -1.0, 0.0],
            "concepts": [["x"], ["y"], ["x"]],
            "reviewed": ["confirmed", "unreviewed", "partly"],
        }
    )
    ax = actor_network(pairs)
    edges = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert [edge.get_linestyle() for edge in edges] == ["-", "--", ":"]  # told apart in grey
    assert ax.get_title(loc="left") == "2 of 3 edges not fully reviewed by a person"
    assert {text.get_text() for text in ax.texts} == {"A", "B", HOSTILE}
    ax.figure.savefig(tmp_path / "figure.svg")
    assert actor_network_alt(pairs).startswith(
        "Network of 3 actors, 2 of 3 edges not fully reviewed by a person. A and B: allies (3 in common, 0 against"
    )
    done = actor_network_alt(pairs.assign(reviewed="confirmed"))
    assert "all edges confirmed by a person" in done
    actor_network(empty("actor_network"))
