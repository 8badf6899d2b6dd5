"""How strongly two words attract each other.

Throughout, ``o`` is how often the collocate stands in the windows around the node, ``r`` how many tokens these
windows hold, ``c`` how often the collocate stands in the corpus, and ``n`` how many tokens that has; the windows'
tokens are counted once each, so the four make a true two-by-two table. ``r c / n`` collocates are expected. All
functions take numbers or arrays of one shape; a measure that cannot be computed is NaN (minus infinity where a
logarithm is taken of no co-occurrence).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.stats.keyness import g2_four_term


def expected(r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """How often the collocate would stand in the windows if it did not care for the node."""
    r, c, n = (np.asarray(value, dtype=np.float64) for value in (r, c, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return r * c / n


def mi(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Mutual information: the binary logarithm of observed over expected (Church & Hanks 1990). Favours rare words.

    Examples
    --------
    Church & Hanks (1990), p. 24, *honorary doctor*:

    >>> round(float(mi(8, 1105, 44, 15_000_000)), 1)
    11.3
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(np.asarray(o, dtype=np.float64) / expected(r, c, n))


def mi3(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Mutual information with the observed count cubed (Daille 1994), which favours frequent pairs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log2(np.asarray(o, dtype=np.float64) ** 3 / expected(r, c, n))


def t_score(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Observed less expected, by the root of the observed (Church et al. 1991).

    Examples
    --------
    Manning & Schütze (1999), p. 164, *new companies*:

    >>> round(float(t_score(8, 15_828, 4_675, 14_307_668)), 5)
    0.99993
    """
    o = np.asarray(o, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (o - expected(r, c, n)) / np.sqrt(o)


def z_score(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Observed less expected, by the root of the expected (Berry-Rogghe 1973, without her span factor)."""
    e = expected(r, c, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.asarray(o, dtype=np.float64) - e) / np.sqrt(e)


def log_likelihood(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Four-term log-likelihood ratio (Dunning 1993), never negative.

    Examples
    --------
    From the UCS toolkit, *appreciated* near *circular economy*:

    >>> round(float(log_likelihood(1, 15_334, 2, 191_998)), 6)
    2.448757
    """
    o, r, c, n = (np.asarray(value, dtype=np.float64) for value in (o, r, c, n))
    return g2_four_term(o, c - o, r, n - r)


def simple_ll(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> NDArray[np.float64]:
    """Log-likelihood of the observed count alone: ``2 (o ln(o/e) - (o - e))`` (Evert 2009)."""
    o, e = np.asarray(o, dtype=np.float64), expected(r, c, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * (np.where(o > 0, o * np.log(o / e), 0.0) - (o - e))


def dice(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike = 0) -> NDArray[np.float64]:  # noqa: ARG001
    """Dice coefficient: twice the observed count by the tokens of the windows and the collocate together."""
    o, r, c = (np.asarray(value, dtype=np.float64) for value in (o, r, c))
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * o / (r + c)


def log_dice(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike = 0) -> NDArray[np.float64]:
    """14 plus the binary logarithm of the Dice coefficient (Rychlý 2008): at most 14, alike in corpora of any size."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return 14 + np.log2(dice(o, r, c, n))


def delta_p(o: ArrayLike, r: ArrayLike, c: ArrayLike, n: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much more probable the collocate is near the node than away from it, and the node near the collocate.

    Returns
    -------
    collocate_given_node, node_given_collocate
        ``P(c|n) - P(c|not n)`` and ``P(n|c) - P(n|not c)``, each from -1 to 1: attraction need not be mutual.

    Examples
    --------
    Gries (2013), p. 144, *of course*: *of* says little about *course*, *course* much about *of*:

    >>> [round(float(value), 3) for value in delta_p(5_610, 174_548, 7_867, 10_409_868)]
    [0.032, 0.697]
    """
    o, r, c, n = (np.asarray(value, dtype=np.float64) for value in (o, r, c, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return o / r - (c - o) / (n - r), o / c - (r - o) / (n - c)


def multiword_lambda(
    both: ArrayLike, first: ArrayLike, second: ArrayLike, n: ArrayLike, *, smoothing: float = 0.5
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log-odds ratio of two words in a row, and its z-score (Blaheta & Johnson 2001).

    Parameters
    ----------
    both
        How often the two stand in a row.
    first, second
        How often the first word begins any pair, and the second ends one.
    n
        How many pairs there are.
    smoothing
        Added to each of the four cells.

    Examples
    --------
    *a b* in ``a b c a b d e b d a b``, published with quanteda:

    >>> [round(float(value), 6) for value in multiword_lambda(3, 3, 4, 10)]
    [3.412247, 1.936083]
    """
    both, first, second, n = (np.asarray(value, dtype=np.float64) for value in (both, first, second, n))
    cells = [both, n - first - second + both, first - both, second - both]
    cells = [cell + smoothing for cell in cells]
    logs = [np.log(cell) for cell in cells]
    strength = logs[0] + logs[1] - logs[2] - logs[3]
    return strength, strength / np.sqrt(sum(1 / cell for cell in cells))
