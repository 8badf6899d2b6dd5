"""What a report is made from: every file it reads and every version it runs on, by checksum.

Two runs with equal inputs, versions and parameters give equal files; so whether a report is up
to date is decided here, without running anything and without the heavy libraries.
"""

import hashlib
import json
import platform
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from discourse import __version__
from discourse.errors import DiscourseError
from discourse.project import MARKER, find

#: Packages whose version can change a number, a figure or the page.
PACKAGES = (
    "gensim", "ipykernel", "ipython", "matplotlib", "mistune", "nbconvert", "numba", "numpy",
    "pandas", "papermill", "pyarrow", "pygments", "scikit-learn", "scipy", "statsmodels",
)  # fmt: skip
_LISTED = 50  # a corpus of more files than this is recorded as one sum


def gather_inputs(notebook: Path, parameters: Mapping[str, object], *, root: Path) -> dict[str, str]:
    """Which files determine the outcome, and what do they hold?

    Parameters
    ----------
    notebook
        The notebook file.
    parameters
        All its values. ``corpus`` names a corpus; any other text that is the path of a file
        (the codebook) names an input as well, and ``codes`` the folder of a coding task.
    root
        The project's root.

    Returns
    -------
    dict
        sha256 by path from the root: the notebook, the corpus files and their description, files
        named by parameters, and the source of this package with the page's template (one sum).
        A file of an installed package goes by its place in the package, any other outside the
        project by its name, so that no folder of a machine is told.
    """
    files = [notebook]
    for name, value in parameters.items():
        if name != "corpus":
            files += [path for text in _texts(value) if (path := _from_root(text, root)).is_file()]
        if name == "codes":  # a coding task is a folder
            files += [
                path for text in _texts(value) for path in sorted(_from_root(text, root).rglob("*")) if path.is_file()
            ]
    inputs = {_label(path, root): sha256(path) for path in files}
    if isinstance(corpus := parameters.get("corpus"), str):
        inputs |= _corpus_inputs(corpus, root)
    inputs["discourse (package source)"] = package_source()
    return dict(sorted(inputs.items()))


def sha256(path: Path) -> str:
    """Return the checksum of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum(value: object) -> str:
    """Return the checksum of plain data, the same for equal data in whatever order its keys stand."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def package_source() -> str:
    """Return one checksum of every file of this package, its template included."""
    home = Path(__file__).resolve().parents[1]
    files = (path for path in home.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return checksum({path.relative_to(home).as_posix(): sha256(path) for path in files})


def library_versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that can change a number or the page."""
    versions = {"python": platform.python_version(), "platform": f"{sys.platform}-{platform.machine()}"}
    versions["discourse"] = __version__
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return versions


def run_key(
    notebook: str, parameters: Mapping[str, object], inputs: Mapping[str, str], versions: Mapping[str, str]
) -> str:
    """Return the checksum of all that determines the outcome of a run."""
    return checksum([notebook, dict(parameters), dict(inputs), dict(versions)])


def _from_root(path: str, root: Path) -> Path:
    """Find what a parameter names as the kernel does, which starts in the root; a file of that name here is another."""
    return root / path if (root / path).exists() else find(path)


def _texts(value: object) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text]


def _corpus_inputs(corpus: str, root: Path) -> dict[str, str]:
    from discourse.corpus import corpus_places

    placed = corpus_places(corpus)
    files = [path for _, path in placed]
    inputs = _each(files, root)
    if len(files) > _LISTED:
        inputs = {f"corpus {corpus} ({len(files)} files)": checksum(inputs)}
    places = [place for place, _ in placed]  # the folder's name can be part of an id
    inputs[f"places of corpus {corpus}"] = checksum(places)
    return inputs | {f"description of corpus {name}": checksum(entry) for name, entry in _entries(corpus, root)}


def _each(files: Iterable[Path], root: Path) -> dict[str, str]:
    """Label every file; two of one name outside the project are told apart by number."""
    inputs: dict[str, str] = {}
    for path in files:
        label = _label(path, root)
        same = sum(other == label or other.startswith(f"{label} (") for other in inputs)
        inputs[f"{label} ({same + 1})" if same else label] = sha256(path)
    return inputs


def _entries(corpus: str, root: Path) -> list[tuple[str, str]]:
    """Return the tables of data/corpora.toml that describe the parts of a corpus, as text."""
    described: dict[str, object] = {}
    for name in (MARKER.name, "corpora.local.toml"):
        path = root / MARKER.parent / name
        if path.is_file():
            try:
                described |= tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise DiscourseError(f"{path.name} cannot be read: {error}") from None
    parts = [part.strip() for part in corpus.split("+")]
    return [(part, checksum(described[part])) for part in parts if part in described]


def _label(path: Path, root: Path) -> str:
    """Name a file so that the name is the same on every machine: by package, by project, or alone."""
    path = path.resolve()
    packages = Path(sysconfig.get_paths()["purelib"]).resolve()
    if path.is_relative_to(packages):  # first: an environment often lies inside the project
        return f"installed: {path.relative_to(packages).as_posix()}"
    if path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return f"outside the project: {path.name}"
