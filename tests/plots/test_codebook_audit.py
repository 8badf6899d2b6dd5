import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.plots import codebook_audit, codebook_audit_alt
from discourse.tables import columns


@pytest.fixture
def audit():
    table = pd.DataFrame(
        {
            "theme": ["war", "war", "war", "peace"],
            "pattern": ["$5 war*", "siege", "gun*", "peace"],
            "sub": "",
            "weak": False,
            "hits": [5, 2, 0, 1],
            "documents": 1,
            "share": 0.5,
            "excluded": 0,
            "forms": "",
            "value": [1.0, 1.0, 1.0, 2.0],
            "without": [0.9, 0.2, 1.0, 0.0],
            "low": [0.5, -0.1, 0.5, np.nan],
            "high": [1.5, 0.5, 1.5, np.nan],
            "change": [-0.1, -0.8, 0.0, -2.0],
            "note": "",
        }
    )
    return table[columns("audit")]


@pytest.fixture(autouse=True)
def _no_window():
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    yield
    plt.close("all")


def test_a_block_for_each_theme_the_pattern_that_moves_most_first(audit):
    ax = codebook_audit(audit, titles={"war": "war and siege"})
    labels = [text.get_text() for text in ax.get_yticklabels()]
    assert labels == ["all patterns", "without siege (2)", "without $5 war* (5)", "all patterns", "without peace (1)"]
    assert [text.get_text() for text in ax.texts] == ["war and siege", "peace"]
    ax.figure.canvas.draw()


def test_as_many_patterns_as_asked_for(audit):
    assert len(codebook_audit(audit, n=1).get_yticklabels()) == 4


def test_the_alternative_says_the_numbers(audit):
    assert codebook_audit_alt(audit, n=1) == (
        "Dot plot of a comparison with each pattern left out. war: all patterns 1.00, without siege 0.20 (interval "
        "-0.10 to 0.50); peace: all patterns 2.00, without peace 0.00 (no interval)."
    )


def test_an_audit_without_a_comparison_cannot_be_drawn(audit):
    with pytest.raises(ArgumentError, match="the audit compares nothing"):
        codebook_audit(audit.assign(without=np.nan))
    with pytest.raises(ArgumentError, match="n must be 1 or more"):
        codebook_audit(audit, n=0)
