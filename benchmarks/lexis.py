"""Measure concordance, collocates, keyness and permutations on real corpora, beside the library conc.

    flock /tmp/bench.lock .venv/bin/python benchmarks/lexis.py corpus.jsonl.gz larger.jsonl.xz --peer VENV

Each corpus is a file of one JSON object a line with ``text``. The peer runs in a process of its own, with the Python of
VENV, where ``pip install conc==0.1.13`` was done; without ``--peer`` only our own times are shown. Its corpora are
built once, with the blank English tokeniser of spaCy. Both sides are warmed up once, then take turns, and the median
of the CPU seconds (user and system of all threads) is shown. Tables count as finished when they are tables: a pandas
DataFrame here, a polars one there. Nothing is asserted: times belong to a machine.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import pandas as pd

import discourse as dc
from discourse.stats.keyness import g2
from discourse.stats.permutation import permutation_p

#: So often a task is done in each turn: one of milliseconds would be told by what the other left in the caches.
CALLS = 3

#: Runs in the peer's environment: reads the name of a task a line, does it, and writes CPU seconds and rows.
PEER = """
import json, sys, time
from pathlib import Path
import logging; logging.disable(logging.CRITICAL)
import spacy
from spacy.language import Language
Language.disable_pipes = lambda self, *names: None  # the blank model has none of them
folder, word = Path(sys.argv[1]), sys.argv[2]
spacy.blank("en").to_disk(folder / "blank")
from conc.corpus import Corpus
from conc.concordance import Concordance
from conc.collocates import Collocates
from conc.keyness import Keyness
started = time.process_time()
made = {}
for name in ("all", "even", "odd"):
    made[name] = Corpus(name=name, description="-").build_from_csv(
        source_path=str(folder / f"{name}.csv"), text_column="text", model=str(folder / "blank"), save_path=f"{folder}/"
    )
    if name == "all":
        built = time.process_time() - started
lines, company, keys = Concordance(made["all"]), Collocates(made["all"]), Keyness(made["even"], made["odd"])
tasks = {
    "concordance": lambda: lines.concordance(word, context_length=8, page_size=10**7).to_frame(),
    "collocates": lambda: company.collocates(word, page_size=0).to_frame(),
    "keyness": lambda: keys.keywords(page_size=0, min_frequency=0).to_frame(),
}
print("READY", json.dumps(built), flush=True)
for line in sys.stdin:
    task, calls = line.split()
    started = time.process_time()
    for _ in range(int(calls)):
        table = tasks[task]()
    print("DONE", json.dumps([(time.process_time() - started) / int(calls), len(table)]), flush=True)
