"""What is said around named actors where a theme is used."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, PatternError, together
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.frames.measures.counts import MIN_DOCUMENTS, MIN_WITH_HIT
from discourse.stats.bootstrap import check_confidence, check_random_state, draw_documents
from discourse.tables import columns, empty
from discourse.text.characters import fold
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches
from discourse.text.patterns import Pattern, parse_pattern
from discourse.text.stopwords import stop_words as read_stop_words


def actor_collocates(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    actors: Mapping[str, Sequence[str]],
    *,
    n: int = 20,
    min_freq: int = 3,
    stop_words: str | Collection[str] | None = "en",
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Find the words around actors in the sentences of each theme. *What is said of whom, where a theme is used?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    actors
        Your own list: a name for each actor, and the patterns it is found by, such as
        ``{"Arvenia": ["Arvenia*", "Sarvan"]}``.
    n
        Words for each theme and actor, those with the highest ``log_dice``.
    min_freq
        Sentences a word must share with the actor.
    stop_words
        Words not shown: the language of a shipped list, or words; ``None`` shows all.
    confidence
        Of the intervals.
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        By theme, actor and ``log_dice``, one row per word: ``theme, actor, token`` (lower case); of the theme's
        ``sentences``, how many hold the actor (``with_actor``), the word (``with_token``), both (``both``);
        ``documents`` (with both in a sentence of the theme); ``log_ratio`` (binary logarithm of the share of the
        actor's sentences with the word ÷ that of the theme's other sentences; a count of 0 is taken as 0.5) with ``low,
        high`` (bootstrap over documents); ``log_dice`` (14 + log2 of 2 ``both`` ÷ (``with_actor`` + ``with_token``));
        ``note`` (why an interval is missing, or ``""``).

    Raises
    ------
    PatternError
        Naming every pattern that cannot be read.

    Notes
    -----
    Within a theme the question is what sets one actor apart from the others, so its other sentences are the reference,
    not the rest of the corpus. Words of the same sentence need not be about the actor. The actor's own names do not
    count as words around it; the theme's words do. Hardie (2014) on the log ratio, Rychlý (2008) on logDice. Words with
    intervals that include 0 are not shown to go with the actor; of many words some do so by chance.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> found = dc.actor_collocates(tokens, codebook, {"Arvenia": ["Arvenia*"]}, random_state=1)
    >>> found.columns.tolist()[:4]
    ['theme', 'actor', 'token', 'both']
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    if n < 1 or min_freq < 1:
        raise ArgumentError(f"n and min_freq must be 1 or more, not {n} and {min_freq}")
    patterns = _patterns(actors)
    index = index_tokens(tokens)
    matches = theme_matches(index, codebook)
    out = read_stop_words(stop_words) if isinstance(stop_words, str) else {fold(word) for word in stop_words or ()}
    shown = np.array([spelling not in out for spelling in index.vocabulary.spellings], dtype=bool)
    tables = {}
    for number, (name, named) in enumerate(patterns.items()):
        found = find_matches(index, named)
        held = np.unique(index.sentence[found["begin"].to_numpy()])
        words = _words(index, found, shown)
        for order, theme in enumerate(codebook.theme_names):
            begin = matches.loc[matches["theme"] == theme, "begin"].to_numpy()
            table = _one(index, np.unique(index.sentence[begin]), held, words, min_freq, n, confidence, state)
            if table is not None:
                tables[order, number] = table.assign(theme=theme, actor=name)
    if not tables:
        return empty("actor_collocates")
    table = pd.concat([tables[place] for place in sorted(tables)], ignore_index=True)
    return table.astype({"theme": "str", "actor": "str", "token": "str"})[columns("actor_collocates")]


def _patterns(actors: Mapping[str, Sequence[str]]) -> dict[str, list[Pattern]]:
    """The parsed patterns of each actor; everything wrong with them is said at once."""
    parsed, problems = {}, []
    for name, texts in actors.items():
        if isinstance(texts, str) or not texts:
            problems.append(f"actor '{name}': name a list of patterns, not {texts!r}")
            continue
        for text in texts:
            try:
                parsed.setdefault(str(name), []).append(parse_pattern(text))
            except PatternError as error:
                problems.append(f"actor '{name}': {error}")
    if problems or not actors:
        raise PatternError(together("the actors cannot be used:", problems or ["there is none"]))
    return parsed


def _words(index: TokenIndex, named: pd.DataFrame, shown: NDArray[np.bool_]) -> tuple[NDArray, NDArray]:
    """Sentence and spelling of every word that is shown and no part of an actor's name, each pair once."""
    inside = np.zeros(len(index.part) + 1, dtype=np.int64)
    np.add.at(inside, named["begin"].to_numpy(), 1)
    np.add.at(inside, named["end"].to_numpy(), -1)
    slot = np.flatnonzero(index.first & (index.row >= 0) & (np.cumsum(inside)[:-1] == 0))
    slot = slot[shown[index.whole[slot]]]
    pairs = np.unique(np.column_stack([index.sentence[slot], index.whole[slot]]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _one(
    index: TokenIndex,
    sentences: NDArray[np.int32],
    held: NDArray[np.int32],
    words: tuple[NDArray, NDArray],
    min_freq: int,
    n: int,
    confidence: float,
    random_state: int,
) -> pd.DataFrame | None:
    """The words of one theme and actor, or None where there is none."""
    with_actor = np.isin(sentences, held)
    inside = np.isin(words[0], sentences)
    row = np.searchsorted(sentences, words[0][inside])
    spelling, column = np.unique(words[1][inside], return_inverse=True)
    held_by = csr_array((np.ones(len(row)), (row, column)), shape=(len(sentences), len(spelling)))  # sentences × words
    both, with_token = held_by.T @ with_actor.astype(np.float64), held_by.sum(axis=0)
    number, actor = len(sentences), int(with_actor.sum())
    dice = 14 + np.log2(np.maximum(2 * both, 1e-300) / (actor + with_token))
    kept = np.flatnonzero(both >= min_freq)
    kept = kept[np.lexsort((spelling[kept], -dice[kept]))][:n]
    if not len(kept):
        return None
    document = _documents_of(index, sentences)
    sums = csr_array((np.ones(number), (document, np.arange(number))), shape=(document.max() + 1, number))
    held_by = held_by[:, kept]
    each = sums @ np.column_stack([held_by.multiply(with_actor[:, None]).toarray(), held_by.toarray()])
    sizes = sums @ np.column_stack([with_actor, np.ones(number)])
    low, high, note = _intervals(each, sizes, len(kept), confidence, random_state)
    return pd.DataFrame(
        {
            "token": [index.vocabulary.spellings[place] for place in spelling[kept]],
            "both": both[kept].astype(np.int64),
            "with_actor": actor,
            "with_token": with_token[kept].astype(np.int64),
            "sentences": number,
            "documents": (each[:, : len(kept)] > 0).sum(axis=0),
            "log_ratio": _log_ratio(both[kept], with_token[kept], actor, number),
            "low": low,
            "high": high,
            "log_dice": dice[kept],
            "note": note,
        }
    )


def _documents_of(index: TokenIndex, sentences: NDArray[np.int32]) -> NDArray[np.int64]:
    """A number for the document of each sentence, by the order of document ids."""
    slot = np.flatnonzero(index.row >= 0)
    number, first = np.unique(index.sentence[slot], return_index=True)
    rows = index.row[slot[first[np.searchsorted(number, sentences)]]]
    return np.unique(index.tokens["doc_id"].iloc[rows].astype("str").to_numpy(), return_inverse=True)[1]


def _intervals(
    each: NDArray[np.float64], sizes: NDArray[np.float64], words: int, confidence: float, random_state: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.str_]]:
    """Bounds of the log ratio of each word, documents being drawn, and why some are missing."""
    documents, with_actor = (each[:, :words] > 0).sum(axis=0), int((sizes[:, 0] > 0).sum())
    note = np.where(documents < MIN_WITH_HIT, f"fewer than {MIN_WITH_HIT} documents with both, so no interval", "")
    if with_actor < MIN_DOCUMENTS:
        note = np.full(words, f"fewer than {MIN_DOCUMENTS} documents with the actor, so no interval")
        return np.full(words, np.nan), np.full(words, np.nan), note
    drawn = []
    for weights in draw_documents(len(each), draws=2000, random_state=random_state):
        sums, size = weights @ each, weights @ sizes
        drawn.append(_log_ratio(sums[:, :words], sums[:, words:], size[:, [0]], size[:, [1]]))
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(np.concatenate(drawn), [tail, 1 - tail], axis=0)
    known = note == ""
    return np.where(known, low, np.nan), np.where(known, high, np.nan), note


def _log_ratio(both: NDArray, with_token: NDArray, actor: NDArray | int, number: NDArray | int) -> NDArray[np.float64]:
    """Binary logarithm of how many times more often the word stands in sentences with the actor than in others."""
    others, elsewhere = with_token - both, number - actor
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(np.where(both == 0, 0.5, both) / actor) - np.log2(
            np.where(others == 0, 0.5, others) / elsewhere
        )
    return np.where((np.asarray(actor) > 0) & (np.asarray(elsewhere) > 0) & (with_token > 0), ratio, np.nan)
