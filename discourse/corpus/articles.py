"""The articles table: read from files or a DataFrame, or checked without reading."""

import logging
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from discourse.corpus.corpora import CORPORA, entries_of
from discourse.corpus.dates import check_date_format
from discourse.corpus.entries import CorpusEntry
from discourse.corpus.files import check_encoding
from discourse.corpus.reading import Reading, join_readings, read_entry
from discourse.corpus.rows import Problem
from discourse.corpus.texts import compile_file_pattern
from discourse.errors import ArgumentError, ReadError, together
from discourse.tables import empty

_log = logging.getLogger(__name__)


def read_articles(
    x: str | Path | pd.DataFrame,
    *,
    text: str = "text",
    doc_id: str = "doc_id",
    date: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    date_format: str | None = None,
    encoding: str | None = None,
    file_pattern: str | None = None,
    constants: Mapping[str, str | int | float | bool] | None = None,
    on_bad: str = "raise",
    corpora: str | Path = CORPORA,
) -> pd.DataFrame:
    """Read a corpus into one table, a document a row.

    Parameters
    ----------
    x
        A name in ``corpora``; a file (``.csv``, ``.tsv``, ``.xlsx``, ``.jsonl``, ``.parquet``,
        ``.txt``, each also as ``.gz``, ``.xz`` or ``.zip``); a folder or ``.zip`` with many files
        of one kind; a DataFrame; or several names and paths joined by ``+``.
    text, doc_id, date, outlet, title, author, url, language
        The source column that holds it. ``None`` takes the column of that very name, if there is
        one. Without a ``doc_id`` column, ids are made of file and line: ``news-57``, for text files
        of the path below the folder: ``2016/speech``.
    date_format
        How dates are written (``"%d.%m.%Y"``); by default ISO 8601. Never guessed.
    encoding
        Of the files, if not UTF-8. A byte order mark wins over it.
    file_pattern
        For text files: what their names tell, ``"{outlet}_{date}_{doc_id}.txt"``.
    constants
        Columns with one value for all rows: ``{"outlet": "ABC"}``.
    on_bad
        ``"raise"`` names all bad rows in one error. ``"skip"`` leaves them out and logs how many;
        :func:`check_articles` lists them.
    corpora
        Where names are looked up. A named corpus brings its own settings; keywords given here are
        for the parts of ``x`` that are paths.

    Returns
    -------
    DataFrame
        ``doc_id, text``, then ``title, date, outlet, author, url, language`` where there, then
        every other column; with ``+`` also ``corpus``. Rows keep the order of the source, files
        the order of their names. Texts are unmodified. ``date`` is a timestamp without time zone,
        the day as written, ``NaT`` if undated. Values of CSV files stay text (``NA``, ``007``);
        numbers of other formats stay numbers; nested values become JSON text. A missing value of a
        text column is ``""``, also a missing text: an empty article is kept, and counted by
        :func:`profile`.

    Raises
    ------
    ReadError
        Naming all bad rows with file and line: wrong number of fields, a date of another form, an
        id missing or taken, NUL characters or halves of characters. A file that cannot be read at
        all (encoding, a quote never closed, a missing column) is an error also with ``"skip"``.
    UnknownNameError
        If ``x`` is no corpus name.

    Notes
    -----
    It cannot tell whether two documents are the same article under different ids, nor whether a
    text is complete; see :func:`profile` for exact duplicates.

    Examples
    --------
    >>> table = pd.DataFrame({"id": [7, 8], "body": ["One.", "Two."], "day": ["2016-07-14", ""]})
    >>> read_articles(table, doc_id="id", text="body", date="day")
      doc_id  text       date
    0      7  One. 2016-07-14
    1      8  Two.        NaT
    """
    columns = {"title": title, "date": date, "outlet": outlet, "author": author, "url": url, "language": language}
    settings = _settings(text, doc_id, columns, date_format, encoding, file_pattern, constants)
    entries, readings = _read(x, settings, on_bad, corpora)
    for entry, reading in zip(entries, readings, strict=True):
        _settle(entry, reading, skip="skip" in (on_bad, entry.on_bad))
    return join_readings(readings, names=[entry.name for entry in entries])


