"""What is asked of a notebook is checked before any work."""

import datetime

import numpy as np
import pytest

from discourse.errors import ParameterError
from discourse.reports.parameters import declared_parameters
from discourse.reports.validate import validate

CELL = """
word: str = "peace"
n: int = 3
share: float = 0.5
flag: bool = False
names: list[str] = ["a"]
years: list[int] = []
quotes: Literal["none", "short", "full"] = "short"
day: str | None = None
"""
DECLARED = declared_parameters(CELL)


def test_defaults_and_given_values_in_declared_order() -> None:
    values = validate(DECLARED, {"n": 5, "share": 1, "day": None, "names": []})
    assert list(values) == list(DECLARED)
    assert (values["n"], values["share"], values["names"]) == (5, 1.0, [])
    assert type(values["share"]) is float


def test_a_list_is_never_shared_with_the_declaration() -> None:
    validate(DECLARED, {})["names"].append("b")
    assert validate(DECLARED, {})["names"] == ["a"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"wrod": "x"}, "no parameter called 'wrod'; parameters there: word, n"),
        ({"wrod": "x"}, "did you mean 'word'?"),
        ({"n": "5"}, "n must be a whole number, not '5' (str)"),
        ({"n": True}, "n must be a whole number, not True (bool)"),
        ({"n": 5.0}, "n must be a whole number, not 5.0 (float)"),
        ({"n": None}, "n must be a whole number, not None"),
        ({"n": np.int64(3)}, "(int64)"),
        ({"share": float("nan")}, "share must be a number, not nan"),
        ({"share": "0.5"}, "share must be a number, not '0.5' (str)"),
        ({"share": True}, "share must be a number, not True"),
        ({"flag": 1}, "flag must be True or False, not 1 (int)"),
        ({"word": 5}, "word must be text, not 5 (int)"),
        ({"word": "\ud800"}, "word must be text"),
        ({"names": "a"}, "names must be a list of texts, not 'a' (str); write a list: ['a']"),
        ({"names": ("a",)}, "names must be a list of texts, not ('a',) (tuple)"),
        ({"names": ["a", 1]}, "names must be a list of texts"),
        ({"years": [1, True]}, "years must be a list of whole numbers"),
        (
            {"quotes": "shrot"},
            "quotes must be one of 'none', 'short', 'full', not 'shrot' (str); did you mean 'short'?",
        ),
        ({"day": datetime.date(2024, 1, 2)}, "write it in quotes: '2024-01-02'"),
        ({"n = 1; import os; n": 2}, "no parameter called 'n = 1; import os; n'"),
    ],
)
def test_what_does_not_fit_is_refused_and_said(given: dict, said: str) -> None:
    with pytest.raises(ParameterError) as error:
        validate(DECLARED, given)
    assert said in str(error.value)


def test_all_problems_stand_in_one_message() -> None:
    with pytest.raises(ParameterError) as error:
        validate(DECLARED, {"wrod": 1, "n": "5", "quotes": "x"}, where="a.ipynb")
    lines = str(error.value).splitlines()
    assert lines[0] == "a.ipynb cannot be run with these parameters:"
    assert len(lines) == 4


def test_a_true_choice_is_not_the_number_one() -> None:
    declared = declared_parameters("level: Literal[1, 2] = 1")
    with pytest.raises(ParameterError):
        validate(declared, {"level": True})
