"""What a specification curve shows: how much agrees, which choice moves it, and a verdict from fixed thresholds."""

import numpy as np
import pandas as pd

from discourse.tables import check, columns, document_variables

#: A result is called stable from these shares of all specifications on, and with at most this p of the whole curve.
SAME_SIGN, SIGNIFICANT, MOST_P = 0.9, 0.8, 0.05
#: With fewer specifications, or a smaller share of them estimated, there is no verdict.
MIN_SPECIFICATIONS, MIN_ESTIMATED = 10, 0.9
#: Of shares of variance; below them a share is the dust of floating point, and none.
_DECIMALS = 12


def specification_summary(specifications: pd.DataFrame) -> pd.DataFrame:
    """Sum up a specification curve. *Is the result stable across the choices that could have been made?*

    Parameters
    ----------
    specifications
        What :func:`specifications` returned.

    Returns
    -------
    DataFrame
        One row: ``specifications, estimated`` (with an interval), ``estimate`` (of the primary specification),
        ``median, lowest, highest``; of all specifications, ``same_sign`` (share on the side of no difference where the
        primary one is) and ``significant`` (share whose interval lies on that side whole); ``permutations``,
        ``null_significant`` (share of specifications whose interval excludes no difference when labels are dealt out,
        mean over permutations), ``p_median, p_significant`` (how often a permuted curve has a median as far from no
        difference, and as large a share significant on one side), ``measure, verdict, note``.

    Notes
    -----
    Stable: 90 % or more of all specifications on one side and 80 % or more with an interval that excludes no
    difference; where labels were permuted, ``p_significant`` must also be .05 or less. One that cannot be estimated
    counts against. The thresholds are conventions, fixed here so that nobody fits them to a result.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> groups = ["The Harbour Ledger", "The Northern Courier"]
    >>> curve = dc.specifications(tokens, book, theme="foreign_intervention", by="outlet", groups=groups)
    >>> int(dc.specification_summary(curve).loc[0, "specifications"])
    36
    """
    observed, null = _split(specifications)
    if not len(observed):
        return pd.DataFrame({"measure": [""], "verdict": "no verdict: no specification", "note": ""}).reindex(
            columns=columns("specification_summary")
        )
    estimate, low, high = (_centred(observed, name) for name in ("estimate", "low", "high"))
    side = np.sign(estimate[0]) or np.sign(np.nanmedian(estimate)) if np.isfinite(estimate).any() else 0.0
    same = float((estimate * side > 0).mean())
    significant = float((np.where(side > 0, low > 0, high < 0) & (side != 0)).mean())
    found = observed["estimate"]
    row = {
        "specifications": len(observed),
        "estimated": int(observed["low"].notna().sum()),
        "estimate": found.iloc[0],
        "median": found.median(),
        "lowest": found.min(),
        "highest": found.max(),
        "same_sign": same,
        "significant": significant,
        **_null(null, np.nanmedian(estimate) if np.isfinite(estimate).any() else np.nan, significant, len(observed)),
        "measure": observed["measure"].iloc[0],
    }
    notes = observed.loc[observed["low"].isna(), "note"].value_counts(sort=False)
    row["note"] = "; ".join(f"{number:,} specifications: {note}" for note, number in notes.items())
    return pd.DataFrame([row | {"verdict": _verdict(row)}])[columns("specification_summary")]


