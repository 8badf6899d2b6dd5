"""Every measure of themes can be split by voice: a theme then becomes four, one for each voice its hits are in."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.errors import TableError, listing
from discourse.frames.voices.cover import VOICE_OF, content_pieces, innermost, sorted_statements
from discourse.frames.voices.voice import VOICES
from discourse.text.index import TokenIndex

#: Between theme and voice in the name a split theme has while it is measured; no name of a theme holds it.
_BETWEEN = "/"


def split_by_voice(
    index: TokenIndex, matches: pd.DataFrame, statements: pd.DataFrame, documents: pd.Index, themes: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Return the matches with the voice in the name of their theme, and the names of all split themes.

    Raises
    ------
    TableError
        If the statements break their contract, or none of them is of one of the documents.
    """
    rows = sorted_statements(statements)
    if len(rows) and len(documents) and not rows["article_id"].isin(documents).any():
        raise TableError(
            f"no statement is of a document among the {len(documents):,} given (articles of the statements: "
            f"{listing(rows['article_id'].unique(), n=3)}; documents: {listing(documents, n=3)}); "
            "pass what reported_speech() returned for these articles"
        )
    found = innermost(match_spans(index, matches), content_pieces(rows))
    voices = np.array([*(VOICE_OF[polarity] for polarity in rows["polarity"]), "unattributed"], dtype=object)[found]
    split = [f"{theme}{_BETWEEN}{voice}" for theme, voice in zip(matches["theme"], voices, strict=True)]
    names = [f"{theme}{_BETWEEN}{voice}" for theme in themes for voice in VOICES]
    return matches.assign(theme=pd.Series(split, index=matches.index, dtype="str")), names


def with_voice(table: pd.DataFrame, statements: pd.DataFrame | None) -> pd.DataFrame:
    """Return a measured table with ``theme`` and ``voice`` apart again, if it was split."""
    return table if statements is None else apart_by_voice(table)


def apart_by_voice(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of split themes with ``theme`` (and ``theme_2``, of a pair in one voice) and ``voice`` apart."""
    parts = {name: [split.split(_BETWEEN) for split in table[name]] for name in ("theme", "theme_2") if name in table}
    voice = pd.Series([part[1] for part in parts["theme"]], index=table.index, dtype="str")
    bare = {name: [part[0] for part in split] for name, split in parts.items()}
    table = table.assign(**{name: pd.Series(values, index=table.index, dtype="str") for name, values in bare.items()})
    table.insert(table.columns.get_loc("theme") + 1, "voice", voice)
    return table


def joined_by_voice(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the voice in the name of its theme, as :func:`split_by_voice` names them."""
    return table.assign(theme=table["theme"] + _BETWEEN + table["voice"])


def match_spans(index: TokenIndex, matches: pd.DataFrame) -> pd.DataFrame:
    """Where matches stand: ``doc_id, start, end`` in characters."""
    first, last = matches["first"].to_numpy(), matches["last"].to_numpy()
    return pd.DataFrame(
        {
            "doc_id": index.tokens["doc_id"].iloc[first].astype("str").array,
            "start": index.tokens["start"].to_numpy(np.int64)[first],
            "end": index.tokens["end"].to_numpy(np.int64)[last],
        }
    )
