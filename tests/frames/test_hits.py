import pytest

from discourse.errors import ArgumentError, TableError
from discourse.frames.codebooks.file import read_codebook
from discourse.frames.hits import theme_hits
from discourse.text.index import index_tokens


def test_hits_with_theme_pattern_and_variables(tokens_of, codebook):
    hits = theme_hits(tokens_of("A military threat to sovereignty.", outlet=["A"]), codebook, window=1)
    assert hits.columns.tolist() == [
        *["doc_id", "start", "end", "left", "node", "right", "theme", "pattern", "sub", "negated", "weak", "weight"],
        "outlet",
    ]
    assert hits[["node", "theme", "pattern", "sub"]].to_numpy().tolist() == [
        ["military threat", "threat", "military threat*", "military"],
        ["sovereignty", "sovereignty", "sovereign*", ""],
    ]


def test_the_longest_of_overlapping_hits_of_one_theme_counts(tokens_of, codebook):
    assert theme_hits(tokens_of("national sovereignty"), codebook)["node"].tolist() == ["national sovereignty"]


def test_exclusions_are_dropped_or_shown_with_their_reason(tokens_of, codebook):
    tokens = tokens_of("Sovereign debt and sovereignty")
    assert theme_hits(tokens, codebook)["node"].tolist() == ["sovereignty"]
    shown = theme_hits(tokens, codebook, excluded=True)
    assert shown[["node", "excluded_by"]].to_numpy().tolist() == [["Sovereign", "sovereign debt"], ["sovereignty", ""]]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("a threat", False),
        ("no threat", True),
        ("not a real threat", True),
        ("never said it was a threat", False),
        ("it isn't a threat", True),
        ("It isn’t a threat", True),
        ("He did not. Threats came", False),
        ("denied any threat", True),
        ("not a very real threat", False),
        ("not a well-known threat", True),
        ("the no-fly threat", False),
    ],
)
def test_negation_nearby(tokens_of, codebook, text, negated):
    assert theme_hits(tokens_of(text), codebook)["negated"].tolist() == [negated]


def test_no_hits_have_the_same_columns_and_types(tokens_of, codebook):
    some = theme_hits(tokens_of("threat", outlet=["A"]), codebook, excluded=True)
    for texts in ([], ["nothing here"]):
        none = theme_hits(tokens_of(*texts, outlet=["A"] * len(texts)), codebook, excluded=True)
        assert none.columns.tolist() == some.columns.tolist()
        assert none.dtypes.drop("outlet").tolist() == some.dtypes.drop("outlet").tolist()


def test_excluded_matches_stand_in_their_place(tokens_of, codebook):
    shown = theme_hits(tokens_of("sovereign debt, a threat, sovereignty, sovereign debt"), codebook, excluded=True)
    assert shown["start"].is_monotonic_increasing
    assert (shown["excluded_by"] != "").tolist() == [True, False, False, True]


def test_an_index_that_tells_case_apart_is_refused(tokens_of, codebook):
    with pytest.raises(ArgumentError, match="made with case=True"):
        theme_hits(index_tokens(tokens_of("Sovereignty"), case=True), codebook)


def test_variables_named_like_columns_of_the_result_are_refused(tokens_of, codebook):
    with pytest.raises(TableError, match="named like columns of the result: theme"):
        theme_hits(tokens_of("threat", theme=["x"]), codebook)


WEAK = """
name = "weak"
version = "1"
language = "en"
weak_window = 3

[themes.theme]
definition = "d"
patterns = ["strong*", "very strong word"]
weak = ["weak*", "weak one two", "strong weak"]
unless = ["strong tea"]

[themes.theme.weights]
"weak*" = 0.5
"strong*" = 2
"""


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("weak", []),
        ("weak weak weak", []),
        ("weak strong", ["weak", "strong"]),
        ("strong one two weak", ["strong", "weak"]),
        ("strong one two three weak", ["strong"]),
        ("weak one two strong", ["weak one two", "strong"]),
        ("weak, as they say. Strong", ["Strong"]),
        ("weak strong tea", []),
        ("strong tea weak one strong", ["weak", "strong"]),
        ("strong weak", ["strong", "weak"]),
        ("very strong word", ["very strong word"]),
        ("strong weak x y weak", ["strong", "weak"]),
    ],
    ids=str,
)
def test_weak_matches_count_near_a_strong_hit_in_its_sentence(tokens_of, write_codebook, text, nodes):
    hits = theme_hits(tokens_of(text), read_codebook(write_codebook(WEAK)))
    assert hits["node"].tolist() == nodes
    assert hits["weak"].tolist() == [node.startswith("weak") for node in nodes]


def test_hits_carry_the_weight_of_their_pattern(tokens_of, write_codebook):
    hits = theme_hits(tokens_of("weak strong very strong word"), read_codebook(write_codebook(WEAK)))
    assert hits["weight"].tolist() == [0.5, 2.0, 1.0]


def test_weak_matches_without_a_strong_hit_are_shown_with_the_reason(tokens_of, write_codebook):
    codebook = read_codebook(write_codebook(WEAK))
    shown = theme_hits(tokens_of("Weak tea. Strong tea, weak"), codebook, excluded=True)
    assert shown[["node", "excluded_by"]].values.tolist() == [
        ["Weak", "no strong hit within 3 words"],
        ["Strong", "strong tea"],
        ["weak", "no strong hit within 3 words"],
    ]


def test_words_filtered_out_still_lie_between_weak_and_strong(tokens_of, write_codebook):
    codebook = read_codebook(write_codebook(WEAK))
    tokens = tokens_of("strong one two three weak")
    assert theme_hits(tokens[tokens["token"].isin(["strong", "weak"])], codebook)["node"].tolist() == ["strong"]
