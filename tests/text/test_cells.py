"""Text in spreadsheet cells: never a formula, and back unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from discourse.text.cells import as_cell, from_cell


@given(st.text(alphabet="=+-@'|% ab\t\n", max_size=5))
def test_no_cell_is_a_formula_and_every_cell_comes_back(text):
    cell = as_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert from_cell(cell) == text
