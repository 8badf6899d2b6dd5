"""Gold numbers: the UCREL significance and effect-size spreadsheet (SigEff, Lancaster University), and the
CQPweb Log Ratio family that the association-measures library is tested against (Evert 2022)."""

import numpy as np
import pytest

from discourse.stats.keyness import g2, log_ratio

# a, b (target of 10,000 tokens, reference of 100,000), log-likelihood, Log Ratio: Word1 to Word6 of SigEff
SIGEFF = [
    (1500, 15000, 0.0, 0.0),
    (340, 2500, 26.17575781908755, 0.44360665147561495),
    (200, 2500, 9.827928282577773, -0.32192809488736235),
    (7, 0, 33.570533819177186, 7.129283016944966),
    (654, 654, 1447.8397076595088, 3.321928094887362),
    (89, 536, 17.37740361806506, np.log2(89 * 10 / 536)),
]
# a, a + b, c, c + d, Log Ratio: "eingebracht" and "Beauftragte"
CQPWEB = [
    (1189, 2157, 168_329, 19_720_567, 7.156575955874566),
    (105, 264, 168_329, 19_720_567, 6.261268755785273),
]


@pytest.mark.parametrize(("a", "b", "likelihood", "ratio"), SIGEFF)
def test_published_by_ucrel(a, b, likelihood, ratio):
    assert g2(a, b, 10_000, 100_000) == pytest.approx(likelihood, rel=1e-10, abs=1e-9)
    assert log_ratio(a, b, 10_000, 100_000) == pytest.approx(ratio, rel=1e-10, abs=1e-9)


@pytest.mark.parametrize(("a", "both", "c", "n", "ratio"), CQPWEB)
def test_published_by_cqpweb(a, both, c, n, ratio):
    assert log_ratio(a, both - a, c, n - c) == pytest.approx(ratio, rel=1e-9)


def test_the_two_term_form_by_hand():
    # 3 and 1 in two sets of equal size: expected 2 and 2, so 2 (3 ln 1.5 + ln 0.5)
    assert g2(3, 1, 10, 10) == pytest.approx(2 * (3 * np.log(1.5) + np.log(0.5)))
    assert g2(2, 2, 10, 10) == pytest.approx(0)
    assert g2(0, 4, 10, 10) == pytest.approx(2 * 4 * np.log(2))


def test_swapping_the_groups():
    assert g2(5, 2, 100, 70) == pytest.approx(g2(2, 5, 70, 100))
    assert log_ratio(5, 2, 100, 70) == pytest.approx(-log_ratio(2, 5, 70, 100))


def test_undefined_is_nan():
    assert np.isnan(log_ratio([0, 1, 1], [0, 1, 1], [10, 0, 10], [10, 10, 0])).all()
