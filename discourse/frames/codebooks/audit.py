"""What each pattern of a codebook contributes, and whether a conclusion hangs on it."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.frames.codebooks.codebook import Codebook, Theme
from discourse.frames.codebooks.leave_one_out import Measure, left_out
from discourse.frames.hits import counting
from discourse.frames.language import check_language
from discourse.stats.bootstrap import check_confidence, check_random_state
from discourse.tables import DTYPES, TABLES, columns, document_variables
from discourse.text.characters import fold
from discourse.text.context import in_context
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.match import find_matches, overlapping

_MOST_FORMS, _LONGEST_FORM = 8, 40


def audit_codebook(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook,
    *,
    by: str | None = None,
    groups: Sequence[object] | None = None,
    measure: Measure = "difference",
    confidence: float = 0.95,
    random_state: int | None = None,
) -> pd.DataFrame:
    """Take a codebook apart, pattern by pattern. *Which patterns make a theme, and does my conclusion hang on one?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    by, groups
        The comparison a conclusion rests on: a document variable and two of its values (needed unless it has only
        two). ``by=None`` states none; then only hits are counted.
    measure
        ``"difference"``: hits per 1,000 tokens in the first group minus those in the second; ``"ratio"``: divided by.
    confidence
        Of the interval.
    random_state
        Where chance starts (bootstrap over documents); needed with ``by``.

    Returns
    -------
    DataFrame
        One row per pattern in the order of the codebook: ``theme, pattern, sub, weak``, ``hits`` (that count),
        ``documents`` (with one), ``share`` (of the hits of its theme), ``excluded`` (matches kept out by an exclusion
        or for want of a strong hit), ``forms`` (the most frequent words caught, with their numbers), ``value`` (the
        comparison for the theme with all patterns), ``without`` (leaving this one out), ``low, high`` (interval of
        ``without``), ``change`` (without − value), ``note`` (why a number is missing, or ``""``).

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable or a group not one of its values.

    Notes
    -----
    Leaving a pattern out brings back what it hid: shorter hits it overlapped count again, weak hits that leant on it
    do not. A conclusion is fragile where ``without`` lies on the other side of 0 (ratio: of 1) than ``value``. Hits
    count as one each, whatever their weight, as in :func:`theme_rates`. Documents are drawn within groups; groups of
    fewer than 10 documents have no interval.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> texts = ["They broke the treaty.", "A treaty. A breach of its obligations.", "It rained."]
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": list("abc"), "text": texts, "outlet": ["A", "A", "B"]}))
    >>> book = dc.read_codebook("seeds/codebook.toml", themes=["treaty_compliance"])
    >>> audit = dc.audit_codebook(tokens, book, by="outlet", random_state=1)
    >>> audit.query("hits > 0")[["hits", "share", "forms", "value", "without"]].round(1).values.tolist()[0]
    [1, 0.5, 'breach of its obligations:1', 181.8, 90.9]
    """
    check_confidence(confidence)
    if measure not in get_args(Measure):
        raise unknown_name("measure", measure, get_args(Measure), where="audit_codebook")
    state = check_random_state(random_state, what="documents are drawn") if by is not None else 0
    index = index_tokens(tokens)
    check_language(index.tokens, codebook)
    documents = _documents(index, by)
    split = [] if by is None else _split(documents, by, groups)
    parts, counts = [], []
    for theme in codebook.themes:
        part, counted = _one_theme(index, theme, documents, window=codebook.weak_window)
        parts.append(part)
        counts.append(counted)
    kinds = {name: DTYPES[kind] for name, kind in TABLES["audit"].items()}
    audit = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=columns("audit"))])
    audit = audit.reset_index(drop=True)
    compared = (
        left_out(counts, documents, split, measure=measure, confidence=confidence, random_state=state)
        if split
        else {**dict.fromkeys(("value", "without", "low", "high", "change"), np.nan), "note": "no comparison stated"}
    )
    return audit.assign(**compared)[columns("audit")].astype(kinds)


def _documents(index: TokenIndex, by: str | None) -> pd.DataFrame:
    """One row per document, by id: its number of tokens and its value of ``by``."""
    tokens = index.tokens
    variables = document_variables(tokens, "tokens")
    if by is not None and by not in variables:
        raise unknown_name("document variable", by, variables, where="the tokens")
    ids = tokens["doc_id"].astype("str")
    values = pd.DataFrame({"doc_id": ids, "group": tokens[by].astype(object) if by else ""}).drop_duplicates()
    torn = values["doc_id"][values["doc_id"].duplicated()].unique()
    if len(torn):
        raise TableError(f"{by} changes within documents {listing(torn, n=5)}; a group holds whole documents")
    return values.set_index("doc_id").assign(tokens=ids.value_counts()).sort_index()


def _split(documents: pd.DataFrame, by: str, groups: Sequence[object] | None) -> list[NDArray[np.bool_]]:
    """For both groups, whether each document is in it."""
    there = sorted(documents["group"].dropna().unique(), key=str)
    wanted = there if groups is None else list(groups)
    for value in wanted:
        if value not in there:
            raise unknown_name("group", value, there, where=f"the values of {by}")
    if len(set(wanted)) != 2:
        raise ArgumentError(f"groups must be two values of '{by}' to compare; values there: {listing(there)}")
    return [(documents["group"] == value).to_numpy() for value in wanted]


def _one_theme(
    index: TokenIndex, theme: Theme, documents: pd.DataFrame, *, window: int
) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """The rows of a theme without the comparison; and hits by document, with all patterns and without each in turn."""
    matches = find_matches(index, theme.patterns)
    numbers = matches["pattern"].to_numpy()
    out = overlapping(matches, find_matches(index, theme.unless)) >= 0
    weak = np.array(theme.weak, dtype=bool)[numbers]
    counts, alone = counting(index, matches, out=out, weak=weak, window=window)
    ids = pd.Categorical(index.tokens["doc_id"].astype("str"), categories=documents.index)
    document = ids.codes[matches["first"].to_numpy()]
    columns_ = [np.bincount(document[counts], minlength=len(documents))]
    for number in range(len(theme.patterns)):
        rest = numbers != number
        if rest.all():
            columns_.append(columns_[0])
            continue
        others = matches[rest].reset_index(drop=True)
        kept, _ = counting(index, others, out=out[rest], weak=weak[rest], window=window)
        columns_.append(np.bincount(document[rest][kept], minlength=len(documents)))
    hits = np.bincount(numbers[counts], minlength=len(theme.patterns))
    pairs = np.unique(np.column_stack([numbers[counts], document[counts]]), axis=0)
    rows = {
        "theme": theme.name,
        "pattern": [pattern.text for pattern in theme.patterns],
        "sub": list(theme.sub_tags),
        "weak": list(theme.weak),
        "hits": hits,
        "documents": np.bincount(pairs[:, 0], minlength=len(theme.patterns)),
        "share": hits / hits.sum() if hits.sum() else np.nan,
        "excluded": np.bincount(numbers[out | alone], minlength=len(theme.patterns)),
        "forms": _forms(index, matches[counts], len(theme.patterns)),
    }
    return pd.DataFrame(rows, index=range(len(theme.patterns))), np.column_stack(columns_).astype(np.float64)


def _forms(index: TokenIndex, hits: pd.DataFrame, patterns: int) -> list[str]:
    """The most frequent words caught by each pattern, with their numbers."""
    counters: list[Counter[str]] = [Counter() for _ in range(patterns)]
    nodes = in_context(index, hits, window=0)["node"]
    for number, node in zip(hits["pattern"].tolist(), nodes.tolist(), strict=True):
        counters[number][" ".join(fold(node).split())[:_LONGEST_FORM]] += 1
    ranked = [sorted(counter.items(), key=lambda item: (-item[1], item[0])) for counter in counters]
    return ["; ".join(f"{form}:{number}" for form, number in forms[:_MOST_FORMS]) for forms in ranked]
