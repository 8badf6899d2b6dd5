"""The articles a report quotes, as a reference manager reads them."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from discourse.reports.kernel import REPORT_FOLDER
from discourse.tables import check

_FIELDS = {"title": "title", "outlet": "container-title", "url": "URL", "language": "language"}
_BIBTEX = {"title": "title", "container-title": "journal", "URL": "url", "language": "language"}
_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"}
)


def cite_articles(articles: pd.DataFrame, doc_ids: Sequence[str]) -> list[dict]:
    """Describe articles as CSL-JSON items. *How do I cite what a report quotes?*

    Parameters
    ----------
    articles
        An articles table; ``title, author, outlet, date, url, language`` are used where they are there.
    doc_ids
        The articles to cite.

    Returns
    -------
    list
        One item per article, sorted by id, in the form of the Citation Style Language (CSL 1.0.2, type
        ``article-newspaper``). The author is taken as it is written: bylines cannot be split into names safely.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a"], "text": ["x"], "title": ["A dam"], "outlet": ["Echo"]})
    >>> cite_articles(table, ["a"])
    [{'id': 'a', 'type': 'article-newspaper', 'title': 'A dam', 'container-title': 'Echo'}]
    """
    check(articles, "articles")
    chosen = articles[articles["doc_id"].isin(list(doc_ids))].sort_values("doc_id")
    return [_item(row) for row in chosen.drop(columns="text").to_dict("records")]


def bibtex(items: Sequence[dict]) -> str:
    """Write CSL-JSON items as BibTeX entries, special characters escaped.

    Examples
    --------
    >>> print(bibtex([{"id": "a b", "title": "5 % & more", "issued": {"date-parts": [[2031, 7, 14]]}}]), end="")
    @article{a_b,
      title = {5 \\% \\& more},
      date = {2031-07-14},
    }
    """
    keys = [re.sub(r"[^A-Za-z0-9:.-]+", "_", str(item["id"])) for item in items]
    entries = []
    for number, (key, item) in enumerate(zip(keys, items, strict=True)):
        unique = f"{key}-{number}" if keys.count(key) > 1 else key
        fields = {name: _plain(item[source]) for source, name in _BIBTEX.items() if source in item}
        fields |= {"author": "{" + _plain(item["author"][0]["literal"]) + "}"} if "author" in item else {}
        if "issued" in item:
            fields["date"] = "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0])
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        entries.append(f"@article{{{unique},\n{lines}}}\n")
    return "\n".join(entries)


def keep_citations(articles: pd.DataFrame, doc_ids: Sequence[str]) -> None:
    """Write ``citations/articles.json`` (CSL) and ``citations/articles.bib`` of quoted articles in a report run."""
    base = os.environ.get(REPORT_FOLDER)
    if not base:
        return
    items = cite_articles(articles, doc_ids)
    folder = Path(base) / "citations"
    folder.mkdir(exist_ok=True)
    text = json.dumps(items, ensure_ascii=False, indent=1) + "\n"
    (folder / "articles.json").write_text(text, encoding="utf-8", newline="\n")
    (folder / "articles.bib").write_text(bibtex(items), encoding="utf-8", newline="\n")


def _item(row: dict) -> dict:
    known = {name: value for name, value in row.items() if not pd.isna(value) and value != ""}
    item: dict = {"id": row["doc_id"], "type": "article-newspaper"}
    item |= {field: str(known[name]) for name, field in _FIELDS.items() if name in known}
    if "author" in known:
        item["author"] = [{"literal": str(known["author"])}]
    if isinstance(day := known.get("date"), pd.Timestamp):
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)
