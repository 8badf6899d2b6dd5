"""Where the themes of a codebook stand in the tokens."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.language import check_language
from discourse.tables import columns
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, overlapping, without_overlaps
from discourse.text.patterns import Word

#: A hit counts as negated if one of these, or a word ending in n't, is among the few words before it.
NEGATIONS = Word(
    ("no", "not", "never", "nor", "neither", "without", "none", "cannot", "*n't", "deny", "denies", "denied", "denying")
)
_NEGATION_WORDS = 3


def theme_hits(
    tokens: pd.DataFrame | TokenIndex, codebook: Codebook, *, window: int = 8, excluded: bool = False
) -> pd.DataFrame:
    """Show every hit of every theme in its context. *Where does the vocabulary of a theme stand?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    window
        Words of context on each side, within the document.
    excluded
        Also show the matches that an ``unless`` pattern, or the want of a strong hit, kept from counting.

    Returns
    -------
    DataFrame
        One row per hit, by document, place and theme: ``doc_id, start, end`` (code points into the unchanged text),
        ``left, node, right``, ``theme``, ``pattern``, ``sub`` (sub-tag or ``""``), ``negated`` (a negation stands up
        to three words before it, in the sentence), ``weak`` (whether a weak pattern found it), ``weight`` (what the
        codebook says a hit of the pattern weighs; 1 unless stated), with ``excluded=True`` also ``excluded_by`` (the
        ``unless``
        pattern, or that no strong hit is near; ``""`` for a hit that counts), then the document variables.

    Raises
    ------
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    Of hits of one theme that overlap, the longest counts; hits of different themes count for each. Strong hits are
    settled first. A match of a weak pattern that touches none of them counts if a word of one stands within
    ``codebook.weak_window`` words to its left or right, in the same sentence; weak hits do not support one another,
    and a weak match never takes the place of a strong hit. ``negated`` is a
    rule of thumb about words nearby, not about who denies what; a negated hit still uses the theme's vocabulary.
    """
    index = index_tokens(tokens)
    return hits_table(index, theme_matches(index, codebook, excluded=excluded), window=window, excluded=excluded)


def hits_table(index: TokenIndex, matches: pd.DataFrame, *, window: int, excluded: bool) -> pd.DataFrame:
    """Show matches of themes in their context, with the columns of :func:`theme_hits`."""
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    names = ["theme", "pattern", "sub", "negated", "weak", "weight", *(["excluded_by"] if excluded else [])]
    hits = in_context(index, matches, window=window, added=tuple(names))
    added = matches.assign(negated=_negated(index, matches))[names]
    place = len(columns("hits"))
    return pd.concat([hits.iloc[:, :place], added, hits.iloc[:, place:]], axis=1).reset_index(drop=True)


def theme_matches(index: TokenIndex, codebook: Codebook, *, excluded: bool = False) -> pd.DataFrame:
    """Find the hits of all themes as rows of the token table.

    Returns
    -------
    DataFrame
        ``first, last`` (rows), ``begin, end`` (slots), ``theme``, ``pattern``, ``sub``, ``weak``, ``weight``,
        ``excluded_by``.
    """
    check_language(index.tokens, codebook)
    found = [_one_theme(index, theme, window=codebook.weak_window, excluded=excluded) for theme in codebook.themes]
    return pd.concat(found, ignore_index=True).sort_values(["begin", "end", "theme"], ignore_index=True)


def counting(
    index: TokenIndex, matches: pd.DataFrame, *, out: NDArray[np.bool_], weak: NDArray[np.bool_], window: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Decide which matches of one theme count.

    Parameters
    ----------
    matches
        What :func:`find_matches` returned, numbered from 0.
    out, weak
        For each match, whether an exclusion overlaps it, and whether its pattern is weak.
    window
        How many words from a weak match a strong hit may stand.

    Returns
    -------
    counts, alone
        For each match, whether it counts; and whether it is weak and only the want of a strong hit keeps it out.
    """
    counts, alone = np.zeros((2, len(matches)), dtype=bool)
    counts[without_overlaps(matches[~out & ~weak]).index] = True
    if weak.any():
        strong = matches[counts]
        free = weak & ~out & (overlapping(matches, strong) < 0)
        near = _near(index, matches, strong, window=window)
        counts[without_overlaps(matches[free & near]).index] = True
        alone = free & ~near
    return counts, alone


def _near(index: TokenIndex, matches: pd.DataFrame, hits: pd.DataFrame, *, window: int) -> NDArray[np.bool_]:
    """Whether one of ``hits`` (apart from each other, none overlapping) stands within ``window`` words of a match."""
    near = np.zeros(len(matches), dtype=bool)
    if not len(hits):
        return near
    begin, end = matches["begin"].to_numpy(), matches["end"].to_numpy()
    hit_begin, hit_end = hits["begin"].to_numpy(), hits["end"].to_numpy()
    before = np.searchsorted(hit_end, begin, side="right") - 1
    behind = np.searchsorted(hit_begin, end, side="left")
    for other in (before, behind):
        there = (other >= 0) & (other < len(hits))
        at = np.clip(other, 0, len(hits) - 1)
        same = index.sentence[hit_begin[at]] == index.sentence[begin]
        left, right = np.minimum(end, hit_end[at]) - 1, np.maximum(begin, hit_begin[at])
        near |= there & same & (index.ordinal[right] - index.ordinal[left] <= window)
    return near


def _one_theme(index: TokenIndex, theme: Theme, *, window: int, excluded: bool) -> pd.DataFrame:
    matches = find_matches(index, theme.patterns)
    numbers = matches["pattern"].to_numpy()
    by = overlapping(matches, find_matches(index, theme.unless))
    weak = np.array(theme.weak, dtype=bool)[numbers]
    counts, alone = counting(index, matches, out=by >= 0, weak=weak, window=window)
    kept = counts
    if excluded:
        kept = counts.copy()
        kept[without_overlaps(matches[by >= 0]).index] = True
        kept[without_overlaps(matches[alone]).index] = True
    reasons = [*(pattern.text for pattern in theme.unless), f"no strong hit within {window} words", ""]
    reason = np.where(by >= 0, by, np.where(alone, len(theme.unless), -1))[kept]
    matches, numbers = matches[kept], numbers[kept]
    return matches.assign(
        theme=pd.Series(theme.name, index=matches.index, dtype="str"),
        pattern=_named([pattern.text for pattern in theme.patterns], numbers, matches.index),
        sub=_named(list(theme.sub_tags), numbers, matches.index),
        weak=weak[kept],
        weight=np.array(theme.weights, dtype=np.float64)[numbers],
        excluded_by=_named(reasons, reason, matches.index),
    )


def _named(names: list[str], numbers: NDArray[np.int64], index: pd.Index) -> pd.Series:
    """The name of each number; -1 is the last one."""
    return pd.Series([names[number] for number in numbers.tolist()], index=index, dtype="str")


def _negated(index: TokenIndex, matches: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether a negation stands among the few words before each match, in its sentence."""
    mask = index.vocabulary.matching(NEGATIONS)
    begin = matches["begin"].to_numpy()
    place = index.ordinal[begin]
    negated = np.zeros(len(begin), dtype=bool)
    for step in range(1, _NEGATION_WORDS + 1):
        at = index.starts[np.maximum(place - step, 0)]
        same = (place >= step) & (index.sentence[at] == index.sentence[begin])
        negated |= same & mask[index.whole[at]]
    return negated
