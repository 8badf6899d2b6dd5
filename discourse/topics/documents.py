"""The documents of each topic, and the passages in them."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing
from discourse.tables import check, empty
from discourse.text.characters import fold
from discourse.topics.model import TopicModel, check_n


def top_documents(topics: TopicModel, *, n: int = 5) -> pd.DataFrame:
    """Show the documents in which each topic has the largest share. *Where can a topic be read?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    n
        Documents per topic.

    Returns
    -------
    DataFrame
        One row per topic and document: ``topic`` (from 1), ``rank`` (from 1), ``doc_id``, ``share``, ``tokens``
        (counted tokens of the document: a large share of few words is weak evidence). Documents without a counted
        token, whose shares are only the prior, are not shown.
    """
    check_n(n)
    shares = topics.doc_topics[topics.doc_lengths.to_numpy() > 0].sort_index()
    tables = []
    for topic in shares.columns:
        best = shares[topic].sort_values(ascending=False, kind="stable").head(n)
        columns = {"topic": topic, "rank": np.arange(1, len(best) + 1), "doc_id": best.index.astype("str")}
        tables.append(pd.DataFrame({**columns, "share": best.to_numpy(), "tokens": topics.doc_lengths[best.index]}))
    return pd.concat(tables, ignore_index=True)[empty("top_documents").columns]


def topic_passages(
    topics: TopicModel, tokens: pd.DataFrame, *, n: int = 3, documents: int = 5, window: int = 12
) -> pd.DataFrame:
    """Find the passages of a topic's documents that speak its words most. *What does a topic look like in print?*

    Parameters
    ----------
    topics
        What :func:`fit_topics` returned.
    tokens
        The tokens table the model's matrix was counted from.
    n
        Passages per document and topic at most.
    documents
        Documents per topic (those of :func:`top_documents`).
    window
        Tokens to each side of the passage's strongest word.

    Returns
    -------
    DataFrame
        One row per passage, best first within each document: ``topic, rank`` (of the document), ``doc_id, share``,
        ``start, end`` (code points of the unchanged text), ``token`` (the strongest word), ``score`` (mean of
        p(topic | word, document) over the passage's counted words), ``text`` (the passage, rebuilt from the tokens).
        Passages of one document do not overlap.
    """
    check_n(n)
    check(tokens, "tokens")
    if window < 1:
        raise ArgumentError(f"window must be 1 token or more, not {window}")
    best = top_documents(topics, n=documents)
    wanted = set(best["doc_id"])
    kept = tokens[tokens["doc_id"].isin(wanted)]
    gone = sorted(wanted - set(kept["doc_id"].unique()))
    if gone:
        raise TableError(f"documents of the model that are not among the tokens: {listing(gone, n=5)}")
    by_document = {str(name): part for name, part in kept.groupby("doc_id", observed=True, sort=False)}
    rows = []
    for row in best.itertuples(index=False):
        found = _passages(by_document[row.doc_id], topics, row.topic, n=n, window=window)
        rows += [(row.topic, row.rank, row.doc_id, row.share, *passage) for passage in found]
    return pd.DataFrame(rows, columns=empty("topic_passages").columns) if rows else empty("topic_passages")


def _passages(part: pd.DataFrame, topics: TopicModel, topic: int, *, n: int, window: int) -> list[tuple]:
    part = part.sort_values("position")
    terms = topics.topic_terms.columns
    words = part["token"].astype("str").tolist()
    place = terms.get_indexer([fold(word) for word in words])
    shares = topics.doc_topics.loc[str(part["doc_id"].iloc[0])].to_numpy()
    joint = topics.topic_terms.to_numpy()[:, place] * shares[:, None]
    here = np.where(place >= 0, joint[topic - 1] / joint.sum(axis=0), 0.0)
    counted = np.concatenate([[0], np.cumsum(place >= 0)])
    running = np.concatenate([[0.0], np.cumsum(here)])
    first = np.maximum(np.arange(len(words)) - window, 0)
    last = np.minimum(np.arange(len(words)) + window + 1, len(words))
    score = (running[last] - running[first]) / np.maximum(1, counted[last] - counted[first])
    score = np.where(place >= 0, score, -1.0)
    after, starts, ends = part["after"].astype("str").tolist(), part["start"].to_numpy(), part["end"].to_numpy()
    free, found = np.ones(len(words), dtype=bool), []
    for middle in np.argsort(-score, kind="stable"):
        if len(found) == n or score[middle] < 0:
            break
        span = slice(first[middle], last[middle])
        if not free[span].all():
            continue
        free[span] = False
        strongest = span.start + int(np.argmax(here[span]))
        text = "".join(word + gap for word, gap in zip(words[span], after[span], strict=True))
        text = text[: len(text) - len(after[span][-1])]
        place_in_text = (int(starts[span.start]), int(ends[span.stop - 1]))
        found.append((*place_in_text, words[strongest], float(score[middle]), text))
    return found
