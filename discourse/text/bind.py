"""Join token tables."""

from collections.abc import Sequence

import pandas as pd

from discourse.errors import TableError, listing
from discourse.tables import check


def bind_tokens(*tables: pd.DataFrame) -> pd.DataFrame:
    """Join token tables of different documents into one. *How do I work on two corpora at once?*

    Parameters
    ----------
    tables
        Tokens tables; a document may stand in one of them only.

    Returns
    -------
    DataFrame
        A tokens table with the rows of all, in order. Words, ids and variables stay categoricals (a plain
        ``pd.concat`` would turn them into objects); a variable absent from a table is missing for its rows.

    Raises
    ------
    TableError
        If a document is in two of the tables.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse.text.tokenize import tokenize
    >>> a = tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["One word"]}))
    >>> b = tokenize(pd.DataFrame({"doc_id": ["b"], "text": ["Two"]}))
    >>> bind_tokens(a, b)["token"].tolist()
    ['One', 'word', 'Two']
    """
    for number, table in enumerate(tables, start=1):
        check(table, "tokens", name=f"table {number}")
    ids = pd.Series([name for table in tables for name in table["doc_id"].unique()])
    if ids.duplicated().any():
        raise TableError(
            f"documents in more than one of the token tables: {listing(ids[ids.duplicated()].unique(), n=5)}; "
            "bind tables of different documents, or rename the ids before tokenising"
        )
    names = list(dict.fromkeys(name for table in tables for name in table.columns))
    columns = {name: _bind([table.get(name) for table in tables], [len(table) for table in tables]) for name in names}
    return pd.DataFrame(columns)


def _bind(parts: Sequence[pd.Series | None], lengths: Sequence[int]) -> pd.Series | pd.Categorical:
    """One column out of several; a part without a value gives missing values, parts of two types become objects."""
    there = [part for part in parts if part is not None and part.notna().any()]
    categorical = [isinstance(part.dtype, pd.CategoricalDtype) for part in there]
    if not there or not all(categorical):
        filled = [pd.Series([None] * n) if part is None else part for part, n in zip(parts, lengths, strict=True)]
        return pd.concat([part.astype(object) for part in filled], ignore_index=True).infer_objects()
    types = {str(part.cat.categories.dtype) for part in there}
    one = there[0].cat.categories.dtype if len(types) == 1 else object
    filled = []
    for part, length in zip(parts, lengths, strict=True):
        if part is None or not part.notna().any():
            filled.append(pd.Categorical.from_codes([-1] * length, categories=pd.Index([], dtype=one)))
        else:
            filled.append(pd.Categorical(part.cat.rename_categories(part.cat.categories.astype(one))))
    return pd.api.types.union_categoricals(filled, ignore_order=True)
