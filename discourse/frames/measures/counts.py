"""How often each theme is used in each document, and against what: what all measures of themes are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.measures.copies import check_copies, clusters_of, describe_copies, without_copies
from discourse.frames.voices.voicing import split_by_voice
from discourse.tables import check, columns, document_variables
from discourse.text.index import TokenIndex, index_tokens

#: With fewer documents the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10
#: With fewer documents that have a hit, a draw without any of them is too likely for an interval to mean much.
MIN_WITH_HIT = 3
#: With fewer blocks (such as outlets) documents are drawn within them, and not the blocks as wholes.
MIN_BLOCKS = 10
#: What a theme is measured in, and by what the ratio is multiplied: hits per 1,000 tokens, else a share.
UNITS = {"token": 1000.0, "sentence": 1.0, "document": 1.0}


@dataclass(frozen=True)
class ThemeCounts:
    """Documents × themes: hits, the units that have one, and what they are counted against."""

    documents: pd.DataFrame  # by doc_id, sorted: the document variables asked for
    themes: list[str]
    unit: str
    tokens: NDArray[np.int64]  # of each document
    sizes: NDArray[np.int64]  # its units
    hits: NDArray[np.int64]  # documents × themes
    having: NDArray[np.int64]  # documents × themes: hits, or units with at least one
    clusters: NDArray[np.int64]  # documents of one number are drawn together
    blocks: NDArray[np.int64] | None  # which outlet (or other block) each document belongs to
    base: str

    def take(self, rows: NDArray[np.int64]) -> "ThemeCounts":
        """The same for the documents at these places."""
        names = ("tokens", "sizes", "hits", "having", "clusters")
        blocks = None if self.blocks is None else self.blocks[rows]
        parts = {name: getattr(self, name)[rows] for name in names}
        return replace(self, documents=self.documents.iloc[rows], blocks=blocks, **parts)

    def drawn(self) -> tuple[NDArray[np.int64], NDArray[np.int64] | None, str]:
        """What is drawn together, within what, and how that is said."""
        if self.blocks is None:
            return self.clusters, None, self.base
        number = len(np.unique(self.blocks))
        if number >= MIN_BLOCKS:
            return self.blocks, None, f"{self.base}, drawn in {number} blocks"
        return self.clusters, self.blocks, f"{self.base}, drawn within {number} blocks"

    def values(self) -> NDArray[np.float64]:
        """Of each theme, hits per 1,000 tokens or the share of units with a hit; NaN without units."""
        total = self.sizes.sum()
        return self.having.sum(axis=0) / (total if total else np.nan) * UNITS[self.unit]

    def seed(self, random_state: int) -> list[int]:
        """Where chance starts for these documents: the same whatever else is in the corpus."""
        return [random_state, crc32("\n".join(self.documents.index).encode())]


def theme_counts(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    unit: str,
    variables: Sequence[str] = (),
    table: str = "rates",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    block: str | None = None,
) -> ThemeCounts:
    """Count the hits of all themes in all documents of the base.

    ``variables`` are kept for each document; none of them may have the name of a column of the resulting ``table``.
    With ``statements`` every theme is split by voice; :func:`with_voice` takes theme and voice apart in the end.
    """
    if unit not in UNITS:
        raise ArgumentError(f"unit must be one of {', '.join(UNITS)}, not {unit!r}")
    check_copies(near_duplicates, copies, block=block)
    index = index_tokens(tokens)
    names = list(dict.fromkeys([*variables, *([block] if block else [])]))
    documents = document_base(index.tokens, names, articles, table=table, sentences=unit == "sentence")
    matches = theme_matches(index, codebook)
    ids, themes = documents.index, codebook.theme_names
    if statements is not None:
        matches, themes = split_by_voice(index, matches, statements, ids, themes)
    counts = ThemeCounts(
        documents=documents[names],
        themes=themes,
        unit=unit,
        tokens=documents["tokens"].to_numpy(),
        sizes=_sizes(documents, unit),
        hits=count_matches(index, matches, ids, themes, unit="token"),
        having=count_matches(index, matches, ids, themes, unit=unit),
        clusters=clusters_of(ids, near_duplicates if copies == "cluster" else None),
        blocks=pd.factorize(documents[block], use_na_sentinel=False)[0] if block else None,
        base=describe_copies("documents with tokens" if articles is None else "articles", ids, near_duplicates, copies),
    )
    return counts.take(without_copies(ids, near_duplicates)) if copies == "drop" else counts


def document_base(
    tokens: pd.DataFrame, variables: Sequence[str], articles: pd.DataFrame | None, *, table: str, sentences: bool
) -> pd.DataFrame:
    """One row per document of the base, indexed by its id (sorted): its variables, ``tokens`` and ``sentences``."""
    source, where, kind = (
        (tokens, "the tokens", "tokens") if articles is None else (articles, "the articles", "articles")
    )
    if articles is not None:
        check(articles, "articles")
    there = document_variables(source, kind)
    for name in variables:
        if name not in there:
            raise unknown_name("document variable", name, there, where=where)
        if name in (*columns(table), "voice", "tokens", "sentences"):
            raise ArgumentError(f"by='{name}' has the name of a column of the result; rename the variable first")
    values = source[["doc_id", *variables]].drop_duplicates().set_index("doc_id")
    torn = values.index[values.index.duplicated()].unique()
    if len(torn):
        raise TableError(
            f"{listing(variables)} changes within documents {listing(torn, n=5)}; a group holds whole documents"
        )
    sizes = tokens.groupby("doc_id", observed=True).size().to_frame("tokens")
    if sentences:
        every = tokens[["doc_id", "sentence"]].drop_duplicates()
        sizes["sentences"] = every.groupby("doc_id", observed=True).size()
    astray = sizes.index.difference(values.index)
    if len(astray):
        raise TableError(f"documents with tokens that are not among articles: {listing(astray, n=5)}")
    values.index, sizes.index = values.index.astype("str"), sizes.index.astype("str")
    sizes = sizes.reindex(values.index).fillna(0).astype(np.int64)
    return values.join(sizes).sort_index()


def count_matches(
    index: TokenIndex, matches: pd.DataFrame, doc_ids: pd.Index, themes: Sequence[str], *, unit: str
) -> NDArray[np.int64]:
    """Documents × themes: matches, or sentences or documents with at least one.

    ``matches`` holds ``first`` (row of the token table), ``begin`` (slot of the index) and ``theme``, as
    :func:`discourse.frames.hits.theme_matches` gives them, all or some of them.
    """
    ids = pd.Categorical(index.tokens["doc_id"].astype("category").iloc[matches["first"]])
    document = doc_ids.get_indexer(ids.categories.astype("str"))[ids.codes]
    theme = pd.Categorical(matches["theme"], categories=list(themes)).codes.astype(np.int64)
    cell = document * len(themes) + theme
    if unit == "sentence":
        sentence = index.sentence[matches["begin"].to_numpy()].astype(np.int64)
        cell = cell[np.unique(sentence * len(themes) + theme, return_index=True)[1]]
    elif unit == "document":
        cell = np.unique(cell)
    return np.bincount(cell, minlength=len(doc_ids) * len(themes)).reshape(len(doc_ids), len(themes))


def groups_of(counts: ThemeCounts, by: Sequence[str]) -> list[tuple[dict[str, object], ThemeCounts]]:
    """The documents of each value of ``by`` (all together without), in order, a missing value being one of them."""
    if not len(counts.documents):
        return []
    if not by:
        return [({}, counts)]
    keys = counts.documents.groupby(list(by), dropna=False, sort=True, observed=True)
    number = keys.ngroup().to_numpy()
    rows = [np.flatnonzero(number == group) for group in range(number.max() + 1)]
    return [({name: counts.documents[name].iloc[[mine[0]]].array for name in by}, counts.take(mine)) for mine in rows]


def names_of(by: str | Sequence[str] | None) -> list[str]:
    """``by`` as a list of names."""
    return [by] if isinstance(by, str) else list(dict.fromkeys(by or []))


def _sizes(documents: pd.DataFrame, unit: str) -> NDArray[np.int64]:
    if unit == "document":
        return np.ones(len(documents), dtype=np.int64)
    return documents[f"{unit}s"].to_numpy()
