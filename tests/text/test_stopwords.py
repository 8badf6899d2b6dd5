import pytest

from discourse.errors import ReadError, UnknownNameError
from discourse.text.characters import fold, token_mask
from discourse.text.matrix import document_term_matrix
from discourse.text.stopwords import stop_words

KEPT = {
    "en": "no not never none nor without against must should may might can could will would us said denied claim",
    "ar": "لا لم لن ليس ليست ما غير دون بدون يجب ينبغي يمكن قد سوف قال قالت أكد نفى زعم ضد",
    "fa": "نه نیست نیستند نبود نمی هیچ هرگز بدون بی باید نباید شاید گفت افزود کردند_نه مدعی علیه ضد می‌تواند نمی‌شود",
}


@pytest.mark.parametrize("language", KEPT)
def test_words_that_carry_stance_stay(language):
    assert not stop_words(language) & {fold(word) for word in KEPT[language].split()}


@pytest.mark.parametrize(
    ("language", "words", "least", "most"),
    [("en", "the of they've", 150, 300), ("ar", "في من التي", 100, 250), ("fa", "از که است می‌شود", 90, 250)],
)
def test_lists_are_short_and_hold_the_commonest_words(language, words, least, most):
    listed = stop_words(language)
    assert {fold(word) for word in words.split()} <= listed
    assert least < len(listed) < most


@pytest.mark.parametrize("language", KEPT)
def test_every_entry_is_one_token(language):
    assert all(token_mask(word).all() for word in stop_words(language))


def test_a_list_of_ones_own(tmp_path, tokens_of):
    path = tmp_path / "mine.txt"
    path.write_text("\ufeff# mine\nDam the\n", encoding="utf-8")
    assert stop_words(path) == {"dam", "the"}
    assert document_term_matrix(tokens_of("the dam, a river"), stop_words=str(path)).terms.tolist() == ["a", "river"]


def test_what_is_no_list(tmp_path):
    with pytest.raises(
        UnknownNameError, match="no stop list called 'de' in the shipped lists; stop lists there: ar, en"
    ):
        stop_words("de")
    with pytest.raises(ReadError, match=r"cannot read the stop list none\.txt: No such file"):
        stop_words("none.txt")
    (tmp_path / "empty.txt").write_text("# nothing", encoding="utf-8")
    with pytest.raises(ReadError, match="holds no word"):
        stop_words(tmp_path / "empty.txt")
    (tmp_path / "latin.txt").write_bytes("für".encode("latin-1"))
    with pytest.raises(ReadError, match="is not UTF-8"):
        stop_words(tmp_path / "latin.txt")
