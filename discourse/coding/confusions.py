"""What the codebook gets wrong, to be read."""

from zlib import crc32

import numpy as np
import pandas as pd

from discourse.coding.gold import gold
from discourse.errors import ArgumentError
from discourse.stats.bootstrap import check_random_state
from discourse.tables import columns, document_variables, empty

#: The two ways to be wrong.
FALSE_HIT, MISS = "false hit", "miss"


def confusions(
    codes: pd.DataFrame, sample: pd.DataFrame, *, n: int = 5, random_state: int | None = None
) -> pd.DataFrame:
    """Show units on which machine and people differ. *What do its errors look like?*

    Parameters
    ----------
    codes, sample
        As for :func:`accuracy`.
    n
        Units of each code and kind at most, drawn by chance.
    random_state
        Where chance starts.

    Returns
    -------
    DataFrame
        By code, ``kind`` (``"false hit"``: the machine alone sees it; ``"miss"``: people alone do) and chance:
        ``code, kind, unit_id, doc_id, start, end, before, text, after``, then the document variables.

    Notes
    -----
    Read them before changing a pattern, and do not score the changed codebook on the units that led to the change.
    """
    state = check_random_state(random_state, what="examples are drawn")
    if n < 1:
        raise ArgumentError(f"n must be 1 or more, not {n}")
    table = gold(codes, sample)
    order = [*columns("confusions"), *document_variables(sample, "sample")]
    wrong = table[table["truth"].notna() & (table["truth"] != table["label"])]
    wrong = wrong.assign(kind=np.where(wrong["label"] == 1, FALSE_HIT, MISS))
    if not len(wrong):
        return empty("confusions").reindex(columns=order)
    parts = []
    for (code, kind), group in wrong.groupby(["code", "kind"], sort=True):
        chosen = np.random.default_rng([state, crc32(f"{code}\n{kind}".encode())]).permutation(len(group))[:n]
        parts.append(group.sort_values("unit_id").iloc[chosen])
    return pd.concat(parts, ignore_index=True)[order].astype({"code": "str", "kind": "str"})
