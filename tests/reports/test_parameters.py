"""Reading the parameters cell without running it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.errors import ParameterError, ReadError
from discourse.reports.parameters import Parameter, declared_parameters, notebook_parameters


def test_every_kind_is_read_with_its_default_and_its_comment() -> None:
    source = """
corpus: str = "a=b#c"  # a name in data/corpora.toml
share: float = -0.5
quotes: Literal["none", "short"] = "short"  # how much is quoted
since: str | None = None
themes: list[str] = [
    "sovereignty",  # inner
    "unity",
]  # which themes
years: "list[int]" = [1, 2]
flag: bool = True
level: typing.Literal[1, 2] | None = None
"""
    declared = declared_parameters(source)
    assert list(declared) == ["corpus", "share", "quotes", "since", "themes", "years", "flag", "level"]
    assert declared["corpus"] == Parameter("corpus", "str", "a=b#c", "a name in data/corpora.toml")
    assert declared["share"].default == -0.5
    assert declared["quotes"] == Parameter("quotes", "choice", "short", "how much is quoted", ("none", "short"))
    assert declared["since"].optional
    assert declared["themes"].help == "which themes"
    assert declared["years"].kind == "list[int]"
    assert declared["level"].choices == (1, 2)
    assert declared["level"].wanted == "one of 1, 2 or None"


def test_an_empty_cell_declares_nothing() -> None:
    assert declared_parameters("# none yet\n") == {}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import os", "'import os' is not an assignment"),
        ("x = 1", "'x = 1' has no annotation"),
        ("x: int", "'x: int' has no default"),
        ("x: int = f()", "the default of x is not a literal: f()"),
        ("x: dict = {}", "'dict' is not an annotation a parameter may carry"),
        ("x: str | int = 1", "'str | int' is not an annotation"),
        ("x: Literal[y] = 1", "is not an annotation"),
        ("x: int = '5'", "the default of x must be a whole number, not '5' (str)"),
        ("x: int = True", "the default of x must be a whole number, not True (bool)"),
        ("a.b: int = 1", "is not an assignment"),
        ("x: int = 1\nx: int = 2", "x is declared twice"),
    ],
)
def test_anything_else_in_the_cell_is_an_error(line: str, said: str) -> None:
    with pytest.raises(ParameterError) as error:
        declared_parameters(f"good: int = 1\n{line}")
    assert said in str(error.value)


def test_all_problems_of_a_cell_stand_in_one_message() -> None:
    with pytest.raises(ParameterError) as error:
        declared_parameters("import os\nx = 1\ny: int = 'z'")
    assert [f"line {n}:" in str(error.value) for n in (1, 2, 3)] == [True] * 3


def test_nothing_of_the_cell_is_run(tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(ParameterError):
        declared_parameters(f"x: int = open({str(target)!r}, 'w')")
    assert not target.exists()


def test_a_magic_is_named_with_its_line() -> None:
    with pytest.raises(ParameterError, match="not plain Python, line 2"):
        declared_parameters("x: int = 1\n%load_ext y")


def test_a_notebook_tells_its_parameters(tmp_path: Path, write_notebook: Callable[..., Path]) -> None:
    path = write_notebook(tmp_path / "a.ipynb", "1 / 0")
    assert {name: p.default for name, p in notebook_parameters(path).items()} == {"word": "peace", "n": 3}


def test_the_tag_must_be_there_once(tmp_path: Path, raw_notebook: Callable[..., str]) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(raw_notebook("x = 1"), encoding="utf-8")
    with pytest.raises(ParameterError, match=r"no code cell of a\.ipynb is tagged 'parameters'"):
        notebook_parameters(path)
    path.write_text(raw_notebook(("parameters", "x: int = 1"), "", ("parameters", "y: int = 1")), encoding="utf-8")
    with pytest.raises(ParameterError, match=r"2 cells .*\(cells 1, 3\)"):
        notebook_parameters(path)


def test_a_missing_or_broken_notebook_is_named(tmp_path: Path, write_notebook: Callable[..., Path]) -> None:
    write_notebook(tmp_path / "framing.ipynb")
    with pytest.raises(ReadError, match=r"did you mean 'framing\.ipynb'"):
        notebook_parameters(tmp_path / "framimg.ipynb")
    for text in ("{", "[]", '{"nbformat": 4, "cells": [1]}', '{"cells": []}'):
        (tmp_path / "broken.ipynb").write_text(text, encoding="utf-8")
        with pytest.raises(ReadError, match=r"broken\.ipynb is not a notebook"):
            notebook_parameters(tmp_path / "broken.ipynb")
    (tmp_path / "old.ipynb").write_text('{"nbformat": 3, "cells": []}', encoding="utf-8")
    with pytest.raises(ReadError, match="format 3"):
        notebook_parameters(tmp_path / "old.ipynb")
