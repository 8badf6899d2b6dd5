"""The record of a run: what a report was made from, and what came out."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from discourse.errors import ReportError, listing
from discourse.reports.inputs import sha256

RECORD = "run.json"
_STATED = ("name", "notebook", "parameters", "inputs", "versions", "key", "outcome", "this_run")


@dataclass(frozen=True, repr=False)
class Run:
    """One report as it was made.

    Attributes
    ----------
    name, notebook
        The report's name and its notebook's path in the project.
    parameters
        The value of every parameter.
    inputs
        sha256 of every file the outcome depends on.
    versions
        Python and the libraries that can change a number or the page.
    key
        One checksum of notebook, parameters, inputs and versions.
    outcome
        sha256 of every file of the report but its record.
    this_run
        What differs between two runs: when, how long, at which commit, with uncommitted changes or not.
    folder
        Where the report lies on this machine; not part of the record.
    unchanged
        True if nothing had changed and the report was left as it was; not part of the record.
    """

    name: str
    notebook: str
    parameters: dict[str, object]
    inputs: dict[str, str]
    versions: dict[str, str]
    key: str
    outcome: dict[str, str] = field(default_factory=dict)
    this_run: dict[str, object] = field(default_factory=dict)
    folder: Path = Path()
    unchanged: bool = False

    @property
    def page(self) -> Path:
        """The report's page."""
        return self.folder / "report.html"

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        made = ", ".join(f"{name} {value}" for name, value in self.this_run.items())
        lines = {
            "notebook": self.notebook,
            "parameters": values or "(none)",
            "inputs": listing(self.inputs, n=6),
            "versions": listing((f"{name} {version}" for name, version in self.versions.items()), n=6),
            "outcome": listing(self.outcome, n=6),
            "key": self.key[:12],
            "this run": f"unchanged since {made}" if self.unchanged else made,
        }
        branches = ["├── "] * (len(lines) - 1) + ["└── "]
        told = zip(branches, lines.items(), strict=True)
        return "\n".join([self.name, *(f"{branch}{name:<10}  {text}" for branch, (name, text) in told)])


def write_run(run: Run, folder: Path) -> Run:
    """Write ``run.json`` into the folder of a report, with the checksum of every file there.

    Returns
    -------
    Run
        The run, its ``outcome`` filled.
    """
    run = replace(run, outcome=outcome_of(folder))
    record = {name: value for name, value in asdict(run).items() if name in _STATED}
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8")
    return run


def read_run(folder: str | Path) -> Run:
    """What was this report made from?

    Parameters
    ----------
    folder
        The folder of a report, such as ``reports/framing-lee``.

    Raises
    ------
    ReportError
        If it holds no readable record; then it is no report this toolkit made.
    """
    folder = Path(folder)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return Run(**{name: record[name] for name in _STATED}, folder=folder)
    except FileNotFoundError:
        raise ReportError(f"there is no {RECORD} in {folder.name}; it is not a finished report") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(f"{RECORD} in {folder.name} cannot be read ({error}); make the report again") from None


def outcome_of(folder: Path) -> dict[str, str]:
    """Return the checksum of every file of a report but its record, by path in the report's folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: sha256(path) for name, path in sums.items() if name != RECORD}


def is_intact(run: Run) -> bool:
    """Say whether the files of a recorded report are still what they were when it was made."""
    return bool(run.outcome) and outcome_of(run.folder) == run.outcome


def changes(before: Run, inputs: Mapping[str, str], versions: Mapping[str, str], parameters: Mapping) -> list[str]:
    """Say what differs between a recorded run and what would go into one now."""
    told = []
    for old, new in ((before.parameters, parameters), (before.inputs, inputs), (before.versions, versions)):
        told += [name for name in sorted({*old, *new}) if name not in old or name not in new or old[name] != new[name]]
    return told


def commit_of(root: Path) -> dict[str, object]:
    """Return the commit a project is at and whether it has uncommitted changes; empty without git."""
    head = _git(root, "rev-parse", "HEAD")
    if not head:
        return {}
    return {"commit": head.strip(), "dirty": bool((_git(root, "status", "--porcelain") or "").strip())}


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0"}  # asking must not write
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, env=environment, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
