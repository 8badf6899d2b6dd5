"""Measure the pipeline on a real corpus: read → tokenise → themes → rates → matrix → topics.

    .venv/bin/python benchmarks/pipeline.py
    .venv/bin/python benchmarks/pipeline.py --corpus data/times.csv.gz --doc-id id --date published

Prints a Markdown table: CPU seconds of each stage (user and system of all threads, median of the repeats, after
a warm-up on the corpus ``lee``), tokens of the corpus per CPU second, and the peak memory of a fresh process that
does all stages up to this one and keeps what they return, as a notebook does. Nothing is asserted: times belong
to a machine. For Linux and macOS.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import discourse as dc

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pandas", "numpy", "scipy", "pyarrow", "gensim")
Results = dict[str, object]


def read(_: Results, options: argparse.Namespace) -> object:
    return dc.read_articles(
        options.corpus,
        text=options.text,
        doc_id=options.doc_id,
        date=options.date,
        outlet=options.outlet,
        date_format=options.date_format,
        corpora=ROOT / "data" / "corpora.toml",
    )


def tokenise(done: Results, _: argparse.Namespace) -> object:
    return dc.tokenize(done["read"])


def themes(done: Results, _: argparse.Namespace) -> object:
    return dc.theme_hits(done["tokenise"], dc.read_codebook(ROOT / "seeds" / "codebook.toml"))


def rates(done: Results, _: argparse.Namespace) -> object:
    return dc.theme_rates(done["tokenise"], dc.read_codebook(ROOT / "seeds" / "codebook.toml"), random_state=1)


def matrix(done: Results, _: argparse.Namespace) -> object:
    return dc.document_term_matrix(done["tokenise"], min_docs=3, stop_words="en")


def topics(done: Results, options: argparse.Namespace) -> object:
    return dc.fit_topics(done["matrix"], n_topics=options.topics, random_state=1, passes=options.passes)


STAGES: tuple[Callable[[Results, argparse.Namespace], object], ...] = (read, tokenise, themes, rates, matrix, topics)


def run(options: argparse.Namespace, *, stages: int = len(STAGES)) -> tuple[Results, list[float]]:
    """Do the first ``stages`` stages; return what each returned and the CPU seconds each took."""
    done: Results = {}
    seconds = []
    for stage in STAGES[:stages]:
        start = time.process_time()
        done[stage.__name__] = stage(done, options)
        seconds.append(time.process_time() - start)
    return done, seconds


def measure_time(options: argparse.Namespace) -> tuple[list[float], dict[str, int]]:
    """Return the median CPU seconds of each stage, and how large the corpus and its results are."""
    run(parsed(["--corpus", "lee", "--passes", "1"]))
    times = []
    for _ in range(options.repeat):
        done, seconds = run(options)
        times.append(seconds)
    counts = done["matrix"].counts
    sizes = {
        "documents": len(done["read"]),
        "characters": int(done["read"]["text"].str.len().sum()),
        "tokens": len(done["tokenise"]),
        "theme hits": len(done["themes"]),
        "terms in the matrix": counts.shape[1],
        "tokens in the matrix": int(counts.sum()),
    }
    return [median(stage) for stage in zip(*times, strict=True)], sizes


def measure_memory(options: argparse.Namespace, stages: int) -> float:
    """Return the peak memory of this process in MiB after the first ``stages`` stages."""
    import resource

    run(options, stages=stages)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)  # bytes on macOS, KiB elsewhere


def in_fresh_process(function: Callable, *arguments: object) -> object:
    """Call a function in a new interpreter.

    A process begins with the peak memory of the one that started it, so this one does none of the work itself.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def machine(stamp: str) -> str:
    """Say in one line which machine and versions the numbers belong to."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    models = [line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join([f"discourse {dc.__version__}", *(f"{name} {version(name)}" for name in PACKAGES)])
    processor = models[0] if models else platform.processor() or platform.machine()
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{stamp}; {processor}, {os.cpu_count()} cores, {memory:.0f} GiB memory; {system}, {versions}."


def parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the pipeline on a real corpus.", allow_abbrev=False)
    parser.add_argument("--corpus", default="lee", help="a name in data/corpora.toml or a path (default: lee)")
    parser.add_argument("--text", default="text", help="the column that holds the text")
    parser.add_argument("--doc-id", default="doc_id", help="the column that holds the ids")
    for column in ("date", "outlet"):
        parser.add_argument(f"--{column}", help=f"the column that holds the {column}")
    parser.add_argument("--date-format", help="how dates are written, if not ISO 8601")
    parser.add_argument("--topics", type=int, default=12, help="number of topics (default: 12)")
    parser.add_argument("--passes", type=int, default=10, help="passes of the topic model (default: 10)")
    parser.add_argument("--repeat", type=int, default=3, help="how often everything is timed (default: 3)")
    parser.add_argument("--date-stamp", default=date.today().isoformat(), help="the day to print (default: today)")
    options = parser.parse_args(arguments)
    if options.repeat < 1:
        parser.error(f"--repeat must be 1 or more, not {options.repeat}")
    return options


def main() -> None:
    """Measure and print."""
    options = parsed()
    print(machine(options.date_stamp), flush=True)
    try:
        seconds, sizes = in_fresh_process(measure_time, options)
        peaks = [in_fresh_process(measure_memory, options, stages) for stages in range(1, len(STAGES) + 1)]
    except dc.DiscourseError as error:
        sys.exit(str(error))
    print("; ".join(f"{count:,} {what}" for what, count in sizes.items()), end=".\n")
    print(f"Topic model: {options.topics} topics, {options.passes} passes. Median of {options.repeat}.")
    print("\n| stage | CPU seconds | tokens per CPU second | peak memory so far, MiB |\n|---|---:|---:|---:|")
    for stage, cpu, peak in zip(STAGES, seconds, peaks, strict=True):
        print(f"| {stage.__name__} | {cpu:.2f} | {sizes['tokens'] / max(cpu, 1e-9):,.0f} | {peak:,.0f} |")
    print(f"| all | {sum(seconds):.2f} | {sizes['tokens'] / sum(seconds):,.0f} | {max(peaks):,.0f} |")


if __name__ == "__main__":
    main()
