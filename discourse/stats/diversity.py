"""How varied the words of a text are, by measures that do not shrink as the text grows.

A text is an array of whole numbers, one per token: equal numbers are equal words.
"""

import numpy as np
from numpy.typing import NDArray


def mattr(words: NDArray[np.integer], *, window: int) -> float:
    """Moving-average type-token ratio: the mean share of distinct words in every window of so many tokens.

    Returns
    -------
    float
        NaN where the text is shorter than one window.

    Notes
    -----
    Covington & McFall (2010). Counted without walking: a token is new in as many windows as hold it but not the
    token of the same word before it.

    Examples
    --------
    >>> mattr(np.array([1, 1, 2, 1, 1, 2, 1]), window=4)
    0.5
    """
    windows = len(words) - window + 1
    if windows < 1:
        return float("nan")
    place = np.arange(len(words))
    order = np.argsort(words, kind="stable")
    before = np.full(len(words), -1)
    same = words[order][1:] == words[order][:-1]
    before[order[1:][same]] = order[:-1][same]
    first = np.maximum(np.maximum(place - window + 1, before + 1), 0)
    last = np.minimum(place, windows - 1)
    return float(np.maximum(0, last - first + 1).sum() / windows / window)


def mtld(words: NDArray[np.integer], *, threshold: float = 0.72) -> float:
    """Measure of textual lexical diversity: how many tokens on average keep the type-token ratio above a threshold.

    Parameters
    ----------
    words
        The text.
    threshold
        A factor is complete as soon as the ratio since its beginning is at or below this.

    Returns
    -------
    float
        The mean of a forward and a backward reading; NaN for a text without tokens. The factor left at the end counts
        in part, ``(1 - ratio) / (1 - threshold)``. A text that never repeats a word has no factor, and gives its
        length.

    Notes
    -----
    McCarthy & Jarvis (2010). Programs differ on texts of a few factors: this rule takes ``<=`` and no least length of
    a factor. Below about 100 tokens the measure says little.

    Examples
    --------
    *of the people by the people for the people*:

    >>> mtld(np.array([0, 1, 2, 3, 1, 2, 4, 1, 2]))
    9.0
    """
    if not len(words):
        return float("nan")
    text = words.tolist()
    return (_one_way(text, threshold) + _one_way(text[::-1], threshold)) / 2


def _one_way(text: list[int], threshold: float) -> float:
    factors, seen, length = 0.0, set(), 0
    for word in text:
        seen.add(word)
        length += 1
        if len(seen) <= threshold * length:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - threshold)
    return len(text) / factors if factors else float(len(text))
