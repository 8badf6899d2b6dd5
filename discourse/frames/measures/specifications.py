"""One contrast, measured in every defensible way: does the result hang on a choice of the analyst?"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, unknown_name
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.copies import clusters_of
from discourse.frames.measures.counts import UNITS
from discourse.frames.measures.specification_grid import document_choices, hit_choices, hit_counts, sides
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.stats.finished import Finished, fingerprint
from discourse.stats.rate_contrast import MEASURES, contrast_table, rate_contrasts
from discourse.stats.relabel import deal_labels
from discourse.tables import columns, document_variables
from discourse.text.index import TokenIndex, index_tokens


def specifications(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    theme: str,
    by: str,
    groups: Sequence[object],
    measure: str = "ratio",
    units: Sequence[str] = ("token", "sentence", "document"),
    n: int = 3,
    leave_out: str | None = None,
    min_tokens: Sequence[int] = (0,),
    halves: bool = True,
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    confidence: float = 0.95,
    permutations: int = 0,
    file: str | Path | None = None,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Measure one contrast in every combination of analytic choices. *Does the result hang on one of them?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    theme
        The one theme that is compared.
    by, groups
        A document variable, and two of its values: the first is compared with the second. One value alone is compared
        with all other documents together.
    measure
        ``"ratio"`` of the two rates, or their ``"difference"`` (of one unit only: differences of shares and of rates
        per 1,000 tokens have no common scale).
    units
        Hits per 1,000 tokens (``"token"``), or the share of sentences or documents with a hit.
    n
        The theme's most frequent patterns, left out one at a time; 0 leaves none out.
    leave_out
        A document variable (such as ``"outlet"``) whose values are left out one at a time; ``None`` takes ``by`` where
        it has more than two values and one is compared with all others. What would empty a group is not left out.
    min_tokens
        Shortest documents that count, in tokens, one number a choice; the first is the primary one.
    halves
        Also look at each half of the period (split at the median date of the two groups' documents). Needs ``date``.
    articles, near_duplicates
        The base, as for :func:`theme_rates`; with near-copies each choice is made with them and without.
    statements
        What :func:`reported_speech` returned: counts all hits, those inside reported content, and all others.
    confidence
        Of the intervals.
    permutations
        How often the whole grid is measured again with the group labels dealt out anew over documents (near-copies
        together): what such a grid shows when there is no difference. 0 for never.
    file
        Where finished parts are kept (JSON lines), so that a run broken off goes on where it was.
    random_state
        Where chance starts (permutations; 0 permutations need none).

    Returns
    -------
    DataFrame
        One row per specification, after them the same for each permutation: the choices as columns (``unit,
        without_pattern, voice, without_group, copies, min_tokens, period``; the first row holds the primary ones),
        ``permutation`` (0: as observed), ``specification`` (from 0), ``value, value_reference`` (in the ``unit``),
        ``estimate`` (ratio or difference), ``low, high, p``, ``documents, documents_reference, measure, base``
        (hits on either side) and ``note`` (why a number is missing).

    Raises
    ------
    UnknownNameError
        If theme, variable, group or unit is not there.
    ArgumentError
        If the grid cannot be made as asked.

    Notes
    -----
    Simonsohn, Simmons & Nelson (2020). Only choices that could be defended beforehand belong in the grid;
    specifications that cannot be estimated are listed, not dropped. Intervals are linearised over documents (Student's
    t), since a bootstrap of every specification would take hours. The curve says what choices do, not whether the
    patterns find the theme or the documents stand for others.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> groups = ["The Harbour Ledger", "The Northern Courier"]
    >>> curve = dc.specifications(tokens, book, theme="foreign_intervention", by="outlet", groups=groups)
    >>> len(curve), bool((curve["estimate"] > 1).mean() > 0.9)
    (36, True)
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="group labels are dealt") if permutations else 0
    _check(measure, units, n, min_tokens, permutations)
    index, chosen = index_tokens(tokens), codebook[theme]
    extra = [name for name in (leave_out, "date") if name and name != by]
    documents, target = sides(index, by, groups, articles, extra)
    dealt = [target[None]]
    dealt += deal_labels(
        target, clusters_of(documents.index, near_duplicates), permutations=permutations, random_state=[state, 17]
    )
    labels = np.concatenate(dealt)
    hits = hit_choices(index, chosen, codebook, units=units, n=n, statements=statements)
    numerators, denominators, counted = hit_counts(index, hits, documents)
    left_by = leave_out or (by if len(groups) == 1 else None)
    subsets = document_choices(documents, target, left_by, min_tokens, halves, near_duplicates)
    grid = pd.DataFrame([choice for choice, _ in hits])
    mark = fingerprint(
        codebook.sha256, measure, f"{confidence}", repr(subsets), grid.to_json(), labels.tobytes(), numerators.tobytes()
    )
    done = Finished(file, mark)
    parts = []
    from tqdm import tqdm

    progress = tqdm(subsets, desc="specifications", leave=False, disable=not sys.stderr.isatty())
    for step, (choice, rows) in enumerate(progress):
        if step not in done.steps:
            found = rate_contrasts(
                numerators[rows], denominators[rows], labels[:, rows], measure=measure, confidence=confidence
            )
            done.add(step, {name: values.tolist() for name, values in found.items()})
        found = _scaled(done.steps[step], grid["unit"], measure)
        bases = _bases(counted[rows], target[rows])
        first = step * len(grid)
        parts.append(contrast_table(found, grid.assign(**choice), measure=measure, bases=bases, first=first))
    table = pd.concat(parts, ignore_index=True).sort_values(["permutation", "specification"], ignore_index=True)
    return table[[*document_variables(table, "specifications"), *columns("specifications")]]


def _check(measure: str, units: Sequence[str], n: int, min_tokens: Sequence[int], permutations: int) -> None:
    """Say what is wrong with what was asked for."""
    if measure not in MEASURES:
        raise unknown_name("measure", measure, list(MEASURES), where="specifications")
    for unit in units:
        if unit not in UNITS:
            raise unknown_name("unit", unit, list(UNITS), where="specifications")
    if not units or (measure == "difference" and len(units) > 1):
        raise ArgumentError(
            f"units={list(units)}: differences of shares and of rates per 1,000 tokens are on no common scale; name "
            "one unit, or take measure='ratio'"
        )
    if n < 0 or permutations < 0 or not min_tokens or min(min_tokens) < 0:
        raise ArgumentError(
            f"n and permutations must be 0 or more, min_tokens a list of such numbers, not {n}, {permutations}, "
            f"{list(min_tokens)}"
        )


def _scaled(step: dict[str, list], units: pd.Series, measure: str) -> dict[str, np.ndarray]:
    """The numbers of a finished step in the units of rates."""
    found = {name: np.asarray(values, dtype=np.float64) for name, values in step.items()}
    scaled = ("value", "value_reference", *(("estimate", "low", "high") if measure == "difference" else ()))
    scale = np.array([UNITS[unit] for unit in units])
    return {name: values * scale if name in scaled else values for name, values in found.items()}


def _bases(hits: np.ndarray, target: np.ndarray) -> list[str]:
    pairs = zip(hits[target].sum(axis=0).tolist(), hits[~target].sum(axis=0).tolist(), strict=True)
    return [f"{one:,} and {other:,} hits" for one, other in pairs]
