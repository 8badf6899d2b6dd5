"""How near does a codebook drafted by the suggestion loop come to frames that people coded?

    .venv/bin/python benchmarks/human_frames.py [../shared [gvfc] [semeval]]

Two human-coded sets: headlines on gun violence with one of nine frames (GVFC, Liu et al. 2019) and articles with any
of fourteen frames (SemEval-2023 task 3, Piskorski et al. 2023). Five outer folds; nothing of a fold that is scored is
seen while drafting. For each frame the training articles coded with it are the seed articles of `suggest_terms`, all
training articles the corpus. The accept rule, in place of a reader: of the terms with a log ratio of at least `least`,
the `most` with the largest G2 are accepted, through `apply_decisions`, with their log ratio as weight. `least` and
`most`, and for articles the rate from which on a frame is called present, are chosen by three inner folds of the
training articles, once for weighted hits and once for hits that count as one each. A headline is called by the frame
with the largest sum of weights and log odds of the frame in training (or most hits). Beside it stands TF-IDF with
logistic regression on the same folds, its C chosen by the same inner folds.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

import discourse as dc
from discourse.frames.codebooks.codebook import Theme
from discourse.frames.hits import theme_matches
from discourse.stats.bootstrap import draw_documents

STATE = 20261124
MOST, LEAST, C = (20, 60, 180), (0.5, 1.5), (1.0, 10.0, 100.0)
GVFC = "second_amendment gun_control politics mental_health public_safety race public_opinion culture economic".split()


@dataclass(frozen=True)
class Coded:
    """Texts with the frames people gave them: documents × frames; one frame each, or any number."""

    texts: list[str]
    frames: list[str]
    truth: NDArray[np.bool_]
    one: bool


def read_gvfc(gold: Path) -> Coded:
    """The headlines of the given part with their first frame; a repeated headline stands once."""
    table = pd.read_csv(gold / "gvfc_extension_given.csv.gz")
    table = table[(table["Q1 Relevant"] == 1) & table["Q3 Theme1"].between(1, 9)]
    plain = table["headline"].str.lower().str.replace(r"\W+", " ", regex=True).str.strip()
    table = table[~plain.duplicated()]
    return Coded(table["headline"].tolist(), GVFC, np.eye(9, dtype=bool)[table["Q3 Theme1"].astype(int) - 1], one=True)


def read_semeval(gold: Path) -> Coded:
    """The English articles of the given part with all their frames."""
    table = pd.read_json(gold / "semeval2023_t3_frames_en_given.jsonl.gz", lines=True)
    table = table[~table["text"].duplicated()]
    frames = sorted(table["frames"].explode().dropna().unique())
    truth = np.array([[frame in given for frame in frames] for given in table["frames"]], dtype=bool)
    return Coded(table["text"].tolist(), [frame.lower() for frame in frames], truth, one=False)


def folds(coded: Coded, rows: NDArray[np.int64], n: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Training and held-out rows of each fold."""
    maker = StratifiedKFold if coded.one else KFold
    split = maker(n, shuffle=True, random_state=STATE)
    return [(rows[a], rows[b]) for a, b in split.split(rows, coded.truth[rows].argmax(axis=1))]


