"""A first look at files nobody has described yet: their columns, their dates, their outlets, an entry to copy."""

import json
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

from discourse.corpus.corpora import CORPORA, entries_of
from discourse.corpus.dates import as_written, check_date_format, parse_dates
from discourse.corpus.entries import NAME, STANDARD
from discourse.corpus.reading import rows_of_files
from discourse.errors import ArgumentError, ReadError, listing, unknown_name
from discourse.tables import check, columns, empty

#: Names under which archives and scrapers deliver the standard columns.
_USUAL = {
    "doc_id": ("doc_id", "id", "article_id", "news_id", "uid", "guid", "docid", "accession"),
    "text": ("text", "body", "content", "fulltext", "full_text", "article", "article_text", "bodytext", "story"),
    "title": ("title", "headline", "head", "heading"),
    "date": ("date", "published", "pubdate", "pub_date", "publication_date", "published_at", "date_published", "day"),
    "outlet": ("outlet", "source", "publication", "newspaper", "paper", "publisher", "medium", "site"),
    "author": ("author", "authors", "byline", "creator", "journalist"),
    "url": ("url", "link", "href", "permalink"),
    "language": ("language", "lang", "locale"),
}
_DATE_FORMATS = ("", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d-%m-%Y",
                 "%d %b %Y", "%b %d, %Y", "%d.%m.%y", "%m/%d/%y", "%Y-%m-%d %H:%M")  # fmt: skip
_ALIKE = 0.8


def propose_columns(x: str | Path, *, corpora: str | Path = CORPORA) -> pd.DataFrame:
    """Propose which column holds what. *How do I read this file?*

    Parameters
    ----------
    x
        A file or folder as for :func:`discourse.read_articles`.
    corpora
        Where names of corpora are looked up.

    Returns
    -------
    DataFrame
        One row per column of the source: ``column``, ``role`` (the standard column it may be, or ``""``), ``why``,
        ``filled`` (values that are not empty), ``distinct``, ``longest`` (characters), ``example`` (the first 60
        characters of the first value). Without a column of its own a document's id is made of file and line.

    Raises
    ------
    ReadError
        If nothing of it can be read.

    Notes
    -----
    A proposal from names, lengths and repetition; look at the examples before believing it.

    Examples
    --------
    >>> propose_columns("demo")[["column", "role"]].head(3).values.tolist()
    [['doc_id', 'doc_id'], ['text', 'text'], ['title', 'title']]
    """
    frame = _raw(x, corpora)
    roles = _roles(frame)
    rows = []
    for name in frame.columns:
        values = frame[name][frame[name] != ""]
        role, why = roles.get(name, ("", ""))
        longest = int(values.str.len().max()) if len(values) else 0
        example = " ".join(values.iloc[0].split())[:60] if len(values) else ""
        rows.append((name, role, why, len(values), values.nunique(), longest, example))
    return pd.DataFrame(rows, columns=columns("column_proposals")) if rows else empty("column_proposals")


def propose_dates(x: str | Path, *, date: str = "date", corpora: str | Path = CORPORA) -> pd.DataFrame:
    """Try usual ways of writing dates. *Which* ``date_format`` *reads this column, and is there more than one?*

    Parameters
    ----------
    x, corpora
        As for :func:`propose_columns`.
    date
        The source column that holds the dates.

    Returns
    -------
    DataFrame
        One row per format that reads at least one value: ``date_format`` (``""`` is ISO 8601), ``read``, ``unread``,
        ``first``, ``last`` (the days it would give), ``example`` of an unread value. The most values read come first;
        two formats that both read all of them (5/6 or 6/5) must be told apart by knowledge.

    Raises
    ------
    UnknownNameError
        If there is no such column.
    """
    frame = _raw(x, corpora)
    if date not in frame.columns:
        raise unknown_name("column", date, list(frame.columns), where=str(x))
    values = frame[date][frame[date] != ""].reset_index(drop=True)
    rows = []
    for form in _DATE_FORMATS:
        days, unread = parse_dates(values, date_format=form or None)
        good = days.drop(index=list(unread)).dropna()
        if len(good):
            example = str(values[min(unread)])[:40] if unread else ""
            rows.append((form, len(good), len(unread), str(good.min().date()), str(good.max().date()), example))
    table = pd.DataFrame(rows, columns=columns("date_proposals")) if rows else empty("date_proposals")
    return table.sort_values("read", ascending=False, kind="stable", ignore_index=True)


