"""How often is a theme really there: the machine's shares, corrected by what people read."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.coding.gold import gold, group_names, groups, unread_strata
from discourse.coding.strata import theme_of
from discourse.coding.units import machine_codes
from discourse.errors import TableError, listing
from discourse.stats.prevalence import Share, clustered_share, equal_p, normal_quantile, rogan_gladen, stratified_bias
from discourse.tables import check, columns, empty

#: With fewer documents, or fewer units read, an interval is too narrow to be shown.
MIN_DOCUMENTS, MIN_CODED = 10, 20
#: No correction if strata with a larger share of the units than this were not read.
UNREAD = 0.01


def corrected_rates(
    codes: pd.DataFrame,
    sample: pd.DataFrame,
    units: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Correct the machine's shares by what people read. *How often is it really there, and does the error differ?*

    Parameters
    ----------
    codes
        What :func:`read_codes` returned.
    sample
        What :func:`sample_to_code` (or :func:`read_sample`) returned.
    units
        What :func:`coding_units` returned for the tokens the sample was drawn from: all units with the machine's
        codes, or any other yes-or-no labels put in their place before the sample was drawn.
    by
        A document variable, or several, whose values are compared; best one the sample was stratified by.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per group and code: the ``by`` columns, ``code``, ``units``, ``documents`` (all of the group),
        ``coded`` (units read and settled), ``raw`` (share of units with the machine's code) with ``raw_low, raw_high``
        (documents as the units drawn, errors of the machine ignored), ``corrected`` with ``low, high``, ``bias``
        (corrected − raw), ``p_error`` (of the hypothesis that the bias is the same in all groups, per code),
        ``rogan_gladen`` (the share corrected by sensitivity and specificity instead), ``note``.

    Raises
    ------
    TableError
        If sample and units do not belong together, or the machine's codes changed since the sample was drawn.

    Notes
    -----
    The difference estimator: the machine's share over all units plus the weighted mean of *truth − label* over those
    read (Cochran 1977, ch. 7; Angelopoulos et al. 2023 call it prediction-powered inference). It needs no model of the
    errors and stays right if they differ between groups. Its variance adds that of the share, with documents as the
    units drawn, to that of the mean error; in the strata of each theme one error more is counted than was seen. Where
    strata with more than 1 % of a group's units were not read, nothing is known of their errors, and the share is not
    corrected.

    Where ``p_error`` is small, the raw shares of the groups are not comparable; with few units read it is large
    whatever the truth, so a large one proves nothing. The corrected shares are comparable in either case. A corrected
    share can come out below 0; it is given as it is, its interval cut at 0 and 1. That people are right is assumed.
    """
    z = normal_quantile(confidence)
    check(units, "coding_units", name="units")
    table = gold(codes, sample)
    names = group_names(sample, by, "corrected_rates")
    check_together(sample, units)
    given = machine_codes(units["machine"])
    none = np.zeros(len(units), dtype=bool)
    units = units.reset_index(drop=True)
    rows, biases = [], []
    for code, read in table.groupby("code", sort=True):
        label = given.get(str(code), none)
        parts = {_key(values): part for values, part in groups(read, names)}
        _check_groups(parts, units, names)
        for values, part in groups(units, names):
            drawn = parts.get(_key(values), read.head(0))
            inside = drawn[drawn["truth"].notna()]
            raw = raw_share(label[part.index.to_numpy()], part)
            unread = _unread(drawn)
            known = unread <= UNREAD
            bias = _bias(read[read["truth"].notna()], inside, len(part)) if known else Share(np.nan, np.nan)
            biases.append(bias)
            rows.append(values | {"code": str(code)} | _row(raw, bias, inside, part, z, unread=unread))
    order = [*names, *columns("corrected_rates")]
    if not rows:
        return empty("corrected_rates").reindex(columns=order)
    result = pd.DataFrame(rows)
    result["p_error"] = np.nan
    estimates, variances = np.array([bias.estimate for bias in biases]), np.array([bias.variance for bias in biases])
    for places in result.groupby("code").indices.values():
        result.loc[places, "p_error"] = equal_p(estimates[places], variances[places])
    return result.sort_values([*names, "code"], kind="stable", ignore_index=True)[order]


