"""Settled codes laid beside what the machine said: the table all scores are computed from."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.coding.adjudicate import settled
from discourse.coding.units import machine_codes
from discourse.errors import ArgumentError, TableError, listing, unknown_name
from discourse.tables import check, columns, document_variables


def gold(codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Join codes and sample: one row per code and unit of the sample, sorted.

    Returns
    -------
    DataFrame
        The columns of ``sample`` but ``machine``, with ``code``, ``read`` (whether somebody judged the unit), ``truth``
        (1, 0, NaN: not settled), ``label`` (1 if the machine gave the code) and ``weight`` computed anew, for each
        code, from the units of the stratum that could be settled (NaN for the others), so that samples may be joined
        and units left uncoded.

    Raises
    ------
    TableError
        If codes name units that are not in the sample, or a unit is in it twice.
    """
    check(sample, "sample")
    twice = sample["unit_id"][sample["unit_id"].duplicated()]
    if len(twice):
        raise TableError(f"units that stand in the sample twice: {listing(twice.unique(), n=5)}")
    final = settled(codes)
    astray = sorted(set(final["unit_id"]) - set(sample["unit_id"]))
    if astray:
        raise TableError(
            f"codes of units that are not in the sample: {listing(astray, n=5)}; pass the sample they are of"
        )
    given = machine_codes(sample["machine"])
    no = np.zeros(len(sample), dtype=bool)
    parts = []
    for code, group in final.groupby("code", observed=True, sort=True):
        truth = group.set_index("unit_id")["value"]
        part = sample.drop(columns="machine").assign(code=str(code), label=given.get(code, no).astype(np.float64))
        part["truth"] = sample["unit_id"].map(truth).astype(np.float64)
        part["read"] = sample["unit_id"].isin(truth.index)
        number = part["truth"].notna().groupby(part["stratum"]).transform("sum")
        part["weight"] = (part["stratum_units"] / number.where(number > 0)).where(part["truth"].notna())
        parts.append(part.sort_values("unit_id"))
    if not parts:
        return sample.head(0).drop(columns="machine").assign(code="", truth=0.0, label=0.0, read=True)
    return pd.concat(parts, ignore_index=True)


def unread_strata(group: pd.DataFrame) -> pd.DataFrame:
    """The strata of rows of :func:`gold`: their ``units``, and whether none of them was settled (``unread``)."""
    strata = group.groupby("stratum", sort=True)
    return pd.DataFrame({"units": strata["stratum_units"].first(), "unread": strata["truth"].count() == 0})


def group_names(sample: pd.DataFrame, by: str | Sequence[str] | None, result: str) -> list[str]:
    """The document variables groups are made by; they must be in the sample and not named like a result's column."""
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by or []))
    there = document_variables(sample, "sample")
    for name in names:
        if name not in there:
            raise unknown_name("document variable", name, there, where="the sample")
        if name in columns(result):
            raise ArgumentError(f"by='{name}' has the name of a column of the result; rename the variable first")
    return names


def groups(table: pd.DataFrame, names: list[str]) -> list[tuple[dict[str, object], pd.DataFrame]]:
    """The groups of a table, sorted, each with its values; missing ones form a group of their own."""
    if not names:
        return [({}, table)]
    grouped = table.groupby(names, dropna=False, sort=True, observed=True)
    return [({name: group[name].iloc[0] for name in names}, group) for _, group in grouped]
