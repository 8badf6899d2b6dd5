"""Independent fits, one after another or in several processes, with the same result."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence

_SHARED: dict[str, object] = {}
_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def run_jobs(
    work: Callable[[object, object], object], jobs: Sequence[object], *, shared: object, workers: int, label: str
) -> Iterator[object]:
    """Yield ``work(job, shared)`` for each job, in their order, with a progress bar.

    ``shared`` is sent to each process once. Processes start afresh (none is forked), each with one thread.
    """
    from tqdm import tqdm

    bar = {"total": len(jobs), "desc": label, "leave": False, "disable": not sys.stderr.isatty()}
    if workers == 1 or len(jobs) < 2:
        yield from tqdm((work(job, shared) for job in jobs), **bar)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    before = {name: os.environ.get(name) for name in _QUIET}
    os.environ.update(_QUIET)
    try:
        with ProcessPoolExecutor(
            min(workers, len(jobs)), mp_context=get_context("spawn"), initializer=_receive, initargs=(work, shared)
        ) as pool:
            yield from tqdm(pool.map(_do, jobs), **bar)
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def _receive(work: object, shared: object) -> None:
    _SHARED.update(work=work, shared=shared)


def _do(job: object) -> object:
    return _SHARED["work"](job, _SHARED["shared"])
