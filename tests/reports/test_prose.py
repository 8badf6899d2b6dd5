import numpy as np
import pandas as pd
import pytest

from discourse.reports.prose import colophon, describe_articles, describe_rates, describe_request, methods
from discourse.tables import empty


def rates(**columns):
    base = {"theme": "self_rule", "tokens": 1000, "base": "articles", "note": "", "unit": "token", "units": 1000}
    base |= {"units_with": columns["hits"], "value": columns["per_1000"], "design_effect": 1.0, "effective_n": 1000.0}
    table = pd.DataFrame({**base, **columns})
    return table[[*[name for name in table if name not in empty("rates")], *empty("rates").columns]]


@pytest.fixture
def two():
    return rates(
        outlet=["A", "B"],
        hits=[9, 1],
        per_1000=[3.0, 0.5],
        documents=[20, 12],
        documents_with=[8, 1],
        low=[2.0, 0.1],
        high=[4.0, 0.9],
    )


def test_most_and_least_with_interval_and_base(two):
    assert describe_rates(two) == [
        "A uses self rule vocabulary at 3.00 per 1,000 tokens (95% interval 2.00 to 4.00; 9 hits in 8 of 20 "
        "documents), B at 0.50 per 1,000 tokens (95% interval 0.10 to 0.90; 1 hit in 1 of 12 documents) "
        "(the intervals do not overlap)."
    ]


def test_themes_are_called_by_their_titles(two, tmp_path):
    from discourse.frames.codebooks.file import read_codebook

    path = tmp_path / "book.toml"
    head = 'name="b"\nversion="1"\nlanguage="en"\nweak_window=7\n[themes.self_rule]\ndefinition="d"\n'
    path.write_text(head + 'title="autonomy and self-rule"\npatterns=["a"]\nweak=["b"]\n', encoding="utf-8")
    codebook = read_codebook(path)
    assert describe_rates(two, codebook=codebook)[0].startswith("A uses autonomy and self-rule vocabulary at 3.00")
    said = methods(codebook, by="outlet", random_state=1)
    assert f"(SHA-256 of its content {codebook.sha256[:16]})" in said
    assert "Weak patterns counted only within 7 words of another hit of their theme, in its sentence." in said


def test_overlapping_intervals_are_not_called_apart(two):
    assert "do not overlap" not in describe_rates(two.assign(low=[0.5, 0.1]))[0]


def test_groups_without_an_interval_are_counted_not_ranked(two):
    third = two.tail(1).assign(outlet="C", per_1000=9.0, low=np.nan, high=np.nan, note="fewer than 10 documents")
    said = describe_rates(pd.concat([two, third]))[0]
    assert said.startswith("A uses")
    assert said.endswith("; 1 group without an interval.")


def test_no_hits_are_said_plainly(two):
    none = two.assign(hits=0, low=np.nan, high=np.nan, note="no hit, so no interval")
    assert describe_rates(none) == ["Self rule vocabulary: no hit in 32 documents."]
    few = two.assign(low=np.nan, high=np.nan, note="fewer than 10 documents, so no interval")
    assert describe_rates(few) == [
        "Self rule vocabulary: 10 hits in 32 documents, fewer than 10 documents, so no interval."
    ]


def test_themes_with_most_hits_are_told_first(two):
    more = two.assign(theme="other", hits=two["hits"] + 1)
    said = describe_rates(pd.concat([two, more]), n=1)
    assert "other vocabulary" in said[0]
    assert said[1:] == ["Themes with fewer hits, not told here but in the table: 1."]


def test_prose_never_says_frames(two, codebook_file):
    from discourse.frames.codebooks.file import read_codebook

    said = [*describe_rates(two), methods(read_codebook(codebook_file), by="outlet", random_state=1)]
    assert not any(" frames " in sentence for sentence in said)


def test_what_was_asked_for(codebook_file):
    from discourse.frames.codebooks.file import read_codebook

    book = read_codebook(codebook_file)
    said = describe_request("lee", book, by="outlet", since="2020-01-01", random_state=3)
    assert said == "Corpus lee, dated from 2020-01-01, compared by outlet. Codebook x 1 with 1 theme. Random state 3."
    assert describe_request("lee", book, by="outlet", random_state=3).startswith("Corpus lee, compared by outlet.")


def test_the_colophon_names_versions():
    import pandas as pd

    assert f"pandas {pd.__version__}" in colophon()


def test_articles_in_a_sentence(articles_of, tokens_of):
    articles = articles_of("a b", "", outlet=["A", "B"], date=pd.to_datetime(["2020-01-02", None]))
    assert describe_articles(articles, tokens_of("a b", "")) == (
        "The corpus holds 2 documents with 2 tokens, from 2 outlets, dated 2020-01-02 to 2020-01-02; "
        "1 is undated and 1 holds no word."
    )
    assert describe_articles(articles_of("a"), tokens_of("a")) == (
        "The corpus holds 1 document with 1 token; none is dated."
    )


@pytest.fixture
def codebook_file(tmp_path):
    path = tmp_path / "codebook.toml"
    path.write_text('name="x"\nversion="1"\nlanguage="en"\n[themes.a]\ndefinition="d"\npatterns=["a"]\n')
    return path
