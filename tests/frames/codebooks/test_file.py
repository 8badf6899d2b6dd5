import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from discourse.errors import ArgumentError, PatternError, ReadError, UnknownNameError
from discourse.frames.codebooks.codebook import collapse_themes, select_themes
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.codebooks.file import write_codebook as write_codebook_to
from discourse.frames.hits import theme_hits

SHIPPED = Path(__file__).parents[3] / "seeds" / "codebook.toml"


def test_a_codebook_is_read_and_prints(codebook):
    assert codebook.theme_names == ["sovereignty", "threat"]
    assert codebook["threat"].sub_tags == ("", "military")
    assert codebook["sovereignty"].examples == ("Sovereignty first.",)
    assert repr(codebook).splitlines()[1:] == [
        "├─ sovereignty: 2 patterns, 1 exclusions",
        "└─ threat: 2 patterns, 0 exclusions",
    ]


HEAD = 'name="x"\nversion="1"\nlanguage="en"\n'


def test_the_hash_is_of_the_content_not_of_its_writing(write_codebook):
    first = HEAD + '[themes.a]\ndefinition="d"\npatterns=["a", "b"]\n[themes.b]\ndefinition="e"\npatterns=["c"]\n'
    other = (
        'language = "en"\nname = "other"\nversion = "2"\n# a comment\n[themes.b]\npatterns = [\n  "c",\n]\n'
        'definition = "e"\n'
        '[themes.a]\ntitle = "the letter"\npatterns = ["a", "b"]\ndefinition = "d"\n[themes.a.notes]\na = "often"\n'
    )
    known = read_codebook(write_codebook(first)).sha256
    assert read_codebook(write_codebook(other)).sha256 == known
    # order of keys in the JSON that is hashed, by hand
    parts = (
        '"companions":[],"counter_examples":[],"definition":"{}","examples":[],"exclude":"","include":"",'
        '"patterns":[{}],"unless":[]'
    )
    themes = [parts.format("d", '["a","",false,1.0],["b","",false,1.0]'), parts.format("e", '["c","",false,1.0]')]
    written = '{"language":"en","themes":{"a":{' + themes[0] + '},"b":{' + themes[1] + '}},"weak_window":10}'
    assert known == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"d"', '"D"'),
        ('["a", "b"]', '["a"]'),
        ('["a", "b"]', '["b", "a"]'),
        ('patterns=["a", "b"]', 'patterns=["a"]\nweak=["b"]'),
        ('patterns=["a", "b"]', 'patterns=["a", "b"]\nunless=["c"]'),
        ('patterns=["a", "b"]', 'patterns=["a", "b"]\nexamples=["c"]'),
        ('patterns=["a", "b"]', 'patterns=["a", "b"]\n[themes.a.weights]\na = 2'),
        ('language="en"', 'language="de"'),
        ('language="en"', 'language="en"\nweak_window=5'),
    ],
)
def test_the_hash_tells_what_differs(write_codebook, old, new):
    text = HEAD + '[themes.a]\ndefinition="d"\npatterns=["a", "b"]\n'
    assert old in text
    assert read_codebook(write_codebook(text)).sha256 != read_codebook(write_codebook(text.replace(old, new))).sha256


RICH = (
    HEAD
    + r"""
description = "Of \"all\" kinds: \\ and ☂"
weak_window = 4

[themes.economy]
title = "the economy"
definition = "d"
patterns = ["econom*", "re:(\\w+) for \\1"]
weak = ["so called", "crisis"]
unless = ["home economics"]
companions = ["money"]
examples = ["The economy.", "=1+1 in the economy", "'quoted' economy"]
counter_examples = ["@home economics"]

[themes.economy.sub]
"the crisis" = ["crisis", "slump*"]

[themes.economy.weights]
"slump*" = 2.5
crisis = -1

[themes.economy.notes]
"econom*" = "-wide"

[themes.economy.themes.trade]
definition = "Says: trade"
patterns = ["trade"]

[themes."economy/trade/war"]
definition = "d"
patterns = ["trade war*"]
"""
)


def test_weak_patterns_weights_notes_titles_and_levels_are_read(write_codebook):
    book = read_codebook(write_codebook(RICH))
    assert book.theme_names == ["economy", "economy/trade", "economy/trade/war"]
    assert book.titles == {
        "economy": "the economy",
        "economy/trade": "economy: trade",
        "economy/trade/war": "economy: trade: war",
    }
    theme = book["economy"]
    rows = zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True)
    assert [(pattern.text, *rest) for pattern, *rest in rows] == [
        ("econom*", "", False, 1.0, "-wide"),
        (r"re:(\w+) for \1", "", False, 1.0, ""),
        ("crisis", "the crisis", True, -1.0, ""),
        ("slump*", "the crisis", False, 2.5, ""),
        ("so called", "", True, 1.0, ""),
    ]
    assert book.weak_window == 4
    assert "5 patterns (2 weak), 1 exclusions" in repr(book)


@pytest.mark.parametrize("suffix", [".toml", ".csv", ".xlsx"])
def test_a_codebook_written_is_read_as_the_same(write_codebook, tmp_path, suffix):
    for book in (read_codebook(write_codebook(RICH)), read_codebook(SHIPPED)):
        again = read_codebook(write_codebook_to(book, tmp_path / f"again{suffix}"))
        assert again.sha256 == book.sha256
        assert again.themes == book.themes
        for field in ("name", "version", "language", "description", "weak_window"):
            assert getattr(again, field) == getattr(book, field)


