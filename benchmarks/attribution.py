"""How well is reported speech found, by whom, and how fast?

    .venv/bin/python benchmarks/attribution.py score --split dev --engine rules
    .venv/bin/python benchmarks/attribution.py themes --split dev --engine rules
    .venv/bin/python benchmarks/attribution.py demo --engine rules
    .venv/bin/python benchmarks/attribution.py speed --engine rules
    .venv/bin/python benchmarks/attribution.py checked

``score`` writes predictions as JSONL and has ``../shared/evaluate_attribution.py`` judge them against the character
spans of PolNeAR; ``themes`` asks whether codebook hits inside and outside reported content are told apart; ``demo``
compares with the planted statements; ``speed`` counts tokens per CPU second and times two hostile documents;
``checked`` gives the accuracy in the sheet of statements read by hand.
"""

import gzip
import json
import sys
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
import numpy as np
import pandas as pd

import discourse as dc

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
ENGINES = click.option("--engine", default="rules", help="rules, or the name of an installed spaCy pipeline")
SPLITS = click.option("--split", default="dev", type=click.Choice(["train", "dev"]))


def gold(split: str) -> list[dict]:
    """Read the annotated articles of a split."""
    path = SHARED / "data" / "gold" / f"polnear_{split}.jsonl.gz"
    if not path.is_file():
        sys.exit(f"needs {path.name} in ../shared/data/gold (research data that is not part of the project)")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def as_articles(documents: list[dict]) -> pd.DataFrame:
    """The annotated articles as an articles table."""
    return pd.DataFrame({"doc_id": [d["doc_id"] for d in documents], "text": [d["text"] for d in documents]})


def as_attributions(documents: list[dict], statements: pd.DataFrame) -> list[dict]:
    """Statements in the form the scorer reads: every document, even one without statements."""
    found: dict[str, list[dict]] = {d["doc_id"]: [] for d in documents}
    for row in statements.itertuples():
        spans = {"source": row.speaker_spans, "cue": row.cue_spans, "content": row.content_spans}
        found[row.article_id].append(spans)
    return [{"doc_id": name, "attributions": attributions} for name, attributions in found.items()]


def scorer() -> ModuleType:
    """The scorer that lies beside the project."""
    spec = spec_from_file_location("evaluate_attribution", SHARED / "evaluate_attribution.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@click.group()
def main() -> None:
    """Measure reported_speech()."""


@main.command()
@SPLITS
@ENGINES
@click.option("--out", type=click.Path(path_type=Path), help="where predictions go (default: not kept)")
def score(split: str, engine: str, out: Path | None) -> None:
    """Score one engine on one split."""
    documents = gold(split)
    predicted = as_attributions(documents, dc.reported_speech(as_articles(documents), engine=engine))
    if out:
        out.write_text("".join(json.dumps(row) + "\n" for row in predicted), encoding="utf-8")
    for name, value in scorer().evaluate(documents, predicted).items():
        print(f"{name:13} {value}")


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in spans)


def theme_agreement(documents: list[dict], statements: pd.DataFrame) -> pd.DataFrame:
    """For each codebook hit: whether it stands in annotated, and in found, reported content."""
    codebook = dc.read_codebook(ROOT / "seeds" / "codebook.toml")
    hits = dc.theme_hits(dc.tokenize(as_articles(documents)), codebook, window=0)
    annotated = {d["doc_id"]: [tuple(s) for a in d["attributions"] for s in a["content"]] for d in documents}
    found = statements.groupby("article_id")["content_spans"].sum().to_dict()
    rows = [
        (
            hit.theme,
            _inside(annotated[hit.doc_id], hit.start, hit.end),
            _inside(found.get(hit.doc_id, []), hit.start, hit.end),
        )
        for hit in hits.itertuples()
    ]
    return pd.DataFrame(rows, columns=["theme", "annotated", "found"])


def agreement(pairs: pd.DataFrame) -> tuple[float, float]:
    """Accuracy and Cohen's kappa of two yes-no columns."""
    same = (pairs["annotated"] == pairs["found"]).mean()
    a, b = pairs["annotated"].mean(), pairs["found"].mean()
    chance = a * b + (1 - a) * (1 - b)
    return same, (same - chance) / (1 - chance)


@main.command()
@SPLITS
@ENGINES
def themes(split: str, engine: str) -> None:
    """Are theme hits inside and outside reported content told apart?"""
    documents = gold(split)
    pairs = theme_agreement(documents, dc.reported_speech(as_articles(documents), engine=engine))
    accuracy, kappa = agreement(pairs)
    print(
        f"{len(pairs)} hits; annotated inside {pairs['annotated'].mean():.3f}, found inside {pairs['found'].mean():.3f}"
    )
    print(f"accuracy {accuracy:.3f}, kappa {kappa:.3f}")
    outside = pairs[~pairs["found"]]
    print(f"purity of unattributed: {1 - outside['annotated'].mean():.3f} of {len(outside)} hits")
    print(pd.crosstab(pairs["annotated"], pairs["found"]))


