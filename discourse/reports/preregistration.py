"""What was registered before the data were looked at, and where the report departs from it."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from discourse.errors import ReadError, did_you_mean, listing, together
from discourse.project import find
from discourse.reports.display import show_list, show_text

_KEYS = ("registered", "statement", "registry", "url", "sha256", "deviations")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Preregistration:
    """A registration: the day, what it says, where it lies (``registry, url``), its document's sha256, departures."""

    registered: date
    statement: str
    registry: str = ""
    url: str = ""
    sha256: str = ""
    deviations: tuple[str, ...] = ()


def read_preregistration(path: str | Path) -> Preregistration:
    """Read the record of a pre-registration. *What was promised before the data were seen?*

    Parameters
    ----------
    path
        A TOML file, from here or the project's root::

            registered = 2026-03-01                 # the day
            statement = "The Ledger uses sovereignty vocabulary at a higher rate than the Courier."
            registry = "OSF"
            url = "https://osf.io/abcde"            # an address, or the sha256 of the registered document, or both
            sha256 = "9f86…"
            deviations = ["Near-copies are drawn together; the registration did not say so."]

    Raises
    ------
    ReadError
        If the file cannot be read; naming every missing, unknown or ill-typed key.

    Notes
    -----
    That the registration says so, and on that day, is for the reader to see there: nothing is fetched.
    """
    path = find(path)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if problems := _problems(stated):
        raise ReadError(together(f"{path.name} does not record a pre-registration as it should:", problems))
    return Preregistration(**stated | {"deviations": tuple(stated.get("deviations", ()))})


def show_preregistration(path: str | Path | None) -> None:
    """Show what was registered, when and where, and the departures its authors list; nothing where there is none."""
    if path is None:
        return
    record = read_preregistration(path)
    show_text(describe_preregistration(record))
    if record.deviations:
        show_text("Departures from it, as the authors list them:")
        show_list(record.deviations)


def describe_preregistration(record: Preregistration) -> str:
    """Say in words what was registered, ready to paste.

    Examples
    --------
    >>> describe_preregistration(Preregistration(date(2026, 3, 1), "A uses it more.", "OSF", "https://osf.io/abcde"))
    'Pre-registered on 2026-03-01 (OSF, https://osf.io/abcde): “A uses it more.” No departure from it is listed.'
    """
    where = [part for part in (record.registry, record.url) if part]
    where += [f"SHA-256 of the document {record.sha256}"] if record.sha256 else []
    none = "" if record.deviations else " No departure from it is listed."
    return f"Pre-registered on {record.registered} ({', '.join(where)}): “{' '.join(record.statement.split())}”{none}"


def _problems(stated: dict) -> list[str]:
    problems = [
        f"no key called '{key}'; keys there are {listing(_KEYS)}{did_you_mean(key, _KEYS)}"
        for key in stated
        if key not in _KEYS
    ]
    day = stated.get("registered")
    if not isinstance(day, date) or isinstance(day, datetime):
        problems.append("registered must be a day, as in 2026-03-01 without quotes")
    for key in ("statement", "registry", "url", "sha256"):
        if not isinstance(stated.get(key, ""), str):
            problems.append(f"{key} must be text in quotes")
    if not stated.get("statement"):
        problems.append("statement is missing: what was registered, in a sentence or more")
    if not (stated.get("url") or stated.get("sha256")):
        problems.append("url or sha256 is missing: where the registration lies, or the checksum of its document")
    if isinstance(sum_ := stated.get("sha256"), str) and sum_ and not _SHA256.fullmatch(sum_):
        problems.append("sha256 must be 64 of the digits 0-9 and a-f, as sha256sum prints it")
    deviations = stated.get("deviations", [])
    if not isinstance(deviations, list) or not all(isinstance(item, str) for item in deviations):
        problems.append('deviations must be a list of texts, as in ["Copies were left out."]')
    return problems
