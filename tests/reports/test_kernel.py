"""The kernel is this interpreter, alone, and leaves nothing behind."""

import os
from pathlib import Path

import pytest

from discourse.reports.kernel import kernel_environment, private_kernel


def test_the_environment_is_ours_without_what_makes_runs_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    monkeypatch.setenv("MINE", "kept")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    environment = kernel_environment(staging=tmp_path / "s", private=tmp_path / "p")
    assert "MPLBACKEND" not in environment
    assert environment["PYTHONHASHSEED"] == "0"
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
    assert {environment[name] for name in threads} == {"1"}
    assert environment["DISCOURSE_REPORT"] == str(tmp_path / "s")
    assert environment["MINE"] == "kept"
    assert environment["PYTHONPATH"].split(os.pathsep)[-1] == "elsewhere"
    assert os.environ["PYTHONHASHSEED"] == "7"


@pytest.mark.skipif(os.name != "posix", reason="sockets in files are a POSIX matter")
def test_its_sockets_lie_in_a_private_folder_of_a_short_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with private_kernel(root=tmp_path, staging=tmp_path) as kernel:
        manager = kernel.manager(kernel_name="python3")
        folder = kernel.log.parent
        assert manager.transport == "ipc"
        assert Path(manager.ip).parent == folder
        assert len(f"{manager.ip}-65535") <= 103
        assert folder.stat().st_mode & 0o077 == 0
        assert kernel.launched == []
        kernel.log.write_text("a" * 3000 + "last words\n", encoding="utf-8")
        assert kernel.last_words(characters=11) == "last words"
    assert not folder.exists()
    assert list(long.iterdir()) == []
