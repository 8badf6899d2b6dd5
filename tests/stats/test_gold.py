"""Numbers published or computed elsewhere; each case names its source in ``tests/gold``."""

import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csc_array

from discourse.stats import association, dispersion, diversity, effect, keyness

GOLD = Path(__file__).parents[1] / "gold"


def cases(name: str, *measures: str) -> list:
    given = tomllib.loads((GOLD / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    chosen = [case for case in given if not measures or case["measure"] in measures]
    assert chosen
    return [pytest.param(case, id=case["id"]) for case in chosen]


def agree(values: dict, case: dict) -> None:
    """Every expected number, within the tolerance of the case (relative for numbers beyond 1)."""
    expected = case["expected"] if isinstance(case["expected"], dict) else {"value": case["expected"]}
    for name, number in expected.items():
        assert values[name] == pytest.approx(number, abs=case["tolerance"], rel=case["tolerance"]), name


@pytest.mark.parametrize("case", cases("keyness", "keyness.rayson"))
def test_the_ucrel_spreadsheet(case):
    counts = tuple(case["inputs"].values())
    agree(
        {
            "ll2": keyness.g2(*counts),
            "pct_diff": effect.percent_difference(*counts),
            "bic": keyness.bic(*counts),
            "ell": keyness.ell(*counts),
            "rr": effect.relative_risk(*counts),
            "log_ratio": keyness.log_ratio(*counts),
            "odds_ratio": effect.odds_ratio(*counts),
        },
        case,
    )
    assert ("pct_diff" not in case["expected"]) == bool(np.isnan(effect.percent_difference(*counts)))


def signed(value: float, inputs: dict) -> float:
    return value if inputs["a"] / inputs["c"] > inputs["b"] / inputs["d"] else -value


@pytest.mark.parametrize("case", cases("keyness", "keyness.chi2_signed_yates_cond", "keyness.g2_4term_yates_cond"))
def test_quanteda_with_its_conditional_correction(case):
    measure = keyness.chi2 if "chi2" in case["measure"] else keyness.g2_four_term
    value = float(measure(*case["inputs"].values(), correction="conditional"))
    if "g2" in case["measure"]:  # quanteda adds 1e-9 to each quotient before its logarithm is taken
        value += 2e-9 * (case["inputs"]["c"] + case["inputs"]["d"])
    assert signed(value, case["inputs"]) == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("keyness", "keyness.2x2", "g2_4term", "chi2_yates"))
def test_two_by_two_tables(case):
    (a, b), (other_a, other_b) = case["inputs"]
    counts = (a, b, a + other_a, b + other_b)
    values = {"chi2": keyness.chi2(*counts), "chi2_yates": keyness.chi2_yates(*counts)}
    values["value"] = values["chi2_yates"] if case["measure"] == "chi2_yates" else keyness.g2_four_term(*counts)
    agree(values, case)


@pytest.mark.parametrize("case", cases("keyness", "keyness.order"))
def test_the_order_of_keywords(case):
    texts = pd.DataFrame({name: pd.Series(case["inputs"][name].split()).value_counts() for name in ("d1", "d2")})
    texts = texts.fillna(0).sort_index()
    measure = {"chi2": lambda *cells: keyness.chi2(*cells, correction="conditional"), "lr": keyness.g2_four_term}
    counts = (texts["d1"], texts["d2"], texts["d1"].sum(), texts["d2"].sum())
    values = pd.Series(measure[case["inputs"]["measure"]](*counts), index=texts.index)
    more = counts[0] / counts[2] > counts[1] / counts[3]
    assert values.where(more, -values).sort_values(ascending=False, kind="stable").index.tolist() == case["expected"]


@pytest.mark.parametrize("case", cases("keyness", "pct_diff", "odds_ratio", "simple_maths_k1"))
def test_sizes_of_effect(case):
    names = {"pct_diff": "percent_difference", "simple_maths_k1": "simple_maths"}
    measure = getattr(effect, names.get(case["measure"], case["measure"]))
    assert measure(*case["inputs"].values()) == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("keyness", "log_ratio"))
def test_the_log_ratio_and_its_conservative_forms(case):
    a, c, both, n, family = case["inputs"].values()
    counts = (a, both - a, c, n - c)
    agree(
        {
            "log_ratio": keyness.log_ratio(*counts),
            "lrc_poisson_95": effect.log_ratio_conservative(*counts, family=family),
            "lrc_normal_95": effect.log_ratio_conservative_normal(*counts, family=family),
        },
        case,
    )


