"""A report that could not be made: the reason in plain words, and what there was of it."""

import errno
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from discourse.errors import DiscourseError
from discourse.reports.execute import Watch, raised
from discourse.reports.folders import FAILED
from discourse.reports.normalise import normalise

CAUSE = "cause.txt"
_NO_SPACE = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_NOT_ALLOWED = (errno.EROFS, errno.EACCES, errno.EPERM)
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_LAST_LINES = 12


def explain(error: BaseException, watch: Watch) -> str:
    """Why was the report not made?

    Parameters
    ----------
    error
        What ended the run.
    watch
        How far it had come.

    Returns
    -------
    str
        The first line names the cause; the source of the cell and the last lines of its error
        follow where there are any.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    at = f" in code cell {watch.code_cell}" if watch.code_cell else " before the first cell"
    if isinstance(error, KeyboardInterrupt):
        return _with_source(f"stopped by Ctrl-C{at}", watch)
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return f"no space left on device ({error.strerror})"
    if isinstance(error, OSError) and error.errno in _NOT_ALLOWED and error.filename:
        return f"{Path(os.fsdecode(error.filename)).name} cannot be written ({error.strerror})"
    if isinstance(error, CellTimeoutError) and "IOPub" in str(error):
        silent = f"the kernel fell silent{at} before all its output had come"
        return _with_source(f"{silent} (ended from outside, or the machine is busy)", watch)
    if isinstance(error, CellTimeoutError):
        return _with_source(f"code cell {watch.code_cell} took longer than it was allowed", watch)
    never_started = type(error) is RuntimeError and "Kernel died" in str(error)
    if isinstance(error, DeadKernelError) or never_started:
        cause = f"the kernel died{at} (out of memory, or ended from outside)"
        return _with_source(cause, watch) + (f"\n\nIts last words:\n{watch.kernel_log}" if watch.kernel_log else "")
    if (output := _error_output(watch.notebook)) is not None:
        return _with_source(f"code cell {watch.code_cell} {raised(output)}", watch) + _trace(output)
    if isinstance(error, DiscourseError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def keep_failure(folder: Path, name: str, cause: str, watch: Watch) -> bool:
    """Write the cause and the notebook so far to ``_failed/<name>/``; say whether that was possible."""
    place = folder / FAILED / name
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place / CAUSE).write_text(cause + "\n", encoding="utf-8")
        if watch.notebook is not None:
            (place / "partial.ipynb").write_text(_partial(watch.notebook), encoding="utf-8")
    except OSError:  # a full disk; the cause is raised all the same
        shutil.rmtree(place, ignore_errors=True)
        return False
    return True


def forget_failure(folder: Path, name: str) -> None:
    """Remove what an earlier failure of a report left, now that it is made."""
    shutil.rmtree(folder / FAILED / name, ignore_errors=True)
    with suppress(OSError):
        (folder / FAILED).rmdir()


def read_cause(folder: Path, name: str) -> str:
    """Return the first line of the cause a report failed for; an empty string if it did not fail."""
    with suppress(OSError, IndexError):
        return (folder / FAILED / name / CAUSE).read_text(encoding="utf-8").splitlines()[0]
    return ""


def _partial(notebook: Any) -> str:
    import nbformat

    return nbformat.writes(normalise(notebook), version=nbformat.NO_CONVERT) + "\n"


def _error_output(notebook: Any) -> Mapping | None:
    cells = notebook.cells if notebook is not None else []
    outputs = [output for cell in cells for output in cell.get("outputs", ()) if output.output_type == "error"]
    return outputs[0] if outputs else None


def _with_source(cause: str, watch: Watch) -> str:
    source = watch.source.strip()
    return f"{cause}\n\nThe cell:\n{_indented(source)}" if source else cause


def _trace(output: Mapping) -> str:
    lines = _COLOUR.sub("", "\n".join(output["traceback"])).splitlines()
    return f"\n\nIts error ends:\n{_indented(chr(10).join(lines[-_LAST_LINES:]))}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
