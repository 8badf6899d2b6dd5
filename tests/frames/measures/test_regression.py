import numpy as np
import pandas as pd
import pytest

from discourse.errors import ArgumentError, UnknownNameError
from discourse.frames.measures.rates import theme_rates
from discourse.frames.measures.regression import theme_regression
from discourse.tables import check, columns


@pytest.fixture
def tokens(tokens_of):
    """Sixty documents of 2 to 5 sentences; B uses the theme more than A, and both more in later years."""
    generator = np.random.default_rng(1)
    outlet, year = np.array(["A", "B"] * 30), np.repeat([2030, 2031, 2032], 20)
    share = 0.2 + 0.2 * (outlet == "B") + 0.1 * (year - 2030)
    texts = [
        " ".join("A threat." if generator.random() < p else "A word." for _ in range(generator.integers(2, 6)))
        for p in share
    ]
    return tokens_of(*texts, outlet=outlet.tolist(), year=year.tolist(), desk=[f"x{n // 2:02}" for n in range(60)])


def of(table, term, theme="threat"):
    return table[(table["theme"] == theme) & (table["term"] == term)].iloc[0]


def test_one_variable_alone_gives_the_values_of_theme_rates(tokens, codebook):
    rates = theme_rates(tokens, codebook, by="outlet", unit="sentence", random_state=1)
    a, b = rates.loc[rates["theme"] == "threat", "value"]
    table = check(theme_regression(tokens, codebook, on="outlet", model="ols"), "coefficients")
    assert of(table, "(constant)")["estimate"] == pytest.approx(a)
    assert of(table, "outlet=B")["estimate"] == pytest.approx(b - a)
    logit = theme_regression(tokens, codebook, on="outlet", reference={"outlet": "B"})
    assert of(logit, "outlet=A")["estimate"] == pytest.approx(np.log(a / (1 - a)) - np.log(b / (1 - b)))
    assert of(logit, "(constant)")["documents"] == 60


def test_counts_with_exposure_give_ratios_of_rates(tokens, codebook):
    rates = theme_rates(tokens, codebook, by="outlet", random_state=1)
    a, b = rates.loc[rates["theme"] == "threat", "per_1000"]
    table = theme_regression(tokens, codebook, on="outlet", model="poisson", unit="token")
    assert of(table, "outlet=B")["estimate"] == pytest.approx(np.log(b / a))


def test_numbers_and_texts_together(tokens, codebook):
    table = theme_regression(tokens, codebook, on=["outlet", "year"], model="ols")
    assert table["term"].unique().tolist() == ["(constant)", "outlet=B", "year"]
    for term, truth in (("outlet=B", 0.2), ("year", 0.1)):
        found = of(table, term)
        assert found["low"] <= truth <= found["high"]
    assert of(table, "(constant)", "sovereignty")["note"] == "fewer than 10 documents with a hit, so no regression"


def test_constants_are_no_tests(tokens, codebook):
    table = theme_regression(tokens, codebook, on=["outlet", "year"])
    assert np.isnan(of(table, "(constant)")["q"])
    two = sorted(of(table, term)["p"] for term in ("outlet=B", "year"))
    assert of(table, "outlet=B")["q"] in (pytest.approx(two[0] * 2), pytest.approx(two[1]))


def test_few_clusters_have_no_errors_and_many_do(tokens, codebook):
    few = of(theme_regression(tokens, codebook, on="year", cluster="outlet"), "year")
    assert few["clusters"] == 2
    assert few["estimate"] == pytest.approx(of(theme_regression(tokens, codebook, on="year"), "year")["estimate"])
    assert few[["error", "low", "high", "p", "q"]].isna().all()
    assert few["note"].startswith("2 values of outlet: fewer than 30, so no errors")
    many = of(theme_regression(tokens, codebook, on="year", cluster="desk"), "year")
    assert many["clusters"] == 30
    assert many["error"] > 0


def test_placebo_needs_a_random_state_and_finds_the_planted_difference(tokens, codebook):
    with pytest.raises(ArgumentError, match="values are dealt by chance, so random_state="):
        theme_regression(tokens, codebook, on="outlet", placebo="outlet")
    table = theme_regression(
        tokens, codebook, on=["outlet", "year"], model="ols", placebo="outlet", permutations=99, random_state=1
    )
    assert of(table, "outlet=B")["placebo_p"] <= 0.05
    assert np.isnan(of(table, "year")["placebo_p"])


def test_a_group_that_never_uses_the_theme_has_no_logit(tokens_of, codebook):
    tokens = tokens_of(*["A threat. No."] * 20, *["No. No."] * 20, outlet=["A"] * 20 + ["B"] * 20)
    table = theme_regression(tokens, codebook, on="outlet")
    assert of(table, "outlet=B")["note"].startswith("no finite estimate")
    assert of(theme_regression(tokens, codebook, on="outlet", model="ols"), "outlet=B")["estimate"] == pytest.approx(
        -0.5
    )


def test_documents_without_a_value_are_left_out_and_counted(tokens, codebook):
    torn = tokens.assign(year=tokens["year"].astype("float64").mask(tokens["doc_id"] == "d3"))
    found = of(theme_regression(torn, codebook, on="year"), "year")
    assert found["documents"] == 59
    assert found["base"] == "documents with tokens, 1 without a value or a word left out"


def test_an_empty_corpus_has_the_same_columns(tokens_of, codebook):
    table = theme_regression(tokens_of(outlet=[]), codebook, on="outlet")
    assert table.columns.tolist() == columns("coefficients")


def test_bad_arguments(tokens, codebook):
    with pytest.raises(ArgumentError, match="model='poisson' does not fit unit='sentence'"):
        theme_regression(tokens, codebook, on="outlet", model="poisson")
    with pytest.raises(ArgumentError, match="model must be one of"):
        theme_regression(tokens, codebook, on="outlet", model="logit")
    with pytest.raises(UnknownNameError, match="no document variable called 'outlets'"):
        theme_regression(tokens, codebook, on="outlets")
    with pytest.raises(UnknownNameError, match=r"no value called 'C' in 'outlet'; values there: A, B"):
        theme_regression(tokens, codebook, on="outlet", reference={"outlet": "C"})
    with pytest.raises(UnknownNameError, match="no variable called 'year' in on="):
        theme_regression(tokens, codebook, on="outlet", placebo="year", random_state=1)
    with pytest.raises(ArgumentError, match="'outlet' has one value in the documents"):
        theme_regression(tokens[tokens["outlet"] == "A"], codebook, on="outlet")
    with pytest.raises(ArgumentError, match="'date' holds dates"):
        theme_regression(tokens.assign(date=pd.Timestamp("2031-01-01")), codebook, on="date")
    with pytest.raises(ArgumentError, match="on= names no variable"):
        theme_regression(tokens, codebook, on=[])
