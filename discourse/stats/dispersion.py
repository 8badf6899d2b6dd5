"""How evenly a word is spread over the parts of a corpus.

Counts come as a sparse matrix, parts × words; ``sizes`` holds the tokens of each part. Of one word, ``T`` is its
frequency in a part, ``t`` that as a share of all its occurrences, ``w`` the part's share of the corpus, ``R = T/size``
its rate there, ``k`` the number of parts. Every function returns one number per word, NaN for a word without
occurrences, and for fewer than two parts.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array, sparray


def dispersion_range(counts: sparray) -> NDArray[np.int64]:
    """In how many parts the word stands."""
    cells = csc_array(counts)
    return np.bincount(_word(cells)[cells.data > 0], minlength=cells.shape[1])


def juilland_d(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """Juilland's D, from 0 to 1 (even): 1 less the variation coefficient of the rates by the root of ``k - 1``.

    Notes
    -----
    Juilland & Chang-Rodríguez (1964), on rates and with the standard deviation of a population, so that parts of
    different sizes can be compared. With hundreds of parts D is close to 1 for almost any word (Biber et al. 2016).

    Examples
    --------
    Carroll (1970), p. 14:

    >>> float(juilland_d(csc_array([[0], [4], [3], [2], [1]]), [1, 1, 1, 1, 1]).round(4)[0])
    0.6464
    """
    cells, sizes = csc_array(counts), np.asarray(sizes, dtype=np.float64)
    k, rates = len(sizes), cells.data / sizes[cells.indices]
    mean = _sum(cells, rates) / k
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(np.maximum(0.0, _sum(cells, rates**2) / k - mean**2))
        return _defined(1 - deviation / mean / np.sqrt(k - 1), cells)


def carroll_d2(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """Carroll's D2, from 0 to 1 (even): the entropy of the rates, by that of equal rates.

    Examples
    --------
    Carroll (1970), p. 13:

    >>> float(carroll_d2(csc_array([[2], [1], [1], [1], [0]]), [1, 1, 1, 1, 1]).round(4)[0])
    0.8277
    """
    cells, sizes = csc_array(counts), np.asarray(sizes, dtype=np.float64)
    share = _rate_shares(cells, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _defined(-_sum(cells, share * np.log2(share)) / np.log2(len(sizes)), cells)


def rosengren_s(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """Rosengren's S, up to 1 (even): the frequency adjusted for unevenness, by the frequency (Rosengren 1971).

    Examples
    --------
    Gries (2008), p. 407:

    >>> float(rosengren_s(csc_array([[1], [2], [3], [4], [5]]), [1, 1, 1, 1, 1]).round(3)[0])
    0.937
    """
    cells, w = csc_array(counts), _shares(sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        adjusted = _sum(cells, np.sqrt(w[cells.indices] * cells.data)) ** 2
        return _defined(adjusted / _sum(cells, cells.data), cells)


def deviation_of_proportions(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """Gries's DP, from 0 (exactly as even as the parts' sizes) towards 1: half the summed differences of t and w.

    Examples
    --------
    Gries (2008): five parts of 9, 10, 10, 10 and 11 words:

    >>> float(deviation_of_proportions(csc_array([[1], [2], [3], [4], [5]]), [9, 10, 10, 10, 11]).round(2)[0])
    0.18
    """
    cells, w = csc_array(counts), _shares(sizes)
    t = _frequency_shares(cells)
    there = w[cells.indices]
    return _defined((_sum(cells, np.abs(t - there)) + 1 - _sum(cells, there)) / 2, cells)


def dp_norm(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """DP divided by the most it can be, ``1 - min w`` (Lijffijt & Gries 2012): 0 is even, 1 all in the smallest part.

    Examples
    --------
    Lijffijt & Gries (2012), p. 148:

    >>> float(dp_norm(csc_array([[2], [1], [0]]), [1, 1, 1]).round(6)[0])
    0.5
    """
    return deviation_of_proportions(counts, sizes) / (1 - _shares(sizes).min(initial=1.0, where=_shares(sizes) > 0))


def dp_egbert(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """1 less DP by ``1 - min w`` of the parts with the word (Egbert, Burch & Biber 2020): here 1 is even.

    A word that stands in one part only is not spread at all: 0.
    """
    cells, w = csc_array(counts), _shares(sizes)
    least = np.ones(cells.shape[1])
    np.minimum.at(least, _word(cells), np.where(cells.data > 0, w[cells.indices], 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return _defined(1 - deviation_of_proportions(cells, sizes) / (1 - least), cells)


def dispersion_da(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """DA, from 0 to 1 (even): 1 less the mean difference of the rates of two parts, by twice the mean rate.

    Notes
    -----
    Burch, Egbert & Biber (2017), by the shortcut of Wilcox (1973) over the rates in falling order.

    Examples
    --------
    The two extremes:

    >>> dispersion_da(csc_array([[1, 3], [1, 0], [1, 0]]), [10, 10, 10]).round(6).tolist()
    [1.0, 0.0]
    """
    cells, sizes = csc_array(counts), np.asarray(sizes, dtype=np.float64)
    share, word = _rate_shares(cells, sizes), _word(cells)
    order = np.lexsort((-share, word))
    rank = np.arange(len(order)) - np.repeat(cells.indptr[:-1], np.diff(cells.indptr)) + 1
    summed = np.bincount(word[order], weights=rank * share[order], minlength=cells.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        return _defined(2 * (summed - 1) / np.float64(len(sizes) - 1), cells)


def dispersion_dkl(counts: sparray, sizes: ArrayLike) -> NDArray[np.float64]:
    """DKL, from 0 to 1 (even): ``1 - KLD / (1 + KLD)`` of the divergence ``Σ t log2(t/w)`` (Gries 2020, 2024).

    Other tools map the divergence to 0–1 as ``2^-KLD`` or ``e^-KLD``: name the variant when you cite the number.
    """
    cells, w = csc_array(counts), _shares(sizes)
    t = _frequency_shares(cells)
    with np.errstate(divide="ignore", invalid="ignore"):
        divergence = _sum(cells, np.where(t > 0, t * np.log2(t / w[cells.indices]), 0.0))
    return _defined(1 / (1 + divergence), cells)


def _word(cells: csc_array) -> NDArray[np.int64]:
    """The word of each stored count."""
    return np.repeat(np.arange(cells.shape[1]), np.diff(cells.indptr))


def _sum(cells: csc_array, values: NDArray) -> NDArray[np.float64]:
    """Sum values, one per stored count, over the parts."""
    return np.bincount(_word(cells), weights=values, minlength=cells.shape[1])


def _shares(sizes: ArrayLike) -> NDArray[np.float64]:
    sizes = np.asarray(sizes, dtype=np.float64)
    return sizes / sizes.sum()


def _frequency_shares(cells: csc_array) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore"):
        return cells.data / _sum(cells, cells.data)[_word(cells)]


def _rate_shares(cells: csc_array, sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    rates = cells.data / sizes[cells.indices]
    with np.errstate(invalid="ignore"):
        return rates / _sum(cells, rates)[_word(cells)]


def _defined(values: NDArray[np.float64], cells: csc_array) -> NDArray[np.float64]:
    there = (_sum(cells, cells.data) > 0) & (cells.shape[0] > 1)
    return np.where(there, values, np.nan)
