"""What goes into an exported report beside the report itself: descriptions and checksums, never a text."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

import pandas as pd

from discourse.corpus.articles import read_articles
from discourse.corpus.corpora import entries_of
from discourse.corpus.entries import CorpusEntry
from discourse.errors import ReportError, together
from discourse.project import MARKER, find
from discourse.reports.csv_text import csv_text
from discourse.reports.record import Run

TEXTS = "data/texts.csv"
#: Files of the project that say with what it was made, by whom, and under which terms.
_STATED = ("CITATION.cff", "LICENSE", "environment.yml", "requirements.lock")
#: Kept by the description of a corpus; where its files lie on this machine is not.
_DESCRIBED = (
    "path", "package", "format", "columns", "constants", "date_format", "encoding", "file_pattern", "language",
    "title", "description", "licence", "source", "selection", "selection_patterns", "mentions", "since", "until",
    "on_bad", "outlets", "outlet_table", "dates",
)  # fmt: skip


def project_files(run: Run, root: Path, *, recomputed: bool) -> dict[str, bytes]:
    """The files a reader needs beside the report, by path in the bundle; the bundle is a small project of its own.

    Parameters
    ----------
    run
        The record of the report.
    root
        The project's root.
    recomputed
        Whether the notebook, and the checksums of the texts, are to be there as well.

    Raises
    ------
    ReportError
        If a parameter names a file by a path of this machine, so that nobody else could find it; all of them at once.
    """
    files = {name: (root / name).read_bytes() for name in _STATED if (root / name).is_file()}
    corpus = run.parameters.get("corpus")
    problems = []
    for name, value in run.parameters.items():
        for text in value if isinstance(value, list) else [value]:
            if not isinstance(text, str) or not text:
                continue
            path = find(text)
            if Path(text).is_absolute() or (path.exists() and not path.resolve().is_relative_to(root)):
                problems.append(f"{name} = {text!r} is a path of this machine; write it from the project's root")
            elif path.is_file() and name not in ("corpus", "codes"):
                files[path.resolve().relative_to(root).as_posix()] = path.read_bytes()
    if problems:
        raise ReportError(together(f"{run.name} cannot be given to others as it is:", problems))
    files[MARKER.as_posix()] = _described(corpus).encode("utf-8")
    for entry in _parts(corpus):
        if entry.cited_outlets is not None:
            files[expected_place(entry.name, entry.outlet_table, entry.root)] = entry.cited_outlets.read_bytes()
    if recomputed:
        files[run.notebook] = (root / run.notebook).read_bytes()
        if corpus:
            texts = text_checksums(read_articles(str(corpus)))
            files[TEXTS] = csv_text(texts).encode("utf-8")
    return files


def text_checksums(articles: pd.DataFrame) -> pd.DataFrame:
    """Return ``doc_id, sha256, characters`` of each text: by them a text is known and cannot be read."""
    sums = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in articles["text"]]
    table = {"doc_id": articles["doc_id"].astype("str"), "sha256": sums, "characters": articles["text"].str.len()}
    return pd.DataFrame(table).sort_values("doc_id", ignore_index=True)


def expected_place(name: str, path: str, root: Path) -> str:
    """Where in a bundle the files of a corpus are looked for: where they were in the project, if they were in it."""
    plain = PurePosixPath(Path(path).as_posix())
    inside = not Path(path).expanduser().is_absolute() and (root / path).resolve().is_relative_to(root)
    return plain.as_posix() if inside else f"data/{name}/{plain.name}"


def _parts(corpus: object) -> list[CorpusEntry]:
    return [entry for entry in entries_of(str(corpus)) if entry.described] if corpus else []


def _described(corpus: object) -> str:
    """The descriptions of the parts of a corpus, as ``data/corpora.toml`` holds them."""
    blocks = ["# The corpus of this report. Its texts are not part of the bundle."]
    for entry in _parts(corpus):
        values = {key: getattr(entry, key) for key in _DESCRIBED}
        if not entry.package:
            values["path"] = expected_place(entry.name, entry.path, entry.root)
        if entry.outlet_table:
            values["outlet_table"] = expected_place(entry.name, entry.outlet_table, entry.root)
        lines = [
            f"{key} = {_value(value)}" for key, value in values.items() if value and (key, value) != ("on_bad", "raise")
        ]
        blocks.append("\n".join([f"[{entry.name}]", *lines]))
    return "\n\n".join(blocks) + "\n"


def _value(value: object) -> str:
    """Plain data as TOML writes it."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_value(str(key))} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, (bool, date)):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
