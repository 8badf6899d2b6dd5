"""One contrast, measured by a topic in every defensible way: does it hang on the number of topics, or on chance?"""

import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, unknown_name
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.stats.finished import Finished, fingerprint
from discourse.stats.rate_contrast import MEASURES, contrast_table, rate_contrasts
from discourse.stats.relabel import deal_labels
from discourse.tables import columns
from discourse.text.matrix import DTM, document_term_matrix
from discourse.topics.fit import fit_topics
from discourse.topics.groups import document_values

_CHOICES = ("n_topics", "run", "min_docs", "max_share")


def topic_specifications(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    seed_words: Mapping[str, Sequence[str]],
    topic: str,
    by: str,
    groups: Sequence[object],
    measure: str = "ratio",
    n_topics: Sequence[int] = (10, 20),
    runs: int = 3,
    min_docs: Sequence[int] = (3,),
    max_share: Sequence[float] = (0.25,),
    stop_words: str | Sequence[str] | None = "en",
    confidence: float = 0.95,
    permutations: int = 0,
    file: str | Path | None = None,
    random_state: int,
) -> pd.DataFrame:
    """Measure one contrast by a seeded topic in every combination of choices. *Does it hang on the number of topics?*

    Parameters
    ----------
    tokens, articles
        A tokens table, and the articles it was made of.
    seed_words
        ``{name: [words]}``, as for :func:`fit_topics`: without seeds a topic of one model is not one of the next.
    topic
        The name in ``seed_words`` that is compared.
    by, groups
        A document variable, and two of its values: the first is compared with the second. One value alone is compared
        with all other documents together.
    measure
        ``"ratio"`` of the topic's shares of the groups' counted words, or their ``"difference"``.
    n_topics
        Numbers of topics; the first is the primary one.
    runs
        Random states for each combination, derived from ``random_state``.
    min_docs, max_share
        Rarest and commonest terms that count, as for :func:`document_term_matrix`; the first of each is the primary.
    stop_words
        Left out, as for :func:`document_term_matrix`.
    confidence
        Of the intervals.
    permutations
        How often each model's contrast is measured again with the group labels dealt out anew over documents.
    file
        Where finished models are kept (JSON lines), so that a run broken off goes on where it was.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        As :func:`specifications` returns, with the choices ``n_topics, run, min_docs, max_share``: what
        :func:`specification_summary` and :func:`specification_choices` read. ``value`` is a share of counted words,
        ``base`` the words counted in each group.

    Raises
    ------
    UnknownNameError
        If topic, variable or group is not there.
    TooSmallError
        If the corpus is too small for a topic model.

    Notes
    -----
    Specification curves: Simonsohn, Simmons & Nelson (2020). Shares are taken as they were inferred, so the intervals
    cover the choice of documents and the curve covers the choices; :func:`topic_effects` pools over resampled
    documents. That a topic was seeded with words does not make it be about what they mean: read its passages.

    Examples
    --------
    >>> import discourse as dc
    >>> articles = dc.read_articles("demo")
    >>> seeds = {"nuclear": ["reactor", "inspectors", "nuclear"]}
    >>> asked = {"by": "outlet", "groups": ["The Harbour Ledger", "Meridian Wire"], "n_topics": [5, 8], "runs": 1}
    >>> curve = dc.topic_specifications(
    ...     dc.tokenize(articles), articles, topic="nuclear", seed_words=seeds, random_state=1, **asked)
    >>> curve[["n_topics", "run", "documents"]].to_numpy().tolist()
    [['5', '1', 46], ['8', '1', 46]]
    """
    check_confidence(confidence)
    check_random_state(random_state, what="topic models are fitted")
    grid = list(product(n_topics, range(1, runs + 1), min_docs, max_share))
    _check(seed_words, topic, measure, grid, permutations)
    found: list[pd.DataFrame] = []
    matrices = {
        key: document_term_matrix(tokens, min_docs=key[0], max_share=key[1], stop_words=stop_words)
        for key in product(min_docs, max_share)
    }
    target, kept = _sides(next(iter(matrices.values())), articles, by, groups)
    dealt = deal_labels(target, np.arange(len(target)), permutations=permutations, random_state=[random_state, 19])
    labels = np.concatenate([target[None], *dealt])
    asked = repr((dict(seed_words), topic, measure, confidence, random_state, grid))
    done = Finished(file, fingerprint(asked, labels.tobytes(), *(m.counts.data.tobytes() for m in matrices.values())))
    from tqdm import tqdm

    for step, choice in enumerate(tqdm(grid, desc="specifications", leave=False, disable=not sys.stderr.isatty())):
        dtm, counted = matrices[choice[2:]], matrices[choice[2:]].counts.sum(axis=1)[kept].astype(np.float64)
        if step not in done.steps:
            state = int(np.random.SeedSequence([random_state, choice[1]]).generate_state(1)[0])
            model = fit_topics(dtm, n_topics=choice[0], seed_words=seed_words, random_state=state)
            shares = model.doc_topics.to_numpy()[kept, list(seed_words).index(topic)]
            contrast = rate_contrasts(
                (shares * counted)[:, None], counted[:, None], labels, measure=measure, confidence=confidence
            )
            done.add(step, {name: values.tolist() for name, values in contrast.items()})
        numbers = {name: np.asarray(values) for name, values in done.steps[step].items()}
        base = f"{counted[target].sum():,.0f} and {counted[~target].sum():,.0f} words"
        named = pd.DataFrame([dict(zip(_CHOICES, map(str, choice), strict=True))])
        found.append(contrast_table(numbers, named, measure=measure, bases=[base], first=step))
    table = pd.concat(found).sort_values(["permutation", "specification"], ignore_index=True)
    return table[[*_CHOICES, *columns("specifications")]]


def _check(
    seed_words: Mapping[str, Sequence[str]], topic: str, measure: str, grid: list[tuple], permutations: int
) -> None:
    if topic not in seed_words:
        raise unknown_name("topic", topic, list(seed_words), where="seed_words")
    if measure not in MEASURES:
        raise unknown_name("measure", measure, list(MEASURES), where="topic_specifications")
    if not grid or permutations < 0:
        raise ArgumentError(
            "n_topics, min_docs and max_share must hold a number each, runs be 1 or more and permutations 0 or more"
        )


def _sides(
    dtm: DTM, articles: pd.DataFrame, by: str, groups: Sequence[object]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Of the documents in the two groups: which are in the first, and where they stand in the matrix."""
    if len(groups) not in (1, 2):
        raise ArgumentError(f"groups must be two values of '{by}', or one (against all others), not {list(groups)}")
    values = document_values(dtm.doc_ids, articles, [by])[by]
    for group in groups:
        if not (values == group).any():
            raise unknown_name("group", group, values.dropna().unique().tolist(), where=by)
    first = (values == groups[0]).to_numpy()
    other = (values == groups[1]).to_numpy() if len(groups) == 2 else values.notna().to_numpy() & ~first
    kept = np.flatnonzero(first | other)
    return first[kept], kept
