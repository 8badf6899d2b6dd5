"""The documents of a model beside their variables."""

from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.stats.bootstrap import draw_documents
from discourse.tables import check, empty
from discourse.topics.model import TopicModel
from discourse.topics.runs import TopicRuns

#: With fewer documents the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10
_DRAWS = 2000


def variables_of(topics: TopicModel | TopicRuns, articles: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Document variables in the order of the model's documents (index ``doc_id``)."""
    model = topics.topics if isinstance(topics, TopicRuns) else topics
    return document_values(model.doc_topics.index, articles, names)


def document_values(doc_ids: pd.Index, articles: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Document variables of these documents, in their order (index ``doc_id``)."""
    check(articles, "articles")
    for name in names:
        if name not in articles.columns or name in ("doc_id", "text"):
            there = [column for column in articles.columns if column not in ("doc_id", "text")]
            raise unknown_name("document variable", name, there, where="the articles")
    table = articles.set_index(articles["doc_id"].astype("str"))[list(names)]
    gone = doc_ids.difference(table.index)
    if len(gone):
        raise TableError(f"documents of the model that are not among the articles: {listing(gone, n=5)}")
    return table.loc[doc_ids]


def columns_free(names: Sequence[str], table: str) -> None:
    """Say so if a variable has the name of a column of the result."""
    taken = [name for name in names if name in empty(table).columns]
    if taken:
        raise ArgumentError(f"{listing(taken)} has the name of a column of the result; rename the variable first")


def run_shares(topics: TopicModel | TopicRuns) -> tuple[TopicModel, NDArray[np.floating]]:
    """The model to read, and runs × documents × topics (one run for a single model)."""
    if isinstance(topics, TopicRuns):
        return topics.topics, topics.shares
    return topics, topics.doc_topics.to_numpy()[None]


def grouped(variables: pd.DataFrame) -> Iterator[tuple[dict[str, object], NDArray[np.int64]]]:
    """Each group of documents: its values, and the numbers of its rows; one group without variables."""
    if not len(variables.columns):
        yield {}, np.arange(len(variables))
        return
    places = variables.reset_index(drop=True)
    for _, part in places.groupby(list(places.columns), dropna=False, sort=True, observed=True):
        yield {name: part[name].iloc[0] for name in places.columns}, part.index.to_numpy()


def mean_shares(
    model: TopicModel,
    shares: NDArray[np.floating],
    rows: NDArray[np.int64],
    *,
    confidence: float,
    random_state: int,
) -> pd.DataFrame:
    """Each topic's share of the counted tokens of some documents, with its interval; a row a topic.

    Documents are drawn with replacement; with several runs each draw also takes another run, so that the interval
    spans how far runs differ.
    """
    tokens = model.doc_lengths.to_numpy()[rows].astype(np.float64)
    total, number = tokens.sum(), shares.shape[2]
    table = {"topic": model.doc_topics.columns.to_numpy(), "share": np.nan, "low": np.nan, "high": np.nan}
    counts = {"documents": int((tokens > 0).sum()), "tokens": int(total), "runs": len(shares)}
    note = ""
    if total == 0:
        note = "no counted tokens, so no share"
    else:
        table["share"] = np.mean([tokens @ run[rows] for run in shares], axis=0, dtype=np.float64) / total
        if counts["documents"] < MIN_DOCUMENTS:
            note = f"fewer than {MIN_DOCUMENTS} documents, so no interval"
        else:
            ids = "\n".join(model.doc_topics.index[rows])
            drawn = _drawn_shares(shares[:, rows], tokens, [random_state, crc32(ids.encode())])
            tail = (1 - confidence) / 2
            table["low"], table["high"] = np.nanquantile(drawn, [tail, 1 - tail], axis=0)
    return pd.DataFrame({**table, **counts, "note": np.repeat(note, number)})


def _drawn_shares(shares: NDArray[np.floating], tokens: NDArray[np.float64], random_state: list[int]) -> NDArray:
    each = -(-_DRAWS // len(shares))
    drawn = []
    for run, values in enumerate(shares):
        weighted = values.astype(np.float64) * tokens[:, None]
        for weights in draw_documents(len(tokens), draws=each, random_state=[*random_state, run]):
            total = weights @ tokens
            drawn.append((weights @ weighted) / np.where(total > 0, total, np.nan)[:, None])
    return np.concatenate(drawn)
