import pandas as pd
import pytest

from discourse.errors import ArgumentError, PatternError, TableError
from discourse.text.index import index_tokens
from discourse.text.match import find_matches, overlapping, without_overlaps
from discourse.text.patterns import parse_pattern


@pytest.fixture
def found(articles_of, tokens_of):
    """A function giving the exact text of every match of a pattern in some texts."""

    def find(pattern: str, *texts: str) -> list[str]:
        tokens = tokens_of(*texts)
        matches = find_matches(index_tokens(tokens), [parse_pattern(pattern)])
        by_id = articles_of(*texts).set_index("doc_id")["text"]
        return [
            by_id[tokens["doc_id"].iloc[a]][tokens["start"].iloc[a] : tokens["end"].iloc[b]]
            for a, b in zip(matches["first"], matches["last"], strict=True)
        ]

    return find


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("sovereign*", "Sovereignty, sovereign! suzerain", ["Sovereignty", "sovereign"]),
        ("*ty", "sovereignty type", ["sovereignty"]),
        ("sov*gn", "sovereign sovereignty", ["sovereign"]),
        ("self relian*", "self-reliance, self reliant; self. Reliance", ["self-reliance", "self reliant"]),
        ("non nuclear weapon state*", "non-nuclear-weapon States", ["non-nuclear-weapon States"]),
        ("reliance", "self-reliance", []),
        ("self-reliance", "self-reliance self reliance", ["self-reliance"]),
        ("re-elect*", "re-elected re elected", ["re-elected"]),
        ("government", "the government's, governments", ["government's"]),
        ("tehran", "Tehran’s TEHRAN", ["Tehran’s", "TEHRAN"]),
        ("foreign troops", "foreign troops. Foreign\n\nTroops foreign, troops", ["foreign troops", "foreign, troops"]),
        ("breach* ~2 border", "breached our own border", ["breached our own border"]),
        ("breach* ~1 border", "breached our own border", []),
        ("breach* ~3 border", "It breached. The border", []),
        ("a ~2 b", "a b a b", ["a b a b", "a b", "a b"]),
        ("(own)? affairs", "own affairs", ["own affairs", "affairs"]),
        ("non ~1 weapon*", "non-nuclear weapons", ["non-nuclear weapons"]),
        (r"re:(\w+) for \1 problems", "home solutions. Local for local problems", ["Local for local problems"]),
        (r"re:\bno\b", "not a no, NO", ["no", "NO"]),
        (r"re:,\s", "one, two", []),
        (r"re:war\.$", "End the war. He left", ["war"]),
        (r"re:“we", "He left. “We stay here.”", ["We"]),
        (r"re:^no", "He said no.\n\n(No more)", []),
        (r"re:^\(no", "He said no.\n\n(No more)", ["No"]),
        ("breach* ~2 border", "breached a well-defended border", ["breached a well-defended border"]),
        ("breach* ~1 border", "breached a well-defended border", []),
        ("resum* ~2 talks", "resume the Soviet-American talks", ["resume the Soviet-American talks"]),
        ("a ~1 d", "a b-c-d", ["a b-c-d"]),
        ("a ~1 c", "a b-c-d", []),
        ("b ~1 d", "a-b c d", []),
        ("a ~1 d", "a-b c d", ["a-b c d"]),
        ("a ~1 ~1 b", "a x y b", ["a x y b"]),
        ("istanbul", "İSTANBUL", ["İSTANBUL"]),
        ("sovereignty", "sover\u00adeignty _sovereignty_", ["sover\u00adeignty", "sovereignty"]),
        ("x", "y", []),
        ("café", "cafe\u0301", ["cafe\u0301"]),
    ],
)
def test_matches(found, pattern, text, matches):
    assert found(pattern, text) == matches


def test_first_and_last_word_of_documents_and_no_reach_across_them(found):
    assert found("a", "a b", "", "b a") == ["a", "a"]
    assert found("b ~3 b", "a b", "b a") == []


