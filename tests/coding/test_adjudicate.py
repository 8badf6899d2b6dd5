import numpy as np
import pandas as pd
import pytest

from discourse.coding.adjudicate import adjudicate, settled
from discourse.errors import ArgumentError, TableError, UnknownNameError
from discourse.tables import check, empty


def codes_of(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["unit_id", "coder", "value"])
    return table.assign(code="war", time="", note="")


def test_the_majority_of_those_who_could_tell_decides():
    codes = codes_of(("a", "X", 1), ("a", "Y", 1), ("a", "Z", 0), ("b", "X", np.nan), ("b", "Y", 0), ("c", "X", np.nan))
    final = check(adjudicate(codes), "codes").set_index("unit_id")
    assert final["value"].fillna(-1).to_dict() == {"a": 1, "b": 0, "c": -1}
    assert final.loc["c", "note"] == "nobody could tell"


def test_a_tie_stays_open_until_someone_settles_it():
    codes = codes_of(
        ("a", "X", 1), ("a", "Y", 0), ("b", "X", 1), ("b", "Y", 1), ("b", "chief", 0), ("a", "chief", np.nan)
    )
    assert adjudicate(codes).set_index("unit_id")["note"].to_dict() == {"a": "tie", "b": ""}
    final = adjudicate(codes, adjudicator="chief").set_index("unit_id")
    assert final["value"].fillna(-1).to_dict() == {"a": -1, "b": 0}


def test_one_coder_is_taken_at_their_word():
    codes = codes_of(("a", "X", 1), ("b", "X", np.nan))
    pd.testing.assert_frame_equal(settled(codes), codes)
    assert settled(empty("codes")).empty


def test_bad_codes():
    with pytest.raises(TableError, match="given twice by one coder, of units a"):
        adjudicate(codes_of(("a", "X", 1), ("a", "X", 0)))
    with pytest.raises(ArgumentError, match="values must be 1, 0 or missing"):
        adjudicate(codes_of(("a", "X", 3)))
    with pytest.raises(UnknownNameError, match="no coder called 'Q'"):
        adjudicate(codes_of(("a", "X", 1)), adjudicator="Q")
