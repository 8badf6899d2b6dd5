import pandas as pd
import pytest

import discourse as dc
from discourse.coding.units import coding_units, machine_codes
from discourse.errors import ArgumentError, TableError
from discourse.frames.codebooks.file import read_codebook
from discourse.tables import check
from discourse.text.tokenize import tokenize

CODEBOOK = """
name = "mini"
version = "1"
language = "en"

[themes.war]
definition = "Fighting between armies."
patterns = ["war*"]
unless = ["war of words"]

[themes.peace]
definition = "An end of fighting."
include = "Talks"
patterns = ["peace"]
"""


@pytest.fixture
def mini(tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return read_codebook(path)


def test_units_by_hand(tokens_of, mini):
    text = 'The war. "No peace or war," he said. (A war of words.) Rain'
    units = check(coding_units(tokens_of(text, "…", outlet=["A", "B"]), mini), "coding_units")
    assert units["unit_id"].tolist() == ["d0#0", "d0#1", "d0#2", "d0#3"]
    assert units["machine"].tolist() == ["war", "war;peace", "", ""]
    assert units["outlet"].tolist() == ["A"] * 4
    cut = [text[start:end] for start, end in zip(units["start"], units["end"], strict=True)]
    assert cut == ["The war.", '"No peace or war," he said.', "(A war of words.)", "Rain"]


def test_documents_as_units(tokens_of, mini):
    units = coding_units(tokens_of("“War.” Peace.", "Rain."), mini, unit="document")
    assert units[["unit_id", "start", "end", "machine"]].to_numpy().tolist() == [
        ["d0", 1, 13, "war;peace"],
        ["d1", 0, 5, ""],
    ]


def test_offsets_give_back_every_sentence_of_the_demo_corpus():
    articles = dc.read_articles("demo").set_index("doc_id")["text"]
    units = coding_units(tokenize(dc.read_articles("demo")), dc.read_codebook())
    truth = pd.read_csv("data/demo/truth_sentences.csv", keep_default_na=False)
    same = units.merge(truth, on=["doc_id", "start", "end"])
    assert len(same) >= 0.99 * len(truth)
    for row in units.itertuples():
        text = articles[row.doc_id][row.start : row.end]
        assert text == text.strip() != ""


def test_the_order_of_rows_is_irrelevant(tokens_of, mini):
    tokens = tokens_of("A war. Peace.", "Rain. War.", outlet=["A", "B"])
    shuffled = coding_units(tokens.sample(frac=1, random_state=1), mini)
    pd.testing.assert_frame_equal(coding_units(tokens, mini), shuffled)


def test_codes_of_the_machine():
    codes = machine_codes(pd.Series(["war;peace", "", "peace"]))
    assert {name: has.tolist() for name, has in codes.items()} == {
        "peace": [True, False, True],
        "war": [True, False, False],
    }


def test_filtered_tokens_are_refused(tokens_of, mini):
    tokens = tokens_of("A war came. Peace.", "Rain.")
    with pytest.raises(TableError, match="tokens are missing in documents d0"):
        coding_units(tokens[tokens["token"] != "war"], mini)
    assert len(coding_units(tokens[tokens["doc_id"] == "d1"], mini)) == 1


def test_bad_arguments(tokens_of, mini):
    with pytest.raises(ArgumentError, match="sentence, document"):
        coding_units(tokens_of("a"), mini, unit="paragraph")
    tokens = tokens_of("a", weight=[1]).assign(text="x")
    with pytest.raises(TableError, match="named like columns of a sample: weight, text"):
        coding_units(tokens, mini)


def test_an_empty_corpus_has_the_same_columns(tokens_of, mini):
    full, none = (coding_units(tokens_of(*texts, outlet=["A"] * len(texts)), mini) for texts in (["a"], []))
    assert none.empty
    assert none.columns.tolist() == full.columns.tolist()
