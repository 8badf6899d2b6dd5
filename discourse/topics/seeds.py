"""Seed words: topics that are told beforehand what they are to be about, and how well they took the hint."""

import warnings
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, did_you_mean, listing, together
from discourse.tables import empty
from discourse.text.characters import fold
from discourse.text.matrix import DTM
from discourse.topics.model import TopicModel

#: Pseudo-tokens of one seed list as a share of the corpus: the default, and the most that is allowed. Beyond it the
#: topics become their own seed lists (measured: at 5 % held-out words fall to near chance).
SEED_SHARE, MAX_SEED_SHARE = 0.005, 0.03


def seed_prior(
    seed_words: Mapping[str, Sequence[str]], dtm: DTM, *, n_topics: int, seed_share: float, tokens: int
) -> tuple[NDArray[np.float64], dict[str, list[str]], dict[str, list[str]]]:
    """Return pseudo-counts (topics × terms, seeded topics first), the words found, and those missing, by name."""
    found, missing = _looked_up(seed_words, dtm)
    problems = [f"seed list '{name}' has no word among the terms" for name, words in found.items() if not words]
    twice = pd.Series([word for words in found.values() for word in words], dtype="str")
    if twice.duplicated().any():
        problems.append(f"words in two seed lists: {listing(sorted(set(twice[twice.duplicated()])))}")
    if not found:
        problems.append("seed_words is empty; give {name: [words]}")
    if n_topics <= len(found):
        problems.append(
            f"n_topics={n_topics} leaves no topic for everything else; with {len(found)} seed lists take "
            f"{len(found) + max(1, -(-len(found) // 2))} or more"
        )
    if not 0 < seed_share <= MAX_SEED_SHARE:
        problems.append(
            f"seed_share={seed_share} must be above 0 and at most {MAX_SEED_SHARE} (pseudo-tokens of one list as a "
            "share of the corpus); a heavier prior repeats the seed words instead of finding their company"
        )
    if problems:
        raise ArgumentError(together("topics cannot be seeded this way:", problems))
    _warn_of(missing, dtm.terms)
    prior = np.zeros((n_topics, len(dtm.terms)))
    for topic, words in enumerate(found.values()):
        prior[topic, dtm.terms.get_indexer(words)] = seed_share * tokens / len(words)
    return prior, found, missing


def _looked_up(seed_words: Mapping[str, Sequence[str]], dtm: DTM) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    found, missing = {}, {}
    for name, words in seed_words.items():
        if isinstance(words, str):
            raise ArgumentError(f"seed list '{name}' must be a list of words, not one string")
        folded = list(dict.fromkeys(fold(word) for word in words))
        found[name] = [word for word in folded if word in dtm.terms]
        missing[name] = [word for word in folded if word not in dtm.terms]
    return found, missing


def _warn_of(missing: Mapping[str, list[str]], terms: pd.Index) -> None:
    gone = [f"'{word}' of '{name}'{did_you_mean(word, terms)}" for name, words in missing.items() for word in words]
    if gone:
        warnings.warn(
            together("seed words that are no terms of this matrix are left out:", gone), UserWarning, stacklevel=4
        )


def seed_weights(topics: TopicModel) -> pd.DataFrame:
    """Show what became of the seed words. *Did the corpus take the hint, or is the topic only its own seed list?*

    Parameters
    ----------
    topics
        What ``fit_topics(…, seed_words=…)`` returned.

    Returns
    -------
    DataFrame
        One row per seed word, also those missing: ``topic``, ``name``, ``token``, ``freq`` (in the corpus),
        ``pseudo`` (pseudo-tokens the prior gave it), ``share`` (of the word's occurrences, by expectation, that are in
        its topic), ``dominance`` (the prior's part of the whole topic, 0–1), ``note``.

    Notes
    -----
    Seeded LDA (pseudo-count prior): the seed words' weights in a Dirichlet prior, no switch variable and no model of
    keyword rates. A dominance above about .5 means that the topic is its prior.
    """
    seeds, missing = topics.settings.get("seed_words", {}), topics.settings.get("missing_seed_words", {})
    rows = []
    for topic, (name, words) in enumerate(seeds.items(), start=1):
        prior = topics.priors.loc[topic]
        pseudo = prior["seeded"] / max(1, len(words))
        for word, share in word_shares(topics, words)[topic].items():
            freq = int(topics.term_counts[word])
            rows.append((topic, name, word, freq, pseudo, share, prior["seeded"] / prior["weight"], ""))
        rows += [(topic, name, word, 0, 0.0, np.nan, np.nan, "no term of the matrix") for word in missing.get(name, [])]
    if not rows:
        return empty("seed_weights")
    return pd.DataFrame(rows, columns=empty("seed_weights").columns)


def word_shares(topics: TopicModel, words: Sequence[str]) -> pd.DataFrame:
    """p(topic | word): the share of a word's expected occurrences in each topic (words × topics), prior taken off."""
    expected = topics.topic_terms[list(words)].to_numpy() * topics.priors["weight"].to_numpy()[:, None]
    expected -= float(topics.settings["eta"])
    for topic, listed in enumerate(topics.settings.get("seed_words", {}).values()):
        mine = np.array([word in listed for word in words], dtype=bool)
        expected[topic, mine] -= topics.priors["seeded"].iloc[topic] / max(1, len(listed))
    expected = np.maximum(expected, 0)
    total = expected.sum(axis=0)
    shares = expected / np.where(total > 0, total, np.nan)
    return pd.DataFrame(shares.T, index=pd.Index(list(words), name="token"), columns=topics.topic_terms.index)
