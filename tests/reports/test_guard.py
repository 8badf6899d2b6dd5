"""The guard inside a notebook, whoever runs it."""

import pytest

from discourse.errors import ParameterError
from discourse.reports.guard import check_parameters

CELL = 'word: str = "peace"\nn: int = 3'


def test_inside_a_notebook_the_injected_values_are_checked() -> None:
    check_parameters(["", CELL, "# Parameters\nn = 5\n", "import discourse"])
    with pytest.raises(ParameterError, match=r"did you mean 'word'"):
        check_parameters(["", CELL, "# Parameters\nwrod = 'x'\n"])
    with pytest.raises(ParameterError, match="n must be a whole number"):
        check_parameters(["", CELL, "# Parameters\nn = '5'\n"])


def test_inside_a_notebook_without_papermill_the_cell_itself_is_checked() -> None:
    check_parameters(["", CELL])
    with pytest.raises(ParameterError, match="the default of n"):
        check_parameters(["", "n: int = 'x'"])
    with pytest.raises(ParameterError, match="since"):
        check_parameters(["", 'since: str = "2024-13-01"'])


def test_an_injected_cell_may_hold_no_code() -> None:
    for code in ("n = 1; print('PWNED'); x = 1", "n = float('nan')", "a = b = 1", "n.x = 1"):
        with pytest.raises(ParameterError, match="hold code"):
            check_parameters(["", CELL, f"# Parameters\n{code}\n"])


def test_a_cell_run_again_by_hand_is_what_counts() -> None:
    """An injected cell that no longer follows the parameters was overridden by them."""
    check_parameters(["", CELL, "# Parameters\nwrod = 1", "1 + 1", CELL])


def test_without_a_parameters_cell_the_check_says_so() -> None:
    for cells in ([""], ["", "import os\nx: int = 1"], ["", "x = 1"], ["", "%magic"]):
        with pytest.raises(ParameterError, match="no parameters cell has run"):
            check_parameters(cells)
