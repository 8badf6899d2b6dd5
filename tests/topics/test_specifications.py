"""One contrast by a seeded topic over choices: a planted difference shows in every model, nothing planted in few."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ArgumentError, UnknownNameError

SEEDS = {"water": ["dam", "river", "flood"], "vote": ["ballot", "poll", "party"]}
OTHER = [f"{stem}{letter}" for stem in ("bread", "stone", "cloud", "glass") for letter in "abcdefgh"]
ASKED = {"seed_words": SEEDS, "topic": "water", "by": "outlet", "groups": ["A", "B"], "random_state": 1}
GRID = {"n_topics": [4, 6], "runs": 2, "min_docs": [1], "max_share": [1.0], "stop_words": None}


@pytest.fixture(scope="module")
def planted():
    """60 documents of 120 words; A speaks of water twice as often as B."""
    chance = np.random.default_rng(3)
    words = [*SEEDS["water"], *SEEDS["vote"], *OTHER]
    texts = []
    for number in range(60):
        water = 40 if number % 2 else 20
        counts = [
            chance.choice(SEEDS["water"], water),
            chance.choice(SEEDS["vote"], 20),
            chance.choice(words[6:], 120 - water),
        ]
        texts.append(" ".join(chance.permutation(np.concatenate(counts))))
    outlets = ["A" if number % 2 else "B" for number in range(60)]
    articles = pd.DataFrame({"doc_id": [f"d{number:02}" for number in range(60)], "text": texts, "outlet": outlets})
    return dc.tokenize(articles), articles


def test_a_planted_difference_is_in_every_model(planted):
    curve = dc.topic_specifications(*planted, **ASKED, **GRID)
    assert list(curve.columns[:4]) == ["n_topics", "run", "min_docs", "max_share"]
    assert curve["specification"].tolist() == [0, 1, 2, 3]
    assert (curve["low"] > 1).all()
    assert curve["estimate"].between(1.4, 2.6).all()
    assert (curve["documents"] == 30).all()
    assert curve["base"].str.endswith(" words").all()
    assert dc.specification_summary(curve).loc[0, ["same_sign", "specifications"]].tolist() == [1.0, 4]
    assert set(dc.specification_choices(curve)["choice"]) == {"n_topics", "run", "(combinations)"}


def test_permutations_a_file_and_the_same_bytes(planted, tmp_path, monkeypatch):
    file = tmp_path / "models.jsonl"
    first = dc.topic_specifications(*planted, **ASKED, **GRID, permutations=20, file=file)
    assert first["permutation"].max() == 20
    null = first[first["permutation"] > 0]
    assert ((null["low"] > 1) | (null["high"] < 1)).mean() < 0.3
    import discourse.topics.specifications as module

    monkeypatch.setattr(module, "fit_topics", None)  # every model is read from the file
    again = dc.topic_specifications(*planted, **ASKED, **GRID, permutations=20, file=file)
    pd.testing.assert_frame_equal(first, again)


def test_one_group_against_all_others(planted):
    tokens, articles = planted
    curve = dc.topic_specifications(
        tokens, articles, **ASKED | {"groups": ["A"]}, **GRID | {"n_topics": [4], "runs": 1}
    )
    pair = dc.topic_specifications(tokens, articles, **ASKED, **GRID | {"n_topics": [4], "runs": 1})
    assert curve["estimate"].tolist() == pair["estimate"].tolist()


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"topic": "watr"}, UnknownNameError, "did you mean 'water'"),
        ({"by": "outlt"}, UnknownNameError, "did you mean 'outlet'"),
        ({"groups": ["A", "C"]}, UnknownNameError, "no group called 'C'"),
        ({"groups": []}, ArgumentError, "two values of 'outlet'"),
        ({"measure": "odds"}, UnknownNameError, "ratio"),
        ({"n_topics": []}, ArgumentError, "must hold a number each"),
    ],
)
def test_bad_requests(planted, change, error, message):
    with pytest.raises(error, match=message):
        dc.topic_specifications(*planted, **ASKED | GRID | change)
