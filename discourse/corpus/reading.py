"""From a described corpus to its articles: read, name, check, select; every count kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.corpus.columns import in_order, row_problems, standard_columns, typed
from discourse.corpus.dates import parse_dates
from discourse.corpus.entries import CorpusEntry
from discourse.corpus.files import sources
from discourse.corpus.formats import read_table
from discourse.corpus.outlet_table import read_outlet_table, with_outlets
from discourse.corpus.rows import Problem, Rows, place_index
from discourse.corpus.selection import mentioning, select_dates
from discourse.corpus.texts import read_lines, read_texts
from discourse.errors import ArgumentError, ReadError
from discourse.tables import empty


@dataclass(frozen=True)
class Reading:
    """What came of one corpus: its readable documents, the problems of the others, the number after each step."""

    articles: pd.DataFrame
    problems: list[Problem]
    steps: list[tuple[str, int]]


def read_entry(entry: CorpusEntry, *, frame: pd.DataFrame | None = None) -> Reading:
    """Read a described corpus, leaving out rows with problems and whatever its description selects against.

    Parameters
    ----------
    entry
        The description.
    frame
        The table to read instead of the files of the description.

    Returns
    -------
    Reading
        ``articles`` is still untyped (see :func:`join_readings`).
    """
    parts = _rows_of_frame(frame) if frame is not None else rows_of_files(entry)
    frames, problems = [], [problem for rows in parts for problem in rows.problems]
    constants = {**entry.constants, **({"language": entry.language} if entry.language else {})}
    for rows in parts:
        if rows.frame.columns.empty:  # nothing of the file could be read
            continue
        try:
            frames.append(standard_columns(rows.frame, columns=entry.columns, constants=constants))
        except ReadError as error:
            file = rows.frame.index[0][0] if len(rows.frame) else entry.path
            problems.append(Problem(file, "", str(error), fatal=True))
    unread = len({problem[:2] for problem in problems if not problem.fatal})
    if not frames:
        return Reading(empty("articles"), problems, [("read", unread), ("without bad rows", 0)])
    found = _concatenated(frames)
    articles, bad = _checked(found, entry)
    steps = [("read", len(found) + unread), ("without bad rows", len(articles))]
    return _selected(Reading(articles, problems + bad, steps), entry)


def join_readings(readings: Sequence[Reading], *, names: Sequence[str]) -> pd.DataFrame:
    """Return the articles of one or several corpora as one typed table; several get a column ``corpus``.

    Raises
    ------
    ReadError
        If corpora share ids, or one has a column ``corpus`` of its own.
    """
    frames = [reading.articles for reading in readings]
    if len(frames) > 1:
        taken = [name for name, frame in zip(names, frames, strict=True) if "corpus" in frame.columns]
        if taken:
            raise ReadError(f"'{taken[0]}' has a column 'corpus' of its own; rename it to read it with others")
    articles = _concatenated(frames)
    articles = articles[in_order(articles.columns)]
    if len(frames) > 1:
        articles = articles.assign(corpus=np.repeat(names, [len(frame) for frame in frames]))
    twice = articles["doc_id"][articles["doc_id"].duplicated()]
    if len(twice):
        owners = articles.loc[(articles["doc_id"] == twice.iloc[0]).to_numpy(), "corpus"].tolist()
        raise ReadError(
            f"{len(twice)} doc_ids are in more than one corpus, e.g. '{twice.iloc[0]}' in {' and '.join(owners)}; "
            "read them one by one and put the corpus name before each id, or state another doc_id column"
        )
    return typed(articles).reset_index(drop=True)


def _rows_of_frame(frame: pd.DataFrame) -> list[Rows]:
    index = place_index([""] * len(frame), [str(label) for label in frame.index], _numbered("row", len(frame)))
    return [Rows(frame.set_axis(index, axis=0))]


def _numbered(stem: str, count: int) -> list[str]:
    return [f"{stem}-{number}" for number in range(1, count + 1)]


def rows_of_files(entry: CorpusEntry) -> list[Rows]:
    """Read all files of a corpus; a file that cannot be read at all is a fatal problem."""
    found = sources(entry.location, kind=entry.format)
    if entry.file_pattern and found[0].kind != "txt":
        raise ArgumentError(f"file_pattern is for folders of .txt files; '{entry.path}' holds .{found[0].kind}")
    if found[0].kind == "txt":
        return [read_texts(found, encoding=entry.encoding, file_pattern=entry.file_pattern)]
    if entry.format == "lines" and len(found) > 1:
        raise ReadError(f"corpus '{entry.name}' must be one file with a document a line, not {len(found)} files")
    parts = []
    for source in found:
        try:
            if entry.format == "lines":
                parts.append(read_lines(source, encoding=entry.encoding, name=entry.name))
            else:
                parts.append(read_table(source, encoding=entry.encoding))
        except ReadError as error:
            parts.append(Rows(pd.DataFrame(), [Problem(source.file, "", str(error), fatal=True)]))
    return parts


def _concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put frames one below the other; a column missing in one of them is missing there, and no number is rounded."""
    if len(frames) == 1:
        return frames[0]
    names = list(dict.fromkeys(name for frame in frames for name in frame.columns))
    filled = []
    for frame in frames:
        columns = {name: frame[name] if name in frame else pd.Series(None, frame.index, dtype=object) for name in names}
        filled.append(pd.DataFrame(columns, index=frame.index))
    for name in names:
        types = {str(frame[name].dtype) for frame in filled}
        common = "datetime64[us]" if "datetime64[us]" in types else object
        if len(types) > 1:
            filled = [frame.astype({name: common}) for frame in filled]
    return pd.concat(filled)


def _checked(frame: pd.DataFrame, entry: CorpusEntry) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows without problems, and the problems of the others."""
    dates, undatable = parse_dates(frame["date"], date_format=entry.date_format) if "date" in frame else (None, {})
    frame, found = row_problems(frame if dates is None else frame.assign(date=dates))
    found += undatable.items()
    problems = [Problem(*frame.index[position][:2], what) for position, what in sorted(found)]
    bad = {position for position, _ in found}
    good = [position for position in range(len(frame)) if position not in bad]
    articles = frame.iloc[good] if bad else frame
    if entry.outlets and "outlet" in articles:
        articles = articles.assign(outlet=articles["outlet"].map(lambda name: entry.outlets.get(name, name)))
    if entry.cited_outlets is not None and "outlet" in articles:
        articles = with_outlets(articles, read_outlet_table(entry.cited_outlets))
    return articles, problems


def _selected(reading: Reading, entry: CorpusEntry) -> Reading:
    """Keep what the description selects, counting after each step."""
    articles, steps = reading.articles, list(reading.steps)
    if entry.since or entry.until:
        articles = select_dates(articles, since=entry.since, until=entry.until)
        bounds = " ".join(f"{word} {day}" for word, day in (("since", entry.since), ("until", entry.until)) if day)
        steps.append((f"dated {bounds}", len(articles)))
    if entry.mentions:
        word, times = str(entry.mentions["word"]), int(entry.mentions["times"])
        articles = mentioning(articles, word=word, times=times)
        steps.append((f"'{word}' at least {times} times", len(articles)))
    return Reading(articles, reading.problems, steps)
