"""The grid of a specification curve: which hits count, and in which documents."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, listing, unknown_name
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.hits import counting
from discourse.frames.language import check_language
from discourse.frames.measures.copies import without_copies
from discourse.frames.measures.counts import count_matches, document_base
from discourse.frames.voices.cover import content_pieces, innermost, sorted_statements
from discourse.frames.voices.voicing import match_spans
from discourse.text.index import TokenIndex
from discourse.text.match import find_matches, overlapping

#: How "nothing is left out" is written in a column of choices.
NONE = "(none)"
#: A choice by column, and what it lets count.
Choice = dict[str, object]


def sides(
    index: TokenIndex, by: str, groups: Sequence[object], articles: pd.DataFrame | None, extra: Sequence[str]
) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """The documents of both groups with their variables, and which of them are in the first group."""
    if isinstance(groups, str) or len(groups) not in (1, 2):
        raise ArgumentError(f"groups must be two values of '{by}', or one to compare with all others, not {groups!r}")
    there = index.tokens if articles is None else articles
    names = [by, *(name for name in extra if name != "date" or "date" in there)]
    documents = document_base(index.tokens, names, articles, table="specifications", sentences=True)
    documents = documents[documents[by].notna()]
    values = sorted({*documents[by].astype(object)}, key=str)
    for group in groups:
        if group not in values:
            raise unknown_name("value", group, values, where=f"'{by}'")
    if len(groups) == 2:
        documents = documents[documents[by].isin(list(groups))]
    target = (documents[by] == groups[0]).to_numpy(dtype=bool)
    if len(groups) == 2 and groups[0] == groups[1]:
        raise ArgumentError(f"nothing to compare: {listing(groups)} of '{by}' (values there: {listing(values)})")
    return documents, target


def hit_choices(
    index: TokenIndex,
    theme: Theme,
    codebook: Codebook,
    *,
    units: Sequence[str],
    n: int,
    statements: pd.DataFrame | None,
) -> list[tuple[Choice, pd.DataFrame]]:
    """Each choice of unit, pattern left out and voice, with the matches that count under it; matches are found once."""
    check_language(index.tokens, codebook)
    matches = find_matches(index, theme.patterns).reset_index(drop=True)
    numbers = matches["pattern"].to_numpy()
    out = overlapping(matches, find_matches(index, theme.unless)) >= 0
    weak = np.array(theme.weak, dtype=bool)[numbers]

    def without(number: int) -> pd.DataFrame:
        rest = numbers != number
        others = matches[rest].reset_index(drop=True)
        counts, _ = counting(index, others, out=out[rest], weak=weak[rest], window=codebook.weak_window)
        return others[counts].assign(theme=theme.name)

    every = without(-1)
    often = np.bincount(every["pattern"].to_numpy(np.int64), minlength=len(theme.patterns))
    frequent = [number for number in np.argsort(-often, kind="stable")[:n].tolist() if often[number]]
    sets = {NONE: every} | {theme.patterns[number].text: without(number) for number in frequent}
    voices = ["all"] if statements is None else ["all", "reported", "unattributed"]
    pieces = None if statements is None else content_pieces(sorted_statements(statements))
    inside = {}
    for name, kept in sets.items():
        reported = np.zeros(len(kept), dtype=bool)
        if pieces is not None and len(kept):
            reported = innermost(match_spans(index, kept), pieces) >= 0
        inside[name] = {"all": kept, "reported": kept[reported], "unattributed": kept[~reported]}
    return [
        ({"unit": unit, "without_pattern": name, "voice": voice}, inside[name][voice])
        for unit, name, voice in product(units, sets, voices)
    ]


def hit_counts(
    index: TokenIndex, hits: Sequence[tuple[Choice, pd.DataFrame]], documents: pd.DataFrame
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Documents × choices: units with a hit, units, and hits."""
    ids, sizes = documents.index, {"document": np.ones(len(documents), dtype=np.int64)}
    sizes |= {unit: documents[f"{unit}s"].to_numpy() for unit in ("token", "sentence")}
    having, counted = [], []
    first = index.tokens["doc_id"].astype("str").to_numpy(dtype=object)
    for choice, matches in hits:
        here = matches[np.isin(first[matches["first"].to_numpy()].astype(str), ids.to_numpy(dtype=str))]
        theme = here["theme"].iloc[:1].tolist() or [""]
        having.append(count_matches(index, here, ids, theme, unit=choice["unit"])[:, 0])
        counted.append(count_matches(index, here, ids, theme, unit="token")[:, 0])
    base = np.column_stack([sizes[choice["unit"]] for choice, _ in hits])
    return np.column_stack(having).astype(np.float64), base.astype(np.float64), np.column_stack(counted)


def document_choices(
    documents: pd.DataFrame,
    target: NDArray[np.bool_],
    leave_out: str | None,
    min_tokens: Sequence[int],
    halves: bool,
    near_duplicates: pd.DataFrame | None,
) -> list[tuple[Choice, NDArray[np.int64]]]:
    """Each choice of documents, with the rows of those that stay; what would empty a group is not left out."""
    every = np.ones(len(documents), dtype=bool)
    groups = {NONE: every} | (_left_out(documents[leave_out], target) if leave_out else {})
    copies = {"kept": every}
    if near_duplicates is not None:
        copies["left out"] = np.isin(np.arange(len(documents)), without_copies(documents.index, near_duplicates))
    lengths = {least: documents["tokens"].to_numpy() >= least for least in min_tokens}
    periods = {"all": every}
    if halves and "date" in documents and documents["date"].notna().any():
        dates = pd.to_datetime(documents["date"])
        middle = dates.dropna().sort_values().iloc[(dates.notna().sum() - 1) // 2]
        periods |= {"first half": (dates <= middle).to_numpy(), "second half": (dates > middle).to_numpy()}
    choices = []
    for (group, a), (copy, b), (least, c), (period, d) in product(*map(dict.items, (groups, copies, lengths, periods))):
        choice = {"without_group": group, "copies": copy, "min_tokens": least, "period": period}
        choices.append((choice, np.flatnonzero(a & b & c & d)))
    return choices


def _left_out(values: pd.Series, target: NDArray[np.bool_]) -> dict[str, NDArray[np.bool_]]:
    rows = values.astype(object).to_numpy()
    kept = {str(value): rows != value for value in sorted(set(values.dropna().astype(object)), key=str)}
    return {name: keep for name, keep in kept.items() if (keep & target).any() and (keep & ~target).any()}
