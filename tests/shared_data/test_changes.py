"""Changes of level that anyone knows of, in the speeches of 20 states in the UN General Debate, 1980-2024."""

import pandas as pd
import pytest

import discourse as dc


@pytest.mark.proof
def test_the_vocabulary_of_terrorism_changes_in_2001_and_of_democracy_in_1989(articles_named, codebook):
    speeches = articles_named("ungdc")
    speeches = speeches.assign(date=pd.to_datetime(speeches["year"].astype(str) + "-09-25"))
    themes = dc.select_themes(codebook, ["terrorism_extremism", "democracy_autocracy"])
    found = dc.theme_changes(dc.tokenize(speeches), themes, period="year", random_state=1)
    years = {theme: rows["change"].dt.year.tolist() for theme, rows in found.groupby("theme")}
    assert 2001 in years["terrorism_extremism"]
    assert 1989 in years["democracy_autocracy"]
    attack = found[found["change"] == "2001-01-01"].iloc[0]
    assert (attack["low"], attack["high"]) == (attack["change"], attack["change"])
    assert attack["after"] > 3 * attack["before"]
