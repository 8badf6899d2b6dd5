import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import select_themes
from discourse.frames.measures.overlap import theme_overlap
from discourse.tables import check, columns


def only(table):
    (row,) = table.itertuples()
    return row


def test_sentences_by_hand(tokens_of, codebook):
    # each document: 4 sentences, one with both themes, one with a threat; by chance 2 * 1 / 4 share one
    tokens = tokens_of(*["Sovereign threat. A threat. Nothing. Nothing."] * 12)
    found = only(check(theme_overlap(tokens, codebook, random_state=1), "overlaps"))
    assert (found.theme, found.theme_2) == ("sovereignty", "threat")
    assert (found.with_theme, found.with_theme_2, found.both, found.units) == (12, 24, 12, 48)
    assert found.expected == 6
    assert (found.log_ratio, found.low, found.high) == (1, 1, 1)
    assert found.log_dice == pytest.approx(14 + np.log2(24 / 36))
    assert found.p == pytest.approx(2 * 0.5**12)  # twice the chance that all twelve meet
    assert (found.documents, found.documents_with, found.note) == (12, 12, "")


def test_themes_of_the_same_articles_are_no_themes_of_the_same_sentences(tokens_of, codebook):
    texts = ["Sovereign. A threat. Sovereign threat. No."] * 15 + ["No. No. No. No."] * 15
    found = only(theme_overlap(tokens_of(*texts), codebook, random_state=1))
    assert found.both == found.expected == 15
    assert found.log_ratio == 0
    assert found.p > 0.5
    documents = only(theme_overlap(tokens_of(*texts), codebook, unit="document", random_state=1))
    assert (documents.both, documents.expected) == (15, 7.5)
    assert documents.log_ratio == 1
    assert documents.p == pytest.approx(min(1, 2 * fisher_exact([[15, 0], [0, 15]], alternative="greater").pvalue))
    assert documents.low < 1 < documents.high


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        (["Sovereign. A threat."] * 5, "fewer than 10 documents in which they could meet, so no interval"),
        (["Sovereign. A threat."] * 12, "never together, so no log ratio"),
        (["Sovereign."] * 12 + ["A threat."] * 12, "the two themes never stand in one document"),
        (["A threat."] * 12, "a theme without a hit"),
        (
            ["Sovereign threat. No."] * 2 + ["Sovereign. A threat."] * 10,
            "fewer than 3 documents with both together, so no interval",
        ),
    ],
)
def test_what_is_missing_has_a_reason(tokens_of, codebook, texts, note):
    found = only(theme_overlap(tokens_of(*texts), codebook, random_state=1))
    assert found.note == note
    assert np.isnan(found.low)


def test_near_copies_are_left_out(tokens_of, codebook):
    texts = ["Sovereign threat. A threat. No."] * 12
    copies = pd.DataFrame({"doc_id": ["d0", "d1"], "cluster": 1, "size": 2, "first": [True, False], "similarity": 1.0})
    found = only(theme_overlap(tokens_of(*texts), codebook, near_duplicates=copies, copies="drop", random_state=1))
    assert (found.both, found.documents, found.units) == (11, 11, 33)
    assert found.base == "documents with tokens, 1 near-copy of the corpus left out"


def test_the_order_of_rows_changes_nothing(tokens_of, codebook):
    tokens = tokens_of(*["Sovereign threat. A threat. No.", "Sovereign. A threat. No."] * 8)
    pd.testing.assert_frame_equal(
        theme_overlap(tokens, codebook, random_state=1),
        theme_overlap(tokens.sample(frac=1, random_state=1), codebook, random_state=1),
    )


def test_one_theme_or_no_text_has_no_pairs(tokens_of, codebook):
    for tokens, book in ((tokens_of(), codebook), (tokens_of("a"), select_themes(codebook, ["threat"]))):
        table = theme_overlap(tokens, book, random_state=1)
        assert table.columns.tolist() == columns("overlaps")
        assert len(table) == 0


def test_tokens_are_no_unit(tokens_of, codebook):
    with pytest.raises(ArgumentError, match="unit must be 'sentence' or 'document', not 'token'"):
        theme_overlap(tokens_of("a"), codebook, unit="token", random_state=1)
