import pandas as pd
import pytest

from discourse.errors import UnknownNameError
from discourse.frames.codebooks.actor_names import actor_names, named_in, shipped_actors
from discourse.frames.codebooks.check import check_codebook
from discourse.frames.codebooks.file import read_codebook
from discourse.tables import check
from discourse.text.patterns import parse_pattern

BOOK = """
name = "b"
version = "1"
language = "en"

[themes.war]
definition = "d"
patterns = ["war*", "air war", "iran* troops", "no such thing", "cold war", "peace talks", "the"]
unless = ["cold war", "war of words", "star wars"]
examples = ["The war went on.", "They rested.", "War or peace talks."]
counter_examples = ["A cold war.", "Wardens slept."]

[themes.peace]
definition = "Not yet defined."
patterns = ["peace*", "peace talks"]
"""


@pytest.fixture
def book(write_codebook):
    return read_codebook(write_codebook(BOOK))


def found(findings: pd.DataFrame, *checks: str) -> list[list[str]]:
    return findings.loc[findings["check"].isin(checks), ["theme", "pattern", "finding"]].values.tolist()


def test_examples_are_run(book):
    findings = check(check_codebook(book), "findings")
    assert found(findings, "example", "counter_example") == [
        ["war", "", "does not find: They rested."],
        ["war", "", "is found by peace too: War or peace talks."],
        ["war", "war*", "finds what it should not: Wardens slept."],
    ]


def test_what_is_missing_is_said(book):
    assert found(check_codebook(book), "definition", "examples") == [
        ["peace", "", "has no definition; coders cannot judge its hits"],
        ["peace", "", "has no examples and no counter-examples"],
    ]


def test_names_in_counting_patterns_are_found(book):
    assert found(check_codebook(book), "actor") == [
        ["war", "iran* troops", "counts the name of an actor: iran, iranian, iranians"]
    ]
    assert found(check_codebook(book, actors=["star (wars|trek)", "the"]), "actor") == [
        ["war", "the", "counts the name of an actor: the"]
    ]
    assert not found(check_codebook(book, actors=[]), "actor")


def test_a_pattern_of_two_themes_is_called_out(book):
    assert found(check_codebook(book), "overlap") == [["peace", "peace talks", "is a pattern of war too"]]


def test_with_a_corpus_patterns_are_judged_by_what_they_find(book, tokens_of):
    texts = ["The air war and the war of words.", *["Peace talks in the town."] * 11, "A cold war."]
    findings = check_codebook(book, tokens_of(*texts), actors=[])
    assert found(findings, "dead") == [
        ["war", "iran* troops", "has no match in this corpus"],
        ["war", "no such thing", "has no match in this corpus"],
    ]
    assert found(findings, "unused") == [
        ["war", "war*", "none of its 3 matches counts: kept out by war of words"],
        ["war", "cold war", "none of its 1 matches counts: kept out by cold war"],
        ["peace", "peace*", "none of its 11 matches counts: longer hits of the theme stand on all of them"],
    ]
    assert found(findings, "promiscuous") == [
        ["war", "peace talks", "stands in 11 of 13 documents"],
        ["war", "the", "stands in 12 of 13 documents"],
        ["peace", "peace*", "stands in 11 of 13 documents"],
        ["peace", "peace talks", "stands in 11 of 13 documents"],
    ]
    assert found(findings, "dead exclusion") == [["war", "star wars", "has no match in this corpus"]]
    assert ["war", "peace talks", "11 of its 11 hits overlap hits of peace"] in found(findings, "overlap")


def test_a_pattern_standing_for_very_many_words_is_promiscuous(write_codebook, tokens_of):
    book = read_codebook(
        write_codebook('name="x"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="d"\npatterns=["in*"]\n')
    )
    tokens = tokens_of(" ".join(f"in{letter}{other}" for letter in "abcdef" for other in "vwxyz"))
    assert found(check_codebook(book, tokens), "promiscuous") == [["a", "in*", "begins with 30 different words"]]


def test_a_sound_codebook_gives_an_empty_table_with_its_columns(write_codebook):
    text = BOOK.split("[themes.war]")[0] + (
        '[themes.a]\ndefinition="d"\npatterns=["a"]\nexamples=["A."]\ncounter_examples=["B."]\n'
    )
    findings = check_codebook(read_codebook(write_codebook(text)))
    assert findings.columns.tolist() == ["theme", "pattern", "check", "finding"]
    assert not len(findings)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("sovereign*", []),
        ("german*", ["german", "germans", "germany"]),
        ("(french|foreign) troops", ["french"]),
        ("south africa*", ["south africa", "south african", "south africans"]),
        ("south ~1 african", []),
        ("united states", ["united states"]),
        ("independent states", []),
        ("ban*", []),
        ("dut*", []),
        ("amer*", ["america", "american"]),
        ("usa*", ["usa"]),
        ("re:\\bchin(a|ese)", ["china", "chinese"]),
        ("re:(\\w+) for \\1", []),
    ],
)
def test_names_in_patterns(pattern, names):
    assert named_in(parse_pattern(pattern), actor_names(None, language="en-GB")) == names


def test_the_shipped_list_of_names_holds_each_once_and_only_what_patterns_can_say():
    listed = shipped_actors("en")
    assert len(listed) == len(set(listed)) > 350
    with pytest.raises(UnknownNameError, match=r"no list of actors called 'fa' in the shipped lists; give actors="):
        actor_names(None, language="fa")
