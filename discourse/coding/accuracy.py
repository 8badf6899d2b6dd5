"""How good is the codebook on this corpus: precision, recall and F1, with intervals."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.coding.gold import gold, group_names, groups, unread_strata
from discourse.errors import TableError
from discourse.stats.bootstrap import check_confidence, check_random_state, draw_documents
from discourse.stats.prevalence import wilson
from discourse.tables import check, columns, empty

#: With fewer documents the bootstrap's intervals are too narrow to be shown.
MIN_DOCUMENTS = 10
#: With fewer errors or hits than this the interval rests on hardly anything, and a note says so.
FEW = 5
_DRAWS = 2000


def accuracy(
    codes: pd.DataFrame,
    sample: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Score the machine against people. *How much of what it hits is right, and how much does it miss?*

    Parameters
    ----------
    codes
        What :func:`read_codes` returned. Of several coders the majority counts; see :func:`adjudicate`.
    sample
        What :func:`sample_to_code` (or :func:`read_sample`) returned.
    by
        A document variable, or several, whose values are told apart.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap over documents).

    Returns
    -------
    DataFrame
        One row per group and code: the ``by`` columns, ``code``, ``units`` (read and settled), ``documents`` (they come
        from), ``hits`` (of them, with the machine's code), ``meant`` (with the people's), ``unclear`` (read but not
        settled, left out), ``precision, recall, f1``, each with ``_low, _high``, and ``note``. The three are estimates
        for all units of the corpus: each unit read counts for those it stands for.

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable of the sample.
    TableError
        If the codes are not of this sample.

    Notes
    -----
    Percentile bootstrap with the document as the unit drawn and the weights of the design kept. Where no error was
    seen the bootstrap knows none: precision then has Wilson's interval at the effective number of units, and the bound
    of recall allows for as many misses as the share that n units without a miss cannot rule out. Recall rests on the
    few misses found among the units without a hit, each standing for many, so its intervals are wide; they narrow with
    more such units. Strata of which no unit could be settled are left out.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> sample = dc.sample_to_code(tokens, codebook, n=30, n_no_hit=200, random_state=1)
    >>> codes = sample[["unit_id"]].assign(coder="X", code="sovereignty", time="", note="")  # someone says yes to all
    >>> scores = dc.accuracy(codes.assign(value=1.0), sample, random_state=1)
    >>> scores[["code", "units", "precision", "recall"]].round(3).values.tolist()
    [['sovereignty', 230, 1.0, 0.046]]
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    table = gold(codes, sample)
    names = group_names(sample, by, "accuracy")
    rows = [
        values | _scores(group, confidence=confidence, random_state=state)
        for values, part in groups(table, names)
        for _, group in part.groupby("code", sort=True)
    ]
    order = [*names, *columns("accuracy")]
    return pd.DataFrame(rows, columns=order) if rows else empty("accuracy").reindex(columns=order)


def pattern_accuracy(
    codes: pd.DataFrame, sample: pd.DataFrame, hits: pd.DataFrame, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Score each pattern of the codebook. *Which patterns hit what is not meant?*

    Parameters
    ----------
    codes, sample
        As for :func:`accuracy`.
    hits
        What :func:`theme_hits` returned for the same tokens and codebook.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame
        One row per code and pattern with a hit in a unit that was settled, the least precise first: ``code``,
        ``pattern``, ``units`` (settled, with a hit of it), ``right`` (of them, with the people's code), ``precision``
        (weighted), ``low, high`` (Wilson's interval at the effective number of units), ``note``.

    Notes
    -----
    A unit is right for a pattern if people see the theme in it, be it for the words of another pattern. What a pattern
    alone adds is a different question, which leaving it out answers.
    """
    check_confidence(confidence)
    check(hits, "hits")
    if not {"theme", "pattern"} <= set(hits.columns):
        raise TableError("hits needs the columns theme and pattern, as theme_hits returns them")
    table = gold(codes, sample).dropna(subset="truth")
    found = hits[["doc_id", "start", "end", "theme", "pattern"]].astype({"doc_id": "str", "theme": "str"})
    pairs = table.merge(found, left_on=["doc_id", "code"], right_on=["doc_id", "theme"], suffixes=("", "_hit"))
    pairs = pairs[(pairs["start_hit"] >= pairs["start"]) & (pairs["start_hit"] < pairs["end"])]
    pairs = pairs.drop_duplicates(["unit_id", "code", "pattern"])
    rows = []
    for (code, pattern), group in pairs.groupby(["code", "pattern"], observed=True, sort=True):
        weight, truth = group["weight"].to_numpy(), group["truth"].to_numpy()
        share = float((weight * truth).sum() / weight.sum())
        low, high = wilson(share, effective(weight), confidence=confidence)
        note = f"fewer than {FEW} units" if len(group) < FEW else ""
        named = {"code": code, "pattern": pattern, "units": len(group), "right": int(truth.sum())}
        rows.append(named | {"precision": share, "low": low, "high": high, "note": note})
    if not rows:
        return empty("pattern_accuracy")
    scores = pd.DataFrame(rows, columns=columns("pattern_accuracy"))
    return scores.sort_values(["precision", "code", "pattern"], ignore_index=True)


