"""Published and worked examples of inference, kept in tests/gold/inference.toml."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from discourse.stats.change import change_points, location_interval
from discourse.stats.permutation import false_discovery
from discourse.stats.regression import regress
from discourse.stats.shares import rubin

GOLD = Path(__file__).parents[1] / "gold" / "inference.toml"
CASES = {case["id"]: case for case in tomllib.loads(GOLD.read_text(encoding="utf-8"))["case"]}


def test_fifteen_p_values_of_benjamini_and_hochberg():
    case = CASES["benjamini-hochberg-1995"]
    p = np.array(case["inputs"])
    q = false_discovery(p)
    assert q == pytest.approx(case["expected"], abs=case["tolerance"])
    assert (q <= 0.05).sum() == case["rejected"] == 4
    assert (p * len(p) <= 0.05).sum() == case["bonferroni"] == 3


def test_the_nile_changes_after_1898():
    from statsmodels.datasets import nile

    case = CASES["nile-1898"]
    flow = nile.load_pandas().data["volume"].to_numpy()
    (cut,) = change_points(flow)
    assert 1870 + cut == case["expected"]
    assert [flow[:cut].mean(), flow[cut:].mean()] == pytest.approx(case["levels"], abs=case["tolerance"])
    low, high = location_interval(flow, np.ones(100), cut, allowed=np.arange(100) < 99, random_state=1)
    assert 1893 <= 1870 + low <= 1898 <= 1870 + high <= 1903


def test_runs_are_pooled_by_rubins_rule():
    case = CASES["rubin-three-runs"]
    inputs = case["inputs"]
    estimate, error, _, _ = rubin(np.array(inputs["estimates"])[:, None], np.array(inputs["errors"])[:, None] ** 2)
    assert (estimate, error) == pytest.approx(case["expected"], abs=case["tolerance"])


def test_fractional_logit_in_closed_form():
    case = CASES["fractional-logit-two-groups"]
    group = np.array(case["inputs"]["group"], dtype=float)
    fitted = regress(np.array(case["inputs"]["shares"]), np.column_stack([np.ones(6), group]), model="fractional_logit")
    assert fitted.estimate == pytest.approx(case["expected"], abs=case["tolerance"])
