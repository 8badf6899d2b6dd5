import pandas as pd
import pytest

from discourse.frames.speech.statements import reported_speech
from discourse.reports import display
from discourse.reports.kernel import REPORT_FOLDER
from discourse.reports.statement_passages import statement_passages, voice_passages

TEXT = (
    "It rained. The minister Ada Holm said that <b>talks</b> had failed. Ada Holm denied that she had left. It snowed."
)


@pytest.fixture
def articles():
    return pd.DataFrame({"doc_id": ["a"], "text": [TEXT], "outlet": ["Echo & Co"]})


@pytest.fixture
def statements(articles):
    found = reported_speech(articles)
    assert len(found) == 2
    return found


def passages(statements, articles, quotes="short", **options):
    return statement_passages(statements, articles, quotes=quotes, random_state=1, **options)


def test_sentences_stand_verbatim_with_their_places(statements, articles):
    drawn = passages(statements, articles)
    assert len(drawn) == 2
    for row in drawn.itertuples():
        assert TEXT[row.start : row.end] == row.node
        assert row.left + row.node + row.right in TEXT
    assert drawn["left"].iloc[0].startswith("The minister Ada Holm said")
    assert drawn["of"].tolist() == [2, 2]


def test_the_remark_says_rule_and_confidence_and_reads_instead_of_claiming(statements, articles):
    for remark, row in zip(passages(statements, articles)["remark"], statements.itertuples(), strict=True):
        assert remark.startswith(f"Speaker read as {row.speaker} (")
        assert f"rule {row.rule}, confidence {row.confidence:.2f}." in remark
        assert row.polarity in remark


def test_no_text_where_none_is_allowed(statements, articles):
    drawn = passages(statements, articles, quotes="none")
    assert set(drawn["left"] + drawn["node"] + drawn["right"]) == {""}
    assert "“" not in "".join(drawn["remark"])


def test_an_article_is_shown_up_to_its_limit(articles):
    long = "Ada Holm said that " + "talks had failed and " * 10 + "ended."
    twice = articles.assign(text=[f"{long} {long}"])
    drawn = passages(reported_speech(twice), twice)
    assert (drawn["node"] != "").tolist() == [True, False]


def test_only_the_most_frequent_groups(statements, articles):
    one = passages(statements, articles, by="polarity", groups=1)
    assert one["polarity"].tolist() == ["asserted"]  # as frequent as denied, and first by name


def test_no_statement_gives_no_passage(statements, articles):
    empty = passages(statements.head(0), articles)
    assert empty.empty
    assert {"doc_id", "start", "end", "left", "node", "right", "remark", "of"} <= set(empty.columns)


def test_passages_are_escaped_on_the_page(statements, articles, monkeypatch, tmp_path):
    pages: list[str] = []
    monkeypatch.setattr(display, "_display", lambda html, _plain: pages.append(html))
    monkeypatch.setenv(REPORT_FOLDER, str(tmp_path))
    display.show_passages(passages(statements, articles), by="speaker", noun="statements")
    assert "<b>talks" not in pages[0]
    assert "&lt;b&gt;talks" in pages[0]
    assert "2 of 2 statements" in pages[0]
    assert "<small>Speaker read as" in pages[0]


def test_hits_say_their_voice(tmp_path, articles, statements):
    from discourse.frames.codebooks.file import read_codebook

    path = tmp_path / "book.toml"
    path.write_text(
        'name="b"\nversion="1"\nlanguage="en"\n[themes.t]\ndefinition="d"\npatterns=["talks", "left", "snowed"]\n'
    )
    from discourse.text.tokenize import tokenize

    drawn = voice_passages(tokenize(articles), read_codebook(path), statements, quotes="short", random_state=1)
    said = dict(zip(drawn["node"], drawn["remark"], strict=True))
    assert said["talks"].startswith("reported. Source read as Ada Holm; rule ")
    assert said["left"].startswith("denied. ")
    assert said["snowed"] == "unattributed. No attribution was found here."
    assert drawn["of"].tolist() == [3, 3, 3]
