"""What rates split by voice have beside the others: the share of each voice, and the purity of "unattributed"."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT
from discourse.frames.voices.purity import measured_purity
from discourse.frames.voices.voice import VOICES
from discourse.stats.bootstrap import ratio_interval


def voice_shares(
    hits: NDArray[np.float64],
    strata: NDArray[np.int64] | None,
    *,
    confidence: float,
    random_state: list[int],
) -> pd.DataFrame:
    """Return the share of each voice among the hits of its theme, with its interval.

    Parameters
    ----------
    hits
        What is drawn as a whole (documents, clusters, blocks) × split themes, as :func:`split_by_voice` orders them.
    strata
        Within what it is drawn.

    Returns
    -------
    DataFrame
        One row per split theme: ``share, share_low, share_high``. Units without a hit of the theme are not drawn: they
        are in neither sum. An interval needs 10 units with a hit of the theme and 3 with one in that voice.
    """
    parts = []
    for begin in range(0, hits.shape[1], len(VOICES)):
        four = hits[:, begin : begin + len(VOICES)]
        used = np.flatnonzero(four.sum(axis=1) > 0)
        four, total = four[used], four.sum()
        share = four.sum(axis=0) / (total if total else np.nan)
        low = high = np.full(len(VOICES), np.nan)
        if len(used) >= MIN_DOCUMENTS:
            low, high = ratio_interval(
                four,
                four.sum(axis=1),
                strata=None if strata is None else strata[used],
                random_state=random_state,
                confidence=confidence,
            )
            known = (four > 0).sum(axis=0) >= MIN_WITH_HIT
            low, high = (np.where(known, bound, np.nan) for bound in (low, high))
        parts.append(pd.DataFrame({"share": share, "share_low": low, "share_high": high}))
    return pd.concat(parts, ignore_index=True)


def with_purity(rates: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Say beside each unattributed rate how far the word can be trusted."""
    purity, mine = measured_purity(statements), rates["voice"] == "unattributed"
    for name, value in (("purity", purity.value), ("purity_low", purity.low), ("purity_high", purity.high)):
        rates = rates.assign(**{name: np.where(mine, value, np.nan)})
    said = ["; ".join(_notes(note, own, purity.note)) for note, own in zip(rates["note"], mine, strict=True)]
    return rates.assign(note=pd.Series(said, index=rates.index, dtype="str"))


def _notes(note: str, own: bool, purity: str) -> Sequence[str]:
    return [part for part in (note, purity if own else "") if part]
