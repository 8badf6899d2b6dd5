"""Measure the text engine against its peers: text → tokens → matrix, and 150 patterns on a corpus.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install gensim scikit-learn polars pyarrow pandas spacy flashtext2 conc
    .venv/bin/python benchmarks/engine.py --peers /tmp/peers/bin/python CORPUS.jsonl.gz
    .venv/bin/python benchmarks/engine.py --peers /tmp/peers/bin/python --repeat 1 --share 20 A.jsonl.xz B.jsonl.xz

Every contestant works in a process of its own, the peers under their own interpreter, so that none of them is a
dependency of the project. In one run all take turns ``--repeat`` times, each after a warm-up on 300 documents; printed
is the median of the CPU seconds (user and system, all threads and child processes), reading the files not counted.
Slow peers see one document in ``--share`` and their seconds are scaled up, which the table says. A peer that cannot be
imported is listed as not run. Then: the counts of the patterns against a slow, obvious reference; bytes a token; growth
with the number of documents; the themes of one year of UN speeches. Nothing is asserted: times belong to a machine.
"""

import argparse
import gc
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 300
#: Plain patterns of the project's codebook: so many of one word, so many of several.
ONE_WORD, SEVERAL_WORDS = 105, 45


def read(paths: list[str], *, share: int = 1, keep: float = 1.0) -> tuple[list[str], list[str]]:
    """Ids and texts of JSON-lines files; of all documents, or of those ``keep`` says, evenly over each file."""
    import gzip
    import lzma

    ids, texts = [], []
    for number, path in enumerate(paths):
        opener = {"gz": gzip.open, "xz": lzma.open}.get(path.rsplit(".", 1)[-1], open)
        with opener(path, "rt", encoding="utf-8") as file:
            kept = (row for line, row in enumerate(file) if int((line + 1) * keep) > int(line * keep))
            for line, row in enumerate(islice(kept, 0, None, share)):
                texts.append(json.loads(row)["text"])
                ids.append(f"{number}-{line * share:07d}")
    return ids, texts


def articles_of(ids: list[str], texts: list[str]):
    import pandas as pd

    return pd.DataFrame({"doc_id": pd.Series(ids, dtype="str"), "text": pd.Series(texts, dtype="str")})


# contestants: each takes ids and texts, prepares without being timed, and gives the function that is timed ------------
Job = Callable[[], object]


