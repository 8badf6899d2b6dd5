"""What a report is made from: every file it reads and every version it runs on, by checksum.

Two runs with equal inputs, versions and parameters give equal files; so whether a report is up
to date is decided here, without running anything and without the heavy libraries.
"""

import hashlib
import json
import os
import platform
import sys
import sysconfig
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

from discourse import __version__
from discourse.errors import DiscourseError
from discourse.project import MARKER, find
from discourse.reports.looks import once

#: Packages whose version can change a number, a figure or the page.
PACKAGES = (
    "gensim", "ipykernel", "ipython", "matplotlib", "mistune", "nbconvert", "numba", "numpy",
    "pandas", "papermill", "pyarrow", "pygments", "scikit-learn", "scipy", "statsmodels",
)  # fmt: skip
_HOME = Path(__file__).resolve().parents[1]
_FIRST, _PART = 1 << 14, 1 << 20  # bytes of a file read at first, and held at one time
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
    files = [notebook, *_named(parameters, root)]
    inputs = {label: sha256(path) for path, label in _labels(files, root)}
    if isinstance(corpus := parameters.get("corpus"), str):
        inputs |= once("corpus", corpus, root, compute=lambda: _corpus_inputs(corpus, root))
    inputs["discourse (package source)"] = once("package", compute=package_source)
    return dict(sorted(inputs.items()))


def sha256(path: str | Path) -> str:
    """Return the checksum of a file's bytes."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # tens of thousands of small files: no file object
    try:
        part = os.read(handle, _FIRST)
        digest = hashlib.sha256(part)
        while part and (part := os.read(handle, _PART if len(part) >= _FIRST else _FIRST)):
            digest.update(part)
    finally:
        os.close(handle)
    return digest.hexdigest()


def checksum(value: object) -> str:
    """Return the checksum of plain data, the same for equal data in whatever order its keys stand."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def package_source() -> str:
    """Return one checksum of every file of this package, its template included."""
    return checksum({path.relative_to(_HOME).as_posix(): sha256(path) for path in _package_files()})


def _package_files() -> list[Path]:
    return [path for path in _HOME.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


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


def gather_marks(parameters: Mapping[str, object], *, root: Path) -> dict[str, tuple[int, ...]]:
    """When was each file and folder a kernel reads last written to? Told by the file system, whatever they hold now.

    A file that is edited and then edited back has its old checksum and a new mark. Of folders, those of a corpus that
    is a folder count, as a file may come and go. The notebook does not: a kernel is handed its cells.
    """
    files: list[str | Path] = [*_named(parameters, root), *_package_files()]
    if isinstance(corpus := parameters.get("corpus"), str):
        placed = _places(corpus)
        files += [path for _, path in placed]
        # plain text here and below, not objects of pathlib: a folder may hold tens of thousands of files
        files += dict.fromkeys(os.path.dirname(path) for place, path in placed if "/" in place)  # noqa: PTH120
    return {os.fspath(path): _mark(path) for path in files}


def _mark(path: str | Path) -> tuple[int, ...]:
    try:
        seen = os.stat(path)  # noqa: PTH116
    except OSError:
        return ()
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def _named(parameters: Mapping[str, object], root: Path) -> list[Path]:
    """Files that parameters name, the corpus apart."""
    files = []
    for name, value in parameters.items():
        if name != "corpus":
            files += [path for text in _texts(value) if (path := _from_root(text, root)).is_file()]
        if name == "codes":  # a coding task is a folder
            below = (path for text in _texts(value) for path in sorted(_from_root(text, root).rglob("*")))
            files += [path for path in below if path.is_file()]
    return files


def _from_root(path: str, root: Path) -> Path:
    """Find what a parameter names as the kernel does, which starts in the root; a file of that name here is another."""
    return root / path if (root / path).exists() else find(path)


def _texts(value: object) -> list[str]:
    return [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str) and text]


def _corpus_inputs(corpus: str, root: Path) -> dict[str, str]:
    placed = _places(corpus)
    files = [path for _, path in placed]
    inputs = _each(files, root)
    if len(files) > _LISTED:
        inputs = {f"corpus {corpus} ({len(files)} files)": checksum(inputs)}
    places = [place for place, _ in placed]  # the folder's name can be part of an id
    inputs[f"places of corpus {corpus}"] = checksum(places)
    return inputs | {f"description of corpus {name}": checksum(entry) for name, entry in _entries(corpus, root)}


def _places(corpus: str) -> list[tuple[str, str]]:
    from discourse.corpus import corpus_names

    return once("places", corpus, compute=lambda: corpus_names(corpus))


def _each(files: Iterable[str], root: Path) -> dict[str, str]:
    """Label every file; two of one name outside the project are told apart by number."""
    inputs: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for path, label in _labels(files, root):
        seen[label] += 1
        inputs[f"{label} ({seen[label]})" if seen[label] > 1 else label] = sha256(path)
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


def _packages() -> str:
    return os.path.realpath(sysconfig.get_paths()["purelib"])


def _labels(files: Iterable[str | Path], root: Path) -> Iterator[tuple[str | Path, str]]:
    """Name files so that the names are the same on every machine: by package, by project, or alone."""
    packages = f"{once('packages', compute=_packages)}{os.sep}"
    inside, folders = f"{root.resolve()}{os.sep}", {}
    for path in files:
        plain = os.fspath(path)
        folder, _, name = plain.rpartition(os.sep)
        if folder not in folders:  # looked at once, not for every file in it
            with os.scandir(folder or ".") as entries:
                folders[folder] = os.path.realpath(folder), {entry.name for entry in entries if entry.is_symlink()}
        above, links = folders[folder]
        whole = os.path.realpath(plain) if name in links else f"{above}{os.sep}{name}"
        if whole.startswith(packages):  # first: an environment often lies inside the project
            yield path, f"installed: {whole[len(packages) :].replace(os.sep, '/')}"
        elif whole.startswith(inside):
            yield path, whole[len(inside) :].replace(os.sep, "/")
        else:
            yield path, f"outside the project: {os.path.basename(whole)}"  # noqa: PTH119
