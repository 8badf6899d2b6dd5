"""Where a series changes its level: penalised segmentation, a test by permutation, an interval of the place."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError

#: Of a rate, the cost of one segment more, in units of the noise: 3 ln n (Zhang & Siegmund 2007).
_PENALTY = 3.0
_TIE = 1e-9
_BLOCK = 4_000_000

Cost = Callable[..., NDArray[np.float64]]


def change_points(
    values: NDArray[np.float64],
    *,
    sizes: NDArray[np.float64] | None = None,
    cost: str = "squares",
    min_size: int = 2,
    penalty: float | None = None,
) -> list[int]:
    """Cut a series into segments of one level each. *After how many values does the level change?*

    Parameters
    ----------
    values
        The series in order of time: numbers, or for ``cost="binomial"`` how many of ``sizes`` are counted.
    sizes
        On how much each value rests (its weight); ``None`` for equal weights.
    cost
        ``"squares"`` (weighted least squares) or ``"binomial"`` (deviance of shares).
    min_size
        Values in the shortest segment.
    penalty
        What a further segment must gain, in units of the noise; ``None`` is ``3 ln n``.

    Returns
    -------
    list of int
        The number of values before each change, so that ``values[place]`` is the first of the new level.

    Notes
    -----
    Every place is tried (optimal partitioning, Jackson et al. 2005), so nothing is missed by steps larger than one.
    The noise is found from neighbouring values (von Neumann), which a few changes disturb little. Series with trend or
    season have no levels; the cuts then say nothing.

    Examples
    --------
    >>> change_points(np.array([1.0, 2, 1, 2, 9, 8, 9, 8]))
    [4]
    """
    weights = np.ones(len(values)) if sizes is None else np.asarray(sizes, dtype=np.float64)
    values = np.asarray(values, dtype=np.float64)
    if cost not in ("squares", "binomial"):
        raise ArgumentError(f"cost must be 'squares' or 'binomial', not {cost!r}")
    if len(values) < 2 * min_size:
        return []
    level = values if cost == "squares" else values / weights
    steps = np.diff(level) ** 2 / (1 / weights[1:] + 1 / weights[:-1])
    noise = steps.mean()
    if cost == "binomial":
        share = values.sum() / weights.sum()
        noise = max(1.0, noise / (share * (1 - share))) if 0 < share < 1 else 1.0
    each = (_PENALTY * np.log(len(values)) if penalty is None else penalty) * noise
    if cost == "binomial":
        return _partition(_running(weights, values), _deviance, each, min_size)
    middle = values - values.mean()  # nearer to 0, sums of squares lose fewer digits
    return _partition(_running(weights, weights * middle, weights * middle**2), _squares, each, min_size)


def stabilised(counts: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts as ``sizes`` times the arcsine of the root of their share, whose variance does not grow with the share.

    So a few busy bins do not drown all others (Freeman & Tukey 1950); the functions below take it for the numerators.

    Examples
    --------
    >>> stabilised(np.array([0.0, 50.0]), np.array([100.0, 100.0])).round(2).tolist()
    [0.0, 78.54]
    """
    share = np.divide(counts, sizes, out=np.zeros(np.shape(counts)), where=sizes > 0)
    return sizes * np.arcsin(np.sqrt(np.clip(share, 0.0, 1.0)))


