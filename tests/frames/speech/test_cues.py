"""The cue lexicon: one class for each lemma, user entries, errors."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.speech.cues import CUE_CLASSES, FRAMES, cue_table, read_cues
from discourse.frames.speech.inflection import verb_forms

GOLD = tomllib.loads((Path(__file__).parents[2] / "gold" / "cues.toml").read_text(encoding="utf-8"))["sentence"]


def own(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lemma", "pos", "cue_class", "frames"])


def test_the_lexicon_is_large_and_every_lemma_has_one_class():
    table = cue_table()
    assert len(table) >= 250
    assert set(table["pos"]) == {"verb", "noun", "adjective", "phrase"}
    assert set(table["cue_class"]) == set(CUE_CLASSES)
    assert (table.groupby("lemma")["cue_class"].nunique() == 1).all()
    assert not table.duplicated(["lemma", "pos"]).any()
    assert all(frame in FRAMES for frames in table["frames"] for frame in frames.split())


def test_every_class_has_a_sentence():
    assert [gold["cue_class"] for gold in GOLD] == list(CUE_CLASSES)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["cue_class"])
def test_a_sentence_of_each_class(statements_of, gold):
    found = statements_of(gold["text"], min_confidence=0).iloc[0]
    assert (found["cue_lemma"], found["cue_class"]) == (gold["lemma"], gold["cue_class"])


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", "say says said saying"),
        ("deny", "deny denies denied denying"),
        ("write", "write writes wrote written writing"),
        ("admit", "admit admits admitted admitting"),
        ("agree", "agree agrees agreed agreeing"),
        ("tweet", "tweet tweets tweeted tweeting"),
    ],
)
def test_verb_forms(lemma, forms):
    assert verb_forms(lemma) == forms.split()


def test_own_cues_add_replace_and_remove(statements_of):
    text = "The minister grouses that the talks failed. The envoy said that they went on."
    cues = own(("grouse", "verb", "critical", "clause"), ("say", "verb", "", ""))
    found = statements_of(text, cues=cues, min_confidence=0)
    assert found["cue_lemma"].tolist() == ["grouse"]
    assert cue_table(cues).set_index("lemma").loc["grouse", "class_source"] == "user"
    assert "say" not in cue_table(cues).query("pos == 'verb'")["lemma"].tolist()


def test_own_cues_from_a_file(tmp_path):
    path = tmp_path / "cues.csv"
    own(("grouse", "verb", "critical", "clause")).to_csv(path, index=False)
    assert [cue.lemma for cue in read_cues(path).verbs["grousing"]] == ["grouse"]


def test_all_problems_of_own_cues_are_said_at_once():
    with pytest.raises(ArgumentError) as error:
        read_cues(own(("grouse", "verbs", "critical", "clause"), ("", "noun", "critical", "claus")))
    for part in ("no pos 'verbs'", "did you mean 'verb'", "no frame 'claus'", "lemma is empty"):
        assert part in str(error.value)


def test_a_missing_column_or_file_is_explained():
    with pytest.raises(ArgumentError, match="columns missing: frames"):
        read_cues(own().drop(columns="frames"))
    with pytest.raises(ArgumentError, match="no file"):
        read_cues("nowhere.csv")
