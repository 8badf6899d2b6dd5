"""Folders of a run: private, and gone when their owner is, however it went."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from discourse.reports.scratch import PREFIX, scratch_folder

HOLD = """
import sys
from discourse.reports.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "socket").touch()
    print(folder, flush=True)
    sys.stdin.read()
"""

posix = pytest.mark.skipif(os.name != "posix", reason="folders are locked on POSIX only")


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go: a path short enough for sockets, which that of ``tmp_path`` need not be."""
    with TemporaryDirectory(prefix="t", dir="/tmp" if os.name == "posix" else None) as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr("tempfile.tempdir", folder)
        monkeypatch.setattr("discourse.reports.scratch._SHORT", folder)
        yield Path(folder)


def test_it_is_private_and_goes(place: Path) -> None:
    with scratch_folder() as folder:
        assert folder.parent == place
        assert os.name != "posix" or folder.stat().st_mode & 0o077 == 0
        (folder / "below").mkdir()
    assert list(place.iterdir()) == []


@posix
def test_what_a_killed_run_left_goes_and_what_a_living_one_has_stays(place: Path) -> None:
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        theirs = Path(process.stdout.readline().decode().strip())
        assert theirs.parent == place
        with scratch_folder() as ours:
            assert sorted(place.iterdir()) == sorted([ours, theirs])
        process.send_signal(signal.SIGKILL)
    assert (theirs / "socket").exists()
    with scratch_folder() as ours:
        assert list(place.iterdir()) == [ours]


@posix
def test_folders_of_others_files_and_links_are_left_alone(place: Path) -> None:
    kept = place / "elsewhere"
    kept.mkdir(mode=0o700)
    (place / f"{PREFIX}open").mkdir(mode=0o755)
    (place / f"{PREFIX}file").touch()
    (place / f"{PREFIX}link").symlink_to(kept)
    (place / "discourse-forum").mkdir(mode=0o700)
    before = sorted(place.iterdir())
    with scratch_folder():
        pass
    assert sorted(place.iterdir()) == before
