"""Who a mention means: names, roles, pronouns, spellings, decisions by hand."""

import pandas as pd
import pytest

from discourse.errors import ArgumentError
from discourse.frames.speech.decisions import named_statements, review_speakers
from discourse.frames.speech.mentions import name_key, read_mention
from discourse.frames.speech.statements import reported_speech


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Iran’s Ambassador to Baghdad Mohammad Kazem Ale-Sadeq", "person", "Mohammad Kazem Ale-Sadeq"),
        ("Mirela Sand, the Arvenian foreign minister", "person", "Mirela Sand"),
        ("Belmora's spokeswoman, Lena Orvik", "person", "Lena Orvik"),
        ("Rep. Trey Gowdy (R-S.C.)", "person", "Trey Gowdy"),
        ("Denzel Washington", "person", "Denzel Washington"),
        ("TEHRAN — Ali Akbar Salehi", "person", "Ali Akbar Salehi"),
        ("Washington", "country", "United States"),
        ("the US State Department", "organisation", "US State Department"),
        ("IAEA", "organisation", "IAEA"),
        ("two defence officials in Hallow", "unnamed", ""),
        ("An aide to General Osten Var", "unnamed", ""),
        ("the Iranian ambassador", "role", ""),
        ("she", "pronoun", ""),
        ("", "none", ""),
    ],
)
def test_mentions(text, kind, name):
    mention = read_mention(text)
    assert (mention.kind, mention.name) == (kind, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rouhani", "Ruhani"), ("Hossein", "Hussain"), ("Ale-Sadeq", "Al-e Sadegh"), ("Mohammad", "Muhammad")],
)
def test_spellings_of_one_name_agree(one, other):
    assert name_key(one) == name_key(other)


def test_different_names_do_not_agree():
    assert len({name_key(name) for name in ("Rouhani", "Raisi", "Zarif", "Larijani", "Araghchi")}) == 5


def test_one_person_under_five_forms(statements_of):
    found = statements_of(
        "Iran’s ambassador to Baghdad, Mohammad Kazem Ale-Sadeq, said that the talks had failed. Ale-Sadeq added that "
        "they would resume. He stressed that it was late. The Iranian ambassador said that he was tired. Al-e Sadegh "
        "warned that winter was near."
    )
    assert set(found["speaker_id"]) == {"mohammad kazem ale-sadeq"}
    assert {"surname", "pronoun", "role", "variant"} <= set(found["speaker_method"])


def test_a_pronoun_stands_for_somebody_unnamed_as_well(statements_of):
    found = statements_of("A senior official said that it rained. He added that it was cold.")
    assert found["speaker_type"].tolist() == ["unnamed", "unnamed"]
    assert found["speaker_id"].tolist() == ["", ""]


def test_gender_is_used_where_it_is_stated(statements_of):
    found = statements_of("Mrs. Sand said that it rained. Mr. Hale said that it snowed. She added that it was cold.")
    assert found["speaker"].tolist()[-1] == "Sand"


def test_a_surname_takes_the_full_name_of_other_articles(statements_of):
    found = statements_of("Lena Orvik said that it rained.", "Orvik said that it snowed.")
    assert found["speaker"].tolist() == ["Lena Orvik", "Lena Orvik"]
    assert found["speaker_method"].tolist() == ["full-name", "corpus"]


def test_two_persons_of_one_surname_are_not_merged(statements_of):
    found = statements_of("Lena Orvik said it rained.", "Karl Orvik said it snowed.", "Orvik said that it froze.")
    assert found["speaker"].tolist() == ["Lena Orvik", "Karl Orvik", "Orvik"]


def test_decisions_by_hand_win(articles_of, tmp_path):
    articles = articles_of("It is late, they said. We agree that it is cold.", outlet=["A"])
    found = reported_speech(articles, min_confidence=0)
    review = review_speakers(found)
    assert review["speaker_confidence"].is_monotonic_increasing
    mine = review.head(1).assign(speaker="Guard Council", speaker_type="organisation")
    path = tmp_path / "speakers.csv"
    mine.to_csv(path, index=False)
    decided = reported_speech(articles, min_confidence=0, speakers=path)
    row = decided[decided["speaker_method"] == "manual"].iloc[0]
    assert (row["speaker"], row["speaker_id"], row["speaker_confidence"]) == ("Guard Council", "guard council", 1.0)
    assert len(review_speakers(decided)) == len(review) - 1


def test_doubtful_speakers_stay_out_of_named_tables(statements_of):
    found = statements_of("They said that it rained. Lena Orvik said that it snowed.")
    assert named_statements(found)["speaker"].tolist() == ["Lena Orvik"]


def test_all_problems_of_decisions_are_said_at_once(articles_of):
    bad = pd.DataFrame(
        [("a", "0", "2", "X", "persn"), ("a", "x", "2", "X", "person")],
        columns=["article_id", "start", "end", "speaker", "speaker_type"],
    )
    with pytest.raises(ArgumentError) as error:
        reported_speech(articles_of("It rained."), speakers=bad)
    assert "did you mean 'person'" in str(error.value)
    assert "row 2: start and end must be whole numbers" in str(error.value)
    with pytest.raises(ArgumentError, match="no file"):
        reported_speech(articles_of("It rained."), speakers="nowhere.csv")
