"""The split by voice as yes-or-no labels of coding units, so that people can check and correct it."""

import numpy as np
import pandas as pd

from discourse.errors import TableError, listing
from discourse.tables import check

#: Columns of a table of units (``coding_units``) that are needed here.
_NEEDED = ("unit_id", "doc_id", "start", "end", "machine")


def voice_codes(units: pd.DataFrame, voiced: pd.DataFrame) -> pd.DataFrame:
    """Put theme and voice in the place of the machine's codes. *How is the split checked, and corrected per outlet?*

    Parameters
    ----------
    units
        What ``coding_units`` returned: sentences or documents with ``unit_id, doc_id, start, end, machine``.
    voiced
        What :func:`hit_voices` made of the theme hits of the same tokens.

    Returns
    -------
    DataFrame
        ``units`` with ``machine`` naming every theme and voice with a hit in the unit, as in
        ``sovereignty/unattributed;threat/denied``. Draw the sample to code from this table, let coders judge the same
        codes (*is sovereignty here in words nobody is reported to have said?*), and ``corrected_rates`` gives the share
        of units of each outlet with that theme in that voice, corrected for the engine's errors there.

    Raises
    ------
    TableError
        If a column is missing, or a hit lies in no unit.

    Examples
    --------
    >>> import pandas as pd
    >>> import discourse as dc
    >>> from discourse.tables import empty
    >>> tokens = dc.tokenize(pd.DataFrame({"doc_id": ["a"], "text": ["They broke the treaty."]}))
    >>> voiced = dc.hit_voices(dc.theme_hits(tokens, dc.read_codebook("seeds/codebook.toml")), empty("statements"))
    >>> units = pd.DataFrame({"unit_id": ["a#0"], "doc_id": "a", "start": 0, "end": 22, "machine": "treaty_compliance"})
    >>> dc.voice_codes(units, voiced)["machine"].tolist()
    ['treaty_compliance/unattributed']
    """
    check(voiced, "hit_voices", name="voiced")
    missing = [name for name in (*_NEEDED, "theme") if name not in (voiced if name == "theme" else units).columns]
    if missing:
        raise TableError(f"columns missing: {listing(missing)}; units come from coding_units(), hits from theme_hits()")
    ordered = units.reset_index(drop=True).sort_values(["doc_id", "start"], kind="stable")
    held: dict[int, set[str]] = {}
    astray = []
    by_document = {doc_id: rows for doc_id, rows in ordered.groupby("doc_id", sort=False, observed=True)}  # noqa: C416
    for doc_id, hits in voiced.groupby("doc_id", sort=True, observed=True):
        mine = by_document.get(doc_id, ordered.head(0))
        place = np.searchsorted(mine["start"].to_numpy(), hits["start"].to_numpy(), side="right") - 1
        inside = (place >= 0) & (hits["end"].to_numpy() <= np.append(mine["end"].to_numpy(), -1)[place])
        astray += [] if inside.all() else [doc_id]
        for at, theme, voice in zip(place[inside], hits["theme"][inside], hits["voice"][inside], strict=True):
            held.setdefault(int(mine.index[at]), set()).add(f"{theme}/{voice}")
    if astray:
        raise TableError(f"hits that lie in no unit, in documents {listing(astray, n=5)}; units and hits differ")
    codes = [";".join(sorted(held.get(number, ()))) for number in range(len(units))]
    return units.assign(machine=pd.Series(codes, index=units.index, dtype="str"))
