"""Dictionaries of other programs, in tiny files written here in each format."""

import sys

import pytest

from discourse.errors import ReadError
from discourse.frames.codebooks.dictionary_import import import_dictionary
from discourse.frames.codebooks.file import read_codebook, write_codebook
from discourse.frames.hits import theme_hits

YAML = """
ECONOMY:
  +STATE+: [tax*, "public spending", "wom?n"]
  -STATE-:
    - tax_cut*
    - "re:x"
  "": money
COUNTRY:
  NO: [Norway, Norwegian*]
  FR: France
empty:
nested: [[deep], {x: [deeper]}]
"""
JSON = '{"a": {"b": ["one*", "two three", true, null, 5]}, "a": ["four"]}'
LIWC = """%
1\tpronoun (Pronouns)
2\temotion
\t3\tpos emotion
%
i\t1
happi*\t2\t3
a lot\t2
like\t(02 134)125/464
odd\t9
sad 2
alone\t
"""
LEXICODER = "+NEGATIVE\nA LIE\nABANDON*\n\n+POSITIVE+\n good \nwell-being\n"
WORDSTAT = (
    "CULTURE\n\tHIGH\n\t\tART (1)\n\t\tGALLER* (2.5)\n\t\t@NEAR1 [x NEAR y] (1)\n\tZERO (0)\nWAR\n\tCIVIL_WAR (1)\n"
)
YOSHIKODER = """<?xml version="1.0" encoding="UTF-8"?>
<dictionary style="050805"><cnode name="My words" desc=""><cnode name="State" desc="">
<cnode name="More"><pnode name="tax*"></pnode><pnode name="Public" caseSensitive="true"/></cnode>
<pnode name="law"/></cnode><cnode name="Culture"><pnode name="art"/><pnode name=""/></cnode></cnode></dictionary>
"""


