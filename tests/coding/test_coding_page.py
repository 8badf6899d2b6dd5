"""docs/coding.md runs as it stands, and prints what it says it prints.

After a change of the codebook, run this file from the project's folder to write the outputs anew, and read the prose.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "coding.md"
#: A block of Python and, if it prints anything, what it prints.
BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def outputs() -> list[tuple[str, str]]:
    """What each block says it prints, and what it prints."""
    names: dict[str, object] = {}
    found = []
    for code, said in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "coding.md", "exec"), names)
        found.append((said, printed.getvalue()))
    return found


def rewrite() -> None:
    """Put what each block prints into the page."""
    printed = iter([output for _, output in outputs()])

    def block(match: re.Match) -> str:
        output = next(printed)
        return match[0] if match[2] is None else f"```python\n{match[1]}```\n\n```text\n{output}```\n"

    PAGE.write_text(BLOCK.sub(block, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def test_every_block_prints_what_the_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = outputs()
    assert len(found) >= 13
    for said, printed in found:
        assert said == printed


@pytest.mark.parametrize("name", ["accuracy", "agreement", "corrected_rates"])
def test_the_figures_it_names_are_there(name):
    import discourse as dc

    assert f"dc.plots.{name}(" in PAGE.read_text(encoding="utf-8")
    assert callable(getattr(dc.plots, name))


if __name__ == "__main__":
    rewrite()
