"""The folders of reports: a new one is made aside and takes its place in one step, or not at all.

``reports/<name>/`` is always a whole report. While one is made it lies in ``.staging-<name>-<pid>``, and then changes
places with the old one: in one step on Linux and macOS; where the system cannot do that, the old one is renamed to
``.previous-<name>`` for a moment. Whatever a crash leaves of these is put right before the next run.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from discourse.errors import ArgumentError, ReportError

FAILED = "_failed"
#: What lies in the folder of reports beside them, and cannot be the name of one.
INDEX = "index.html"
_REMAINS = re.compile(r"\.(?:lock|previous)-(.+)|\.staging-(.+)-[0-9]+")
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_LONGEST_NAME = 100


def check_name(name: object) -> str:
    """Return a report's name if it can be the name of a folder everywhere; ArgumentError if not."""
    fits = isinstance(name, str) and _SLUG.fullmatch(name) and ".." not in name and len(name) <= _LONGEST_NAME
    if fits and not name.endswith(".toml") and name != INDEX:  # reports.toml lists the reports
        return name
    raise ArgumentError(
        f"{name!r} cannot name a report: use lower-case letters, digits, '-', '_' and single dots, "
        f"a letter or digit first, at most {_LONGEST_NAME} characters, not ending in .toml, not {INDEX}"
    )


@contextmanager
def only_one(folder: Path, name: str) -> Iterator[None]:
    """Hold a report while it is made; a second run is told which process makes it.

    The operating system holds the lock and lets go of it when its process ends, however it ends:
    a lock of a dead process needs no clearing up.
    """
    path = folder / f".lock-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _open_lock(path)
    except OSError as error:
        cannot = f"nothing can be written to the folder {folder.name} ({error.strerror})"
        raise ReportError(f"{name} was not made: {cannot}") from error
    if lock is None:
        with suppress(OSError, ValueError):
            raise ReportError(f"{name} is being made by process {int(path.read_text())}; wait until it is done")
        raise ReportError(f"{name} is being made by another process; wait until it is done")
    try:
        with suppress(OSError):  # a full disk; the number only serves to tell another run
            os.ftruncate(lock.fileno(), 0)
            os.write(lock.fileno(), str(os.getpid()).encode("ascii"))
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        lock.close()


def staging_folder(folder: Path, name: str) -> Path:
    """Make the empty folder a report is made in."""
    staging = folder / f".staging-{name}-{os.getpid()}"
    staging.mkdir()
    return staging


def swap(staging: Path, folder: Path, name: str) -> None:
    """Put a finished report in the place of the previous one; on any failure the previous one stays."""
    final, previous = folder / name, folder / f".previous-{name}"
    _to_disk(staging)
    if final.exists() and _exchange(staging, final):
        _sync(folder)
        shutil.rmtree(staging, ignore_errors=True)  # the old one
        return
    try:
        if final.exists():
            final.rename(previous)
        staging.rename(final)
    except BaseException:
        if previous.exists() and not final.exists():
            previous.rename(final)
        raise
    _sync(folder)
    shutil.rmtree(previous, ignore_errors=True)


def recover(folder: Path, name: str) -> None:
    """Put right what a run that was cut off has left; to be called while holding the report."""
    final, previous = folder / name, folder / f".previous-{name}"
    if previous.exists():
        if final.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(final)
    left = re.compile(rf"\.staging-{re.escape(name)}-[0-9]+")
    for path in folder.iterdir():
        if left.fullmatch(path.name):
            shutil.rmtree(path, ignore_errors=True)


def remains(folder: Path) -> set[str]:
    """Names of reports that a run was cut off from making, failed to make, or is making now."""
    try:
        found = [match for path in folder.iterdir() if (match := _REMAINS.fullmatch(path.name))]
    except FileNotFoundError:
        return set()
    failed = folder / FAILED
    names = {match[1] or match[2] for match in found}
    return names | ({path.name for path in failed.iterdir()} if failed.is_dir() else set())


def _exchange(one: Path, other: Path) -> bool:
    """Have two folders change places in one step; False if this system or file system has no such step."""
    import ctypes

    library = ctypes.CDLL(None) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fs.h
        return library.renameat2(here, names[0], here, names[1], exchange) == 0
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        swap = 2  # RENAME_SWAP of sys/stdio.h
        return library.renamex_np(*names, swap) == 0
    return False


def _open_lock(path: Path) -> IO[str] | None:
    """Open and lock a file; None if another holds it. The file may vanish between the two steps."""
    while True:
        file = path.open("a+", encoding="ascii")
        if not _lock(file):
            file.close()
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def _lock(file: IO[str]) -> bool:
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            file.seek(1 << 20)  # beyond the process number, which others read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _to_disk(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    """Have the operating system write a file or folder out; folders cannot be synced on Windows."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
