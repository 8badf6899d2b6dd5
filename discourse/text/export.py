"""Articles and matrices as files that other tools read."""

import csv
import re
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing
from discourse.tables import check, document_variables
from discourse.text.matrix import DTM

#: ``tif``: one CSV file in the Text Interchange Format; ``txt``: a text file per document.
LAYOUTS = ("tif", "txt")
_UNSAFE = re.compile(r"[^\w.-]+")


def export_corpus(
    articles: pd.DataFrame, folder: str | Path, *, dtm: DTM | None = None, layout: str = "tif"
) -> list[Path]:
    """Write a corpus for co-authors who work with other tools. *How does it get into quanteda, stm or AntConc?*

    Parameters
    ----------
    articles
        An articles table (or segments, or statements).
    folder
        Where to write; made if it is not there, refused if it holds files.
    dtm
        With ``layout="tif"``: what :func:`document_term_matrix` made of these articles, written beside them.
    layout
        ``"tif"``: ``corpus.csv`` (the Text Interchange Format: ``doc_id``, ``text``, document variables) and
        ``read_in_r.R``, a script that reads the folder in R and makes a quanteda ``dfm`` and the input of ``stm``
        where these are installed; with ``dtm`` also ``dtm.mtx`` (Matrix Market, documents × terms),
        ``dtm_documents.csv`` (its rows, with the variables) and ``dtm_terms.csv`` (its columns).
        ``"txt"``: a UTF-8 file per document, as AntConc and most concordancers want it, and ``variables.csv``, which
        says which file is which document.

    Returns
    -------
    list of Path
        The files written, in order.

    Raises
    ------
    ArgumentError
        If the layout is neither of the two, a matrix is given for text files, or the folder holds files.
    TableError
        If this is no articles table, or documents of the matrix are not among the articles.

    Notes
    -----
    Texts are written unchanged; :func:`discourse.corpus.read_articles` reads ``corpus.csv`` back to the letter
    (types of variables are not kept: CSV holds text). A text may begin with ``=`` or ``+``: a spreadsheet would take
    that for a formula, so open these files in R or Python. R's ``read.csv`` turns ``\\r\\n`` into ``\\n``, so in such
    texts offsets found here are not those of R; its tokenisers count other tokens than the matrix has.

    References
    ----------
    rOpenSci Text Workshop (2017). Text Interchange Formats.

    Examples
    --------
    >>> import pandas as pd
    >>> from tempfile import TemporaryDirectory
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["One word"]})
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in export_corpus(articles, folder)]
    ['corpus.csv', 'read_in_r.R']
    """
    check(articles, "articles")
    if layout not in LAYOUTS:
        raise ArgumentError(f"layout must be one of {', '.join(map(repr, LAYOUTS))}, not {layout!r}")
    if dtm is not None and layout == "txt":
        raise ArgumentError("a matrix is written with layout='tif' only; leave out dtm or the layout")
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArgumentError(f"{folder.as_posix()} is there and not an empty folder; name a new one")
    if dtm is not None:
        unknown = dtm.doc_ids[~dtm.doc_ids.isin(articles["doc_id"])]
        if len(unknown):
            raise TableError(f"documents of the matrix that are not among the articles: {listing(unknown, n=5)}")
    folder.mkdir(parents=True, exist_ok=True)
    if layout == "txt":
        return _text_files(articles, folder)
    rest = ["doc_id", "text", *document_variables(articles, "articles")]
    written = [_table(articles[rest], folder / "corpus.csv")]
    if dtm is not None:
        written += _matrix(articles, dtm, folder)
    script = folder / "read_in_r.R"
    script.write_bytes(files("discourse.text").joinpath("read_in_r.R").read_bytes())
    return [*written, script]


def _matrix(articles: pd.DataFrame, dtm: DTM, folder: Path) -> list[Path]:
    from scipy.io import mmwrite

    variables = articles.set_index("doc_id")[document_variables(articles, "articles")].loc[dtm.doc_ids.astype("str")]
    path = folder / "dtm.mtx"
    with path.open("wb") as file:
        mmwrite(file, dtm.counts.astype(np.int64).tocoo(), field="integer", symmetry="general")
    rows = _table(variables.rename_axis("doc_id").reset_index(), folder / "dtm_documents.csv")
    return [path, rows, _table(pd.DataFrame({"term": dtm.terms}), folder / "dtm_terms.csv")]


def _text_files(articles: pd.DataFrame, folder: Path) -> list[Path]:
    digits = len(str(len(articles)))
    paths = [
        folder / f"{number:0{digits}d}-{_UNSAFE.sub('_', name).strip('._')[:60]}.txt"
        for number, name in enumerate(articles["doc_id"], start=1)
    ]
    for path, text in zip(paths, articles["text"], strict=True):
        path.write_bytes(text.encode("utf-8"))
    names = [path.name for path in paths]
    variables = articles[["doc_id", *document_variables(articles, "articles")]]
    column = "file" if "file" not in variables.columns else "exported_file"
    variables.insert(0, column, names)
    return [*paths, _table(variables, folder / "variables.csv")]


def _table(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as CSV: every field quoted, text unchanged, missing values empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(table.columns)
        columns = [[_written(value) for value in table[name].tolist()] for name in table.columns]
        writer.writerows(zip(*columns, strict=True))
    return path


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, dict, set)):
        return repr(value)
    if pd.isna(value):
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight and value.tzinfo is None else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
