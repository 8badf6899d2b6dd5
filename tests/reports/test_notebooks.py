"""Notebook files read and filled in with the standard library."""

import ast
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import ParameterError
from discourse.reports.notebooks import parse_notebook, with_parameters
from discourse.reports.parameters import declared_parameters
from discourse.reports.validate import validate

VALUES = st.one_of(
    st.text(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.lists(st.text(), max_size=3),
)


def test_sources_are_joined_and_only_tags_kept() -> None:
    raw = (
        b'{"nbformat": 4, "metadata": {"title": "T"}, "cells": [{"cell_type": "code", "source": ["a\\n", "b"], '
        b'"metadata": {"tags": ["parameters"], "collapsed": true}, "outputs": [1], "execution_count": 7}]}'
    )
    notebook = parse_notebook(raw, name="x")
    assert notebook["metadata"] == {"title": "T"}
    assert notebook["cells"] == [
        {
            "cell_type": "code",
            "source": "a\nb",
            "metadata": {"tags": ["parameters"]},
            "outputs": [],
            "execution_count": None,
        }
    ]


def test_the_values_come_right_after_the_parameters_and_an_old_cell_goes(raw_notebook: Callable[..., str]) -> None:
    text = raw_notebook("0", ("parameters", "x: int = 1"), ("injected-parameters", "x = 5"), "x")
    filled = with_parameters(parse_notebook(text.encode(), name="x"), {"x": 2}, name="x")
    assert [cell["source"] for cell in filled["cells"]] == ["0", "x: int = 1", "# Parameters\nx = 2", "x"]
    with pytest.raises(ParameterError):
        with_parameters({"cells": []}, {}, name="x")


@given(value=VALUES)
def test_any_value_is_written_so_that_it_comes_back(value: object) -> None:
    notebook = {"cells": [{"cell_type": "code", "source": "", "metadata": {"tags": ["parameters"]}}]}
    written = with_parameters(notebook, {"x": value}, name="x")["cells"][1]["source"]
    (assignment,) = ast.parse(written).body
    assert ast.literal_eval(assignment.value) == value


def test_persian_stays_readable() -> None:
    values = validate(declared_parameters('word: str = "a"'), {"word": "صلح"})
    notebook = {"cells": [{"cell_type": "code", "source": "", "metadata": {"tags": ["parameters"]}}]}
    assert with_parameters(notebook, values, name="x")["cells"][1]["source"].endswith("word = 'صلح'")
