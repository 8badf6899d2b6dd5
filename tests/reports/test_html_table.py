import re

import numpy as np
import pandas as pd

from discourse.reports.html_table import table_html


def cells(table: pd.DataFrame, **options) -> list[list[str]]:
    html = table_html(table, caption="c", **options)
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_numbers_have_the_decimals_of_the_largest_and_a_true_minus():
    table = pd.DataFrame({"n": [1234, 2], "p": [0.0123, np.nan], "y": [-3.934, -0.001], "big": [1234.56, 1.0]})
    assert cells(table)[1:] == [["1,234", "0.012", "−3.93", "1,234.6"], ["2", "–", "0.00", "1.0"]]


def test_a_small_chance_is_not_written_as_none():
    assert cells(pd.DataFrame({"q": [0.0004, 0.05, np.nan]}))[1:] == [["&lt; 0.001"], ["0.050"], ["–"]]


def test_text_truth_dates_and_blanks():
    table = pd.DataFrame(
        {"n": [1, 2], "s": [None, "y"], "b": [True, False], "day": pd.to_datetime(["2031-01-02", None])}
    )
    assert cells(table)[1:] == [["1", "", "True", "2031-01-02"], ["2", "y", "False", ""]]


def test_equal_leading_cells_are_one_and_the_grid_stays_whole():
    table = pd.DataFrame({"outlet": list("AAB"), "theme": list("ttt"), "n": [1, 2, 3], "s": list("xxx")})
    html = table_html(table, caption="c")
    assert cells(table) == [["outlet", "theme", "n", "s"], ["A", "t", "1", "x"], ["2", "x"], ["B", "t", "3", "x"]]
    spans = [int(span) for span in re.findall(r'rowspan="(\d+)"', html)]
    assert spans == [2, 2]  # B stands alone: a theme is never merged across outlets
    assert html.count("<th ") + html.count("<td") + sum(span - 1 for span in spans) == 4 * 4


def test_different_leading_cells_are_not_merged():
    table = pd.DataFrame({"word": ["a", "b"], "kind": ["x", "x"]})
    assert cells(table)[1:] == [["a", "x"], ["b", "x"]]


def test_columns_without_a_number_are_left_out_but_not_from_an_empty_table():
    table = pd.DataFrame({"n": [1, 2], "none": [np.nan, np.nan]})
    assert cells(table)[0] == ["n"]
    assert cells(table.head(0))[0] == ["n", "none"]


def test_titles_of_themes():
    table = pd.DataFrame({"theme": ["a_b", "c"], "theme_2": ["c", "a_b"], "n": [1, 2]})
    assert cells(table, titles={"a_b": "A & B"})[1:] == [["A &amp; B", "c", "1"], ["c", "A &amp; B", "2"]]


def test_a_tall_table_scrolls_and_its_frame_can_be_reached_by_keyboard():
    html = table_html(pd.DataFrame({"n": range(60)}), caption="so & so")
    assert html.startswith('<div class="table tall" role="group" tabindex="0" aria-label="so &amp; so">')
