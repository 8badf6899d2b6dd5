"""Series with known truths, drawn by `benchmarks/calibration.py`: run by `make proof`."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "calibration.py"


@pytest.fixture(scope="module")
def calibration():
    spec = importlib.util.spec_from_file_location("calibration", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.proof
@pytest.mark.parametrize("story", [0.0, 0.5])
def test_no_more_than_five_in_a_hundred_false_alarms(calibration, story):
    found = calibration.false_alarms(series=1000, story=story)
    assert found["test"] <= 0.05
    assert found["binomial"] <= 0.05


@pytest.mark.proof
def test_no_one_could_place_steps_of_white_noise_better(calibration):
    two, four = (calibration.planted_steps(series=200, step=step, story=-1.0) for step in (2.0, 4.0))
    assert two["found"] >= 0.99
    # within one bin: whoever knows both levels and the noise misses as many
    assert two["within 1"] >= two["known levels within 1"] - 0.03
    assert two["known levels within 1"] < 0.95
    assert four["within 1"] >= 0.95
    for found in (two, four):
        assert found["interval covers"] >= 0.88


@pytest.mark.proof
@pytest.mark.parametrize("story", [0.0, 0.5])
def test_the_interval_of_the_place_covers_where_hits_bunch(calibration, story):
    for step in (2.0, 3.0):
        assert calibration.planted_steps(series=200, step=step, story=story)["interval covers"] >= 0.88


@pytest.mark.proof
def test_the_nile(calibration):
    found = calibration.nile()
    assert found["cuts"] == [1898]
    assert found["best"] == 1898
    low, high = found["interval"]
    assert 1893 <= low <= 1898 <= high <= 1903
