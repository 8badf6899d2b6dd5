"""Held-out seed recall: do words nobody told the model about find the topic they belong to?"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, listing, together
from discourse.stats.bootstrap import check_random_state
from discourse.tables import empty
from discourse.text.matrix import DTM
from discourse.topics.fit import fit_topics
from discourse.topics.seeds import SEED_SHARE, word_shares

_HIDDEN = 3  # one word in so many


def seed_recall(
    dtm: DTM,
    seed_words: Mapping[str, Sequence[str]],
    *,
    n_topics: int,
    random_state: int,
    held_out: Mapping[str, Sequence[str]] | None = None,
    repeats: int = 10,
    seed_share: float = SEED_SHARE,
    passes: int | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """Test seed lists with words kept from the model. *Does a topic gather the words of its theme, or only its seeds?*

    Parameters
    ----------
    dtm, n_topics, seed_share, passes, workers
        As in :func:`fit_topics`.
    seed_words
        ``{name: [words]}``, the lists to be tested.
    random_state
        Of the first model; the others follow it by one.
    held_out
        ``{name: [words]}``: words of each theme that are no seeds. ``None`` hides a random third of each list (at least
        one word), another one each time.
    repeats
        How many models are fitted.

    Returns
    -------
    DataFrame
        One row per model and hidden word: ``random_state``, ``name``, ``topic``, ``token``, ``freq``, ``share``
        (p(topic | word): of the word's expected occurrences, those in the topic of its list), ``chance``
        (1 / topics). Take the mean over words, then look at the worst model.

    Raises
    ------
    ArgumentError
        If a held-out word is a seed or no term of the matrix, or a list is too short to hide a word of it.

    Notes
    -----
    A mean near ``chance`` says that the seeds moved nothing but themselves. High recall says that words travel
    together, not that they frame anything.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> dtm = dc.document_term_matrix(tokens, min_docs=3, stop_words="en")
    >>> seeds = {"fires": ["fire", "firefighters", "fires"], "cricket": ["cricket", "test", "match"]}
    >>> recall = dc.seed_recall(
    ...     dtm, seeds, n_topics=5, held_out={"fires": ["winds"], "cricket": ["waugh"]}, repeats=1, random_state=1
    ... )
    >>> recall["token"].tolist(), bool((recall["share"] > recall["chance"]).all())
    (['winds', 'waugh'], True)
    """
    state = check_random_state(random_state, what="models start")
    if repeats < 1:
        raise ArgumentError(f"repeats must be 1 or more, not {repeats}")
    _check_lists(dtm, seed_words, held_out)
    generator = np.random.default_rng([state, 2])
    tables = []
    for number in range(state, state + repeats):
        shown, hidden = (seed_words, held_out) if held_out is not None else _hide(seed_words, dtm, generator)
        settings = {"n_topics": n_topics, "random_state": number, "seed_share": seed_share, "passes": passes}
        topics = fit_topics(dtm, seed_words=shown, workers=workers, **settings)
        for topic, name in enumerate(topics.settings["seed_words"], start=1):
            words = list(hidden.get(name, []))
            freq = topics.term_counts[words].to_numpy()
            columns = {"random_state": number, "name": name, "topic": topic, "token": words, "freq": freq}
            share = word_shares(topics, words)[topic].to_numpy()
            tables.append(pd.DataFrame({**columns, "share": share, "chance": 1 / n_topics}))
    kept = [table for table in tables if len(table)]
    return pd.concat(kept, ignore_index=True) if kept else empty("seed_recall")


def _hide(
    seed_words: Mapping[str, Sequence[str]], dtm: DTM, generator: np.random.Generator
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    shown, hidden = {}, {}
    for name, words in seed_words.items():
        there = [word for word in words if word in dtm.terms]
        drawn = set(generator.choice(len(there), size=max(1, len(there) // _HIDDEN), replace=False).tolist())
        shown[name] = [word for number, word in enumerate(there) if number not in drawn]
        hidden[name] = [word for number, word in enumerate(there) if number in drawn]
    return shown, hidden


def _check_lists(
    dtm: DTM, seed_words: Mapping[str, Sequence[str]], held_out: Mapping[str, Sequence[str]] | None
) -> None:
    problems = []
    if held_out is None:
        short = [name for name, words in seed_words.items() if sum(word in dtm.terms for word in words) < 2]
        problems += [
            f"seed list '{name}' has fewer than 2 words of the matrix, so none can be hidden" for name in short
        ]
    for name, words in (held_out or {}).items():
        if name not in seed_words:
            problems.append(f"held_out has '{name}', which is no seed list; lists there: {listing(seed_words)}")
        gone = [word for word in words if word not in dtm.terms]
        both = [word for word in words if word in seed_words.get(name, [])]
        problems += [f"held-out words of '{name}' that are no terms of the matrix: {listing(gone)}"] if gone else []
        problems += [f"held-out words of '{name}' that are its seeds: {listing(both)}"] if both else []
    if problems:
        raise ArgumentError(together("seed recall cannot be measured this way:", problems))
