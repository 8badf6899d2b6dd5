"""The units coders judge: sentences or documents, with what the machine says of each."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import ArgumentError, TableError, listing
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.tables import columns, document_variables, empty
from discourse.text.index import TokenIndex, index_tokens
from discourse.text.sentences import split_at_stop

UNITS = ("sentence", "document")
#: What stands between two codes of one unit.
SEPARATOR = ";"


def coding_units(tokens: pd.DataFrame | TokenIndex, codebook: Codebook, *, unit: str = "sentence") -> pd.DataFrame:
    """List every unit that could be coded, with the machine's codes. *What does the codebook say of each sentence?*

    Parameters
    ----------
    tokens
        A tokens table, unfiltered, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    unit
        ``"sentence"`` or ``"document"``.

    Returns
    -------
    DataFrame
        One row per unit, by document and place: ``unit_id`` (of a sentence ``<doc_id>#<number>``, from 0), ``doc_id``,
        ``start, end`` (code points into the unchanged text, closing and opening quotation marks with their sentence),
        ``machine`` (the themes with a hit in the unit, in the codebook's order, joined by ``;``; ``""`` for none),
        then the document variables. A document without a word has no unit.

    Raises
    ------
    TableError
        If the tokens were filtered, so that texts cannot be given back, or a document variable has the name of a
        column of the samples made from this table.
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    Any other yes-or-no label of a machine can be validated in the same way: put its names into ``machine`` instead
    (for instance *sovereignty, in reported speech*) and pass this table on. What stands before a document's first word
    is not part of its first sentence.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["“They meddled.” “It rained.”"]})
    >>> units = dc.coding_units(dc.tokenize(articles), dc.read_codebook("seeds/codebook.toml"))
    >>> units[["unit_id", "start", "end", "machine"]].values.tolist()
    [['a#0', 1, 15, 'foreign_intervention'], ['a#1', 16, 28, '']]
    """
    if unit not in UNITS:
        raise ArgumentError(f"unit must be one of {', '.join(UNITS)}, not {unit!r}")
    index = index_tokens(tokens)
    check_names(index.tokens)
    order = in_text_order(index.tokens)
    if not len(order):
        variables = document_variables(index.tokens, "tokens")
        return empty("coding_units").reindex(columns=[*columns("coding_units"), *variables])
    table, of_row = _spans(index.tokens, order, unit)
    matches = theme_matches(index, codebook)
    themes = codebook.theme_names
    has = np.zeros((len(table), len(themes)), dtype=bool)
    number = matches["theme"].map({name: place for place, name in enumerate(themes)}).to_numpy(dtype=np.int64)
    has[of_row[matches["first"].to_numpy(dtype=np.int64)], number] = True
    table.insert(4, "machine", _joined(has, themes))
    return table


def in_text_order(tokens: pd.DataFrame) -> NDArray[np.int64]:
    """The rows of a tokens table by document and position; a table with gaps is refused, as its text is not whole."""
    document = np.argsort(np.argsort(pd.Categorical(tokens["doc_id"]).categories.astype("str")))
    codes = document[pd.Categorical(tokens["doc_id"]).codes]
    position = tokens["position"].to_numpy(dtype=np.int64)
    order = np.lexsort((position, codes))
    new = np.append(True, np.diff(codes[order]) != 0)[: len(order)]
    whole = np.where(new, position[order] == 0, np.append(0, np.diff(position[order]))[: len(order)] == 1)
    if not whole.all():
        torn = tokens["doc_id"].iloc[order[~whole]].unique()
        raise TableError(
            f"tokens are missing in documents {listing(torn, n=5)}; coders read whole sentences, so pass the tokens "
            "unfiltered and choose documents, not words"
        )
    return order


def machine_codes(machine: pd.Series) -> dict[str, NDArray[np.bool_]]:
    """For each code that the machine gave at all, sorted by name, which rows have it."""
    entries = pd.Categorical(machine)
    held = [set(filter(None, entry.split(SEPARATOR))) for entry in entries.categories]
    names = sorted(set().union(*held))
    return {name: np.array([name in codes for codes in held], dtype=bool)[entries.codes] for name in names}


def check_names(tokens: pd.DataFrame) -> None:
    """Refuse document variables that are named like columns this room adds."""
    reserved = {*columns("coding_units"), *columns("sample"), *columns("strata"), "code", "period"} - {"doc_id"}
    taken = [name for name in document_variables(tokens, "tokens") if name in reserved]
    if taken:
        raise TableError(
            f"document variables named like columns of a sample: {listing(taken)}; "
            f"rename them first, e.g. tokens.rename(columns={{'{taken[0]}': '{taken[0]}_given'}})"
        )


def _spans(tokens: pd.DataFrame, order: NDArray[np.int64], unit: str) -> tuple[pd.DataFrame, NDArray[np.int64]]:
    """Each unit's place and document variables, and for each row of the tokens the number of its unit."""
    document = pd.Categorical(tokens["doc_id"]).codes[order]
    sentence = tokens["sentence"].to_numpy(dtype=np.int64)[order]
    opens = np.append(True, np.diff(document) != 0)
    begins = opens | np.append(True, np.diff(sentence) != 0) if unit == "sentence" else opens
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(order)) - 1
    of_row = np.empty(len(order), dtype=np.int64)
    of_row[order] = np.cumsum(begins) - 1
    after = pd.Categorical(tokens["after"])
    split = [tuple(map(len, split_at_stop(entry))) for entry in after.categories]
    closing, opening = np.array(split, dtype=np.int64).reshape(-1, 2).T
    codes = after.codes[order]
    before = np.where(opens[first], 0, opening[codes[np.maximum(first - 1, 0)]])
    rows = order[first]
    ids = tokens["doc_id"].iloc[rows].astype("str").reset_index(drop=True)
    number = np.arange(len(first)) - np.maximum.accumulate(np.where(opens[first], np.arange(len(first)), 0))
    table = pd.DataFrame(
        {
            "unit_id": ids if unit == "document" else ids + "#" + pd.Series(number).astype("str"),
            "doc_id": ids,
            "start": tokens["start"].to_numpy(dtype=np.int64)[rows] - before,
            "end": tokens["end"].to_numpy(dtype=np.int64)[order[last]] + closing[codes[last]],
        }
    )
    for name in document_variables(tokens, "tokens"):
        table[name] = tokens[name].iloc[rows].array
    return table, of_row


def _joined(has: NDArray[np.bool_], names: list[str]) -> pd.Categorical:
    """The names of the columns that hold in each row, joined."""
    kinds, number = np.unique(has, axis=0, return_inverse=True)
    written = [SEPARATOR.join(name for name, there in zip(names, kind, strict=True) if there) for kind in kinds]
    return pd.Categorical.from_codes(number.ravel(), categories=pd.Index(written, dtype="str"))
