"""How the use of each theme goes with several document variables at once."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, unknown_name
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.contrast import with_q
from discourse.frames.measures.counts import MIN_DOCUMENTS, ThemeCounts, names_of, theme_counts
from discourse.frames.measures.predictors import CONSTANT, Design, design_of
from discourse.frames.voices.voicing import with_voice
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.stats.regression import MODELS, Coefficients, regress
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex

#: With fewer clusters their robust errors are too small.
MIN_CLUSTERS = 30


def theme_regression(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    on: str | Sequence[str],
    reference: Mapping[str, object] | None = None,
    model: str = "fractional_logit",
    unit: str = "sentence",
    cluster: str | None = None,
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    confidence: float = 0.95,
    placebo: str | None = None,
    permutations: int = 199,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Regress each theme on document variables. *Does a difference stay when other things are held equal?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    on
        Document variables, all at once. Numbers and true/false enter as they are, texts as one term for each value
        but the reference. Documents without a value of one of them are left out, counted in ``base``.
    reference
        The value a text variable is compared with, such as ``{"outlet": "Meridian Wire"}``; else the first in order.
    model
        ``"fractional_logit"`` (log odds ratios of shares), ``"ols"`` (differences of shares), or ``"poisson"`` (log
        ratios of hits per token).
    unit
        ``"sentence"`` or ``"document"`` for shares; ``"token"`` with ``model="poisson"``. A share weighs as much as the
        document has units, so that one text variable alone gives the values of :func:`theme_rates`.
    cluster
        A document variable whose values were sampled as wholes (such as outlets): errors allow for any likeness within
        them. With fewer than 30 there are estimates but no errors; put it among ``on`` instead.
    articles, statements, near_duplicates, copies
        The base, as for :func:`theme_rates`; ``copies="cluster"`` makes near-copies clusters.
    confidence
        Of the intervals.
    placebo
        One of ``on``: its values are dealt over the documents (over the clusters, where it has one value in each) and
        the model is fitted anew, to see how large its t would be by chance.
    permutations
        How many deals for ``placebo``.
    random_state
        Where chance starts; needed for ``placebo`` only.

    Returns
    -------
    DataFrame
        One row per theme and term: ``theme, term``, ``estimate, error, low, high``, ``p`` (from t with one degree of
        freedom fewer than clusters), ``q`` (Benjamini–Hochberg over all rows but constants), ``placebo_p`` (share of
        deals with at least its t, the observed one counted), ``documents, documents_with, clusters``, ``model``,
        ``unit``, ``base``, ``note`` (why a number is missing, or ``""``).

    Raises
    ------
    UnknownNameError
        If a variable or a reference value is not there.
    ArgumentError
        If ``unit`` does not fit ``model``, or a variable holds dates or has one value only.

    Notes
    -----
    The model describes; it makes no cause of a variable. Errors are sandwich errors over documents (or clusters), so
    words that bunch in documents do not pass for evidence. With many terms and few documents (fewer than 10 for each
    term, or 10 with a hit) nothing is estimated. Papke & Wooldridge (1996); Liang & Zeger (1986).

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["foreign_intervention"])
    >>> found = dc.theme_regression(tokens, codebook, on="outlet", reference={"outlet": "The Harbour Ledger"})
    >>> found["term"].tolist()[:2], bool(found.loc[3, "high"] < 0)
    (['(constant)', 'outlet=Belmora Daily'], True)
    """
    check_confidence(confidence)
    names = names_of(on)
    _check(names, model, unit, placebo)
    state = check_random_state(random_state, what="values are dealt") if placebo else 0
    counts = theme_counts(
        tokens,
        codebook,
        unit=unit,
        variables=[*names, *([cluster] if cluster else [])],
        table="coefficients",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
    )
    if not len(counts.documents):
        return with_voice(empty("coefficients"), statements)
    counts = _complete(counts, [*names, *([cluster] if cluster else [])])
    design = design_of(counts.documents, names, reference or {})
    number = pd.factorize(counts.documents[cluster])[0] if cluster else counts.clusters
    model_of = _Model(design, model, number, confidence, permutations, state)
    parts = [_one_theme(counts, theme, model_of, placebo, cluster) for theme in range(len(counts.themes))]
    table = pd.concat(parts, ignore_index=True)
    q = with_q(table.assign(p=table["p"].where(table["term"] != CONSTANT)))["q"]
    return with_voice(table.assign(q=q, unit=unit, base=counts.base)[columns("coefficients")], statements)


