"""Corpora by name: which there are, what they are, and which files lie behind them."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from discourse.corpus.entries import NAME, CorpusEntry, read_entries
from discourse.corpus.files import KINDS, PACKINGS, files_of, kind_and_stem
from discourse.errors import ArgumentError, ReadError, did_you_mean, unknown_name
from discourse.project import find

CORPORA = "data/corpora.toml"
_COLUMNS = ("corpus", "title", "path", "format", "language", "licence", "selection")


def list_corpora(*, corpora: str | Path = CORPORA) -> pd.DataFrame:
    """Return which corpora have a name here.

    Parameters
    ----------
    corpora
        The file that describes them; ``corpora.local.toml`` beside it is read too.

    Returns
    -------
    DataFrame
        One row per corpus: ``corpus, title, path, format, language, licence, selection``, as
        written in the file. ``format`` is the stated one or what the suffix tells, else empty.

    Raises
    ------
    ReadError
        If the file is missing or describes corpora wrongly; all problems at once.

    Examples
    --------
    >>> list_corpora().loc[0, ["corpus", "format", "language"]].tolist()
    ['lee', 'lines', 'en']
    """
    rows = [
        (
            entry.name,
            entry.title,
            f"{entry.package}:{entry.path}" if entry.package else entry.path,
            entry.format or kind_and_stem(entry.path)[0],
            entry.language,
            entry.licence,
            entry.selection,
        )
        for entry in read_entries(corpora).values()
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS), dtype="str")


def describe_corpus(name: str, *, corpora: str | Path = CORPORA) -> CorpusEntry:
    """Return the description of one corpus, with the files behind it.

    Parameters
    ----------
    name
        A name in ``corpora``.

    Raises
    ------
    UnknownNameError
        If there is no corpus of this name.
    ReadError
        If its files are not on this machine.

    Examples
    --------
    >>> describe_corpus("lee").constants
    {'outlet': 'ABC'}
    """
    entries = read_entries(corpora)
    if name not in entries:
        raise unknown_name("corpus", name, list(entries), where=str(corpora))
    return replace(entries[name], files=tuple(_files(entries[name])))


def corpus_files(x: str | Path, *, corpora: str | Path = CORPORA) -> list[Path]:
    """Return all files behind a corpus name, a path, or several joined by ``+``, for their checksums.

    Examples
    --------
    >>> [file.name for file in corpus_files("lee")]
    ['lee_background.cor']
    """
    return [file for _, file in corpus_places(x, corpora=corpora)]


def corpus_places(x: str | Path, *, corpora: str | Path = CORPORA) -> list[tuple[str, Path]]:
    """Return where each file behind a corpus lies in it, and the file: ids of texts can be made of such a place.

    The tables its outlets are described in come last.

    Examples
    --------
    >>> [place for place, file in corpus_places("lee")]
    ['lee_background.cor']
    """
    entries = entries_of(x, corpora=corpora)
    placed = []
    for entry in entries:
        top, start = entry.location.resolve().name, os.fspath(entry.location)
        below = [(os.fspath(file).removeprefix(start).replace(os.sep, "/"), file) for file in _files(entry)]
        placed += [(f"{top}/{place.lstrip('/')}".rstrip("/"), file) for place, file in below]
    tables = dict.fromkeys((entry.outlet_table, entry.cited_outlets) for entry in entries if entry.cited_outlets)
    return placed + [(Path(name).name, file) for name, file in tables]


def entries_of(
    x: str | Path, *, corpora: str | Path = CORPORA, settings: Mapping[str, object] | None = None
) -> list[CorpusEntry]:
    """Return the description of each part of ``x``.

    Parameters
    ----------
    x
        A name, a path, or several joined by ``+``. A path that exists is never taken apart. A bare
        word that is a name in ``corpora`` is the corpus; ``./word`` is the file or folder.
    settings
        Fields of :class:`CorpusEntry` for the parts that are paths; names bring their own.

    Raises
    ------
    ArgumentError
        If settings are given and no part is a path, or a part is empty or named twice.
    """
    if not isinstance(x, (str, Path)):
        raise ArgumentError(f"a corpus is a name, a path or a DataFrame, not {type(x).__name__}")
    whole = isinstance(x, Path) or "+" not in x or _place(x).exists()
    parts = [x] if whole else [part.strip() for part in x.split("+")]
    if "" in parts:
        raise ArgumentError(f"'{x}' names no corpus{' between the + signs' if len(parts) > 1 else ''}")
    entries = [_entry(part, corpora, settings or {}) for part in parts]
    names = [entry.name for entry in entries]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ArgumentError(f"'{x}' names '{twice[0]}' twice; the parts must have different names")
    if settings and all(entry.described for entry in entries):
        given = ", ".join(settings)
        raise ArgumentError(f"'{x}' is described in {corpora}; put {given} there, or pass its path instead")
    return entries


def _entry(part: str | Path, corpora: str | Path, settings: Mapping[str, object]) -> CorpusEntry:
    path = _place(part)
    if isinstance(part, str) and NAME.fullmatch(part):
        known = read_entries(corpora) if find(corpora).is_file() or not path.exists() else {}
        if part in known:
            return known[part]
        if not path.exists():
            raise unknown_name("corpus", part, list(known), where=str(corpora))
    if not path.exists():
        if isinstance(part, str) and not _looks_like_path(part):
            raise unknown_name("corpus", part, list(read_entries(corpora)), where=str(corpora))
        there = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
        raise ReadError(f"there is no file or folder '{part}'{did_you_mean(path.name, there)}")
    stem = kind_and_stem(path.name if path.name not in ("", "..") else path.resolve().name)[1]
    return CorpusEntry(name=stem, path=str(path), **settings)


def _place(part: str | Path) -> Path:
    try:
        return find(part)
    except OSError as error:  # a whole text passed for a path: too long a name
        raise ArgumentError(f"'{str(part)[:60]}…' is neither a corpus name nor a path: {error.strerror}") from None


def _looks_like_path(part: str) -> bool:
    return "/" in part or "\\" in part or part.lower().endswith((*KINDS, *PACKINGS))


def _files(entry: CorpusEntry) -> list[Path]:
    try:
        return files_of(entry.location)
    except ReadError as error:
        raise ReadError(f"corpus '{entry.name}': {error}") from None
