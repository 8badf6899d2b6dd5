"""Speakers called by the names of a list."""

from discourse.frames.actors.actor_list import Actor, Actors
from discourse.frames.voices.speaker_names import name_speakers
from discourse.tables import check, empty
from discourse.text.patterns import parse_pattern


def actor(name, *aliases):
    return Actor(name, "", aliases, tuple(parse_pattern(alias, case=True) for alias in aliases))


ACTORS = Actors((actor("Mirela Sand", "Mirela Sand", "Sand"), actor("Arvenia", "Arvenia", "Arvenian*")), "here", "")


def test_aliases_and_titles(statements_of):
    names = ["Sand", "Ms Sand", "Foreign Minister Mirela Sand", "an Arvenian official", "Arvenia", "Sand Company", ""]
    rows = [{"article_id": f"d{n}", "speaker": name, "content_spans": [(0, 1)]} for n, name in enumerate(names)]
    named = check(name_speakers(statements_of(*rows), ACTORS), "statements")
    assert named["speaker"].tolist() == [*["Mirela Sand"] * 3, "an Arvenian official", "Arvenia", "Sand Company", ""]
    assert named["speaker_id"].tolist()[:3] == ["mirela sand"] * 3
    assert named["speaker_id"].tolist()[3] == "an Arvenian official"


def test_nothing_to_name():
    assert len(name_speakers(empty("statements"), ACTORS)) == 0
