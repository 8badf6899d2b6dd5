"""How well and how fast are near-copies found?

    .venv/bin/python benchmarks/near_duplicates.py ../shared/data/corpora

Planted copies of 200 real articles, edited or cut, at several thresholds; then whole corpora, timed in CPU seconds.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc

#: How copies are made: share of tokens edited, share of the text cut.
KINDS = {"10 % edits": (0.1, 0.0), "30 % cut": (0.0, 0.3), "10 % edits and 30 % cut": (0.1, 0.3)}
CORPORA = {
    "ungdc_20countries_1980_2024.jsonl.gz": "id",
    "ungdc_v13_1946_2024.jsonl.xz": "id",
    "tehran_times_33k.jsonl.xz": "news_id",
}


def edited(text: str, *, edits: float, cut: float, generator: np.random.Generator, words: list[str]) -> str:
    """A copy of ``text``: a share of its words replaced, left out or added to in equal parts, and a stretch cut."""
    tokens = text.split()
    size = int(len(tokens) * cut)
    first = int(generator.integers(len(tokens) - size + 1))
    tokens = tokens[:first] + tokens[first + size :]
    written = ["A", "new", "headline", "of", "its", "own"]
    for token in tokens:
        chosen = generator.random()
        other = words[int(generator.integers(len(words)))]
        if chosen >= edits:
            written.append(token)
        elif chosen < edits / 3:
            written.append(other)
        elif chosen < edits * 2 / 3:
            written += [token, other]
    return " ".join(written)


def planted(articles: pd.DataFrame, *, edits: float, cut: float, random_state: int) -> pd.DataFrame:
    """The articles, each followed by its copy (``…-copy``)."""
    generator = np.random.default_rng(random_state)
    words = sorted(set(" ".join(articles["text"]).split()))
    copies = [edited(text, edits=edits, cut=cut, generator=generator, words=words) for text in articles["text"]]
    both = pd.concat([articles, articles.assign(doc_id=articles["doc_id"] + "-copy", text=copies)], ignore_index=True)
    return both[["doc_id", "text"]]


def recall_and_precision(copies: pd.DataFrame, originals: pd.Series) -> tuple[float, float]:
    """Of the planted pairs, the share in one cluster; of all pairs in one cluster, the share that was planted."""
    cluster = copies.set_index("doc_id")["cluster"]
    mine, its = cluster.reindex(originals).to_numpy(), cluster.reindex(originals + "-copy").to_numpy()
    found = int(np.sum(mine == its))
    sizes = copies.groupby("cluster").size()
    pairs = int((sizes * (sizes - 1) // 2).sum())
    return found / len(originals), found / pairs if pairs else float("nan")


def sample_of(path: Path, doc_id: str, *, number: int, random_state: int) -> pd.DataFrame:
    """Real articles of 100 words and more, none of which is a copy of another."""
    articles = read(path, doc_id)
    articles = articles[articles["text"].str.split().str.len().between(100, 1500)]
    articles = articles.sample(3 * number, random_state=random_state)
    copies = dc.near_duplicates(dc.tokenize(articles), threshold=0.3)
    return articles[~articles["doc_id"].isin(copies["doc_id"])].head(number).reset_index(drop=True)


def read(path: Path, doc_id: str) -> pd.DataFrame:
    """Ids and texts of a corpus."""
    articles = pd.read_json(path, lines=True, dtype={doc_id: str}).rename(columns={doc_id: "doc_id"})
    return articles[["doc_id", "text"]].astype("str").drop_duplicates("doc_id", ignore_index=True)


def main() -> None:
    """Print the two tables."""
    folder = Path(sys.argv[1])
    articles = sample_of(folder / "allsides_iran.jsonl.gz", "id", number=200, random_state=1)
    print(f"{len(articles)} articles\n\n| copies | threshold | recall | precision |\n|---|---:|---:|---:|")
    for kind, (edits, cut) in KINDS.items():
        tokens = dc.tokenize(planted(articles, edits=edits, cut=cut, random_state=2))
        for threshold in (0.4, 0.5, 0.6, 0.7, 0.8):
            copies = dc.near_duplicates(tokens, threshold=threshold)
            recall, precision = recall_and_precision(copies, articles["doc_id"])
            print(f"| {kind} | {threshold:.1f} | {recall:.3f} | {precision:.3f} |", flush=True)
    print("\n| corpus | documents | tokens | clusters | documents in them | CPU seconds | peak MiB so far |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, doc_id in CORPORA.items():
        tokens = dc.tokenize(read(folder / name, doc_id))
        start = time.process_time()
        copies = dc.near_duplicates(tokens)
        seconds, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"| {name} | {tokens['doc_id'].nunique():,} | {len(tokens):,} | {copies['cluster'].nunique():,} | "
            f"{len(copies):,} | {seconds:.1f} | {peak:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