def test_a_branch_is_selected_by_its_name_and_joined(write_codebook, tokens_of):
    book = read_codebook(write_codebook(RICH))
    assert select_themes(book, ["economy/trade"]).theme_names == ["economy/trade", "economy/trade/war"]
    joined = collapse_themes(book)
    assert joined.theme_names == ["economy"]
    assert joined["economy"].sub_tags == ("", "", "the crisis", "the crisis", "", "trade", "trade/war")
    assert joined.titles == {"economy": "the economy"}
    tokens = tokens_of("A trade war in the economy.")
    assert theme_hits(tokens, book)["node"].tolist() == ["trade", "trade war", "economy"]
    assert theme_hits(tokens, joined)[["node", "sub"]].values.tolist() == [["trade war", "trade/war"], ["economy", ""]]
    assert collapse_themes(book, level=2).theme_names == ["economy", "economy/trade"]
    with pytest.raises(ArgumentError, match="level must be 1 or more"):
        collapse_themes(book, level=0)


def test_what_is_wrong_with_the_finer_keys_is_said(write_codebook):
    text = HEAD + (
        'weak_window = 0\n[themes."a/B"]\ndefinition="d"\nweak=["x"]\n'
        '[themes.a]\ndefinition="d"\npatterns=["x"]\nweak=["x"]\n'
        "[themes.a.weights]\ny = 1\nx = 0\n[themes.a.notes]\nx = 3\n[themes.a.themes]\nb = 1\n"
    )
    with pytest.raises(PatternError) as error:
        read_codebook(write_codebook(text))
    for problem in (
        "weak_window must be a number of words from 1 to 50, not 0",
        "theme 'a/B': a name is lower-case letters, digits and _, with / between levels",
        "theme 'a/B': all patterns are weak",
        "theme 'a': pattern 'x' stands twice",
        "theme 'a': weights names 'y', which is no pattern of it",
        "theme 'a': the weight of 'x' must be a number other than 0, not 0",
        "theme 'a': the note of 'x' must be a text",
        "themes.a/b is not a table",
    ):
        assert problem in str(error.value)


def test_a_theme_built_by_hand_needs_an_entry_for_each_pattern(codebook):
    with pytest.raises(ArgumentError, match="theme 'threat': weights has 1 entries for 2 patterns"):
        replace(codebook["threat"], weights=(1.0,))


def test_a_theme_stands_once_however_its_name_is_written(write_codebook):
    nested = '[themes.a.themes.b]\ndefinition="d"\npatterns=["x"]\n[themes."a/b"]\ndefinition="d"\npatterns=["y"]\n'
    with pytest.raises(PatternError, match="theme 'a/b' stands twice"):
        read_codebook(write_codebook(HEAD + nested))


def test_a_codebook_is_written_in_known_kinds_only(codebook, tmp_path):
    with pytest.raises(ReadError, match=r"written as .toml, .csv or .xlsx, not '.yml'"):
        write_codebook_to(codebook, tmp_path / "x.yml")
    with pytest.raises(ReadError, match="name a file in a folder that is there"):
        write_codebook_to(codebook, tmp_path / "none" / "x.toml")


def test_themes_are_selected_in_the_order_asked_for(codebook):
    assert select_themes(codebook, ["threat", "sovereignty", "threat"]).theme_names == ["threat", "sovereignty"]
    with pytest.raises(
        UnknownNameError,
        match=r"no theme called 'soverignty' in .*; themes there: sovereignty, threat; did you mean 'sovereignty'\?",
    ):
        codebook["soverignty"]
    assert read_codebook(SHIPPED, themes=[]).theme_names == read_codebook(SHIPPED).theme_names


def test_all_problems_are_named_at_once(write_codebook):
    path = write_codebook(
        'name = "x"\nverison = "1"\n[themes.A]\npatern = ["a"]\n[themes.b]\ndefinition = "d"\n'
        'patterns = ["masters?", "b", "b"]\nunless = "c"\n'
    )
    with pytest.raises(PatternError) as error:
        read_codebook(path)
    message = str(error.value)
    for problem in (
        "key 'verison' is not known; did you mean 'version'?",
        'version = "…" is missing',
        'language = "…" is missing',
        "theme 'A': a name is lower-case letters",
        "theme 'A': key 'patern' is not known; did you mean 'patterns'?",
        "theme 'A' has no pattern",
        "theme 'A' has no definition",
        "theme 'b': pattern 'masters?': a lone '?' has no meaning",
        "theme 'b': pattern 'b' stands twice",
        "theme 'b': unless must be a list of texts",
    ):
        assert problem in message


@pytest.mark.parametrize("text", ["", 'name="x"\nversion="1"\nlanguage="en"\n', "themes = 3", "[themes]\na = 3"])
def test_a_codebook_without_a_sound_theme_is_refused(write_codebook, text):
    with pytest.raises(PatternError, match="is not a sound codebook"):
        read_codebook(write_codebook(text))


def test_files_that_are_not_there_or_not_toml(write_codebook, tmp_path):
    with pytest.raises(ReadError, match="cannot read the codebook"):
        read_codebook(tmp_path / "none.toml")
    with pytest.raises(ReadError, match="is not a TOML file"):
        read_codebook(write_codebook("name = "))


def test_each_shipped_example_hits_its_own_theme_and_no_other(tokens_of):
    shipped = read_codebook(SHIPPED)
    for theme in shipped.themes:
        assert theme.examples
        for example in theme.examples:
            assert set(theme_hits(tokens_of(example), shipped)["theme"]) == {theme.name}