def test_nothing_to_search(tokens_of):
    for tokens in (tokens_of(), tokens_of("…")):
        matches = find_matches(index_tokens(tokens), [parse_pattern(p) for p in ("a", "a ~2 b", "re:a", "*a")])
        assert len(matches) == 0
        assert matches.columns.tolist() == ["first", "last", "begin", "end", "pattern"]


def test_filtering_does_not_move_words_together(tokens_of):
    tokens = tokens_of("stop the war and the war")
    content = tokens[~tokens["token"].isin(["the", "and"])]
    index = index_tokens(content)
    assert len(find_matches(index, [parse_pattern("stop war")])) == 0
    assert len(find_matches(index, [parse_pattern("stop ~1 war")])) == 1
    assert len(find_matches(index, [parse_pattern("re:stop war")])) == 0
    assert len(find_matches(index, [parse_pattern(r"re:stop \[…\] war")])) == 1
    long = tokens_of("stop the long-term war")
    for table in (long, long[long["token"] != "long-term"]):
        assert len(find_matches(index_tokens(table), [parse_pattern("stop ~2 war")])) == 1
        assert len(find_matches(index_tokens(table), [parse_pattern("stop ~1 war")])) == 0


def test_shuffled_rows_are_found_as_well(tokens_of):
    tokens = tokens_of("one two three", "two three").sample(frac=1, random_state=3)
    matches = find_matches(index_tokens(tokens), [parse_pattern("two three")])
    assert tokens["token"].iloc[matches["first"]].tolist() == ["two", "two"]


def test_of_overlapping_matches_the_longest_then_leftmost_is_kept():
    def spans(*pairs):
        table = pd.DataFrame(sorted(pairs, key=lambda p: (p[0], -p[1])), columns=["begin", "end"]).assign(pattern=0)
        return without_overlaps(table)[["begin", "end"]].to_numpy().tolist()

    assert spans((0, 2), (1, 4), (4, 5)) == [[1, 4], [4, 5]]
    assert spans((0, 2), (1, 3), (2, 4)) == [[0, 2], [2, 4]]
    assert spans((0, 9), (1, 2), (8, 12)) == [[0, 9]]
    assert spans() == []


def test_overlapping_names_the_other_pattern():
    matches = pd.DataFrame({"begin": [0, 5, 9], "end": [2, 6, 10], "pattern": 0})
    others = pd.DataFrame({"begin": [1, 2, 6], "end": [8, 3, 7], "pattern": [4, 5, 6]})
    assert overlapping(matches, others).tolist() == [4, 4, -1]
    touching = pd.DataFrame({"begin": [2, 6], "end": [5, 9], "pattern": [1, 2]})
    assert overlapping(matches, touching).tolist() == [-1, -1, -1]
    assert overlapping(matches, others.iloc[:0]).tolist() == [-1, -1, -1]


def test_an_expression_that_matches_nothing_is_refused(tokens_of):
    with pytest.raises(PatternError, match="matches an empty stretch"):
        find_matches(index_tokens(tokens_of("a b")), [parse_pattern(r"re:\bx?")])


def test_an_index_keeps_to_the_case_it_was_made_with(tokens_of):
    index = index_tokens(tokens_of("US us"), case=True)
    assert index_tokens(index, case=True) is index
    with pytest.raises(ArgumentError, match=r"made with case=True; make one with index_tokens\(…, case=False\)"):
        index_tokens(index)


def test_doubled_rows_are_refused(tokens_of):
    tokens = tokens_of("a b", "c")
    with pytest.raises(TableError, match="stand at one place twice, in documents d0; was the table joined"):
        index_tokens(pd.concat([tokens, tokens.head(1)]))


def test_many_matches_in_one_sentence_and_very_long_words_stay_cheap(tokens_of):
    tokens = tokens_of("a b " * 10_000 + "x" * 100_000 + " " + "-".join("y" * 3_000))
    index = index_tokens(tokens)
    kept = without_overlaps(find_matches(index, [parse_pattern("a ~2 b")]))
    assert len(kept) == 5_000
    assert len(find_matches(index, [parse_pattern("x* y-y*")])) == 1
