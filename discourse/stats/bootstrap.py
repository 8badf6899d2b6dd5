"""Bootstrap over documents: how far would a rate move with another sample of documents?"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError

#: Draws are made in blocks of about this many document weights; bounds the memory, not the result.
_BLOCK = 4_000_000


def check_confidence(confidence: float) -> float:
    """Return ``confidence`` if it is a share between 0 and 1, else say so."""
    if not 0 < confidence < 1:
        raise ArgumentError(f"confidence must lie between 0 and 1, as in 0.95, not {confidence!r}")
    return confidence


def check_random_state(random_state: int | None, *, what: str) -> int:
    """Return ``random_state`` if it is a whole number from 0 on; chance decides ``what``, so one is needed."""
    if isinstance(random_state, bool) or not isinstance(random_state, (int, np.integer)) or random_state < 0:
        raise ArgumentError(
            f"{what} by chance, so random_state= must be a whole number from 0 on (any, but note it), "
            f"not {random_state!r}"
        )
    return int(random_state)


def draw_documents(documents: int, *, draws: int, random_state: int | list[int]) -> Iterator[NDArray[np.int64]]:
    """Yield blocks of bootstrap weights, draws × documents: how often each document is drawn.

    Examples
    --------
    >>> [block.sum(axis=1).tolist() for block in draw_documents(3, draws=2, random_state=1)]
    [[3, 3]]
    """
    generator = np.random.default_rng(random_state)
    size = max(1, _BLOCK // max(1, documents))
    for first in range(0, draws, size):
        rows = min(size, draws - first)
        drawn = generator.integers(documents, size=(rows, documents))
        drawn += np.arange(rows)[:, None] * documents
        yield np.bincount(drawn.ravel(), minlength=rows * documents).reshape(rows, documents)


def ratio_interval(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    random_state: int | list[int],
    confidence: float = 0.95,
    draws: int = 2000,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Percentile intervals of ratios of sums over documents, drawing documents with replacement.

    Parameters
    ----------
    numerators
        Documents × measures: what is counted in each document (hits of each theme).
    denominators
        Documents: what it is counted against (tokens). Both are drawn together, as a rate is a ratio of two sums.
    random_state
        Where chance starts.
    confidence
        Share of the draws between the two bounds.
    draws
        Number of bootstrap samples.

    Returns
    -------
    low, high
        One bound of each for every measure; NaN where every denominator is 0.

    Notes
    -----
    The percentile bootstrap of Efron & Tibshirani (1993, ch. 13), with the document as the unit drawn. With fewer
    than about ten documents its intervals are too narrow; callers are to say so instead of showing them.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = ratio_interval(np.array([[1.0], [0.0], [2.0], [1.0]]), np.full(4, 10.0), random_state=1)
    >>> float(low[0]), float(high[0])
    (0.025, 0.175)
    """
    check_confidence(confidence)
    ratios = []
    for weights in draw_documents(len(denominators), draws=draws, random_state=random_state):
        total = weights @ denominators
        ratios.append((weights @ numerators) / np.where(total > 0, total, np.nan)[:, None])
    tail = (1 - confidence) / 2
    low, high = np.quantile(np.concatenate(ratios), [tail, 1 - tail], axis=0)
    return low, high