def effective(weight: NDArray[np.float64]) -> float:
    """Kish's effective number of units with these weights."""
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares else 0.0


def _scores(group: pd.DataFrame, *, confidence: float, random_state: int) -> dict[str, object]:
    known = group[group["truth"].notna()].sort_values("unit_id")
    weight, truth, label = (known[name].to_numpy(dtype=np.float64) for name in ("weight", "truth", "label"))
    row = {
        "code": group["code"].iloc[0],
        "units": len(known),
        "documents": known["doc_id"].nunique(),
        "hits": int(label.sum()),
        "meant": int(truth.sum()),
        "unclear": int((group["read"] & group["truth"].isna()).sum()),
    }
    parts = np.column_stack([weight * label * truth, weight * label, weight * truth])
    sums = known["doc_id"].astype("str").to_numpy(), parts
    if label.all():  # nothing else was read, so nothing is known of what was missed
        parts[:, 2] = np.nan
    estimates = dict(zip(("precision", "recall", "f1"), _ratios(*parts.sum(axis=0)), strict=True))
    bounds = dict.fromkeys(estimates, (np.nan, np.nan))
    if row["documents"] >= MIN_DOCUMENTS:
        bounds = _bootstrap(*sums, confidence=confidence, seed=[random_state, crc32(row["code"].encode())])
        bounds = _without_errors(bounds, estimates, weight, truth, label, confidence=confidence)
    for name, estimate in estimates.items():
        low, high = bounds[name]
        row |= {name: float(estimate), f"{name}_low": float(low), f"{name}_high": float(high)}
    return row | {"note": _note(row, int((truth * (1 - label)).sum()), unread_strata(group)["unread"])}


def _ratios(right, hits, meant) -> tuple:
    """Precision, recall and F1 of weighted sums (numbers or arrays); NaN where there is nothing to divide by."""

    def over(one, other):
        return one / np.where(other > 0, other, np.nan)

    return over(right, hits), over(right, meant), over(2 * right, hits + meant)


def _bootstrap(
    doc_ids: NDArray, parts: NDArray[np.float64], *, confidence: float, seed: list[int]
) -> dict[str, tuple[float, float]]:
    number, ids = pd.factorize(doc_ids, sort=True)
    sums = np.column_stack([np.bincount(number, weights=part, minlength=len(ids)) for part in parts.T])
    drawn = np.concatenate([block @ sums for block in draw_documents(len(ids), draws=_DRAWS, random_state=seed)])
    tail = (1 - confidence) / 2
    bounds = {}
    for name, values in zip(("precision", "recall", "f1"), _ratios(*drawn.T), strict=True):
        values = values[~np.isnan(values)]
        enough = len(values) >= 0.95 * _DRAWS
        bounds[name] = tuple(np.quantile(values, [tail, 1 - tail])) if enough else (np.nan, np.nan)
    return bounds


def _without_errors(
    bounds: dict[str, tuple[float, float]],
    estimates: dict[str, float],
    weight: NDArray[np.float64],
    truth: NDArray[np.float64],
    label: NDArray[np.float64],
    *,
    confidence: float,
) -> dict[str, tuple[float, float]]:
    """Replace bounds the bootstrap cannot know: where every hit is right, or wrong, or nothing was missed."""
    bounds = dict(bounds)
    hit = label > 0
    if estimates["precision"] in (0, 1):
        bounds["precision"] = wilson(float(estimates["precision"]), effective(weight[hit]), confidence=confidence)
    right = float((weight * truth * label).sum())
    if estimates["recall"] == 1:
        read = int((~hit).sum())
        missed = -np.log((1 - confidence) / 2) * weight[~hit].sum() / read if read else np.nan
        bounds["recall"] = (right / (right + missed), 1.0)
        low = bounds["precision"][0]
        bounds["f1"] = (2 / (1 / low + 1 / bounds["recall"][0]) if low > 0 else 0.0, bounds["f1"][1])
    return bounds


def _note(row: dict[str, object], missed: int, unread: pd.Series) -> str:
    if row["units"] == 0:
        return "no unit was settled"
    notes = [f"left out: {unread.sum()} of {len(unread)} strata, of which nothing was settled"] if unread.any() else []
    if row["documents"] < MIN_DOCUMENTS:
        notes.append(f"fewer than {MIN_DOCUMENTS} documents, so no interval")
    if row["hits"] == 0:
        notes.append("no hit was read, so no precision")
    elif row["hits"] < FEW:
        notes.append(f"precision rests on {_count(row['hits'], 'hit')}")
    if row["meant"] == 0:
        notes.append("people saw it nowhere, so no recall")
    elif row["hits"] == row["units"]:
        notes.append("only hits were read, so recall is not known")
    elif missed < FEW:
        notes.append(f"recall rests on {_count(missed, 'miss')} found; read more units without a hit")
    return "; ".join(notes)


def _count(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("s") else "s"
    return f"{number} {noun}{'' if number == 1 else plural}"
