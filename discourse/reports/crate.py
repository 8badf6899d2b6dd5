"""The description of an exported report that other programs read: RO-Crate 1.1, written as JSON-LD.

Sefton, P., et al. (2021). RO-Crate Metadata Specification 1.1. https://w3id.org/ro/crate/1.1
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from discourse import __version__
from discourse.errors import ReadError
from discourse.reports.record import Run

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_KINDS = {
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".tex": "application/x-tex",
    ".toml": "application/toml",
    ".yml": "application/yaml",
}


def crate_metadata(run: Run, files: Mapping[str, bytes], *, title: str, level: str) -> bytes:
    """Describe an exported report. *Who made what from what, with which program, and under which terms?*

    Parameters
    ----------
    run
        The record of the report as it is exported.
    files
        All files of the bundle but this description, by path.
    title
        What the report is called.
    level
        What can be checked with the bundle.

    Returns
    -------
    bytes
        ``ro-crate-metadata.json``: the bundle as the root dataset with authors and licence of the project's
        ``CITATION.cff``, every file with its kind, size and sha256, and the run that made the report as a
        ``CreateAction`` (instrument: notebook and this package; object: the corpus by checksum, and other inputs;
        result: the files of the report).

    Raises
    ------
    ReadError
        If ``CITATION.cff`` cannot be read.
    """
    stated = _citation(files.get("CITATION.cff"))
    people, licence = _people(stated), _licence(stated)
    report = [name for name in files if name.startswith(f"reports/{run.name}/")]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": f"The report {run.name} and what its numbers are made of, without the text of the articles; "
        f"level: {level}.",
        "datePublished": str(run.this_run.get("started", "1970-01-01"))[:10],
        "license": _to(licence),
        "author": [_to(person) for person in people],
        "hasPart": [{"@id": _address(name)} for name in sorted(files)],
        "mentions": {"@id": "#run"},
    }
    about = {"@id": CRATE, "@type": "CreativeWork", "conformsTo": {"@id": _PROFILE}, "about": {"@id": "./"}}
    graph = [about, root, *(_file(name, files[name]) for name in sorted(files))]
    graph += [_action(run, files, report), _program(), *_inputs(run, files), licence, *people]
    if run.notebook not in files:
        graph.append(
            {
                "@id": "#notebook",
                "@type": "SoftwareSourceCode",
                "name": run.notebook,
                "sha256": run.inputs.get(run.notebook, ""),
            }
        )
    crate = {"@context": [f"{_PROFILE}/context", {"sha256": "https://schema.org/sha256"}], "@graph": graph}
    return (json.dumps(crate, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def crate_checksums(written: bytes) -> dict[str, str]:
    """Return the sha256 of every file a description names, by path."""
    graph = json.loads(written)["@graph"]
    return {unquote(item["@id"]): item["sha256"] for item in graph if "File" in item["@type"] and "sha256" in item}


def _file(name: str, content: bytes) -> dict:
    kind = _KINDS.get(PurePosixPath(name).suffix, "text/plain")
    notebook = ["File", "SoftwareSourceCode"] if name.endswith(".ipynb") else "File"
    size, checksum = str(len(content)), hashlib.sha256(content).hexdigest()
    return {
        "@id": _address(name),
        "@type": notebook,
        "name": name,
        "encodingFormat": kind,
        "contentSize": size,
        "sha256": checksum,
    }


def _action(run: Run, files: Mapping[str, bytes], report: list[str]) -> dict:
    notebook = _address(run.notebook) if run.notebook in files else "#notebook"
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"{run.notebook} run with the parameters in run.json",
        "instrument": [{"@id": notebook}, {"@id": "#discourse"}],
        "object": [{"@id": item["@id"]} for item in _inputs(run, files)]
        + [{"@id": _address(name)} for name in sorted(files) if name in run.inputs and name != run.notebook],
        "result": [{"@id": _address(name)} for name in sorted(report)],
    }
    return action | ({"startTime": run.this_run["started"]} if "started" in run.this_run else {})


def _program() -> dict:
    """The package; the versions of everything it stands on are in run.json."""
    return {
        "@id": "#discourse",
        "@type": "SoftwareApplication",
        "name": "discourse",
        "version": __version__,
        "softwareVersion": __version__,
    }


def _inputs(run: Run, files: Mapping[str, bytes]) -> list[dict]:
    """What the report was made from and what is not in the bundle, known by its checksum."""
    left = {name: checksum for name, checksum in run.inputs.items() if name not in files and name != run.notebook}
    left.pop("discourse (package source)", None)
    return [
        {"@id": f"#input-{quote(name, safe='')}", "@type": "Dataset", "name": name, "sha256": checksum,
         "description": "Not part of this bundle; known by its checksum."}
        for name, checksum in left.items()
    ]  # fmt: skip


def _citation(content: bytes | None) -> dict:
    import yaml

    try:
        stated = yaml.safe_load(content) if content else {}
    except yaml.YAMLError as error:
        raise ReadError(f"CITATION.cff cannot be read: {' '.join(str(error).split())}") from None
    return stated if isinstance(stated, dict) else {}


def _people(stated: Mapping) -> list[dict]:
    people = []
    for number, person in enumerate(stated.get("authors") or [], start=1):
        given = " ".join(str(person[key]) for key in ("given-names", "name-particle", "family-names") if key in person)
        entity = {"@id": str(person.get("orcid") or f"#author-{number}")}
        entity |= {"@type": "Person" if given else "Organization", "name": given or str(person.get("name", ""))}
        if "affiliation" in person:
            entity["affiliation"] = str(person["affiliation"])
        people.append(entity)
    return people


def _licence(stated: Mapping) -> dict:
    name = stated.get("license")
    name = " or ".join(map(str, name)) if isinstance(name, list) else str(name or "")
    if not name:
        return {"@id": "#licence", "@type": "CreativeWork", "name": "No licence is stated: ask the authors"}
    address = f"https://spdx.org/licenses/{quote(name)}" if " " not in name else "#licence"
    return {"@id": address, "@type": "CreativeWork", "name": name}


def _to(entity: Mapping) -> dict:
    return {"@id": entity["@id"]}


def _address(name: str) -> str:
    return quote(name)
