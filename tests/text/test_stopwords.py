from discourse.text.stopwords import stop_words


def test_words_that_carry_stance_stay():
    english = stop_words("en")
    kept = (
        "no not never none nor without against must should may might can could will would us said denied claim".split()
    )
    assert not english & set(kept)
    assert {"the", "of", "they've"} <= english
    assert 150 < len(english) < 300
