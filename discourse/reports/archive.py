"""Files written so that the same content gives the same bytes: folders whole or not at all, and ZIP archives."""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from discourse.errors import ArgumentError

#: The first moment a ZIP archive can tell; that of writing would make two equal archives differ.
_THEN = (1980, 1, 1, 0, 0, 0)


def zip_bytes(files: Mapping[str, bytes], *, sort: bool = True) -> bytes:
    """Pack files without time, owner or compression, which would differ between machines.

    Examples
    --------
    >>> zip_bytes({"b": b"2", "a": b"1"}) == zip_bytes({"a": b"1", "b": b"2"})
    True
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in sorted(files) if sort else files:
            info = ZipInfo(name, _THEN)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def write_files(files: Mapping[str, bytes], to: Path, *, mark: str) -> Path:
    """Write files into a folder, or into one archive if ``to`` ends in .zip, in the place of an earlier one.

    ``mark`` is a file by which an earlier export is known; a folder without it that is not empty is not touched.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    aside = to.with_name(f".{to.name}.new")
    if to.suffix == ".zip":
        if to.is_dir():
            raise ArgumentError(f"{to.name} is a folder; name a file ending in .zip that is none")
        aside.write_bytes(zip_bytes({f"{to.stem}/{name}": content for name, content in files.items()}))
        aside.replace(to)
        return to
    if to.exists() and not (to / mark).is_file() and (not to.is_dir() or any(to.iterdir())):
        raise ArgumentError(f"{to.name} is there already and is no earlier export; name another folder")
    shutil.rmtree(aside, ignore_errors=True)
    for name, content in files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if to.exists():
        shutil.rmtree(to)
    aside.rename(to)
    return to


def files_in(folder: Path) -> dict[str, bytes]:
    """What every file below a folder holds, by its path from there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