def specification_choices(specifications: pd.DataFrame) -> pd.DataFrame:
    """Sum up a specification curve by choice. *Which choice moves the result most?*

    Parameters
    ----------
    specifications
        What :func:`specifications` returned.

    Returns
    -------
    DataFrame
        One row per choice and option, the choice that moves most first: ``choice, option, specifications, estimated,
        median, same_sign, significant`` (as in :func:`specification_summary`), and ``variance_share`` (of the choice,
        repeated: the part of the variance of the estimates, of ratios their logarithms, that lies between its options).
        Choices with one option are left out; ``(combinations)`` holds what is left of the variance.

    Notes
    -----
    Shares are one-way; in a full grid with no estimate missing they add up to 1 with ``(combinations)``.
    """
    observed, _ = _split(specifications)
    estimate, low, high = (_centred(observed, name) for name in ("estimate", "low", "high"))
    known = np.isfinite(estimate)
    side = np.sign(estimate[0]) if len(estimate) and known[0] else np.sign(np.nanmedian(estimate)) if known.any() else 0
    total = ((estimate[known] - estimate[known].mean()) ** 2).sum() if known.any() else 0.0
    rows, left = [], 1.0
    for choice in document_variables(observed, "specifications"):
        options = observed[choice].astype(str).to_numpy(dtype=object)
        names = list(dict.fromkeys(options.tolist()))
        if len(names) < 2:
            continue
        mine = [known & (options == name) for name in names]
        between = sum(m.sum() * (estimate[m].mean() - estimate[known].mean()) ** 2 for m in mine if m.any())
        share = round(float(between / total), _DECIMALS) if total > 0 else np.nan
        left -= share
        for name in names:
            at = options == name
            certain = np.where(side > 0, low > 0, high < 0)[at] & (side != 0)
            numbers = (int(at.sum()), int((observed["low"].notna() & at).sum()), observed["estimate"][at].median())
            rows.append((choice, name, *numbers, (estimate[at] * side > 0).mean(), certain.mean(), share))
    if rows:
        left = max(0.0, round(left, _DECIMALS))
        rows.append(("(combinations)", "", len(observed), int(known.sum()), np.nan, np.nan, np.nan, left))
    table = pd.DataFrame(rows, columns=columns("specification_choices"))
    order = table.assign(last=table["choice"] == "(combinations)").sort_values(
        ["last", "variance_share"], ascending=[True, False], kind="stable"
    )
    return table.loc[order.index].reset_index(drop=True)


def _split(specifications: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    check(specifications, "specifications")
    table = specifications.sort_values(["permutation", "specification"], ignore_index=True)
    return table[table["permutation"] == 0].reset_index(drop=True), table[table["permutation"] > 0]


def _centred(table: pd.DataFrame, name: str) -> np.ndarray:
    """A column with no difference at 0: of ratios the logarithm."""
    values = table[name].to_numpy(np.float64)
    ratio = len(table) > 0 and table["measure"].iloc[0] == "ratio"
    with np.errstate(divide="ignore"):
        return np.where(values > 0, np.log(values), np.where(np.isnan(values), np.nan, -np.inf)) if ratio else values


def _null(null: pd.DataFrame, median: float, significant: float, size: int) -> dict[str, object]:
    """What the permuted curves show."""
    if not len(null):
        return {"permutations": 0, "null_significant": np.nan, "p_median": np.nan, "p_significant": np.nan}
    shape = (-1, size)
    estimate, low, high = (_centred(null, name).reshape(shape) for name in ("estimate", "low", "high"))
    up, down = (low > 0).mean(axis=1), (high < 0).mean(axis=1)
    middle = np.array([np.nanmedian(row) if np.isfinite(row).any() else 0.0 for row in estimate])
    number = len(estimate)
    far = (np.abs(middle) >= abs(median) - 1e-12).sum() if np.isfinite(median) else number
    return {
        "permutations": number,
        "null_significant": float((up + down).mean()),
        "p_median": (1 + far) / (1 + number),
        "p_significant": (1 + (np.maximum(up, down) >= significant - 1e-12).sum()) / (1 + number),
    }


def _verdict(row: dict[str, object]) -> str:
    number = row["specifications"]
    if number < MIN_SPECIFICATIONS or row["estimated"] < MIN_ESTIMATED * number:
        return (
            f"no verdict: {row['estimated']:,} of {number:,} specifications could be estimated (at least "
            f"{MIN_SPECIFICATIONS} and {MIN_ESTIMATED:.0%} of them are needed)"
        )
    chance = row["permutations"] and row["p_significant"] > MOST_P
    if row["same_sign"] >= SAME_SIGN and row["significant"] >= SIGNIFICANT and not chance:
        return f"stable across the {number:,} analytic choices listed; sampling and measurement error not covered"
    return (
        f"not stable across the {number:,} analytic choices listed: {row['same_sign']:.0%} have the same sign "
        f"({SAME_SIGN:.0%} asked for) and {row['significant']:.0%} an interval without no difference "
        f"({SIGNIFICANT:.0%} asked for)"
        + (f"; permuted labels do as well as that with p = {row['p_significant']:.2f}" if chance else "")
    )
