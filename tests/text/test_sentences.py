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
        ("It ends.\n150.\tThe Assembly met.\n151. We left.", ["It ends", "150 The Assembly met", "151 We left"]),
        ("1. Sir, we met.\r\nIV. The end", ["1 Sir we met", "IV The end"]),
        ("It was born in\n1995. The Assembly met.", ["It was born in 1995", "The Assembly met"]),
        ("How many? 150. The rest left.", ["How many", "150", "The rest left"]),
        ("MR. PRESIDENT spoke. Mrs. A. left.", ["MR PRESIDENT spoke", "Mrs A left"]),
        ("I thank Mr.\nDiogo, who came\nfrom the U.S.\nMission.", ["I thank Mr Diogo who came from the U.S Mission"]),
        ("‘We stay.’ The others left.”\nHe sat.", ["We stay", "The others left", "He sat"]),
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
