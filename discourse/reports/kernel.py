"""The kernel a report runs in: this interpreter, alone, the same on every machine.

Kernel specifications installed on a machine may point to another Python; they are not looked
at. The kernel talks through sockets in a private folder, reads no personal start-up files,
computes on one thread, and what it writes to its terminal is kept in a file. It ends with
the process it works for, even if that is killed.
"""

import os
import signal
import site
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from discourse.reports import kernel_process
from discourse.reports.scratch import scratch_folder

#: The variable that tells display helpers where a report's tables/ and figures/ go.
REPORT_FOLDER = "DISCOURSE_REPORT"

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_LOOK_AGAIN = 0.01  # seconds between two looks whether a kernel that was asked to end has


@dataclass(frozen=True)
class PrivateKernel:
    """A kernel manager class for nbclient, and the file that catches what the kernel says."""

    manager: type
    log: Path

    def last_words(self, *, characters: int = 2000) -> str:
        """Return the end of what the kernel wrote to its terminal."""
        with suppress(OSError):
            return self.log.read_text(encoding="utf-8", errors="replace")[-characters:].strip()
        return ""


@contextmanager
def private_kernel(*, root: Path, staging: Path) -> Iterator[PrivateKernel]:
    """Give a kernel manager class for one run, and leave no process or file behind.

    Parameters
    ----------
    root
        The project's root, where the kernel starts.
    staging
        The folder display helpers write to.
    """
    launched: list[int] = []
    with scratch_folder() as folder, _pipe() as pipe:
        try:
            log = folder / "kernel.log"
            with log.open("wb") as sink:
                environment = kernel_environment(staging=staging, private=folder)
                options: dict[str, object] = {"env": environment, "cwd": str(root), "stdout": sink, "stderr": sink}
                yield PrivateKernel(_manager(folder, options, pipe, launched), log)
        finally:
            _end(launched)


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


def _manager(folder: Path, options: dict[str, object], pipe: int | None, launched: list[int]) -> type:
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class Manager(AsyncKernelManager):
        """Starts this interpreter, whatever kernel specifications the machine has."""

        def _transport_default(self) -> str:
            return "ipc" if os.name == "posix" else "tcp"

        def _connection_file_default(self) -> str:
            return str(folder / "kernel.json")

        @property
        def kernel_spec(self) -> KernelSpec:
            main = ["-m", "ipykernel_launcher"] if pipe is None else [kernel_process.__file__, str(pipe)]
            command = [sys.executable, *main, "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name="Python 3", language="python")

        async def start_kernel(self, **given: object) -> None:
            handed_on = {} if pipe is None else {"pass_fds": [pipe]}
            await super().start_kernel(**given | options | handed_on)
            launched.append(self.provisioner.pid)

        async def _async_finish_shutdown(self, *given: object, **named: object) -> None:
            await super()._async_finish_shutdown(*given, **named | {"pollinterval": _LOOK_AGAIN})

    return Manager


def _end(processes: list[int]) -> None:
    """Kill what is left of the kernel and whatever it started; its process leads a group."""
    for process in processes:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process, signal.SIGKILL)
            else:
                os.kill(process, signal.SIGTERM)