@pytest.mark.parametrize("case", cases("keyness", "fightin_words"))
def test_weighted_log_odds(case):
    a, b = case["inputs"]["y"]
    prior = case["inputs"]["alpha"]
    delta, z = effect.weighted_log_odds(a, b, sum(a), sum(b), prior=prior, prior_total=sum(prior))
    assert delta == pytest.approx(case["expected"]["delta"], abs=case["tolerance"])
    assert z == pytest.approx(case["expected"]["z"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("dispersion"))
def test_dispersion(case):
    counts, sizes = csc_array(np.array(case["inputs"]["freq"])[:, None]), case["inputs"]["size"]
    values = {
        "rrel": dispersion.dispersion_range(counts) / len(sizes),
        "D": dispersion.juilland_d(counts, sizes),
        "D2": dispersion.carroll_d2(counts, sizes),
        "S": dispersion.rosengren_s(counts, sizes),
        "DA": dispersion.dispersion_da(counts, sizes),
        "DKL": dispersion.dispersion_dkl(counts, sizes),
        "DP": dispersion.deviation_of_proportions(counts, sizes),
        "DPnorm": dispersion.dp_norm(counts, sizes),
    }
    values["value"] = values.get(case["measure"].removeprefix("dispersion."))
    agree({name: None if value is None else float(value[0]) for name, value in values.items()}, case)


def test_egbert_and_others_on_lyne():
    """The value 'Egbert et al. 2020' should have had where a widely used program prints Gries's DP under that name."""
    case = cases("dispersion")[0].values[0]
    counts = csc_array(np.array(case["inputs"]["freq"])[:, None])
    assert dispersion.dp_egbert(counts, case["inputs"]["size"])[0] == pytest.approx(0.4462310, abs=5e-8)
    assert dispersion.dp_norm(counts, case["inputs"]["size"])[0] == pytest.approx(0.5535480, abs=5e-8)


@pytest.mark.parametrize("case", cases("collocation", "collocation"))
def test_collocation(case):
    counts = tuple(case["inputs"].values())
    o, r, c, n = counts
    log10 = np.log10(2)
    given_node, given_word = association.delta_p(*counts)
    sign = 1 if o > r * c / n else -1
    corners = np.array([o, n - r - c + o, r - o, c - o]) + 0.5
    agree(
        {
            "E": association.expected(r, c, n),
            "mi": association.mi(*counts),
            "mi_log10": association.mi(*counts) * log10,
            "mi3": association.mi3(*counts),
            "mi3_log10": association.mi3(*counts) * log10,
            "t": association.t_score(*counts),
            "z": association.z_score(*counts),
            "ll": association.log_likelihood(*counts),
            "ll_signed": sign * association.log_likelihood(*counts),
            "dice": association.dice(*counts),
            "logdice": association.log_dice(*counts),
            "dp_c_given_n": given_node,
            "dp_n_given_c": given_word,
            "log_ratio": keyness.log_ratio(o, c - o, r, n - r),
            "chi2_yates": keyness.chi2_yates(o, c - o, r, n - r),
            "log10_odds": np.log10(effect.odds_ratio(o, c - o, r, n - r)),
            "log10_odds_disc": np.log10(corners[0] * corners[1] / corners[2] / corners[3]),
        },
        case,
    )


@pytest.mark.parametrize("case", cases("collocation", "mi_log2", "t_score_corpus"))
def test_collocation_of_one_measure(case):
    measure = association.mi if case["measure"] == "mi_log2" else association.t_score
    assert measure(*case["inputs"].values()) == pytest.approx(case["expected"], abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("collocation", "delta_p"))
def test_delta_p(case):
    a, b, c, d = case["inputs"].values()
    given_of, given_course = association.delta_p(a, a + b, a + c, a + b + c + d)
    agree({"course_given_of": given_of, "of_given_course": given_course}, case)


@pytest.mark.parametrize("case", cases("collocation", "lambda"))
def test_two_words_in_a_row(case):
    words = case["inputs"]["tokens"].split()
    pairs = pd.DataFrame({"first": words[:-1], "second": words[1:]})
    for pair, expected in case["expected"].items():
        first, second = pair.split()
        begins, ends = pairs["first"] == first, pairs["second"] == second
        counts = ((begins & ends).sum(), begins.sum(), ends.sum())
        found = association.multiword_lambda(*counts, len(pairs), smoothing=case["inputs"]["smoothing"])
        assert found == pytest.approx(expected, abs=case["tolerance"])


@pytest.mark.parametrize("case", cases("diversity"))
def test_diversity(case):
    words = pd.factorize(np.array(case["inputs"], dtype=object))[0]
    if case["measure"] == "mtld":
        assert diversity.mtld(words) == pytest.approx(case["expected"], abs=case["tolerance"])
    else:
        for window, expected in case["expected"].items():
            assert diversity.mattr(words, window=int(window)) == pytest.approx(expected, abs=case["tolerance"])
