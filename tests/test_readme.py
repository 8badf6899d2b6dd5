"""The README's Python runs as it stands, and the paths it names are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_first_python_example_runs(monkeypatch):
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    exec(compile(code, "README.md", "exec"), names)
    plt.close("all")
    assert len(names["rates"]) == len(names["codebook"].themes) * names["articles"]["outlet"].nunique()


def test_linked_files_are_there():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_command_is_one_the_command_line_knows():
    from discourse.cli import commands

    for name in re.findall(r"python -m discourse ([a-z]+)", README):
        assert name in commands.commands
