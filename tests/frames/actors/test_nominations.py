"""How actors are called, on phrases that can be read."""

import pytest

from discourse.errors import PatternError, TableError, UnknownNameError
from discourse.frames.actors.actor_list import Actor, Actors
from discourse.frames.actors.actor_shares import actor_shares
from discourse.frames.actors.nominations import nominations, read_labels
from discourse.tables import check
from discourse.text.patterns import parse_pattern


def actor(name, kind, *aliases):
    return Actor(name, kind, aliases, tuple(parse_pattern(alias, case=True) for alias in aliases))


ACTORS = Actors((actor("Arvenia", "state", "Arvenia*"), actor("Kalvo", "person", "Idris Kalvo", "Kalvo")), "here", "")


@pytest.mark.parametrize(
    ("text", "label", "form"),
    [
        ("The Arvenian regime fell.", "regime", "head"),
        ("Arvenia's clerical regime fell.", "regime", "head"),
        ("The Arvenian clerical regime fell.", "regime", "head"),
        ("Arvenian leaders fell.", "leaders", "head"),
        ("The government of Arvenia fell.", "government", "of"),
        ("The regime in Arvenia fell.", "regime", "of"),
        ("The government of the Arvenians fell.", "government", "of"),
        ("Arvenia fell.", "", ""),
        ("Troops in Arvenia fell.", "", ""),  # not its own
        ("Arvenia, government sources said, fell.", "", ""),  # a comma between
        ("Arvenia attacked government troops.", "", ""),  # a bare name is no attribute of a word further on
        ("They left Arvenia. Regime change followed.", "", ""),  # another sentence
        ("President Kalvo fell.", "president", "title"),
        ("Foreign Minister Idris Kalvo fell.", "foreign minister", "title"),
        ("Idris Kalvo, the country's president, fell.", "president", "apposition"),
        ("Idris Kalvo, foreign minister, fell.", "foreign minister", "apposition"),
        ("The foreign minister, Idris Kalvo, fell.", "foreign minister", "apposition"),
        ("Kalvo, who met the president, fell.", "", ""),
        ("The people Kalvo met fell.", "", ""),  # only offices are titles
    ],
)
def test_label_and_form(tokens_of, text, label, form):
    found = check(nominations(tokens_of(text), ACTORS), "nominations")
    assert found[["label", "form"]].to_numpy().tolist() == [[label, form]]
    row = found.iloc[0]
    assert text[row["start"] : row["end"]] == row["node"]


def test_a_list_of_ones_own(tokens_of):
    tokens = tokens_of("The Arvenian peril grows, the Arvenian regime too.")
    found = nominations(tokens, ACTORS, labels={"peril": "threat"})
    assert found[["label", "label_class"]].to_numpy().tolist() == [["peril", "threat"], ["", ""]]
    with pytest.raises(PatternError, match="labels is empty"):
        nominations(tokens, ACTORS, labels={})


def test_the_shipped_labels_are_lower_case_and_stand_once():
    labels = read_labels()
    assert labels["regime"] == "regime"
    assert all(label == label.lower() for label in labels)
    assert {"regime", "government", "office"} <= set(labels.values())


def test_shares_by_outlet(tokens_of):
    texts = ["The Arvenian regime spoke."] * 9 + ["The Arvenian government spoke."] * 3
    texts += ["The Arvenian government spoke."] * 10 + ["Arvenia spoke."] * 2
    found = nominations(tokens_of(*texts, outlet=["A"] * 12 + ["B"] * 12), ACTORS)
    shares = check(actor_shares(found, of="label", by="outlet", random_state=1), "actor_shares")
    cells = shares.set_index(["outlet", "value"])
    assert cells.loc[("A", "regime"), ["hits", "total", "share"]].tolist() == [9, 12, 0.75]
    assert cells.loc[("B", "(none)"), ["hits", "total"]].tolist() == [2, 12]
    assert cells.loc[("A", "regime"), "log_odds_low"] > 0
    assert cells.loc[("B", "government"), "log_odds_low"] > 0
    together = actor_shares(found, of="label_class", random_state=1)
    assert together["hits"].sum() == 24
    assert together["log_odds"].isna().all()
    few = actor_shares(found, of="label", n=1, random_state=1)
    assert few["value"].tolist() == ["(others)", "government"]


def test_shares_of_nothing_and_of_what_is_not_there(tokens_of):
    none = actor_shares(nominations(tokens_of("Nothing."), ACTORS), of="label", random_state=1)
    assert len(none) == 0
    assert check(none, "actor_shares") is none
    with pytest.raises(UnknownNameError, match="no column to count called 'labels'"):
        actor_shares(none, of="labels", random_state=1)
    with pytest.raises(TableError, match=r"no column 'role'; actor_roles\(\)"):
        actor_shares(nominations(tokens_of("Arvenia."), ACTORS), of="role", random_state=1)