@main.command()
@ENGINES
@click.option("--misses", default=0, help="how many misses to print")
def demo(engine: str, misses: int) -> None:
    """How much of the planted truth of the demo corpus comes back?"""
    articles = dc.read_articles("demo", corpora=ROOT / "data" / "corpora.toml")
    truth = pd.read_csv(ROOT / "data" / "demo" / "truth_statements.csv", keep_default_na=False)
    for column in ("speaker_spans", "cue_spans", "content_spans"):
        truth[column] = truth[column].map(lambda s: [tuple(map(int, part.split("-"))) for part in s.split()])
    pairs, precision = match_truth(truth, dc.reported_speech(articles, engine=engine))
    print(f"{len(truth)} planted, recall {pairs['found'].mean():.3f}; precision {precision:.3f}")
    for by in ("presentation", "cue_class", "polarity"):
        print(
            pairs.groupby(by)[["found", "speaker_ok", "polarity_ok", "class_ok"]]
            .mean()
            .round(3)
            .assign(n=pairs[by].value_counts())
        )
    print(pairs.loc[pairs["found"], ["speaker_ok", "polarity_ok", "class_ok"]].mean().round(3))
    texts = articles.set_index("doc_id")["text"]
    for row in pairs[~pairs["found"]].head(misses).itertuples():
        print(f"- {row.doc_id} {row.cue}: {texts[row.doc_id][row.content_spans[0][0] : row.content_spans[-1][1]]}")


def match_truth(truth: pd.DataFrame, statements: pd.DataFrame) -> tuple[pd.DataFrame, float]:
    """Match planted statements with found ones: the cue overlaps, and the contents share half their characters."""
    by_article = {name: list(group.itertuples()) for name, group in statements.groupby("article_id")}
    rows, used = [], set()
    for row in truth.itertuples():
        want = _characters(row.content_spans)
        best, most = None, 0.5
        for item in by_article.get(row.doc_id, []):
            have = _characters(item.content_spans)
            jaccard = len(want & have) / len(want | have)
            if jaccard >= most and any(_inside(row.cue_spans, s, e) for s, e in item.cue_spans):
                best, most = item, jaccard
        used |= {best.Index} if best is not None else set()
        rows.append((best is not None, best.presentation if best else "not found", *_compared(row, best)))
    names = ["found", "presentation", "speaker_ok", "polarity_ok", "class_ok"]
    return pd.concat([truth, pd.DataFrame(rows, columns=names)], axis=1), len(used) / max(1, len(statements))


def _characters(spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _compared(row, best) -> tuple[float, float, float]:
    if best is None:
        return (np.nan, np.nan, np.nan)
    nameless = row.speaker in ("", "unnamed")
    speaker = best.speaker_type != "person" if nameless else best.speaker == row.speaker
    return (float(speaker), float(best.polarity == row.polarity), float(best.cue_class == row.cue_class))


@main.command()
@ENGINES
def speed(engine: str) -> None:
    """Tokens per CPU second on PolNeAR dev; seconds for a 200,000-word document and 50,000 quotation marks."""
    articles = as_articles(gold("dev"))
    one = pd.DataFrame({"doc_id": ["long"], "text": [_long_document(articles["text"].tolist())]})
    marks = pd.DataFrame({"doc_id": ["marks"], "text": ['" “' * 25_000]})
    dc.reported_speech(articles.head(1), engine=engine)
    for name, table in (("polnear dev", articles), ("200,000 words in one document", one), ("50,000 marks", marks)):
        tokens = len(dc.tokenize(table))
        start = time.process_time()
        found = dc.reported_speech(table, engine=engine)
        seconds = time.process_time() - start
        print(
            f"{name}: {tokens} tokens, {len(found)} statements, {seconds:.2f} CPU s, {tokens / seconds:,.0f} tokens/s"
        )


def _long_document(texts: list[str]) -> str:
    parts, words = [], 0
    while words < 200_000:
        parts.append(texts[len(parts) % len(texts)])
        words += len(parts[-1].split())
    return "\n\n".join(parts)


@main.command()
def checked() -> None:
    """Accuracy of the statements read by hand, with Wilson intervals."""
    sheet = pd.read_csv(ROOT / "benchmarks" / "speech_checked.csv", keep_default_na=False)
    for corpus, group in [("all", sheet), *sheet.groupby("corpus")]:
        for what in ("statement", "speaker", "polarity"):
            judged = group.loc[group[what].astype(str) != "", what].astype(float).astype(int)
            low, high = _wilson(int(judged.sum()), len(judged))
            print(f"{corpus:14} {what:10} {judged.sum()}/{len(judged)} = {judged.mean():.3f} ({low:.3f}–{high:.3f})")


def _wilson(hits: int, n: int) -> tuple[float, float]:
    from statsmodels.stats.proportion import proportion_confint

    return proportion_confint(hits, n, method="wilson")


if __name__ == "__main__":
    main()