class Drafting:
    """Codebooks drafted from some rows and laid on others."""

    def __init__(self, coded: Coded) -> None:
        ids = [f"{number:05d}" for number in range(len(coded.texts))]
        self.coded, self.ids = coded, np.array(ids)
        self.tokens = dc.tokenize(pd.DataFrame({"doc_id": ids, "text": coded.texts}))
        self.document = pd.Categorical(self.tokens["doc_id"].astype("str"), categories=ids).codes
        self.lengths = np.bincount(self.document, minlength=len(ids))

    def of(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        inside = np.zeros(len(self.ids), dtype=bool)
        inside[rows] = True
        return self.tokens[inside[self.document]]

    def suggestions(self, rows: NDArray[np.int64]) -> pd.DataFrame:
        """What the suggestion verb says for each frame, from these rows alone."""
        corpus = self.of(rows)
        parts = []
        for number, frame in enumerate(self.coded.frames):
            seed = self.of(rows[self.coded.truth[rows, number]])
            found = dc.suggest_terms(seed, corpus, n=100_000, min_freq=2, min_docs=2, longest=2, lines=0, actors=[])
            parts.append(found.assign(theme=frame))
        return pd.concat(parts, ignore_index=True)

    def codebook(self, suggestions: pd.DataFrame, *, most: int, least: float) -> dc.Codebook:
        """The codebook that the accept rule makes of suggestions."""
        accepted = suggestions[suggestions["log_ratio"] >= least].sort_values(
            ["theme", "g2", "term"], ascending=[True, False, True]
        )
        accepted = accepted.groupby("theme").head(most)
        decisions = accepted[["theme", "term"]].assign(
            kind="pattern",
            sub="",
            weight=accepted["log_ratio"].round(2),
            decision="accept",
            reason="",
            coder="accept rule",
            date="",
        )
        themes = tuple(Theme(frame, "as coded", "", "", (), (), (), (), (), ()) for frame in self.coded.frames)
        return dc.apply_decisions(dc.Codebook("drafted", "0", "en", themes, "human frames"), decisions)

    def scores(self, codebook: dc.Codebook, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Hits of each theme in each row: as they weigh, and each as one (2 × rows × themes); of articles, rates."""
        tokens = self.of(rows)
        matches = theme_matches(dc.index_tokens(tokens), codebook)
        place = pd.Categorical(tokens["doc_id"].astype("str"), categories=self.ids[rows]).codes
        at = (
            place[matches["first"].to_numpy()],
            pd.Categorical(matches["theme"], categories=codebook.theme_names).codes,
        )
        found = np.zeros((2, len(rows), len(codebook.themes)))
        np.add.at(found[0], at, matches["weight"].to_numpy())
        np.add.at(found[1], at, 1)
        return found if self.coded.one else found / np.maximum(1, self.lengths[rows])[:, None] * 1000


def called(scores: NDArray[np.float64], base: NDArray[np.float64], thresholds: NDArray[np.float64] | None) -> NDArray:
    """Frames called present: the one with the highest sum of score and base, or all from a rate on."""
    if thresholds is not None:
        return scores >= thresholds
    best = (scores + base).argmax(axis=1)
    return np.eye(scores.shape[1], dtype=bool)[best]


def best_thresholds(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each frame the score from which on calling it present gives the best F1."""
    chosen = []
    for column in range(scores.shape[1]):
        options = np.unique(np.quantile(scores[:, column], np.linspace(0, 0.98, 50)))
        f1 = [f1_score(truth[:, column], scores[:, column] >= option, zero_division=0) for option in options]
        chosen.append(options[int(np.argmax(f1))])
    return np.array(chosen)


def quality(coded: Coded, truth: NDArray[np.bool_], predicted: NDArray[np.bool_]) -> float:
    """What the inner folds choose by: macro-F1 for one frame each, micro-F1 for several."""
    return f1_score(truth, predicted, average="macro" if coded.one else "micro", zero_division=0)


def drafted(drafting: Drafting, train: NDArray[np.int64], test: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    """Choose the accept rule on inner folds, draft on all training rows, call the frames of the test rows."""
    coded = drafting.coded
    share = coded.truth[train].mean(axis=0)
    # a log ratio adds to the log odds of the frame; a count does not, so there these only decide between equals
    bases = [np.log2(share / (1 - share)) * factor for factor in (1.0, 1e-6)]
    inner = folds(coded, train, 3)
    suggested = [drafting.suggestions(a) for a, _ in inner]
    truth = coded.truth[np.concatenate([b for _, b in inner])]
    options: list[list[tuple]] = [[], []]
    for most in MOST:
        for least in LEAST:
            books = [drafting.codebook(table, most=most, least=least) for table in suggested]
            held = [drafting.scores(book, b) for book, (_, b) in zip(books, inner, strict=True)]
            for variant, scores in enumerate(np.concatenate(held, axis=1)):
                thresholds = None if coded.one else best_thresholds(scores, truth)
                worth = quality(coded, truth, called(scores, bases[variant], thresholds))
                options[variant].append((worth, -most, least, thresholds))
    every = drafting.suggestions(train)
    found = []
    for variant in (0, 1):
        _, most, least, thresholds = max(options[variant], key=lambda option: option[:3])
        book = drafting.codebook(every, most=-most, least=least)
        found.append(called(drafting.scores(book, test)[variant], bases[variant], thresholds))
        number = sum(len(theme.patterns) for theme in book.themes)
        print(
            f"  {'counted' if variant else 'weighted'}: most {-most}, least {least}, {number} patterns", file=sys.stderr
        )
    return found


def regression(coded: Coded, train: NDArray[np.int64], test: NDArray[np.int64]) -> NDArray[np.bool_]:
    """TF-IDF of words and pairs of words with logistic regression; C chosen on the inner folds."""
    texts = np.array(coded.texts, dtype=object)

    def fit(c: float, rows: NDArray[np.int64]):
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        model = LogisticRegression(C=c, class_weight="balanced", max_iter=3000)
        labels = coded.truth[rows].argmax(axis=1) if coded.one else coded.truth[rows].astype(int)
        return make_pipeline(words, model if coded.one else OneVsRestClassifier(model)).fit(texts[rows], labels)

    def call(model, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        found = model.predict(texts[rows])
        return np.eye(len(coded.frames), dtype=bool)[found] if coded.one else found.astype(bool)

    def worth(c: float) -> float:
        inner = folds(coded, train, 3)
        found = np.concatenate([call(fit(c, a), b) for a, b in inner])
        return quality(coded, coded.truth[np.concatenate([b for _, b in inner])], found)

    return call(fit(max(C, key=worth), train), test)


def report(name: str, coded: Coded, truth: NDArray[np.bool_], predicted: dict[str, NDArray[np.bool_]]) -> None:
    """Print scores with bootstrap intervals over documents, and F1 by frame."""
    print(f"\n{name}: {len(truth)} texts, {truth.shape[1]} frames\n")
    first, second = ("accuracy", "macro-F1") if coded.one else ("micro-F1", "macro-F1")
    print(f"| method | {first} | {second} |\n|---|---|---|")
    weights = np.concatenate(list(draw_documents(len(truth), draws=500, random_state=STATE)))
    for method, found in predicted.items():
        cells = []
        for average in ("micro", "macro"):  # with one frame each, micro-F1 is accuracy
            drawn = [_f1(truth, found, w, average) for w in weights]
            low, high = np.quantile(drawn, [0.025, 0.975])
            cells.append(f"{_f1(truth, found, np.ones(len(truth)), average):.3f} ({low:.3f}–{high:.3f})")
        print(f"| {method} | {cells[0]} | {cells[1]} |")
    print("\n| frame | n | " + " | ".join(predicted) + " |\n|---|---|" + "---|" * len(predicted))
    for number, frame in enumerate(coded.frames):
        f1 = [f1_score(truth[:, number], found[:, number], zero_division=0) for found in predicted.values()]
        print(f"| {frame} | {truth[:, number].sum()} | " + " | ".join(f"{value:.2f}" for value in f1) + " |")


def _f1(truth: NDArray[np.bool_], found: NDArray[np.bool_], weights: NDArray[np.float64], average: str) -> float:
    tp, there, said = (weights @ part for part in (truth & found, truth, found))
    if average == "micro":
        return 2 * tp.sum() / (there.sum() + said.sum())
    return float(np.mean(2 * tp / np.maximum(1e-12, there + said)))


def main(shared: Path, names: list[str]) -> None:
    for name, read in {"gvfc": read_gvfc, "semeval": read_semeval}.items():
        if name not in names:
            continue
        coded = read(shared / "data" / "gold")
        drafting = Drafting(coded)
        rows = np.arange(len(coded.texts))
        methods = ["drafted codebook, weighted", "drafted codebook, counted", "TF-IDF + logistic regression"]
        share = coded.truth.mean(axis=0)
        common = share == share.max() if coded.one else share >= 0.5
        predicted = {method: np.zeros_like(coded.truth) for method in methods}
        for train, test in folds(coded, rows, 5):
            found = [*drafted(drafting, train, test), regression(coded, train, test)]
            for method, called_present in zip(methods, found, strict=True):
                predicted[method][test] = called_present
        predicted["always the same"] = np.tile(common, (len(rows), 1))
        report(name, coded, coded.truth, predicted)


if __name__ == "__main__":
    folder, *chosen = sys.argv[1:] or [Path(__file__).resolve().parents[2] / "shared"]
    main(Path(folder), chosen or ["gvfc", "semeval"])
