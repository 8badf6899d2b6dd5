import hashlib
from pathlib import Path

import pytest

from discourse.errors import PatternError, ReadError, UnknownNameError
from discourse.frames.codebook import select_themes
from discourse.frames.codebook_file import read_codebook
from discourse.frames.hits import theme_hits

SHIPPED = Path(__file__).parents[2] / "seeds" / "codebook.toml"


def test_a_codebook_is_read_and_prints(codebook):
    assert codebook.theme_names == ["sovereignty", "threat"]
    assert codebook["threat"].sub_tags == ("", "military")
    assert codebook["sovereignty"].examples == ("Sovereignty first.",)
    assert repr(codebook).splitlines()[1:] == [
        "├─ sovereignty: 2 patterns, 1 exclusions",
        "└─ threat: 2 patterns, 0 exclusions",
    ]


def test_the_hash_is_of_the_file(write_codebook, codebook):
    path = write_codebook('name="x"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="d"\npatterns=["a"]\n')
    assert read_codebook(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest() != codebook.sha256


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
