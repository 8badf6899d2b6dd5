"""Measure topic models against their peers: one run, interleaved, the same held-out split and measures for all.

    python benchmarks/topics.py fit --peers /path/to/python-with-tomotopy   # time and quality, every model
    python benchmarks/topics.py stability                                  # 80 % subsamples, ours and stock gensim's
    python benchmarks/topics.py seeds                                      # held-out seed recall on lee
    python benchmarks/topics.py same                                       # gensim's algorithm, equal start and bound
    python benchmarks/topics.py chain                                      # 200,000 documents, from texts to topics

Prints Markdown rows. CPU seconds are user and system of the process and its children, of training alone: the matrix
is counted, every library imported and our loops compiled beforehand; what a peer needs to take the documents in counts.
Every model fits in a fresh process; models take turns within a random state. The corpora lie in ``../shared``.
tomotopy and pyrmallet are not the project's dependencies: ``--peers`` names an interpreter that has them.
"""

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import tomllib
import warnings
from itertools import pairwise
from pathlib import Path
from statistics import median

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from scipy.sparse import csr_array  # noqa: E402

import discourse as dc  # noqa: E402
from discourse.text.matrix import DTM  # noqa: E402
from discourse.text.words import split_words  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / ".." / "shared" / "data" / "corpora"
FILES = {
    "tehran_times_sovereignty": ("tehran_times_sovereignty.jsonl.gz", "news_id"),
    "reuters21578": ("reuters21578_19k.jsonl.gz", "id"),
    "ungdc_20": ("ungdc_20countries_1980_2024.jsonl.gz", "id"),
}
TASKS = [("tehran_times_sovereignty", 20), ("tehran_times_sovereignty", 50), ("ungdc_20", 30), ("reuters21578", 50)]
#: name → how many random states at most; slow ones get fewer.
MODELS = {
    "ours (NMF start, 2 passes)": 3,
    "ours (random start, 1 pass)": 3,
    "ours (random start, 2 passes)": 3,
    "ours (random start, 10 passes)": 3,
    "gensim LdaModel, 1 pass": 3,
    "gensim LdaModel, 2 passes": 3,
    "gensim LdaModel, 10 passes": 1,
    "gensim LdaMulticore, 2 workers, 10 passes": 1,
    "scikit-learn LDA, batch, 10": 1,
    "scikit-learn NMF, tf-idf": 3,
    "tomotopy, 200": 3,
    "tomotopy, 1,000": 1,
    "pyrmallet (a port of MALLET), 200": 1,
}
PEER = {"tomotopy, 200": 200, "tomotopy, 1,000": 1000, "pyrmallet (a port of MALLET), 200": 200}
HELD_OUT, MOST_HELD_OUT = 0.1, 1000


def matrix(name: str) -> DTM:
    """Count a corpus."""
    if name == "lee":
        return dc.document_term_matrix(dc.tokenize(dc.read_articles("lee")), min_docs=3, max_share=0.5, stop_words="en")
    file, key = FILES[name]
    table = pd.read_json(CORPORA / file, lines=True)
    articles = pd.DataFrame({"doc_id": table[key].astype(str).astype("str"), "text": table["text"].astype("str")})
    tokens = dc.tokenize(articles.drop_duplicates("doc_id"))
    return dc.document_term_matrix(tokens, min_docs=5, max_share=0.5, stop_words="en")


def split(dtm: DTM) -> tuple[DTM, csr_array]:
    """The training documents, and those held out: a tenth, at most 1,000."""
    documents = len(dtm.doc_ids)
    order = np.random.default_rng(0).permutation(documents)
    out = min(MOST_HELD_OUT, round(HELD_OUT * documents))
    kept = np.sort(order[out:])
    return DTM(csr_array(dtm.counts[kept]), dtm.doc_ids[kept], dtm.terms), csr_array(dtm.counts[np.sort(order[:out])])


def saved(folder: Path, dtm: DTM) -> None:
    counts = dtm.counts
    np.savez(folder / "train.npz", indptr=counts.indptr, indices=counts.indices, data=counts.data, shape=counts.shape)


