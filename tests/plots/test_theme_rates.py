import numpy as np
import pandas as pd
import pytest

from discourse.plots import theme_rates, theme_rates_alt


@pytest.fixture
def rates():
    return pd.DataFrame(
        {
            "outlet": ["A $5bn", "B", "A $5bn", "B"],
            "theme": ["self_rule", "self_rule", "threat", "threat"],
            "hits": [4, 0, 2, 3],
            "tokens": 1000,
            "per_1000": [4.0, 0.0, 2.0, 3.0],
            "documents": [20, 12, 20, 12],
            "documents_with": [3, 0, 2, 3],
            "low": [2.0, np.nan, 1.0, 2.5],
            "high": [6.0, np.nan, 3.0, 3.5],
            "unit": "token",
            "units": 1000,
            "units_with": [4, 0, 2, 3],
            "value": [4.0, 0.0, 2.0, 3.0],
            "design_effect": 1.5,
            "effective_n": 667.0,
            "base": "articles",
            "note": ["", "no hit, so no interval", "", ""],
        }
    )


def test_a_row_for_each_rate_with_its_interval(rates):
    ax = theme_rates(rates)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A $5bn (20)", "B (12)", "A $5bn (20)", "B (12)"]
    intervals = [line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 2]
    assert [list(interval) for interval in intervals if not np.isnan(interval[0])] == [[2, 6], [1, 3], [2.5, 3.5]]
    assert [text.get_text() for text in ax.texts] == ["self rule", "threat"]


def test_themes_are_called_by_their_titles(rates):
    titles = {"self_rule": "autonomy and self-rule"}
    assert [text.get_text() for text in theme_rates(rates, titles=titles).texts] == ["autonomy and self-rule", "threat"]
    assert "tokens. autonomy and self-rule: A $5bn 4.00" in theme_rates_alt(rates, titles=titles)


def test_a_rate_without_an_interval_is_an_open_dot(rates):
    dots = [line for line in theme_rates(rates).lines if len(line.get_xdata()) == 1]
    assert [dot.get_markerfacecolor() == "white" for dot in dots] == [False, True, False, False]


def test_groups_differ_in_marker_as_well_as_colour(rates):
    dots = [line for line in theme_rates(rates).lines if len(line.get_xdata()) == 1]
    assert dots[0].get_marker() == dots[2].get_marker() != dots[1].get_marker()


def test_dollar_signs_are_no_mathematics(rates, tmp_path):
    theme_rates(rates.assign(outlet="$\\frac{$")).figure.savefig(tmp_path / "figure.svg")


def test_it_draws_into_the_axes_it_is_given(rates):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    assert theme_rates(rates.drop(columns="outlet"), ax=mine) is mine
    assert mine.get_yticklabels()[0].get_text() == "all documents (20)"


def test_the_description_has_the_numbers(rates):
    assert theme_rates_alt(rates) == (
        "Dot plot of hits per 1,000 tokens. self rule: A $5bn 4.00 (interval 2.00 to 6.00), B 0.00 (no interval); "
        "threat: A $5bn 2.00 (interval 1.00 to 3.00), B 3.00 (interval 2.50 to 3.50)."
    )
    assert theme_rates_alt(rates, n=1).endswith(". The other 3 rows are in the table.")


def test_shares_are_called_shares(rates):
    shares = rates.assign(unit="sentence", value=[0.4, 0, 0.2, 0.3], low=np.nan)
    assert theme_rates(shares).get_xlabel().startswith("share of sentences with a hit")
    assert theme_rates_alt(shares, n=1).startswith(
        "Dot plot of share of sentences with a hit. self rule: A $5bn 0.400 (no interval)."
    )


def test_nothing_to_draw(rates):
    assert theme_rates(rates.head(0)).get_yticklabels() == []
    assert theme_rates_alt(rates.head(0)) == "Dot plot of hits per 1,000 tokens. ."
