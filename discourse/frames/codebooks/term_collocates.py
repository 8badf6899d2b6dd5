"""Words near the hits of a theme."""

import numpy as np
import pandas as pd

from discourse.frames.codebooks.term_counts import Stream
from discourse.stats.association import log_dice


def hit_collocates(stream: Stream, matches: pd.DataFrame, *, window: int, words: int) -> pd.DataFrame:
    """Count the words near the hits of one theme.

    Parameters
    ----------
    stream
        The corpus.
    matches
        Hits of the theme: ``first, last`` (rows of the token table).
    window
        Words on each side, within the sentence; words of the hit itself are not near it.
    words
        The size of the vocabulary.

    Returns
    -------
    DataFrame
        One row per word: ``word`` (number), ``together`` (the smaller of: its occurrences near a hit, hits with it
        near), ``log_dice`` (of hits and occurrences).
    """
    place = np.empty(len(stream.row), dtype=np.int64)
    place[stream.row] = np.arange(len(stream.row))
    first, last = (place[matches[name].to_numpy(dtype=np.int64)] for name in ("first", "last"))
    near, hit = [np.zeros(0, dtype=np.int64)] * 2
    for step in range(1, window + 1):
        for at in (first - step, last + step):
            inside = (at >= 0) & (at < len(stream.row))
            inside[inside] = stream.sentence[at[inside]] == stream.sentence[first[inside]]
            near, hit = np.append(near, at[inside]), np.append(hit, np.flatnonzero(inside))
    occurrences = np.bincount(stream.word[np.unique(near)], minlength=words)
    pairs = np.unique(stream.word[near] * len(first) + hit) if len(first) else near
    hits = np.bincount(pairs // max(1, len(first)), minlength=words)
    together = np.minimum(occurrences, hits).astype(np.float64)
    frequency = np.bincount(stream.word, minlength=words).astype(np.float64)
    there = np.flatnonzero(together)
    return pd.DataFrame(
        {
            "word": there,
            "together": together[there].astype(np.int64),
            "log_dice": log_dice(together[there], len(first), frequency[there]),
        }
    )
