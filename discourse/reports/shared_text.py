"""Is any text of the articles in files that are to be given away? The last look before a bundle leaves the house."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

import pandas as pd

from discourse.errors import ReportError, together

#: So many words of an article on end are its text, and no longer a pattern, a name or a phrase.
WORDS = 8
#: A speaker called by more words than this is called by a piece of a sentence.
LONGEST_NAME = 12
#: What is longer than this is no title, whatever the column is called.
LONGEST_TITLE = 40
_WORD = re.compile(r"https?://[^\s\"'<>{}|]+|\w+")  # an address is one word: its parts are shared by many
_TAG = re.compile(r"<[^>]*>")
_IMAGE = re.compile(r"data:[a-z]+/[a-z+.-]+;base64,[A-Za-z0-9+/=]+")
#: Pictures hold letters as outlines only.
_PICTURES = (".svg", ".png", ".pdf")


def refuse_text(
    files: Mapping[str, bytes], articles: pd.DataFrame, *, words: int = WORDS, names: Iterable[str] = ()
) -> None:
    """Raise ReportError if any of the files repeats an article. *May this be published?*

    Parameters
    ----------
    files
        What each file holds, by its path.
    articles
        The articles nothing may be told of. A title is not counted as text, even where a text opens with it, or names
        another article by it.
    words
        How many words on end make a repetition.
    names
        Whole names from the articles that may stand in the files, however long (see :func:`names_in`).

    Raises
    ------
    ReportError
        Naming the files and the places of the passages they repeat, not the words.

    Notes
    -----
    Words are compared without case, punctuation and mark-up, so a quotation broken over lines or escaped is found.
    Reworded text, passages of fewer words, and letters drawn in pictures are not.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["One two three four five six."]})
    >>> refuse_text({"x.csv": b"ONE, two; three"}, articles, words=4)
    >>> refuse_text({"x.csv": b"ONE, two; three four."}, articles, words=4)
    Traceback (most recent call last):
    ...
    discourse.errors.ReportError: the text of articles stands in files that are to be given away:
      - x.csv repeats a:0-18
    """
    runs: dict[int, list[str]] = {}
    for name, content in files.items():
        for written in _texts(name, content):
            for run in set(_runs(_words(written), words)):
                known = runs.setdefault(run, [])
                if name not in known:
                    known.append(name)
    problems: dict[str, str] = {}
    titles = map(str, articles["title"].dropna() if "title" in articles else ())
    free = [_words(name) for name in names] + [title for title in map(_words, titles) if len(title) <= LONGEST_TITLE]
    allowed = {run for name in free for run in _runs(name, words)}
    for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True):
        places = list(_WORD.finditer(text))
        for number, run in enumerate(_runs([place[0].casefold() for place in places], words)):
            if run in runs and run not in allowed:
                end = places[number + words - 1].end()
                for name in runs[run]:
                    problems.setdefault(name, f"{name} repeats {doc_id}:{places[number].start()}-{end}")
    if problems:
        raise ReportError(
            together("the text of articles stands in files that are to be given away:", list(problems.values()))
        )


def names_in(files: Mapping[str, bytes]) -> set[str]:
    """The names of speakers and sources in the tables of a report: a person with office and ministry is no sentence."""
    found: set[str] = set()
    for name, content in files.items():
        if name.endswith(".csv") and content.strip():
            table = pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False)
            for column in table.columns.intersection(["speaker", "source"]):
                found |= {cell for cell in table[column].unique() if len(_words(cell)) <= LONGEST_NAME}
    return found


def _runs(words: list[str], length: int) -> Iterator[int]:
    """A number for each run of so many words."""
    return (hash(run) for run in zip(*(words[start:] for start in range(length)), strict=False))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _texts(name: str, content: bytes) -> Iterator[str]:
    """What can be read in a file, without what the mark-up adds."""
    kind = PurePosixPath(name).suffix
    if kind in _PICTURES:
        return
    if kind == ".docx":
        with ZipFile(BytesIO(content)) as packed:
            yield unescape(_TAG.sub(" ", packed.read("word/document.xml").decode("utf-8")))
        return
    text = content.decode("utf-8", "replace")
    if kind in (".ipynb", ".json"):
        yield from _strings(json.loads(text))
    elif kind == ".html":
        bare = _IMAGE.sub("", text)
        yield unescape(_TAG.sub("", bare))
        yield unescape(_TAG.sub(" ", bare))
        yield unescape(bare)
    else:
        yield text


def _strings(value: object) -> Iterator[str]:
    """All texts in plain data; lines of a notebook's cell are one text, and outputs are read without mark-up too."""
    if isinstance(value, str):
        yield _IMAGE.sub("", value)
        if "<" in value:
            yield unescape(_TAG.sub("", _IMAGE.sub("", value)))
            yield unescape(_TAG.sub(" ", _IMAGE.sub("", value)))
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield from _strings("".join(value))
        else:
            for item in value:
                yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)
