"""Folders outside the project that last as long as a run, and go even if the run was killed.

Its owner holds a lock on the folder, which the operating system takes back when the process ends. So a folder whose
lock is free belongs to nobody: the next run removes it.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "discourse-run-"
#: What a socket's path may have beside its folder: 107 bytes in all on Linux, 103 on macOS.
_LONGEST_FOLDER = 87
_SHORT = "/tmp"  # where sockets of a long path cannot be


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder only this user can read, of a path short enough for sockets; removed at the end.

    Folders left by runs that were killed are removed first.
    """
    _sweep()
    folder, handle = _made()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _made() -> tuple[Path, int | None]:
    """A new folder and the lock on it; another run may sweep it away before it is locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        if os.name != "posix":
            return folder, None
        if len(os.fsencode(folder)) > _LONGEST_FOLDER:
            folder.rmdir()
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_SHORT))
        handle = _locked(folder)
        if handle is not None or folder.exists():  # without a lock where the file system has none; nobody sweeps there
            return folder, handle


def _sweep() -> None:
    """Remove the folders of runs that are no more."""
    if os.name != "posix":
        return
    for place in {tempfile.gettempdir(), _SHORT}:
        with suppress(OSError):
            for folder in Path(place).glob(f"{PREFIX}*"):
                handle = _locked(folder)
                if handle is not None:
                    shutil.rmtree(folder, ignore_errors=True)
                    os.close(handle)


def _locked(folder: Path) -> int | None:
    """Lock a folder of this user; None if it is gone, another's, or its owner lives."""
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        here = os.fstat(handle)
        private = here.st_uid == os.geteuid() and not stat.S_IMODE(here.st_mode) & 0o077
        if private and os.path.samestat(here, folder.stat()):
            return handle
    os.close(handle)
    return None
