"""Words and phrases that could become patterns, with their counts in seed articles and in the rest of a corpus."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.frames.codebooks.term_counts import Phrases, Stream, phrase_words, phrases_of
from discourse.stats.effect import log_ratio_walter
from discourse.stats.keyness import g2
from discourse.text.characters import fold
from discourse.text.stopwords import stop_words as read_stop_words

#: A word with a capital in more than this share of its uses inside sentences is a name, as a rule.
_CAPITAL = 0.5
NAME = "mostly written with a capital; a name?"


def candidates(
    seed: Stream,
    stream: Stream,
    in_seed: NDArray[np.bool_],
    vocabulary: list[str],
    *,
    longest: int,
    min_docs: int,
    stop_words: str | Collection[str] | None,
    names: frozenset[tuple[str, ...]],
    capital: NDArray[np.float64],
) -> pd.DataFrame:
    """Count every word of the corpus, and every phrase of the seed articles.

    Parameters
    ----------
    seed, stream
        The seed articles and the corpus, in one vocabulary.
    in_seed
        For each word of the corpus, whether its document is a seed article, which the reference leaves out.
    longest, min_docs, stop_words
        As in :func:`discourse.suggest_terms`.
    names
        Names that are left out, word by word.
    capital
        For each word of the vocabulary, in what share of its uses it has a capital.

    Returns
    -------
    DataFrame
        ``length, key`` (of :func:`phrases_of`), ``term``, ``freq, freq_ref, documents, log_ratio, g2, note``.
    """
    content = _content_words(vocabulary, stop_words)
    parts = [
        _counted(
            phrases_of(seed, length, words=len(vocabulary)),
            phrases_of(stream, length, words=len(vocabulary)),
            stream.document,
            in_seed,
            min_docs=min_docs,
            all_of_corpus=length == 1,
        ).assign(length=length)
        for length in range(1, longest + 1)
    ]
    table = pd.concat(parts, ignore_index=True)
    pairs = zip(table["key"], table["length"], strict=True)
    numbers = [phrase_words(key, length, len(vocabulary)) for key, length in pairs]
    keep = np.array([bool(content[found[0]] and content[found[-1]]) for found in numbers], dtype=bool)
    words = [tuple(vocabulary[number] for number in found) for found in numbers]
    keep &= np.array([not _names_somebody(term, names) for term in words], dtype=bool)
    named = [any(capital[number] > _CAPITAL for number in found) for found in numbers]
    table["term"] = pd.Series([" ".join(term) for term in words], dtype="str")
    table["note"] = pd.Series(np.where(named, NAME, ""), dtype="str")
    table["log_ratio"] = log_ratio_walter(table["freq"], table["freq_ref"], len(seed.word), (~in_seed).sum())
    table["g2"] = g2(table["freq"], table["freq_ref"], len(seed.word), (~in_seed).sum())
    return table[keep].reset_index(drop=True)


def capital_share(tokens: pd.DataFrame, stream: Stream, *, words: int) -> NDArray[np.float64]:
    """For each word, in what share of its uses inside sentences it begins with a capital; 0 without any."""
    token = pd.Categorical(tokens["token"])
    upper = np.array([entry[:1].isupper() for entry in token.categories], dtype=bool)[token.codes[stream.row]]
    inside = np.append(False, np.diff(stream.sentence) == 0)[: len(stream.word)]
    uses = np.bincount(stream.word[inside], minlength=words)
    return np.bincount(stream.word[inside & upper], minlength=words) / np.maximum(1, uses)


def _counted(
    seed: Phrases,
    corpus: Phrases,
    document: NDArray[np.int64],
    in_seed: NDArray[np.bool_],
    *,
    min_docs: int,
    all_of_corpus: bool,
) -> pd.DataFrame:
    """Occurrences and documents of the phrases of one length."""
    wanted = np.unique(corpus.key if all_of_corpus else np.intersect1d(seed.key, corpus.key))
    place = np.searchsorted(wanted, corpus.key)
    there = place < len(wanted)
    there[there] = wanted[place[there]] == corpus.key[there]
    place, at = place[there], corpus.at[there]
    pairs = np.unique(place * (document.max(initial=0) + 1) + document[at])
    documents = np.bincount(pairs // (document.max(initial=0) + 1), minlength=len(wanted))
    of_seed = np.searchsorted(wanted, seed.key)
    known = of_seed < len(wanted)
    known[known] = wanted[of_seed[known]] == seed.key[known]
    table = pd.DataFrame(
        {
            "key": wanted,
            "freq": np.bincount(of_seed[known], minlength=len(wanted)),
            "freq_ref": np.bincount(place[~in_seed[at]], minlength=len(wanted)),
            "documents": documents,
        }
    )
    return table[documents >= min_docs]


def _content_words(vocabulary: list[str], stop_words: str | Collection[str] | None) -> NDArray[np.bool_]:
    """Which words may begin and end a term: words of two letters or more that are no stop words."""
    out = read_stop_words(stop_words) if isinstance(stop_words, str) else {fold(word) for word in stop_words or ()}
    return np.array([word not in out and sum(map(str.isalpha, word)) > 1 for word in vocabulary], dtype=bool)


def _names_somebody(term: tuple[str, ...], names: frozenset[tuple[str, ...]]) -> bool:
    longest = range(1, len(term) + 1)
    return any(term[at : at + length] in names for length in longest for at in range(len(term) - length + 1))