def check_articles(
    x: str | Path | pd.DataFrame,
    *,
    text: str = "text",
    doc_id: str = "doc_id",
    date: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
    date_format: str | None = None,
    encoding: str | None = None,
    file_pattern: str | None = None,
    constants: Mapping[str, str | int | float | bool] | None = None,
    corpora: str | Path = CORPORA,
) -> pd.DataFrame:
    """List everything :func:`read_articles` would complain about, without complaining.

    Parameters
    ----------
    x, text, doc_id, date, outlet, title, author, url, language, date_format, encoding, file_pattern, constants, corpora
        As for :func:`read_articles`.

    Returns
    -------
    DataFrame
        ``file, row, problem``, one row per problem, in the order of the files. ``row`` is the line
        the record begins in (of a DataFrame the index label), empty if the problem is the whole
        file. No rows: all is well.

    Raises
    ------
    ReadError, UnknownNameError, ArgumentError
        If there is nothing to check: no such corpus, folder or column keyword.

    Examples
    --------
    >>> check_articles(pd.DataFrame({"doc_id": ["a", "a"], "text": ["One.", "Two."]})).values.tolist()
    [['', '1', "doc_id 'a' is taken by row 0"]]
    """
    columns = {"title": title, "date": date, "outlet": outlet, "author": author, "url": url, "language": language}
    settings = _settings(text, doc_id, columns, date_format, encoding, file_pattern, constants)
    _, readings = _read(x, settings, "skip", corpora)
    rows = [problem[:3] for reading in readings for problem in reading.problems]
    return pd.DataFrame(rows, columns=["file", "row", "problem"], dtype="str") if rows else empty("problems")


def selection_flow(x: str | Path, *, corpora: str | Path = CORPORA) -> pd.DataFrame:
    """Count the documents left after each step of reading a corpus, to state its selection.

    Parameters
    ----------
    x, corpora
        As for :func:`read_articles`; the settings are those of the description.

    Returns
    -------
    DataFrame
        ``corpus, step, documents``: ``read`` counts every row found, the next ``without bad rows``,
        then each bound and filter of the description with what it leaves.

    Raises
    ------
    ReadError
        As :func:`read_articles`.

    Examples
    --------
    >>> selection_flow("lee")[["step", "documents"]].values.tolist()
    [['read', 300], ['without bad rows', 300]]
    """
    entries, readings = _read(x, {}, "raise", corpora)
    for entry, reading in zip(entries, readings, strict=True):
        _settle(entry, reading, skip=entry.on_bad == "skip", quiet=True)
    pairs = zip(entries, readings, strict=True)
    rows = [(entry.name, step, count) for entry, reading in pairs for step, count in reading.steps]
    return pd.DataFrame(rows, columns=["corpus", "step", "documents"]).astype({"corpus": "str", "step": "str"})


def _settings(
    text: str,
    doc_id: str,
    columns: Mapping[str, str | None],
    date_format: str | None,
    encoding: str | None,
    file_pattern: str | None,
    constants: Mapping[str, str | int | float | bool] | None,
) -> dict[str, object]:
    """Return the keywords that say more than the defaults, checked, as fields of a description."""
    check_date_format(date_format)
    check_encoding(encoding)
    if file_pattern is not None:
        compile_file_pattern(file_pattern)
    unfit = {name: value for name, value in (constants or {}).items() if not isinstance(value, (str, int, float, bool))}
    if unfit:
        raise ArgumentError(f"constants must be single values (text, number, truth value), not {unfit}")
    stated = {name: source for name, source in columns.items() if source is not None}
    stated |= {name: source for name, source in (("doc_id", doc_id), ("text", text)) if source != name}
    every = {
        "columns": stated,
        "constants": dict(constants or {}),
        "date_format": date_format,
        "encoding": encoding,
        "file_pattern": file_pattern,
    }
    return {key: value for key, value in every.items() if value}


def _read(
    x: str | Path | pd.DataFrame, settings: dict[str, object], on_bad: str, corpora: str | Path
) -> tuple[list[CorpusEntry], list[Reading]]:
    if on_bad not in ("raise", "skip"):
        raise ArgumentError(f"on_bad={on_bad!r} must be 'raise' or 'skip'")
    if isinstance(x, pd.DataFrame):
        for_files = [key for key in ("encoding", "file_pattern") if key in settings]
        if for_files:
            raise ArgumentError(f"{' and '.join(for_files)} describe files; a DataFrame has none")
        entry = CorpusEntry(name="the DataFrame", path="the DataFrame", **settings)
        return [entry], [read_entry(entry, frame=x)]
    entries = entries_of(x, corpora=corpora, settings=settings)
    return entries, [read_entry(entry) for entry in entries]


def _settle(entry: CorpusEntry, reading: Reading, *, skip: bool, quiet: bool = False) -> None:
    """Raise what cannot be passed over; log how much is."""
    fatal = [problem for problem in reading.problems if problem.fatal]
    raised = fatal if skip else reading.problems
    if raised:
        advice = "mend them" if fatal else 'mend them, or leave them out with on_bad="skip"'
        summary = f"{entry.name}: {_counted(raised)}; {advice} (check_articles lists all):"
        raise ReadError(together(summary, [str(problem) for problem in raised]))
    if reading.problems and not quiet:
        _log.warning("%s: %s skipped; check_articles lists them", entry.name, _counted(reading.problems))


def _counted(problems: list[Problem]) -> str:
    rows = len({problem[:2] for problem in problems})
    return f"{rows} bad {'row' if rows == 1 else 'rows'}"
