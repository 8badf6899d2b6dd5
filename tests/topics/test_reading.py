import numpy as np
import pandas as pd
import pytest

from discourse.errors import ReadError, TableError, TooSmallError
from discourse.tables import check
from discourse.text.tokenize import tokenize
from discourse.topics.documents import top_documents, topic_passages
from discourse.topics.intrusion import OPTIONS, score_intrusion, task_lock, topic_intrusion, word_set_intrusion
from discourse.topics.relations import jensen_shannon, topic_correlations, topic_map
from discourse.topics.terms import top_terms


def test_passages_are_text_and_do_not_overlap(fitted, articles):
    passages = check(topic_passages(fitted, tokenize(articles), n=2, documents=3, window=5), "topic_passages")
    text = articles.set_index("doc_id")["text"]
    for row in passages.itertuples(index=False):
        assert text[row.doc_id][row.start : row.end] == row.text
        assert row.token in row.text
    for _, mine in passages.groupby(["topic", "doc_id"]):
        places = mine.sort_values("start")
        assert (places["start"].to_numpy()[1:] >= places["end"].to_numpy()[:-1]).all()
    best = top_documents(fitted, n=3)
    assert set(passages["doc_id"]) <= set(best["doc_id"])
    assert passages["score"].between(0, 1).all()
    strongest = passages.groupby("topic").first()
    assert (strongest["score"] > 0.8).all()
    with pytest.raises(TableError, match="not among the tokens"):
        topic_passages(fitted, tokenize(articles.head(5)))


def test_correlations_and_map(fitted):
    table = check(topic_correlations(fitted), "topic_correlations")
    assert len(table) == 10
    shares = np.log(fitted.doc_topics.to_numpy())
    shares -= shares.mean(axis=1, keepdims=True)
    assert table["correlation"].iloc[0] == pytest.approx(np.corrcoef(shares[:, 0], shares[:, 1])[0, 1])
    places = check(topic_map(fitted), "topic_map")
    assert places["share"].sum() == pytest.approx(1)
    assert places["label"].iloc[0] == ", ".join(top_terms(fitted, n=3).query("topic == 1")["token"])
    assert 0 < places["shown"].iloc[0] <= 1
    apart = jensen_shannon(fitted.topic_terms.to_numpy())
    assert apart == pytest.approx(apart.T)
    assert (apart <= np.sqrt(np.log(2)) + 1e-9).all()


def test_word_sets_hide_one_of_another_topic(fitted):
    task = word_set_intrusion(fitted, items=2, random_state=1)
    check(task.sheet, "intrusion_sheet")
    assert len(task.sheet) == 10
    assert word_set_intrusion(fitted, items=2, random_state=1).lock == task.lock
    assert word_set_intrusion(fitted, items=2, random_state=2).lock != task.lock
    lists = {topic: set(words) for topic, words in top_terms(fitted, n=20).groupby("topic")["token"]}
    for shown, key in zip(task.sheet.itertuples(), task.key.itertuples(), strict=True):
        for option in OPTIONS:
            words = set(getattr(shown, option).split(", "))
            assert len(words) == 4
            assert words.isdisjoint(lists[key.topic]) if option == key.right else words <= lists[key.topic]


def test_a_changed_task_is_not_scored(fitted):
    task = word_set_intrusion(fitted, random_state=1)
    answers = pd.DataFrame({"item": task.key["item"], "coder": "c1", "answer": task.key["right"]})
    scores = check(score_intrusion(task, answers, lock=task.lock), "intrusion_scores")
    assert scores["share"].tolist() == [1.0] * 5
    assert (scores["low"] < 0.25).all()  # one answer proves nothing
    task.key.loc[0, "right"] = "a" if task.key.loc[0, "right"] != "a" else "b"
    with pytest.raises(ReadError, match="nothing is scored"):
        score_intrusion(task, answers, lock=task.lock)
    assert task_lock(task.sheet, task.key) != task.lock


def test_answers_are_checked(fitted):
    task = word_set_intrusion(fitted, random_state=1)
    some = pd.DataFrame({"item": ["i001", "i001", "i099"], "coder": "c1", "answer": ["a", "e", ""]})
    with pytest.raises(TableError) as error:
        score_intrusion(task, some, lock=task.lock)
    for part in ("not in the task: i099", "no option: e", "answered twice: i001"):
        assert part in str(error.value)
    with pytest.raises(TableError, match="lack the columns coder"):
        score_intrusion(task, some.drop(columns="coder"), lock=task.lock)
    scores = score_intrusion(task, some.head(1), lock=task.lock)
    assert scores["answers"].sum() == 1
    assert (scores["note"] == "1 answers missing").sum() == 4


def test_topic_intrusion_shows_the_text_and_a_topic_of_the_smaller_half(fitted, articles):
    task = topic_intrusion(fitted, articles, items=10, characters=50, random_state=1)
    assert len(task.sheet) == 10
    words = {", ".join(w): topic for topic, w in top_terms(fitted, n=8).groupby("topic")["token"]}
    for shown, key in zip(task.sheet.itertuples(), task.key.itertuples(), strict=True):
        text = shown.question.split("\n\n", 1)[1]
        row = articles[articles["text"].str.startswith(text)].iloc[0]
        order = fitted.doc_topics.loc[row["doc_id"]].sort_values(ascending=False).index.tolist()
        assert words[getattr(shown, key.right)] == key.intruder
        assert key.intruder in order[3:]
        assert key.topic == order[0]
    with pytest.raises(TooSmallError, match="needs 5 topics"):
        topic_intrusion(fitted, articles.head(3), items=10, random_state=1)
