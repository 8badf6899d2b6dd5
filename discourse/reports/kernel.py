"""The kernel a report runs in: this interpreter, alone, the same on every machine.

Kernel specifications installed on a machine may point to another Python; they are not looked
at. The kernel talks through sockets in a private folder, reads no personal start-up files,
computes on one thread, and what it writes to its terminal is kept in a file. It ends with
the process it works for, even if that is killed.
"""

import os
import signal
import site
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from discourse.reports import kernel_process
from discourse.reports.scratch import scratch_folder

#: The variable that tells display helpers where a report's tables/ and figures/ go.
REPORT_FOLDER = "DISCOURSE_REPORT"

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_PATIENCE = 5  # seconds a kernel may take to end after it was asked to


@dataclass(frozen=True)
class PrivateKernel:
    """A kernel for one run: where it starts, where display helpers write, and its private folder."""

    root: Path
    staging: Path
    folder: Path
    pipe: int | None = None
    launched: list[subprocess.Popen] = field(default_factory=list)

    @property
    def manager(self) -> type:
        """A kernel manager class for nbclient."""
        return _manager(self)

    @property
    def log(self) -> Path:
        """The file that catches what the kernel says."""
        return self.folder / "kernel.log"

    def last_words(self, *, characters: int = 2000) -> str:
        """Return the end of what the kernel wrote to its terminal."""
        with suppress(OSError):
            return self.log.read_text(encoding="utf-8", errors="replace")[-characters:].strip()
        return ""


@contextmanager
def private_kernel(*, root: Path, staging: Path) -> Iterator[PrivateKernel]:
    """Give a kernel for one run, and leave no process or file behind.

    Parameters
    ----------
    root
        The project's root, where the kernel starts.
    staging
        The folder display helpers write to.

    Notes
    -----
    A kernel that is asked to end takes half a second to put its things away. It does so while the block goes on, and is
    waited for at the block's end: only then have all its files been written.
    """
    with scratch_folder() as folder, _pipe() as pipe:
        kernel = PrivateKernel(root, staging, folder, pipe)
        patience = 0
        try:
            yield kernel
            patience = _PATIENCE
        finally:
            _end(kernel.launched, patience=patience)


def kernel_environment(*, staging: Path, private: Path) -> dict[str, str]:
    """Return the environment of a report's kernel: ours, without what makes runs differ."""
    dropped = {"MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    environment |= dict.fromkeys(_ONE_THREAD, "1")
    environment |= {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "TZ": "UTC"}
    environment |= {"IPYTHONDIR": str(private), REPORT_FOLDER: str(staging)}
    home = str(Path(__file__).resolve().parents[2])
    if home not in {str(Path(folder).resolve()) for folder in site.getsitepackages()}:
        path = [home, *filter(None, [environment.get("PYTHONPATH")])]
        environment["PYTHONPATH"] = os.pathsep.join(path)  # the kernel imports the package we are
    return environment


@contextmanager
def _pipe() -> Iterator[int | None]:
    """The reading end of a pipe that closes with this process, however it ends; None where it cannot be handed on."""
    if os.name != "posix":
        yield None
        return
    reading, writing = os.pipe()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(writing)


def _manager(private: PrivateKernel) -> type:
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class Manager(AsyncKernelManager):
        """Starts this interpreter, whatever kernel specifications the machine has."""

        def _transport_default(self) -> str:
            return "ipc" if os.name == "posix" else "tcp"

        def _connection_file_default(self) -> str:
            return str(private.folder / "kernel.json")

        @property
        def kernel_spec(self) -> KernelSpec:
            own = private.pipe is not None
            main = [kernel_process.__file__, str(private.pipe)] if own else ["-m", "ipykernel_launcher"]
            command = [sys.executable, *main, "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name="Python 3", language="python")

        async def start_kernel(self, **given: object) -> None:
            with private.log.open("wb") as sink:
                options = {"cwd": str(private.root), "stdout": sink, "stderr": sink}
                options["env"] = kernel_environment(staging=private.staging, private=private.folder)
                options |= {} if private.pipe is None else {"pass_fds": [private.pipe]}
                await super().start_kernel(**given | options)
            private.launched.append(self.provisioner.process)

        async def _async_finish_shutdown(self, *_: object, **__: object) -> None:
            """Do not wait for a kernel that was asked to end: the block of private_kernel does."""

    return Manager


def _end(processes: list[subprocess.Popen], *, patience: float) -> None:
    """Let kernels end, then kill what is left of them and whatever they started; each leads a group of processes."""
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
