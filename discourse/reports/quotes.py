"""How much of the articles a report shows."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.stats.bootstrap import check_random_state

#: Words of context on each side of a hit, and words shown of one article in all.
LIMITS = {"none": (0, 0), "short": (8, 60), "full": (40, 400)}


def quote_window(quotes: str) -> int:
    """Return how many words of context on each side ``quotes`` allows: none 0, short 8, full 40."""
    return _limits(quotes)[0]


def quote(
    hits: pd.DataFrame, *, quotes: str, n: int = 10, by: str | list[str] = "theme", random_state: int
) -> pd.DataFrame:
    """Draw hits to read and keep only as much of each article as may be shown.

    Parameters
    ----------
    hits
        A hits table.
    quotes
        ``"none"`` shows no text but the place of each hit; ``"short"`` up to 8 words on each side and about 60 words
        of one article in all; ``"full"`` up to 40 and about 400.
    n
        Hits drawn for each value of ``by``.
    by
        Column, or several, whose values are drawn from separately.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        The drawn hits in the order of the text, ``left``, ``node`` and ``right`` cut to the limits: once an article's
        words are used up, its further hits are shown as places only. ``of``: how many hits they were drawn from.
    """
    _limits(quotes)
    state = check_random_state(random_state, what="passages are drawn")
    generator = np.random.default_rng(state)
    drawn = []
    for _, group in hits.groupby(by, sort=True, observed=True):
        chosen = generator.choice(len(group), size=min(n, len(group)), replace=False)
        drawn.append(group.iloc[np.sort(chosen)].assign(of=len(group)))
    passages = pd.concat(drawn, ignore_index=True) if drawn else hits.assign(of=0)
    return within_limit(passages, quotes=quotes)


def within_limit(passages: pd.DataFrame, *, quotes: str) -> pd.DataFrame:
    """Leave only the places of passages by which more of an article would be shown than ``quotes`` allows."""
    _, most = _limits(quotes)
    texts = passages[["left", "node", "right"]].agg("".join, axis=1) if len(passages) else pd.Series(dtype="str")
    words = texts.str.count(r"\w+")
    spent = words.groupby(passages["doc_id"]).cumsum() if len(passages) else words
    beyond = (spent > most).to_numpy(dtype=bool)
    passages = passages.copy()
    passages.loc[beyond, ["left", "node", "right"]] = ""
    return passages


def _limits(quotes: str) -> tuple[int, int]:
    if quotes not in LIMITS:
        raise ArgumentError(f"quotes must be one of {', '.join(LIMITS)}, not {quotes!r}")
    return LIMITS[quotes]
