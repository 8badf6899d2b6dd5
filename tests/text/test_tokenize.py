import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.errors import TableError
from discourse.text.tokenize import tokenize


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ale-Sadeq said", ["Ale-Sadeq", "said"]),
        ("Tehran’s and Tehran's", ["Tehran’s", "and", "Tehran's"]),
        ("the “6+2” plan", ["the", "6+2", "plan"]),
        ("$12,000.50, or 3.5%", ["12,000.50", "or", "3.5"]),
        ("the U.S. at 5 p.m.", ["the", "U.S", "at", "5", "p.m"]),
        ("end.Start a.b.", ["end", "Start", "a.b"]),
        ("states' rights—'quoted'", ["states", "rights", "quoted"]),
        ("he spoke--well - so", ["he", "spoke", "well", "so"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("می‌خواهد گفت", ["می‌خواهد", "گفت"]),
        ("۳٫۵ درصد", ["۳٫۵", "درصد"]),
        ("snake_case _word_ ____ 🙂 x", ["snake_case", "word", "x"]),
        ("I ❤\ufe0f you ‼\ufe0f", ["I", "you"]),
        ("❤\ufe0fyou", ["you"]),
        ("sover\u00adeignty", ["sover\u00adeignty"]),
        ("… — !", []),
    ],
)
def test_words(tokens_of, text, words):
    assert tokens_of(text)["token"].tolist() == words


def test_offsets_are_code_points_of_the_unchanged_text(articles_of):
    articles = articles_of("🙂 “Ale-Sadeq”\r\nsaid\u00a0so. ", "", "x", "  \n")
    texts = articles.set_index("doc_id")["text"]
    tokens = tokenize(articles)
    assert tokens["doc_id"].tolist() == ["d0", "d0", "d0", "d2"]
    for row in tokens.itertuples():
        text = texts[row.doc_id]
        assert text[row.start : row.end] == row.token
        assert text[row.end : row.end + len(row.after)] == row.after


def test_position_and_sentence_begin_at_0_in_each_document(tokens_of):
    tokens = tokens_of("One two. Three.", "Four")
    assert tokens["position"].tolist() == [0, 1, 2, 0]
    assert tokens["sentence"].tolist() == [0, 0, 1, 0]


def test_document_variables_are_kept_as_categoricals(tokens_of):
    tokens = tokens_of("a b", "c", outlet=["NA", None], year=[2001, 2002], tags=[["x"], ["y"]])
    assert tokens["outlet"].tolist()[:2] == ["NA", "NA"]
    assert tokens["outlet"].isna().tolist() == [False, False, True]
    assert tokens["year"].tolist() == [2001, 2001, 2002]
    assert tokens["tags"].tolist() == ["['x']", "['x']", "['y']"]
    assert all(isinstance(tokens[name].dtype, pd.CategoricalDtype) for name in ("doc_id", "token", "after", "outlet"))


def test_an_empty_corpus_and_one_without_words_have_the_same_columns(articles_of):
    full = tokenize(articles_of("a", outlet=["x"]))
    for articles in (articles_of(outlet=[]), articles_of("…", outlet=["x"])):
        tokens = tables.check(tokenize(articles), "tokens")
        assert len(tokens) == 0
        assert tokens.columns.tolist() == full.columns.tolist()


def test_a_variable_named_like_a_token_column_is_refused(articles_of):
    with pytest.raises(TableError, match=r"named like token columns: start; rename"):
        tokenize(articles_of("a", start=[1]))


def test_what_is_not_an_articles_table_is_refused():
    with pytest.raises(TableError, match=r"(?s)column 'text' is missing; did you mean 'texts'\?.*unique; repeated: a"):
        tokenize(pd.DataFrame({"doc_id": ["a", "a"], "texts": ["", ""]}))


def test_a_very_long_document(tokens_of):
    tokens = tokens_of("word, " * 200_000)
    assert len(tokens) == 200_000
    assert tokens["start"].iloc[-1] == 6 * 199_999


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_tokens_and_what_follows_rebuild_any_text(texts):
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(texts))], "text": pd.Series(texts, dtype="object")})
    tokens = tokenize(articles)
    for number, text in enumerate(texts):
        mine = tokens[tokens["doc_id"] == str(number)]
        if len(mine):
            rebuilt = "".join(mine["token"].astype(str) + mine["after"].astype(str))
            assert text[mine["start"].iloc[0] :] == rebuilt
            assert mine["start"].is_monotonic_increasing
        assert not any(character.isalnum() for character in text[: mine["start"].iloc[0] if len(mine) else None])


def test_half_a_character_is_refused_with_its_document():
    with pytest.raises(TableError, match=r"lone surrogate\) in documents b; read the file again"):
        tokenize(pd.DataFrame({"doc_id": ["a", "b"], "text": pd.Series(["ok", "x\ud800"], dtype="object")}))
