import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, ReadError, UnknownNameError
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.measures.compare import compare_rates
from discourse.frames.measures.specifications import specifications
from discourse.stats.specification_summary import specification_summary
from discourse.tables import check
from discourse.text.index import index_tokens
from discourse.text.tokenize import tokenize

BOOK = (
    'name="m"\nversion="1"\nlanguage="en"\n[themes.threat]\ndefinition="d"\npatterns=["threat*", "menace", "peril"]\n'
)


@pytest.fixture
def book(tmp_path):
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    return read_codebook(tmp_path / "book.toml")


def corpus(seed, *, factor=1.0, documents=120, rate=2.0):
    """Articles of two groups and four outlets over a year; group A uses the theme ``factor`` times as often."""
    generator = np.random.default_rng(seed)
    rows = []
    for number in range(documents):
        group, words = "AB"[number % 2], generator.integers(80, 300)
        spread = generator.gamma(2, 0.5)  # documents differ more than chance alone would have it
        hits = generator.poisson(rate * words / 200 * spread * (factor if group == "A" else 1))
        text = ["word"] * words + generator.choice(["threats", "menace", "peril"], hits, p=[0.5, 0.3, 0.2]).tolist()
        generator.shuffle(text)
        sentences = [" ".join(["The", *text[k : k + 15]]) + "." for k in range(0, len(text), 15)]
        rows.append((f"d{number:04d}", " ".join(sentences), group, f"o{number % 4}"))
    table = pd.DataFrame(rows, columns=["doc_id", "text", "side", "outlet"])
    return table.assign(date=pd.Timestamp("2031-01-01") + pd.to_timedelta(generator.integers(0, 360, documents), "D"))


def measured(articles, book, **settings):
    settings = {"leave_out": "outlet", "min_tokens": [0, 100], **settings}
    return specifications(tokenize(articles), book, theme="threat", by="side", groups=["A", "B"], **settings)


def test_every_combination_is_there_and_the_first_is_what_compare_rates_says(book):
    articles = corpus(1, factor=2)
    curve = check(measured(articles, book), "specifications")
    assert len(curve) == 3 * 4 * 5 * 2 * 3  # units, patterns, outlets, lengths, periods
    choices = ["unit", "without_pattern", "voice", "without_group", "copies", "min_tokens", "period"]
    assert curve.columns[:7].tolist() == choices
    assert not curve.duplicated(choices).any()
    same = compare_rates(tokenize(articles), book, by="side", permutations=0, random_state=1).iloc[0]
    assert curve.loc[0, ["value", "value_reference", "estimate"]].tolist() == pytest.approx(
        same[["value", "value_reference", "ratio"]].tolist()
    )
    assert np.log(curve.loc[0, "low"] / same["ratio_low"]) == pytest.approx(0, abs=0.1)


def test_a_pattern_left_out_is_counted_as_if_it_were_not_in_the_codebook(book, tokens_of):
    texts, groups = ["A threat and peril."] * 10 + ["A menace, a threat."] * 10, ["A"] * 10 + ["B"] * 10
    tokens = tokens_of(*texts, side=groups)
    curve = specifications(tokens, book, theme="threat", by="side", groups=["A", "B"], units=["token"])
    base = dict(zip(curve["without_pattern"], curve["base"], strict=True))
    assert base == {
        "(none)": "20 and 20 hits",
        "threat*": "10 and 10 hits",
        "menace": "20 and 10 hits",
        "peril": "10 and 20 hits",
    }


def test_one_group_is_compared_with_all_others_and_those_are_left_out_in_turn(book):
    articles = corpus(2)
    curve = specifications(tokenize(articles), book, theme="threat", by="outlet", groups=["o1"], halves=False)
    assert curve["without_group"].unique().tolist() == ["(none)", "o0", "o2", "o3"]
    assert curve.loc[0, ["documents", "documents_reference"]].tolist() == [30, 90]


def test_what_cannot_be_estimated_is_listed_with_the_reason(book, tokens_of):
    tokens = tokens_of("A threat.", "Words.", side=["A", "A"])
    curve = specifications(tokens, book, theme="threat", by="side", groups=["A"])
    assert curve["estimate"].isna().all()
    assert set(curve["note"]) == {"no document in a group, so no ratio"}


def test_order_of_rows_makes_no_difference_and_a_run_goes_on_where_it_was(book, tmp_path):
    articles, file = corpus(3), tmp_path / "curve.jsonl"
    settings = {"permutations": 3, "random_state": 5}
    curve = measured(articles, book, file=file, **settings)
    pd.testing.assert_frame_equal(measured(articles.iloc[::-1], book, **settings), curve)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:5]) + lines[5][:40])
    pd.testing.assert_frame_equal(measured(articles, book, file=file, **settings), curve)
    with pytest.raises(ReadError, match="another corpus or other settings"):
        measured(articles, book, file=file, permutations=3, random_state=6)


def test_wrong_requests_are_explained(book):
    index = index_tokens(tokenize(corpus(4, documents=20)))
    ask = {"theme": "threat", "by": "side", "groups": ["A", "B"]}
    with pytest.raises(UnknownNameError, match="theme"):
        specifications(index, book, **{**ask, "theme": "threats"})
    with pytest.raises(UnknownNameError, match="'C'"):
        specifications(index, book, **{**ask, "groups": ["A", "C"]})
    with pytest.raises(ArgumentError, match="no common scale"):
        specifications(index, book, **ask, measure="difference")
    with pytest.raises(ArgumentError, match="random_state"):
        specifications(index, book, **ask, permutations=10)


@pytest.mark.proof
def test_a_planted_doubling_is_found_and_nothing_is_not(book):
    right = [(measured(corpus(seed, factor=2), book)["estimate"] > 1).mean() for seed in range(40)]
    assert np.mean(right) >= 0.95
    null = [measured(corpus(100 + seed), book) for seed in range(60)]
    significant = [((curve["low"] > 1) | (curve["high"] < 1)).mean() for curve in null]
    assert np.mean(significant) <= 0.08
    assert sum("stable across" in specification_summary(c).loc[0, "verdict"][:14] for c in null) <= 3
