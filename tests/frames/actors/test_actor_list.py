"""Lists of actors, as users write them."""

import pytest

from discourse.errors import ReadError
from discourse.frames.actors.actor_list import read_actors
from discourse.frames.actors.mentions import actor_mentions
from discourse.tables import check
from discourse.text.index import index_tokens

TOML = """
[actors."Arvenia"]
kind = "state"
aliases = ["Arvenian*", "Sarvan"]

[actors."Council of Arvenia"]
kind = "organisation"
"""


@pytest.fixture
def write(tmp_path):
    def make(text, name="actors.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def test_toml_and_csv_say_the_same(write):
    one = read_actors(write(TOML))
    other = read_actors(
        write("name,kind,aliases\nArvenia,state,Arvenian*; Sarvan\nCouncil of Arvenia,organisation,\n", "actors.csv")
    )
    assert one.actors == other.actors
    assert one.names == ["Arvenia", "Council of Arvenia"]
    assert one.aliases["Arvenia"] == ["Arvenia", "Arvenian*", "Sarvan"]
    assert "Arvenia (state): Arvenia, Arvenian*, Sarvan" in repr(one)
    assert one.sha256 != other.sha256


def test_mentions_the_longest_counts_and_capitals_matter(write, tokens_of):
    tokens = tokens_of("The Council of Arvenia met Arvenians in Sarvan. It was arvenian, Arvenia's way.", x=[1])
    found = check(actor_mentions(tokens, read_actors(write(TOML)), window=1), "hits")
    assert found[["node", "actor", "alias"]].to_numpy().tolist() == [
        ["Council of Arvenia", "Council of Arvenia", "Council of Arvenia"],
        ["Arvenians", "Arvenia", "Arvenian*"],
        ["Sarvan", "Arvenia", "Sarvan"],
        ["Arvenia's", "Arvenia", "Arvenia"],
    ]
    assert found["x"].tolist() == [1] * 4
    again = actor_mentions(index_tokens(tokens, case=True), read_actors(write(TOML)), window=1)
    assert again["node"].tolist() == found["node"].tolist()


def test_everything_wrong_is_said_at_once(write):
    text = """
[actors."A"]
kinds = "state"
aliases = ["X", "y?"]

[actors."B"]
kind = 3
aliases = ["X"]

[actors."C"]
aliases = "X"
"""
    with pytest.raises(ReadError) as error:
        read_actors(write(text))
    for part in (
        "key 'kinds' is not known; did you mean 'kind'?",
        "lone '?'",
        "kind must be a text",
        "aliases must be a list",
        "alias 'X' stands for A, B",
    ):
        assert part in str(error.value)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("", "a.toml", "there is no actor"),
        ("[actor.A]\n", "a.toml", "did you mean 'actors'"),
        ("not toml", "a.toml", "is not a TOML file"),
        ("name,sort\n", "a.csv", "column 'kind' is missing[^§]*column 'sort' is not known"),
        ("name,kind,aliases\n,state,\n", "a.csv", "an actor has no name"),
    ],
)
def test_files_that_are_none(write, text, name, said):
    with pytest.raises(ReadError, match=said):
        read_actors(write(text, name))


def test_a_file_that_is_not_there():
    with pytest.raises(ReadError, match="cannot read the actors"):
        read_actors("no/such/file.toml")
