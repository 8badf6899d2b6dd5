"""Do the accused speak? On articles that can be read."""

import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.frames.actors.actor_list import Actor, Actors
from discourse.frames.actors.replies import reply_rates
from discourse.tables import check, empty
from discourse.text.patterns import parse_pattern


def actor(name, *aliases):
    return Actor(name, "state", aliases, tuple(parse_pattern(alias, case=True) for alias in aliases))


ACTORS = Actors((actor("Arvenia", "Arvenia*"), actor("Corland", "Corland*"), actor("Delmark", "Delmark")), "here", "")
BLAME = "Sand accused Arvenia of meddling."
REPLY = "An Arvenian official said that is false."
TEXTS = [
    f"{BLAME} {REPLY}",
    BLAME,
    "The Arvenian minister accused Corland of spying. Corland's envoy said no.",
    "Arvenia accused itself: Arvenia erred.",
    "Sand said Arvenia is big.",
]


@pytest.fixture
def corpus(tokens_of, statements_of, said):
    rows = []
    for n in (0, 1):
        rows.append(
            said(
                TEXTS[n],
                article=f"d{n}",
                speaker="Sand",
                cue="accused",
                content="of meddling",
                cue_class="critical",
            )
        )
    rows.append(said(TEXTS[0], article="d0", speaker="An Arvenian official", cue="said", content="that is false"))
    rows.append(
        said(
            TEXTS[2],
            article="d2",
            speaker="The Arvenian minister",
            cue="accused",
            content="of spying",
            cue_class="critical",
        )
    )
    rows.append(said(TEXTS[2], article="d2", cue="said", content="no.") | {"speaker": "Corland's envoy"})
    rows.append(
        {"article_id": "d3", "speaker": "Arvenia", "speaker_spans": [(0, 7)], "cue_spans": [(8, 15)]}
        | {"content_spans": [(24, 38)], "cue_class": "critical"}
    )
    rows.append(said(TEXTS[4], article="d4", speaker="Sand", cue="said", content="Arvenia is big"))
    return tokens_of(*TEXTS, outlet=["A", "A", "B", "B", "B"]), statements_of(*rows)


def test_by_hand(corpus):
    tokens, statements = corpus
    rates = check(reply_rates(tokens, statements, ACTORS), "reply_rates").set_index("actor")
    arvenia = rates.loc["Arvenia"]
    assert arvenia[["documents", "accused", "replied", "rate"]].tolist() == [5, 2, 1, 0.5]  # nobody accuses himself
    assert arvenia["accused_ids"] == ["d0#1", "d1#1"]
    assert arvenia["reply_ids"] == ["d0#2"]
    assert [round(arvenia[bound], 3) for bound in ("low", "high")] == [0.095, 0.905]  # Wilson, 1 of 2
    # accused between cue and content; its envoy is known by the canonical name alone
    assert rates.loc["Corland", ["accused", "replied"]].tolist() == [1, 1]
    assert rates.loc["Delmark", "note"] == "accused in no document, so no rate"
    assert np.isnan(rates.loc["Delmark", "rate"])


def test_by_outlet_and_in_any_order(corpus):
    tokens, statements = corpus
    one = reply_rates(tokens, statements, ACTORS, by="outlet")
    other = reply_rates(tokens.iloc[::-1], statements.iloc[::-1], ACTORS, by="outlet")
    pd.testing.assert_frame_equal(one, other, check_categorical=False)
    assert one[one["actor"] == "Arvenia"]["accused"].tolist() == [2, 0]
    assert one[one["actor"] == "Arvenia"]["documents"].tolist() == [2, 3]


def test_which_cues_accuse_is_said_by_the_user(corpus):
    tokens, statements = corpus
    wide = reply_rates(tokens, statements, ACTORS, cue_classes=["critical", "neutral"]).set_index("actor")
    assert wide.loc["Arvenia", "accused"] == 3
    with pytest.raises(UnknownNameError, match=r"no statement has a cue of class critcal; .*did you mean 'critical'"):
        reply_rates(tokens, statements, ACTORS, cue_classes=["critcal"])
    with pytest.raises(ArgumentError, match="must be a list"):
        reply_rates(tokens, statements, ACTORS, cue_classes="critical")


def test_nothing_reported(corpus):
    rates = check(reply_rates(corpus[0], empty("statements"), ACTORS), "reply_rates")
    assert rates["accused"].tolist() == [0, 0, 0]
