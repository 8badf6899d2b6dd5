"""Where quotations stand, with every kind of mark, left open, continued, nested."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.frames.speech.quotes import paragraphs, quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said ''yes'' and left.", ["''yes''"]),
        ("He said «yes».", ["«yes»"]),
        ("He said „yes“ and left.", ["„yes“"]),
        ("He said ‘it is over.’ Tehran’s envoy left.", ["‘it is over.’"]),
        ("Tehran’s envoy met the ministers’ aides.", []),
        ("“He said “no” to me,” she said.", ["“He said “no” to me,”"]),
        ('“Mixed marks," he said.', ['“Mixed marks,"']),
        ("“Left open, he said.", ["“Left open, he said."]),
        ("", []),
    ],
)
def test_marks(text, expected):
    assert quoted(text) == expected


def test_a_lost_mark_costs_one_paragraph_at_most():
    assert quoted("“Left open.\n\nHe said “yes”.") == ["“Left open.", "“yes”"]


def test_a_quotation_over_paragraphs_is_continued():
    text = "“One.\n\n“Two,” he said."
    assert [q.continued for q in quotations(text, paragraphs(text))] == [False, True]


@given(st.text(alphabet="ab “”\"'‘’«».,\n", max_size=80))
def test_quotations_are_in_order_and_apart(text):
    found = quotations(text, paragraphs(text))
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
