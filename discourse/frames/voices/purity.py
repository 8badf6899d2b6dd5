"""How pure is "unattributed"? What was measured for each engine against annotated news."""

import csv
from dataclasses import dataclass
from importlib.resources import files

import pandas as pd

from discourse.errors import listing

#: How many of the hits an engine leaves unattributed stand outside reported content in truth.
_PURITY = "purity_unattributed"


@dataclass(frozen=True)
class Purity:
    """A measured share with its interval and where it comes from; NaN, and a note saying why, if there is none."""

    value: float
    low: float
    high: float
    note: str


def measured_purity(statements: pd.DataFrame) -> Purity:
    """Return what is known of the engine that made ``statements``. *Of the hits called unattributed, how many are?*

    Notes
    -----
    An engine is known by its first word; what follows is its version. The figures stand in ``attribution_errors.csv``
    beside this module: one row per engine, measure and corpus of hand-annotated news, with the number of hits and the
    source. They hold for text like that corpus; on other text code a sample (:func:`voice_codes`) and correct with it.

    Examples
    --------
    >>> from discourse.tables import empty
    >>> measured_purity(empty("statements")).note
    'purity of unattributed not known: no statement, so no engine'
    """
    nan = float("nan")
    engines = sorted(set(statements["engine"]))
    if not engines:
        return Purity(nan, nan, nan, "purity of unattributed not known: no statement, so no engine")
    if len(engines) > 1:
        return Purity(nan, nan, nan, f"purity of unattributed not known: several engines ({listing(engines)})")
    for row in error_rows():
        if row["engine"] == engines[0].split(" ")[0] and row["measure"] == _PURITY:
            value, low, high = (float(row[name]) for name in ("value", "low", "high"))
            note = (
                f"of hits left unattributed, {value:.2f} ({low:.2f}–{high:.2f}) stand outside reported content "
                f"({row['corpus']}, n = {int(row['n']):,}, engine {engines[0]}; {row['source']})"
            )
            return Purity(value, low, high, note)
    return Purity(nan, nan, nan, f"purity of unattributed not measured for engine '{engines[0]}'")


def error_rows() -> list[dict[str, str]]:
    """Return the measured error rates, one row per engine, measure and corpus."""
    text = files("discourse.frames.voices").joinpath("attribution_errors.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
