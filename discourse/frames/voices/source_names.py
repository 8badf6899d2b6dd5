"""Who supplies a statement: a name, or one of the sources that are nobody in particular."""

import numpy as np
import pandas as pd

from discourse.errors import ArgumentError

UNNAMED, UNRESOLVED, NOBODY, OTHERS = "(unnamed)", "(not resolved)", "(no speaker)", "(other speakers)"
#: Sources that are no one in particular.
ANONYMOUS = (UNNAMED, UNRESOLVED, NOBODY)
#: With less confidence in who is meant, a speaker is counted as not resolved.
MIN_CONFIDENCE = 0.5


def sources_of(statements: pd.DataFrame, *, level: str, min_confidence: float) -> pd.Series:
    """Return who supplies each statement: a name (or a type of speaker), or one of the sources that are nobody.

    A speaker the table is less sure of than ``min_confidence``, or whose pronoun or role was not resolved, is
    ``(not resolved)``; one who stays anonymous ``(unnamed)``; a statement without a speaker ``(no speaker)``.
    """
    if level not in ("speaker", "speaker_type"):
        raise ArgumentError(f"level must be 'speaker' or 'speaker_type', not {level!r}")
    if not 0 <= min_confidence <= 1:
        raise ArgumentError(f"min_confidence must lie between 0 and 1, not {min_confidence!r}")
    kind, name = statements["speaker_type"].astype("str"), statements["speaker"].astype("str")
    sure = statements["speaker_confidence"].to_numpy(np.float64) >= min_confidence
    source = (name if level == "speaker" else kind).to_numpy(dtype=object).copy()
    source[~sure | (name == "").to_numpy() | (kind == "pronoun").to_numpy()] = UNRESOLVED
    source[(kind == "unnamed").to_numpy()] = UNNAMED
    source[((kind == "none") | ((name == "") & (kind == ""))).to_numpy()] = NOBODY
    return pd.Series(source, index=statements.index, dtype="str")
