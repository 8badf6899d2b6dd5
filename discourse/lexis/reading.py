"""Reading a concordance in recorded steps: select, order, group; replayed on another corpus."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, NoHitsWarning, TableError
from discourse.lexis.hits import Hits, check_names, draw_hits, hits_of, select_hits
from discourse.lexis.lines import write_lines
from discourse.lexis.ordering import group_names, order_hits
from discourse.lexis.queries import no_hits, parse_queries, query_named
from discourse.lexis.windows import check_unit, check_window
from discourse.tables import columns
from discourse.text.index import TokenIndex, index_tokens


@dataclass(frozen=True)
class Step:
    """One step of a reading: lines are selected, ordered, or grouped."""

    kind: str  # "select", "order", "group"
    where: tuple[tuple[str, tuple[str | int | float | bool, ...]], ...] = ()
    context: tuple[str, ...] = ()
    no_context: tuple[str, ...] = ()
    n: int | None = None
    per_document: int | None = None
    random_state: int | None = None
    sort: str = ""
    by: str = ""

    def __str__(self) -> str:
        said = [f"{name} {', '.join(map(str, values))}" for name, values in self.where]
        said += [f"with {', '.join(self.context)} in the window"] if self.context else []
        said += [f"without {', '.join(self.no_context)} in the window"] if self.no_context else []
        said += [f"{self.n:,} drawn"] if self.n is not None else []
        said += [f"{self.per_document:,} drawn of each document"] if self.per_document is not None else []
        said += [f"random_state {self.random_state}"] if self.random_state is not None else []
        return "; ".join(said) or self.sort or self.by


@dataclass(frozen=True)
class Reading:
    """How a concordance is read, step by step. *In what order did we read which lines, and could you read yours so?*

    Parameters
    ----------
    query
        A pattern, or several (see :mod:`discourse.text.patterns`).
    window, unit, unless, case
        As for :func:`concordance`.
    steps
        Made by :meth:`select`, :meth:`order` and :meth:`group`, which return a new reading with one step more.

    Notes
    -----
    The idea of a concordance read as a tree of select, order and group is FlexiConc's (Dykes et al. 2024). A reading
    holds no lines: :func:`replay` gives those of a corpus, :func:`reading_steps` how many each step left,
    :func:`write_reading` and :func:`read_reading` keep it as TOML, which says what to do and runs nothing.

    Examples
    --------
    >>> Reading("sovereign*").select(context="border*").order("R1 L1").group("outlet")
    Reading of sovereign*: 8 words left, 8 right, within the document
    ├─ select: with border* in the window
    ├─ order: R1 L1
    └─ group: outlet
    """

    query: str | Sequence[str]
    window: int | tuple[int, int] = 8
    unit: str = "document"
    case: bool = False
    unless: str | Sequence[str] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        queries = (self.query,) if isinstance(self.query, str) else tuple(self.query)
        parse_queries(queries, case=self.case)
        unless = (self.unless,) if isinstance(self.unless, str) else tuple(self.unless)
        if unless:
            parse_queries(unless, case=self.case, name="unless")
        object.__setattr__(self, "query", queries)
        object.__setattr__(self, "unless", unless)
        object.__setattr__(self, "window", check_window(self.window))
        object.__setattr__(self, "steps", tuple(self.steps))
        check_unit(self.unit)

    def __repr__(self) -> str:
        left, right = self.window
        asked = query_named(self.query, self.unless)
        lines = [f"Reading of {asked}: {left} words left, {right} right, within the {self.unit}"]
        for number, step in enumerate(self.steps, start=1):
            lines.append(f"{'└─' if number == len(self.steps) else '├─'} {step.kind}: {step}")
        return "\n".join(lines)

    def select(
        self,
        *,
        where: Mapping[str, object] | None = None,
        context: str | Sequence[str] = (),
        no_context: str | Sequence[str] = (),
        n: int | None = None,
        per_document: int | None = None,
        random_state: int | None = None,
    ) -> "Reading":
        """Go on with fewer lines; the parameters are those of :func:`concordance`."""
        if not where and not context and not no_context and n is None and per_document is None:
            raise ArgumentError("select must say which lines to keep: where, context, no_context, n or per_document")
        if (n is not None or per_document is not None) and random_state is None:
            raise ArgumentError(
                "lines are drawn by chance, so select needs random_state= (any whole number, but note it)"
            )
        pairs = tuple((name, _values(name, value)) for name, value in (where or {}).items())
        patterns = [(value,) if isinstance(value, str) else tuple(value) for value in (context, no_context)]
        for given in patterns:
            if given:
                parse_queries(given, case=self.case)
        return self._with(Step("select", pairs, *patterns, n, per_document, random_state))

    def order(self, sort: str) -> "Reading":
        """Go on in another order; the keys are those of :func:`concordance`."""
        if not isinstance(sort, str) or not sort.split():
            raise ArgumentError(f"order must name at least one key, as in 'R1 L1 doc_id', not {sort!r}")
        return self._with(Step("order", sort=sort))

    def group(self, by: str) -> "Reading":
        """Go on group by group, the largest first: by a word (``R1``, ``L2``), the ``node``, or a document variable."""
        if not isinstance(by, str) or not by:
            raise ArgumentError(f"group must name a word (R1, L2), 'node' or a document variable, not {by!r}")
        return self._with(Step("group", by=by))

    def _with(self, step: Step) -> "Reading":
        return replace(self, steps=(*self.steps, step))


def replay(reading: Reading, tokens: pd.DataFrame | TokenIndex) -> pd.DataFrame:
    """Read a corpus as a reading says. *Which lines does the same reading give here?*

    Parameters
    ----------
    reading
        A :class:`Reading`.
    tokens
        A tokens table, or what :func:`index_tokens` made of it.

    Returns
    -------
    DataFrame
        The lines as :func:`concordance` gives them, in the order of the last step; ``group`` names the group of each
        line (``""`` without a group step). Without a line the same columns.

    Raises
    ------
    UnknownNameError
        If a step names a variable or value that is not there.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> lines = replay(Reading("border*").group("outlet").order("R1"), tokens)
    >>> lines["group"].equals(lines["outlet"].astype("str"))
    True
    """
    index = index_tokens(tokens, case=reading.case)
    check_names(index)
    hits, group = _first(reading, index), None
    for step in reading.steps:
        hits, group = _taken(step, hits, group)
    said = "; ".join([f"{step.kind} {step}" for step in reading.steps])
    left, right = reading.window
    asked = query_named(reading.query, reading.unless)
    base = f"Hits of {asked}, {left} words left and {right} right within the {reading.unit}"
    lines = write_lines(hits, list(reading.query), base=f"{base}; {said}" if said else base, right=right > 0)
    if "group" in lines.columns:
        raise TableError("a document variable is called 'group', as is a column of the result; rename it first")
    lines.insert(len(columns("hits")) + 2, "group", group if group is not None else pd.Series("", lines.index, "str"))
    return lines


def reading_steps(reading: Reading, tokens: pd.DataFrame | TokenIndex) -> pd.DataFrame:
    """Count the lines that each step of a reading leaves. *How did we get from all hits to these lines?*

    Returns
    -------
    DataFrame
        One row per step, the query first: ``step`` (from 0), ``kind``, ``what``, ``lines``, ``documents``.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> reading_steps(Reading("border*").select(n=5, random_state=1), tokens)["lines"].tolist()[-1]
    5
    """
    index = index_tokens(tokens, case=reading.case)
    hits, group = _first(reading, index), None
    rows = [("query", query_named(reading.query, reading.unless), hits)]
    for step in reading.steps:
        hits, group = _taken(step, hits, group)
        rows.append((step.kind, str(step), hits))
    return pd.DataFrame(
        {
            "step": range(len(rows)),
            "kind": pd.Series([kind for kind, _, _ in rows], dtype="str"),
            "what": pd.Series([what for _, what, _ in rows], dtype="str"),
            "lines": [len(left) for _, _, left in rows],
            "documents": [len(np.unique(left.stream.document[left.first])) for _, _, left in rows],
        }
    )


def _first(reading: Reading, index: TokenIndex) -> Hits:
    hits = hits_of(index, reading.query, window=reading.window, unit=reading.unit, unless=reading.unless)
    if not len(hits):
        patterns = parse_queries(reading.query, case=reading.case)
        warnings.warn(no_hits(index, patterns, unless=reading.unless), NoHitsWarning, stacklevel=3)
    return hits


def _taken(step: Step, hits: Hits, group: pd.Series | None) -> tuple[Hits, pd.Series | None]:
    """The hits after a step, and the group of each."""
    number = np.arange(len(hits))
    if step.kind == "order":
        chosen = order_hits(hits.numbered(), step.sort).number
        if group is not None:  # groups stay together: ordered within each
            chosen = chosen[np.argsort(pd.factorize(group)[0][chosen], kind="stable")]
    elif step.kind == "group":
        group = group_names(hits, step.by)
        sizes = group.map(group.value_counts()).to_numpy(dtype=np.int64)
        chosen = np.lexsort((number, pd.factorize(group, sort=True)[0], -sizes))
    else:
        kept = select_hits(
            hits.numbered(), where=dict(step.where), context=step.context or None, no_context=step.no_context or None
        )
        kept = draw_hits(kept, n=step.n, per_document=step.per_document, random_state=step.random_state)
        chosen = kept.number
    return hits.taken(chosen), None if group is None else group.iloc[chosen].reset_index(drop=True)


def _values(name: str, value: object) -> tuple[str | int | float | bool, ...]:
    values = tuple(value) if isinstance(value, (list, tuple, set, frozenset)) else (value,)
    if not values or not all(isinstance(entry, (str, int, float, bool)) for entry in values):
        raise ArgumentError(f"where['{name}'] must be a text, a number, or a list of these, not {value!r}")
    return values
