"""Contrasts of two groups' rates for many measures and many dealings of the labels at once, without a bootstrap."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

MEASURES = ("ratio", "difference")
#: With fewer documents in a group, or fewer with a hit, a linearised interval is too narrow to be shown.
MIN_DOCUMENTS, MIN_WITH_HIT = 10, 3


def rate_contrasts(
    numerators: NDArray[np.float64],
    denominators: NDArray[np.float64],
    labels: NDArray[np.bool_],
    *,
    measure: str,
    confidence: float = 0.95,
) -> dict[str, NDArray[np.float64]]:
    """Compare a rate between two groups of documents, for each measure and each way to label the documents.

    Parameters
    ----------
    numerators, denominators
        Documents × measures: a rate is the ratio of their sums.
    labels
        Labellings × documents: which documents are in the target; the others are the reference.
    measure
        ``"ratio"`` of the two rates, or their ``"difference"``.
    confidence
        Of the intervals.

    Returns
    -------
    dict
        Labellings × measures: ``value, value_reference, estimate, low, high, p, documents_with,
        documents_with_reference``; and by labelling alone ``documents, documents_reference``. ``low, high, p`` are NaN
        where a group has fewer than 10 documents or either group (of a difference: both) fewer than 3 with a hit.

    Notes
    -----
    Linearised over documents (Wolter 2007, ch. 6), of a ratio on the logarithmic scale; Student's t with the degrees of
    freedom of Welch (1947).

    Examples
    --------
    >>> hits = np.tile([1.0, 2.0, 3.0], 8)[:, None]
    >>> found = rate_contrasts(hits, np.full((24, 1), 100.0), np.arange(24)[None] < 12, measure="ratio")
    >>> float(found["estimate"][0, 0]), round(float(found["p"][0, 0]), 6)
    (1.0, 1.0)
    """
    y, n, count = numerators, denominators, numerators.shape[1]
    moments = np.hstack([y, y**2, y * n, n, n**2, y > 0, np.ones((len(y), 1))])
    inside = labels.astype(np.float64) @ moments
    sides = [_moments(sums, count) for sums in (inside, moments.sum(axis=0) - inside)]
    (value, error, with_hit, documents), (other, spread, with_other, documents_other) = sides
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "ratio":
            centre, error, spread = np.log(value / other), error / value**2, spread / other**2
        else:
            centre = value - other
        total = error + spread
        freedom = total**2 / (error**2 / (documents - 1) + spread**2 / (documents_other - 1))
        enough = (documents >= MIN_DOCUMENTS) & (documents_other >= MIN_DOCUMENTS) & np.isfinite(centre) & (total > 0)
        few = np.minimum if measure == "ratio" else np.maximum
        total = np.where(enough & (few(with_hit, with_other) >= MIN_WITH_HIT), total, np.nan)
        reach = student.ppf((1 + confidence) / 2, freedom) * np.sqrt(total)
        p = 2 * student.sf(np.abs(centre) / np.sqrt(total), freedom)
        scale = np.exp if measure == "ratio" else np.asarray
        estimate, low, high = scale(centre), scale(centre - reach), scale(centre + reach)
    found = {"value": value, "value_reference": other, "low": low, "high": high, "p": p}
    found |= {"estimate": np.where(np.isfinite(estimate), estimate, np.nan)}
    found |= {"documents_with": with_hit, "documents_with_reference": with_other}
    return found | {"documents": documents, "documents_reference": documents_other}


def contrast_notes(found: dict[str, NDArray[np.float64]], *, measure: str) -> NDArray[np.object_]:
    """For each contrast why a number is missing, or ``""``."""
    few = np.minimum if measure == "ratio" else np.maximum
    with_hit = few(found["documents_with"], found["documents_with_reference"])
    documents = np.minimum(found["documents"], found["documents_reference"])
    which = "a group" if measure == "ratio" else "either group"
    notes = [
        (with_hit < MIN_WITH_HIT, f"fewer than {MIN_WITH_HIT} documents with a hit in {which}, so no interval"),
        (with_hit == 0, f"no hit in {which}, so no {measure}" if measure == "ratio" else "no hit, so no interval"),
        (documents < MIN_DOCUMENTS, f"fewer than {MIN_DOCUMENTS} documents in a group, so no interval"),
        (documents == 0, f"no document in a group, so no {measure}"),
    ]
    shape = found["low"].shape
    note = np.where(np.isnan(found["low"]), "no spread between documents, so no interval", "").astype(object)
    for where, reason in notes:
        note[np.broadcast_to(where, shape)] = reason
    return note


def _moments(sums: NDArray[np.float64], count: int) -> tuple[NDArray[np.float64], ...]:
    """Of a group: rates, their variances over documents, documents with a hit, documents."""
    y, squares, products, n, sizes, with_hit = (sums[:, k * count : (k + 1) * count] for k in range(6))
    documents = sums[:, -1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = y / n
        apart = np.maximum(squares - 2 * rate * products + rate**2 * sizes, 0.0)
        return rate, apart / n**2 * documents / (documents - 1), with_hit, documents


def contrast_table(
    found: dict[str, NDArray[np.float64]], grid: pd.DataFrame, *, measure: str, bases: list[str], first: int
) -> pd.DataFrame:
    """Lay contrasts out as rows of a specifications table: every labelling (0: as observed) × every row of ``grid``."""
    labellings, count = found["low"].shape
    names = ("value", "value_reference", "estimate", "low", "high", "p")
    whole = ("documents", "documents_reference")
    rows = pd.concat([grid] * labellings, ignore_index=True)
    rows.insert(0, "permutation", np.repeat(np.arange(labellings), count))
    rows.insert(1, "specification", np.tile(np.arange(first, first + count), labellings))
    for name in names:
        rows[name] = found[name].ravel()
    for name in whole:
        rows[name] = np.broadcast_to(found[name], found["low"].shape).ravel().astype(np.int64)
    rows["measure"], rows["base"] = measure, bases * labellings
    rows["note"] = contrast_notes(found, measure=measure).ravel().astype(str)
    return rows