def read(folder: Path) -> DTM:
    kept = np.load(folder / "train.npz")
    counts = csr_array((kept["data"], kept["indices"], kept["indptr"]), shape=tuple(kept["shape"]))
    ids = pd.Index([f"{row:07}" for row in range(counts.shape[0])], dtype="str")
    return DTM(counts, ids, pd.Index([f"{term:07}" for term in range(counts.shape[1])], dtype="str"))


def cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def fit(model: str, dtm: DTM, n_topics: int, state: int) -> tuple[np.ndarray, float]:
    """Topics × terms and CPU seconds of one of the models of this environment."""
    passes = int(model.split()[-2]) if "pass" in model else 10
    if model.startswith("ours"):
        init = "nmf" if "NMF" in model else "random"
        small = DTM(csr_array(dtm.counts[:200]), dtm.doc_ids[:200], dtm.terms)
        passes = int(model.split()[-2])
        dc.fit_topics(small, n_topics=5, random_state=0, init=init, passes=1)
        start = cpu()
        topics = dc.fit_topics(dtm, n_topics=n_topics, random_state=state, init=init, passes=passes)
        return topics.topic_terms.to_numpy(), cpu() - start
    if model.startswith("gensim"):
        from gensim.models import LdaModel, LdaMulticore

        names = dict(enumerate(dtm.terms))
        ends = dtm.counts.indptr
        corpus = [
            list(zip(dtm.counts.indices[a:b].tolist(), dtm.counts.data[a:b].tolist(), strict=True))
            for a, b in pairwise(ends)
        ]
        settings = {"id2word": names, "num_topics": n_topics, "random_state": state, "passes": passes}
        start = cpu()
        kind = LdaMulticore if "Multicore" in model else LdaModel
        settings |= {"workers": 2} if kind is LdaMulticore else {}
        fitted = kind(corpus, eval_every=None, **settings)
        return fitted.get_topics(), cpu() - start
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = csr_array(dtm.counts, dtype=np.float64)
    start = cpu()
    if "NMF" in model:
        fitted = NMF(n_topics, init="nndsvd", random_state=state).fit(
            TfidfTransformer(sublinear_tf=True).fit_transform(counts)
        )
    else:
        fitted = LatentDirichletAllocation(n_topics, learning_method="batch", max_iter=10, random_state=state).fit(
            counts
        )
    parts = fitted.components_ + 1e-12
    return parts / parts.sum(axis=1, keepdims=True), cpu() - start


PEER_CODE = """
import json, resource, sys
import numpy as np
folder, model, n_topics, iterations, state = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
kept = np.load(folder + "/train.npz")
ends, terms, data, width = kept["indptr"], kept["indices"], kept["data"], int(kept["shape"][1])
documents = [
    [f"{t:07}" for t, c in zip(terms[a:b].tolist(), data[a:b].tolist()) for _ in range(c)]
    for a, b in zip(ends[:-1], ends[1:])
]
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
phi = np.full((n_topics, width), 1e-12)
if model == "tomotopy":
    import tomotopy
    start = cpu()
    fitted = tomotopy.LDAModel(k=n_topics, seed=state)
    for document in documents:
        fitted.add_doc(document)
    fitted.train(iterations, workers=1)
    seconds = cpu() - start
    columns = np.array([int(word) for word in fitted.used_vocabs])
    for topic in range(n_topics):
        phi[topic, columns] = fitted.get_topic_word_dist(topic)
else:
    import pyrmallet
    letters, digits = str.maketrans("0123456789", "abcdefghij"), str.maketrans("abcdefghij", "0123456789")
    texts = [" ".join(document).translate(letters) for document in documents]  # it reads letters only
    start = cpu()
    settings = dict(max_iter=iterations, random_state=state, burn_in=50, optimize_interval=10)
    fitted = pyrmallet.LatentDirichletAllocation(n_topics, **settings).fit(texts)
    seconds = cpu() - start
    columns = np.array([int(word.translate(digits)) for word in fitted.feature_names_in_])
    phi[:, columns] += fitted.components_
np.savez(folder + "/peer.npz", phi=phi / phi.sum(axis=1, keepdims=True), seconds=seconds)
"""


