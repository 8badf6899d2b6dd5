"""Where the project lies: the folder that holds ``data/corpora.toml``, ``notebooks/`` and ``seeds/``.

The helpers work from any folder; names of corpora, codebooks and reports are looked up from the
project's root, found by walking up from the current folder.
"""

from pathlib import Path

from discourse.errors import ReadError

MARKER = Path("data") / "corpora.toml"


def project_root(start: str | Path | None = None) -> Path:
    """Return the nearest folder at or above ``start`` (default: here) that holds ``data/corpora.toml``.

    Raises
    ------
    ReadError
        If there is none; the message says where it was looked for.
    """
    here = Path(start or ".").resolve()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    raise ReadError(f"no {MARKER.as_posix()} in {here} or any folder above it; run this inside the project's folder")


def find(path: str | Path) -> Path:
    """Return ``path`` as it stands from here, or from the project's root if it is not here."""
    path = Path(path)
    try:
        path = path.expanduser()
        if path.is_absolute() or path.exists():
            return path
        in_project = project_root() / path
        return in_project if in_project.exists() else path
    except (ReadError, RuntimeError):  # no project, or a home that is nobody's
        return path
