import pytest

from discourse.errors import LanguageError
from discourse.frames.hits import theme_hits

PERSIAN = "وزیر خارجه گفت حاکمیت کشور خط قرمز است و هیچ نیروی خارجی حق دخالت ندارد"


def test_a_stated_other_language_is_refused(tokens_of, codebook):
    tokens = tokens_of("sovereignty", "souveraineté", language=["en-GB", "fr"])
    with pytest.raises(LanguageError, match=r"is in 'en', but 1 documents are in fr \(such as d1\)"):
        theme_hits(tokens, codebook)
    assert len(theme_hits(tokens_of("sovereignty", "a", language=["en-GB", None]), codebook)) == 1


def test_another_script_is_refused_whatever_is_stated(tokens_of, codebook):
    with pytest.raises(LanguageError, match=r"Latin script, but most words of 1 documents are not \(such as d1\)"):
        theme_hits(tokens_of("sovereignty", PERSIAN), codebook)


def test_a_quotation_in_another_script_is_not(tokens_of, codebook):
    assert (
        len(theme_hits(tokens_of(f"{'He spoke of sovereignty for a long time and said ' * 3} {PERSIAN}"), codebook))
        == 3
    )


def test_no_tokens_are_no_other_language(tokens_of, codebook):
    assert len(theme_hits(tokens_of(), codebook)) == 0


def test_a_few_foreign_words_are_too_little_to_judge_by(tokens_of, codebook):
    assert len(theme_hits(tokens_of("sovereignty", " ".join(PERSIAN.split()[:9])), codebook)) == 1
    with pytest.raises(LanguageError):
        theme_hits(tokens_of("sovereignty", " ".join(PERSIAN.split()[:10])), codebook)
