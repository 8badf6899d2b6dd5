"""The themes of some documents in order of time, ready to be cut where their level changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.frames.measures.counts import MIN_DOCUMENTS, ThemeCounts
from discourse.stats.change import change_test, stabilised

#: A level lasts at least so many bins.
MIN_LEVEL = 2
#: Of fewer bins hardly any order is improbable enough for a test.
MIN_BINS = 8


@dataclass(frozen=True)
class Series:
    """The bins with documents of one series, in order of time, and what is counted in each."""

    above: NDArray[np.float64]  # bins × themes
    stable: NDArray[np.float64]  # the same, stabilised
    below: NDArray[np.float64]
    documents: NDArray[np.int64]
    used: NDArray[np.int64]  # which period each bin is
    permutations: int
    seed: list[int]

    def allowed(self, low: int, high: int) -> NDArray[np.bool_]:
        """Behind which bins from ``low`` to ``high`` there may be a cut."""
        held, place = np.cumsum(self.documents[low:high]), np.arange(1, high - low + 1)
        bins = (place >= MIN_LEVEL) & (high - low - place >= MIN_LEVEL) & (high - low >= MIN_BINS)
        return bins & (held >= MIN_DOCUMENTS) & (held[-1:] - held >= MIN_DOCUMENTS)

    def test(self, themes: slice, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The best cut of each of these themes between two bins, and its p."""
        allowed = self.allowed(low, high)
        if not allowed.any():
            number = self.above[:, themes].shape[1]
            return np.zeros(number, dtype=np.int64), np.full(number, np.nan)
        place, p = change_test(
            self.stable[low:high, themes],
            self.below[low:high],
            allowed=allowed,
            permutations=self.permutations,
            random_state=[*self.seed, low, high],
        )
        return low + place, p


def series_of(group: ThemeCounts, bins: NDArray[np.int64], *, permutations: int, random_state: int) -> Series:
    """The series of documents that lie in these periods."""
    used, number = np.unique(bins, return_inverse=True)
    above, below = np.zeros((len(used), len(group.themes))), np.zeros(len(used))
    np.add.at(above, number, group.having)
    np.add.at(below, number, group.sizes)
    return Series(
        above,
        stabilised(above, below[:, None]),
        below,
        np.bincount(number),
        used,
        permutations,
        group.seed(random_state),
    )
