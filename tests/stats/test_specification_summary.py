import numpy as np
import pandas as pd
import pytest

from discourse.stats.specification_summary import specification_choices, specification_summary


def curve(estimates, *, width=0.1, measure="difference", permutation=0, **choices):
    number = len(estimates)
    at = np.asarray(estimates, dtype=float)
    table = {"permutation": permutation, "specification": range(number), "value": at, "value_reference": 0.0}
    table |= {"estimate": at, "low": at - width, "high": at + width, "p": 0.5, "documents": 20}
    table |= {"documents_reference": 20, "measure": measure, "base": "", "note": ""}
    return pd.DataFrame({**choices, **table})


def test_a_stable_curve_is_called_so_in_fixed_words():
    summary = specification_summary(curve(np.linspace(1, 2, 20))).iloc[0]
    assert summary["verdict"] == (
        "stable across the 20 analytic choices listed; sampling and measurement error not covered"
    )
    assert summary[["median", "lowest", "highest", "same_sign", "significant"]].tolist() == [1.5, 1, 2, 1, 1]


@pytest.mark.parametrize(
    ("estimates", "width", "said"),
    [
        ([1.0] * 17 + [-1.0] * 3, 0.1, "not stable across the 20 analytic choices listed: 85% have the same sign"),
        ([1.0] * 15 + [0.05] * 5, 0.1, "75% an interval without no difference"),
        ([1.0] * 9, 0.1, "no verdict: 9 of 9 specifications could be estimated"),
        ([1.0] * 12 + [np.nan] * 8, 0.1, "no verdict: 12 of 20"),
    ],
)
def test_what_is_not_stable_says_what_is_missing(estimates, width, said):
    assert said in specification_summary(curve(estimates, width=width)).loc[0, "verdict"]


def test_permuted_labels_that_do_as_well_take_the_verdict_away():
    parts = [curve([1.0] * 20, permutation=number) for number in range(20)]
    summary = specification_summary(pd.concat(parts)).iloc[0]
    assert summary[["permutations", "null_significant", "p_median", "p_significant"]].tolist() == [19, 1, 1, 1]
    assert summary["verdict"].startswith("not stable")
    assert "permuted labels do as well as that with p = 1.00" in summary["verdict"]
    nothing = [curve([0.0] * 20, permutation=number) for number in range(1, 20)]
    assert specification_summary(pd.concat([parts[0], *nothing])).loc[0, "p_significant"] == pytest.approx(1 / 20)


def test_ratios_are_judged_on_the_logarithmic_scale():
    low = curve([0.5] * 12, width=0.2, measure="ratio")
    assert specification_summary(low).loc[0, ["same_sign", "significant"]].tolist() == [1, 1]


def test_the_variance_is_divided_among_choices_and_adds_up():
    a, b = np.repeat([0.0, 2.0], 4), np.tile([0.0, 1.0], 4)
    table = specification_choices(curve(1 + a + b, a=np.repeat(["x", "y"], 4), b=np.tile(["u", "v"], 4), c="one"))
    shares = table.drop_duplicates("choice").set_index("choice")["variance_share"]
    assert shares.to_dict() == pytest.approx({"a": 0.8, "b": 0.2, "(combinations)": 0.0})
    assert table["choice"].tolist() == ["a", "a", "b", "b", "(combinations)"]


def test_nothing_is_no_error():
    assert specification_summary(curve([])).loc[0, "verdict"] == "no verdict: no specification"
    assert len(specification_choices(curve([]))) == 0
