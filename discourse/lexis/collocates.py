"""Which words stand near a node more often than chance has it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.lexis.caption import constant, size_named
from discourse.lexis.frequencies import MIN_DOCUMENTS, MIN_WITH_WORD, check_thresholds
from discourse.lexis.measures import ASSOCIATION, check_measures
from discourse.lexis.windows import Windows, windows_around
from discourse.stats.association import delta_p, expected, log_dice, log_likelihood
from discourse.stats.bootstrap import check_confidence
from discourse.stats.keyness import log_ratio
from discourse.stats.permutation import false_discovery
from discourse.stats.ratios import normal_quantile, ratio_error
from discourse.tables import columns
from discourse.text.index import TokenIndex


def collocates(
    tokens: pd.DataFrame | TokenIndex,
    query: str | Sequence[str],
    *,
    window: int | tuple[int, int] = 5,
    unit: str = "sentence",
    measure: str | Sequence[str] = "log_dice",
    min_freq: int = 5,
    min_docs: int = 3,
    unless: str | Sequence[str] = (),
    case: bool = False,
    confidence: float | None = 0.95,
) -> pd.DataFrame:
    """Find the words that keep a node's company. *With which other words is this word used?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    query
        The node: a pattern, or several (see :mod:`discourse.text.patterns`).
    window
        Words on each side, or ``(left, right)``.
    unit
        What a window does not reach beyond: ``"sentence"`` or ``"document"``.
    measure
        What the rows are ranked by, the largest first; several add a column each and rank by the first: ``log_dice``,
        ``log_ratio``, ``g2`` (four-term), ``mi``, ``mi3``, ``t_score``, ``z_score``, ``simple_ll``, ``dice``,
        ``delta_p``, ``delta_p_node``.
    min_freq, min_docs
        Keep words that stand near the node at least so many times, in at least so many documents.
    unless
        Patterns that keep a hit of the node they overlap from counting; its words are then words like all others.
    case
        Whether upper and lower case differ. A :class:`TokenIndex` keeps the choice it was made with.
    confidence
        Of the interval of the log ratio; ``None`` leaves interval, p, q and ``documents_ref`` NaN, and is several
        times faster, since the windows alone are read.

    Returns
    -------
    DataFrame
        One row per word: ``token``, ``freq`` (near the node), ``freq_ref`` (elsewhere), ``expected`` (near the node,
        if it did not care), ``documents`` (in which it stands near the node), ``documents_ref`` (in which it stands
        at all), ``log_ratio`` (how many times as frequent it is near the node as elsewhere, binary logarithm) with
        ``low, high`` (over documents), ``log_dice``, ``g2`` (four-term), ``p`` (that the log ratio is 0, two-sided,
        over documents), ``q`` (Benjamini–Hochberg over the rows), ``delta_p`` (of the word given the node),
        ``delta_p_node`` (of the node given the word), ``note`` (why an interval is missing, or ``""``), ``base`` (see
        :func:`caption`); then the other measures asked for. Without a hit the same columns.

    Raises
    ------
    PatternError
        If a pattern cannot be understood.
    UnknownNameError
        If there is no such measure.

    Notes
    -----
    Windows that overlap are merged, and the words of nodes belong to none, so no token counts twice and the
    counts make a true two-by-two table (Evert 2009). Words are counted whole, in lower case unless case
    differs. Interval and p take the document for the sampling unit (linearised variance; see
    :mod:`discourse.stats.ratios`): words that one document repeats near the node do not pass for a habit of the
    corpus. They rest on a normal approximation, and are missing below 10 documents with the node, and for words
    near it in fewer than 3. A collocate is not yet a meaning: read its lines (``concordance(…, context=…)``).

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> texts = ["The old dam broke.", "An old dam held. The river rose.", "Old dam, old story. The end."]
    >>> tokens = tokenize(pd.DataFrame({"doc_id": ["a", "b", "c"], "text": texts}))
    >>> collocates(tokens, "dam", window=1, min_freq=2)[["token", "freq", "freq_ref", "documents"]].values.tolist()
    [['old', 4, 0, 3]]
    """
    if confidence is not None:
        check_confidence(confidence)
    check_thresholds(min_freq, min_docs)
    names = check_measures(measure, of="association")
    windows = windows_around(tokens, query, window=window, unit=unit, unless=unless, case=case)
    table = _measured(windows, names, min_freq=min_freq, min_docs=min_docs, confidence=confidence)
    table["base"] = constant(_base(windows, names, len(table), min_freq, min_docs, confidence), len(table))
    order = np.lexsort((np.arange(len(table)), -table[names[0]].to_numpy()))
    first = columns("collocates")
    return table.iloc[order].reset_index(drop=True)[[*first, *(name for name in names if name not in first)]]


def _measured(
    windows: Windows, names: Sequence[str], *, min_freq: int, min_docs: int, confidence: float | None
) -> pd.DataFrame:
    if confidence is None:
        kept, o, u, spread = windows.near_counts(min_freq=min_freq, min_docs=min_docs)
        every, error = np.full(len(kept), np.nan), np.full(len(kept), np.nan)
        note = np.full(len(kept), "no confidence asked for, so no interval", dtype=object)
    else:
        extra = windows.extra()
        kept, sums, counted = windows.near_words(extra, min_freq=min_freq, min_docs=min_docs)
        (o, u), (spread, every) = sums[:, 5:].T, counted.T
        note = _notes(windows, u, spread)
        error = ratio_error(sums, (extra**2).sum(), documents=windows.documents) / np.log(2)
        error = np.where(note == "", error, np.nan)
    r, c, n = windows.inside, o + u, windows.inside + windows.outside
    ratio = log_ratio(o, u, r, n - r)
    reach = normal_quantile(confidence or 0.5) * error
    p = _two_sided(ratio, error)
    forward, backward = delta_p(o, r, c, n)
    table = {
        "token": pd.Series(list(map(windows.words.__getitem__, kept.tolist())), dtype="str"),
        "freq": o.astype(np.int64),
        "freq_ref": u.astype(np.int64),
        "expected": expected(r, c, n),
        "documents": spread,
        "documents_ref": every.astype(np.float64),
        "log_ratio": ratio,
        "low": ratio - reach,
        "high": ratio + reach,
        "log_dice": log_dice(o, r, c),
        "g2": log_likelihood(o, r, c, n),
        "p": p,
        "q": false_discovery(p),
        "delta_p": forward,
        "delta_p_node": backward,
        "note": pd.Series(note, dtype="str"),
    }
    return pd.DataFrame(table | {name: ASSOCIATION[name](o, r, c, n) for name in names if name not in table})


def _two_sided(ratio: NDArray[np.float64], error: NDArray[np.float64]) -> NDArray[np.float64]:
    """p of a log ratio of 0; 1 where it is 0 and does not vary."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((ratio == 0) & (error == 0), 1.0, 2 * ndtr(-np.abs(ratio / error)))


