"""Do the coders agree well enough for their codes to be used?"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing
from discourse.stats.agreement import LEVELS, alpha, alpha_interval, coefficients, numbered
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import check, columns, empty

#: Krippendorff (2004, p. 241): rely on alpha from .800 on, draw tentative conclusions from .667 on.
RELIABLE, TENTATIVE = 0.8, 0.667
#: Landis & Koch (1977): up to .20 agreement beyond chance is slight.
SLIGHT = 0.2
#: With fewer units the bootstrap's interval is too narrow to be shown.
MIN_UNITS = 10
#: A category chosen more rarely, or more often than one minus it, makes alpha and kappa harsh.
RARE = 0.05


def agreement(
    codes: pd.DataFrame, *, level: str = "nominal", confidence: float = 0.95, random_state: int | None = None
) -> pd.DataFrame:
    """Measure how far coders agree beyond chance. *Can the codes be used?*

    Parameters
    ----------
    codes
        What :func:`read_codes` returned, or any codes table: each value stands for a category; NaN is no judgement.
    level
        How values differ: ``"nominal"``, or ``"ordinal"``, ``"interval"``, ``"ratio"`` if they are numbers. Only
        alpha depends on it.
    confidence
        Of the interval of alpha.
    random_state
        Where chance starts (bootstrap over units).

    Returns
    -------
    DataFrame
        One row per code: ``units`` (with two judgements or more), ``coders``, ``agreement`` (share of agreeing pairs),
        ``alpha`` with ``low, high``, ``ac1``, ``kappa`` (Cohen's of two coders, Fleiss' of more), ``brennan_prediger``,
        and for values 1 and 0 ``prevalence`` (share of 1), ``agreement_present, agreement_absent`` (of the pairs in
        which one coder gave 1, or 0, the share in which the other did too). ``verdict`` is *reliable* (alpha of .8 or
        more), *tentative* (.667 or more), *not reliable*, *unusable* (alpha below .2, or an interval that reaches 0: no
        better than chance) or *unknown*; ``note`` says why, and what to beware of.

    Raises
    ------
    TableError
        If a coder judged a unit twice.

    Notes
    -----
    The thresholds are Krippendorff's (2004, *Content Analysis*, p. 241), the one for *slight* agreement Landis & Koch's
    (1977). They are conventions: what is enough depends on what follows from an error. A theme in few sentences has low
    alpha and kappa at high agreement (Feinstein & Cicchetti 1990), so look at ``ac1`` and ``agreement_present`` too;
    high AC1 on a theme nobody ever sees is agreement about nothing. Coders can agree and be wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> codes = pd.DataFrame({"unit_id": [f"u{n:02}" for n in range(20)] * 2, "coder": ["X"] * 20 + ["Y"] * 20})
    >>> codes = codes.assign(code="war", value=[1.0, 0.0] * 10 + [1.0, 0.0] * 9 + [0.0, 0.0], time="", note="")
    >>> agreement(codes, random_state=1)[["code", "units", "agreement", "alpha", "verdict"]].round(3)
      code  units  agreement  alpha   verdict
    0  war     20       0.95  0.902  reliable
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="units are drawn")
    if level not in LEVELS:
        raise ArgumentError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    check(codes, "codes")
    twice = codes.duplicated(["unit_id", "code", "coder"])
    if twice.any():
        raise TableError(f"codes given twice by one coder, of units {listing(codes['unit_id'][twice].unique(), n=5)}")
    rows = [
        _one_code(str(code), group, level=level, confidence=confidence, random_state=state)
        for code, group in codes.groupby("code", observed=True, sort=True)
    ]
    return pd.DataFrame(rows, columns=columns("agreement")) if rows else empty("agreement")


def _one_code(code: str, group: pd.DataFrame, *, level: str, confidence: float, random_state: int) -> dict[str, object]:
    values, categories = _values(group, level)
    paired = (~np.isnan(values)).sum(axis=1) > 1
    values = values[paired]
    binary = set(categories) <= {0.0, 1.0}
    number = 2 if binary else max(2, len(categories))
    # binary values are their own category, so that a code nobody gave still has two
    ratings = np.where(np.isnan(values), -1, values).astype(np.int64) if binary else numbered(values)
    found = coefficients(ratings, categories=number)
    estimate = float(found.alpha) if level == "nominal" else alpha(values, level=level)
    low = high = np.nan
    if len(values) >= MIN_UNITS and not np.isnan(estimate):
        low, high = alpha_interval(values, level=level, random_state=random_state, confidence=confidence)
    prevalence = float((ratings == 1).sum() / max(1, (ratings >= 0).sum())) if binary and len(values) else np.nan
    absent, present = found.by_category if binary else (np.nan, np.nan)
    row = {
        "code": code,
        "units": len(values),
        "coders": group["coder"].nunique(),
        "agreement": float(found.agreement),
        "alpha": estimate,
        "low": low,
        "high": high,
        "ac1": float(found.ac1),
        "kappa": float(found.cohen if values.shape[1] == 2 else found.fleiss),
        "brennan_prediger": float(found.brennan_prediger),
        "prevalence": prevalence,
        "agreement_present": float(present),
        "agreement_absent": float(absent),
    }
    verdict, note = _verdict(row)
    return row | {"verdict": verdict, "note": note}


def _values(group: pd.DataFrame, level: str) -> tuple[NDArray[np.float64], list[object]]:
    """Units × coders, and the categories; values that are no numbers are numbered in sorted order."""
    value = pd.to_numeric(group["value"], errors="coerce")
    if (value.isna() & group["value"].notna()).any():
        if level != "nominal":
            raise ArgumentError(
                f"level='{level}' needs values that are numbers; those of {group['code'].iloc[0]} are not"
            )
        places, categories = pd.factorize(group["value"].astype(object).where(group["value"].notna()), sort=True)
        value = pd.Series(np.where(places < 0, np.nan, places + 2.0), index=group.index)  # never taken for 0 and 1
    else:
        categories = sorted(value.dropna().unique())
    table = group.assign(value=value.astype(np.float64)).pivot(index="unit_id", columns="coder", values="value")
    return table.sort_index().sort_index(axis=1).to_numpy(dtype=np.float64), list(categories)


def _verdict(row: dict[str, object]) -> tuple[str, str]:
    estimate, low = row["alpha"], row["low"]
    if row["units"] == 0:
        return "unknown", "no unit has two judgements"
    if np.isnan(estimate):
        return "unknown", "every judgement is the same, so agreement beyond chance is not defined"
    notes = []
    if row["units"] < MIN_UNITS:
        notes.append(f"fewer than {MIN_UNITS} units with two judgements, so no interval")
    elif np.isnan(low):
        notes.append("many draws hold one value only, so no interval")
    share = row["prevalence"]
    if min(share, 1 - share) < RARE and row["agreement"] > 0.9:  # false for NaN
        notes.append("nearly all judgements are the same, which lowers alpha and kappa: see ac1 and agreement_present")
    if estimate < SLIGHT or low <= 0:
        why = "alpha is near 0" if estimate < SLIGHT else "the interval of alpha reaches 0"
        return "unusable", "; ".join([f"{why}: no better than chance, do not use these codes", *notes])
    verdict = "reliable" if estimate >= RELIABLE else "tentative" if estimate >= TENTATIVE else "not reliable"
    if verdict == "not reliable":
        notes.insert(0, "below .667: sharpen the definition, train the coders, code anew")
    elif low < TENTATIVE:
        notes.insert(0, "the interval of alpha reaches below .667")
    return verdict, "; ".join(notes)
