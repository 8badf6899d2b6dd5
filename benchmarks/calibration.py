"""Do the intervals, tests and change points keep what they promise? Fixed random states, known truths.

    .venv/bin/python benchmarks/calibration.py [--data ../shared/data] [--quick]

Prints the tables of `benchmarks/results/calibration.md`; `make proof` asserts them (`tests/proof/test_measures.py`).
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import discourse as dc
from discourse.frames.measures.contrast import contrast
from discourse.frames.measures.counts import ThemeCounts, theme_counts
from discourse.stats.change import best_split, change_points, change_test, location_interval, stabilised
from discourse.stats.cluster import design_effect
from discourse.stats.regression import regress
from discourse.stats.relabel import relabel_p

ROOT = Path(__file__).resolve().parents[1]
#: Themes that fewer documents hit are shown but not judged.
ENOUGH = 30
WEEKS, SHORTEST, RATE = 52, 2, 0.004


def corpora(data: Path) -> dict[str, pd.DataFrame]:
    """The corpora that are split: UN speeches of 2017, and articles of seven US outlets of 2016."""
    speeches = pd.read_json(data / "corpora" / "ungdc_v13_1946_2024.jsonl.xz", lines=True)
    speeches = speeches[speeches["year"] == 2017].rename(columns={"id": "doc_id"})
    articles = pd.read_json(data / "gold" / "polnear_train.jsonl.gz", lines=True)
    return {"UN 2017": speeches[["doc_id", "text"]], "PolNeAR": articles[["doc_id", "text"]]}


def counts_of(articles: pd.DataFrame, unit: str) -> ThemeCounts:
    """All themes of the shipped codebook in every document."""
    return theme_counts(dc.tokenize(articles), dc.read_codebook(ROOT / "seeds" / "codebook.toml"), unit=unit)


def halves(documents: int, number: int) -> NDArray[np.bool_]:
    """A random half of the documents, the same for the same number."""
    chosen = np.zeros(documents, dtype=bool)
    chosen[np.random.default_rng([2026, number]).permutation(documents)[: documents // 2]] = True
    return chosen


def coverage(counts: ThemeCounts, *, splits: int) -> pd.DataFrame:
    """How often the 95 % interval of the difference of two random halves holds 0; and the binomial interval."""
    covers, naive = [], []
    scale = 1000 if counts.unit == "token" else 1
    for number in range(splits):
        mine = halves(len(counts.documents), number)
        found = contrast(counts, mine, confidence=0.95, permutations=0, random_state=number)
        covers.append(((found["low"] <= 0) & (found["high"] >= 0)).where(found["low"].notna()).astype(float))
        shares = [found[name] / scale for name in ("value", "value_reference")]
        sizes = [counts.sizes[mine].sum(), counts.sizes[~mine].sum()]
        error = np.sqrt(sum(share * (1 - share) / size for share, size in zip(shares, sizes, strict=True)))
        naive.append((shares[0] - shares[1]).abs() <= 1.96 * error)
    table = pd.DataFrame({"theme": counts.themes, "documents_with": (counts.hits > 0).sum(axis=0)})
    table["design_effect"] = design_effect(counts.having.astype(float), counts.sizes.astype(float))
    return table.assign(covers=np.nanmean(covers, axis=0), naive=np.mean(naive, axis=0))


def planted(counts: ThemeCounts, *, splits: int) -> pd.DataFrame:
    """The rate of one theme doubled in a random half: found (interval and p), and its ratio covered."""
    from dataclasses import replace

    rows = []
    for number in range(splits):
        mine = halves(len(counts.documents), number)
        more = replace(counts, having=counts.having * np.where(mine, 2, 1)[:, None])
        found = contrast(more, mine, confidence=0.95, permutations=199, random_state=number)
        rows.append(
            pd.DataFrame(
                {
                    "theme": found["theme"],
                    "interval": found["low"] > 0,
                    "p": found["p"] <= 0.05,
                    "ratio": (found["ratio_low"] <= 2) & (found["ratio_high"] >= 2),
                }
            )
        )
    table = pd.concat(rows).groupby("theme", sort=False).mean().reset_index()
    effect = design_effect(counts.having.astype(float), counts.sizes.astype(float))
    hits, documents_with = counts.hits.sum(axis=0), (counts.hits > 0).sum(axis=0)
    return table.assign(hits=hits, documents_with=documents_with, effective_hits=hits / effect)


def null_p(counts: ThemeCounts, *, splits: int, permutations: int = 199) -> pd.DataFrame:
    """p of the difference of two random halves, for every split and theme with enough documents."""
    enough = np.flatnonzero((counts.hits > 0).sum(axis=0) >= ENOUGH)
    documents = len(counts.documents)
    p = [
        relabel_p(
            counts.having[:, enough].astype(float),
            counts.sizes.astype(float),
            halves(documents, number),
            np.arange(documents),
            permutations=permutations,
            random_state=number,
        )
        for number in range(splits)
    ]
    return pd.DataFrame(p, columns=[counts.themes[place] for place in enough])


def placebo_p(counts: ThemeCounts, theme: str, *, splits: int, permutations: int = 99) -> NDArray[np.float64]:
    """p of a regression on a label without meaning: of t, and of dealing the label anew; splits × 2."""
    place = counts.themes.index(theme)
    share, sizes = counts.having[:, place] / counts.sizes, counts.sizes.astype(float)
    found = []
    for number in range(splits):
        label = halves(len(share), number).astype(float)
        generator = np.random.default_rng([number, 1])

        def fitted(values: NDArray[np.float64]) -> tuple[float, float]:
            design = np.column_stack([np.ones(len(values)), values])
            fit = regress(share, design, model="fractional_logit", sizes=sizes)
            return abs(fit.estimate[1] / fit.error[1]), fit.p[1]

        t, p = fitted(label)
        larger = sum(fitted(generator.permutation(label))[0] >= t for _ in range(permutations))
        found.append((p, (1 + larger) / (1 + permutations)))
    return np.array(found)


def weekly(
    generator: np.random.Generator, *, story: float, times: NDArray[np.float64] | float = 1.0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hits and tokens of a year of weeks: hits bunch in documents and, by ``story``, in weeks; ``times`` the rate."""
    week = np.repeat(np.arange(WEEKS), 1 + generator.poisson(8, WEEKS))
    tokens = np.exp(generator.normal(6, 0.5, len(week))).round()
    rate = RATE * generator.gamma(1 / 1.5, 1.5, len(week)) * np.broadcast_to(times, WEEKS)[week]
    if story:
        rate *= generator.gamma(1 / story, story, WEEKS)[week]
    hits = generator.poisson(rate * tokens)
    return np.bincount(week, weights=hits, minlength=WEEKS), np.bincount(week, weights=tokens, minlength=WEEKS)


