import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.plots import compare_rates, compare_rates_alt


@pytest.fixture
def comparisons():
    return pd.DataFrame(
        {
            "group": ["A $5bn", "A $5bn", "C"],
            "reference": "B",
            "theme": ["self_rule", "threat", "threat"],
            "value": [4.0, 1.0, 0.0],
            "value_reference": [2.0, 1.0, 1.0],
            "difference": [2.0, 0.0, -1.0],
            "low": [1.0, -1.0, np.nan],
            "high": [3.0, 1.0, np.nan],
            "ratio": [2.0, 1.0, 0.0],
            "ratio_low": [1.5, 0.0, np.nan],
            "ratio_high": [3.0, 2.0, np.nan],
            "p": [0.01, 0.9, np.nan],
            "q": [0.02, 0.9, np.nan],
            **{
                f"{name}{suffix}": 20
                for name in ("hits", "documents", "documents_with")
                for suffix in ("", "_reference")
            },
            "unit": "token",
            "base": "articles",
            "note": ["", "", "fewer than 10 documents in a group, so no comparison"],
        }
    )


def dots(ax):
    return [line for line in ax.lines if len(line.get_xdata()) == 1]


def bars(ax):
    return [list(line.get_xdata()) for line in ax.lines[1:] if len(line.get_xdata()) == 2]


def test_a_row_for_each_theme_in_the_block_of_its_comparison(comparisons, tmp_path):
    ax = compare_rates(comparisons)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["self rule", "threat", "threat"]
    assert [text.get_text() for text in ax.texts] == ["A $5bn against B", "C against B"]
    assert [dot.get_xdata()[0] for dot in dots(ax)] == [2, 0, -1]
    assert bars(ax)[:2] == [[1, 3], [-1, 1]]
    assert list(ax.lines[0].get_xdata()) == [0, 0]
    ax.figure.savefig(tmp_path / "figure.svg")


def test_only_what_is_sure_is_filled(comparisons):
    assert [dot.get_markerfacecolor() == "white" for dot in dots(compare_rates(comparisons))] == [False, True, True]


def test_ratios_have_a_logarithmic_axis_and_leave_it_at_0(comparisons):
    ax = compare_rates(comparisons, measure="ratio")
    assert ax.get_xscale() == "log"
    assert bars(ax)[0] == [1.5, 3]
    assert 0 < bars(ax)[1][0] < ax.get_xlim()[0]
    assert np.isnan(dots(ax)[2].get_xdata()[0])
    with pytest.raises(ArgumentError, match="measure must be one of difference, ratio, not 'odds'"):
        compare_rates(comparisons, measure="odds")


def test_the_description_has_the_numbers(comparisons):
    assert compare_rates_alt(comparisons) == (
        "Dot plot of differences of hits per 1,000 tokens. A $5bn against B: self rule 2 (1 to 3), threat 0 (-1 to 1); "
        "C against B: threat -1 (no interval)."
    )
    assert compare_rates_alt(comparisons, measure="ratio", n=1) == (
        "Dot plot of ratios of hits per 1,000 tokens. A $5bn against B: self rule 2 (1.5 to 3). "
        "The other 2 rows are in the table."
    )


def test_it_draws_into_the_axes_it_is_given_and_nothing_is_no_error(comparisons):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    assert compare_rates(comparisons, ax=mine) is mine
    compare_rates(comparisons.head(0), measure="ratio").figure.canvas.draw()
