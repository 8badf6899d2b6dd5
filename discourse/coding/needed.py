"""How much more must be read, and where."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.coding.adjudicate import chosen_codes
from discourse.coding.corrected import check_together, raw_share
from discourse.coding.gold import gold
from discourse.coding.strata import LEAST, theme_of
from discourse.coding.units import machine_codes
from discourse.errors import ArgumentError
from discourse.stats.prevalence import normal_quantile, stratum_errors
from discourse.tables import check, columns


def codes_needed(
    codes: pd.DataFrame,
    sample: pd.DataFrame,
    units: pd.DataFrame,
    *,
    code: str,
    margin: float,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Say how many units to read for a corrected share ± ``margin``. *How much more, and of which strata?*

    Parameters
    ----------
    codes, sample, units
        As for :func:`corrected_rates`.
    code
        The theme whose share is wanted.
    margin
        Half the width of its interval (a share: 0.02 is two percentage points of all units).
    confidence
        Of that interval.

    Returns
    -------
    DataFrame
        One row per stratum: ``code``, ``stratum``, ``units`` (in the corpus), ``coded`` (settled so far), ``error_sd``
        (standard deviation of *truth − label*), ``more`` (to read still), ``needed`` (to draw in all: the sample and
        these), ``margin_now`` (what is reached now, the same in all rows), ``note``. The further units come from
        ``sample_to_code(…, strata=this)`` with the ``by``, ``period`` and ``random_state`` of the first sample, which
        gives the first sample and the further units: leave out those whose ``unit_id`` is coded.

    Raises
    ------
    ArgumentError
        If ``margin`` is not between 0 and 1.

    Notes
    -----
    Neyman's allocation (Cochran 1977, § 5.5): strata are read in proportion to their size and to how much errors differ
    within them. Errors seen so far stand for those to come, so ask again after the next batch. Documents alone leave an
    uncertainty that no reading of sentences removes; where it exceeds the margin, the note says so.
    """
    if not 0 < margin < 1:
        raise ArgumentError(f"margin must lie between 0 and 1, as in 0.02, not {margin!r}")
    z = normal_quantile(confidence)
    check(units, "coding_units", name="units")
    chosen_codes(codes, code)
    read = gold(codes, sample)
    read = read[(read["code"] == code) & read["truth"].notna()]
    check_together(sample, units)
    strata = sample.drop_duplicates("stratum").set_index("stratum")["stratum_units"].sort_index()
    stratum = strata.index.get_indexer(read["stratum"])
    pool = pd.factorize(theme_of(pd.Series(strata.index)), sort=True)[0]
    errors = (read["truth"] - read["label"]).to_numpy(dtype=np.float64)
    number, _, spread = stratum_errors(errors, stratum, pool)
    spread = np.where(number > 0, spread, 0.25)  # nothing read: as bad as it can be
    sizes = strata.to_numpy(dtype=np.float64)
    label = machine_codes(units["machine"]).get(code, np.zeros(len(units), dtype=bool))
    of_documents = raw_share(label, units).variance
    part = sizes / sizes.sum()
    now = z * np.sqrt(of_documents + (part**2 * spread / np.maximum(number, 1)).sum())
    drawn = sample["stratum"].value_counts().reindex(strata.index).to_numpy(dtype=np.int64)
    more, notes = np.zeros_like(drawn), []
    budget = (margin / z) ** 2 - of_documents
    if budget > 0:
        allocated = _allocated(part * np.sqrt(spread), sizes, budget)
        more = np.clip(allocated - number, 0, strata.to_numpy() - drawn)
    then = z * np.sqrt(of_documents + (part**2 * spread / np.maximum(number + more, 1)).sum())
    if budget <= 0:
        least = z * np.sqrt(of_documents)
        notes.append(f"documents alone leave ± {least:.3f}: reading more sentences cannot reach ± {margin:g}")
    elif then > 1.01 * margin:
        notes.append(f"strata too small for ± {margin:g}: reading all that is needed gives ± {then:.3f}")
    if (number == 0).any():
        notes.append("strata of which nothing was settled are taken to be as bad as can be")
    table = {"code": code, "stratum": strata.index.astype("str"), "units": strata.to_numpy(), "coded": number}
    table |= {"error_sd": np.sqrt(spread), "needed": drawn + more, "more": more, "margin_now": now}
    return pd.DataFrame(table | {"note": "; ".join(notes)})[columns("codes_needed")]


def _allocated(spread: NDArray[np.float64], sizes: NDArray[np.float64], budget: float) -> NDArray[np.int64]:
    """Units to read of each stratum so that the variance stays within ``budget``; none can give more than it has."""
    whole = np.zeros(len(sizes), dtype=bool)
    while True:
        left = budget - (spread[whole] ** 2 / sizes[whole]).sum()
        if left <= 0 or whole.all():
            return sizes.astype(np.int64)
        needed = np.where(whole, sizes, np.ceil(spread * spread[~whole].sum() / left))
        needed = np.maximum(needed, np.minimum(sizes, LEAST))
        over = ~whole & (needed > sizes)
        if not over.any():
            return needed.astype(np.int64)
        whole |= over
