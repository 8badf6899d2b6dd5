"""The matrix of speakers and themes."""

from zlib import crc32

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.voices.attributed import Attributed, attributed
from discourse.frames.voices.estimates import ratio_estimates
from discourse.frames.voices.source_names import ANONYMOUS, MIN_CONFIDENCE, OTHERS
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.stats.permutation import false_discovery
from discourse.stats.within import within_block_p
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex


def who_says_what(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    statements: pd.DataFrame,
    *,
    level: str = "speaker",
    n: int = 12,
    min_docs: int = 3,
    min_confidence: float = MIN_CONFIDENCE,
    permutations: int = 2000,
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Cross speakers with themes. *Who is reported with which theme, more than chance within articles would give?*

    Parameters
    ----------
    tokens, codebook, statements, min_confidence
        As in :func:`source_shares`.
    level
        ``"speaker"`` or ``"speaker_type"``.
    n
        How many speakers are listed, those with most statements; others stand together as ``(other speakers)``.
    min_docs
        Only speakers with statements in at least so many documents are listed.
    permutations
        How many times speakers are dealt out anew among the statements of each document to find p. 0 leaves ``p`` and
        ``q`` NaN.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap and permutations).

    Returns
    -------
    DataFrame
        One row per speaker and theme, the speaker with most statements first and those who are nobody in particular
        last: ``speaker``, ``theme``, ``hits`` (in the speaker's statements), ``statements`` and ``documents`` (of the
        speaker), ``tokens`` (reported words of the speaker), ``per_1000`` with ``low, high`` (bootstrap over
        documents), ``expected`` (hits if the speakers of each document had been dealt out by chance), ``log_ratio``
        (binary logarithm of hits ÷ expected), ``p`` (two-sided), ``q`` (Benjamini–Hochberg over the listed speakers
        and themes), ``note``. Every statement and every reported hit is in one row.

    Notes
    -----
    The permutation keeps each document's statements and speakers and asks only who says which: that an article about
    a treaty lets everyone speak of treaties is no evidence about anyone. It needs documents with several speakers. It
    takes statements of one document for exchangeable; a speaker whose statements are longer gets more hits, which
    ``per_1000`` shows.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.tables import empty
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["They broke the treaty."]}))
    >>> dc.who_says_what(tokens, dc.read_codebook("seeds/codebook.toml"), empty("statements"), random_state=1).empty
    True
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn and speakers dealt out")
    for name, value, least in (("permutations", permutations, 0), ("n", n, 1), ("min_docs", min_docs, 1)):
        if value < least:
            raise ArgumentError(f"{name} must be {least} or more, not {value}")
    laid = attributed(
        tokens, codebook, statements, by=None, table="who_says_what", level=level, min_confidence=min_confidence
    )
    if not len(laid.statements):
        return empty("who_says_what")
    sources, listed = _listed(laid.statements, n, min_docs)
    hits = _hits(laid, codebook)
    code = laid.statements["source"].where(laid.statements["source"].isin(sources), OTHERS)
    label = pd.Index(sources).get_indexer(code)
    table = _rates(laid, label, hits, sources, codebook, confidence=confidence, random_state=state)
    dealt = np.where(label < listed, label, -1)
    seed = [state, crc32("\n".join(laid.statements["doc_id"]).encode())]
    expected, p = within_block_p(
        dealt, laid.statements["document"].to_numpy(), hits, kinds=listed, permutations=permutations, random_state=seed
    )
    return _with_chance(table, expected, p, listed * len(codebook.themes))


def _listed(statements: pd.DataFrame, n: int, min_docs: int) -> tuple[list[str], int]:
    """The sources in their order, and how many of them are someone in particular."""
    often = statements.groupby("source").agg(statements=("doc_id", "size"), documents=("article_id", "nunique"))
    named = often.drop(list(ANONYMOUS), errors="ignore").reset_index()
    named = named[named["documents"] >= min_docs].sort_values(["statements", "source"], ascending=[False, True])
    kept = named["source"].head(n).tolist()
    left = [name for name in ANONYMOUS if name in often.index]
    return [*kept, *([OTHERS] if len(often) > len(kept) + len(left) else []), *left], len(kept)


def _hits(laid: Attributed, codebook: Codebook) -> np.ndarray:
    """Statements × themes."""
    counts = np.zeros((len(laid.statements), len(codebook.themes)), dtype=np.int64)
    theme = pd.Index(codebook.theme_names).get_indexer(laid.hits["theme"])
    counts[laid.hits["statement"].to_numpy(), theme] = laid.hits["hits"].to_numpy()
    return counts


def _rates(
    laid: Attributed,
    label: np.ndarray,
    hits: np.ndarray,
    sources: list[str],
    codebook: Codebook,
    *,
    confidence: float,
    random_state: int,
) -> pd.DataFrame:
    """Rates of every source, each over the documents it speaks in."""
    parts = []
    for number, source in enumerate(sources):
        mine = np.flatnonzero(label == number)
        document, at = np.unique(laid.statements["document"].to_numpy()[mine], return_inverse=True)
        counts, words = np.zeros((len(document), hits.shape[1])), np.zeros((len(document), 1))
        np.add.at(counts, at, hits[mine])
        np.add.at(words[:, 0], at, laid.statements["words"].to_numpy()[mine])
        estimates = ratio_estimates(
            counts * 1000,
            words,
            ids=laid.documents["doc_id"].iloc[document].tolist(),
            confidence=confidence,
            random_state=random_state,
        )
        table = estimates.rename(columns={"value": "per_1000"}).assign(
            speaker=source, theme=codebook.theme_names, hits=counts.sum(axis=0).astype(np.int64), statements=len(mine)
        )
        parts.append(table.assign(documents=len(document), tokens=int(words.sum())))
    return pd.concat(parts, ignore_index=True)


def _with_chance(table: pd.DataFrame, expected: np.ndarray, p: np.ndarray, listed: int) -> pd.DataFrame:
    """Add what chance gives; the rows of listed speakers come first."""
    for name, values in (("expected", expected), ("p", p)):
        table[name] = np.append(values.ravel(), np.full(len(table) - listed, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        table["log_ratio"] = np.log2(table["hits"] / table["expected"]).replace([np.inf, -np.inf], np.nan)
    never = (table["expected"] == 0) & table["p"].notna()
    table.loc[never, "p"] = np.nan  # the theme stands in none of the speaker's documents: nothing to compare
    table["q"] = false_discovery(table["p"].to_numpy(np.float64))
    return table[columns("who_says_what")]