def ours_direct(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc

    articles = articles_of(ids, texts)
    return lambda: dc.document_term_matrix(articles)


def ours_direct_stop(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc

    articles = articles_of(ids, texts)
    return lambda: dc.document_term_matrix(articles, stop_words="en")


def ours_table(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc

    articles = articles_of(ids, texts)
    return lambda: dc.document_term_matrix(dc.tokenize(articles))


def ours_tokens(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc

    articles = articles_of(ids, texts)
    return lambda: dc.tokenize(articles)


def ours_index(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc

    tokens = dc.tokenize(articles_of(ids, texts))
    return lambda: dc.index_tokens(tokens)


def ours_patterns(ids: list[str], texts: list[str]) -> Job:
    import discourse as dc
    from discourse.text.match import find_matches
    from discourse.text.patterns import parse_pattern

    index = dc.index_tokens(dc.tokenize(articles_of(ids, texts)))
    parsed = [parse_pattern(pattern) for pattern in patterns()]
    return lambda: len(find_matches(index, parsed))


def gensim_bow(_: list[str], texts: list[str]) -> Job:
    from gensim.corpora import Dictionary
    from gensim.utils import simple_preprocess

    def job() -> None:
        split = [simple_preprocess(text) for text in texts]
        dictionary = Dictionary(split)
        [dictionary.doc2bow(words) for words in split]

    return job


def sklearn_counts(_: list[str], texts: list[str]) -> Job:
    from sklearn.feature_extraction.text import CountVectorizer

    return lambda: CountVectorizer().fit_transform(texts)


def polars_counts(ids: list[str], texts: list[str]) -> Job:
    import polars as pl

    frame = pl.DataFrame({"doc_id": ids, "text": texts})
    word = r"\w+(?:['’\-]\w+)*"
    return lambda: (
        frame.lazy()
        .select("doc_id", pl.col("text").str.to_lowercase().str.extract_all(word).alias("token"))
        .explode("token")
        .group_by("doc_id", "token")
        .len()
        .collect()
    )


def spacy_tokens(_: list[str], texts: list[str]) -> Job:
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    return lambda: sum(len(nlp.make_doc(text)) for text in texts)


def conc_build(ids: list[str], texts: list[str]) -> Job:
    import csv

    import spacy
    from conc.corpus import Corpus
    from spacy.language import Language

    csv.field_size_limit(10**9)
    folder = Path(tempfile.mkdtemp())
    blank = spacy.blank("en")
    Language.component("nothing", func=lambda doc: doc)
    for name in ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler"):
        blank.add_pipe("nothing", name=name)  # conc switches these off by name, so they must be there
    blank.to_disk(folder / "blank")
    with (folder / "corpus.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "text"), *zip(ids, texts, strict=True)])

    def job() -> None:
        target = tempfile.mkdtemp(dir=folder)
        Corpus(name="c", description="c").build_from_csv(
            str(folder / "corpus.csv"), target, text_column="text", model=str(folder / "blank")
        )

    return job


def regex_alternation(_: list[str], texts: list[str]) -> Job:
    compiled = re.compile(alternation(), re.IGNORECASE)
    return lambda: sum(1 for text in texts for _ in compiled.finditer(text))


def flashtext(_: list[str], texts: list[str]) -> Job:
    from flashtext2 import KeywordProcessor

    compiled = re.compile(alternation(), re.IGNORECASE)
    forms = Counter(match[0].lower() for text in texts for match in compiled.finditer(text))
    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_iter(sorted(forms))
    return lambda: sum(len(processor.extract_keywords(text)) for text in texts)


def patterns() -> list[str]:
    """The first plain patterns of the codebook, read without the package so that peers can have them too."""
    import tomllib

    themes = tomllib.loads((ROOT / "seeds" / "codebook.toml").read_text(encoding="utf-8"))["themes"].values()
    every = [
        pattern
        for theme in themes
        for group in (theme.get("patterns", []), *theme.get("sub", {}).values())
        for pattern in group
    ]
    plain = [pattern for pattern in dict.fromkeys(every) if not set(pattern) & set("(|~:")]
    single = [pattern for pattern in plain if " " not in pattern][:ONE_WORD]
    return single + [pattern for pattern in plain if " " in pattern][:SEVERAL_WORDS]


def alternation() -> str:
    written = [
        re.escape(pattern).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")
        for pattern in sorted(patterns(), key=len, reverse=True)
    ]
    return rf"(?<![\w-])(?:{'|'.join(written)})(?:['’]s)?(?![\w-])"


MATRIX = {
    "discourse: articles → matrix": (ours_direct, 1),
    "discourse: articles → matrix, English stop words": (ours_direct_stop, 1),
    "discourse: articles → tokens table → matrix": (ours_table, 1),
    "discourse: articles → tokens table": (ours_tokens, 1),
    "gensim: simple_preprocess, Dictionary, doc2bow": (gensim_bow, 1),
    "scikit-learn: CountVectorizer": (sklearn_counts, 1),
    "polars: extract_all, explode, group_by": (polars_counts, 1),
    "spaCy: blank tokenizer, no matrix": (spacy_tokens, 0),
    "conc: build_from_csv (blank tokenizer)": (conc_build, 0),
}
PATTERNS = {
    "discourse: index_tokens": (ours_index, 1),
    "discourse: find_matches on the index": (ours_patterns, 1),
    "flashtext2: forms given in advance": (flashtext, 0),
    "re: one alternation": (regex_alternation, 0),
}
PEERS = (gensim_bow, sklearn_counts, polars_counts, spacy_tokens, conc_build, flashtext)


def work(name: str, options: argparse.Namespace) -> None:
    """Answer each line on standard input with the CPU seconds of one turn."""
    make = {maker.__name__: maker for group in (MATRIX, PATTERNS) for maker, _ in group.values()}[name]
    ids, texts = read(options.corpus, share=options.share, keep=options.keep)
    answer, sys.stdout = sys.stdout, sys.stderr
    try:
        make(ids[:WARM_UP], texts[:WARM_UP])()
        if len(texts) > 2 * WARM_UP and name.startswith("ours"):  # compiled loops begin with larger corpora
            make(ids, texts)()
        job = make(ids, texts)
    except Exception as error:  # a peer that is absent or does not take these texts
        print(f"not run: {type(error).__name__}: {error}"[:200].replace("\n", " "), file=answer, flush=True)
        return
    print("ready", file=answer, flush=True)
    for _ in sys.stdin:
        gc.collect()
        before = cpu_seconds()
        found = job()
        seconds = cpu_seconds() - before
        print(json.dumps([seconds, found if isinstance(found, int) else None]), file=answer, flush=True)


def cpu_seconds() -> float:
    """User and system time of this process and its children so far."""
    import resource

    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


class Contestant:
    """A process that does one contestant's work when it is told to."""

    def __init__(self, maker: Callable, options: argparse.Namespace, *, share: int) -> None:
        python = options.peers if maker in PEERS else sys.executable
        self.share, self.seconds, self.found = share, [], None
        command = [python, __file__, "--worker", maker.__name__, "--share", str(share)]
        command += ["--keep", str(options.keep), *options.corpus]
        environment = os.environ | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment,
        )
        self.state = self.process.stdout.readline().strip() or "not run: the process ended"

    def turn(self) -> None:
        print("go", file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            self.state = "not run: the process ended"
            return
        seconds, self.found = json.loads(line)
        self.seconds.append(seconds * self.share)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def compare(contestants: dict[str, tuple[Callable, int]], options: argparse.Namespace, *, first: str) -> Iterator[str]:
    """Let all take turns; rows of the table, relative to the contestant ``first``."""
    made = {
        name: Contestant(maker, options, share=1 if whole else options.share)
        for name, (maker, whole) in contestants.items()
    }
    for _ in range(options.repeat):
        for contestant in made.values():
            if contestant.state == "ready":
                contestant.turn()
    best = median(made[first].seconds)
    for name, contestant in made.items():
        contestant.close()
        if contestant.state != "ready":
            yield f"| {name} | {contestant.state} | | |"
            continue
        scaled = f" (1 document in {contestant.share}, scaled)" if contestant.share > 1 else ""
        found = f"{contestant.found * contestant.share:,}" if contestant.found is not None else ""
        cpu = median(contestant.seconds)
        yield f"| {name}{scaled} | {cpu:.3f} | {cpu / best:.1f} | {found} |"


def check_counts(articles) -> str:
    """The number of matches of each pattern against a slow reference that walks every sentence word by word."""
    import discourse as dc
    from discourse.text.match import find_matches
    from discourse.text.patterns import parse_pattern

    tokens = dc.tokenize(articles)
    wanted = patterns()
    found = find_matches(dc.index_tokens(tokens), [parse_pattern(pattern) for pattern in wanted])
    ours = found["pattern"].value_counts().reindex(range(len(wanted)), fill_value=0)
    theirs = slow_counts(tokens, wanted)
    differ = [f"{p}: {a} and {b}" for p, a, b in zip(wanted, ours, theirs, strict=True) if a != b]
    total = f"{len(wanted)} patterns: {int(ours.sum()):,} matches, the reference {sum(theirs):,}"
    return f"{total}; patterns that differ: {'; '.join(differ) or 'none'}."


def slow_counts(tokens, wanted: list[str]) -> list[int]:
    """Count by joining the words of each sentence, hyphens as spaces, and trying each pattern as an expression."""
    keys = [tokens["doc_id"].cat.codes, tokens["sentence"]]
    words = tokens["token"].astype("str").str.lower().str.replace("[’＇ʼ]", "'", regex=True)
    words = words.str.replace("[‐‑]", "-", regex=True).str.replace("[\u00ad\u2060]", "", regex=True)
    sentences = words.groupby(keys, sort=False).agg(lambda entries: "\u0001" + "\u0001".join(entries) + "\u0001")
    text = "\n".join(sentences.tolist())
    return [sum(1 for _ in re.finditer(slow_expression(pattern), text)) for pattern in wanted]


def slow_expression(pattern: str) -> str:
    """Words in a row, from the beginning of a token to the end of one, with a hyphen or the next token between them.

    In place of ``*`` stands anything but a hyphen, or, where a word is a whole token, anything.
    """
    word = r"(?:(?<=\u0001){whole}(?:'s)?(?=\u0001)|{part}(?:'s)?)"
    words = [
        word.format(
            whole=re.escape(piece).replace(r"\*", r"[^\u0001\n]*"),
            part=re.escape(piece).replace(r"\*", r"[^\u0001\n-]*"),
        )
        for piece in pattern.split(" ")
    ]
    return r"(?<=\u0001)" + r"[-\u0001]".join(words) + r"(?=\u0001)"


def memory(articles) -> str:
    """Bytes a token of the lean table, and the peak of the process above what reading left."""
    import discourse as dc

    dc.tokenize(articles)  # compiled loops are loaded
    gc.collect()
    status = Path("/proc/self/status")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here (Linux)
    before = int(re.search(r"VmRSS:\s+(\d+)", status.read_text(encoding="ascii"))[1])
    tokens = dc.tokenize(articles)
    peak = (int(re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))[1]) - before) * 1024
    table = tokens.memory_usage(deep=True, index=False).sum()
    size = len(tokens)
    return (
        f"{len(articles):,} documents, {size:,} tokens: the table holds {table / size:.1f} bytes a token, "
        f"vocabularies included; at its peak making it takes {peak / size:.1f} bytes a token above the articles."
    )


def growth(articles) -> Iterator[str]:
    """CPU seconds for the first 25,000 … 200,000 paragraphs, each a document."""
    import discourse as dc

    paragraphs = dc.segments(articles, unit="paragraph")[["doc_id", "text"]]
    paragraphs = paragraphs.sample(frac=1, random_state=1, ignore_index=True)
    dc.document_term_matrix(paragraphs.head(50_000))
    for documents in (25_000, 50_000, 100_000, 200_000):
        if documents > len(paragraphs):
            return
        part = paragraphs.head(documents)
        times = []
        for job in (dc.document_term_matrix, dc.tokenize):
            start = time.process_time()
            made = job(part)
            times.append(time.process_time() - start)
        yield f"| {documents:,} | {len(made):,} | {times[0]:.2f} | {times[1]:.2f} | {len(made) / times[1]:,.0f} |"


def themes(path: str, year: str) -> str:
    """All themes of the codebook on the speeches of one year, tokenising included and not."""
    import discourse as dc

    found = [row for row in map(json.loads, _lines(path)) if str(row.get("year")) == year]
    articles = articles_of([str(number) for number in range(len(found))], [row["text"] for row in found])
    codebook = dc.read_codebook(ROOT / "seeds" / "codebook.toml")
    dc.theme_hits(dc.tokenize(articles.head(5)), codebook)
    start = time.process_time()
    tokens = dc.tokenize(articles)
    middle = time.process_time()
    hits = dc.theme_hits(tokens, codebook)
    end = time.process_time()
    sentences = len(tokens[["doc_id", "sentence"]].drop_duplicates())
    return (
        f"{year}: {len(articles)} speeches, {sentences:,} sentences, {len(tokens):,} tokens, "
        f"{len(codebook.themes)} themes, {len(hits):,} hits: {middle - start:.2f} CPU s to tokenise, "
        f"{end - middle:.2f} to index, match and write hits."
    )


def _lines(path: str) -> Iterator[str]:
    import gzip
    import lzma

    with {"gz": gzip.open, "xz": lzma.open}.get(path.rsplit(".", 1)[-1], open)(path, "rt", encoding="utf-8") as file:
        yield from file


def alone(ids: list[str], texts: list[str], share: int) -> Iterator[str]:
    """What can be timed in this very process, each once: the engine, gensim on a share of the documents, a matcher."""
    makers = (ours_direct, ours_table, ours_tokens, ours_index, ours_patterns)
    for maker in makers:
        make = maker(ids, texts)
        gc.collect()
        before = cpu_seconds()
        make()
        yield f"| {maker.__name__} | {cpu_seconds() - before:.2f} |"
        del make
    for maker in (gensim_bow, sklearn_counts):
        make = maker(ids[::share], texts[::share])
        before = cpu_seconds()
        make()
        yield f"| {maker.__name__} (1 document in {share}, scaled) | {(cpu_seconds() - before) * share:.2f} |"


def machine() -> str:
    packages = ("pandas", "numpy", "numba", "scipy", "pyarrow")
    return f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores; " + ", ".join(
        f"{name} {version(name)}" for name in packages
    )


def peers(python: str) -> str:
    code = (
        "from importlib.metadata import version, PackageNotFoundError\n"
        "for name in 'gensim scikit-learn polars spacy flashtext2 conc'.split():\n"
        "    try: print(name, version(name))\n"
        "    except PackageNotFoundError: print(name, 'absent')"
    )
    return ", ".join(subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.splitlines())


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the text engine against its peers.", allow_abbrev=False)
    parser.add_argument("corpus", nargs="+", help="JSON-lines files with a field text (.gz and .xz too)")
    parser.add_argument("--peers", default=sys.executable, help="the Python that has the peers (default: this one)")
    parser.add_argument("--repeat", type=int, default=3, help="how often each takes its turn (default: 3)")
    parser.add_argument("--share", type=int, default=1, help="slow peers see one document in so many (default: 1)")
    parser.add_argument(
        "--keep", type=float, default=1.0, help="the share of the documents that is read at all (default: 1)"
    )
    parser.add_argument("--year", help="also the themes of this year's documents of the first file (field year)")
    parser.add_argument("--growth", action="store_true", help="also the growth with the number of documents")
    parser.add_argument("--no-check", action="store_true", help="leave out the slow reference")
    parser.add_argument("--alone", action="store_true", help="only what needs no other process: quick, not interleaved")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    return parser.parse_args()


def against_peers(options: argparse.Namespace, articles) -> None:
    """Print the two tables of the contest, and the counts against the slow reference."""
    head = "\n| {} | CPU seconds | times ours | found |\n|---|---:|---:|---:|"
    print(head.format("text → matrix"), flush=True)
    for row in compare(MATRIX, options, first="discourse: articles → matrix"):
        print(row, flush=True)
    print(head.format(f"{ONE_WORD + SEVERAL_WORDS} patterns"), flush=True)
    for row in compare(PATTERNS, options, first="discourse: find_matches on the index"):
        print(row, flush=True)
    if not options.no_check:
        print(f"\n{check_counts(articles)}", flush=True)


def main() -> None:
    options = parsed()
    if options.worker:
        work(options.worker, options)
        return
    print(f"{machine()}; peers: {peers(options.peers)}.")
    print("R's quanteda is not run: it is no Debian package, and CRAN was out of reach.\n")
    ids, texts = read(options.corpus, keep=options.keep)
    articles = articles_of(ids, texts)
    print(memory(articles), flush=True)
    if options.alone:
        print("\n| alone, in one process | CPU seconds |\n|---|---:|")
        for row in alone(ids, texts, options.share):
            print(row, flush=True)
    else:
        against_peers(options, articles)
    if options.year:
        print(f"\n{themes(options.corpus[0], options.year)}", flush=True)
    if options.growth:
        print("\n| documents | tokens | matrix, CPU s | tokens table, CPU s | tokens per CPU s |")
        print("|---:|---:|---:|---:|---:|")
        for row in growth(articles):
            print(row, flush=True)


if __name__ == "__main__":
    main()
