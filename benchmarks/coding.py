"""How long does the loop of sampling, coding sheets and scoring take?

    .venv/bin/python benchmarks/coding.py ../shared/data/corpora/tehran_times_33k.jsonl.xz news_id

Two coders who take the machine's word, save for one unit in ten; CPU seconds, peak memory so far.
"""

import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

import discourse as dc


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Print the CPU seconds of a stage."""
    start = time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {name} | {time.process_time() - start:.2f} | {peak:,} |", flush=True)


def fill_in(sheet: Path, answers: dict[str, str], seed: int) -> None:
    """Answer with what the machine said, or with nothing in one unit of ten."""
    chance = random.Random(seed)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["codes"] = "none" if chance.random() < 0.1 else answers.get(row["text"].removeprefix("'")) or "none"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Run the loop once and print a table."""
    path, doc_id = sys.argv[1:3]
    articles = pd.read_json(path, lines=True, dtype={doc_id: str}).rename(columns={doc_id: "doc_id"})
    articles = articles[["doc_id", "text"]].astype("str").drop_duplicates("doc_id", ignore_index=True)
    articles["half"] = ["first" if place < len(articles) / 2 else "second" for place in range(len(articles))]
    tokens, codebook = dc.tokenize(articles), dc.read_codebook()
    index = dc.index_tokens(tokens)
    print(f"{len(articles):,} documents, {len(tokens):,} tokens, {len(codebook.themes)} themes\n")
    print("| stage | CPU seconds | peak memory so far, MiB |\n|---|---:|---:|")
    with stage("coding_units"):
        units = dc.coding_units(index, codebook)
    with stage("sample_to_code, 100 a theme and 1,000 without"):
        sample = dc.sample_to_code(index, codebook, by="half", n=100, n_no_hit=1000, random_state=1)
    with tempfile.TemporaryDirectory() as folder:
        with stage("write_sheets, 2 coders, CSV"):
            sheets = dc.write_sheets(sample, codebook, Path(folder) / "csv", coders=["A", "B"], random_state=1)
        with stage("write_sheets, 2 coders, XLSX"):
            dc.write_sheets(sample, codebook, Path(folder) / "x", coders=["A", "B"], format="xlsx", random_state=1)
        answers = dict(zip(sample["text"], sample["machine"], strict=True))
        for seed, sheet in enumerate(sheets):
            fill_in(sheet, answers, seed)
        with stage("read_codes"):
            codes = dc.read_codes(Path(folder) / "csv")
    with stage("agreement"):
        dc.agreement(codes, random_state=1)
    with stage("accuracy"):
        dc.accuracy(codes, sample, random_state=1)
    with stage("corrected_rates, two groups"):
        dc.corrected_rates(codes, sample, units, by="half")
    print(f"\n{len(units):,} units, {len(sample):,} of them drawn")


if __name__ == "__main__":
    main()
