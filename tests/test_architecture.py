"""The house rules: which room may import which, how long things are, what is public."""

import ast
import re
from pathlib import Path

import pytest

import discourse as dc

PACKAGE = Path(dc.__file__).parent
#: From the ground up: a room imports only rooms that stand before it.
ROOMS = ["errors", "project", "contract", "tables", "stats", "corpus", "text", "lexis", "frames", "topics", "coding"]
ROOMS += ["plots", "reports"]
TOP = ["cli", "__main__", "__init__"]
#: Rooms that stand side by side and do not know each other.
STRANGERS = [("stats", "text"), ("stats", "corpus"), ("text", "corpus"), ("lexis", "corpus"), ("topics", "lexis")]
STRANGERS += [("topics", "frames"), ("plots", "frames"), ("plots", "topics"), ("frames", "corpus")]
STRANGERS += [("coding", "corpus"), ("coding", "topics"), ("plots", "coding")]
#: Heavy libraries, the only rooms that may import them, and always inside a function.
HEAVY = {
    "gensim": {"topics"},
    "matplotlib": {"plots", "reports"},
    "papermill": {"reports"},
    "nbclient": {"reports"},
    "nbconvert": {"reports"},
    "nbformat": {"reports"},
    "jupyter_client": {"reports"},
    "IPython": {"reports"},
    "pyarrow": {"corpus", "text", "lexis"},
    "openpyxl": {"corpus", "frames", "coding"},
    "yaml": {"frames", "reports"},
    "docx": {"reports"},
    "tqdm": {"stats", "text", "lexis", "frames", "topics", "coding", "reports"},
    "numba": {"stats", "text", "lexis", "frames", "topics"},
    "sklearn": {"topics"},
    "statsmodels": {"stats"},
    "krippendorff": {"stats"},
    "simplemma": {"text"},
    "spacy": {"frames"},
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 255, 45


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> list[tuple[str, ast.AST]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            found.append((node.module, node))
    return found


def only_for_types(tree: ast.Module) -> set[ast.AST]:
    guards = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    return {inner for guard in guards for inner in ast.walk(guard)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    mine = room(path)
    assert mine in ROOMS + TOP, f"{path.name} is in no room of the house"
    for module, _ in imports(tree):
        parts = module.split(".")
        if parts[0] != "discourse" or len(parts) == 1 or mine in TOP:
            continue
        other = parts[1]
        assert ROOMS.index(other) <= ROOMS.index(mine), f"{mine} imports {other}, which stands above it"
        assert (mine, other) not in STRANGERS, f"{mine} must not know {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_heavy_libraries_are_imported_where_they_are_used(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = only_for_types(tree)
    at_top = {node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))}
    for module, node in imports(tree):
        library = module.split(".")[0]
        if library in HEAVY and node not in for_types:
            assert room(path) in HEAVY[library], f"{room(path)} must not use {library}"
            # modules that are themselves imported when needed: compiled functions, and subclasses of gensim's models
            compiled = library == "numba" and path.name.endswith("kernels.py")
            deferred = compiled or (library, path.name) == ("gensim", "lda.py")
            assert deferred or node not in at_top, f"{library} must be imported inside the function that needs it"
        if module.endswith(("kernels", ".topics.lda")):
            assert node not in at_top, f"{module} must be imported inside the function that needs it"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_are_short(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[0]
            has_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            start = node.body[1].lineno if has_doc and len(node.body) > 1 else first.lineno
            assert node.end_lineno - start < LONGEST_FUNCTION, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_option_bags_mutable_defaults_or_unsafe_calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert node.args.kwarg is None, f"{node.name} takes **{node.args.kwarg}"
            for default in [*node.args.defaults, *node.args.kw_defaults]:
                assert not isinstance(default, (ast.List, ast.Dict, ast.Set)), f"{node.name} has a mutable default"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec"), "text is never executed"
        if isinstance(node, ast.Attribute):
            assert node.attr != "attrs", "nothing is kept in DataFrame.attrs"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            restricted = path.name == "foreign.py"  # a reader that can build nothing but inert records
            assert restricted or "pickle" not in ast.unparse(node), "nothing is unpickled"


def test_every_public_name_is_there_and_documented():
    for name in dc.__all__:
        assert getattr(dc, name).__doc__, f"{name} has no docstring"
    assert dir(dc) == sorted(dc.__all__)
    listed = re.findall(r"``([^`]+)``", dc.__doc__)
    named = {name.strip() for names in listed for name in names.split(",")} - {"discourse.plots"}
    assert named <= set(dc.__all__)


def test_an_unknown_public_name_is_explained():
    with pytest.raises(AttributeError, match="no public name 'theme_rate'; did you mean 'theme_rates'"):
        dc.theme_rate  # noqa: B018


def test_importing_the_package_imports_nothing_heavy():
    import subprocess
    import sys

    code = "import sys, discourse; print(sorted({'pandas', 'numpy', 'gensim', 'matplotlib'} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_version_is_said_once():
    pyproject = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.+)"$', pyproject, re.MULTILINE)[1] == dc.__version__
