"""Many reports: one after the other, or several at a time in processes of their own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context

from discourse.errors import DiscourseError
from discourse.reports.record import Run
from discourse.reports.run import find_unchanged, run_report


@dataclass(frozen=True)
class Result:
    """What became of one report: its run, or the error that ended it."""

    name: str
    run: Run | None = None
    error: Exception | None = None


def make_reports(
    names: Sequence[str], *, force: bool = False, jobs: int = 1, keep_going: bool = True
) -> Iterator[Result]:
    """Make the listed reports and yield each result when it is there.

    Parameters
    ----------
    names
        Names of listed reports.
    force
        Make them even if nothing has changed.
    jobs
        How many are made at one time. Each is computed on one thread, so the bytes are the same for any number.
    keep_going
        Whether to start further reports after one has failed.
    """
    unchanged = {} if force or len(names) < 2 else find_unchanged(names)
    yield from (Result(name, run=run) for name, run in unchanged.items())
    names = [name for name in names if name not in unchanged]
    if jobs == 1 or len(names) < 2:
        for name in names:
            result = _make(name, force, None)
            yield result
            if result.error is not None and not keep_going:
                return
        return
    yield from _side_by_side(list(names), force=force, jobs=jobs, keep_going=keep_going)


def _side_by_side(names: list[str], *, force: bool, jobs: int, keep_going: bool) -> Iterator[Result]:
    pool = ProcessPoolExecutor(max_workers=min(jobs, len(names)), mp_context=get_context("spawn"))
    waiting: dict[Future, str] = {}
    left = iter(names)
    try:
        going = True
        while True:
            while going and len(waiting) < jobs and (name := next(left, None)) is not None:
                waiting[pool.submit(_make, name, force, False)] = name
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                name = waiting.pop(future)
                error = future.exception()
                lost = Result(name, error=DiscourseError(f"{name} was not made: its process ended ({error})"))
                result = lost if error else future.result()
                going = going and (keep_going or result.error is None)
                yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _make(name: str, force: bool, progress: bool | None) -> Result:
    try:
        return Result(name, run=run_report(name, force=force, progress=progress))
    except (DiscourseError, OSError) as error:
        return Result(name, error=error)
