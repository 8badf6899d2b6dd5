"""How the categories of some rows (cue classes, labels, roles) are shared out in one group, and against the rest."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT
from discourse.frames.voices.estimates import seed_of
from discourse.stats.bootstrap import check_confidence, ratio_draws
from discourse.stats.effect import weighted_log_odds


def contrasts(
    rows: pd.DataFrame, *, prior: float, confidence: float, random_state: int, ids: list[str] | None = None
) -> pd.DataFrame:
    """Compare each group's categories with those of all other groups together.

    Parameters
    ----------
    rows
        One row per thing counted: ``doc_id``, ``group`` (whole numbers from 0 on), ``category``.
    prior
        Strength of the prior in rows, spread over the categories as they are in all groups together.
    ids
        The documents that are drawn, sorted; ``None`` takes those of ``rows``.

    Returns
    -------
    DataFrame
        One row per group and category that occurs at all: ``group, category, count, total, share, low, high,
        log_odds, log_odds_low, log_odds_high, z, documents`` (of the group), ``note``.

    Notes
    -----
    Weighted log-odds with informative Dirichlet prior (Monroe, Colaresi & Quinn 2008, equations 16 to 22); ``z`` takes
    rows for independent, which rows of one document are not. The intervals draw whole documents of all groups at once.
    """
    check_confidence(confidence)
    if not prior > 0:
        raise ArgumentError(f"prior must be above 0 (rows of the whole that each group is pulled towards), not {prior}")
    names = ids if ids is not None else sorted(rows["doc_id"].astype("str").unique())
    category = pd.Categorical(rows["category"].astype("str"))
    groups, kinds = int(rows["group"].max()) + 1, len(category.categories)
    document = pd.Index(names).get_indexer(rows["doc_id"].astype("str"))
    group = rows["group"].to_numpy(np.int64)
    flat = np.ravel_multi_index((document, group, category.codes.astype(np.int64)), (len(names), groups, kinds))
    counts = np.bincount(flat, minlength=len(names) * groups * kinds).reshape(len(names), groups * kinds)
    counts = counts.astype(np.float64)
    observed = counts.sum(axis=0).reshape(groups, kinds)
    pseudo = prior * observed.sum(axis=0) / observed.sum()
    table = _table(observed, category.categories.astype("str").tolist(), pseudo)
    drawn = ratio_draws(counts, np.ones(len(names)), random_state=seed_of(names, random_state)) * len(names)
    drawn = drawn.reshape(-1, groups, kinds)
    tail = (1 - confidence) / 2
    with_rows = (counts.reshape(len(names), groups, kinds) > 0).sum(axis=0)
    in_group = (counts.reshape(len(names), groups, kinds).sum(axis=2) > 0).sum(axis=0)
    share = drawn / np.where(drawn.sum(axis=2, keepdims=True) > 0, drawn.sum(axis=2, keepdims=True), np.nan)
    with np.errstate(invalid="ignore"):
        bounds = np.nanquantile(np.nan_to_num(share), [tail, 1 - tail], axis=0).reshape(2, -1)
        odds = np.quantile(weighted(drawn, pseudo)[0], [tail, 1 - tail], axis=0).reshape(2, -1)
    table["documents"] = np.repeat(in_group, kinds)
    table["note"] = _notes(np.repeat(in_group, kinds), with_rows.ravel(), with_rows.sum(axis=0), groups)
    few = (table["note"] != "").to_numpy()
    table["low"], table["high"] = (np.where(few, np.nan, bound) for bound in bounds)
    table["log_odds_low"], table["log_odds_high"] = (np.where(few | (groups < 2), np.nan, bound) for bound in odds)
    return table


def weighted(counts: NDArray[np.float64], pseudo: NDArray[np.float64]) -> tuple[NDArray, NDArray]:
    """Weighted log-odds and z of each group (… × groups × categories) against all others together."""
    rest = counts.sum(axis=-2, keepdims=True) - counts
    sizes = (part.sum(axis=-1, keepdims=True) for part in (counts, rest))
    with np.errstate(divide="ignore", invalid="ignore"):
        return weighted_log_odds(counts, rest, *sizes, prior=pseudo, prior_total=pseudo.sum())


def _table(observed: NDArray[np.float64], categories: list[str], pseudo: NDArray[np.float64]) -> pd.DataFrame:
    groups, kinds = observed.shape
    total = observed.sum(axis=1)
    delta, z = (part if groups > 1 else np.full(observed.shape, np.nan) for part in weighted(observed, pseudo))
    finite = np.isfinite(delta)
    return pd.DataFrame(
        {
            "group": np.repeat(np.arange(groups), kinds),
            "category": categories * groups,
            "count": observed.astype(np.int64).ravel(),
            "total": np.repeat(total.astype(np.int64), kinds),
            "share": (observed / total[:, None]).ravel(),
            "log_odds": np.where(finite, delta, np.nan).ravel(),
            "z": np.where(finite, z, np.nan).ravel(),
        }
    )


def _notes(in_group: NDArray, with_category: NDArray, over_all: NDArray, groups: int) -> list[str]:
    everywhere = np.tile(over_all, groups)
    return [
        f"fewer than {MIN_DOCUMENTS} documents, so no interval"
        if documents < MIN_DOCUMENTS
        else f"in fewer than {MIN_WITH_HIT} documents of all groups, so no interval"
        if there < MIN_WITH_HIT
        else f"in fewer than {MIN_WITH_HIT} documents of the group, so no interval"
        if own < MIN_WITH_HIT
        else ""
        for documents, own, there in zip(in_group.tolist(), with_category.tolist(), everywhere.tolist(), strict=True)
    ]