def fit_apart(model: str, folder: Path, n_topics: int, state: int, peers: str | None) -> tuple[np.ndarray, float]:
    """Fit a model in a fresh process."""
    (folder / "peer.npz").unlink(missing_ok=True)
    if model in PEER:
        if peers is None:
            raise RuntimeError("--peers names no interpreter")
        command = [peers, "-c", PEER_CODE, str(folder), model.split()[0].rstrip(","), str(n_topics)]
        command += [str(PEER[model]), str(state)]
    else:
        command = [sys.executable, __file__, "one", model, str(folder), str(n_topics), str(state)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed without a word")
    kept = np.load(folder / "peer.npz")
    return kept["phi"], float(kept["seconds"])


def judged(phi: np.ndarray, train: DTM, held_out: csr_array) -> dict[str, float]:
    from discourse.topics.coherence import mean_coherence
    from discourse.topics.heldout import completion_perplexity
    from discourse.topics.model import best_terms
    from discourse.topics.terms import diversity

    best = best_terms(phi, n=10)
    return {
        "perplexity": completion_perplexity(phi, held_out, random_state=7),
        "NPMI": mean_coherence(best, train.counts, measure="npmi"),
        "u_mass": mean_coherence(best, train.counts, measure="u_mass_gensim"),
        "diversity": diversity(best),
    }


def compare(peers: str | None, keep: Path | None, states: int, models: dict[str, int]) -> None:
    for name, n_topics in TASKS:
        train, held_out = split(matrix(name))
        found: dict[str, list[dict[str, float]]] = {}
        with tempfile.TemporaryDirectory() as folder:
            saved(Path(folder), train)
            for state in range(1, states + 1):
                for model, most in models.items():
                    if state > most:
                        continue
                    try:
                        phi, seconds = fit_apart(model, Path(folder), n_topics, state, peers)
                    except RuntimeError as error:
                        print(f"{name} K={n_topics} {model}: not measured ({error})", file=sys.stderr, flush=True)
                        continue
                    row = {"CPU s": seconds, **judged(phi, train, held_out)}
                    found.setdefault(model, []).append(row)
                    if keep is not None:
                        with keep.open("a", encoding="utf-8") as out:
                            out.write(
                                json.dumps({"corpus": name, "K": n_topics, "model": model, "state": state, **row})
                                + "\n"
                            )
        _print(name, n_topics, train, held_out, found)


def _print(name: str, n_topics: int, train: DTM, held_out: csr_array, found: dict[str, list[dict[str, float]]]) -> None:
    sizes = f"{len(train.doc_ids):,} documents, {len(train.terms):,} terms, {int(train.counts.sum()):,} tokens"
    print(f"\n### {name}, K = {n_topics} ({sizes}; {held_out.shape[0]:,} documents held out)\n")
    print("| model | n | CPU s | held-out perplexity (range) | NPMI | u_mass (gensim) | diversity |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for model, rows in found.items():
        middle = {key: median(row[key] for row in rows) for key in rows[0]}
        every = [row["perplexity"] for row in rows]
        spread = f" ({min(every):,.0f}–{max(every):,.0f})" if len(rows) > 1 else ""
        print(
            f"| {model} | {len(rows)} | {middle['CPU s']:.2f} | {middle['perplexity']:,.0f}{spread} "
            f"| {middle['NPMI']:.3f} | {middle['u_mass']:.2f} | {middle['diversity']:.2f} |",
            flush=True,
        )


def stability(runs: int) -> None:
    print("| corpus | K | runs | AJ@10 ours | RBO ours | topics ≥ .5 ours | AJ@10 stock gensim | RBO | topics ≥ .5 |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, n_topics in [("lee", 10), *TASKS]:
        cells = []
        for init in ("nmf", "random"):
            found = dc.search_topics(matrix(name), n_topics=[n_topics], random_state=1, runs=runs, init=init)
            cells += [f"{found['stability'].mean():.3f}", f"{found['rbo'].mean():.3f}", f"{found['stable'].mean():.1f}"]
        print(f"| {name} | {n_topics} | {runs} | {' | '.join(cells)} |", flush=True)


def seeds() -> None:
    dtm = matrix("lee")
    lists = tomllib.loads((ROOT / "benchmarks" / "lee_seeds.toml").read_text(encoding="utf-8"))
    shown = {name: entry["seeds"] for name, entry in lists.items()}
    hidden = {name: entry["held_out"] for name, entry in lists.items()}
    recall = dc.seed_recall(dtm, shown, n_topics=10, held_out=hidden, repeats=8, random_state=0)
    by_state = recall.groupby("random_state")["share"].mean()
    print(f"ours: held-out p(z|w) {by_state.mean():.3f}, lowest of 8 random states {by_state.min():.3f}")
    print(recall.groupby("name", sort=False)["share"].mean().round(3).to_string())
    stock = [_stock_recall(dtm, shown, hidden, state) for state in range(8)]
    print(f"stock gensim, the same prior as eta: {np.mean(stock):.3f}, lowest {min(stock):.3f}; chance .100")


def _stock_recall(dtm: DTM, shown: dict[str, list[str]], hidden: dict[str, list[str]], state: int) -> float:
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel

    from discourse.topics.seeds import SEED_SHARE, seed_prior

    prior, _, _ = seed_prior(shown, dtm, n_topics=10, seed_share=SEED_SHARE, tokens=int(dtm.counts.sum()))
    corpus = Sparse2Corpus(dtm.counts.T.tocsc(), documents_columns=True)
    names = dict(enumerate(dtm.terms))
    settings = {
        "num_topics": 10,
        "eta": 0.1 + prior,
        "random_state": state,
        "passes": 20,
        "chunksize": len(dtm.doc_ids),
    }
    model = LdaModel(corpus, id2word=names, eval_every=None, dtype=np.float64, **settings)
    statistics = model.state.sstats / model.state.sstats.sum(axis=0)
    found = [statistics[topic, dtm.terms.get_indexer(words)] for topic, words in enumerate(hidden.values())]
    return float(np.concatenate(found).mean())


def same(states: int) -> None:
    """Train gensim's model and ours from the same random start, in turns, and compare their bounds on the same rows."""
    from gensim.models import LdaModel

    from discourse.topics.lda import new_lda
    from discourse.topics.rows import rows

    print("| corpus, K, passes | ours CPU s | gensim CPU s | times | bound per word, ours / gensim |")
    print("|---|---:|---:|---:|---|")
    tasks = [(*TASKS[0], 2), (*TASKS[1], 2), (*TASKS[1], 10), (*TASKS[2], 2), (*TASKS[3], 2)]
    for name, n_topics, passes in tasks:
        dtm, _ = split(matrix(name))
        documents, names = rows(dtm), dict(enumerate(dtm.terms))
        pairs, seconds, bounds = list(documents), {"ours": [], "gensim": []}, {}
        new_lda(documents.terms, n_topics=5, random_state=0).update(documents[:200])
        for state in range(1, states + 1):
            start = cpu()
            ours = new_lda(documents.terms, n_topics=n_topics, random_state=state)
            ours.update(documents, passes=passes, chunksize=2000)
            seconds["ours"].append(cpu() - start)
            start = cpu()
            settings = {"num_topics": n_topics, "random_state": state, "passes": passes, "eval_every": None}
            stock = LdaModel(pairs, id2word=names, **settings)
            seconds["gensim"].append(cpu() - start)
            if state == 1:
                for model, found in (("ours", ours), ("gensim", stock)):
                    found.random_state = np.random.RandomState(0)
                    bounds[model] = found.log_perplexity(pairs)
        mine, theirs = median(seconds["ours"]), median(seconds["gensim"])
        print(
            f"| {name}, {n_topics}, {passes} | {mine:.2f} | {theirs:.2f} | {theirs / mine:.1f} "
            f"| {bounds['ours']:.3f} / {bounds['gensim']:.3f} |",
            flush=True,
        )


LARGE = ("ungdc_v13_1946_2024.jsonl.xz", "tehran_times_33k.jsonl.xz")
LARGE_DOCUMENTS, LARGE_TOKENS = 200_000, 57_000_000


def chain() -> None:
    """Go from 200,000 texts to topics in a fresh process: tokenise, count, fit once through."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.feather"
        subprocess.run([sys.executable, __file__, "pieces", str(file)], check=True)
        subprocess.run([sys.executable, __file__, "measure", str(file)], check=True)


def pieces(file: Path) -> None:
    """Cut the texts of two corpora into documents of equally many words; begin anew where they do not suffice."""
    each, texts = LARGE_TOKENS // LARGE_DOCUMENTS, []
    for name in LARGE:
        for text in pd.read_json(CORPORA / name, lines=True)["text"].astype(str):
            words = text.split(" ")
            cut = [" ".join(words[first : first + each]) for first in range(0, len(words), each)]
            texts += [piece for piece in cut if len(piece) > 2 * each]
    there = len(texts)
    texts = (texts * -(-LARGE_DOCUMENTS // there))[:LARGE_DOCUMENTS]
    ids = [f"d{number:06}" for number in range(len(texts))]
    articles = pd.DataFrame({"doc_id": ids, "text": texts}).astype("str")
    tokens = int(split_words(articles, hyphens="keep", places=False).bounds[-1])
    print(f"{there:,} pieces in the corpora, {max(0, LARGE_DOCUMENTS - there):,} repeated: {tokens:,} tokens")
    articles.to_feather(file)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def measure(file: Path) -> None:
    articles = pd.read_feather(file).astype("str")
    small = dc.document_term_matrix(articles.head(30_000), min_docs=5, max_share=0.5, stop_words="en")
    dc.fit_topics(small, n_topics=5, random_state=0, passes=1)  # compiled, or read from the cache
    del small
    print(f"articles and libraries: {peak():.2f} GiB at the peak")
    times = [cpu()]
    dtm = dc.document_term_matrix(articles, min_docs=5, max_share=0.5, stop_words="en")
    times.append(cpu())
    counted = peak()
    topics = dc.fit_topics(dtm, n_topics=50, random_state=1, passes=1)
    times.append(cpu())
    print(f"matrix of {dtm.counts.nnz:,} entries, {len(dtm.terms):,} terms, {int(dtm.counts.sum()):,} counted tokens")
    texts, fitted = (later - sooner for sooner, later in pairwise(times))
    print(f"tokenise and count {texts:.1f} s, fit and shares {fitted:.1f} s: {times[-1] - times[0]:.1f} CPU s")
    print(f"{counted:.2f} GiB at the peak after counting, {peak():.2f} in all")
    assert topics.doc_topics.shape == (len(articles), 50)


def one(model: str, folder: Path, n_topics: int, state: int) -> None:
    phi, seconds = fit(model, read(folder), n_topics, state)
    np.savez(folder / "peer.npz", phi=phi, seconds=seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure topic models against their peers.", allow_abbrev=False)
    parser.add_argument("what", choices=["fit", "stability", "seeds", "same", "chain", "one", "pieces", "measure"])
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--peers", help="an interpreter with tomotopy and pyrmallet")
    parser.add_argument("--states", type=int, default=3, help="random states (default: 3)")
    parser.add_argument("--without", action="append", default=[], help="a model not to measure, by its name")
    parser.add_argument("--runs", type=int, default=5, help="subsamples for the stability (default: 5)")
    parser.add_argument("--keep", type=Path, help="a file to which every single measurement is added (JSON lines)")
    options = parser.parse_args()
    logging.disable(logging.ERROR)
    warnings.simplefilter("ignore")
    if options.what == "one":
        one(options.rest[0], Path(options.rest[1]), int(options.rest[2]), int(options.rest[3]))
    elif options.what == "fit":
        models = {name: most for name, most in MODELS.items() if name not in options.without}
        compare(options.peers, options.keep, options.states, models)
    elif options.what == "stability":
        stability(options.runs)
    elif options.what in ("pieces", "measure"):
        {"pieces": pieces, "measure": measure}[options.what](Path(options.rest[0]))
    elif options.what == "same":
        same(options.states)
    else:
        {"seeds": seeds, "chain": chain}[options.what]()


if __name__ == "__main__":
    main()