def _allowed() -> NDArray[np.bool_]:
    place = np.arange(1, WEEKS + 1)
    return (place >= SHORTEST) & (WEEKS - place >= SHORTEST)


def false_alarms(*, series: int, story: float) -> dict[str, float]:
    """Share of series without a change in which one is found, by the test and by two penalties."""
    generator, found = np.random.default_rng(1), []
    for number in range(series):
        hits, tokens = weekly(generator, story=story)
        even = stabilised(hits, tokens)[:, None]
        p = change_test(even, tokens, allowed=_allowed(), permutations=199, random_state=number)[1][0]
        squares = change_points(hits / tokens, sizes=tokens)
        found.append((p < 0.05, len(squares) > 0, len(change_points(hits, sizes=tokens, cost="binomial")) > 0))
    return dict(zip(("test", "squares", "binomial"), np.mean(found, axis=0).tolist(), strict=True))


def planted_steps(*, series: int, step: float, story: float = 0.0) -> dict[str, float]:
    """A step of so many standard deviations of the weeks: found, placed, its interval; and the best that is possible.

    Of white noise (``story`` below 0) also how well someone places it who knows both levels: no method can do better.
    """
    generator, rows = np.random.default_rng(2), []
    noise = np.mean([np.std(np.divide(*weekly(generator, story=max(story, 0.0)))) for _ in range(100)])
    for number in range(series):
        at = int(generator.integers(8, WEEKS - 8))
        after = np.arange(WEEKS) >= at
        if story < 0:  # white noise
            tokens = np.ones(WEEKS)
            hits = generator.normal(size=WEEKS) + step * after
            known = np.append(0.0, np.cumsum(hits - step / 2))[1:-1].argmin() + 1
        else:
            hits, tokens = weekly(generator, story=story, times=np.where(after, 1 + step * noise / RATE, 1.0))
            hits, known = stabilised(hits, tokens), np.nan
        place, p = change_test(hits[:, None], tokens, allowed=_allowed(), permutations=199, random_state=number)
        cut = int(place[0])
        inside = np.arange(1, WEEKS + 1) < WEEKS
        low, high = location_interval(hits, tokens, cut, allowed=inside, random_state=number)
        best = np.nan if np.isnan(known) else abs(known - at) <= 1
        rows.append((p[0] < 0.05, abs(cut - at) <= 1, best, low <= at <= high, high - low + 1))
    names = ("found", "within 1", "known levels within 1", "interval covers", "width")
    means = np.mean(np.array(rows, dtype=float), axis=0)
    return dict(zip(names, means.tolist(), strict=True))


