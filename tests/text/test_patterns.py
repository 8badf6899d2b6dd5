import pytest

from discourse.errors import PatternError
from discourse.text.patterns import describe, parse_pattern


@pytest.mark.parametrize(
    ("pattern", "reading"),
    [
        ("Sovereign*", "[sovereign*]"),
        ("foreign troops", "[foreign] [troops]"),
        ("(foreign|outside) troops", "[foreign|outside] [troops]"),
        ("(extra regional|foreign) force*", "[extra] [regional] [force*] or [foreign] [force*]"),
        ("defen(c|s)e", "[defence|defense]"),
        ("master(s)? of", "[master|masters] [of]"),
        ("(un)?fair*", "[fair*|unfair*]"),
        ("(own)? affairs", "[affairs] or [own] [affairs]"),
        ("((the|a) region|countries) themselves", "[the|a] [region] [themselves] or [countries] [themselves]"),
        ("breach* ~4 border*", "[breach*] [up to 4 words] [border*]"),
        ("purely * affairs", "[purely] [*] [affairs]"),
        ("Iran’s  deal", "[iran's] [deal]"),
        ("foreign\t\u00a0troops", "[foreign] [troops]"),
        ("sover\u00adeign*", "[sovereign*]"),
        (r"re:no\s+deal", r"the regular expression no\s+deal on each sentence"),
    ],
)
def test_reading(pattern, reading):
    assert describe(parse_pattern(pattern)) == reading


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "at least one word"),
        ("  ", "at least one word"),
        ("masters? of", r"lone '\?' has no meaning; \( … \)\? marks"),
        ("a ?", r"lone '\?'"),
        ("a ~ b", "a gap is written ~N"),
        ("~2 a", "a gap must stand between two words"),
        ("a ~2", "a gap must stand between two words"),
        ("(a|b", "without a closing one"),
        ("a) b", "without an opening one"),
        ("a|b", r"write alternatives in parentheses: \(a\|b\)"),
        ("(a|) b", "an empty alternative"),
        ("(own )?soil", r"write an optional word as '\(own\)\? affairs'"),
        ("*", "would match any text"),
        ("* ~2 *", "would match any text"),
        ("(a)?", "would match any text"),
        ("a —", "'—' is not one word of a text; punctuation is not a word"),
        ("re:(", "not a regular expression"),
        ("re:x*", "matches an empty text"),
        (" ".join(["(a|b c)"] * 12), "stands for 4,096 sequences"),
        ("(a|b c) " * 30, "sequences of words; split it"),
        ("x" + "(a|b)" * 12, "sequences of words; split it"),
        ("the ~51 of", "a gap holds at most 50 words, not 51"),
        ("U.S.", r"'u\.s\.' is not one word of a text; write 'u\.s'"),
        ("states' rights", "write 'states'"),
        ("9/11", "write '9 11'"),
        ("sovereignty OR independence", r"OR is not an operator here; write alternatives as '\(sovereignty\|"),
        ("(a AND b) c", "AND is not an operator"),
        ("foreign, troops", "write 'foreign'"),
        ("cross–border", "write 'cross border'"),
        (3, "must be a text"),
    ],
)
def test_what_cannot_be_understood_says_why(pattern, message):
    with pytest.raises(PatternError, match=message):
        parse_pattern(pattern)


def test_case_is_kept_only_when_asked():
    assert describe(parse_pattern("US", case=True)) == "[US]"
    assert describe(parse_pattern("US")) == "[us]"
