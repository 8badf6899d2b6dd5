"""Words a codebook might want: from seed articles, and from beside the hits it has."""

from collections.abc import Collection, Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TooSmallError
from discourse.frames.codebooks.actor_names import actor_names
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.codebooks.term_candidates import candidates, capital_share
from discourse.frames.codebooks.term_collocates import hit_collocates
from discourse.frames.codebooks.term_counts import Stream, common_vocabulary, phrases_of, stream_of
from discourse.frames.hits import theme_matches
from discourse.stats.bootstrap import check_random_state
from discourse.tables import DTYPES, TABLES, check, columns
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.tokenize import tokenize

_WINDOW = 8


def suggest_terms(
    seed_articles: pd.DataFrame,
    tokens: pd.DataFrame | TokenIndex,
    *,
    codebook: Codebook | None = None,
    n: int = 60,
    window: int = 5,
    min_freq: int = 1,
    min_docs: int = 3,
    longest: int = 3,
    lines: int = 3,
    stop_words: str | Collection[str] | None = "en",
    actors: Sequence[str] | None = None,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Suggest words and phrases for a codebook. *What else would this theme be said with?*

    Parameters
    ----------
    seed_articles
        Articles (or tokens) in which the theme is known to be: one will do, some of several sides are better.
    tokens
        The corpus the codebook is for: a tokens table, or what :func:`index_tokens` made of it. Seed articles that are
        among its documents are not part of the reference.
    codebook
        With it, words near its hits in the corpus are suggested too, and nothing it already finds.
    n
        At most so many terms of each origin.
    window
        Words on each side of a hit, in its sentence, that are near it.
    min_freq, min_docs
        Suggest what stands at least so many times in the seed articles (near hits, for collocates), and in at least
        so many documents of the corpus: a pattern that is never found helps nobody.
    longest
        Words of a phrase, 1 to 3.
    lines
        Lines of the corpus shown with each term, 0 to 3, drawn by chance.
    stop_words
        Words that are not suggested, and that no phrase begins or ends with: a language whose list is shipped, or the
        words; ``None`` for none.
    actors
        Names that are not suggested, as patterns; ``None`` takes the shipped list of countries and their people.
    random_state
        Where chance starts; needed with ``lines``.

    Returns
    -------
    DataFrame
        One row per term: ``rank``, ``term`` (lower case; as a pattern it finds itself), ``origin`` (``seed``,
        ``collocate`` or both), ``theme`` (whose hits it stands nearest to, or ``""``), ``freq`` (in the seed
        articles), ``freq_ref`` (in the rest of the corpus), ``documents`` (of the corpus), ``log_ratio`` (binary, with
        half a hit added to each cell: Walter's discount), ``g2``, ``log_dice`` (with the hits of the theme),
        ``line_1, line_2, line_3``, ``note``. Seed terms come first, by log ratio; then collocates, by logDice. Words
        mostly written with a capital inside sentences come after the others, with a note: they are names, as a rule.

    Raises
    ------
    TooSmallError
        If the seed articles or the rest of the corpus hold no word.

    Notes
    -----
    Suggestions, not evidence: the counts of one article are tiny and nothing here is tested. A term becomes a pattern
    when somebody reads its lines and decides (:func:`write_decisions`, :func:`apply_decisions`). Stop when twenty
    suggestions in a row yield fewer than two you accept. Log ratio after Hardie (2014); logDice after Rychlý (2008),
    counted so that no occurrence and no hit counts twice.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> seed = pd.DataFrame({"doc_id": ["s"], "text": ["They denounced the annexation. Annexation, again."]})
    >>> rest = ["The annexation went on.", "They met.", "They met again."]
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": list("abc"), "text": rest}))
    >>> dc.suggest_terms(seed, tokens, min_docs=1, lines=0)[["term", "freq", "freq_ref", "log_ratio"]].round(2)
             term  freq  freq_ref  log_ratio
    0  annexation     2         1       1.28
    """
    if n < 1 or window < 1 or min_freq < 1 or min_docs < 1 or not 1 <= longest <= 3 or not 0 <= lines <= 3:
        raise ArgumentError("n, window, min_freq and min_docs must be 1 or more, longest 1 to 3 and lines 0 to 3")
    state = check_random_state(random_state, what="lines are drawn") if lines else 0
    index = index_tokens(tokens)
    seed = _seed_tokens(seed_articles)
    vocabulary = common_vocabulary(seed, index.tokens)
    stream = stream_of(index.tokens, vocabulary)
    in_seed = index.tokens["doc_id"].isin(set(seed["doc_id"].unique())).to_numpy()[stream.row]
    if not len(seed) or in_seed.all():
        raise TooSmallError("seed articles are compared with the rest of the corpus; one of the two holds no word")
    table = candidates(
        stream_of(seed, vocabulary),
        stream,
        in_seed,
        vocabulary,
        longest=longest,
        min_docs=min_docs,
        stop_words=stop_words,
        names=frozenset() if actors is not None and not actors else actor_names(actors, language="en"),
        capital=capital_share(index.tokens, stream, words=len(vocabulary)),
    )
    table = table.merge(_near_hits(index, stream, codebook, window=window, words=len(vocabulary)), how="left")
    table = _ranked(table, codebook, n=n, min_freq=min_freq)
    return _finished(table, index, stream, len(vocabulary), lines=lines, random_state=state)


def _seed_tokens(seed_articles: pd.DataFrame) -> pd.DataFrame:
    if isinstance(seed_articles, pd.DataFrame) and "token" in seed_articles:
        return check(seed_articles, "tokens", name="seed_articles")
    return tokenize(check(seed_articles, "articles", name="seed_articles")[["doc_id", "text"]])


def _near_hits(
    index: TokenIndex, stream: Stream, codebook: Codebook | None, *, window: int, words: int
) -> pd.DataFrame:
    """For each word near a hit (a candidate of length 1), the theme it stands nearest to."""
    near = [pd.DataFrame({"word": [0], "together": [0], "log_dice": [0.0], "theme": [""]}).iloc[:0]]
    if codebook is not None:
        matches = theme_matches(index, codebook)
        for theme in codebook.theme_names:
            found = hit_collocates(stream, matches[matches["theme"] == theme], window=window, words=words)
            near.append(found.assign(theme=theme))
    best = pd.concat(near).sort_values("log_dice", ascending=False, kind="stable").drop_duplicates("word")
    return best.rename(columns={"word": "key"}).assign(length=1)


def _ranked(table: pd.DataFrame, codebook: Codebook | None, *, n: int, min_freq: int) -> pd.DataFrame:
    """The best of each origin, names after other words, without what the codebook finds already."""
    table = table.assign(theme=table["theme"].astype("str").where(table["theme"].notna(), ""))
    from_seed = (table["freq"] >= min_freq) & (table["log_ratio"] > 0)
    from_hits = table["together"] >= min_freq
    parts = []
    for origin, chosen, by in (("seed", from_seed, "log_ratio"), ("collocate", from_hits, "log_dice")):
        part = table[chosen].sort_values(["note", by, "g2", "term"], ascending=[True, False, False, True])
        parts.append(_not_covered(part.head(20 * n), codebook).head(n).assign(origin=origin))
    ranked = pd.concat(parts)
    both = ranked["term"].duplicated(keep=False)
    ranked["origin"] = ranked["origin"].where(~both, "seed, collocate")
    return ranked.drop_duplicates("term").sort_values("note", kind="stable", ignore_index=True)


def _not_covered(table: pd.DataFrame, codebook: Codebook | None) -> pd.DataFrame:
    """The terms in which no theme of the codebook has a hit from the first word to the last."""
    if codebook is None or not len(table):
        return table
    ids = [f"{number:08d}" for number in range(len(table))]
    terms = tokenize(pd.DataFrame({"doc_id": ids, "text": table["term"].tolist()}))
    matches = theme_matches(index_tokens(terms), codebook)
    first, last = (matches[name].to_numpy(dtype=np.int64) for name in ("first", "last"))
    names = terms["doc_id"].astype("str").to_numpy()
    sizes = terms.groupby("doc_id", observed=True).size()
    whole = (terms["position"].to_numpy()[last] - terms["position"].to_numpy()[first] + 1) == sizes.reindex(
        names[first]
    ).to_numpy()
    return table[~np.isin(ids, names[first][whole])]


def _finished(
    table: pd.DataFrame, index: TokenIndex, stream: Stream, words: int, *, lines: int, random_state: int
) -> pd.DataFrame:
    shown = pd.DataFrame("", index=table.index, columns=["line_1", "line_2", "line_3"])
    for length in sorted(table["length"].unique()) if lines else ():
        phrases = phrases_of(stream, int(length), words=words)
        order = np.argsort(phrases.key, kind="stable")
        for row, key, term in table.loc[table["length"] == length, ["key", "term"]].itertuples():
            from_, to = np.searchsorted(phrases.key, [key, key + 1], sorter=order)
            generator = np.random.default_rng([random_state, crc32(term.encode())])
            drawn = np.sort(generator.permutation(to - from_)[:lines])
            at = phrases.at[order[from_:to][drawn]]
            shown.loc[row, shown.columns[: len(at)]] = _lines(index, stream.row[at], stream.row[at + int(length) - 1])
    table = table.assign(rank=np.arange(1, len(table) + 1), **{name: shown[name] for name in shown})
    kinds = {name: DTYPES[kind] for name, kind in TABLES["suggestions"].items()}
    return table[columns("suggestions")].astype(kinds)


def _lines(index: TokenIndex, first: NDArray[np.int64], last: NDArray[np.int64]) -> list[str]:
    hits = in_context(index, pd.DataFrame({"first": first, "last": last}), window=_WINDOW)
    lines = hits["left"] + "[" + hits["node"] + "]" + hits["right"]
    return [f"{' '.join(line.split())} ({name})" for line, name in zip(lines, hits["doc_id"], strict=True)]