def nile() -> dict[str, object]:
    """The annual flow of the Nile at Aswan, 1871–1970 (Cobb 1978): the last year of the old level, and its interval."""
    from statsmodels.datasets import nile as data

    flow = data.load_pandas().data["volume"].to_numpy()
    cuts = change_points(flow)
    low, high = location_interval(flow, np.ones(100), cuts[0], allowed=np.arange(100) < 99, random_state=1)
    best = best_split(flow[:, None], np.ones((100, 1)), np.arange(100) < 99)[0][0]
    return {
        "cuts": [1870 + cut for cut in cuts],
        "best": 1870 + int(best),
        "interval": (1870 + low, 1870 + high),
        "levels": (flow[: cuts[0]].mean(), flow[cuts[0] :].mean()),
    }


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / ".." / "shared" / "data")
    parser.add_argument("--quick", action="store_true", help="a tenth of the repetitions")
    options = parser.parse_args()
    few = 10 if options.quick else 1
    pd.set_option("display.width", 200)
    print(f"Nile: {nile()}\n")
    for story in (0.0, 0.5):
        print(f"false alarms, story {story}: {false_alarms(series=1000 // few, story=story)}")
    for step in (2.0, 3.0):
        for story, name in ((-1.0, "white noise"), (0.0, "bunched hits"), (0.5, "bunched hits and stories")):
            print(f"step of {step} SD, {name}: {planted_steps(series=200 // few, step=step, story=story)}")
    if not options.data.is_dir():
        sys.exit(f"no corpora below {options.data}; name a folder with --data")
    for name, articles in corpora(options.data).items():
        for unit in ("sentence", "token"):
            counts = counts_of(articles, unit)
            print(f"\n{name}: {len(counts.documents):,} documents, {counts.sizes.sum():,} {unit}s")
            print(coverage(counts, splits=500 // few).round(3).to_string(index=False))
        p = null_p(counts, splits=200 // few)
        print(f"\n{name}: p of random halves at most .05: {(p <= 0.05).mean().mean():.3f}")
        print(planted(counts, splits=100 // few).round(3).to_string(index=False))
    both = placebo_p(counts, "delegitimation", splits=200 // few)
    print(
        f"\nregression on a random label, p at most .05: t {np.mean(both[:, 0] <= 0.05):.3f}, "
        f"placebo {np.mean(both[:, 1] <= 0.05):.3f}"
    )


if __name__ == "__main__":
    main()
