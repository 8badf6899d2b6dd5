"""One judgement of each unit out of several coders'."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.tables import check, columns

ADJUDICATED = "(adjudicated)"


def adjudicate(codes: pd.DataFrame, *, adjudicator: str | None = None) -> pd.DataFrame:
    """Settle what coders disagree on. *Which judgement is taken for the truth?*

    Parameters
    ----------
    codes
        What :func:`read_codes` returned: values 1, 0 or NaN (could not tell).
    adjudicator
        A coder whose judgement counts alone wherever there is one; without, the majority of the coders who could tell
        decides.

    Returns
    -------
    DataFrame
        A codes table with one row per unit and code: ``coder`` is ``(adjudicated)``, ``value`` 1, 0, or NaN where it is
        not settled, ``note`` says why (*tie*, *nobody could tell*) or is ``""``. The coders' own codes stay untouched.

    Notes
    -----
    A majority of two coders is agreement, so their disagreements stay open until someone settles them; left out, they
    make everything look clearer than it is. State how many there were.

    Examples
    --------
    >>> import pandas as pd
    >>> codes = pd.DataFrame({"unit_id": ["a", "a", "b", "b"], "coder": ["X", "Y"] * 2, "code": "war"})
    >>> codes = codes.assign(value=[1.0, 0.0, 1.0, 1.0], time="", note="")
    >>> settled = adjudicate(codes)
    >>> settled["value"].tolist(), settled["note"].tolist()
    ([nan, 1.0], ['tie', ''])
    """
    check_binary(codes)
    if adjudicator is not None and adjudicator not in set(codes["coder"]):
        raise unknown_name("coder", adjudicator, sorted(set(codes["coder"])), where="the codes")
    last = codes["coder"] == adjudicator
    votes = codes.groupby(["unit_id", "code"], observed=True)["value"].agg(["mean", "count"])
    final = codes[last].groupby(["unit_id", "code"], observed=True)["value"].first()
    share = final.reindex(votes.index).fillna(votes["mean"])
    value = np.where(share > 0.5, 1.0, np.where(share < 0.5, 0.0, np.nan))
    note = np.where(votes["count"] == 0, "nobody could tell", np.where(np.isnan(value), "tie", ""))
    settled = votes.reset_index()[["unit_id", "code"]]
    settled = settled.assign(coder=ADJUDICATED, value=value, time="", note=note)[columns("codes")]
    return settled.astype({"unit_id": "str", "code": "str", "coder": "str", "time": "str", "note": "str"})


def check_binary(codes: pd.DataFrame) -> pd.DataFrame:
    """Return codes whose values are all 1, 0 or NaN, one for each unit, code and coder; else say what is wrong."""
    check(codes, "codes")
    twice = codes.duplicated(["unit_id", "code", "coder"])
    if twice.any():
        raise TableError(f"codes given twice by one coder, of units {listing(codes['unit_id'][twice].unique(), n=5)}")
    values = pd.to_numeric(codes["value"], errors="coerce")
    bad = codes["value"][codes["value"].notna() & ~values.isin([0, 1])]
    if len(bad):
        raise ArgumentError(f"values must be 1, 0 or missing (could not tell), not {listing(bad.unique(), n=5)}")
    return codes


def settled(codes: pd.DataFrame) -> pd.DataFrame:
    """The judgements themselves if one coder gave them, else what the majority of the coders settles."""
    return adjudicate(codes) if codes["coder"].nunique() > 1 else check_binary(codes)


def chosen_codes(codes: pd.DataFrame, wanted: str | Sequence[str] | None) -> list[str]:
    """The codes that are asked for, all by default; an unknown one is an error."""
    there = sorted(codes["code"].astype("str").unique())
    names = [wanted] if isinstance(wanted, str) else list(dict.fromkeys(wanted or there))
    for name in names:
        if name not in there:
            raise unknown_name("code", name, there, where="the codes")
    return names
