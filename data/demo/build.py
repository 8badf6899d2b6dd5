"""Make the demo corpus and its truth tables from the annotated articles.

    python data/demo/build.py

``annotated/*.txt`` holds each article as it was written, one sentence a line:

    === ledger-2031-01-08              outlet and date of publication
    title: …
    author: …

    [sovereignty; dialogue_cooperation] «1 sp Lena Orvik|The spokeswoman» «1 cue neutral|said» «1 ct asserted|…».

The brackets name the themes the sentence has by meaning. ``«1 sp …|words»`` marks who speaks in statement 1 of the
article (with the canonical name), ``cue`` the word that reports it (with its class), ``ct`` what is reported (with its
polarity). A blank line ends a paragraph. Written are, beside this file:

- ``articles.jsonl``: doc_id, text, title, date, outlet, author, wire_copy_of
- ``truth_sentences.csv``: doc_id, start, end, themes (joined by ``;``)
- ``truth_statements.csv``: doc_id, statement, speaker, cue, cue_class, polarity, and the spans of speaker, cue, content

Spans are ``start-end`` in characters of ``text``, several joined by a space.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
OUTLETS = {
    "ledger": "The Harbour Ledger",
    "courier": "The Northern Courier",
    "daily": "Belmora Daily",
    "wire": "Meridian Wire",
}
_MARK = re.compile(r"«(\d+) (sp|cue|ct) ([^|«»]*)\|([^«»|]*)»")
_LINE = re.compile(r"\[([^\]]*)\] (.+)")
_KINDS = {"sp": "speaker", "cue": "cue", "ct": "content"}


@dataclass
class Article:
    """One article while it is put together."""

    doc_id: str
    meta: dict[str, str] = field(default_factory=dict)
    text: str = ""
    sentences: list[tuple[int, int, str]] = field(default_factory=list)
    pieces: dict[int, list[tuple[str, str, int, int]]] = field(default_factory=lambda: defaultdict(list))


def read(path: Path) -> Iterator[Article]:
    """Read the annotated articles of one file."""
    blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for block in blocks:
        head, _, body = block.partition("\n\n")
        doc_id, *lines = head.strip().split("\n")
        article = Article(doc_id.strip(), dict(line.split(": ", 1) for line in lines))
        for paragraph in re.split(r"\n\s*\n", body.strip()):
            article.text += "\n\n" if article.text else ""
            for number, line in enumerate(paragraph.strip().split("\n")):
                article.text += " " if number else ""
                add_sentence(article, line)
        yield article


def add_sentence(article: Article, line: str) -> None:
    """Append one annotated line to the text, noting its themes and what is marked in it."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"{article.doc_id}: not '[themes] sentence': {line[:60]!r}")
    themes = ";".join(theme.strip() for theme in match[1].split(";") if theme.strip())
    start, last = len(article.text), 0
    for mark in _MARK.finditer(match[2]):
        article.text += match[2][last : mark.start()]
        article.pieces[int(mark[1])].append((mark[2], mark[3], len(article.text), len(article.text) + len(mark[4])))
        article.text += mark[4]
        last = mark.end()
    article.text += match[2][last:]
    article.sentences.append((start, len(article.text), themes))


def record(article: Article) -> dict[str, str]:
    """The row of an article in ``articles.jsonl``."""
    outlet, _, day = article.doc_id.partition("-")
    copied = re.search(r"wire-copy-of=(\S+?)(?:,|$)", article.meta.get("flags", ""))
    return {
        "doc_id": article.doc_id,
        "text": article.text,
        "title": article.meta["title"],
        "date": day[:10],
        "outlet": OUTLETS[outlet],
        "author": article.meta["author"],
        "wire_copy_of": copied[1] if copied else "",
    }


def statements(article: Article) -> Iterator[dict[str, object]]:
    """The rows of an article in ``truth_statements.csv``."""
    for number, pieces in sorted(article.pieces.items()):
        names = {kind: [name for short, name, *_ in pieces if short == kind] for kind in _KINDS}
        spans = {
            f"{long}_spans": " ".join(f"{start}-{end}" for kind, _, start, end in pieces if kind == short)
            for short, long in _KINDS.items()
        }
        cue = [article.text[start:end] for kind, _, start, end in pieces if kind == "cue"]
        yield {
            "doc_id": article.doc_id,
            "statement": number,
            "speaker": (names["sp"] or [""])[0],
            "cue": " ".join(cue),
            "cue_class": (names["cue"] or [""])[0],
            "polarity": names["ct"][0],
            **spans,
        }


def write(folder: Path = HERE) -> None:
    """Write the corpus and its truth tables into ``folder``."""
    articles = sorted(
        (article for path in sorted((HERE / "annotated").glob("*.txt")) for article in read(path)),
        key=lambda article: article.doc_id,
    )
    lines = [json.dumps(record(article), ensure_ascii=False) for article in articles]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    sentences = [
        {"doc_id": article.doc_id, "start": start, "end": end, "themes": themes}
        for article in articles
        for start, end, themes in article.sentences
    ]
    tables = {"truth_sentences": sentences, "truth_statements": [row for one in articles for row in statements(one)]}
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    write()
