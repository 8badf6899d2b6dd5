"""Where the themes of a codebook stand in the tokens."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError
from discourse.frames.codebook import Codebook, Theme
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
        Also show the matches that an ``unless`` pattern kept from counting.

    Returns
    -------
    DataFrame
        One row per hit, by document, place and theme: ``doc_id, start, end`` (code points into the unchanged text),
        ``left, node, right``, ``theme``, ``pattern``, ``sub`` (sub-tag or ``""``), ``negated`` (a negation stands up
        to three words before it, in the sentence), with ``excluded=True`` also ``excluded_by`` (the ``unless``
        pattern, ``""`` for a hit that counts), then the document variables.

    Raises
    ------
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    Of hits of one theme that overlap, the longest counts; hits of different themes count for each. ``negated`` is a
    rule of thumb about words nearby, not about who denies what; a negated hit still uses the theme's vocabulary.
    """
    if window < 0:
        raise ArgumentError(f"window must be 0 or more words, not {window}")
    index = index_tokens(tokens)
    matches = theme_matches(index, codebook, excluded=excluded)
    names = ["theme", "pattern", "sub", "negated", *(["excluded_by"] if excluded else [])]
    hits = in_context(index, matches, window=window, added=tuple(names))
    added = matches.assign(negated=_negated(index, matches))[names]
    place = len(columns("hits"))
    return pd.concat([hits.iloc[:, :place], added, hits.iloc[:, place:]], axis=1).reset_index(drop=True)


def theme_matches(index: TokenIndex, codebook: Codebook, *, excluded: bool = False) -> pd.DataFrame:
    """Find the hits of all themes as rows of the token table.

    Returns
    -------
    DataFrame
        ``first, last`` (rows), ``begin, end`` (slots), ``theme``, ``pattern``, ``sub``, ``excluded_by``.
    """
    check_language(index.tokens, codebook)
    found = [_one_theme(index, theme, excluded=excluded) for theme in codebook.themes]
    return pd.concat(found, ignore_index=True).sort_values(["begin", "end", "theme"], ignore_index=True)


def _one_theme(index: TokenIndex, theme: Theme, *, excluded: bool) -> pd.DataFrame:
    matches = find_matches(index, theme.patterns)
    by = overlapping(matches, find_matches(index, theme.unless))
    kept = without_overlaps(matches[by < 0])
    if excluded:
        out = without_overlaps(matches[by >= 0])
        kept = pd.concat([kept, out]).sort_index()
    numbers = kept["pattern"].to_numpy()
    reasons = by[kept.index.to_numpy()]
    return kept.assign(
        theme=pd.Series(theme.name, index=kept.index, dtype="str"),
        pattern=_named([pattern.text for pattern in theme.patterns], numbers, kept.index),
        sub=_named(list(theme.sub_tags), numbers, kept.index),
        excluded_by=_named([*(pattern.text for pattern in theme.unless), ""], reasons, kept.index),
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