def check_together(sample: pd.DataFrame, units: pd.DataFrame) -> None:
    """Refuse units that are not those the sample was drawn from, or of which the machine now says something else."""
    now = sample["unit_id"].map(units.drop_duplicates("unit_id").set_index("unit_id")["machine"].astype("str"))
    if now.isna().any():
        astray = sample["unit_id"][now.isna()]
        raise TableError(f"units of the sample that are not among units: {listing(astray, n=5)}")
    changed = sample["unit_id"][now.to_numpy(dtype=object) != sample["machine"].to_numpy(dtype=object)]
    if len(changed):
        raise TableError(
            f"the machine's codes changed since the sample was drawn, of units {listing(changed, n=5)}; use the "
            "codebook the sample was drawn with, or draw a new sample"
        )
    total = int(sample.drop_duplicates("stratum")["stratum_units"].sum())
    if len(units) != total:
        raise TableError(
            f"the sample was drawn from {total:,} units, but units has {len(units):,}; pass all units of the corpus "
            "it was drawn from, and of a joined sample all strata"
        )


def _check_groups(parts: dict[tuple[str, ...], pd.DataFrame], units: pd.DataFrame, names: list[str]) -> None:
    there = {_key(values) for values, _ in groups(units, names)}
    astray = [", ".join(key) for key in parts if key not in there]
    if astray:
        raise TableError(f"values of {listing(names)} in the sample that are not in units: {listing(astray, n=5)}")


def _key(values: dict[str, object]) -> tuple[str, ...]:
    return tuple("" if pd.isna(value) else str(value) for value in values.values())


def raw_share(label: np.ndarray, part: pd.DataFrame) -> Share:
    """The share of units with a label, with the variance of drawing other documents."""
    number, ids = pd.factorize(part["doc_id"].astype("str"), sort=True)
    hits = np.bincount(number, weights=label, minlength=len(ids))
    return clustered_share(hits, np.bincount(number, minlength=len(ids)).astype(np.float64))


def _unread(drawn: pd.DataFrame) -> float:
    """The share of the units in strata of which nothing was settled."""
    if not len(drawn):
        return 1.0
    strata = unread_strata(drawn)
    return float((strata["units"] * strata["unread"]).sum() / strata["units"].sum())


def _bias(read: pd.DataFrame, inside: pd.DataFrame, total: int) -> Share:
    if not len(inside):
        return Share(np.nan, np.nan)
    read = read[read["stratum"].isin(inside["stratum"])]
    errors = (read["truth"] - read["label"]).where(read["unit_id"].isin(inside["unit_id"]), 0)
    stratum, names = pd.factorize(read["stratum"], sort=True)
    sizes = read.drop_duplicates("stratum").set_index("stratum")["stratum_units"].reindex(names).to_numpy(np.float64)
    pool = pd.factorize(theme_of(pd.Series(names)), sort=True)[0]
    return stratified_bias(errors.to_numpy(np.float64), stratum, sizes, pool, total=total)


def _row(
    raw: Share, bias: Share, inside: pd.DataFrame, part: pd.DataFrame, z: float, *, unread: float
) -> dict[str, object]:
    documents = part["doc_id"].nunique()
    corrected = raw.estimate + bias.estimate
    error, raw_error = np.sqrt(raw.variance + bias.variance), np.sqrt(raw.variance)
    note = ""
    if not len(inside):
        note = "no unit of this group was read, so no correction"
    elif unread > UNREAD:
        note = f"strata with {unread:.0%} of the units were not read, so no correction"
    elif documents < MIN_DOCUMENTS or len(inside) < MIN_CODED:
        small = f"{MIN_DOCUMENTS} documents" if documents < MIN_DOCUMENTS else f"{MIN_CODED} units read"
        note = f"fewer than {small}, so no interval"
        error = raw_error = np.nan
    elif corrected < 0:
        note = "below 0 by chance: too few units without a hit were read"
    low, high, raw_low, raw_high = (
        float(np.clip(value, 0, 1))
        for value in (
            corrected - z * error,
            corrected + z * error,
            raw.estimate - z * raw_error,
            raw.estimate + z * raw_error,
        )
    )
    return {
        "units": len(part),
        "documents": documents,
        "coded": len(inside),
        "raw": raw.estimate,
        "raw_low": raw_low,
        "raw_high": raw_high,
        "corrected": corrected,
        "low": low,
        "high": high,
        "bias": bias.estimate,
        "rogan_gladen": _rogan_gladen(raw.estimate, inside) if unread <= UNREAD else np.nan,
        "note": note,
    }


def _rogan_gladen(share: float, inside: pd.DataFrame) -> float:
    weight, truth, label = (inside[name].to_numpy(dtype=np.float64) for name in ("weight", "truth", "label"))
    there, not_there = (weight * truth).sum(), (weight * (1 - truth)).sum()
    if not there or not not_there:
        return float("nan")
    sensitivity = (weight * truth * label).sum() / there
    specificity = (weight * (1 - truth) * (1 - label)).sum() / not_there
    return float(rogan_gladen(share, sensitivity, specificity))