def best_split(
    numerators: NDArray[np.float64], denominators: NDArray[np.float64], allowed: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The one cut of each series that gains most in weighted least squares, and what it gains.

    The series run along the last axis but one (bins × measures, or draws × bins × measures); ``allowed`` says for each
    bin whether the level may change behind it. A cut is the number of bins before it.
    """
    gain = _gains(numerators, denominators, allowed)
    place = gain.argmax(axis=-2)
    return place + 1, np.take_along_axis(gain, place[..., None, :], axis=-2)[..., 0, :]


def change_test(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    *,
    allowed: NDArray[np.bool_],
    permutations: int,
    random_state: int | list[int],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Test each measure for a change of level, by putting the bins into another order again and again.

    Parameters
    ----------
    numerators, denominators
        Bins × measures, and bins, in order of time: the rate of a bin is their ratio.
    allowed
        For each bin, whether the level may change behind it.
    permutations, random_state
        How many orders, and where chance starts.

    Returns
    -------
    place, p
        Bins before the best cut of each measure, and ``(1 + orders with at least its gain) / (1 + orders)``.

    Notes
    -----
    What bunches within a bin (hits in a document, documents on one story) is moved as a whole and is no change. Bins
    that resemble their neighbours without a change of level (seasons, long stories) are not exchangeable; use longer
    bins then.
    """
    place, gain = best_split(numerators, denominators[:, None], allowed)
    generator = np.random.default_rng(random_state)
    at_least = np.zeros(len(gain), dtype=np.int64)
    size = max(1, _BLOCK // max(1, numerators.size))
    for first in range(0, permutations, size):
        orders = np.tile(np.arange(len(numerators)), (min(size, permutations - first), 1))
        orders = generator.permuted(orders, axis=1)
        other = best_split(numerators[orders], denominators[orders][:, :, None], allowed)[1]
        at_least += (other >= gain * (1 - _TIE)).sum(axis=0)
    return place, (1 + at_least) / (1 + permutations)


def location_interval(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    place: int,
    *,
    allowed: NDArray[np.bool_],
    random_state: int | list[int],
    confidence: float = 0.95,
    draws: int = 1000,
) -> tuple[int, int]:
    """Between which places the change of one series lies.

    Parameters
    ----------
    numerators, denominators, allowed
        As for :func:`change_test`, for one measure, from the change before to the change after.
    place
        Bins before the change.
    random_state, confidence, draws
        Of the bootstrap.

    Returns
    -------
    low, high
        The smallest and the largest number of bins that may stand before the change.

    Notes
    -----
    All places that gain nearly as much as the best one: short of it by no more than the true place falls short of the
    best in ``confidence`` of the bootstrap samples. In these the change is at ``place``, and bins are drawn with
    replacement from those before and from those after it (as Hušková & Kirch 2008 draw them; their distance from the
    level widened by ``√(k/(k−1))``, as a level fitted to ``k`` bins lies too near to them).

    Examples
    --------
    >>> values, inside = np.array([1.0, 2, 1, 2, 9, 8, 9, 8]), np.arange(8) < 7
    >>> location_interval(values, np.ones(8), 4, allowed=inside, random_state=1)
    (4, 4)
    """
    number = len(numerators)
    generator = np.random.default_rng(random_state)
    drawn, widened = [], numerators.astype(np.float64)
    for part in (slice(0, place), slice(place, number)):
        size = part.stop - part.start
        level = widened[part].sum() / denominators[part].sum() * denominators[part]
        widened[part] = level + (widened[part] - level) * np.sqrt(size / max(size - 1, 1))
        drawn.append(generator.integers(part.start, part.stop, size=(draws, size)))
    chosen = np.hstack(drawn)
    gain = _gains(widened[chosen][:, :, None], denominators[chosen][:, :, None], allowed)[:, :, 0]
    short = np.quantile(gain.max(axis=1) - gain[:, place - 1], confidence, method="higher")
    found = _gains(numerators[:, None], denominators[:, None], allowed)[:, 0]
    near = np.flatnonzero(allowed & (found.max() - found <= short * (1 + _TIE))) + 1
    return min(int(near[0]), place), max(int(near[-1]), place)


def _gains(numerators: NDArray, denominators: NDArray, allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What a cut behind each bin gains in weighted least squares; 0 where none is allowed."""
    above, below = np.cumsum(numerators, axis=-2), np.cumsum(denominators, axis=-2)
    total, size = above[..., -1:, :], below[..., -1:, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        gain = (above - total / size * below) ** 2 * size / (below * (size - below))
    return np.where(allowed[:, None] & np.isfinite(gain), gain, 0.0)


def _partition(running: list[NDArray[np.float64]], cost: Cost, each: float, min_size: int) -> list[int]:
    """The cuts of the cheapest segmentation, where every segment costs ``each`` on top."""
    number = len(running[0]) - 1
    best, last = np.full(number + 1, np.inf), np.zeros(number + 1, dtype=np.int64)
    best[0] = 0.0
    for end in range(min_size, number + 1):
        starts = np.arange(0, end - min_size + 1)
        total = best[starts] + cost(*(sums[end] - sums[starts] for sums in running)) + each
        last[end] = total.argmin()
        best[end] = total[last[end]]
    cuts, end = [], int(last[number])
    while end:
        cuts.append(end)
        end = int(last[end])
    return cuts[::-1]


def _running(*parts: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    return [np.append(0.0, np.cumsum(part)) for part in parts]


def _squares(weight: NDArray, first: NDArray, second: NDArray) -> NDArray[np.float64]:
    """Weighted squares about the mean of segments, from their sums of w, w·x and w·x²."""
    return second - first**2 / weight


def _deviance(size: NDArray, count: NDArray) -> NDArray[np.float64]:
    """Minus twice the binomial log-likelihood of segments at their own share."""
    from scipy.special import xlogy

    return -2 * (xlogy(count, count / size) + xlogy(size - count, 1 - count / size))
