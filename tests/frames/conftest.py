from collections.abc import Callable
from pathlib import Path

import pytest

from discourse.frames.codebook import Codebook
from discourse.frames.codebook_file import read_codebook

CODEBOOK = """
name = "mini"
version = "1"
language = "en"

[themes.sovereignty]
definition = "d"
patterns = ["sovereign*", "national sovereignty"]
unless = ["sovereign debt"]
examples = ["Sovereignty first."]

[themes.threat]
definition = "d"
patterns = ["threat*"]

[themes.threat.sub]
military = ["military threat*"]
"""


@pytest.fixture
def write_codebook(tmp_path) -> Callable[[str], Path]:
    """A function writing a codebook file."""

    def write(text: str) -> Path:
        path = tmp_path / "codebook.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def codebook(write_codebook) -> Codebook:
    """Two small themes, with an exclusion and a sub-tag."""
    return read_codebook(write_codebook(CODEBOOK))
