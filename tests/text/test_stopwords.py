import pytest

from discourse.errors import ReadError, UnknownNameError
from discourse.text.characters import fold, token_mask
from discourse.text.matrix import document_term_matrix
from discourse.text.stopwords import stop_words

KEPT = {
    "en": "no not never none nor without against must should may might can could will would us said denied claim",
    "ar": "لا لم لن ليس ليست ليسوا لست لسنا ما غير دون بدون كلا إلا سوى عدم أبدا لما "
    "يجب ينبغي يمكن قد لقد سوف ربما لعل ليت يستطيع تستطيع عسى لابد "
    "قال قالت قالوا يقول أكد أكدت نفى نفت زعم زعمت صرح أعلن أضاف أشار ذكر أوضح اتهم ادعى وفقا بحسب ضد",
    "fa": "نه نیست نیستند نبود نبودند نشد نشود نکرد نکردند نکند ندارد ندارند نداشت نمی نمی‌شود نمی‌کند هیچ هرگز بدون بی "
    "باید نباید شاید بایستی می‌تواند نمی‌تواند توانست ممکن لازم خواهد نخواهد مگر "
    "گفت گفته می‌گوید افزود اظهار اعلام تاکید تکذیب ادعا مدعی خواند دانست خاطرنشان کردند_نه علیه ضد",
}


@pytest.mark.parametrize("language", KEPT)
def test_words_that_carry_stance_stay(language):
    assert not stop_words(language) & {fold(word) for word in KEPT[language].split()}


def test_no_negated_form_of_a_listed_persian_verb_is_listed():
    listed = stop_words("fa")
    assert not {word for word in listed if word.startswith("ن") and word[1:] in listed and word[1:] not in ("یز", "ه")}


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
