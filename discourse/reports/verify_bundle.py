"""Checking an exported report: whole, its rates from its counts, and all of it where the texts are at hand."""

import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import replace
from pathlib import Path

from discourse.errors import DiscourseError, ReportError, listing
from discourse.reports.archive import files_in
from discourse.reports.bundle import TEXTS, text_checksums
from discourse.reports.compare import DIGITS, read_written
from discourse.reports.crate import CRATE, crate_checksums
from discourse.reports.inputs import sha256
from discourse.reports.record import read_run
from discourse.reports.recount import recount
from discourse.reports.verify import Verification, verify_report

#: How it is said that texts were found and are not the expected ones.
_APART = "the texts here are not those expected"


def is_bundle(place: str | Path) -> bool:
    """Say whether this is the folder of an exported report."""
    return (Path(place) / CRATE).is_file()


def verify_bundle(
    place: str | Path, *, run_notebook: bool = False, digits: int = DIGITS, timeout: float | None = None
) -> Verification:
    """Check an exported report. *Do its numbers follow from what was handed over?*

    Parameters
    ----------
    place
        The folder of the bundle.
    run_notebook
        Whether the notebook in the bundle may be run. It is a program, and whoever made the bundle wrote it: read it
        first. Without this nothing of the bundle is executed.
    digits
        Significant digits to which two numbers must agree.
    timeout
        Seconds a single cell may take, where everything is computed anew; None for any time.

    Returns
    -------
    Verification
        Every number with its verdict. Rates and their intervals are computed from the hits and counts, other numbers
        are *not checkable*. With ``run_notebook``, a whole bundle of the level *recomputed* and its texts, everything
        is made anew and compared. ``causes`` names files that were changed, texts that are missing or differ, and why
        the notebook was not run.

    Raises
    ------
    ReportError
        If this is no exported report, or its counts cannot be added up.

    Notes
    -----
    Changes the working folder while everything is made anew, as the bundle is a project of its own.
    """
    place = Path(place).resolve()
    if not is_bundle(place):
        raise ReportError(f"there is no {CRATE} in {place.name}; unpack the bundle and name its folder")
    report = _report(place)
    causes = [*_changed(place), *_added(report)]
    altered = bool(causes)
    if (place / TEXTS).is_file():
        with _standing_in(place):
            apart = _texts_apart(report) or _unasked(run_notebook, altered=altered)
            if not apart:
                whole = verify_report(report.name, digits=digits, timeout=timeout)
                return replace(whole, causes=(*causes, *whole.causes))
        causes += apart
        altered |= any(said.startswith(_APART) for said in apart)
    numbers = recount(report, digits=digits)
    return Verification(report.name, numbers, tuple(causes), digits, partly=True, altered=altered)


@contextmanager
def _standing_in(place: Path) -> Iterator[None]:
    """Work in the bundle, which is a project of its own; no file of it is taken for a library."""
    before = sys.path[:]
    sys.path[:] = [entry for entry in before if entry and Path(entry).resolve() != place]
    try:
        with chdir(place):
            yield
    finally:
        sys.path[:] = before


def _unasked(run_notebook: bool, *, altered: bool) -> list[str]:
    """Say why the notebook is not run although the texts are here."""
    if altered:
        return ["files are not those the bundle was written with, so its notebook was not run"]
    if not run_notebook:
        return ["the texts are here; to make everything anew read the notebook, then verify again with --run-notebook"]
    return []


def _report(place: Path) -> Path:
    found = sorted(path.parent for path in place.glob("reports/*/run.json"))
    if len(found) != 1:
        raise ReportError(f"{place.name} should hold one report in reports/; it holds {listing(p.name for p in found)}")
    return found[0]


def _changed(place: Path) -> list[str]:
    """Name the files that are not what the description of the bundle says."""
    try:
        told = crate_checksums((place / CRATE).read_bytes())
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{CRATE} cannot be read ({type(error).__name__}: {error})") from None
    wrong = [
        name for name, checksum in told.items() if not (place / name).is_file() or sha256(place / name) != checksum
    ]
    return [f"files of the bundle were changed after it was written: {listing(sorted(wrong))}"] if wrong else []


def _added(report: Path) -> list[str]:
    """Name the files of the report that its record does not vouch for."""
    outcome = read_run(report).outcome
    known = {*outcome, "run.json"}
    added = [name for name in files_in(report) if name not in known]
    return [f"files were added to the report after it was made: {listing(added)}"] if added else []


def _texts_apart(report: Path) -> list[str]:
    """Say which of the expected texts are not here, or are not the expected ones; to be called in the bundle."""
    from discourse.corpus.articles import read_articles

    expected = read_written(Path(TEXTS))
    corpus = read_run(report).parameters.get("corpus")
    try:
        here = text_checksums(read_articles(str(corpus)))
    except (DiscourseError, OSError) as error:
        where = "put them where data/corpora.toml says (see README.md), then verify again"
        return [f"the texts are not here, so only counts are checked; {where}: {' '.join(str(error).split())}"]
    both = expected.merge(here, how="outer", on="doc_id", suffixes=("", "_here"))
    known, found = both["sha256"].notna(), both["sha256_here"].notna()
    kinds = {
        "are other than those of the report": known & found & (both["sha256"] != both["sha256_here"]),
        "are missing": known & ~found,
        "were not in the report": ~known,
    }
    return [
        f"{_APART}: {int(which.sum()):,} {said} ({listing(both.loc[which, 'doc_id'], n=5)}); so only counts are checked"
        for said, which in kinds.items()
        if which.any()
    ]
