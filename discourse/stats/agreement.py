"""Do coders agree beyond chance? Coefficients of agreement of any number of coders, with gaps.

Throughout, ``ratings`` is units × coders: the number of the category each coder chose (from 0), -1 where none did.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.stats.bootstrap import check_confidence, draw_documents

#: Levels of measurement alpha knows; the last three ask for values that are numbers.
LEVELS = ("nominal", "ordinal", "interval", "ratio")
#: An interval is shown if alpha is defined in at least this share of the draws.
_DEFINED = 0.95


class Coefficients(NamedTuple):
    """Coefficients of agreement, each a number, or an array with one for every draw.

    ``agreement`` is the share of agreeing pairs; the others correct it for chance and are 1 for perfect agreement, 0
    for what chance would give. ``fleiss`` with two coders is Scott's pi; ``cohen`` is NaN with more than two.
    ``by_category`` (… × categories) is the specific agreement of each category: of the pairs in which one coder chose
    it, the share in which the other did too.
    """

    agreement: NDArray[np.float64]
    alpha: NDArray[np.float64]
    ac1: NDArray[np.float64]
    fleiss: NDArray[np.float64]
    cohen: NDArray[np.float64]
    brennan_prediger: NDArray[np.float64]
    by_category: NDArray[np.float64]


def coefficients(
    ratings: NDArray[np.int64], *, categories: int, weights: NDArray[np.int64] | None = None
) -> Coefficients:
    """Compute the coefficients of agreement for categories without an order.

    Parameters
    ----------
    ratings
        Units × coders.
    categories
        How many categories there were to choose from, chosen or not (AC1 and Brennan–Prediger depend on it).
    weights
        Draws × units: how often each unit counts; ``None`` counts each once.

    Returns
    -------
    Coefficients
        NaN where a coefficient is not defined: no unit with two codes, or, save for ``agreement``, AC1 and
        Brennan–Prediger, every code the same.

    Notes
    -----
    Alpha: Krippendorff (2011), from the coincidences of all pairs within a unit. AC1: Gwet (2008). Fleiss (1971) as
    generalised to gaps by Gwet (2014). Cohen (1960), on the units both coders coded. Brennan & Prediger (1981).
    Where one category is rare, kappa and alpha fall though nearly all codes agree (Feinstein & Cicchetti 1990), so
    read them beside ``agreement``, AC1 and ``by_category``.

    Examples
    --------
    A theme hardly ever seen: 118 units without it for both coders, 7 on which they differ, none with it for both:

    >>> import numpy as np
    >>> ratings = np.repeat([[0, 0], [0, 1], [1, 0]], [118, 5, 2], axis=0)
    >>> found = coefficients(ratings, categories=2)
    >>> [round(float(value), 3) for value in (found.agreement, found.cohen, found.ac1)]
    [0.944, -0.023, 0.941]
    """
    check_ratings(ratings, categories)
    ones = np.ones((1, len(ratings)), dtype=np.int64)
    drawn = (ones if weights is None else weights).astype(np.float64)
    chosen = (ratings[:, :, None] == np.arange(categories)).sum(axis=1).astype(np.float64)
    rated = chosen.sum(axis=1)
    paired = rated > 1
    alike = chosen * (chosen - 1) / np.maximum(rated - 1, 1)[:, None]  # coincidences of a category with itself
    with np.errstate(invalid="ignore", divide="ignore"):
        agreement = drawn @ (alike.sum(axis=1) / np.maximum(rated, 1)) / (drawn @ paired)
        in_pairs = drawn @ (chosen * paired[:, None])
        share = drawn @ (chosen / np.maximum(rated, 1)[:, None]) / (drawn @ (rated > 0))[:, None]
        by_chance = (share**2).sum(axis=1)
        total = in_pairs.sum(axis=1)
        expected = (in_pairs * (in_pairs - 1)).sum(axis=1) / (total * (total - 1))
        observed = (drawn @ alike).sum(axis=1) / total
        found = Coefficients(
            agreement,
            beyond(observed, expected),
            beyond(agreement, (1 - by_chance) / (categories - 1)),
            beyond(agreement, by_chance),
            _cohen(ratings, drawn, categories),
            beyond(agreement, np.full(len(drawn), 1 / categories)),
            (drawn @ alike) / np.where(in_pairs > 0, in_pairs, np.nan),
        )
    return found if weights is not None else Coefficients(*(value[0] for value in found))


def alpha(values: NDArray[np.float64], *, level: str = "nominal") -> float:
    """Krippendorff's alpha of numbers at a level of measurement.

    Parameters
    ----------
    values
        Units × coders, NaN where a coder gave none.
    level
        ``"nominal"``, ``"ordinal"``, ``"interval"`` or ``"ratio"``: what a difference between two values means.

    Returns
    -------
    float
        NaN if no unit has two values or all values are the same.

    Examples
    --------
    The four coders and twelve units of Krippendorff (2011):

    >>> import numpy as np
    >>> nan = np.nan
    >>> coders = [
    ...     [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
    ...     [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
    ...     [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
    ...     [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ... ]
    >>> [round(alpha(np.array(coders).T, level=level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    [0.743, 0.815, 0.849, 0.797]
    """
    from krippendorff import alpha as krippendorff_alpha

    if level not in LEVELS:
        raise ArgumentError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    paired = values[(~np.isnan(values)).sum(axis=1) > 1]
    there = np.unique(paired[~np.isnan(paired)])
    if len(there) < 2:
        return float("nan")
    counts = (paired[:, :, None] == there).sum(axis=1)
    return float(krippendorff_alpha(value_counts=counts, value_domain=there, level_of_measurement=level))


def alpha_interval(
    values: NDArray[np.float64], *, level: str, random_state: int, confidence: float = 0.95, draws: int = 1000
) -> tuple[float, float]:
    """Percentile interval of alpha, drawing units with replacement; NaN where too many draws leave it undefined.

    ``values`` is units × coders as for :func:`alpha`, which is computed anew for each draw. A draw in which all
    values are the same has no alpha; if more than one draw in twenty is such, there is no interval.
    """
    check_confidence(confidence)
    if not len(values):
        return float("nan"), float("nan")
    if level == "nominal":
        codes = numbered(values)
        blocks = draw_documents(len(values), draws=draws, random_state=random_state)
        size = max(2, int(codes.max(initial=0)) + 1)
        drawn = np.concatenate([coefficients(codes, categories=size, weights=block).alpha for block in blocks])
    else:
        drawn = np.array(
            [
                alpha(np.repeat(values, times, axis=0), level=level)
                for block in draw_documents(len(values), draws=draws, random_state=random_state)
                for times in block
            ]
        )
    if np.isnan(drawn).mean() > 1 - _DEFINED:
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    return float(low), float(high)


def numbered(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Turn values into numbers of categories in sorted order, NaN into -1."""
    codes = np.full(values.shape, -1, dtype=np.int64)
    known = ~np.isnan(values)
    codes[known] = np.unique(values[known], return_inverse=True)[1]
    return codes


def check_ratings(ratings: NDArray[np.int64], categories: int) -> None:
    """Refuse ratings that are not numbers of categories."""
    if categories < 2:
        raise ArgumentError(f"there must be 2 or more categories to choose from, not {categories}")
    if ratings.size and not (ratings.min() >= -1 and ratings.max() < categories):
        raise ArgumentError(f"ratings must be -1 (none) or the number of a category below {categories}")


def beyond(observed: NDArray[np.float64], by_chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Agreement beyond chance as a share of what chance leaves; NaN where chance leaves nothing."""
    left = 1 - by_chance
    return (observed - by_chance) / np.where(left > 1e-12, left, np.nan)


def _cohen(ratings: NDArray[np.int64], drawn: NDArray[np.float64], categories: int) -> NDArray[np.float64]:
    if ratings.shape[1] != 2:
        return np.full(len(drawn), np.nan)
    both = (ratings >= 0).all(axis=1)
    one, other = ((ratings[:, [coder]] == np.arange(categories)) & both[:, None] for coder in (0, 1))
    total = drawn @ both
    by_chance = ((drawn @ one) * (drawn @ other)).sum(axis=1) / total**2
    return beyond(drawn @ (both & (ratings[:, 0] == ratings[:, 1])) / total, by_chance)
