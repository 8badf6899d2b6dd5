import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.coding.verdict import validation_banner
from discourse.errors import ArgumentError
from discourse.tables import columns


@pytest.fixture
def scores():
    rows = [
        ["self_rule", 300, 90, 40, 50, 3, 0.9, 0.8, 0.95, 0.6, 0.4, 0.8, 0.72, 0.6, 0.8, ""],
        ["war", 303, 91, 4, 0, 0, 0.25, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan, "…"],
    ]
    return pd.DataFrame(rows, columns=columns("accuracy"))


@pytest.fixture
def agreed():
    rows = [
        ["self_rule", 300, 2, 0.95, 0.85, 0.8, 0.9, 0.9, 0.85, 0.9, 0.2, 0.9, 0.97, "reliable", ""],
        ["war", 300, 2, 0.9, 0.05, -0.1, 0.2, 0.88, 0.05, 0.8, 0.05, 0.1, 0.95, "unusable", "…"],
    ]
    return pd.DataFrame(rows, columns=columns("agreement"))


def test_the_paragraph_has_the_numbers(scores, agreed):
    text = validation_banner(scores, agreement=agreed, confidence=0.9)
    assert text == (
        "People read 303 units from 91 documents of this corpus to check the codebook. Krippendorff's alpha of 2 "
        "coders lies between 0.05 and 0.85. Unusable, so do not rely on: war. self rule: precision 0.90 (0.80–0.95), "
        "recall 0.60 (0.40–0.80) (40 hits read); war: precision 0.25 (no interval), recall not known (4 hits read). "
        "Precision is the share of hits that are right, recall the share of what people see that is hit; in brackets "
        "90% intervals. Rates count vocabulary; where corrected shares are given, rely on those."
    )


def test_the_codebook_is_named(scores):
    codebook = dc.read_codebook()
    named = f"to check the codebook {codebook.name} {codebook.version}. "
    assert named in validation_banner(scores, codebook=codebook)


def test_one_coder_is_not_passed_off_as_agreement(scores, agreed):
    for table in (None, agreed.head(0), agreed.assign(units=0)):
        assert "How far coders agree is not known" in validation_banner(scores, agreement=table)


def test_it_is_about_the_whole_corpus(scores):
    with pytest.raises(ArgumentError, match="without by="):
        validation_banner(scores.assign(outlet="A"))
