import csv
import json

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ArgumentError, ReadError, UnknownNameError
from discourse.tables import check

ORDER = ("item", "question", "a", "b", "c", "d", "answer")


@pytest.fixture
def task(fitted):
    return dc.word_set_intrusion(fitted, random_state=1)


@pytest.fixture
def folder(task, tmp_path):
    dc.write_intrusion_sheets(task, tmp_path / "task", coders=["ann", "bo"], random_state=1)
    return tmp_path / "task"


def fill(path, answers, *, delimiter=","):
    """Answer a sheet as a spreadsheet program would save it."""
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ORDER, delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, "answer": answers(row)} for row in sorted(rows, key=lambda row: row["item"]))


def test_a_task_is_written_answered_read_and_scored(task, folder):
    right = dict(zip(task.key["item"], task.key["right"], strict=True))
    fill(folder / "sheets" / "ann.csv", lambda row: right[row["item"]].upper() + " ", delimiter=";")
    fill(folder / "sheets" / "bo.csv", lambda _: "")
    answers = check(dc.read_intrusion_answers(folder), "intrusion_answers")
    again = dc.read_intrusion_task(folder)
    pd.testing.assert_frame_equal(again.sheet, task.sheet)
    pd.testing.assert_frame_equal(again.key, task.key)
    scores = dc.score_intrusion(again, answers, lock=task.lock)
    assert scores["share"].tolist() == [1.0] * 5
    assert set(scores["note"]) == {"1 answers missing"}
    only = dc.read_intrusion_answers(folder, coders=["ann"])
    assert set(only["coder"]) == {"ann"}
    with pytest.raises(UnknownNameError, match="no coder called 'an'"):
        dc.read_intrusion_answers(folder, coders=["an"])


def test_coders_see_no_key_and_an_order_of_their_own(task, folder):
    texts = [(folder / "sheets" / f"{coder}.csv").read_text("utf-8-sig") for coder in ("ann", "bo")]
    orders = [[row["item"] for row in csv.DictReader(text.splitlines())] for text in texts]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(task.sheet["item"])
    assert orders[0] != orders[1]
    assert "intruder" not in texts[0]


def test_all_problems_of_all_sheets_are_named_at_once(folder):
    fill(folder / "sheets" / "ann.csv", lambda row: "e" if row["item"] == "i001" else "a")
    text = (folder / "sheets" / "ann.csv").read_text()
    (folder / "sheets" / "ann.csv").write_text(text.replace("i002", "i099").replace("Which set", "Which", 1))
    (folder / "sheets" / "bo.csv").unlink()
    with pytest.raises(ReadError) as error:
        dc.read_intrusion_answers(folder)
    for part in ("no option", "not in the task: i099", "missing: i002", "text was changed: i001", "bo.csv cannot be"):
        assert part in str(error.value).replace("'", "")


def test_a_changed_task_is_not_scored(folder):
    kept = folder / "machine" / "task.json"
    content = json.loads(kept.read_text())
    content["key"][0][3] = "a" if content["key"][0][3] != "a" else "b"
    kept.write_text(json.dumps(content))
    with pytest.raises(ReadError, match="was changed after the sheets were written"):
        dc.read_intrusion_answers(folder)
    (folder / "lock.json").write_text("{")
    with pytest.raises(ReadError, match="damaged"):
        dc.read_intrusion_task(folder)
    with pytest.raises(ReadError, match="not a folder of intrusion sheets"):
        dc.read_intrusion_task(folder.parent)


def test_a_folder_is_not_written_over(task, folder, tmp_path):
    with pytest.raises(ArgumentError, match="already holds a locked task"):
        dc.write_intrusion_sheets(task, folder, coders=["ann"], random_state=1)
    with pytest.raises(ArgumentError, match="coders must be"):
        dc.write_intrusion_sheets(task, tmp_path / "new", coders=["../x"], random_state=1)


def test_a_hostile_text_is_no_formula(fitted, articles, tmp_path):
    hostile = articles.assign(text="=HYPERLINK(0) \u202e" + articles["text"])
    made = dc.topic_intrusion(fitted, hostile, items=10, characters=50, random_state=1)
    made.sheet["question"] = "=1+1"
    sheet = dc.write_intrusion_sheets(made, tmp_path / "task", coders=["ann"], random_state=1)[0]
    content = sheet.read_text("utf-8-sig")
    assert "'=1+1" in content
    assert "\u202e" not in content