"""


class Peer:
    """The other library in a process of its own."""

    def __init__(self, python: Path, folder: Path, word: str) -> None:
        script = folder / "peer.py"
        script.write_text(PEER, encoding="utf-8")
        command = [str(python), str(script), str(folder), word]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.built = self._answer("READY")

    def run(self, task: str) -> tuple[float, int]:
        self._process.stdin.write(f"{task} {CALLS}\n")
        self._process.stdin.flush()
        return tuple(self._answer("DONE"))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()

    def _answer(self, mark: str) -> object:
        for line in self._process.stdout:
            if line.startswith(mark):
                return json.loads(line.removeprefix(mark))
        raise RuntimeError("the peer ended; run its Python on the script by hand to see why")


def timed(task: Callable[[], pd.DataFrame]) -> tuple[float, int]:
    started = time.process_time()
    for _ in range(CALLS):
        table = task()
    return (time.process_time() - started) / CALLS, len(table)


def measure(path: Path, word: str, repeats: int, peer: Path | None) -> list[list[str]]:
    """A row of the table for each task on one corpus."""
    given = pd.read_json(path, lines=True)
    ids = pd.Series([f"d{number:06}" for number in range(len(given))], dtype="str")
    articles = pd.DataFrame({"doc_id": ids, "text": given["text"].astype("str")})
    started = time.process_time()
    tokens = dc.tokenize(articles)
    index = dc.index_tokens(tokens)
    built = time.process_time() - started
    even = tokens["doc_id"].cat.codes % 2 == 0
    halves = dc.index_tokens(tokens[even]), dc.index_tokens(tokens[~even])
    ours = {
        "concordance": lambda: dc.concordance(index, word, window=8, sort="R1 R2 R3"),
        "collocates": lambda: dc.collocates(index, word, window=5, min_docs=1, confidence=None),
        "collocates with intervals": lambda: dc.collocates(index, word, window=5, min_docs=1),
        "keyness": lambda: dc.keywords(halves[0], reference=halves[1], permutations=0, min_freq=1, min_docs=1),
        "frequencies": lambda: dc.frequencies(index),
        "dispersion": lambda: dc.dispersion(index),
    }
    with TemporaryDirectory() as name:
        folder, other = Path(name), None
        if peer:
            articles.to_csv(folder / "all.csv", index=False)
            articles[::2].to_csv(folder / "even.csv", index=False)
            articles[1::2].to_csv(folder / "odd.csv", index=False)
            other = Peer(peer / "bin" / "python", folder, word)
        rows = [[path.stem, f"{len(tokens):,}", "tokenise and index", *_beside(built, 0, other and (other.built, 0))]]
        for task, run in ours.items():
            rival = task.split()[0] if other and task.split()[0] in ("concordance", "collocates", "keyness") else ""
            times, theirs = [], []
            for repeat in range(repeats + 1):
                mine = timed(run)
                yours = other.run(rival) if rival else (0.0, 0)
                if repeat:  # the first of each is the warm-up
                    times.append(mine)
                    theirs.append(yours)
            pair = (median(t for t, _ in theirs), theirs[0][1]) if rival else None
            rows.append([path.stem, f"{len(tokens):,}", task, *_beside(median(t for t, _ in times), times[0][1], pair)])
        if other:
            other.close()
    return rows


def _beside(mine: float, rows: int, theirs: tuple[float, int] | None) -> list[str]:
    if theirs is None:
        return [f"{1000 * mine:,.1f}", f"{rows:,}" if rows else "", "", "", ""]
    found = [f"{rows:,}" if rows else "", f"{theirs[1]:,}" if theirs[1] else ""]
    return [f"{1000 * mine:,.1f}", found[0], f"{1000 * theirs[0]:,.1f}", found[1], f"{theirs[0] / mine:.1f}×"]


def permutations(documents: int = 840, terms: int = 3102, deals: int = 2000) -> float:
    """CPU seconds of ``deals`` permutations of as many documents and terms as news articles have."""
    from scipy.sparse import csr_array

    generator = np.random.default_rng(1)
    lengths = generator.integers(300, 1500, size=documents)
    rates = generator.zipf(1.6, size=terms).clip(max=5000) / 1e5
    counts = generator.negative_binomial(0.3, 0.3 / (0.3 + lengths[:, None] * rates[None, :]))
    target = np.arange(documents) < documents // 2
    started = time.process_time()
    permutation_p(csr_array(counts), lengths, target, g2, permutations=deals, random_state=1)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="+", help="files of one JSON object a line with a text")
    parser.add_argument("--word", default="peace", help="the frequent word looked up")
    parser.add_argument("--peer", type=Path, help="a virtual environment with conc")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "numpy", "scipy", "numba"))
    print(f"{platform.python_implementation()} {platform.python_version()}, {packages}; node {options.word!r}\n")
    head = ["corpus", "tokens", "task", "CPU ms", "rows", "conc CPU ms", "its rows", "ratio"]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}", flush=True)
    for path in options.corpora:
        for row in measure(path, options.word, options.repeats, options.peer):
            print(f"| {' | '.join(row)} |", flush=True)
    print(f"\n2,000 permutations of 840 documents × 3,102 terms: {permutations():.2f} CPU s")


if __name__ == "__main__":
    sys.exit(main())
