import pandas as pd
import pytest

from discourse.errors import ReadError, TableError
from discourse.frames.codebooks.decisions import apply_decisions, read_decisions, write_decisions
from discourse.frames.codebooks.file import read_codebook, write_codebook
from discourse.frames.codebooks.suggest import suggest_terms
from discourse.tables import check, empty

CSV = """theme,term,kind,sub,weight,decision,reason,coder,date
sovereignty,national ~2 airspace,,,,accept,ours to guard,A,2026-11-24
sovereignty,so called,weak,,0.5,Accept,"only near, a strong one",A,2026-11-24
sovereignty,sovereign wealth,unless,,,accept,money,A,
sovereignty,constitution,companion,,,accept,topic,A,
sovereignty,national sovereignty,,,,reject,double,B,
threat,threat*,,military,,accept,moved,B,
threat,weather,,,,reject,no,B,
threat,storm,,,,,,,
"""


@pytest.fixture
def decisions_file(tmp_path):
    def write(text: str = CSV):
        path = tmp_path / "decisions.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def rows_of(codebook, name):
    theme = codebook[name]
    rows = zip(theme.patterns, theme.sub_tags, theme.weak, theme.weights, theme.notes, strict=True)
    return [(pattern.text, *rest) for pattern, *rest in rows]


def test_decisions_are_read(decisions_file):
    table = check(read_decisions(decisions_file()), "decisions")
    assert table["decision"].tolist() == ["accept"] * 4 + ["reject", "accept", "reject", ""]
    assert table["kind"].tolist()[:4] == ["pattern", "weak", "unless", "companion"]
    assert table["weight"].tolist()[:2] == [1.0, 0.5]


def test_accepted_terms_are_in_and_rejected_ones_out(decisions_file, codebook):
    decided = apply_decisions(codebook, read_decisions(decisions_file()), version="2")
    assert rows_of(decided, "sovereignty") == [
        ("sovereign*", "", False, 1.0, ""),
        ("national ~2 airspace", "", False, 1.0, "ours to guard"),
        ("so called", "", True, 0.5, "only near, a strong one"),
    ]
    assert [pattern.text for pattern in decided["sovereignty"].unless] == ["sovereign debt", "sovereign wealth"]
    assert [pattern.text for pattern in decided["sovereignty"].companions] == ["constitution"]
    assert rows_of(decided, "threat") == [
        ("military threat*", "military", False, 1.0, ""),
        ("threat*", "military", False, 1.0, "moved"),
    ]
    assert (decided.version, codebook.version) == ("2", "1")
    assert rows_of(codebook, "threat")[0][0] == "threat*"


def test_the_same_decisions_give_the_same_codebook_in_any_order_and_twice(decisions_file, codebook, tmp_path):
    decisions = read_decisions(decisions_file())
    once = apply_decisions(codebook, decisions)
    assert apply_decisions(codebook, decisions.sample(frac=1, random_state=1)) == once
    assert apply_decisions(once, decisions).sha256 == once.sha256
    assert read_codebook(write_codebook(once, tmp_path / "once.toml")).sha256 == once.sha256 != codebook.sha256
    undecided = decisions.assign(decision="")
    assert apply_decisions(codebook, undecided) == codebook
    fewer = apply_decisions(codebook, decisions.iloc[1:])
    assert fewer.sha256 != once.sha256


def test_suggestions_are_written_to_be_decided_on(articles_of, tokens_of, tmp_path, codebook):
    corpus = tokens_of(*["=treaty of the river, a treaty"] * 3, "Rain")
    suggested = suggest_terms(articles_of("treaty -river").assign(doc_id="s"), corpus, random_state=1)
    path = write_decisions(suggested, tmp_path / "decisions.csv")
    table = read_decisions(path)
    assert table["term"].tolist() == suggested["term"].tolist()
    assert set(table["decision"]) == {""}
    written = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert written.columns.tolist()[:9] == empty("decisions").columns.tolist()
    assert not written.map(lambda cell: cell.startswith(("=", "+", "-", "@"))).any(axis=None)
    with pytest.raises(ReadError, match="is there already and may hold decisions; name a new file"):
        write_decisions(suggested, path)
    edited = written.assign(theme="threat", decision="accept")
    edited.to_csv(path, index=False)
    assert "treaty" in [row[0] for row in rows_of(apply_decisions(codebook, read_decisions(path)), "threat")]


def test_every_row_that_cannot_be_followed_is_named(decisions_file):
    text = (
        "theme,term,decision,kind,weight,date\na,x,acept,,,\na,(y,accept,,,\n,z,reject,,,\na,,accept,,,\n"
        "a,v,accept,word,0,24.11.2026\na,w,accept,,,\na,w,reject,,,\n"
    )
    with pytest.raises(TableError) as error:
        read_decisions(decisions_file(text))
    for problem in (
        "row 2: decision is accept, reject, nothing, not 'acept'; did you mean 'accept'?",
        "row 3: pattern '(y'",
        "row 4: 'z' was decided on without a theme",
        "row 5: a decision without a term",
        "row 6: kind is pattern, weak, unless, companion, not 'word'",
        "row 6: weight is a number other than 0, not '0'",
        "row 6: date is written as 2026-11-24, not '24.11.2026'",
        "'w' in 'a' is decided on in different ways; keep one row",
    ):
        assert problem in str(error.value)


def test_files_that_hold_no_decisions(decisions_file, tmp_path):
    with pytest.raises(TableError, match="column 'decision' is missing; did you mean 'decisions'"):
        read_decisions(decisions_file("theme,term,decisions\n"))
    with pytest.raises(ReadError, match="cannot read the decisions"):
        read_decisions(tmp_path / "none.csv")


def test_terms_for_a_theme_that_is_not_there(decisions_file, codebook):
    table = read_decisions(decisions_file("theme,term,decision\nthreats,x,accept\nthraet,y,accept\n"))
    with pytest.raises(
        TableError, match=r"'x' was accepted into 'threats', which is no theme; did you mean 'threat'\?"
    ):
        apply_decisions(codebook, table)
    wrong = table.assign(theme="threat", kind="word", decision="perhaps")
    with pytest.raises(TableError, match="kind is one of"):
        apply_decisions(codebook, wrong)