def _notes(windows: Windows, outside: NDArray[np.float64], spread: NDArray[np.int64]) -> NDArray[np.object_]:
    """Why a word has no interval."""
    if windows.documents_with < MIN_DOCUMENTS:
        return np.full(len(spread), f"node in fewer than {MIN_DOCUMENTS} documents, so no interval", dtype=object)
    note = np.full(len(spread), "", dtype=object)
    note[spread < MIN_WITH_WORD] = f"near the node in fewer than {MIN_WITH_WORD} documents, so no interval"
    note[outside == 0] = "nowhere but near the node, so no interval"
    return note


def _base(
    windows: Windows, names: Sequence[str], family: int, min_freq: int, min_docs: int, confidence: float | None
) -> str:
    chance = f"q (Benjamini–Hochberg) over {family:,} words"
    chance = f"intervals ({100 * confidence:g} %) and p over documents, {chance}" if confidence else "no intervals"
    return (
        f"Words {windows.described}; at least {min_freq:,} times in {min_docs:,} documents; {windows.hits:,} hits in "
        f"{windows.documents_with:,} of {size_named(windows.documents, windows.inside + windows.outside)} "
        f"without nodes, {windows.inside:,} of them in windows; ranked by {names[0]}; g2 is four-term; "
        f"{chance}"
    )