@dataclass(frozen=True)
class _Model:
    design: Design
    model: str
    clusters: NDArray[np.int64]
    confidence: float
    permutations: int
    random_state: int

    def fit(self, outcome: NDArray, sizes: NDArray, matrix: NDArray[np.float64]) -> Coefficients:
        return regress(
            outcome, matrix, model=self.model, sizes=sizes, clusters=self.clusters, confidence=self.confidence
        )


def _check(names: list[str], model: str, unit: str, placebo: str | None) -> None:
    if not names:
        raise ArgumentError("on= names no variable; name one or more document variables")
    if model not in MODELS:
        raise ArgumentError(f"model must be one of {', '.join(MODELS)}, not {model!r}")
    if (model == "poisson") != (unit == "token"):
        raise ArgumentError(f"model='{model}' does not fit unit='{unit}': poisson counts hits per token, others shares")
    if placebo is not None and placebo not in names:
        raise unknown_name("variable", placebo, names, where="on=")


def _complete(counts: ThemeCounts, names: list[str]) -> ThemeCounts:
    """The documents with a value of every variable and at least one unit."""
    known = (counts.documents[names].notna().all(axis=1) & (counts.sizes > 0)).to_numpy()
    left_out = int((~known).sum())
    base = f"{counts.base}, {left_out:,} without a value or a word left out" if left_out else counts.base
    return replace(counts.take(np.flatnonzero(known)), base=base)


def _one_theme(
    counts: ThemeCounts, theme: int, model: _Model, placebo: str | None, cluster: str | None
) -> pd.DataFrame:
    """The rows of one theme."""
    design, sizes = model.design, counts.sizes.astype(np.float64)
    outcome = counts.having[:, theme] / (1 if model.model == "poisson" else sizes)
    with_hit, clusters = int((counts.hits[:, theme] > 0).sum()), len(np.unique(model.clusters))
    note, placebo_p = "", np.full(len(design.terms), np.nan)
    fitted = Coefficients(*(placebo_p for _ in range(5)))
    if len(outcome) < MIN_DOCUMENTS * len(design.terms):
        note = f"fewer than {MIN_DOCUMENTS} documents for each term, so no regression"
    elif with_hit < MIN_DOCUMENTS:
        note = f"fewer than {MIN_DOCUMENTS} documents with a hit, so no regression"
    else:
        fitted = model.fit(outcome, sizes, design.matrix)
        if np.isnan(fitted.estimate).all():
            note = "no finite estimate: a group never (or always) uses the theme, or a variable follows from the others"
        elif placebo and clusters >= MIN_CLUSTERS:
            placebo_p = _placebo_p(outcome, sizes, fitted, model, placebo, theme)
    if not note and clusters < MIN_CLUSTERS:
        what = f"values of {cluster}" if cluster else "documents or clusters of near-copies"
        note = f"{clusters} {what}: fewer than {MIN_CLUSTERS}, so no errors; put the variable among on= instead"
        fitted = replace(fitted, **dict.fromkeys(("error", "low", "high", "p"), fitted.error * np.nan))
    return pd.DataFrame(
        {
            "theme": pd.Series([counts.themes[theme]] * len(design.terms), dtype="str"),
            "term": pd.Series(design.terms, dtype="str"),
            **{name: getattr(fitted, name) for name in ("estimate", "error", "low", "high", "p")},
            "placebo_p": placebo_p,
            "documents": len(outcome),
            "documents_with": with_hit,
            "clusters": clusters,
            "model": model.model,
            "note": note,
        }
    )


def _placebo_p(
    outcome: NDArray, sizes: NDArray, fitted: Coefficients, model: _Model, placebo: str, theme: int
) -> NDArray[np.float64]:
    """For the terms of one variable, how often dealing its values gives at least the observed t."""
    from tqdm import trange

    mine = [number for number, name in enumerate(model.design.variables) if name == placebo]
    values = model.design.matrix[:, mine]
    number, first, place = np.unique(model.clusters, return_index=True, return_inverse=True)
    whole = (values == values[first][place]).all()
    generator = np.random.default_rng([model.random_state, theme])
    observed, at_least = np.abs(fitted.estimate / fitted.error), np.zeros(len(fitted.error))
    rounds = trange(model.permutations, desc="placebo", leave=False, disable=not sys.stderr.isatty())
    for _ in rounds:
        dealt = model.design.matrix.copy()
        order = generator.permutation(len(number) if whole else len(values))
        dealt[:, mine] = values[first][order][place] if whole else values[order]
        other = model.fit(outcome, sizes, dealt)
        at_least += ~(np.abs(other.estimate / other.error) < observed * (1 - 1e-9))
    p = (1 + at_least) / (1 + model.permutations)
    return np.where(np.isin(np.arange(len(p)), mine), p, np.nan)
