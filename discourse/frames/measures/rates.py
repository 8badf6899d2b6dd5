"""How often the vocabulary of each theme is used, by group, with intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.measures.counts import (
    MIN_DOCUMENTS,
    MIN_WITH_HIT,
    UNITS,
    ThemeCounts,
    groups_of,
    names_of,
    theme_counts,
)
from discourse.frames.voices.voice_rates import voice_shares, with_purity
from discourse.frames.voices.voicing import apart_by_voice
from discourse.stats.bootstrap import check_confidence, check_random_state, ratio_interval
from discourse.stats.cluster import design_effect
from discourse.tables import columns, empty
from discourse.text.index import TokenIndex


def theme_rates(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str | Sequence[str] | None = None,
    unit: str = "token",
    articles: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
    near_duplicates: pd.DataFrame | None = None,
    copies: str = "keep",
    block: str | None = None,
    confidence: float = 0.95,
    method: str = "percentile",
    random_state: int | None = None,
) -> pd.DataFrame:
    """Measure how often each theme's vocabulary is used. *Who uses it how much, and how sure is that?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    by
        A document variable, or several, whose values are compared; ``None`` measures all documents together.
    unit
        ``"token"``: hits per 1,000 tokens; ``"sentence"`` or ``"document"``: the share of them with at least one hit.
    articles
        The articles the tokens came from. With them, articles without a word count as documents too.
    statements
        What :func:`reported_speech` returned for these articles: splits every theme by who is speaking.
    near_duplicates
        What ``near_duplicates(tokens)`` returned: which documents are near-copies of which.
    copies
        What becomes of near-copies: ``"keep"``, ``"drop"`` (of each cluster the first stays), or ``"cluster"`` (they
        stay, but are drawn together, so that a story printed four times is one event).
    block
        A document variable (such as ``"outlet"``) whose values were sampled as wholes. With at least 10 values in a
        group these are drawn; with fewer, documents are drawn within each, and ``base`` says so.
    confidence
        Of the intervals.
    method
        Of the bootstrap: ``"percentile"``, or ``"bca"`` (corrected for bias and skewness).
    random_state
        Where chance starts (bootstrap).

    Returns
    -------
    DataFrame
        One row per group and theme: the ``by`` columns, ``theme``, ``hits``, ``tokens`` (all words of the group),
        ``per_1000`` (hits per 1,000 tokens), ``documents`` (in the group), ``documents_with`` (with at least one hit),
        ``low, high`` (interval of ``value``, bootstrap over documents), ``unit``, ``units`` (tokens, sentences or
        documents), ``units_with`` (hits, or units with one), ``value`` (``per_1000``, or the share ``units_with`` ÷
        ``units``), ``design_effect`` (how much more its variance is than were units drawn one by one), ``effective_n``
        (``units`` ÷ ``design_effect``), ``base`` (what a document is here, what became of near-copies, what is drawn)
        and ``note`` (why a number is missing, or ``""``). Documents without a value of ``by`` form a group of their
        own, in which it is missing.

        With ``statements``, one row per group, theme and ``voice`` (``reported``, ``denied``, ``hypothetical``,
        ``unattributed``; see :func:`hit_voices`). Hits per 1,000 tokens are counted against *all* words of the group,
        so the four add up to the rate without ``statements``; a sentence or document may have several voices. Further
        columns: ``share`` (of the theme's hits, with ``share_low, share_high``), and for *unattributed* ``purity,
        purity_low, purity_high``: of the hits the engine leaves unattributed, how many were found outside reported
        content in annotated news; ``note`` names that source.

    Raises
    ------
    UnknownNameError
        If ``by`` or ``block`` is not a document variable.
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    A rate counts vocabulary, in anyone's mouth, affirmed or denied; whether it frames a matter is for readers to
    validate. Rates per 1,000 tokens measure intensity; shares of sentences compare better between long and short
    documents; a share of documents grows with their length. The document is the unit drawn, so repeated words within
    one article do not pass for evidence. The interval of a group depends on that group alone: adding another changes
    nothing. It covers the choice of documents, not errors of the codebook. Groups of fewer than 10 documents, and
    themes that fewer than 3 documents hit, have no interval. Design effect: Kish (1965, §8.2).

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("lee"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> dc.theme_rates(tokens, codebook, by="outlet", random_state=1)[["outlet", "theme", "hits", "documents"]]
      outlet        theme  hits  documents
    0    ABC  sovereignty     5        300

    Split by voice:

    >>> articles = dc.read_articles("demo")
    >>> speech = dc.reported_speech(articles)
    >>> rates = dc.theme_rates(dc.tokenize(articles), codebook, statements=speech, random_state=1)
    >>> rates["voice"].tolist()
    ['reported', 'denied', 'hypothetical', 'unattributed']
    """
    check_confidence(confidence)
    state = check_random_state(random_state, what="documents are drawn")
    names = names_of(by)
    counts = theme_counts(
        tokens,
        codebook,
        unit=unit,
        variables=names,
        table="rates" if statements is None else "voice_rates",
        articles=articles,
        statements=statements,
        near_duplicates=near_duplicates,
        copies=copies,
        block=block,
    )
    voices = statements is not None
    rates = rates_of(counts, names, voices=voices, confidence=confidence, method=method, random_state=state)
    return with_purity(rates, statements)[[*names, *columns("voice_rates")]] if voices and len(rates) else rates


def rates_of(
    counts: ThemeCounts,
    names: Sequence[str],
    *,
    voices: bool = False,
    confidence: float,
    method: str,
    random_state: int,
) -> pd.DataFrame:
    """The rates in what was counted, by the document variables ``names``; the texts are not needed for them.

    ``voices`` says that the themes counted are split by voice; the purity of *unattributed* is not known here.
    """
    groups, kind = groups_of(counts, names), "voice_rates" if voices else "rates"
    if not groups:
        return empty(kind).reindex(columns=[*names, *columns(kind)])
    how = {"confidence": confidence, "random_state": random_state}
    rates = pd.concat([group_rates(group, values, method=method, **how) for values, group in groups], ignore_index=True)
    if not voices:
        return rates
    shares = pd.concat([_shares(group, **how) for _, group in groups], ignore_index=True)
    return apart_by_voice(pd.concat([rates, shares], axis=1))


def _shares(group: ThemeCounts, *, confidence: float, random_state: int) -> pd.DataFrame:
    """The share of each voice among the hits of its theme in one group of documents."""
    drawn, strata, _ = group.drawn()
    hits, _, within = drawn_sums(group.hits, group.sizes, drawn, strata)
    return voice_shares(hits, within, confidence=confidence, random_state=group.seed(random_state))


def group_rates(
    group: ThemeCounts, variables: dict[str, object], *, confidence: float, method: str, random_state: int
) -> pd.DataFrame:
    """The rates of all themes in one group of documents."""
    drawn, strata, base = group.drawn()
    above, below, within = drawn_sums(group.having, group.sizes, drawn, strata)
    hits, tokens, units = group.hits.sum(axis=0), int(group.tokens.sum()), int(group.sizes.sum())
    documents_with = (group.hits > 0).sum(axis=0)
    low = high = np.full(len(hits), np.nan)
    note = interval_notes(group)
    if (note == "").any():
        low, high = ratio_interval(
            above * UNITS[group.unit],
            below,
            strata=within,
            random_state=group.seed(random_state),
            confidence=confidence,
            method=method,
        )
        low, high = (np.where(note == "", bound, np.nan) for bound in (low, high))
        note[(note == "") & np.isnan(low)] = "some draws hold no tokens, so no interval"
    effect = design_effect(above, below, strata=within)
    rates = {
        "theme": pd.Series(group.themes, dtype="str"),
        "hits": hits,
        "tokens": tokens,
        "per_1000": hits / tokens * 1000 if tokens else np.nan,
        "documents": len(group.documents),
        "documents_with": documents_with,
        "low": low,
        "high": high,
        "unit": group.unit,
        "units": units,
        "units_with": group.having.sum(axis=0),
        "value": group.values(),
        "design_effect": effect,
        "effective_n": units / np.where(effect > 0, effect, np.nan),
        "base": base,
        "note": note.astype(str),
    }
    repeated = {name: np.repeat(value, len(hits)) for name, value in variables.items()}
    return pd.DataFrame({**repeated, **rates})


def drawn_sums(
    having: NDArray[np.int64], sizes: NDArray[np.int64], drawn: NDArray[np.int64], strata: NDArray[np.int64] | None
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64] | None]:
    """Numerators, denominators and strata of what is drawn as a whole, in the order of its first document."""
    number, first = pd.factorize(drawn)[0], np.sort(np.unique(drawn, return_index=True)[1])
    above, below = np.zeros((len(first), having.shape[1])), np.zeros(len(first))
    np.add.at(above, number, having)
    np.add.at(below, number, sizes)
    return above, below, None if strata is None else strata[first]


def interval_notes(group: ThemeCounts) -> NDArray[np.object_]:
    """For each theme, why it can have no interval in this group, or ``""``."""
    documents_with = (group.hits > 0).sum(axis=0)
    note = np.where(
        documents_with < MIN_WITH_HIT, f"fewer than {MIN_WITH_HIT} documents with a hit, so no interval", ""
    )
    note = np.where(documents_with == 0, "no hit, so no interval", note).astype(object)
    drawn = len(np.unique(group.drawn()[0]))
    if group.sizes.sum() == 0:
        note[:] = "no tokens, so no rate"
    elif len(group.documents) < MIN_DOCUMENTS:
        note[:] = f"fewer than {MIN_DOCUMENTS} documents, so no interval"
    elif drawn < MIN_DOCUMENTS:
        note[:] = f"fewer than {MIN_DOCUMENTS} clusters of near-copies, so no interval"
    return note
