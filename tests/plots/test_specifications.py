import numpy as np
import pandas as pd

from discourse.plots import specifications, specifications_alt


def curve(permutation=0):
    at = np.array([2.0, 1.5, np.nan, 0.8])
    table = {"unit": ["token $1", "sentence"] * 2, "half": ["a", "a", "b", "b"], "one": "x", "permutation": permutation}
    table |= {"specification": range(4), "value": at, "value_reference": 1.0, "estimate": at, "low": at - 0.6}
    table |= {"high": at + 0.6, "p": 0.5, "documents": 20, "documents_reference": 20, "measure": "ratio"}
    return pd.DataFrame({**table, "base": "", "note": ""})


def test_estimates_are_sorted_above_their_choices(tmp_path):
    ax = specifications(pd.concat([curve(), curve(1), curve(2)]))
    dots = [line.get_xydata().tolist() for line in ax.lines if line.get_marker() == "o"]
    assert dots[0] == [[0, 0.8], [1, 1.5]]  # grey: their intervals hold 1
    assert dots[1] == [[2, 2.0]]
    (below,) = ax.child_axes
    labels = [label.get_text() for label in below.get_yticklabels()]
    assert labels == ["unit: token $1", "sentence", "half: a", "b"]
    assert below.lines[0].get_xdata().tolist() == [2, 3]
    assert sum(line.get_linestyle() == "--" for line in ax.lines) == 2
    ax.figure.savefig(tmp_path / "figure.svg")


def test_the_description_has_the_numbers():
    assert specifications_alt(curve()) == (
        "Specification curve: 4 ratios from 0.8 to 2, median 1.5; 2 above 1, 1 with an interval that excludes 1. "
        "Below, which options of unit, half made each."
    )
    assert "none has an estimate" in specifications_alt(curve().assign(estimate=np.nan))


def test_nothing_is_no_error():
    specifications(curve().head(0)).figure.canvas.draw()
