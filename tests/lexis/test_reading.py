import dataclasses

import pytest

from discourse.errors import ArgumentError, NoHitsWarning, PatternError, ReadError, TableError, UnknownNameError
from discourse.lexis.barcode import barcode
from discourse.lexis.caption import caption
from discourse.lexis.reading import Reading, reading_steps, replay
from discourse.lexis.reading_file import read_reading, write_reading
from discourse.tables import check
from discourse.text.tokenize import tokenize


def corpus(tokens_of):
    return tokens_of("war dam b", "dam a. Dam c", "peace dam b", outlet=["A", "B", "B"], year=[1, 2, 3])


def test_a_reading_is_replayed_step_by_step(tokens_of):
    reading = Reading("dam", window=2).select(where={"outlet": "B"}).order("R1").group("R1")
    lines = replay(reading, corpus(tokens_of))
    assert lines["cite"].tolist() == ["d1:0-3", "d2:6-9", "d1:7-10"]
    assert lines["group"].tolist() == ["a", "b", "c"]
    steps = check(reading_steps(reading, corpus(tokens_of)), "reading")
    assert steps[["step", "kind", "lines", "documents"]].to_numpy().tolist() == [
        [0, "query", 4, 3],
        [1, "select", 3, 2],
        [2, "order", 3, 2],
        [3, "group", 3, 2],
    ]
    assert caption(lines).startswith(
        "Hits of dam, 2 words left and 2 right within the document; select outlet B; order R1"
    )


def test_groups_stay_together_the_largest_first(tokens_of):
    reading = Reading("dam").group("outlet").order("-start")
    lines = replay(reading, corpus(tokens_of))
    assert lines["group"].tolist() == ["B", "B", "B", "A"]
    assert lines["start"].tolist() == [7, 6, 0, 4]
    assert replay(Reading("dam").group("node"), corpus(tokens_of))["group"].unique().tolist() == ["dam"]
    assert replay(Reading("dam"), corpus(tokens_of))["group"].unique().tolist() == [""]


def test_the_same_reading_of_another_corpus(tokens_of):
    reading = Reading(["dam", "river"], unit="sentence").select(context="(war|peace)").select(n=1, random_state=3)
    for tokens, cite in ((corpus(tokens_of), {"d0:4-7", "d2:6-9"}), (tokens_of("war. River", "river war"), {"d1:0-5"})):
        lines = replay(reading, tokens)
        assert len(lines) == 1
        assert set(lines["cite"]) <= cite
        assert lines.equals(replay(reading, tokens))
    with pytest.warns(NoHitsWarning):
        none = replay(reading.group("R1"), tokens_of("x"))
    assert none.columns.tolist() == lines.columns.tolist()