def outlet_spellings(articles: pd.DataFrame) -> pd.DataFrame:
    """List how outlets are spelt. *Is one outlet counted under two names?*

    Parameters
    ----------
    articles
        An articles table with ``outlet``.

    Returns
    -------
    DataFrame
        One row per spelling, the most frequent first: ``outlet``, ``documents``, ``like`` (the most frequent other
        spelling that is nearly the same, or ``""``). Join spellings in the corpus's description:
        ``outlets = { "NY Times" = "New York Times" }``.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "b", "c"], "text": "x", "outlet": ["Daily Echo", "daily echo ", "Post"]})
    >>> outlet_spellings(table.astype("str")).values.tolist()
    [['Daily Echo', 1, 'daily echo '], ['Post', 1, ''], ['daily echo ', 1, 'Daily Echo']]
    """
    check(articles, "articles")
    if "outlet" not in articles.columns:
        raise unknown_name("document variable", "outlet", list(articles.columns), where="the articles")
    counts = articles["outlet"].astype("str").value_counts().sort_index().sort_values(ascending=False, kind="stable")
    plain = {name: " ".join(name.casefold().replace("the ", "").split()) for name in counts.index}
    like = []
    for name in counts.index:
        near = (other for other in counts.index if other != name and _alike(plain[name], plain[other]))
        like.append(next(near, ""))
    return pd.DataFrame({"outlet": counts.index, "documents": counts.to_numpy(), "like": like})


def corpus_entry(
    name: str, path: str | Path, *, columns: Mapping[str, str], date_format: str = "", language: str, licence: str,
    selection: str,
) -> str:  # fmt: skip
    """Write the description of a corpus, to be pasted into ``data/corpora.toml``. *What do I write there?*

    Parameters
    ----------
    name
        Letters, digits, ``-`` and ``_``.
    path
        The file or folder, from the project's root.
    columns
        Standard column: source column.
    date_format
        As :func:`propose_dates` found it; ``""`` for ISO 8601.
    language, licence, selection
        In which language the texts are, under which licence they may be used, and by which query or rule they were
        collected. None of them can be guessed, and a report states them.

    Examples
    --------
    >>> print(corpus_entry("times", "data/times.csv", columns={"text": "body"}, language="en",
    ...                    licence="licensed, not to be shared", selection="sovereignty AND iran, 2016 to 2023"))
    [times]
    path = "data/times.csv"
    columns = { text = "body" }
    language = "en"
    licence = "licensed, not to be shared"
    selection = "sovereignty AND iran, 2016 to 2023"
    """
    unknown = [key for key in columns if key not in STANDARD]
    if not NAME.fullmatch(name) or unknown:
        raise ArgumentError(
            f"a corpus is named with letters, digits, - and _, not {name!r}"
            if not unknown
            else f"no standard column called {listing(unknown)}; there are {listing(STANDARD)}"
        )
    check_date_format(date_format or None)
    lines = [f"[{name}]", f"path = {_quoted(str(path))}"]
    renamed = [f"{key} = {_quoted(source)}" for key, source in columns.items() if key != source]
    lines += [f"columns = {{ {', '.join(renamed)} }}"] if renamed else []
    lines += [f"date_format = {_quoted(date_format)}"] if date_format else []
    stated = {"language": language, "licence": licence, "selection": selection}
    return "\n".join([*lines, *(f"{key} = {_quoted(value)}" for key, value in stated.items())])


def _raw(x: str | Path, corpora: str | Path) -> pd.DataFrame:
    """All rows of all files as text, under the names of the source."""
    parts = [rows for entry in entries_of(x, corpora=corpora) for rows in rows_of_files(entry)]
    if unread := [str(problem) for rows in parts for problem in rows.problems if problem.fatal]:
        raise ReadError("; ".join(unread))
    frames = [rows.frame.reset_index(drop=True) for rows in parts if len(rows.frame.columns)]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    written = {name: [as_written(value) or "" for value in table[name].tolist()] for name in table.columns}
    return pd.DataFrame(written, dtype="str")


def _roles(frame: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """The role of each column that has one, and why."""
    plain = {name: str(name).casefold().strip().replace(" ", "_").replace("-", "_") for name in frame.columns}
    roles: dict[str, tuple[str, str]] = {}
    for role, usual in _USUAL.items():
        named = [name for word in usual for name in frame.columns if plain[name] == word and name not in roles]
        if role == "doc_id":
            named = [name for name in named if frame[name].is_unique and (frame[name] != "").all()]
        if named:
            roles[named[0]] = (role, "its name")
    if "text" not in {role for role, _ in roles.values()}:
        lengths = {name: frame[name].str.len().mean() for name in frame.columns if name not in roles}
        if lengths and max(lengths.values()) >= 200:
            roles[max(lengths, key=lengths.get)] = ("text", "the longest values")
    return roles


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
