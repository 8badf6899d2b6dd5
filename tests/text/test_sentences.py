import pytest


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left", "She stayed"]),
        ("Mr. Jones met Gen. Li. They spoke.", ["Mr Jones met Gen Li", "They spoke"]),
        ("It met on Jan. 5 in the U.S. Navy yard.", ["It met on Jan 5 in the U.S Navy yard"]),
        ("He lives in the U.S. The others left.", ["He lives in the U.S", "The others left"]),
        ("George W. Bush won. Plan B. The rest.", ["George W Bush won", "Plan B", "The rest"]),
        ("See No. 5. He said no. The end.", ["See No 5", "He said no", "The end"]),
        ("“Stop!” he cried. “Why?” She ran.", ["Stop he cried", "Why", "She ran"]),
        ("He said “no.” Then left.", ["He said no", "Then left"]),
        ("Wait... what? Yes… No", ["Wait what", "Yes", "No"]),
        ("hard wrapped\nline goes on\nhere", ["hard wrapped line goes on here"]),
        ("Headline\n\nBody", ["Headline", "Body"]),
        ("Headline\r\n\r\nBody", ["Headline", "Body"]),
        ("Costs 3.5 percent. 7 left.", ["Costs 3.5 percent", "7 left"]),
        ("او رفت. او ماند؟ بله", ["او رفت", "او ماند", "بله"]),
    ],
)
def test_sentences(tokens_of, text, sentences):
    tokens = tokens_of(text)
    found = tokens.groupby("sentence")["token"].agg(lambda words: " ".join(words)).tolist()
    assert found == sentences


def test_a_long_row_of_stops_is_read_in_no_time(tokens_of):
    assert tokens_of("a" + "." * 300_000 + "x" + "!" * 300_000)["sentence"].tolist() == [0, 0]


def test_many_quote_marks_are_read_in_no_time(tokens_of):
    assert len(tokens_of("a" + "”" * 100_000 + " b " + "”." * 100_000 + "c")) == 3
