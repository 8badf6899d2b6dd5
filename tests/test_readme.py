"""The README's Python runs as it stands, and the paths it names are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_examples_run_one_after_the_other(monkeypatch, tmp_path):
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 6
    for code in blocks:
        if "my_articles.csv" in code:  # the reader's own file
            continue
        exec(compile(code.replace("coding/pilot", str(tmp_path / "pilot")), "README.md", "exec"), names)
    plt.close("all")
    themes, outlets = len(names["codebook"].themes), names["articles"]["outlet"].nunique()
    assert len(names["rates"]) == themes * outlets
    assert len(names["split"]) == 4 * themes * outlets
    assert set(names["pair"]["reference"]) == {"The Northern Courier"}
    assert {path.name for path in (tmp_path / "pilot" / "sheets").iterdir()} >= {"Ada.csv", "Ben.csv"}


def test_linked_files_are_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_is_one_the_command_line_knows():
    from discourse.cli import commands

    for name in re.findall(r"python -m discourse ([a-z]+)", README):
        assert name in commands.commands
