"""How many topics? Models of several sizes, each on many samples of the documents, judged by several measures."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse.errors import ArgumentError, ReadError
from discourse.stats.bootstrap import check_random_state
from discourse.tables import empty
from discourse.text.matrix import DTM
from discourse.topics.coherence import MEASURES, mean_coherence
from discourse.topics.heldout import completion_perplexity
from discourse.topics.model import best_terms, check_workers
from discourse.topics.runs import STABLE, check_draw, sample
from discourse.topics.stability import agreements, matched_agreement, medoid
from discourse.topics.terms import diversity, exclusivity


def search_topics(
    dtm: DTM,
    *,
    n_topics: Sequence[int],
    random_state: int,
    runs: int = 10,
    resample: str = "subsample",
    share: float = 0.8,
    n: int = 10,
    init: str = "nmf",
    passes: int | None = None,
    workers: int = 1,
    file: str | Path | None = None,
) -> pd.DataFrame:
    """Compare numbers of topics on resampled documents. *How many topics does this corpus bear?*

    Parameters
    ----------
    dtm, init, passes
        As in :func:`fit_topics`.
    n_topics
        The numbers to compare.
    random_state, runs, resample, share, n, workers
        As in :func:`fit_topic_runs`; each number of topics gets the same samples.
    file
        Where finished runs are kept (JSON lines), so that a search broken off goes on where it was; ``None``
        keeps none.

    Returns
    -------
    DataFrame
        One row per number of topics and run: ``n_topics, run, random_state, documents`` (drawn), ``perplexity`` (of the
        second halves of the documents not drawn, given their first halves; lower is better), ``npmi, u_mass_gensim,
        u_mass_mimno, u_mass_stm`` (coherence, means over topics), ``exclusivity`` (FREX, mean over topics),
        ``diversity``, ``stability`` (mean average Jaccard of matched topics with the other runs), ``rbo``, ``stable``
        (topics of which .5 or more comes back), ``medoid`` (the run that agrees most with the others), ``note``
        (why a number is missing).

    Raises
    ------
    ReadError
        If ``file`` holds runs of another corpus or other settings.

    Notes
    -----
    No measure knows the right number. Perplexity falls with more topics, exclusivity rises; stability and what readers
    make of the topics decide. Take a number at which topics come back, then :func:`fit_topic_runs`.
    """
    state = check_random_state(random_state, what="documents are drawn and models start")
    check_draw(resample, share, runs)
    sizes = list(dict.fromkeys(int(size) for size in n_topics))
    if not sizes or min(sizes) < 2 or n < 2:
        raise ArgumentError(f"n_topics must be numbers from 2 on and n be 2 or more, not {list(n_topics)} and {n}")
    settings = {"init": init, "passes": passes}
    draw = {"resample": resample, "share": share}
    done = _Finished(file, _fingerprint(dtm, {**settings, **draw, "n": n, "random_state": state}))
    wanted = [(size, run) for size in sizes for run in range(runs)]
    jobs = [(size, state, run, settings, n) for size, run in wanted if (size, run) not in done.rows]
    from discourse.topics.jobs import run_jobs

    for row in run_jobs(judge_sample, jobs, shared=(dtm, draw), workers=check_workers(workers), label="topic search"):
        done.add(row)
    rows = [done.rows[key] for key in wanted]
    tables = [_with_stability([row for row in rows if row["n_topics"] == size]) for size in sizes]
    return pd.concat(tables, ignore_index=True)[empty("topic_search").columns]


def judge_sample(job: tuple, shared: tuple) -> dict[str, object]:
    """Fit one run and measure it (what a worker process does)."""
    from discourse.topics.fit import fit_topics

    (size, state, run, settings, n), (dtm, draw) = job, shared
    drawn, rest = sample(dtm, random_state=[state, run], **draw)
    topics = fit_topics(drawn, n_topics=size, random_state=state + run, **settings)
    probability = topics.topic_terms.to_numpy()
    best = best_terms(probability, n=n)
    row = {"n_topics": size, "run": run, "random_state": state + run, "documents": len(drawn.doc_ids)}
    row["perplexity"] = completion_perplexity(probability, csr_array(dtm.counts[rest]), random_state=state)
    row |= {measure: mean_coherence(best, drawn.counts, measure=measure) for measure in MEASURES}
    row |= {"exclusivity": float(exclusivity(probability, n=n).mean()), "diversity": diversity(best)}
    missing = [name for name in ("perplexity", *MEASURES) if np.isnan(row[name])]
    row["note"] = f"not defined: {', '.join(missing)}" if missing else ""
    return {**row, "terms": best.tolist()}


def _with_stability(rows: list[dict[str, object]]) -> pd.DataFrame:
    lists = [row["terms"] for row in rows]
    agree = agreements(lists)
    table = pd.DataFrame([{name: value for name, value in row.items() if name != "terms"} for row in rows])
    others = len(rows) - 1
    overlap, stable = [], []
    for run, own in enumerate(lists):
        matches = matched_agreement(own, lists[:run] + lists[run + 1 :])
        overlap.append(matches["rbo"].mean())
        stable.append(int((matches.groupby("topic")["jaccard"].mean() >= STABLE).sum()))
    chosen = medoid(agree)
    return table.assign(
        stability=(agree.sum(axis=1) - 1) / others, rbo=overlap, stable=stable, medoid=np.arange(len(rows)) == chosen
    )


def _fingerprint(dtm: DTM, settings: dict[str, object]) -> str:
    digest = sha256(json.dumps(settings, sort_keys=True).encode())
    for part in (dtm.counts.indptr, dtm.counts.indices, dtm.counts.data):
        digest.update(np.ascontiguousarray(part, dtype=np.int64).tobytes())
    digest.update("\n".join([*dtm.doc_ids, "", *dtm.terms]).encode())
    return digest.hexdigest()


class _Finished:
    """Runs that are finished, in memory and, if a file is given, in it."""

    def __init__(self, file: str | Path | None, fingerprint: str) -> None:
        self.path, self.fingerprint = (None if file is None else Path(file)), fingerprint
        self.rows: dict[tuple[int, int], dict[str, object]] = {}
        if self.path is not None and self.path.exists():
            for row in self._read():
                self.rows[row["n_topics"], row["run"]] = row

    def _read(self) -> Iterator[dict[str, object]]:
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                kept = json.loads(line)
                mine, row = kept["search"] == self.fingerprint, kept["row"]
            except (json.JSONDecodeError, KeyError, TypeError):
                continue  # the line being written when the search was broken off
            if not mine:
                raise ReadError(
                    f"{self.path}, line {number}, holds a run of another corpus or other settings; name another file"
                )
            yield row

    def add(self, row: dict[str, object]) -> None:
        self.rows[row["n_topics"], row["run"]] = row
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as out:
                out.write(json.dumps({"search": self.fingerprint, "row": row}) + "\n")
