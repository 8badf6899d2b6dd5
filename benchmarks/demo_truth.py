"""How well does the shipped codebook find the themes planted in the demo corpus?

    .venv/bin/python benchmarks/demo_truth.py

The unit is the sentence; its truth was assigned by meaning when the articles were written, the patterns unseen.
Prints, for each theme, precision and recall with 95 % intervals (bootstrap over documents), then examples of what was
missed and of what was hit wrongly.
"""

from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc
from discourse.stats.bootstrap import draw_documents

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = 3


def sentence_table(codebook: dc.Codebook) -> pd.DataFrame:
    """One row per sentence and theme: whether it has the theme in truth, and whether the codebook hits it."""
    articles = dc.read_articles("demo", corpora=ROOT / "data" / "corpora.toml")
    hits = dc.theme_hits(dc.tokenize(articles), codebook, window=0)
    truth = pd.read_csv(ROOT / "data" / "demo" / "truth_sentences.csv", keep_default_na=False)
    texts = articles.set_index("doc_id")["text"]
    rows = []
    for doc_id, sentences in truth.groupby("doc_id", sort=True):
        starts = sentences["start"].to_numpy()
        mine = hits[hits["doc_id"] == doc_id]
        place = np.searchsorted(starts, mine["start"], side="right") - 1
        found = set(zip(place.tolist(), mine["theme"], strict=True))
        for number, sentence in enumerate(sentences.itertuples()):
            meant = set(sentence.themes.split(";"))
            text = texts[doc_id][sentence.start : sentence.end]
            rows += [(doc_id, text, t, t in meant, (number, t) in found) for t in codebook.theme_names]
    return pd.DataFrame(rows, columns=["doc_id", "text", "theme", "meant", "hit"])


def scores(sentences: pd.DataFrame) -> pd.DataFrame:
    """Precision and recall of each theme, with intervals over documents."""
    tables = []
    for theme, group in sentences.groupby("theme", sort=False):
        counts = group.assign(both=group["meant"] & group["hit"]).groupby("doc_id")[["both", "hit", "meant"]].sum()
        both, hit, meant = counts.to_numpy(np.float64).T
        drawn = [(w @ both, w @ hit, w @ meant) for w in draw_documents(len(counts), draws=2000, random_state=1)]
        tp, found, there = (np.concatenate(part) for part in zip(*drawn, strict=True))
        row = {"theme": theme, "meant": int(meant.sum()), "hit": int(hit.sum())}
        for name, base, total in (("precision", found, hit.sum()), ("recall", there, meant.sum())):
            low, high = np.nanquantile(tp / np.where(base > 0, base, np.nan), [0.025, 0.975])
            row[name] = f"{both.sum() / total:.2f} ({low:.2f}–{high:.2f})" if total else "–"
        tables.append(row)
    return pd.DataFrame(tables)


def show_examples(sentences: pd.DataFrame) -> None:
    """Print sentences the codebook missed, and sentences it hit that do not have the theme."""
    for theme, group in sentences.groupby("theme", sort=False):
        print(f"\n{theme}")
        for name, chosen in (("missed", group["meant"] & ~group["hit"]), ("wrong", ~group["meant"] & group["hit"])):
            shown = group[chosen].sample(min(EXAMPLES, int(chosen.sum())), random_state=1)
            for sentence in shown.itertuples():
                print(f"- {name} ({sentence.doc_id}): {sentence.text}")


def main() -> None:
    """Print the table and the examples."""
    codebook = dc.read_codebook(ROOT / "seeds" / "codebook.toml")
    sentences = sentence_table(codebook)
    table = scores(sentences)
    print("| theme | sentences meant | sentences hit | precision | recall |\n|---|---:|---:|---|---|")
    for row in table.itertuples():
        print(f"| {row.theme} | {row.meant} | {row.hit} | {row.precision} | {row.recall} |")
    show_examples(sentences)


if __name__ == "__main__":
    main()
