"""Human checks of topics: find the set of words, or the topic, that does not belong. Locked before it is scored."""

import json
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, ReadError, TableError, TooSmallError, listing, together
from discourse.stats.bootstrap import check_random_state
from discourse.stats.prevalence import wilson
from discourse.tables import check, empty
from discourse.topics.model import TopicModel, best_terms

OPTIONS = ("a", "b", "c", "d")
_WORDS = 4


@dataclass(frozen=True)
class IntrusionTask:
    """A task for coders, and its key.

    Attributes
    ----------
    sheet
        For the coders: ``item``, ``question``, options ``a`` to ``d``, and an empty ``answer``. Give it out as it is.
    key
        Not for the coders: ``item``, ``topic``, ``intruder`` (topic), ``right`` (option).
    lock
        Hash of both, taken when the task was made. Write it down before the first answer is seen.
    """

    sheet: pd.DataFrame
    key: pd.DataFrame
    lock: str

    def __repr__(self) -> str:
        return f"IntrusionTask\n├─ items: {len(self.sheet)}\n└─ lock: {self.lock}"


def word_set_intrusion(topics: TopicModel, *, items: int = 1, random_state: int | None = None) -> IntrusionTask:
    """Make a word-set intrusion task. *Can people tell which words do not belong to a topic?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    items
        Items per topic.
    random_state
        Where chance starts.

    Returns
    -------
    IntrusionTask
        Each item shows three sets of four words from the 20 most probable of one topic, and one set from another topic,
        none of whose words is among the first topic's 20. Seed words are left out, since they would test the list and
        not the topic.

    Notes
    -----
    Word-set intrusion (Ying, Montgomery & Stewart 2022) asks about more of a topic than single words do. Chance is .25.
    """
    state = check_random_state(random_state, what="words are drawn")
    lists = _word_lists(topics)
    generator = np.random.default_rng([state, 4])
    rows = []
    for topic, words in lists.items():
        for _ in range(_positive(items)):
            own = generator.permutation(words)[: 3 * _WORDS]
            others = [(name, [w for w in them if w not in words]) for name, them in lists.items() if name != topic]
            others = [(name, them) for name, them in others if len(them) >= _WORDS]
            if not others:
                raise TooSmallError(f"no other topic has {_WORDS} words that topic {topic} lacks; its topics are alike")
            intruder, them = others[generator.integers(len(others))]
            sets = [", ".join(own[part * _WORDS : (part + 1) * _WORDS]) for part in range(3)]
            sets.append(", ".join(generator.permutation(them)[:_WORDS]))
            rows.append(("Which set of words does not belong with the others?", topic, intruder, sets))
    return _task(rows, generator)


