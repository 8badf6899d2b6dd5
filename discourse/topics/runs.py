"""The same topic model fitted again and again on resampled documents: what of it comes back?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, unknown_name
from discourse.stats.bootstrap import check_random_state
from discourse.tables import empty
from discourse.text.matrix import DTM
from discourse.topics.infer import infer_topics
from discourse.topics.model import TopicModel, best_terms, check_workers
from discourse.topics.stability import agreements, matched_agreement, medoid

#: A topic whose terms agree less than this with its partners in other runs is not one to interpret.
STABLE = 0.5
RESAMPLES = ("subsample", "bootstrap")


@dataclass(frozen=True)
class TopicRuns:
    """Several runs of one model, matched to the run that agrees most with the others.

    Attributes
    ----------
    topics
        The medoid run, with shares in all documents: the model to read.
    shares
        Runs × documents × topics: the share in each run of the partner of each topic of ``topics`` (in documents the
        run did not see as well); NaN where a topic has no partner.
    matches
        One row per run and topic (``run, topic, partner, jaccard, rbo``).
    run_agreement
        Runs × runs: mean average Jaccard of matched topics.
    settings
        How documents were drawn.
    """

    topics: TopicModel
    shares: NDArray[np.float32]
    matches: pd.DataFrame
    run_agreement: NDArray[np.float64]
    settings: Mapping[str, object]

    def __repr__(self) -> str:
        runs, documents, topics = self.shares.shape
        stable = int((topic_stability(self)["note"] == "").sum())
        return (
            f"TopicRuns\n├─ runs: {runs} ({self.settings['resample']})\n├─ documents: {documents:,}\n"
            f"├─ topics: {topics} ({stable} stable)\n└─ medoid: random_state={self.topics.settings['random_state']}"
        )


def fit_topic_runs(
    dtm: DTM,
    *,
    n_topics: int,
    random_state: int,
    runs: int = 10,
    resample: str = "subsample",
    share: float = 0.8,
    n: int = 10,
    init: str = "nmf",
    passes: int | None = None,
    seed_words: Mapping[str, Sequence[str]] | None = None,
    workers: int = 1,
) -> TopicRuns:
    """Fit one topic model to many samples of the documents. *Would this topic be there with other articles?*

    Parameters
    ----------
    dtm, n_topics, init, passes, seed_words
        As in :func:`fit_topics`.
    random_state
        Where chance starts: of the samples, and of each run's model (this number, the next, …).
    runs
        How many runs; 10 or more for a result to be reported.
    resample
        ``"subsample"``, each run on ``share`` of the documents, or ``"bootstrap"``, on as many as there are, drawn with
        replacement.
    share
        Of the documents in a subsample.
    n
        Terms per topic that are compared.
    workers
        Processes, over runs; they change no bit of the result.

    Returns
    -------
    TopicRuns
        The medoid run to read, and each topic's share in every document in every run.

    Notes
    -----
    Greene, O'Callaghan & Cunningham (2014) on subsamples and average Jaccard; Rieger et al. (2022) on choosing the run
    that agrees most with the others. Agreement of random states on identical documents says little with the NMF start,
    which hardly depends on chance; hence the documents are what is drawn.
    """
    state = check_random_state(random_state, what="documents are drawn and models start")
    check_draw(resample, share, runs)
    from discourse.topics.jobs import run_jobs

    settings = {"init": init, "passes": passes, "seed_words": seed_words}
    jobs = [(n_topics, state, run, settings) for run in range(runs)]
    draw = {"resample": resample, "share": share}
    models = list(run_jobs(fit_sample, jobs, shared=(dtm, draw), workers=check_workers(workers), label="topic runs"))
    lists = [best_terms(model.topic_terms.to_numpy(), n=n).tolist() for model in models]
    agree = agreements(lists)
    chosen = medoid(agree)
    matches = matched_agreement(lists[chosen], lists)
    shares = np.full((runs, len(dtm.doc_ids), n_topics), np.nan, dtype=np.float32)
    for run, model in enumerate(models):
        partner = matches.loc[matches["run"] == run, "partner"].to_numpy() - 1
        found = infer_topics(model, dtm).doc_topics.to_numpy()
        shares[run][:, partner >= 0] = found[:, partner[partner >= 0]]
    return TopicRuns(infer_topics(models[chosen], dtm), shares, matches, agree, {**draw, "runs": runs, "n": n})


def check_draw(resample: str, share: float, runs: int) -> None:
    """Say so if documents cannot be drawn this way."""
    if resample not in RESAMPLES:
        raise unknown_name("resample", resample, list(RESAMPLES), where="topic runs")
    if not 0 < share < 1 or runs < 2:
        raise ArgumentError(f"share must lie between 0 and 1 and runs be 2 or more, not {share} and {runs}")


def sample(dtm: DTM, *, resample: str, share: float, random_state: list[int]) -> tuple[DTM, NDArray[np.int64]]:
    """Draw documents; returns their matrix and the rows that were not drawn."""
    generator, documents = np.random.default_rng(random_state), len(dtm.doc_ids)
    if resample == "subsample":
        drawn = np.sort(generator.permutation(documents)[: max(1, round(share * documents))])
    else:
        drawn = np.sort(generator.integers(documents, size=documents))
    rest = np.setdiff1d(np.arange(documents), drawn)
    return DTM(csr_array(dtm.counts[drawn]), dtm.doc_ids[drawn], dtm.terms), rest


def fit_sample(job: tuple, shared: tuple) -> TopicModel:
    """Fit one run (what a worker process does)."""
    from discourse.topics.fit import fit_topics

    (n_topics, state, run, settings), (dtm, draw) = job, shared
    drawn, _ = sample(dtm, random_state=[state, run], **draw)
    return fit_topics(drawn, n_topics=n_topics, random_state=state + run, **settings)


def topic_stability(runs: TopicRuns) -> pd.DataFrame:
    """Show which topics come back in other samples of the documents. *Which topics may be interpreted at all?*

    Parameters
    ----------
    runs
        What :func:`fit_topic_runs` returned.

    Returns
    -------
    DataFrame
        One row per topic of the medoid run: ``topic``, ``jaccard`` (mean average Jaccard with its partners in the other
        runs), ``lowest`` (with the worst of them), ``rbo`` (mean rank-biased overlap), ``prevalence, low, high`` (mean
        share over documents in the medoid run, and the smallest and largest among runs), ``runs`` (the others),
        ``note`` (``"unstable: don't interpret"`` below .5).
    """
    own = medoid(runs.run_agreement)
    others = runs.matches[runs.matches["run"] != own].groupby("topic")
    jaccard = others["jaccard"].mean()
    prevalence = np.nanmean(runs.shares, axis=1, dtype=np.float64) if runs.shares.size else runs.shares.mean(axis=1)
    table = pd.DataFrame(
        {
            "topic": jaccard.index.astype(np.int64),
            "jaccard": jaccard.to_numpy(),
            "lowest": others["jaccard"].min().to_numpy(),
            "rbo": others["rbo"].mean().to_numpy(),
            "prevalence": prevalence[own],
            "low": np.nanmin(prevalence, axis=0),
            "high": np.nanmax(prevalence, axis=0),
            "runs": len(runs.shares) - 1,
            "note": np.where(jaccard < STABLE, "unstable: don't interpret", ""),
        }
    )
    return table[empty("topic_stability").columns]
