"""Which sentences no theme says anything about."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.frames.codebooks.codebook import Codebook
from discourse.frames.hits import theme_matches
from discourse.tables import columns, document_variables, empty
from discourse.text.index import TokenIndex, index_tokens


def uncovered(
    tokens: pd.DataFrame | TokenIndex, codebook: Codebook, *, by: str | Sequence[str] | None = None
) -> pd.DataFrame:
    """Count the sentences without a hit of any theme. *How much of the text is the codebook silent about?*

    Parameters
    ----------
    tokens
        A tokens table, or what :func:`index_tokens` made of it.
    codebook
        What :func:`read_codebook` returned.
    by
        A document variable, or several, whose values are compared; ``None`` counts all documents together.

    Returns
    -------
    DataFrame
        One row per group: the ``by`` columns, ``sentences`` (with at least one token), ``uncovered`` (of them, those
        in which no theme has a hit), ``share`` (uncovered ÷ sentences), ``documents`` (with tokens). Documents
        without a value of ``by`` form a group of their own, in which it is missing.

    Raises
    ------
    UnknownNameError
        If ``by`` is not a document variable.
    LanguageError
        If the articles are in another language than the codebook.

    Notes
    -----
    A high share is no fault of the text: most sentences of news name no theme. What matters is a difference between
    groups, which says that the codebook knows one side's vocabulary better, or that one writes of other matters; the
    share cannot tell which. It has no interval. Read some of the uncovered sentences of each group before comparing
    their rates. Not split by voice: a sentence without a hit has none whose voice could be told. In a filtered
    token table a sentence of which no token is left does not count.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.frames.coverage import uncovered
    >>> texts = ["They broke the treaty. It rained.", "It rained. It snowed."]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": texts, "outlet": ["A", "B"]})
    >>> uncovered(dc.tokenize(articles), dc.read_codebook("seeds/codebook.toml"), by="outlet")
      outlet  sentences  uncovered  share  documents
    0      A          2          1    0.5          1
    1      B          2          2    1.0          1
    """
    index = index_tokens(tokens)
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    _check_names(index.tokens, names)
    number, first = np.unique(_sentence_of_rows(index), return_index=True)
    sentences = index.tokens[["doc_id", *names]].iloc[first].reset_index(drop=True)
    matches = theme_matches(index, codebook)
    hit = np.unique(index.sentence[matches["begin"].to_numpy()])
    sentences = sentences.assign(uncovered=~np.isin(number, hit))
    if not len(sentences):
        return empty("uncovered").reindex(columns=[*names, *columns("uncovered")])
    groups = sentences.groupby(names, dropna=False, sort=True, observed=True) if names else [("", sentences)]
    return pd.DataFrame([_one_group(group, names) for _, group in groups])


def _check_names(tokens: pd.DataFrame, names: list[str]) -> None:
    variables = document_variables(tokens, "tokens")
    for name in names:
        if name not in variables:
            raise unknown_name("document variable", name, variables, where="the tokens")
        if name in columns("uncovered"):
            raise ArgumentError(f"by='{name}' has the name of a column of the result; rename the variable first")
    values = tokens[["doc_id", *names]].drop_duplicates()
    torn = values["doc_id"][values["doc_id"].duplicated()].unique()
    if len(torn):
        raise TableError(
            f"{listing(names)} changes within documents {listing(torn, n=5)}; a group holds whole documents"
        )


def _sentence_of_rows(index: TokenIndex) -> np.ndarray:
    """The number of the sentence each row of the token table stands in, over the whole corpus."""
    number = np.empty(len(index.tokens), dtype=np.int64)
    there = index.row >= 0
    number[index.row[there]] = index.sentence[there]
    return number


def _one_group(group: pd.DataFrame, names: list[str]) -> dict[str, object]:
    without = int(group["uncovered"].sum())
    return {
        **{name: group[name].iloc[0] for name in names},
        "sentences": len(group),
        "uncovered": without,
        "share": without / len(group),
        "documents": group["doc_id"].nunique(),
    }