def test_a_reading_is_frozen_and_its_file_gives_it_back(tmp_path):
    awkward = 'a"b\\c\n\x7fé🕊 = [x]'
    reading = (
        Reading(["dam", "(war|peace) ~3 dam"], window=(3, 5), unit="sentence", case=True)
        .select(
            where={"outlet": ["A", awkward], "year": [1, 2], "is it": True},
            no_context="b",
            per_document=2,
            random_state=1,
        )
        .order("R1 -year")
        .group("L1")
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        reading.unit = "document"
    path = write_reading(reading, tmp_path / "reading.toml")
    assert read_reading(path) == reading
    assert path.read_bytes() == write_reading(read_reading(path), tmp_path / "again.toml").read_bytes()
    simple = Reading("dam").order("R1")
    assert read_reading(write_reading(simple, tmp_path / "simple.toml")) == simple
    assert hash(simple) == hash(Reading("dam").order("R1"))


def test_a_file_that_is_no_reading_says_everything_that_is_wrong(tmp_path):
    path = tmp_path / "reading.toml"
    path.write_text(
        'query = ["dam"]\nunits = "sentence"\n[[step]]\nkind = "sort"\n[[step]]\nkind = "order"\nsort = 3\n'
    )
    with pytest.raises(ReadError) as problem:
        read_reading(path)
    said = str(problem.value)
    assert "key 'units' is not known; did you mean 'unit'?" in said
    assert "key 'format' is missing" in said
    assert "step 1: kind must be one of select, order, group, not 'sort'" in said
    assert "step 2: key 'sort' must be of type str, not int" in said
    with pytest.raises(ReadError, match="no reading at"):
        read_reading(tmp_path / "none.toml")
    path.write_text("query = [")
    with pytest.raises(ReadError, match="is not a TOML file"):
        read_reading(path)
    path.write_text('format = 1\nquery = ["(dam"]\n')
    with pytest.raises(ReadError, match="without a closing one"):
        read_reading(path)


def test_steps_are_checked_when_they_are_made(tokens_of):
    with pytest.raises(PatternError):
        Reading("(dam")
    with pytest.raises(ArgumentError, match="which lines to keep"):
        Reading("dam").select()
    with pytest.raises(ArgumentError, match="random_state="):
        Reading("dam").select(n=3)
    with pytest.raises(ArgumentError, match=r"where\['outlet'\] must be a text"):
        Reading("dam").select(where={"outlet": object()})
    with pytest.raises(UnknownNameError, match="no value called 'Z'"):
        replay(Reading("dam").select(where={"outlet": "Z"}), corpus(tokens_of))
    with pytest.raises(ArgumentError, match="did you mean 'outlet'"):
        replay(Reading("dam").group("outlets"), corpus(tokens_of))
    with pytest.raises(TableError, match="called 'group'"):
        replay(Reading("dam"), tokens_of("dam", group=["A"]))


def test_places_in_documents_in_rows_and_in_time(articles_of):
    import pandas as pd

    dates = pd.to_datetime(["2020-01-01", None, "2020-03-01"])
    tokens = tokenize(articles_of("dam x dam", "x dam", "x x dam", outlet=["A", "A", "B"], date=dates))
    table = check(barcode(tokens, "dam"), "barcode")
    assert table[["row", "at"]].to_numpy().tolist() == [["d0", 0.0], ["d0", 1.0], ["d1", 1.0], ["d2", 1.0]]
    rows = barcode(tokens, "dam", by="outlet", axis="corpus")
    assert rows[["row", "at"]].to_numpy().tolist() == [["A", 0.0], ["A", 0.5], ["A", 1.0], ["B", 1.0]]
    dated = barcode(tokens, "dam", by="outlet", axis="date")
    assert dated["at"].tolist() == [dates[0], dates[0], dates[2]]
    assert "1 without date left out" in caption(dated)
    with pytest.raises(TableError, match="axis='outlet' must be a variable of dates"):
        barcode(tokens, "dam", axis="outlet")
    with pytest.raises(UnknownNameError, match=r"no axis called 'dates' .*did you mean 'date'"):
        barcode(tokens, "dam", axis="dates")


def test_hits_that_unless_keeps_from_counting(tokens_of, tmp_path):
    tokens = tokens_of("dam old dam", "dam builder dam", outlet=["A", "B"])
    assert barcode(tokens, "dam", unless="dam builder")["start"].tolist() == [0, 8, 12]
    reading = Reading("dam", unless="dam builder").order("L1")
    assert repr(reading).startswith("Reading of dam unless dam builder: ")
    assert replay(reading, tokens)["cite"].tolist() == ["d0:0-3", "d1:12-15", "d0:8-11"]
    assert reading_steps(reading, tokens)["what"].tolist()[0] == "dam unless dam builder"
    again = read_reading(write_reading(reading, tmp_path / "reading.toml"))
    assert again == reading
    with pytest.raises(PatternError):
        Reading("dam", unless="(dam")
    with pytest.warns(NoHitsWarning, match="unless dam"):
        assert not len(replay(Reading("dam", unless="dam"), tokens))
