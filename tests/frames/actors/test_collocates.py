import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, PatternError
from discourse.frames.actors.collocates import actor_collocates
from discourse.tables import check, columns

ACTORS = {"Arvenia": ["Arvenia*"], "Corland": ["Corland", "the kingdom"]}


@pytest.fixture
def tokens(tokens_of):
    """Twelve documents: a threat of Arvenia that is grave, one of Corland that is not, and one of nobody."""
    return tokens_of(*["Arvenia's grave threat. The kingdom sees a mild threat. A threat. Arvenia is mild."] * 12)


def test_words_around_an_actor_by_hand(tokens, codebook):
    table = check(actor_collocates(tokens, codebook, ACTORS, random_state=1), "actor_collocates")
    found = table.set_index(["actor", "token"])
    grave = found.loc[("Arvenia", "grave")]
    assert grave[["both", "with_actor", "with_token", "sentences", "documents"]].tolist() == [12, 12, 12, 36, 12]
    assert grave["log_dice"] == 14
    assert grave["log_ratio"] == pytest.approx(np.log2(1 / (0.5 / 24)))
    assert found.loc[("Arvenia", "threat"), "log_ratio"] == 0
    assert found.loc[("Arvenia", "threat"), ["low", "high"]].tolist() == [0, 0]
    assert ("Corland", "mild") in found.index
    assert ("Arvenia", "mild") not in found.index  # said of it where there is no threat
    assert table["token"].tolist()[0] == "grave"


def test_names_of_the_actor_and_stop_words_are_no_words_around_it(tokens, codebook):
    words = actor_collocates(tokens, codebook, ACTORS, random_state=1)["token"]
    assert not set(words) & {"arvenia", "arvenia's", "kingdom", "the", "a"}
    every = actor_collocates(tokens, codebook, ACTORS, stop_words=None, random_state=1)
    assert {"a", "sees"} <= set(every.loc[every["actor"] == "Corland", "token"])
    fewer = actor_collocates(tokens, codebook, ACTORS, stop_words=["Grave", "a", "sees"], random_state=1)
    assert fewer["token"].unique().tolist() == ["threat", "mild"]


def test_few_documents_have_no_interval_and_say_so(tokens_of, codebook):
    table = actor_collocates(tokens_of(*["Arvenia's grave threat."] * 5), codebook, ACTORS, random_state=1)
    assert set(table["note"]) == {"fewer than 10 documents with the actor, so no interval"}
    assert table["low"].isna().all()


def test_one_word_many_documents(tokens_of, codebook):
    texts = ["Arvenia makes a grave threat.", "Arvenia makes a threat.", "A grave threat.", "A threat."] * 10
    table = actor_collocates(tokens_of(*texts), codebook, ACTORS, random_state=1).set_index("token")
    grave = table.loc["grave"]
    assert grave["log_ratio"] == 0
    assert grave["low"] < 0 < grave["high"]
    assert table.loc["makes", "low"] > 0


def test_the_order_of_rows_changes_nothing(tokens, codebook):
    pd.testing.assert_frame_equal(
        actor_collocates(tokens, codebook, ACTORS, random_state=1),
        actor_collocates(tokens.sample(frac=1, random_state=1), codebook, ACTORS, random_state=1),
    )


def test_no_text_and_no_actor_in_it(tokens_of, codebook):
    for tokens in (tokens_of(), tokens_of("A threat.")):
        table = actor_collocates(tokens, codebook, ACTORS, random_state=1)
        assert table.columns.tolist() == columns("actor_collocates")
        assert len(table) == 0


def test_all_problems_of_the_list_are_said_at_once(tokens, codebook):
    with pytest.raises(PatternError, match=r"(?s)actor 'A': name a list of patterns, not 'Arvenia'.*actor 'B': "):
        actor_collocates(tokens, codebook, {"A": "Arvenia", "B": ["(open"]}, random_state=1)
    with pytest.raises(PatternError, match="there is none"):
        actor_collocates(tokens, codebook, {}, random_state=1)
    with pytest.raises(ArgumentError, match="n and min_freq must be 1 or more"):
        actor_collocates(tokens, codebook, ACTORS, n=0, random_state=1)