def topic_intrusion(
    topics: TopicModel,
    articles: pd.DataFrame,
    *,
    items: int = 20,
    characters: int = 800,
    random_state: int | None = None,
) -> IntrusionTask:
    """Make a topic intrusion task. *Do people see the topics in a document that the model sees?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    articles
        The articles table the documents come from.
    items
        Documents drawn.
    characters
        How much of each document's beginning is shown (code points).
    random_state
        Where chance starts.

    Returns
    -------
    IntrusionTask
        Each item shows the beginning of a document, the eight most probable words of its three largest topics, and
        those of one topic among the smaller half of its shares.

    Notes
    -----
    Chang et al. (2009). The text shown comes from the articles; show it to nobody who may not read them.
    """
    state = check_random_state(random_state, what="documents are drawn")
    text = check(articles, "articles").set_index(articles["doc_id"].astype("str"))["text"]
    there = topics.doc_topics[(topics.doc_lengths > 0).to_numpy() & topics.doc_topics.index.isin(text.index)]
    if topics.topic_terms.shape[0] < 5 or len(there) < _positive(items):
        raise TooSmallError(
            f"{topics.topic_terms.shape[0]} topics and {len(there)} documents among the articles; topic intrusion "
            f"needs 5 topics and as many documents as items ({items})"
        )
    generator = np.random.default_rng([state, 5])
    best = best_terms(topics.topic_terms.to_numpy(), n=8)
    words = [", ".join(topics.topic_terms.columns[row]) for row in best]
    rows = []
    for number in np.sort(generator.permutation(len(there))[:items]):
        order = np.argsort(-there.iloc[number].to_numpy(), kind="stable")
        low = order[max(3, len(order) // 2) :]
        intruder = int(low[generator.integers(len(low))])
        shown = str(text.loc[there.index[number]])[:characters]
        options = [words[topic] for topic in (*order[:3], intruder)]
        rows.append((f"Which topic does not belong to this text?\n\n{shown}", int(order[0]) + 1, intruder + 1, options))
    return _task(rows, generator)


def _word_lists(topics: TopicModel) -> dict[int, list[str]]:
    seeds = {word for words in topics.settings.get("seed_words", {}).values() for word in words}
    columns = topics.topic_terms.columns
    lists = {}
    for topic, row in zip(
        topics.topic_terms.index, best_terms(topics.topic_terms.to_numpy(), n=20 + len(seeds)), strict=True
    ):
        lists[int(topic)] = [word for word in columns[row] if word not in seeds][:20]
    if min(map(len, lists.values())) < 20 or len(lists) < 2:
        raise TooSmallError("word-set intrusion needs two topics and 20 terms in each that are no seed words")
    return lists


def _positive(items: int) -> int:
    if items < 1:
        raise ArgumentError(f"items must be 1 or more, not {items}")
    return items


def _task(rows: list[tuple[str, int, int, list[str]]], generator: np.random.Generator) -> IntrusionTask:
    sheet, key = [], []
    for number, place in enumerate(generator.permutation(len(rows)), start=1):
        question, topic, intruder, options = rows[place]
        order = generator.permutation(len(OPTIONS))
        item = f"i{number:03}"
        sheet.append((item, question, *(options[option] for option in order), ""))
        key.append((item, topic, intruder, OPTIONS[int(np.flatnonzero(order == 3)[0])]))
    shown = pd.DataFrame(sheet, columns=empty("intrusion_sheet").columns).astype("str")
    hidden = pd.DataFrame(key, columns=["item", "topic", "intruder", "right"])
    return IntrusionTask(shown, hidden, task_lock(shown, hidden))


def task_lock(sheet: pd.DataFrame, key: pd.DataFrame) -> str:
    """Hash of what the coders see (not their answers) and of the key."""
    seen = sheet.drop(columns="answer").astype("str").to_numpy().tolist()
    text = json.dumps([seen, key.astype("str").to_numpy().tolist()], ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def score_intrusion(task: IntrusionTask, answers: pd.DataFrame, *, lock: str) -> pd.DataFrame:
    """Score the answers of coders. *Which topics do people recognise?*

    Parameters
    ----------
    task
        What was given to the coders.
    answers
        One row per coder and item: ``item``, ``coder``, ``answer`` (``a`` to ``d``, or ``""`` for no answer).
    lock
        The lock written down before coding began; a task that was changed since is not scored.

    Returns
    -------
    DataFrame
        One row per topic: ``topic``, ``answers`` (given), ``right``, ``share``, ``low, high`` (Wilson, 95 %),
        ``chance`` (.25), ``coders``, ``note`` (how many answers are missing). Answers of several coders to one item
        are not independent; intervals take them to be.

    Raises
    ------
    ReadError
        If the lock does not fit.
    TableError
        For unknown items, repeated or impossible answers; all at once.
    """
    if task_lock(task.sheet, task.key) != lock or lock != task.lock:
        raise ReadError("the lock does not fit: sheet or key were changed after it was written down; nothing is scored")
    _check_answers(task, answers)
    merged = answers.merge(task.key, on="item", validate="many_to_one")
    rows = []
    for topic in sorted(task.key["topic"].unique()):
        mine = merged[merged["topic"] == topic]
        given = mine[mine["answer"] != ""]
        right, number = int((given["answer"] == given["right"]).sum()), len(given)
        items = int((task.key["topic"] == topic).sum())
        coders = int(answers["coder"].nunique())
        gone = items * coders - number
        share = right / number if number else np.nan
        low, high = wilson(share, number)
        note = f"{gone} answers missing" if gone else ""
        rows.append((int(topic), number, right, share, low, high, 1 / len(OPTIONS), coders, note))
    return pd.DataFrame(rows, columns=empty("intrusion_scores").columns)


def _check_answers(task: IntrusionTask, answers: pd.DataFrame) -> None:
    gone = [column for column in ("item", "coder", "answer") if column not in answers.columns]
    if gone:
        raise TableError(f"answers lack the columns {listing(gone)}; they need item, coder, answer")
    unknown = sorted(set(answers["item"]) - set(task.key["item"]))
    wrong = sorted({str(answer) for answer in answers["answer"] if answer not in ("", *OPTIONS)})
    twice = answers[answers.duplicated(["item", "coder"])]["item"].unique()
    problems = [f"items that are not in the task: {listing(unknown)}"] if unknown else []
    problems += [f"answers that are no option: {listing(wrong)}; options are a, b, c, d or empty"] if wrong else []
    problems += [f"items a coder answered twice: {listing(twice)}"] if len(twice) else []
    if problems:
        raise TableError(together("these answers cannot be scored:", problems))
