"""Does a report come out again? Make it anew in a clean folder and compare number by number."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from discourse.errors import DiscourseError, ReportError, listing
from discourse.reports.compare import DIGITS, compare_reports
from discourse.reports.execute import Watch
from discourse.reports.failures import explain
from discourse.reports.folders import check_name
from discourse.reports.inputs import run_key
from discourse.reports.making import make_files
from discourse.reports.parameters import executed_parameters
from discourse.reports.plan import Plan, make_plan, reports_folder
from discourse.reports.record import Run, changes, outcome_of, read_run
from discourse.reports.registry import read_registry

_CODE = "discourse (package source)"
_ORDER = ("reproduced", "differs", "not checkable")


@dataclass(frozen=True, repr=False)
class Verification:
    """What became of every number of a report when it was made anew.

    Attributes
    ----------
    name
        The report's name.
    numbers
        One row per number: ``file, place, before`` (in the report), ``after`` (made anew), ``verdict``
        (*reproduced*, *differs* or *not checkable*).
    causes
        Why numbers may differ: the files of the report, data, code, codebook, versions that changed since.
    digits
        Significant digits to which two numbers had to agree.
    partly
        Whether only some numbers could be checked, as in a bundle without texts.
    altered
        Whether files or texts are not those the numbers were handed over with.
    """

    name: str
    numbers: pd.DataFrame
    causes: tuple[str, ...]
    digits: int
    partly: bool = False
    altered: bool = False

    @property
    def ok(self) -> bool:
        """Whether every number was reproduced (checked partly, every one that could be) from what was handed over."""
        verdicts = self.numbers["verdict"]
        verdicts = verdicts[verdicts != "not checkable"] if self.partly else verdicts
        return not self.altered and bool(len(verdicts)) and bool((verdicts == "reproduced").all())

    @property
    def nothing_checked(self) -> bool:
        """Whether a bundle is as it was written, but no number follows from its counts: no failure, no success."""
        return self.partly and not self.altered and bool((self.numbers["verdict"] == "not checkable").all())

    def __repr__(self) -> str:
        counts = self.numbers["verdict"].value_counts()
        told = ", ".join(f"{counts.get(verdict, 0):,} {verdict}" for verdict in _ORDER)
        lines = [f"{self.name}: {told} (to {self.digits} significant digits)"]
        for file, group in self.numbers[self.numbers["verdict"] != "reproduced"].groupby("file", sort=True):
            lines.append(f"├── {file}: {len(group):,} of {(self.numbers['file'] == file).sum():,}")
            told = group[group["verdict"] == "differs"] if self.partly else group
            lines += [f"│   {row.place}: {row.before} → {row.after}" for row in told.head(5).itertuples()]
        if self.nothing_checked:
            lines.append("└── no number in it follows from its own counts: without the texts it cannot be checked")
        return "\n".join([*lines, *(f"└── {cause}" for cause in self.causes)])


def verify_report(
    name: str, *, folder: str | Path = "reports", digits: int = DIGITS, timeout: float | None = None
) -> Verification:
    """Make a report anew with its recorded parameters. *Does every number come out again, and if not, why?*

    Parameters
    ----------
    name
        The name of a report that was made.
    folder
        The folder of reports, from the project's root. Nothing in it is changed.
    digits
        Significant digits to which two numbers must agree.
    timeout
        Seconds a single cell may take; None for any time.

    Returns
    -------
    Verification
        Every number with its verdict, and what has changed since the report was made.

    Raises
    ------
    ReportError
        If there is no such report.

    Notes
    -----
    A number that is reproduced was computed in the same way from the same data; whether it is right is another
    question. Where the corpus or notebook is not there, or the notebook fails, every number is *not checkable*.
    """
    before = read_run(reports_folder(folder) / check_name(name))
    causes = [*_tampered(before), *_misrecorded(before)]
    try:
        plan = make_plan(name, notebook=before.notebook, parameters=before.parameters, folder=folder)
    except (DiscourseError, OSError) as error:
        return _not_checkable(before, [*causes, f"it cannot be made now: {' '.join(str(error).split())}"], digits)
    causes += _differences(before, plan)
    with tempfile.TemporaryDirectory(prefix="discourse-verify-") as clean:
        watch = Watch()
        try:
            make_files(plan, Path(clean), watch=watch, timeout=timeout, progress=None)
        except Exception as error:
            return _not_checkable(before, [*causes, f"it failed now: {explain(error, watch)}"], digits)
        numbers = compare_reports(before.folder, Path(clean), digits=digits)
        page = before.folder / "report.html"
        same_page = page.is_file() and page.read_bytes() == (Path(clean) / "report.html").read_bytes()
    if not same_page and (numbers["verdict"] == "reproduced").all() and len(numbers):
        row = {"file": "report.html", "place": "the page", "before": "as it lies there", "after": "made otherwise"}
        numbers = pd.concat([numbers, pd.DataFrame([row | {"verdict": "differs"}])], ignore_index=True)
    if not causes and (numbers["verdict"] == "differs").any():
        causes = ["nothing it was made from has changed: the notebook does not give the same twice"]
    return Verification(name, numbers, tuple(causes), digits)


def _tampered(run: Run) -> list[str]:
    now = outcome_of(run.folder)
    changed = sorted(file for file in {*now, *run.outcome} if now.get(file) != run.outcome.get(file))
    return [f"files of the report were changed after it was made: {listing(changed)}"] if changed else []


def _misrecorded(run: Run) -> list[str]:
    """Say that the record is not the one the report was made with, and which parameters its executed notebook had."""
    had = executed_parameters(run.folder / "report.ipynb")
    apart = [
        f"{name} = {value!r} (in report.ipynb {had[name]!r})"
        for name, value in run.parameters.items()
        if name in had and had[name] != value
    ]
    if not apart and run_key(run.notebook, run.parameters, run.inputs, run.versions) == run.key:
        return []
    return [f"run.json was changed after the report was made: {listing(apart) if apart else 'its key does not fit'}"]


def _differences(before: Run, plan: Plan) -> list[str]:
    """Name what changed since, by kind."""
    now = plan.run
    inputs = changes(replace(before, parameters={}, versions={}), now.inputs, {}, {})
    kinds: dict[str, list[str]] = {"code": [], "codebook": [], "data": [], "versions": [], "list of reports": []}
    named = [value for key, value in before.parameters.items() if "codebook" in key and isinstance(value, str)]
    for label in inputs:
        code = label == _CODE or label == before.notebook or label.endswith(".ipynb")
        kind = "code" if code else "codebook" if any(Path(label).name == Path(n).name for n in named) else "data"
        kinds[kind].append(label)
    kinds["versions"] = [
        f"{package} {before.versions.get(package, 'absent')} → {now.versions.get(package, 'absent')}"
        for package in changes(replace(before, parameters={}, inputs={}), {}, now.versions, {})
    ]
    entry = read_registry(plan.reports).get(before.name)
    if entry is not None and (listed := {k: v for k, v in entry.parameters.items() if before.parameters.get(k) != v}):
        kinds["list of reports"] = [f"{key} = {value!r} is listed now" for key, value in listed.items()]
    return [f"changed {kind}: {listing(names)}" for kind, names in kinds.items() if names]


def _not_checkable(run: Run, causes: list[str], digits: int) -> Verification:
    numbers = compare_reports(run.folder, run.folder, digits=digits).assign(after="", verdict="not checkable")
    if not len(numbers):
        raise ReportError(f"{run.name} holds no number that could be compared")
    return Verification(run.name, numbers, tuple(causes), digits)
