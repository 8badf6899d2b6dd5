"""Figures of agreement, accuracy and corrected shares."""

import matplotlib
import numpy as np
import pandas as pd
import pytest

from discourse import plots
from discourse.tables import columns, empty


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture
def scores():
    rows = [
        ["A $5bn", "self_rule", 300, 90, 40, 50, 3, 0.9, 0.8, 0.95, 0.6, 0.4, 0.8, 0.72, 0.6, 0.8, ""],
        ["", "war", 3, 9, 4, 0, 0, 0.25, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, "…"],
    ]
    return pd.DataFrame(rows, columns=["outlet", *columns("accuracy")])


@pytest.fixture
def agreed():
    rows = [["self_rule", 1300, 2, 0.95, 0.85, 0.8, 0.9, 0.93, 0.85, 0.9, 0.2, 0.9, 0.97, "reliable", ""]]
    return pd.DataFrame(rows, columns=columns("agreement"))


@pytest.fixture
def rates():
    rows = [
        ["A", "war", 900, 50, 90, 0.2, 0.18, 0.22, 0.3, 0.25, 0.35, 0.1, 0.01, 0.3, ""],
        ["A", "peace", 900, 50, 90, 0.1, 0.08, 0.12, 0.1, 0.05, 0.15, 0.0, 0.5, 0.1, ""],
        ["B", "war", 900, 50, 0, 0.2, 0.18, 0.22, np.nan, np.nan, np.nan, np.nan, 0.01, np.nan, "none read"],
    ]
    return pd.DataFrame(rows, columns=["outlet", *columns("corrected_rates")])


def intervals(ax) -> list[list[float]]:
    drawn = [list(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    return [ends for ends in drawn if not np.isnan(ends[0]) and ends[0] != ends[1]]


def labels(ax) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def test_accuracy(scores):
    ax = plots.accuracy(scores)
    assert labels(ax) == ["self rule, A $5bn (300)", "war, (missing) (3)"]
    assert intervals(ax) == [[0.8, 0.95], [0.4, 0.8]]
    dots = [line for line in ax.lines if len(line.get_xdata()) == 1]
    assert [dot.get_markerfacecolor() == "white" for dot in dots] == [False, True, False, True]
    assert dots[0].get_marker() != dots[2].get_marker()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["precision", "recall"]
    assert plots.accuracy_alt(scores) == (
        "Dot plot of precision and recall (units read in brackets). self rule, A $5bn (300): precision 0.90 (interval "
        "0.80 to 0.95), recall 0.60 (interval 0.40 to 0.80); war, (missing) (3): precision 0.25 (no interval), recall "
        "not known."
    )
    assert plots.accuracy_alt(scores, n=1).endswith("The other 1 rows are in the table.")


def test_agreement(agreed):
    ax = plots.agreement(agreed)
    assert labels(ax) == ["self rule (1,300)"]
    assert intervals(ax) == [[0.8, 0.9]]
    assert sorted(line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":") == [0.667, 0.8]
    assert [0.93] in [list(line.get_xdata()) for line in ax.lines]
    assert plots.agreement_alt(agreed) == (
        "Dot plot of Krippendorff’s alpha and AC1 (units in brackets). self rule (1,300): Krippendorff's alpha 0.85 "
        "(interval 0.80 to 0.90), AC1 0.93."
    )


def test_corrected_rates(rates):
    ax = plots.corrected_rates(rates)
    assert labels(ax) == ["peace, A (90)", "war, A (90)", "war, B (0)"]
    assert intervals(ax) == [[0.05, 0.15], [0.25, 0.35], [0.08, 0.12], [0.18, 0.22], [0.18, 0.22]]
    assert "war, B (0): corrected not known, raw 0.20 (interval 0.18 to 0.22)" in plots.corrected_rates_alt(rates)


@pytest.mark.parametrize("name", ["accuracy", "agreement", "corrected_rates"])
def test_nothing_to_draw_and_axes_of_ones_own(name, tmp_path):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    ax = getattr(plots, name)(empty(name), ax=mine)
    assert ax is mine
    ax.figure.savefig(tmp_path / "figure.svg")
    assert getattr(plots, f"{name}_alt")(empty(name)).endswith("brackets). .")


def test_dollar_signs_are_no_mathematics(scores, tmp_path):
    plots.accuracy(scores.assign(outlet="$\\frac{$")).figure.savefig(tmp_path / "figure.svg")
