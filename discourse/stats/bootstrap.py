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


def draw_documents(
    documents: int, *, draws: int, random_state: int | list[int], strata: NDArray[np.int64] | None = None
) -> Iterator[NDArray[np.int64]]:
    """Yield blocks of bootstrap weights, draws × documents: how often each document is drawn.

    With ``strata`` (a number for each document), as many documents are drawn from each stratum as it holds.

    Examples
    --------
    >>> [block.sum(axis=1).tolist() for block in draw_documents(3, draws=2, random_state=1)]
    [[3, 3]]
    """
    generator = np.random.default_rng(random_state)
    size = max(1, _BLOCK // max(1, documents))
    if strata is not None:
        order = np.argsort(strata, kind="stable")
        _, first, number = np.unique(strata[order], return_index=True, return_counts=True)
        first, number = np.repeat(first, number), np.repeat(number, number)
    for begin in range(0, draws, size):
        rows = min(size, draws - begin)
        if strata is None:
            drawn = generator.integers(documents, size=(rows, documents))
        else:
            drawn = order[first + generator.integers(number, size=(rows, documents))]
        drawn += np.arange(rows)[:, None] * documents
        yield np.bincount(drawn.ravel(), minlength=rows * documents).reshape(rows, documents)


def ratio_draws(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    random_state: int | list[int],
    draws: int = 2000,
    strata: NDArray[np.int64] | None = None,
) -> NDArray[np.float64]:
    """Ratios of sums over documents in each bootstrap sample, draws × measures; NaN where nothing is divided by.

    ``denominators`` holds one number for each document, or one for each document and measure.

    Examples
    --------
    >>> import numpy as np
    >>> ratio_draws(np.ones((4, 1)), np.full(4, 10.0), random_state=1, draws=3).tolist()
    [[0.1], [0.1], [0.1]]
    """
    denominators = denominators.reshape(len(denominators), -1)
    ratios = []
    for weights in draw_documents(len(denominators), draws=draws, random_state=random_state, strata=strata):
        total = weights @ denominators
        ratios.append((weights @ numerators) / np.where(total > 0, total, np.nan))
    return np.concatenate(ratios)


def ratio_interval(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    random_state: int | list[int],
    confidence: float = 0.95,
    draws: int = 2000,
    strata: NDArray[np.int64] | None = None,
    method: str = "percentile",
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bootstrap intervals of ratios of sums over documents, drawing documents with replacement.

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
    strata
        A number for each document; as many documents are drawn from each stratum as it holds.
    method
        ``"percentile"``, or ``"bca"`` to correct for bias and skewness (Efron 1987).

    Returns
    -------
    low, high
        One bound of each for every measure; NaN where a draw has nothing to divide by.

    Notes
    -----
    The percentile bootstrap of Efron & Tibshirani (1993, ch. 13; BCa: ch. 14), with the document as the unit drawn.
    With fewer than about ten documents its intervals are too narrow; callers are to say so instead of showing them.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = ratio_interval(np.array([[1.0], [0.0], [2.0], [1.0]]), np.full(4, 10.0), random_state=1)
    >>> float(low[0]), float(high[0])
    (0.025, 0.175)
    """
    check_confidence(confidence)
    ratios = ratio_draws(numerators, denominators, random_state=random_state, draws=draws, strata=strata)
    tail = (1 - confidence) / 2
    if method == "percentile":
        low, high = np.quantile(ratios, [tail, 1 - tail], axis=0)
        return low, high
    if method != "bca":
        raise ArgumentError(f"an interval is made by the method 'percentile' or 'bca', not {method!r}")
    above, below = numerators.sum(axis=0), denominators.sum()
    without = below - denominators
    jackknife = (above - numerators) / np.where(without > 0, without, np.nan)[:, None]
    return _corrected(ratios, above / below if below > 0 else above * np.nan, jackknife, tail=tail)


def _corrected(
    draws: NDArray[np.float64], estimate: NDArray[np.float64], jackknife: NDArray[np.float64], *, tail: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """BCa bounds of each measure: the percentiles are moved by bias and acceleration."""
    from scipy.special import ndtr, ndtri

    below = ((draws < estimate).mean(axis=0) + (draws <= estimate).mean(axis=0)) / 2
    bias = ndtri(np.clip(below, 1 / (2 * len(draws)), 1 - 1 / (2 * len(draws))))
    apart = jackknife.mean(axis=0) - jackknife
    spread = (apart**2).sum(axis=0)
    acceleration = (apart**3).sum(axis=0) / np.where(spread > 0, 6 * spread**1.5, 1.0)
    bounds = []
    for quantile in (ndtri(tail), -ndtri(tail)):
        level = ndtr(bias + (bias + quantile) / (1 - acceleration * (bias + quantile)))
        known = np.where(np.isnan(level), 0.5, level)
        bounds.append(np.array([np.quantile(draws[:, number], known[number]) for number in range(len(known))]))
    return bounds[0], bounds[1]
