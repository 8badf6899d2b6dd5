import numpy as np
import pandas as pd
import pytest

from discourse.plots import theme_overlap, theme_overlap_alt


@pytest.fixture
def overlaps():
    return pd.DataFrame(
        {
            "theme": ["a_$x", "a_$x", "b"],
            "theme_2": ["b", "c", "c"],
            "with_theme": 20,
            "with_theme_2": 30,
            "both": [12, 0, 0],
            "expected": [3.0, 2.5, 0.0],
            "log_ratio": [2.0, np.nan, np.nan],
            "low": [1.0, np.nan, np.nan],
            "high": [3.0, np.nan, np.nan],
            "log_dice": [13.0, np.nan, np.nan],
            "p": [0.001, 0.2, np.nan],
            "q": [0.002, 0.2, np.nan],
            "units": 400,
            "documents": 40,
            "documents_with": [15, 12, 0],
            "unit": "sentence",
            "base": "articles",
            "note": ["", "never together, so no log ratio", "the two themes never stand in one document"],
        }
    )


def test_a_cell_for_each_pair(overlaps, tmp_path):
    ax = theme_overlap(overlaps)
    assert {text.get_position(): text.get_text() for text in ax.texts} == {
        (0, 1): "+2.0\n12 / 3.0",
        (0, 2): "never\n0 / 2.5",
        (1, 2): "–",
    }
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "c"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a $x", "b"]
    ax.figure.savefig(tmp_path / "figure.svg")


def test_what_is_sure_is_bold_and_framed(overlaps):
    ax = theme_overlap(overlaps)
    assert [text.get_weight() for text in ax.texts] == ["bold", "normal", "normal"]
    assert len(ax.patches) == 1


def test_darkness_grows_with_the_log_ratio_in_grey_too():
    from matplotlib import colormaps

    grey = colormaps["Blues"](np.linspace(0, 1, 50))[:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(grey) < 0).all()


def test_the_description_has_the_numbers(overlaps):
    assert theme_overlap_alt(overlaps) == (
        "Grid of pairs of themes that share a sentence, the least likely first. a $x with b: 12 together, 3.0 expected "
        "(q 0.002); a $x with c: 0 together, 2.5 expected (q 0.2). The other 1 pairs are in the table."
    )


def test_it_draws_into_the_axes_it_is_given_and_nothing_is_no_error(overlaps):
    import matplotlib.pyplot as plt

    _, mine = plt.subplots()
    assert theme_overlap(overlaps, ax=mine) is mine
    theme_overlap(overlaps.head(0)).figure.canvas.draw()