@pytest.fixture
def imported(tmp_path):
    """A function writing a dictionary file and importing it: the patterns by theme, what was left, the codebook."""

    def read(name: str, text: str, encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        codebook, left = import_dictionary(path, language="en")
        themes = {theme.name: [pattern.text for pattern in theme.patterns] for theme in codebook.themes}
        return themes, left[["key", "entry"]].values.tolist(), codebook

    return read


def test_quanteda_yaml(imported):
    themes, left, book = imported("d.yml", YAML)
    assert themes == {
        "economy/state": ["tax*", "public spending"],
        "economy/state_2": ["tax cut*"],
        "economy": ["money"],
        "country/no": ["norway", "norwegian*"],
        "country/fr": ["france"],
        "nested": ["deep"],
        "nested/x": ["deeper"],
    }
    assert left == [
        ["empty", ""],
        ["ECONOMY: -STATE-", "economy/state"],
        ["ECONOMY: +STATE+", "wom?n"],
        ["ECONOMY: -STATE-", "re:x"],
    ]
    assert book.titles["economy/state_2"] == "ECONOMY: -STATE-"
    assert book["economy"].definition == "Not yet defined. Imported from d.yml, key ECONOMY."


def test_json_and_a_key_that_stands_twice(imported):
    themes, left, _ = imported("d.json", JSON)
    assert themes == {"a/b": ["one*", "two three", "5"], "a": ["four"]}
    assert left == [["a: b", "True"], ["a: b", "None"]]


def test_liwc(imported):
    themes, left, _ = imported("d.dic", LIWC)
    assert themes == {
        "pronoun_pronouns": ["i"],
        "emotion": ["happi*", "a lot", "sad"],
        "emotion/pos_emotion": ["happi*"],
    }
    assert left == [["", "like\t(02 134)125/464"], ["", "odd 9"], ["", "alone"]]


def test_lexicoder(imported):
    themes, left, _ = imported("d.lc3", LEXICODER)
    assert themes == {"negative": ["a lie", "abandon*"], "positive": ["good", "well-being"]}
    assert left == []


def test_wordstat_with_weights(imported):
    themes, left, book = imported("d.cat", WORDSTAT)
    assert themes == {"culture/high": ["art", "galler*"], "war": ["civil war"]}
    assert book["culture/high"].weights == (1.0, 2.5)
    assert left == [["CULTURE: HIGH", "@NEAR1 [x NEAR y] (1)"], ["CULTURE", "ZERO (0)"]]


def test_yoshikoder(imported):
    themes, left, _ = imported("d.ykd", YOSHIKODER)
    assert themes == {"state/more": ["tax*", "public"], "state": ["law"], "culture": ["art"]}
    assert left == [["State: More", "Public"], ["Culture", "<pnode >"]]


def test_files_in_utf_16_and_with_a_mark_are_read(imported):
    assert imported("d.lc3", LEXICODER, "utf-16")[0] == imported("d.lc3", LEXICODER, "utf-8-sig")[0]
    with pytest.raises(ReadError, match=r"is not in UTF-8: .*; save it in UTF-8"):
        imported("d.lc3", "+K\nä\n", "latin-1")


def test_an_import_is_a_codebook_like_any_other(imported, tmp_path, tokens_of):
    _, _, book = imported("d.cat", WORDSTAT)
    assert read_codebook(write_codebook(book, tmp_path / "x.toml")).sha256 == book.sha256
    hits = theme_hits(tokens_of("Galleries of the civil war"), book)
    assert hits[["theme", "weight"]].values.tolist() == [["culture/high", 2.5], ["war", 1.0]]


def test_every_entry_is_taken_or_listed(imported):
    entries = ["tax*", "a (b)", "x|y", "~3", "*", "tax*", "u.s", "NOT this", "c++", "AND", "[ab]c"]
    themes, left, _ = imported("d.lc3", "+K\n" + "\n".join(entries))
    assert themes == {"k": ["tax*", "u.s", "not this", "and"]}
    assert [entry for _, entry in left] == ["a (b)", "x|y", "~3", "*", "tax*", "c++", "[ab]c"]


LAUGHS = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><dictionary name="&b;"/>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><dictionary>&x;</dictionary>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, '<!DOCTYPE d SYSTEM "x.dtd"><dictionary/>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_hostile_xml_is_refused(imported, text, encoding):
    with pytest.raises(ReadError, match="declares a document type or entities"):
        imported("d.ykd", text, encoding)


def test_xml_that_nests_without_end_is_refused(imported):
    deep = "<dictionary>" + '<cnode name="x">' * 5000 + "</cnode>" * 5000 + "</dictionary>"
    with pytest.raises(ReadError, match="nests more than 60 levels deep"):
        imported("d.ykd", deep)


def test_yaml_that_executes_or_multiplies_is_refused(imported):
    with pytest.raises(ReadError, match="uses YAML aliases"):
        imported("d.yml", "a: &x [one]\nb: [*x, *x]\n")
    themes, _, _ = imported("d.yml", "a: !!python/object/apply:os.system ['echo harm']\n")
    assert themes == {"a": ["echo harm"]}  # a text like any other
    with pytest.raises(ReadError, match="is not a YAML file"):
        imported("d.yml", "a: [")


def test_yaml_without_its_library_says_what_to_install(imported, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(ReadError, match="needs PyYAML; install it with"):
        imported("d.yml", "a: [b]")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("d.txt", "", "no dictionary format is known by '.txt'"),
        ("d.dic", "word 1", "is not a LIWC dictionary"),
        ("d.ykd", "no xml", "is not an XML file"),
        ("d.ykd", "<html/>", "is not a Yoshikoder dictionary: its outermost element is <html>"),
        ("d.json", "[1]", "must hold keys with lists of entries"),
        ("d.json", "{", "is not a JSON file"),
        ("d.yml", "only text", "must hold keys with lists of entries"),
        ("d.lc3", "", "holds no entry that could be read"),
    ],
)
def test_what_is_no_dictionary_is_refused(imported, name, text, message):
    with pytest.raises(ReadError, match=message):
        imported(name, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ReadError, match="name a file that is there"):
        import_dictionary(tmp_path / "none.dic", language="en")
