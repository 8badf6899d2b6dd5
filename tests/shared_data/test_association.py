"""Whole gold files of other tools: CQPweb, the UCS toolkit and UCREL's spreadsheet, row by row."""

import warnings

import numpy as np
import pandas as pd
import pytest

from discourse.stats import association, effect, keyness


@pytest.fixture(scope="module")
def reference(shared):
    return shared / "data" / "reference"


def test_the_log_ratio_family_of_cqpweb(reference):
    """All 599 words: Log Ratio, conservative forms with Poisson (Evert 2022) and normal (Hardie 2014) intervals."""
    gold = pd.read_csv(reference / "pam_log-ratio-gold.tsv", sep="\t")
    assert len(gold) == 599
    counts = (gold["f"], gold["f2"] - gold["f"], gold["f1"], gold["N"] - gold["f1"])
    np.testing.assert_allclose(keyness.log_ratio(*counts), gold["lr"], rtol=1e-12, atol=1e-12)
    poisson = effect.log_ratio_conservative(*counts, family=len(gold))
    np.testing.assert_allclose(poisson, gold["lrc"], rtol=1e-12, atol=1e-9)
    normal = effect.log_ratio_conservative_normal(*counts, family=len(gold))
    np.testing.assert_allclose(normal, gold["lrc.normal"], rtol=1e-12, atol=1e-9)


def test_what_cqpweb_prints(reference):
    """Its expected counts (in a corpus .003 % smaller); its conservative LR, one-sided and over 13,680 types, to .02.

    CQPweb's z is 4.491 where Bonferroni over the types it names gives 4.482; for words avoided near the node it prints
    the end away from 0, where ours is 0 or the end towards it.
    """
    gold = pd.read_csv(reference / "pam_cqpweb-gold-clr.tsv", sep="\t", skiprows=3, quoting=3)
    gold.columns = ["number", "lemma", "total", "expected", "observed", "texts", "value"]
    r, n = 168_329, 19_720_567
    counts = (gold["observed"], gold["total"] - gold["observed"], r, n - r)
    np.testing.assert_allclose(association.expected(r, gold["total"], n), gold["expected"], rtol=1e-4, atol=1e-3)
    value = effect.log_ratio_conservative_normal(*counts, family=13_680, confidence=0.9)
    above = gold["value"] > 0
    assert above.sum() > 300
    np.testing.assert_allclose(value[above], gold["value"][above], atol=0.02)


def test_the_ucs_toolkit(reference):
    """Surface co-occurrence of 'circular economy', 100 pairs; UCS takes logarithms to base 10 and signs G2."""
    gold = pd.read_csv(reference / "pam_ucs-gold-100.ds", sep="\t", comment="#", quoting=3)
    o, r, c, n = (gold[name].to_numpy(dtype=float) for name in ("f", "f1", "f2", "N"))
    near = {"rtol": 1e-9, "atol": 1e-9}
    np.testing.assert_allclose(association.mi(o, r, c, n) * np.log10(2), gold["am.MI"], **near)
    np.testing.assert_allclose(association.mi3(o, r, c, n) * np.log10(2), gold["am.MI3"], **near)
    np.testing.assert_allclose(association.t_score(o, r, c, n), gold["am.t.score"], **near)
    np.testing.assert_allclose(association.z_score(o, r, c, n), gold["am.z.score"], **near)
    np.testing.assert_allclose(association.dice(o, r, c, n), gold["am.Dice"], **near)
    sign = np.where(o > association.expected(r, c, n), 1, -1)
    np.testing.assert_allclose(sign * association.log_likelihood(o, r, c, n), gold["am.log.likelihood"], **near)
    np.testing.assert_allclose(sign * association.simple_ll(o, r, c, n), gold["am.simple.ll"], **near)
    apart = np.abs(o - association.expected(r, c, n)) >= 0.5  # nearer than that UCS corrects past the expectation
    signed = sign * keyness.chi2_yates(o, c - o, r, n - r)
    np.testing.assert_allclose(signed[apart], gold["am.chi.squared.corr"][apart], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", ["pam_df-zeros.tsv", "pam_df-zeros-sig.tsv", "pam_brown_cooc.csv.gz"])
def test_tables_with_empty_cells_break_nothing(reference, name):
    """No table of counts gives a negative G2, a share beyond 1, or a warning; empty cells give NaN or infinity."""
    gold = pd.read_csv(reference / name, sep="," if ".csv" in name else "\t").dropna()
    if "O11" in gold:
        o, r, c = gold["O11"], gold["O11"] + gold["O12"], gold["O11"] + gold["O21"]
        n = r + gold["O21"] + gold["O22"]
    else:
        o, r, c, n = gold["f"], gold["f1"], gold["f2"], gold["N"]
    counts = tuple(values.to_numpy(dtype=float) for values in (o, r, c, n))
    o, r, c, n = counts
    sound = (o <= np.minimum(r, c)) & (n >= r + c - o)
    counts = tuple(values[sound] for values in counts)
    assert sound.mean() > 0.9
    likelihood = association.log_likelihood(*counts)
    assert np.isfinite(likelihood).all()
    assert (likelihood >= 0).all()
    assert (association.log_dice(*counts) <= 14).all()
    for side in association.delta_p(*counts):
        known = side[~np.isnan(side)]
        assert (np.abs(known) <= 1).all()
    ratio = keyness.log_ratio(counts[0], counts[2] - counts[0], counts[1], counts[3] - counts[1])
    assert (np.isfinite(ratio) == ((counts[2] > 0) & (counts[1] > 0) & (counts[3] > counts[1]))).all()


def test_the_spreadsheet_of_ucrel(reference):
    openpyxl = pytest.importorskip("openpyxl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        sheet = openpyxl.load_workbook(reference / "ucrel_SigEff.xlsx", data_only=True).active
    rows = list(sheet.iter_rows(min_row=11, max_row=16, values_only=True))
    assert [row[0] for row in rows] == [f"Word{number}" for number in range(1, 7)]
    for row in rows:
        counts = (row[1], row[2], 10_000, 100_000)
        assert keyness.g2(*counts) == pytest.approx(row[6], rel=1e-10, abs=1e-9)
        assert keyness.bic(*counts) == pytest.approx(row[10], rel=1e-10)
        assert keyness.log_ratio(*counts) == pytest.approx(row[13], rel=1e-10, abs=1e-12)
        if row[2]:
            assert effect.percent_difference(*counts) == pytest.approx(row[9], abs=1e-9)
            assert effect.odds_ratio(*counts) == pytest.approx(row[14], rel=1e-12)
            assert keyness.ell(*counts) == pytest.approx(row[11], rel=1e-9, abs=1e-12)
