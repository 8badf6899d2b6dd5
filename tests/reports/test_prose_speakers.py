import pandas as pd
import pytest

from discourse.frames.actors.actor_list import Actors
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.measures.rates import theme_rates
from discourse.frames.speech.statements import reported_speech
from discourse.reports import sections_actors, sections_speakers
from discourse.reports.prose_speakers import (
    attribution_banner,
    describe_replies,
    describe_speakers,
    describe_statements,
    describe_voices,
    interval,
    share,
    speaker_limits,
    speaker_methods,
)
from discourse.tables import empty
from discourse.text.tokenize import tokenize

NONE = Actors((), "no list", "")


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.toml"
    path.write_text(
        'name="b"\nversion="1"\nlanguage="en"\n[themes.t]\ntitle="talks"\ndefinition="d"\npatterns=["talks"]\n'
    )
    return read_codebook(path)


@pytest.fixture
def articles(articles_of):
    texts = ["Ada Holm said that talks had failed."] * 8 + ["Talks failed."] * 4
    return articles_of(*texts, outlet=["A"] * 12)


def test_shares_and_numbers_with_their_intervals_or_without():
    table = pd.DataFrame(
        {"v": [0.69, 0.06, float("nan")], "l": [0.47, *[float("nan")] * 2], "h": [0.88, *[float("nan")] * 2]}
    )
    assert share(table, "v", "l", "h") == ["69% (47–88)", "6% (–)", "–"]
    assert interval(table, "v", "l", "h") == ["0.7 (0.5–0.9)", "0.1 (–)", "–"]


def test_the_measured_error_is_said_and_an_unmeasured_engine_too(articles):
    statements = reported_speech(articles)
    said = attribution_banner(statements)
    assert "only 67% (95 % interval 54 to 80) stand outside reported content" in said
    assert "82% (95 % interval 76 to 89)" in said
    assert attribution_banner(statements.assign(engine="own 1.0")).startswith(
        "No error rate was measured for the engine own 1.0"
    )
    assert "(33 of 100 such hits in PolNeAR dev)" in speaker_limits(statements)


def test_how_much_speech_was_found(articles):
    said = describe_statements(reported_speech(articles), articles)
    assert said[0].startswith("8 statements were found in 8 of 12 documents: 100% indirect.")
    assert said[1] == "Speakers as the engine reads them: 100% persons with a name (of 8 statements)."
    assert describe_statements(empty("statements"), articles) == ["No reported speech was found in 12 documents."]


def test_voices_with_share_base_and_interval(articles, book):
    statements = reported_speech(articles)
    voices = theme_rates(tokenize(articles), book, by="outlet", statements=statements, random_state=1)
    said = describe_voices(voices, book)
    assert said == ["Talks (12 hits): 67% reported, 0% denied, 0% hypothetical, 33% unattributed."]
    nothing = theme_rates(
        tokenize(articles.assign(text="x")), book, by="outlet", statements=empty("statements"), random_state=1
    )
    assert describe_voices(nothing, book) == ["No theme of the codebook has a hit."]


def test_the_voice_in_which_groups_differ_most_is_told_with_intervals(book):
    rows = [
        ("A", "reported", 0.2),
        ("B", "reported", 0.3),
        ("A", "denied", 0.8),
        ("B", "denied", 0.4),
        ("B", "hypothetical", 0.9),
    ]
    voices = pd.DataFrame(rows, columns=["outlet", "voice", "share"])
    voices = voices.assign(
        theme="t", hits=5, documents=20, share_low=voices["share"] - 0.1, share_high=voices["share"] + 0.1
    )
    said = describe_voices(pd.concat([empty("voice_rates"), voices]), book)
    assert said[0].endswith(
        "; denied from 40% in B (95 % interval 30–50, 20 documents) to 80% in A (95 % interval 70–90, 20 documents)."
    )


def test_speakers_unlike_chance_are_named_with_numbers(book):
    row = {
        "theme": "t",
        "statements": 9,
        "documents": 8,
        "tokens": 200,
        "low": 20.0,
        "high": 40.0,
        "p": 0.001,
        "note": "",
    }
    row |= {"hits": 6, "per_1000": 30.0, "expected": 1.5, "log_ratio": 2.0}
    matrix = pd.DataFrame([row | {"speaker": "Ada Holm", "q": 0.02}, row | {"speaker": "(unnamed)", "q": 0.01}])
    said = describe_speakers(matrix, book)
    assert said == [
        "In 9 statements with Ada Holm read as the speaker (8 documents) stand 6 hits of talks vocabulary, more than "
        "the 1.5 that chance within articles gives (q = 0.020); "
        "30.0 per 1,000 reported words, 95 % interval 20.0 to 40.0."
    ]
    assert "none departs from chance" in describe_speakers(matrix.assign(q=0.5), book)[0]
    assert describe_speakers(empty("who_says_what"), book) == [
        "No speaker could be tested against chance within articles."
    ]


def test_replies_need_a_list(articles, book):
    assert describe_replies(empty("reply_rates"), NONE) == []
    said = speaker_methods(reported_speech(articles), book, NONE, by="outlet", permutations=99, random_state=3)
    assert "99 permutations" in said
    assert "random state 3" in said
    assert "list of" not in said


def test_sections_say_in_words_what_is_missing(shown, book):
    none = empty("statements")
    sections_speakers.show_attribution_errors(none)
    sections_speakers.show_presentation(none, by=None, random_state=1)
    sections_speakers.show_sources(empty("source_shares"), empty("source_diversity"), book)
    sections_speakers.show_who_says_what(empty("who_says_what"), book)
    sections_actors.show_replies(empty("reply_rates"), NONE)
    sections_actors.show_actor_network(empty("actor_claims"), book)
    said = ["No error rate", "No reported speech", "no sources", "No speaker", "No list of actors", "no network"]
    assert [words in page for words, page in zip(said, shown, strict=True)] == [True] * 6


def test_presentation_without_groups(shown, articles, tmp_path):
    sections_speakers.show_presentation(reported_speech(articles), by=None, random_state=1)
    assert "all documents (8 in 8)" in shown[0]
    assert "100% (–)" in shown[0]
    assert (tmp_path / "report" / "tables" / "cue_classes.csv").is_file()


def test_the_network_is_called_unreviewed(shown, book):
    from discourse.frames.actors.actor_concepts import actor_claims

    text = "Ada Holm said that talks failed. Ben Ruiz said that talks went on."
    given = pd.DataFrame({"doc_id": ["a", "b"], "text": [text, text]})
    sections_actors.show_actor_network(actor_claims(tokenize(given), book, reported_speech(given)), book)
    assert "Unreviewed: 4 of 4 claims were read by nobody" in shown[0]
    assert "<figure tabindex=" in shown[1]


def test_an_empty_list_of_actors_gives_no_reply_rates(articles):
    from discourse.frames.actors.replies import reply_rates

    assert reply_rates(tokenize(articles), reported_speech(articles), NONE, by="outlet").empty
    assert sections_actors.actor_list(None).actors == ()
