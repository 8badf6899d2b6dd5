"""The difference of two groups of documents in every theme: what comparisons and event windows are made of."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT, UNITS, ThemeCounts
from discourse.frames.measures.rates import drawn_sums
from discourse.frames.selection import selection_overlap
from discourse.stats.bootstrap import ratio_draws
from discourse.stats.permutation import false_discovery
from discourse.stats.relabel import relabel_p
from discourse.text.index import TokenIndex

#: From this share of a theme's hits on, overlap with the corpus's selection query is called out.
CIRCULAR_SHARE = 0.05


def contrast(
    counts: ThemeCounts, in_target: NDArray[np.bool_], *, confidence: float, permutations: int, random_state: int
) -> pd.DataFrame:
    """One row per theme: values of the two groups, their difference and ratio with intervals, p, bases and notes."""
    target, reference = counts.take(np.flatnonzero(in_target)), counts.take(np.flatnonzero(~in_target))
    value, other = target.values(), reference.values()
    note = _notes(target, reference)
    known = note == ""
    bounds, p = np.full((4, len(value)), np.nan), np.full(len(value), np.nan)
    if known.any():
        ids = ("\n".join(group.documents.index) for group in (target, reference))
        seed = [random_state, *(crc32(text.encode()) for text in ids)]
        bounds[:, known] = _bounds(counts, in_target, confidence=confidence, seed=seed)[:, known]
        p[known] = relabel_p(
            counts.having[:, known].astype(np.float64),
            counts.sizes.astype(np.float64),
            in_target,
            counts.drawn()[0],
            permutations=permutations,
            random_state=seed,
        )
        note[known & np.isnan(bounds[3])] = "some draws of the reference hold no hit, so no interval of the ratio"
    return pd.DataFrame(
        {
            "theme": pd.Series(counts.themes, dtype="str"),
            "value": value,
            "value_reference": other,
            "difference": value - other,
            "low": bounds[0],
            "high": bounds[1],
            "ratio": value / np.where(other > 0, other, np.nan),
            "ratio_low": bounds[2],
            "ratio_high": bounds[3],
            "p": p,
            "q": np.nan,
            **_bases(target, ""),
            **_bases(reference, "_reference"),
            "unit": counts.unit,
            "base": counts.drawn()[2],
            "note": note.astype(str),
        }
    )


def with_q(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the false discovery rate over all its rows."""
    return table.assign(q=false_discovery(table["p"].to_numpy(np.float64)))


def with_circularity(
    table: pd.DataFrame, tokens: TokenIndex, codebook: Codebook, selection_patterns: Sequence[str]
) -> pd.DataFrame:
    """The table with a note on each theme of which hits stand on words the corpus was selected by."""
    if not selection_patterns:
        return table
    overlap = selection_overlap(tokens, codebook, selection_patterns).set_index("theme")["share"]
    said = {
        theme: f"partly circular: {share:.0%} of the hits overlap the selection query"
        for theme, share in overlap.items()
        if share >= CIRCULAR_SHARE
    }
    notes = [
        "; ".join(filter(None, [note, said.get(theme, "")]))
        for theme, note in zip(table["theme"], table["note"], strict=True)
    ]
    return table.assign(note=pd.Series(notes, index=table.index, dtype="str"))


def _bounds(
    counts: ThemeCounts, in_target: NDArray[np.bool_], *, confidence: float, seed: list[int]
) -> NDArray[np.float64]:
    """Bounds of difference and ratio of each theme.

    Each group is drawn for itself; but where something drawn as a whole (near-copies, an outlet) lies in both groups,
    it is drawn for both at once.
    """
    drawn, strata, _ = counts.drawn()
    parts = [
        drawn_sums(counts.having * mine[:, None], counts.sizes * mine, drawn, strata)
        for mine in (in_target, ~in_target)
    ]
    (above, below, within), (above_other, below_other, _) = parts
    members, inside = np.bincount(pd.factorize(drawn)[0]), np.bincount(pd.factorize(drawn)[0], weights=in_target)
    if ((inside == 0) | (inside == members)).all():
        within = (inside > 0) + (0 if within is None else 2 * within)
    themes = above.shape[1]
    ratios = ratio_draws(
        np.hstack([above, above_other]) * UNITS[counts.unit],
        np.hstack([np.repeat(part[:, None], themes, axis=1) for part in (below, below_other)]),
        random_state=seed,
        strata=within,
    )
    value, other = ratios[:, :themes], ratios[:, themes:]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((value > 0) | (other > 0), value / other, np.nan)
    tail = [(1 - confidence) / 2, 1 - (1 - confidence) / 2]
    bounds = np.vstack([np.quantile(value - other, tail, axis=0), np.quantile(ratio, tail, axis=0, method="nearest")])
    bounds[2:, ~np.isfinite(bounds[2:]).all(axis=0)] = np.nan
    return bounds


def _notes(target: ThemeCounts, reference: ThemeCounts) -> NDArray[np.object_]:
    """For each theme, why the two groups cannot be compared, or ``""``."""
    with_hit = [(group.hits > 0).sum(axis=0) for group in (target, reference)]
    few = f"fewer than {MIN_WITH_HIT} documents with a hit in either group, so no comparison"
    note = np.where(np.maximum(*with_hit) < MIN_WITH_HIT, few, "").astype(object)
    note[np.maximum(*with_hit) == 0] = "no hit, so no comparison"
    for group in (target, reference):
        if len(group.documents) < MIN_DOCUMENTS:
            note[:] = f"fewer than {MIN_DOCUMENTS} documents in a group, so no comparison"
        elif len(np.unique(group.drawn()[0])) < MIN_DOCUMENTS:
            note[:] = f"fewer than {MIN_DOCUMENTS} clusters of near-copies in a group, so no comparison"
        elif group.sizes.sum() == 0:
            note[:] = "a group without tokens, so no comparison"
    return note


def _bases(group: ThemeCounts, suffix: str) -> dict[str, object]:
    return {
        f"hits{suffix}": group.hits.sum(axis=0),
        f"documents{suffix}": len(group.documents),
        f"documents_with{suffix}": (group.hits > 0).sum(axis=0),
    }
