"""Which sentences people are to read, and how much each of them stands for."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.coding.strata import plan, stratified
from discourse.coding.units import coding_units, in_text_order
from discourse.errors import ArgumentError, TableError, listing
from discourse.frames.codebooks.codebook import Codebook
from discourse.stats.bootstrap import check_random_state
from discourse.tables import check, columns, document_variables, empty
from discourse.text.index import TokenIndex, index_tokens


def sampling_plan(
    units: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    period: str | None = None,
    n: int = 100,
    n_no_hit: int = 500,
) -> pd.DataFrame:
    """Say how many units of each stratum would be read. *Is there enough of each theme, group and period?*

    Parameters
    ----------
    units
        What :func:`coding_units` returned.
    by, period, n, n_no_hit
        As for :func:`sample_to_code`.

    Returns
    -------
    DataFrame
        One row per theme and cell (group × period), empty ones included: ``stratum``, ``theme``, ``units`` (in the
        corpus), ``wanted`` (an even share), ``drawn``, ``shortfall`` (wanted but not there).

    Examples
    --------
    >>> import discourse as dc
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> units = dc.coding_units(dc.tokenize(dc.read_articles("demo")), codebook)
    >>> dc.sampling_plan(units, by="outlet", n=60, n_no_hit=200)[["stratum", "units", "drawn", "shortfall"]].head(4)
                               stratum  units  drawn  shortfall
    0         (no hit) | Belmora Daily    292     50          0
    1         (no hit) | Meridian Wire    251     50          0
    2    (no hit) | The Harbour Ledger    411     50          0
    3  (no hit) | The Northern Courier    425     50          0
    """
    check(units, "coding_units")
    if n < 1 or n_no_hit < 1:
        raise ArgumentError(f"n and n_no_hit must be 1 or more, not {n} and {n_no_hit}")
    if not len(units):
        return empty("strata")
    return plan(stratified(units, by=by, period=period), n=n, n_no_hit=n_no_hit)


def sample_to_code(
    tokens: pd.DataFrame | TokenIndex,
    codebook: Codebook | pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    period: str | None = None,
    n: int = 100,
    n_no_hit: int = 500,
    strata: pd.DataFrame | None = None,
    unit: str = "sentence",
    random_state: int | None = None,
) -> pd.DataFrame:
    """Draw the units people are to read. *What must be coded to know how good the codebook is here?*

    Parameters
    ----------
    tokens
        A tokens table, unfiltered, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned; or a table like that of :func:`coding_units` (then ``unit`` is its own),
        whose ``machine`` holds any other yes-or-no labels.
    by
        A document variable, or several, whose values are to be told apart (outlet).
    period
        ``"year"``, ``"quarter"`` or ``"month"`` of ``date``, to be told apart too.
    n, n_no_hit
        Units of each predicted theme, and units without any. 100 units give a precision of .80 an interval of about
        ± .08; what the codebook misses shows in the units without a hit only, so these must be many.
    strata
        How many to draw of each stratum instead: a table with ``stratum`` and ``needed``
        (:func:`codes_needed`) or ``drawn`` (:func:`sampling_plan`).
    unit
        ``"sentence"`` or ``"document"``.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        One row per unit, by document and place: ``unit_id``, ``doc_id``, ``start, end``, ``before``, ``text``,
        ``after`` (the sentences before and after, in the document), ``machine`` (what the codebook says: not for
        coders' eyes), ``stratum``, ``stratum_units`` (units of the corpus in it), ``stratum_drawn``, ``weight``
        (units of the corpus it stands for), then the document variables.

    Raises
    ------
    ArgumentError
        If there are too few units for the strata asked for.

    Notes
    -----
    A unit with several themes is in the stratum of the rarest. With the same tokens and ``random_state`` a larger ``n``
    extends the smaller sample, so more can be coded later without wasting what was. Sentences of one document are
    drawn independently of one another.

    Examples
    --------
    >>> import discourse as dc
    >>> tokens = dc.tokenize(dc.read_articles("demo"))
    >>> codebook = dc.read_codebook("seeds/codebook.toml", themes=["sovereignty"])
    >>> sample = dc.sample_to_code(tokens, codebook, n=20, n_no_hit=100, random_state=1)
    >>> sample.groupby("stratum")["weight"].first().round(2).to_dict()
    {'(no hit)': 13.79, 'sovereignty': 3.35}
    """
    state = check_random_state(random_state, what="units are drawn")
    index = index_tokens(tokens)
    units = coding_units(index, codebook, unit=unit) if isinstance(codebook, Codebook) else _checked(codebook, index)
    if not len(units):
        return empty("sample").reindex(columns=[*columns("sample"), *document_variables(units, "coding_units")])
    placed = stratified(units, by=by, period=period)
    wanted = _wanted(strata, placed) if strata is not None else plan(placed, n=n, n_no_hit=n_no_hit)
    rows = drawn_rows(placed, wanted, random_state=state)
    sample = weighted(units.assign(machine=units["machine"].astype("str")), placed, rows)
    texts = _texts(index.tokens, units, rows)
    variables = document_variables(units, "coding_units")
    return sample.assign(**texts)[[*columns("sample"), *variables]]


def drawn_rows(placed: pd.DataFrame, wanted: pd.DataFrame, *, random_state: int) -> NDArray[np.int64]:
    """The rows drawn of each stratum, sorted: the first ones of an order that ``random_state`` and stratum decide."""
    drawn = wanted.set_index("stratum")["drawn"]
    chosen = [
        np.random.default_rng([random_state, crc32(str(stratum).encode())]).permutation(rows)[: drawn[stratum]]
        for stratum, rows in placed.groupby("stratum").indices.items()
    ]
    return np.sort(np.concatenate(chosen))


def weighted(units: pd.DataFrame, placed: pd.DataFrame, rows: NDArray[np.int64]) -> pd.DataFrame:
    """The units drawn, with their stratum, its size and how many units each stands for."""
    stratum = placed["stratum"].iloc[rows]
    sizes = stratum.map(placed["stratum"].value_counts()).astype(np.int64)
    counts = stratum.map(stratum.value_counts()).astype(np.int64)
    design = {"stratum": stratum, "stratum_units": sizes, "stratum_drawn": counts, "weight": sizes / counts}
    return units.iloc[rows].assign(**design).reset_index(drop=True)


def _checked(units: pd.DataFrame, index: TokenIndex) -> pd.DataFrame:
    """A table of units as it was passed, in the order of documents and places."""
    check(units, "coding_units", name="codebook")
    astray = set(units["doc_id"]) - set(index.tokens["doc_id"])
    if astray:
        raise TableError(f"units of documents that have no tokens: {listing(sorted(astray), n=5)}")
    twice = units["unit_id"][units["unit_id"].duplicated()]
    if len(twice):
        raise TableError(f"unit_id must be unique; repeated: {listing(twice.unique(), n=5)}")
    return units.sort_values(["doc_id", "start"], ignore_index=True)


def _wanted(strata: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """A plan as it was passed, checked against the strata there are."""
    number = next((name for name in ("needed", "drawn") if name in strata.columns), None)
    if number is None or "stratum" not in strata.columns:
        raise TableError("strata needs the columns stratum and needed, as codes_needed returns them")
    sizes = placed.groupby("stratum").size()
    given = strata[strata[number] > 0].groupby("stratum")[number].max()
    unknown = given.index.difference(sizes.index)
    without = sizes.index.difference(given.index)
    if len(unknown) or len(without):
        raise ArgumentError(
            f"the strata of the corpus are not those of strata= (unknown: {listing(unknown, n=3)}; not given: "
            f"{listing(without, n=3)}); use the same tokens, codebook, by= and period= as for the first sample"
        )
    return given.rename("drawn").reset_index()


def _texts(tokens: pd.DataFrame, units: pd.DataFrame, rows: NDArray[np.int64]) -> dict[str, list[str]]:
    """The text of each chosen unit and of the units before and after it in its document."""
    mine = tokens[tokens["doc_id"].isin(units["doc_id"].iloc[rows].unique())]
    order = in_text_order(mine)
    token, after = (pd.Categorical(mine[name]) for name in ("token", "after"))
    pieces = (
        token.categories.to_numpy(object)[token.codes[order]] + after.categories.to_numpy(object)[after.codes[order]]
    )
    document = mine["doc_id"].iloc[order].astype("str").to_numpy(object)
    opens = np.flatnonzero(np.append(True, document[1:] != document[:-1]))
    closes = np.append(opens[1:], len(order))
    whole = {document[a]: "".join(pieces[a:b]) for a, b in zip(opens.tolist(), closes.tolist(), strict=True)}
    begin = dict(zip(document[opens], mine["start"].to_numpy(dtype=np.int64)[order[opens]], strict=True))
    ids, starts, ends = (units[name].to_numpy() for name in ("doc_id", "start", "end"))

    def text(row: int, document: str) -> str:
        if not 0 <= row < len(units) or ids[row] != document:
            return ""
        return whole[document][starts[row] - begin[document] : ends[row] - begin[document]]

    steps = {"before": -1, "text": 0, "after": 1}
    return {name: [text(row + step, ids[row]) for row in rows.tolist()] for name, step in steps.items()}
