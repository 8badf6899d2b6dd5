"""Agreement of real coders: the two who coded the Media Frames Corpus, and the same codes dealt out by chance."""

import numpy as np
import pandas as pd
import pytest

import discourse as dc


@pytest.fixture(scope="module")
def frames(shared) -> pd.DataFrame:
    """Articles on climate change, one of fifteen frames each, by two coders."""
    table = pd.read_csv(shared / "data" / "gold" / "mfc_two_coders_31845.csv.gz")
    table = table[table["prompt_id"].str.startswith("climate_change")]
    codes = table.melt("prompt_id", ["annotator1", "annotator2"], var_name="coder", value_name="value")
    codes = codes.rename(columns={"prompt_id": "unit_id"}).assign(code="frame", time="", note="")
    return codes.astype({"unit_id": "str", "coder": "str"})


@pytest.mark.proof
def test_coders_who_settled_their_codes_agree(frames):
    row = dc.agreement(frames, random_state=1).iloc[0]
    assert row["units"] == 4208
    assert row["verdict"] == "reliable"
    assert 0.96 < row["low"] < row["alpha"] < row["high"] < 0.98


@pytest.mark.proof
def test_the_same_codes_dealt_out_by_chance_are_unusable(frames):
    """A crowd without a clue: every coder's own frequencies kept, units mixed up."""
    dealt = frames.copy()
    second = dealt["coder"] == "annotator2"
    dealt.loc[second, "value"] = np.random.default_rng(1).permutation(dealt.loc[second, "value"].to_numpy())
    row = dc.agreement(dealt, random_state=1).iloc[0]
    assert abs(row["alpha"]) < 0.02
    assert row["verdict"] == "unusable"
    assert "no better than chance" in row["note"]
