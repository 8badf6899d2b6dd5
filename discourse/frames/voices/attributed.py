"""What the measures of sources share: whose a statement is, which themes it holds, how many words it has."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.measures.counts import document_base, names_of
from discourse.frames.voices.cover import content_pieces, innermost, sorted_statements
from discourse.frames.voices.source_names import MIN_CONFIDENCE, sources_of
from discourse.frames.voices.voicing import match_spans
from discourse.text.index import TokenIndex, index_tokens


@dataclass(frozen=True)
class Attributed:
    """Statements of some documents with the themes in them.

    ``documents``: one row per document, sorted by ``doc_id``, with the ``by`` columns; ``statements``: sorted, with
    ``source`` (who supplies it), ``document`` (row of ``documents``), ``words`` (tokens of which it is the innermost
    statement); ``hits``: ``statement, theme, hits`` (of which it is the innermost statement).
    """

    documents: pd.DataFrame
    statements: pd.DataFrame
    hits: pd.DataFrame

    def __repr__(self) -> str:
        return (
            f"Attributed\n├─ documents: {len(self.documents):,}\n├─ statements: {len(self.statements):,}\n"
            f"└─ hits in them: {int(self.hits['hits'].sum()):,}"
        )


def attributed(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    by: str | list[str] | None,
    table: str,
    level: str = "speaker",
    min_confidence: float = MIN_CONFIDENCE,
) -> Attributed:
    """Lay themes and words over the statements of the documents that have tokens."""
    index = index_tokens(tokens)
    documents = documents_of(index.tokens, by, table)
    rows = sorted_statements(statements)
    rows = rows[rows["article_id"].isin(documents["doc_id"])].reset_index(drop=True)
    matches = theme_matches(index, codebook)
    pieces = content_pieces(rows)
    found = innermost(match_spans(index, matches), pieces)
    hits = pd.DataFrame({"statement": found, "theme": matches["theme"].to_numpy()})[found >= 0]
    hits = hits.groupby(["statement", "theme"], sort=True).size().rename("hits").reset_index()
    return Attributed(
        documents,
        rows.assign(
            source=sources_of(rows, level=level, min_confidence=min_confidence),
            document=pd.Index(documents["doc_id"]).get_indexer(rows["article_id"].astype("str")),
            words=words_of(index, pieces, len(rows)),
        ),
        hits,
    )


def words_of(index: TokenIndex, pieces: pd.DataFrame, statements: int) -> NDArray[np.int64]:
    """How many tokens each statement is the innermost one of."""
    inside = innermost(index.tokens[["doc_id", "start", "end"]], pieces)
    return np.bincount(inside[inside >= 0], minlength=statements)


def documents_of(tokens: pd.DataFrame, by: str | list[str] | None, table: str) -> pd.DataFrame:
    """One row per document with tokens, sorted by ``doc_id``: its ``by`` values and number of ``tokens``."""
    names = names_of(by)
    base = document_base(tokens, names, None, table=table, sentences=False)
    return base.rename_axis("doc_id").reset_index()[["doc_id", *names, "tokens"]]
